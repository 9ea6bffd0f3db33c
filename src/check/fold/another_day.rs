//! Folds findings about a source whose figures are those of a later or an earlier day, whatever it counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::gathering::Gathering;
use super::root::{AnotherDay, Root, RootKind};
use crate::check::codes::FIGURES;
use crate::finding::{OtherDay, Standing};
use crate::model::Window;
use crate::model::register::ScopeId;
use crate::model::vocabulary::Kind;

/// A source counts as ahead or behind if this many of its figures at least are known to be another day's.
const KNOWN: usize = 6;

/// The voice of a source, by number, and whether its figures are those of a later day.
type AheadOrBehind = (u32, bool);

/// Who may be ahead or behind in a dispute.
struct PossiblyAhead {
    /// As the cause says.
    named: AheadOrBehind,
    /// The other way round.
    other: Option<AheadOrBehind>,
    /// Whether no side stands out, so that either may be meant.
    is_open: bool,
}

impl Gathering<'_> {
    /// Roots for runs of disputes (see `gathering`) with a source whose figures are repeatedly
    /// those of a later or an earlier day.
    pub(super) fn another_day(&mut self) -> Vec<Root> {
        let disputes = self
            .runs_where(|finding| finding.code == FIGURES && finding.standing == Some(Standing::Disputed));
        let ahead_of = self.who_is_ahead(&disputes);
        let ahead = |at: u32| ahead_of.get(&at).copied();
        let mut sources: BTreeMap<AheadOrBehind, Vec<u32>> = BTreeMap::new();
        let mut unknown = Vec::new();
        for run in disputes {
            let mut counts: BTreeMap<AheadOrBehind, usize> = BTreeMap::new();
            for ahead in self.findings_of(run).iter().filter_map(|&at| ahead(at)) {
                *counts.entry(ahead).or_default() += 1;
            }
            let most = counts.into_iter().max_by_key(|&(_, count)| count);
            match most.filter(|(_, count)| count * 2 >= self.findings_of(run).len()) {
                Some((ahead, _)) => sources.entry(ahead).or_default().push(run),
                None => unknown.push(run),
            }
        }
        let mut roots = Vec::new();
        for ((voice, is_later), mut runs) in sources {
            let findings = runs.iter().flat_map(|&run| self.findings_of(run));
            let known: Vec<u32> =
                findings.copied().filter(|&at| ahead(at) == Some((voice, is_later))).collect();
            if known.len() < KNOWN {
                continue;
            }
            // Its other totals of the same scope and time are of that day too, if they lie on the same side of the others.
            let known_times: BTreeSet<_> = known.iter().filter_map(|&at| self.scope_and_time(at)).collect();
            let is_of_known_time = |&at: &u32| {
                let series = self.findings[at as usize].fold.as_ref().map(|fold| fold.series);
                let is_total =
                    series.is_some_and(|series| self.corpus.series[series as usize].kind == Kind::Cumulative);
                is_total
                    && self.scope_and_time(at).is_some_and(|time| known_times.contains(&time))
                    && self.is_above(at, voice) == Some(is_later)
            };
            let same: Vec<u32> = unknown
                .iter()
                .copied()
                .filter(|&run| self.findings_of(run).iter().all(is_of_known_time))
                .collect();
            unknown.retain(|run| !same.contains(run));
            runs.extend(same);
            let claim = known.iter().find_map(|&at| self.claim_of(at, voice));
            let Some((lead, claim)) = self.gravest(runs.iter().copied()).zip(claim) else { continue };
            let another = AnotherDay { claim, is_later, known: known.len(), days: self.days(&runs) };
            roots.extend(self.gather(RootKind::AnotherDay(another), lead, &runs));
        }
        roots
    }

    /// For each finding of some runs whose cause is another day's figure, which source is ahead or
    /// behind. Of the two sources, one may be ahead or the other behind: the one of which that can be
    /// said most often is taken, whichever of them the cause names. Where the cause's own is the outlier, that it is the other takes
    /// more: that one must be known to be ahead or behind from elsewhere, for those who outvote the outlier may have copied it.
    fn who_is_ahead(&self, runs: &[u32]) -> FxHashMap<u32, AheadOrBehind> {
        let findings = runs.iter().flat_map(|&run| self.findings_of(run)).copied();
        let possible: Vec<(u32, PossiblyAhead)> =
            findings.filter_map(|at| Some((at, self.possibly_ahead(at)?))).collect();
        let mut counts: FxHashMap<AheadOrBehind, usize> = FxHashMap::default();
        for one in possible.iter().map(|(_, one)| one) {
            let open = one.other.filter(|_| one.is_open);
            for ahead in std::iter::once(one.named).chain(open) {
                *counts.entry(ahead).or_default() += 1;
            }
        }
        let count = |ahead: &AheadOrBehind| counts.get(ahead).copied().unwrap_or(0);
        let most = |one: PossiblyAhead| {
            let other = one.other.filter(|other| one.is_open || count(other) >= KNOWN);
            let all = std::iter::once(one.named).chain(other);
            all.max_by_key(|ahead| (count(ahead), Reverse(*ahead)))
        };
        possible.into_iter().filter_map(|(at, one)| Some((at, most(one)?))).collect()
    }

    /// The voice whose figure is known to be another day's; and the one that gives it for that day, if it is a party to the
    /// dispute: it then differs the other way.
    fn possibly_ahead(&self, at: u32) -> Option<PossiblyAhead> {
        let finding = &self.findings[at as usize];
        let OtherDay { voice, of, days } = finding.cause.as_ref()?.other_day?;
        let sides = &finding.fold.as_ref()?.sides;
        let is_party = sides.first.iter().chain(&sides.second).any(|&other| other == of);
        let is_open = finding.claims.iter().all(|cited| !cited.suspect);
        let other = (of != voice && is_party).then_some((of, days <= 0));
        Some(PossiblyAhead { named: (voice, days > 0), other, is_open })
    }

    /// The scope and the time of the first claim of a finding's core.
    fn scope_and_time(&self, at: u32) -> Option<(ScopeId, Option<String>, Option<String>)> {
        let claim = self.corpus.claim(*self.core_claims(at).first()?);
        let time = claim.time.as_ref();
        Some((claim.scope, time.and_then(Window::iso_from), time.and_then(Window::iso_to)))
    }

    /// A claim of a voice that is cited in a finding.
    fn claim_of(&self, at: u32, voice: u32) -> Option<u32> {
        self.shown_claims(at).into_iter().find(|&claim| self.voice_number(claim) == voice)
    }

    /// Whether the figure of a voice is above the others' in a finding; none if it is between them, or not there.
    fn is_above(&self, at: u32, voice: u32) -> Option<bool> {
        let (own, others): (Vec<u32>, Vec<u32>) =
            self.core_claims(at).into_iter().partition(|&claim| self.voice_number(claim) == voice);
        let own = self.corpus.claim(*own.first()?).best()?;
        let others = || others.iter().filter_map(|&claim| self.corpus.claim(claim).best());
        let (lowest, highest) = (others().min()?, others().max()?);
        if own > highest { Some(true) } else { (own < lowest).then_some(false) }
    }
}
