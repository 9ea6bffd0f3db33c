//! Reads a query against a corpus: its dates count from the last day of what it asks about, and a name that the corpus
//! does not have is a problem, with the nearest name that it has.

use rustc_hash::FxHashMap;

use super::problem::QueryProblem;
use crate::corpus::{Corpus, join_words};
use crate::finding::ProblemKind;
use crate::model::register::{
    self, GROUP, KeyId, MeasureId, PLACE, Register, SUBJECT, TOPIC, is_event_key, is_marked_key,
};
use crate::model::{Day, NameKind, Query, UnknownName, key};
use crate::names::NearestName;
use crate::source::FileId;

/// How many measures are named if none is near.
const EXAMPLES: usize = 5;

/// What a query asks about.
///
/// # Errors
/// What of it cannot be understood, and the names in it that no claim and no definition has.
pub fn read(corpus: &mut Corpus, text: &str, today: Option<Day>) -> Result<Query, Vec<QueryProblem>> {
    let file = FileId(0);
    let first = corpus.model.query(text, file, today);
    let anchor = last_day(corpus, &first, today).or(today);
    let mut query = corpus.model.query(text, file, anchor);
    let is_doubtful =
        |query: &Query| query.problems.iter().any(|problem| problem.kind == ProblemKind::DoubtfulYear);
    if is_doubtful(&query) {
        // A day soon after the last one of which the corpus speaks is one of that year.
        let end_of_year = anchor.and_then(|day| Day::new(day.parts().0, 12, 31));
        query = corpus.model.query(text, file, end_of_year);
    }
    let mut problems: Vec<QueryProblem> = query.problems.iter().cloned().map(QueryProblem::of).collect();
    // The second reading knows the names of the first.
    problems.extend(first.unknown.iter().map(|unknown| unknown_name(corpus, unknown)));
    if problems.is_empty() { Ok(query) } else { Err(problems) }
}

/// The last day of the claims that a query is about, up to today.
fn last_day(corpus: &Corpus, query: &Query, today: Option<Day>) -> Option<Day> {
    let registers = &corpus.model.registers;
    let about = corpus.claims().iter().filter(|claim| query.is_about(claim, registers));
    let days = about.filter_map(|claim| {
        let time = claim.time.as_ref().and_then(|window| window.to.or(window.from));
        time.or_else(|| claim.said.or(claim.published).map(|moment| moment.to))
    });
    days.filter(|day| today.is_none_or(|today| *day <= today)).max()
}

fn unknown_name(corpus: &Corpus, unknown: &UnknownName) -> QueryProblem {
    let UnknownName { at, name, kind } = unknown;
    let (what, help) = match kind {
        NameKind::Measure => ("claim and no definition here is of", measure_help(corpus, name)),
        NameKind::Scope(key) => ("claim here has", scope_help(corpus, *key, name)),
        NameKind::Source => ("claim here comes from, or through,", source_help(corpus, name)),
    };
    QueryProblem {
        at: at.span,
        message: format!("no {what} `{name}`"),
        label: "not known here".to_owned(),
        help,
    }
}

/// The nearest of some names, as displayed.
fn nearest(register: &Register, names: Vec<(&str, u32)>, name: &str, own: Option<u32>) -> Option<String> {
    let names = names.into_iter().filter(|(_, id)| Some(*id) != own).collect();
    let (_, id) = NearestName::new(names).nearest(&key(name))?;
    Some(register.get(id).display.clone())
}

fn measure_help(corpus: &Corpus, name: &str) -> Vec<String> {
    let register = &corpus.model.registers.measures;
    let own = register.find(&key(name));
    let plain = register.names().into_iter().filter(|(key, _)| !is_marked_key(key)).collect();
    let mut help: Vec<String> = nearest(register, plain, name, own)
        .map(|near| format!("did you mean `{near}`?"))
        .into_iter()
        .collect();
    let mut counts: FxHashMap<MeasureId, usize> = FxHashMap::default();
    for claim in corpus.claims() {
        *counts.entry(claim.measure).or_default() += 1;
    }
    let mut counts: Vec<(usize, MeasureId)> = counts.into_iter().map(|(id, count)| (count, id)).collect();
    counts.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
    let shown = counts.iter().filter(|(_, id)| !is_marked_key(&register.get(id.0).key)).take(EXAMPLES);
    let shown: Vec<String> = shown.map(|(_, id)| format!("`{}`", register.get(id.0).display)).collect();
    if !shown.is_empty() {
        help.push(format!("most claims are of {}; `gainsay claims` lists all", join_words(&shown)));
    }
    let events: Vec<(&str, u32)> = register
        .entries()
        .iter()
        .zip(0..)
        .filter(|(entry, _)| is_event_key(&entry.key))
        .map(|(entry, id)| (register::bare_event_key(&entry.key).unwrap_or(&entry.key), id))
        .collect();
    if let Some(near) = nearest(register, sorted(events), name, None) {
        help.push(format!("or the event \"{near}\"?"));
    }
    help
}

fn sorted(mut names: Vec<(&str, u32)>) -> Vec<(&str, u32)> {
    names.sort_unstable();
    names
}

fn scope_help(corpus: &Corpus, scope_key: KeyId, name: &str) -> Vec<String> {
    let registers = &corpus.model.registers;
    let written = |key: KeyId, name: &str| match key {
        PLACE => format!("in {name}"),
        GROUP => format!("among {name}"),
        SUBJECT => format!("for {name}"),
        TOPIC => format!("about {name}"),
        other => format!("[{}: {name}]", registers.keys.get(other.0).display),
    };
    // The same name as another part of a scope.
    let used = |(key, id): &(KeyId, u32)| {
        *key != scope_key
            && corpus.claims().iter().any(|claim| {
                registers.scopes.get(claim.scope.0).iter().any(|(known, name)| known == key && name.0 == *id)
            })
    };
    let keys = (0_u32..).map(KeyId).zip(registers.keys.entries());
    let elsewhere = keys.filter_map(|(key_id, entry)| {
        Some((key_id, registers.names.find(&register::joined_key(&entry.key, &key(name)))?))
    });
    let elsewhere: Vec<String> = elsewhere
        .filter(used)
        .map(|(key, id)| format!("did you mean `{}`?", written(key, &registers.names.get(id).display)))
        .collect();
    if !elsewhere.is_empty() {
        return elsewhere;
    }
    let own_key = &registers.keys.get(scope_key.0).key;
    let own = registers.names.find(&register::joined_key(own_key, &key(name)));
    let of_key = registers.names.entries().iter().zip(0..).filter_map(|(entry, id)| {
        let (opening, name) = register::split_key(&entry.key)?;
        (opening == own_key).then_some((name, id))
    });
    let near = nearest(&registers.names, sorted(of_key.collect()), name, own);
    near.map(|near| format!("did you mean `{}`?", written(scope_key, &near))).into_iter().collect()
}

fn source_help(corpus: &Corpus, name: &str) -> Vec<String> {
    let register = &corpus.model.registers.sources;
    let near = nearest(register, register.names(), name, register.find(&key(name)));
    near.map(|near| format!("did you mean `{near}`?")).into_iter().collect()
}
