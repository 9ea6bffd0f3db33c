//! Reads a query against a corpus: its dates count from the last day of what it asks about, and a name that the corpus
//! does not have is a problem, with the nearest name that it has.

use rustc_hash::FxHashMap;

use super::address::{query_for_part, query_for_series, written};
use super::problem::{QueryHelp, QueryProblem};
use crate::corpus::{Corpus, join_words};
use crate::model::register::{self, KeyId, MeasureId, Register, is_event_key, is_marked_key};
use crate::model::{Day, NameKind, Query, UnknownName, key};
use crate::names::NameSearch;
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
    if let Some(anchor) = anchor {
        query = in_a_year_with_an_answer(corpus, text, query, anchor);
    }
    as_event(corpus, &mut query);
    let mut problems: Vec<QueryProblem> = query.problems.iter().cloned().map(QueryProblem::of).collect();
    // The second reading knows the names of the first.
    problems.extend(first.unknown.iter().map(|unknown| unknown_name(corpus, text, unknown)));
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

/// How many years back a date without a year is looked for.
const YEARS: i32 = 30;

/// Reads a date without a year as one of the latest year in which something is said; a query with a
/// year stays as it is.
fn in_a_year_with_an_answer(corpus: &mut Corpus, text: &str, query: Query, anchor: Day) -> Query {
    let is_answered = |corpus: &Corpus, query: &Query| {
        let registers = &corpus.model.registers;
        query.problems.is_empty() && corpus.claims().iter().any(|claim| query.admits(claim, registers))
    };
    if is_answered(corpus, &query) {
        return query;
    }
    let end_of = |years: i32| Day::new(anchor.parts().0 - years, 12, 31);
    let others: Vec<Query> =
        (0..YEARS).filter_map(end_of).map(|day| corpus.model.query(text, FileId(0), Some(day))).collect();
    // The date has a year of its own: counted from another one it is the same.
    if query.problems.is_empty() && others.get(1).is_none_or(|other| other.time == query.time) {
        return query;
    }
    let answered = others.iter().position(|other| is_answered(corpus, other));
    let readable = others.iter().position(|other| other.problems.is_empty());
    match answered.or(readable.filter(|_| !query.problems.is_empty())) {
        Some(at) => others.into_iter().nth(at).unwrap_or(query),
        None => query,
    }
}

/// If nothing is said of a measure and there is an event of that name, the event is meant.
fn as_event(corpus: &Corpus, query: &mut Query) {
    let registers = &corpus.model.registers;
    let Some(measure) = query.measure else { return };
    let is_claimed = |measure: MeasureId| corpus.claims().iter().any(|claim| claim.measure == measure);
    let name = &registers.measures.get(measure.0).display;
    if let Some(event) = registers.measures.find(&register::event_key(name)).map(MeasureId)
        && !is_claimed(measure)
        && is_claimed(event)
    {
        query.measure = Some(event);
    }
}

/// What can be done about a name that is not known: in words, and what to put in its place.
type Help = (String, Option<Instead>);

/// What to put in the place of a name that is not known.
enum Instead {
    /// Something for the name alone.
    Name(String),
    /// Something for the part of the query that the name makes up with the word before it: `in Spain` for `among Spain`.
    Part(String),
}

impl Instead {
    /// The whole query with it; none if the name, or the word before it, is not found in the query.
    fn query(self, text: &str, UnknownName { at, name, .. }: &UnknownName) -> Option<String> {
        let raw = text.get(at.span.start as usize..at.span.end as usize)?;
        let is_quoted = raw.starts_with(['"', '“', '„', '«']);
        let (start, length) = if is_quoted { (0, raw.len()) } else { (raw.find(name.as_str())?, name.len()) };
        let start = at.span.start as usize + start;
        let after = &text[start + length..];
        match self {
            Self::Name(name) => Some(format!("{}{name}{after}", &text[..start])),
            Self::Part(part) => {
                let before = text[..start].trim_end();
                let words = ["in", "among", "for", "about", "of"].into_iter();
                let before = words
                    .filter_map(|word| before.strip_suffix(word))
                    .find(|before| before.is_empty() || before.ends_with(char::is_whitespace))?;
                Some(format!("{before}{part}{after}"))
            }
        }
    }
}

fn did_you_mean(name: &str, instead: Instead) -> Help {
    (format!("did you mean `{name}`?"), Some(instead))
}

fn unknown_name(corpus: &Corpus, text: &str, unknown: &UnknownName) -> QueryProblem {
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
        help: help
            .into_iter()
            .map(|(words, instead)| QueryHelp {
                text: words,
                query: instead.and_then(|instead| instead.query(text, unknown)),
            })
            .collect(),
    }
}

/// The nearest of some names, as displayed.
fn nearest(register: &Register, names: Vec<(&str, u32)>, name: &str, own: Option<u32>) -> Option<String> {
    let names = names.into_iter().filter(|(_, id)| Some(*id) != own).collect();
    let (_, id) = NameSearch::new(names).nearest(&key(name))?;
    Some(register.get(id).display.clone())
}

fn measure_help(corpus: &Corpus, name: &str) -> Vec<Help> {
    let register = &corpus.model.registers.measures;
    let own = register.find(&key(name));
    // A sentence that begins with the name is not what was meant.
    let is_near = |known: &str| known.len() <= 2 * name.len().max(4);
    let plain = register.names().into_iter();
    let plain = plain.filter(|(key, _)| !is_marked_key(key) && is_near(key)).collect();
    let near = nearest(register, plain, name, own);
    let other = in_other_words(corpus, name).filter(|other| Some(other) != near.as_ref());
    let near = near.map(|near| did_you_mean(&near, Instead::Name(query_for_series(&near, &[]))));
    let other = other.map(|other| did_you_mean(&other, Instead::Name(other.clone())));
    let mut help: Vec<Help> = near.into_iter().chain(other).collect();
    let mut counts: FxHashMap<MeasureId, usize> = FxHashMap::default();
    for claim in corpus.claims() {
        *counts.entry(claim.measure).or_default() += 1;
    }
    let mut counts: Vec<(usize, MeasureId)> = counts.into_iter().map(|(id, count)| (count, id)).collect();
    counts.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
    let shown = counts.iter().filter(|(_, id)| !is_marked_key(&register.get(id.0).key)).take(EXAMPLES);
    let shown: Vec<String> = shown.map(|(_, id)| format!("`{}`", register.get(id.0).display)).collect();
    if !shown.is_empty() {
        help.push((format!("most claims are of {}; `gainsay claims` lists all", join_words(&shown)), None));
    }
    let events: Vec<(&str, u32)> = register
        .entries()
        .iter()
        .zip(0..)
        .filter(|(entry, _)| is_event_key(&entry.key))
        .map(|(entry, id)| (register::bare_event_key(&entry.key).unwrap_or(&entry.key), id))
        .filter(|(key, _)| is_near(key))
        .collect();
    if let Some(near) = nearest(register, sorted(events), name, None) {
        help.push((format!("or the event \"{near}\"?"), None));
    }
    help
}

/// A measure's name with more words than this is a sentence.
const SENTENCE: usize = 4;

/// A query made of the words that are known here, such as `death toll among military` for `military toll`; none if it would
/// only be a guess.
fn in_other_words(corpus: &Corpus, name: &str) -> Option<String> {
    let registers = &corpus.model.registers;
    let words: Vec<String> = key(name).split_whitespace().map(str::to_owned).collect();
    let has = |of: &str, word: &str| of.split_whitespace().any(|one| one == word);
    let mut measures: FxHashMap<MeasureId, usize> = FxHashMap::default();
    let mut parts: Vec<String> = Vec::new();
    for word in words.iter().filter(|word| word.len() > 2) {
        for claim in corpus.claims() {
            let entry = registers.measures.get(claim.measure.0);
            let is_sentence = entry.key.split_whitespace().count() > SENTENCE;
            if !is_marked_key(&entry.key) && !is_sentence && has(&entry.key, word) {
                *measures.entry(claim.measure).or_default() += 1;
            }
        }
        let scoped = corpus.claims().iter().flat_map(|claim| registers.scopes.get(claim.scope.0));
        let found = scoped.copied().find(|(_, name)| {
            let (_, own) = register::split_key(&registers.names.get(name.0).key).unwrap_or(("", ""));
            own == word
        });
        let speaker = corpus
            .claims()
            .iter()
            .filter_map(|claim| claim.origin)
            .find(|origin| has(&registers.sources.get(origin.0).key, word));
        match (found, speaker) {
            (Some((key, name)), _) => parts.push(part(corpus, key, &registers.names.get(name.0).display)),
            (None, Some(source)) => parts.push(format!("by \"{}\"", registers.sources.get(source.0).display)),
            (None, None) => {}
        }
    }
    let mut counted: Vec<(usize, MeasureId)> =
        measures.into_iter().map(|(measure, count)| (count, measure)).collect();
    counted.sort_by(|one, two| two.0.cmp(&one.0).then(one.1.cmp(&two.1)));
    let measure = counted.first().map(|(_, measure)| registers.measures.get(measure.0).display.clone());
    let query: Vec<String> = measure.into_iter().chain(parts).collect();
    (!query.is_empty()).then(|| query.join(" "))
}

fn sorted(mut names: Vec<(&str, u32)>) -> Vec<(&str, u32)> {
    names.sort_unstable();
    names
}

/// A part of a scope as a query.
fn part(corpus: &Corpus, key: KeyId, name: &str) -> String {
    query_for_part(&corpus.model.registers.keys.get(key.0).display, name)
}

fn scope_help(corpus: &Corpus, scope_key: KeyId, name: &str) -> Vec<Help> {
    let registers = &corpus.model.registers;
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
    let elsewhere = elsewhere.filter(used).map(|(key, id)| {
        let part = part(corpus, key, &registers.names.get(id).display);
        did_you_mean(&part, Instead::Part(part.clone()))
    });
    let elsewhere: Vec<Help> = elsewhere.collect();
    if !elsewhere.is_empty() {
        return elsewhere;
    }
    let own_key = &registers.keys.get(scope_key.0).key;
    let own = registers.names.find(&register::joined_key(own_key, &key(name)));
    let of_key = registers.names.entries().iter().zip(0..).filter_map(|(entry, id)| {
        let (its_key, name) = register::split_key(&entry.key)?;
        (its_key == own_key).then_some((name, id))
    });
    let near = nearest(&registers.names, sorted(of_key.collect()), name, own);
    if near.is_none()
        && let Some((one, other)) = name.split_once(" and ")
    {
        let (one, other) = (part(corpus, scope_key, one), part(corpus, scope_key, other));
        return vec![(format!("ask for each by itself: `{one}`, `{other}`"), None)];
    }
    let near = near.map(|near| did_you_mean(&part(corpus, scope_key, &near), Instead::Name(written(&near))));
    near.into_iter().collect()
}

fn source_help(corpus: &Corpus, name: &str) -> Vec<Help> {
    let register = &corpus.model.registers.sources;
    let near = nearest(register, register.names(), name, register.find(&key(name)));
    near.map(|near| did_you_mean(&near, Instead::Name(written(&near)))).into_iter().collect()
}
