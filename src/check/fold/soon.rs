//! Folds what a source changed again by the next day. Each change by itself is no news for a desk,
//! as many figures are given before they are settled. But whoever printed one of the first figures
//! wants to know that there is a second; so they are one finding for each source.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::gathering::Gathering;
use super::root::{Root, RootKind};
use crate::check::codes::RESTATED;
use crate::corpus::{Corpus, same_value};
use crate::finding::Finding;
use crate::model::Number;

/// How many claims of a finding are examined: in a fold of thousands, the first stand for all.
const CLAIMS_LOOKED_AT: usize = 200;

/// The seconds within which the next day's edition comes, also if it is late.
pub(in crate::check) const BY_THE_NEXT_DAY: i64 = 36 * 3600;

impl Gathering<'_> {
    /// Roots of what a source changed again by the next day, also in several editions. What an earlier step has gathered is taken over,
    /// if all of it was changed as soon.
    pub(super) fn soon_changed(&mut self, roots: &mut Vec<Root>) {
        let is_soon = |finding: &Finding| {
            finding.code == RESTATED && is_put_right_within(self.corpus, finding, BY_THE_NEXT_DAY)
        };
        let mut sources: BTreeMap<(u32, u32), (Vec<u32>, Vec<usize>)> = BTreeMap::new();
        let source = |at: u32| {
            let first = *self.shown_claims(at).first()?;
            Some((self.voice_number(first), self.corpus.claim(first).via.0))
        };
        for run in self.runs_where(is_soon) {
            if let Some(source) = self.findings_of(run).first().and_then(|&at| source(at)) {
                sources.entry(source).or_default().0.push(run);
            }
        }
        for (number, root) in roots.iter().enumerate() {
            let members = root.members();
            let is_of_editions = matches!(root.kind, RootKind::OneEdition | RootKind::FirstOfEarlierDay(_));
            let mut all = members.iter().map(|&at| source(at));
            let Some(first) = all.next().flatten().filter(|_| is_of_editions) else { continue };
            if all.all(|source| source == Some(first))
                && members.iter().all(|&at| is_soon(&self.findings[at as usize]))
            {
                sources.entry(first).or_default().1.push(number);
            }
        }
        let mut gathered = Vec::new();
        for (mut runs, numbers) in sources.into_values() {
            if runs.len() + numbers.len() < 2 {
                continue;
            }
            for number in numbers {
                for run in std::mem::take(&mut roots[number].runs) {
                    runs.push(self.runs.len() as u32);
                    self.runs.push(Some(run));
                }
            }
            let restating = self.count_restated(&runs);
            let longest =
                runs.iter().flat_map(|&run| self.findings_of(run)).filter_map(|&at| self.stood_at_most(at));
            let kind = RootKind::SoonChanged(restating, longest.max().unwrap_or(BY_THE_NEXT_DAY));
            let Some(mut root) = self.gather(kind, runs[0], &runs) else {
                continue;
            };
            // What was furthest off comes first, so that no slip is hidden behind smaller ones.
            root.runs.sort_by_cached_key(|run| (Reverse(self.largest_change(run)), run[0]));
            gathered.push(root);
        }
        roots.retain(|root| !root.runs.is_empty());
        roots.extend(gathered);
    }

    /// For each fact that a finding shows, how many seconds the figure stood that was changed
    /// soonest; the longest of these times.
    fn stood_at_most(&self, at: u32) -> Option<i64> {
        let facts = restated_facts(self.corpus, &self.findings[at as usize]);
        let shortest = |fact: &Vec<u32>| fact.windows(2).filter_map(|pair| stood(self.corpus, pair)).min();
        facts.iter().filter_map(shortest).max()
    }

    /// The largest change of a figure that some findings show, by its amount and by its share of the figure.
    fn largest_change(&self, run: &[u32]) -> Number {
        let changes = run.iter().flat_map(|&at| {
            let claims = self.shown_claims(at);
            let pairs = claims.windows(2).filter(|pair| self.is_of_one_fact(pair[0], pair[1]));
            let changes = pairs.filter_map(|pair| {
                let (before, after) =
                    self.corpus.claim(pair[0]).best().zip(self.corpus.claim(pair[1]).best())?;
                let change = (after - before).abs();
                (&change * &change).checked_div(&before.abs().max(after.abs()))
            });
            changes.collect::<Vec<Number>>()
        });
        changes.max().unwrap_or(Number::ZERO)
    }
}

/// The claims of each fact that a finding shows to be restated, in the order in which they were said.
fn restated_facts(corpus: &Corpus, finding: &Finding) -> Vec<Vec<u32>> {
    let cited = finding.claims.iter().take(CLAIMS_LOOKED_AT);
    let mut claims: Vec<u32> = cited.filter_map(|cited| corpus.claims_at(cited.place).next()).collect();
    let fact = |at: u32| (corpus.series_of(at), corpus.claim(at).time.and_then(|window| window.from));
    let order = |at: u32| corpus.edition(at).map(|moment| moment.order());
    claims.sort_by_key(|&at| (fact(at), order(at)));
    let facts = claims.chunk_by(|&one, &other| fact(one) == fact(other));
    // A single claim is cited beside what was restated.
    facts.filter(|fact| fact.len() > 1).map(<[u32]>::to_vec).collect()
}

/// For how many seconds the first of two claims stood until the second; none if that is not known.
fn stood(corpus: &Corpus, pair: &[u32]) -> Option<i64> {
    let (before, after) = corpus.edition(pair[0]).zip(corpus.edition(pair[1]))?;
    after.seconds_after(&before)
}

/// Whether a source put each figure that a finding shows right within some seconds, and changed it by less than a hundredth at any
/// other time.
pub(in crate::check) fn is_put_right_within(corpus: &Corpus, finding: &Finding, seconds: i64) -> bool {
    let facts = restated_facts(corpus, finding);
    let is_soon = |pair: &[u32]| stood(corpus, pair).is_some_and(|stood| stood < seconds);
    let is_slight = |pair: &[u32]| {
        let figures = corpus.claim(pair[0]).best().zip(corpus.claim(pair[1]).best());
        figures.is_some_and(|(one, other)| &(one - other).abs() * &Number::HUNDRED < one.abs())
    };
    // A wrong figure in a later edition, taken back by the next one.
    let is_undone = |three: &[u32]| {
        is_soon(&three[1..]) && same_value(&corpus.claim(three[0]).value, &corpus.claim(three[2]).value)
    };
    let mut all = facts.iter().map(|fact| {
        let is_settled = |at: usize| {
            let pair = &fact[at..at + 2];
            is_soon(pair) || is_slight(pair) || fact.get(at..at + 3).is_some_and(is_undone)
        };
        fact.windows(2).any(is_soon) && (0..fact.len() - 1).all(is_settled)
    });
    all.next() == Some(true) && all.all(|is_put_right| is_put_right)
}
