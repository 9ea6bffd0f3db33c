//! Claims that are stated twice.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use crate::corpus::{Corpus, compare_windows, join_words, plural};
use crate::finding::{Cited, Severity};
use crate::model::claim::{Claim, Moment, Value};
use crate::phrasing::{Context, Findings};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::FileId;

/// How many further repetitions a message gives by their lines.
const MAX_NAMED: usize = 3;

/// From this many groups of copies on, those of a file are one finding: it was put together from copies,
/// which is one mistake.
const MANY_COPIES: usize = 6;

declare_rule! {
    /// One claim stated twice.
    ///
    /// ## Why it matters
    /// The second copy adds nothing. It looks like a second voice where there is only one, and when the figure is corrected,
    /// one of the two copies is forgotten.
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
    /// - if they were stated on different occasions, show it: `said`, `published`, `via` or the address
    ///
    /// ## When it is silent
    /// Where the origin, the chain of outlets, the day it was said or published, or the address differs: the same figure from
    /// another outlet, or on another day, deserves a line of its own. So does the same figure with another change of it: `$110m, up
    /// 10% from a year earlier` and `$110m, up 2% from a month earlier`. With `--against`, where the archive already has the
    /// draft's claim: that confirms it. Claims copied as a block are one finding; from six blocks on, all copies in a file
    /// are one finding.
    ///
    /// ## Settings
    /// None.
    pub(super) static DUPLICATE_CLAIM = "R118" "duplicate-claim", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// Blocks of copies, each claim with its original.
type Copies<'f> = Vec<&'f [(u32, u32)]>;

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut found: Vec<(u32, u32)> = Vec::new();
    for (_, series) in context.series() {
        let claims = corpus.claims_of(series);
        let same = |&a: &u32, &b: &u32| {
            let (a, b) = (corpus.claim(a), corpus.claim(b));
            a.voice == b.voice && compare_windows(a.time.as_ref(), b.time.as_ref()).is_eq()
        };
        for group in claims.chunk_by(same).filter(|group| group.len() > 1) {
            // Repeating a claim of the archive is no slip of the draft.
            let mut sorted: Vec<u32> = group.iter().copied().filter(|&at| !context.is_archived(at)).collect();
            sorted.sort_by(|&a, &b| compare_copies(corpus.claim(a), corpus.claim(b)).then(a.cmp(&b)));
            let equal = |&a: &u32, &b: &u32| compare_copies(corpus.claim(a), corpus.claim(b)).is_eq();
            for copies in sorted.chunk_by(equal) {
                found.extend(copies[1..].iter().map(|&copy| (copy, copies[0])));
            }
        }
    }
    found.retain(|&(copy, first)| corpus.claim(copy).place != corpus.claim(first).place);
    // A statement of several origins is one copy.
    found.sort_unstable();
    found.dedup_by_key(|(copy, _)| corpus.claim(*copy).place);
    let mut of_file: BTreeMap<FileId, Vec<Copies<'_>>> = BTreeMap::new();
    for blocks in blocks(corpus, &found) {
        of_file.entry(corpus.claim(blocks[0][0].0).place.file).or_default().push(blocks);
    }
    for all in of_file.into_values() {
        if all.len() < MANY_COPIES {
            all.iter().for_each(|blocks| report(context, blocks, &[], findings));
            continue;
        }
        // The largest block stands for all; of equals the first.
        let size = |blocks: &[&[(u32, u32)]]| blocks[0].len();
        let largest = (0..all.len()).max_by_key(|&at| (size(&all[at]), std::cmp::Reverse(at))).unwrap_or(0);
        let others: Copies<'_> =
            (0..all.len()).filter(|&at| at != largest).flat_map(|at| all[at].clone()).collect();
        report(context, &all[largest], &others, findings);
    }
}

/// Splits copies into blocks, each copy with its original; within a block the copies follow each other, and
/// so do their originals. Blocks that copy the same claims come together.
fn blocks<'f>(corpus: &Corpus, found: &'f [(u32, u32)]) -> Vec<Copies<'f>> {
    let follows = |a: u32, b: u32| {
        let (before, after) = (corpus.claim(a).place, corpus.claim(b).place);
        let between = &corpus.claims()[a as usize..b as usize];
        before.file == after.file && between.iter().all(|claim| claim.place == before)
    };
    let mut all: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for block in found.chunk_by(|a, b| a.1 < b.1 && follows(a.0, b.0) && follows(a.1, b.1)) {
        all.entry((block[0].1, block.len())).or_default().push(block);
    }
    all.into_values().collect()
}

/// Reports the copies of one block, and that others of its file are copies too.
fn report(
    context: &Context<'_>,
    blocks: &[&[(u32, u32)]],
    others: &[&[(u32, u32)]],
    findings: &mut Findings,
) {
    let words = context.words();
    let place = |at: u32| context.corpus.claim(at).place;
    let line = |at: u32| context.sources.position(place(at)).line;
    let lines = |first: u32, last: u32, here: FileId| {
        let name = match place(first).file {
            file if file == here => String::new(),
            file => format!("{}, ", context.sources.get(file).name()),
        };
        match (line(first), line(last)) {
            (from, to) if from == to => format!("{name}line {from}"),
            (from, to) => format!("{name}lines {from} to {to}"),
        }
    };
    let block = blocks[0];
    let ((copy, first), (_, last)) = (block[0], block[block.len() - 1]);
    let claim = context.corpus.claim(copy);
    let here = claim.place.file;
    let these = if block.len() == 1 {
        "this claim is".to_owned()
    } else {
        format!("these {} claims are", block.len())
    };
    let mut message = format!("{these} already in {}", lines(first, last, here));
    if blocks.len() > 1 {
        let more =
            blocks[1..].iter().take(MAX_NAMED).map(|more| lines(more[0].0, more[more.len() - 1].0, here));
        message.push_str(&format!("; again in {}", join_words(&more.collect::<Vec<_>>())));
        if let Some(rest) = (blocks.len() - 1).checked_sub(MAX_NAMED).filter(|rest| *rest > 0) {
            message.push_str(&format!(" and {rest} more times"));
        }
    }
    if !others.is_empty() {
        let claims: usize = others.iter().map(|block| block.len()).sum();
        message.push_str(&format!(
            "; also {} elsewhere in this file, in {}",
            plural(claims, "claim"),
            plural(others.len(), "block")
        ));
    }
    let finding = findings.report(claim.place, claim.mark, message);
    let copies = if block.len() == 1 && blocks.len() == 1 && others.is_empty() {
        "one of the two"
    } else {
        "the copies"
    };
    finding.help.push(format!(
        "delete {copies}, or add what sets them apart: `said`, `published`, `via` or the address"
    ));
    let mut cite = |at: u32, label: &str| {
        let cited = words.cite(at);
        finding.claims.push(Cited { label: label.to_owned(), ..cited });
    };
    blocks.iter().for_each(|block| block.iter().for_each(|&(copy, _)| cite(copy, "again here")));
    block.iter().for_each(|&(_, first)| cite(first, "first here"));
    others.iter().for_each(|block| block.iter().for_each(|&(copy, _)| cite(copy, "another copy")));
}

/// The order of claims of one voice at one fact; equal if one is a copy of the other.
fn compare_copies(a: &Claim, b: &Claim) -> Ordering {
    let moment = |moment: Option<Moment>| {
        moment.map(|moment| (moment.from, moment.to, moment.clock.map(|clock| (clock.seconds, clock.offset))))
    };
    let key = |claim: &Claim| (claim.origin, claim.via, moment(claim.said), moment(claim.published));
    let url = |claim: &'_ Claim| claim.details.as_ref().and_then(|details| details.url.clone());
    key(a)
        .cmp(&key(b))
        .then_with(|| compare_values(&a.value, &b.value))
        .then_with(|| change_key(a).cmp(&change_key(b)))
        .then_with(|| url(a).cmp(&url(b)))
}

/// What a claim says about its figure's change: claims with one figure and two changes are no copies.
fn change_key(claim: &Claim) -> impl Ord + use<> {
    let figure = |figure: &crate::model::Figure| figure_key(figure);
    claim.change.as_deref().map(|change| {
        let by = change.by.as_ref().map(|by| (by.kind(), figure(by.figure())));
        let since = change.since.as_ref().map(crate::model::Window::key);
        (change.direction, by, change.from.as_ref().map(figure), since, change.ago, change.ranked)
    })
}

/// The ends of a figure.
fn figure_key(figure: &crate::model::Figure) -> impl Ord + use<> {
    let span = |it: &crate::model::Interval| (it.low.clone(), it.high.clone(), it.low_open, it.high_open);
    (span(&figure.soft()), span(&figure.hard()), figure.best().cloned())
}

fn compare_values(a: &Value, b: &Value) -> Ordering {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => figure_key(a).cmp(&figure_key(b)),
        (Value::Date(a), Value::Date(b)) => compare_windows(Some(a), Some(b)),
        (Value::Name(a), Value::Name(b)) => a.cmp(b),
        (Value::Set(a), Value::Set(b)) => a.cmp(b),
        (Value::Truth(a), Value::Truth(b)) => a.cmp(b),
        // The claims of a series have one kind of value.
        _ => Ordering::Equal,
    }
}
