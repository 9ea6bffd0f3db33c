//! Answers a query: what everybody says of the facts that it asks about, who agrees, what follows, and what can be printed.

use std::cmp::{Ordering, Reverse};

use super::address::query_for;
use super::agreement::largest_agreement;
use super::amounts::ends;
use super::answer::{Agreement, Answer, FactAnswer, Outside, Related};
use super::bounds::bounds;
use super::said::{amended, said, said_by, standing};
use super::selection::{Selection, select};
use super::speakers;
use super::wording::{supported_by_all, value_in_words, wording};
use crate::cause::Causes;
use crate::contradiction::{allowed_by, contradict, soft_span};
use crate::corpus::{Corpus, Describer, Fact, Series, Statement, ValueType, compare_windows, plural};
use crate::model::claim::Value;
use crate::model::register::ScopeId;
use crate::model::{Interval, Query, Window};
use crate::source::Sources;

/// How many facts are answered in full.
const ANSWERED: usize = 3;

/// How many other series are named.
const RELATED: usize = 12;

/// Answers a query that has been [`read`](super::read).
#[must_use]
pub fn ask(corpus: &Corpus, sources: &Sources, text: &str, query: &Query) -> Answer {
    let words = Describer { corpus, sources };
    let Selection { series, narrower } = select(corpus, query);
    let mut facts: Vec<(u32, Fact)> = Vec::new();
    for &number in &series {
        let of = corpus.facts(&corpus.series[number as usize]);
        facts.extend(of.into_iter().map(|fact| (number, fact)));
    }
    facts.retain(|(_, fact)| query.is_of(fact.window.as_ref()) && is_by(words, query, fact));
    facts.sort_by_key(|(number, fact)| {
        let day = fact.window.and_then(|window| window.to.or(window.from));
        (Reverse(day), Reverse(fact.window.and_then(|window| window.from)), *number)
    });
    let more = facts.len().saturating_sub(ANSWERED);
    facts.truncate(ANSWERED);
    let amended = amended(corpus);
    let causes = std::cell::OnceCell::new();
    let causes = || causes.get_or_init(|| Causes::new(words));
    let mut answers: Vec<FactAnswer> =
        facts.iter().map(|(number, fact)| answer(words, (*number, fact), &amended, &causes)).collect();
    if let Some(window) = &query.time {
        // Nobody speaks of just this time, but other times or parts may say something about it.
        let is_said = |number: u32| {
            let same = |fact: &Fact| compare_windows(fact.window.as_ref(), Some(window)).is_eq();
            facts.iter().any(|(of, fact)| *of == number && same(fact))
        };
        let unsaid = series.iter().filter(|&&number| !is_said(number)).take(ANSWERED).map(|&number| {
            let fact = Fact { window: Some(*window), statements: Vec::new(), undecided: Vec::new() };
            let nearest = nearest(words, number, window);
            FactAnswer { nearest, ..answer(words, (number, &fact), &amended, &causes) }
        });
        let is_nothing_else = answers.is_empty();
        let unsaid: Vec<FactAnswer> =
            unsaid.filter(|answer| is_nothing_else || !answer.bounds.is_empty()).collect();
        answers.extend(unsaid);
    }
    answers.extend(quotations(words, query));
    let narrower = if answers.is_empty() { elsewhere(corpus, query) } else { narrower };
    let mut related: Vec<Related> =
        narrower.iter().filter_map(|&number| as_related(words, query, number)).collect();
    related.sort_by_key(|related| Reverse(related.claims));
    related.truncate(RELATED);
    Answer {
        schema: "gainsay-answer/1",
        query: text.trim().to_owned(),
        facts: answers,
        more,
        related,
        unread: corpus.model.unread.len(),
    }
}

/// What is said of the nearest times before and after one that nobody speaks of.
fn nearest(words: Describer<'_>, number: u32, window: &Window) -> Vec<String> {
    let facts = words.corpus.facts(&words.corpus.series[number as usize]);
    let end = |fact: &Fact| fact.window.and_then(|other| other.to);
    let start = |fact: &Fact| fact.window.and_then(|other| other.from);
    let is_before = |fact: &&Fact| end(fact).zip(window.from).is_some_and(|(end, from)| end < from);
    let is_after = |fact: &&Fact| start(fact).zip(window.to).is_some_and(|(start, to)| start > to);
    let before = facts.iter().filter(is_before).max_by_key(|fact| end(fact));
    let after = facts.iter().filter(is_after).min_by_key(|fact| start(fact));
    let shown = |fact: &Fact| {
        let statement = fact.all_statements().next()?;
        let claim = statement.representative();
        let others = fact.statements.len().saturating_sub(1);
        let more =
            if others > 0 { format!(", and {} more", plural(others, "source")) } else { String::new() };
        let when = fact.window.map(|window| window.dated()).unwrap_or_default();
        let who = speakers::name(words, statement.voice);
        Some(format!("{} {when}, by {who}{more}", words.said(claim)))
    };
    before.into_iter().chain(after).filter_map(shown).collect()
}

/// The quotations that are asked about, by speaker and topic.
fn quotations(words: Describer<'_>, query: &Query) -> Vec<FactAnswer> {
    let registers = &words.corpus.model.registers;
    let numbered = (0_u32..).zip(words.corpus.claims());
    let quoted = numbered.filter(|(_, claim)| {
        matches!(claim.value, Value::Quote(_)) && query.measure.is_some() && query.admits(claim, registers)
    });
    let mut by_scope: Vec<(ScopeId, Vec<u32>)> = Vec::new();
    for (at, claim) in quoted {
        match by_scope.iter_mut().find(|(scope, _)| *scope == claim.scope) {
            Some((_, claims)) => claims.push(at),
            None => by_scope.push((claim.scope, vec![at])),
        }
    }
    let answer = |(scope, claims): (ScopeId, Vec<u32>)| {
        let fact = words.fact_of(claims[0]);
        let measure = words.corpus.claim(claims[0]).measure;
        FactAnswer {
            about: words.about(measure, registers.scopes.get(scope.0), None).replace('`', ""),
            measure: fact.measure,
            scope: fact.scope,
            said: claims
                .iter()
                .map(|&at| said_by(words, &[at], standing(words.corpus.claim(at).status)))
                .collect(),
            ..FactAnswer::default()
        }
    };
    by_scope.into_iter().map(answer).collect()
}

/// Series to ask about instead: of the same measure, or with a part of the scope, and with a claim of
/// those who are asked about.
fn elsewhere(corpus: &Corpus, query: &Query) -> Vec<u32> {
    let registers = &corpus.model.registers;
    let is_near = |series: &Series| {
        let scope = registers.scopes.get(series.scope.0);
        let has_measure = query.measure.is_some_and(|measure| measure == series.measure);
        let has_scope = query.scope.iter().any(|pair| scope.contains(pair));
        let speaks = || {
            let claims = corpus.claims_of(series).iter();
            claims.copied().any(|at| query.is_by(corpus.claim(at), registers))
        };
        (has_measure || has_scope) && speaks()
    };
    (0_u32..).zip(&corpus.series).filter(|(_, series)| is_near(series)).map(|(number, _)| number).collect()
}

/// Whether a claim of a fact comes from and through those who are asked about.
fn is_by(words: Describer<'_>, query: &Query, fact: &Fact) -> bool {
    let registers = &words.corpus.model.registers;
    fact.all_statements()
        .flat_map(|statement| &statement.claims)
        .any(|&claim| query.is_by(words.corpus.claim(claim), registers))
}

/// The query to ask instead for a series, if it has claims at the time that is asked about.
fn as_related(words: Describer<'_>, query: &Query, number: u32) -> Option<Related> {
    let series = &words.corpus.series[number as usize];
    let at = |claim: &&u32| query.is_of(words.corpus.claim(**claim).time.as_ref());
    let claims = words.corpus.claims_of(series).iter().filter(at).count();
    let query = query_for(&words.fact(series, query.time.as_ref()));
    (claims > 0).then_some(Related { query, claims })
}

/// What is said of a fact of a series, and what follows.
fn answer<'c>(
    words: Describer<'c>,
    (number, fact): (u32, &Fact),
    amended: &[u32],
    causes: &impl Fn() -> &'c Causes<'c>,
) -> FactAnswer {
    let corpus = words.corpus;
    let series = &corpus.series[number as usize];
    let named = words.fact(series, fact.window.as_ref());
    let stated: Vec<&Statement> = fact.statements.iter().collect();
    let all: Vec<&Statement> = fact.all_statements().collect();
    let found = largest_agreement(corpus, series, &stated);
    let (agreement, outside) = match &found {
        Some(found) => {
            let agree: Vec<&Statement> = found.agree.iter().map(|&at| stated[at]).collect();
            // The narrowest of their values is shown for all.
            let width = |statement: &&&Statement| {
                let span = soft_span(corpus, statement).width();
                (span.is_none(), span)
            };
            let compare = |one: &&&Statement, other: &&&Statement| {
                width(one).partial_cmp(&width(other)).unwrap_or(Ordering::Equal)
            };
            let narrowest = agree.iter().min_by(compare).copied().unwrap_or(agree[0]);
            let text = match series.value_type {
                ValueType::Number => Some(narrowest.representative()),
                _ => supported_by_all(words, &agree),
            };
            let text = text.map(|claim| value_in_words(words, claim)).unwrap_or_default();
            let (low, high) = found.within.as_ref().map(ends).unwrap_or_default();
            let mut by: Vec<String> = agree.iter().map(|one| speakers::name(words, one.voice)).collect();
            by.dedup();
            let agreement = Agreement { text, low, high, sources: found.sources, of: found.of, by };
            let contradicts = |at: usize| agree.iter().any(|one| contradict(corpus, series, one, stated[at]));
            let others = (0..stated.len()).filter(|&at| contradicts(at)).map(|at| stated[at]);
            let outside = others.map(|statement| outsider(words, statement, &agree, causes)).collect();
            (Some(agreement), outside)
        }
        None => (None, Vec::new()),
    };
    let worded = wording(words, series, fact.window.as_ref(), &all);
    let (wording, mut cautions) =
        worded.map_or((None, Vec::new()), |found| (Some(found.sentence), found.cautions));
    if !fact.undecided.is_empty() {
        cautions
            .push("relays give several figures for one source, and nobody knows which it said".to_owned());
    }
    let spans: Vec<Interval> = all.iter().map(|statement| allowed_by(corpus, series, statement)).collect();
    let bounds = if series.kind.is_numeric() {
        bounds(words, number, fact.window.as_ref(), &spans)
    } else {
        Vec::new()
    };
    if bounds.iter().any(|bound| bound.excludes_said) {
        cautions.push("other figures contradict it (see `yet`): `gainsay check` says more".to_owned());
    } else if bounds.iter().any(|bound| !bound.fits) {
        cautions.push("what `yet` says cannot all be true: `gainsay check` says more".to_owned());
    }
    FactAnswer {
        about: words.series(series).replace('`', ""),
        when: fact.window.map(|window| window.dated()).unwrap_or_default(),
        measure: named.measure,
        scope: named.scope,
        from: named.from,
        to: named.to,
        said: said(words, series, fact, amended),
        nearest: Vec::new(),
        agreement,
        outside,
        bounds,
        wording,
        cautions,
    }
}

/// A source outside of what most agree on, with the cause where one fits.
fn outsider<'c>(
    words: Describer<'c>,
    statement: &Statement,
    agree: &[&Statement],
    causes: &impl Fn() -> &'c Causes<'c>,
) -> Outside {
    let others: Vec<u32> = agree.iter().map(|one| one.representative()).collect();
    let claim = statement.representative();
    let is_figure = matches!(words.corpus.claim(claim).value, Value::Number(_));
    let cause = is_figure.then(|| causes().of(claim, &others)).flatten();
    Outside {
        source: speakers::name(words, statement.voice),
        value: words.said(claim),
        cause: cause.map(|reason| reason.cause.text.replace('`', "")),
    }
}
