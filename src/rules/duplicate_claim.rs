//! Claims that are stated twice.

use std::cmp::Ordering;

use super::rule::{Check, Context, Findings, Level, declare_rule};
use crate::corpus::compare_windows;
use crate::finding::{Cited, Severity};
use crate::model::claim::{Claim, Moment, Value};

declare_rule! {
    /// One claim stated twice.
    ///
    /// ## Why it matters
    /// The second copy says nothing new. It looks like a second voice where there is one, and when the figure is corrected one
    /// of the two copies is forgotten.
    ///
    /// ## Example
    /// ```claims fails
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    /// ```claims passes
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via "Aldwater Post"
    /// ```
    ///
    /// ## How to settle it
    /// - delete one of the two
    /// - where they were stated on different occasions, say so: `said`, `published`, `via` or the address
    ///
    /// ## When it is silent
    /// Where the origin, the chain of outlets, the day it was said or published or the address differ: the same figure from
    /// another mouth, or on another day, is worth a line of its own. With `--against`, where the archive has the draft's claim
    /// already: that confirms it.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_CLAIM = "R118" "duplicate-claim", Level::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut found: Vec<(u32, u32)> = Vec::new();
    for series in &corpus.series {
        let claims = corpus.claims_of(series);
        let same = |&a: &u32, &b: &u32| {
            let (a, b) = (corpus.claim(a), corpus.claim(b));
            a.voice == b.voice && compare_windows(a.time.as_ref(), b.time.as_ref()).is_eq()
        };
        for group in claims.chunk_by(same).filter(|group| group.len() > 1) {
            // What the archive has already is no slip of the draft.
            let mut sorted: Vec<u32> = group.iter().copied().filter(|&at| !context.is_archived(at)).collect();
            sorted.sort_by(|&a, &b| compare(corpus.claim(a), corpus.claim(b)).then(a.cmp(&b)));
            let equal = |&a: &u32, &b: &u32| compare(corpus.claim(a), corpus.claim(b)).is_eq();
            for copies in sorted.chunk_by(equal) {
                found.extend(copies[1..].iter().map(|&copy| (copy, copies[0])));
            }
        }
    }
    found.sort_unstable();
    for (copy, first) in found {
        if corpus.claim(copy).place == corpus.claim(first).place {
            continue;
        }
        let words = context.words();
        let claim = corpus.claim(copy);
        let position = context.sources.position(corpus.claim(first).place);
        let name = context.sources.get(corpus.claim(first).place.file).name();
        let message = if corpus.claim(first).place.file == claim.place.file {
            format!("this claim stands already in line {}", position.line)
        } else {
            format!("this claim stands already in {name}, line {}", position.line)
        };
        let finding = findings.report(claim.place, claim.mark, message);
        finding.help.push(
            "delete one of the two, or say in what they differ: `said`, `published`, `via` or the address"
                .to_owned(),
        );
        let again = words.cite(copy, false, false, false, false);
        finding.claims.push(Cited { label: "again here".to_owned(), ..again });
        let first = words.cite(first, false, false, false, false);
        finding.claims.push(Cited { label: "first here".to_owned(), ..first });
    }
}

/// The order of claims of one voice at one fact; equal where one is a copy of the other.
fn compare(a: &Claim, b: &Claim) -> Ordering {
    let moment = |moment: Option<Moment>| {
        moment.map(|it| (it.from, it.to, it.clock.map(|clock| (clock.seconds, clock.offset))))
    };
    let by = |claim: &Claim| (claim.origin, claim.via, moment(claim.said), moment(claim.published));
    let url = |claim: &'_ Claim| claim.details.as_ref().and_then(|details| details.url.clone());
    by(a).cmp(&by(b)).then_with(|| value(&a.value, &b.value)).then_with(|| url(a).cmp(&url(b)))
}

fn value(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => {
            let spans = |figure: &crate::model::Figure| {
                let span = |it: &crate::model::Interval| {
                    (it.low.clone(), it.high.clone(), it.low_open, it.high_open)
                };
                (span(&figure.soft()), span(&figure.hard()), figure.best().cloned())
            };
            spans(a).cmp(&spans(b))
        }
        (Value::Date(a), Value::Date(b)) => compare_windows(Some(a), Some(b)),
        (Value::Name(a), Value::Name(b)) => a.cmp(b),
        (Value::Set(a), Value::Set(b)) => a.cmp(b),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        // The claims of a series have one sort of value.
        _ => Ordering::Equal,
    }
}
