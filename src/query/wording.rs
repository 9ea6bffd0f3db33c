//! The safe wording of a fact: the strongest sentence that the claims support, hedged and attributed as they are. What was
//! retracted or restated is left out; where the relays of a source differ, all that they give counts.

use super::amounts::span_in_words;
use crate::contradiction::{contradict, soft_span};
use crate::corpus::{Describer, Series, Statement, Voice, join_words, relays, same_value};
use crate::model::claim::{Members, TimeFrom, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Interval, Window};
use crate::syntax::tree::Mode;

/// Up to how many sources a sentence names.
const NAMED: usize = 3;

/// What can be printed of a fact, and what to know before.
pub(super) struct Wording {
    pub(super) sentence: String,
    pub(super) cautions: Vec<String>,
}

/// The wording of a fact of which something is said.
pub(super) fn wording(
    words: Describer<'_>,
    series: &Series,
    window: Option<&Window>,
    statements: &[&Statement],
) -> Option<Wording> {
    let first = statements.first()?;
    let scope = words.corpus.model.registers.scopes.get(series.scope.0);
    let about = plain(&words.about(series.measure, scope, None));
    let value = |statement: &Statement| &words.corpus.claim(statement.representative()).value;
    let agree = match value(first) {
        Value::Number(_) => statements.iter().all(|other| same_value(value(other), value(first))),
        _ => statements
            .iter()
            .all(|one| statements.iter().all(|other| !contradict(words.corpus, series, one, other))),
    };
    let sentence = match value(first) {
        Value::Number(_) => number(words, series, window, statements, &about),
        Value::Truth(_) => truth(words, statements, &about, agree),
        _ => named(words, series, window, statements, &about, agree),
    }?;
    Some(Wording { sentence, cautions: cautions(words, series, statements, agree) })
}

/// A name as a sentence gives it: without the backticks of messages, scope keys in round brackets.
fn plain(name: &str) -> String {
    name.replace('`', "").replace('[', "(").replace(']', ")")
}

/// The sentence of a figure.
fn number(
    words: Describer<'_>,
    series: &Series,
    window: Option<&Window>,
    statements: &[&Statement],
    about: &str,
) -> Option<String> {
    let spans: Vec<Interval> =
        statements.iter().map(|statement| soft_span(words.corpus, statement).into_owned()).collect();
    let hull = spans.iter().skip(1).fold(spans.first()?.clone(), |hull, span| hull.around(span));
    let when = window.map(|window| format!(" {}", time(series.kind, window))).unwrap_or_default();
    let verb = verb(about, series.mode);
    let mut figures: Vec<String> = statements.iter().map(|statement| figure(words, statement)).collect();
    figures.sort();
    figures.dedup();
    if let [one] = &figures[..] {
        return Some(format!("The {about} {verb} {one}{when}, {}.", attribution(words, statements)));
    }
    // Exact figures of several sources: each of two with those who give it; of more, between the lowest and the highest.
    let mut voices: Vec<Voice> = statements.iter().map(|statement| statement.voice).collect();
    voices.sort_unstable();
    voices.dedup();
    if spans.iter().all(|span| span.single().is_some()) && voices.len() > 1 {
        let groups = by_words(statements, |statement| figure(words, statement));
        if let [(one, its), (other, theirs)] = &groups[..] {
            let (its, theirs) = (sources(words, its), sources(words, theirs));
            let either = format!("{one} according to {its}, or {other} according to {theirs}");
            return Some(format!("The {about}{when} {verb} {either}."));
        }
        let figure = span_in_words(words, &hull, statements[0].representative());
        return Some(format!("The {about} {verb} {figure}{when}, {}.", attribution(words, statements)));
    }
    // Several figures of one source: each is given by itself, with the outlets that report it.
    if voices.len() == 1 {
        let groups = by_words(statements, |statement| figure(words, statement));
        let value = |claim: u32| &words.corpus.claim(claim).value;
        let groups = groups.into_iter().map(|(said, group)| {
            let own = value(group[0].representative());
            let claims = group.iter().flat_map(|statement| statement.claims.iter().copied());
            let claims: Vec<u32> = claims.filter(|&claim| same_value(value(claim), own)).collect();
            format!("{said}{}", as_reported(words, &claims))
        });
        let groups: Vec<String> = groups.collect();
        let when = if when.is_empty() { when } else { format!(",{when}") };
        let source = sources(words, statements);
        return Some(format!("The {about}{when}, according to {source}: {}.", groups.join("; ")));
    }
    let groups: Vec<(String, Vec<&Statement>)> = by_words(statements, |statement| figure(words, statement));
    let groups: Vec<String> =
        groups.iter().map(|(said, group)| format!("{said} according to {}", sources(words, group))).collect();
    Some(format!("The {about} {verb} {}{when}.", join_words(&groups)))
}

/// A statement's figure as a sentence gives it: as written, with its unit; signs such as `~` and `+` in words.
fn figure(words: Describer<'_>, statement: &Statement) -> String {
    let claim = statement.representative();
    let written = words.said(claim);
    // How far off `about` may be is our reading, and nobody said it.
    if let Some(rest) = written.strip_prefix(['~', '≈']).filter(|_| !written.ends_with('+')) {
        return format!("about {}", rest.trim_start());
    }
    if written.ends_with('+') || written.starts_with(['~', '<', '>', '≤', '≥', '≈']) {
        return span_in_words(words, &soft_span(words.corpus, statement), claim);
    }
    written
}

/// Statements by what they say, in their order.
fn by_words<'s>(
    statements: &[&'s Statement],
    said: impl Fn(&Statement) -> String,
) -> Vec<(String, Vec<&'s Statement>)> {
    let mut groups: Vec<(String, Vec<&Statement>)> = Vec::new();
    for statement in statements {
        let own = said(statement);
        match groups.iter_mut().find(|(known, _)| *known == own) {
            Some((_, group)) => group.push(statement),
            None => groups.push((own, vec![statement])),
        }
    }
    groups
}

/// The sentence of a statement that is true or false.
fn truth(words: Describer<'_>, statements: &[&Statement], about: &str, agree: bool) -> Option<String> {
    let is_true = |statement: &&&Statement| {
        matches!(words.corpus.claim(statement.representative()).value, Value::Truth(true))
    };
    let (yes, no): (Vec<&Statement>, Vec<&Statement>) =
        statements.iter().partition(|statement| is_true(statement));
    let about = about.trim_matches('"');
    // The sentence is in the corpus's own words and quotes nobody: it stands without quotation marks.
    Some(match (agree, yes.is_empty()) {
        (true, false) => format!("{}: {about}.", capital(&attribution(words, &yes))),
        (true, true) => format!("{}, it is not so that {about}.", capital(&attribution(words, &no))),
        (false, _) => format!(
            "According to {}: {about}. According to {} this is not so.",
            sources(words, &yes),
            sources(words, &no)
        ),
    })
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().collect::<String>() + chars.as_str())
}

/// The sentence of a name, a date or a set.
fn named(
    words: Describer<'_>,
    series: &Series,
    window: Option<&Window>,
    statements: &[&Statement],
    about: &str,
    agree: bool,
) -> Option<String> {
    let when = window.map(|window| format!(" {}", window.dated())).unwrap_or_default();
    if let Some(claim) = supported_by_all(words, statements).filter(|_| agree) {
        let said = match &words.corpus.claim(claim).value {
            Value::Date(window) if window.from == window.to => format!("on {}", window.in_words()),
            Value::Date(window) if window.in_words().contains(" to ") => {
                format!("some time in {}", window.in_words())
            }
            Value::Date(window) => format!("in {}", window.in_words()),
            _ => value_in_words(words, claim),
        };
        let verb = match (series.kind, series.mode) {
            (Kind::Date, Some(mode)) => format!("was {}", mode.keyword()),
            (Kind::Date, None) => "was".to_owned(),
            _ => verb(about, series.mode),
        };
        return Some(format!("The {about} {verb} {said}{when}, {}.", attribution(words, statements)));
    }
    let groups = by_words(statements, |statement| value_in_words(words, statement.representative()));
    let groups: Vec<String> = groups
        .into_iter()
        .map(|(said, group)| format!("{said} according to {}", sources(words, &group)))
        .collect();
    Some(format!("The {about}{when}: {}.", groups.join("; ")))
}

/// A value as a sentence gives it: dates and whole sets in words, all else as written.
pub(super) fn value_in_words(words: Describer<'_>, claim: u32) -> String {
    let names = &words.corpus.model.registers.names;
    match &words.corpus.claim(claim).value {
        Value::Date(window) => window.in_words(),
        Value::Set(members) => match &**members {
            Members::Exactly(members) => {
                let members: Vec<String> =
                    members.iter().map(|name| names.get(name.0).display.clone()).collect();
                join_words(&members)
            }
            Members::Includes(_) | Members::Excludes(_) => words.said(claim),
        },
        _ => words.said(claim),
    }
}

/// The claim that all others support: all say it in the same words, or, of dates, its days include
/// those of all others. None if there is no such claim.
pub(super) fn supported_by_all(words: Describer<'_>, statements: &[&Statement]) -> Option<u32> {
    let claims = || statements.iter().map(|statement| statement.representative());
    let date = |claim: u32| match &words.corpus.claim(claim).value {
        Value::Date(window) => Some(**window),
        _ => None,
    };
    let first = claims().next()?;
    if claims().all(|claim| value_in_words(words, claim) == value_in_words(words, first)) {
        return Some(first);
    }
    let includes = |one: u32, other: u32| {
        let (Some(one), Some(other)) = (date(one), date(other)) else { return false };
        let starts = one.from.zip(other.from).is_some_and(|(one, other)| one <= other);
        let ends = one.to.zip(other.to).is_some_and(|(one, other)| one >= other);
        // A day includes its hours; an hour does not include its day.
        let hours = one.from_clock.is_none() || one.from_clock == other.from_clock;
        starts && ends && hours
    };
    claims().find(|&claim| claims().all(|other| includes(claim, other)))
}

/// `was`, `were`, `was expected to be`: by the last noun of what is measured.
fn verb(about: &str, mode: Option<Mode>) -> String {
    let measure = [" in ", " among ", " of ", " for ", " about ", " ("]
        .iter()
        .fold(about, |measure, word| measure.split(word).next().unwrap_or(measure));
    let is_participle = |word: &&str| ["ed", "en", "ing", "lost"].iter().any(|ending| word.ends_with(ending));
    let noun = measure.split_whitespace().rev().find(|word| !is_participle(word)).unwrap_or(measure);
    let is_plural = noun == "people"
        || noun.ends_with('s') && !["ss", "us", "is"].iter().any(|ending| noun.ends_with(ending));
    let was = if is_plural { "were" } else { "was" };
    mode.map_or_else(|| was.to_owned(), |mode| format!("{was} {} to be", mode.keyword()))
}

/// `as of 19 October 2020` of a level or total, else `over October 2020`, `on 19 October 2020`.
fn time(kind: Kind, window: &Window) -> String {
    let window = Window { from_clock: None, to_clock: None, ..*window };
    match kind {
        Kind::Cumulative | Kind::Level => format!("as of {}", window.in_words()),
        _ => window.dated(),
    }
}

/// `according to Kremlin, as Statecraft reports`.
fn attribution(words: Describer<'_>, statements: &[&Statement]) -> String {
    let is_nobody = |statement: &&&Statement| matches!(statement.voice, Voice::Nobody(_));
    if statements.iter().all(|statement| is_nobody(&statement)) {
        return "though no source is named for it".to_owned();
    }
    let claims: Vec<u32> = statements.iter().flat_map(|statement| statement.claims.iter().copied()).collect();
    format!("according to {}{}", sources(words, statements), as_reported(words, &claims))
}

/// `, as Statecraft reports`: the last outlets of some claims, if all were relayed.
fn as_reported(words: Describer<'_>, claims: &[u32]) -> String {
    let mut outlets: Vec<String> = Vec::new();
    if claims.iter().all(|&claim| !relays(words.corpus, claim).is_empty()) {
        let last = claims.iter().filter_map(|&claim| relays(words.corpus, claim).last());
        outlets.extend(last.map(|&outlet| words.source(outlet).to_owned()));
        outlets.sort();
        outlets.dedup();
    }
    match outlets.len() {
        0 => String::new(),
        1 => format!(", as {} reports", outlets[0]),
        2..=NAMED => format!(", as {} report", join_words(&outlets)),
        many => format!(", as {} and {} other outlets report", outlets[0], many - 1),
    }
}

/// The sources of some statements, each once: by name, or by count and the first ones.
fn sources(words: Describer<'_>, statements: &[&Statement]) -> String {
    let mut names: Vec<String> = Vec::new();
    for statement in statements {
        let name = match statement.voice {
            Voice::Nobody(_) => "a source that is not named".to_owned(),
            Voice::Origin(source) | Voice::Own(source) => words.source(source).to_owned(),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.len() <= NAMED {
        return join_words(&names);
    }
    format!("{} sources, among them {}", names.len(), join_words(&names[..2]))
}

/// What to know before it is printed.
fn cautions(words: Describer<'_>, series: &Series, statements: &[&Statement], agree: bool) -> Vec<String> {
    let mut cautions = Vec::new();
    if !agree && series.kind.is_numeric() {
        cautions.push("the figures differ: say so, or name the sources one by one".to_owned());
    }
    let claims = || statements.iter().flat_map(|statement| &statement.claims).copied();
    if statements
        .iter()
        .all(|statement| statement.claims.iter().all(|&claim| !relays(words.corpus, claim).is_empty()))
    {
        cautions.push(
            "no source is on file itself, only what others report of it: check the original".to_owned(),
        );
    }
    if statements.len() == 1 && !matches!(statements[0].voice, Voice::Nobody(_)) {
        cautions.push("one source alone".to_owned());
    }
    if statements.iter().any(|statement| statement.tally) {
        cautions.push("a figure among them is computed from other claims".to_owned());
    }
    let assumed = claims()
        .any(|claim| matches!(words.corpus.claim(claim).time_from, TimeFrom::Said | TimeFrom::Published));
    if assumed {
        cautions.push(
            "a claim has no date of its own: it is taken to hold on the day it was said or published"
                .to_owned(),
        );
    }
    let is_approximate =
        claims().any(|claim| words.corpus.claim(claim).time.is_some_and(|window| window.approximate));
    if is_approximate {
        cautions.push("a date among them is approximate".to_owned());
    }
    cautions
}
