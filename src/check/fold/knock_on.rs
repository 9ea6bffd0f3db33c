//! Folds knock-on findings: if two sources give different figures of a fact, the parts, sums and totals of one,
//! compared with the other's figure, show the same difference again. If one source's figures are those of another day, so are its
//! figures of that time in whatever it counts.

use std::cmp::Reverse;

use rustc_hash::{FxHashMap, FxHashSet};

use super::gathering::Gathering;
use super::root::{Root, RootKind};
use crate::check::codes::{FIGURES, LOOSE};
use crate::finding::{Finding, Standing};
use crate::model::register::{MeasureId, ScopeId};
use crate::model::{Day, Window};

/// A disputed fact: the finding about it, and where that finding is now.
type Disputed = (u32, Home);

/// A source that is a day ahead of or behind others: the root that says so, the source and the others by number, of which place
/// and when.
struct AheadOrBehind {
    root: usize,
    voice: u32,
    others: FxHashSet<u32>,
    scope: ScopeId,
    days: (Day, Day),
    /// In how many cases that is known.
    known: usize,
}

/// Where a dispute is.
#[derive(Clone, Copy, Debug)]
enum Home {
    /// In this root.
    Known(usize),
    /// In this run, which is not assigned to a root yet.
    Run(u32),
}

/// All disputes about single facts, by measure and time, and by amount and time.
#[derive(Default)]
struct Disputes {
    /// By the measure and the time of the disputed fact.
    by_fact: FxHashMap<(MeasureId, Option<Window>), Vec<Disputed>>,
    /// By how much the figures differ, in thousandths, and the time.
    by_amount: FxHashMap<(u64, Option<Window>), Vec<Disputed>>,
}

impl Gathering<'_> {
    /// Adds to each dispute the findings that follow from it.
    pub(super) fn knock_ons(&mut self, roots: &mut Vec<Root>) {
        let is_dispute =
            |finding: &Finding| finding.code == FIGURES && finding.standing == Some(Standing::Disputed);
        let mut disputes = Disputes::default();
        let in_roots = (0..)
            .zip(&*roots)
            .flat_map(|(number, root)| root.runs.iter().flatten().map(move |&at| (at, Home::Known(number))));
        let alone = self.runs_where(is_dispute);
        let alone =
            alone.iter().flat_map(|&run| self.findings_of(run).iter().map(move |&at| (at, Home::Run(run))));
        for (at, home) in in_roots.chain(alone).filter(|&(at, _)| is_dispute(&self.findings[at as usize])) {
            if let Some(&claim) = self.core_claims(at).first() {
                let claim = self.corpus.claim(claim);
                disputes.by_fact.entry((claim.measure, claim.time)).or_default().push((at, home));
                let amount = (self.amount(at), claim.time);
                disputes.by_amount.entry(amount).or_default().push((at, home));
            }
        }
        if disputes.by_fact.is_empty() {
            return;
        }
        let ahead = self.sources_ahead(roots);
        let mut root_of_run: FxHashMap<u32, usize> = FxHashMap::default();
        let may_follow = |finding: &Finding| {
            finding.standing == Some(Standing::Disputed) && finding.code != FIGURES || finding.code == LOOSE
        };
        for run in self.runs_where(may_follow) {
            let findings = self.findings_of(run);
            let behind =
                |at: u32| self.dispute_behind(at, &disputes).or_else(|| self.root_of_one_ahead(at, &ahead));
            let Some(home) = findings.first().and_then(|&at| behind(at)) else { continue };
            if !findings.iter().all(|&at| behind(at).is_some()) {
                continue;
            }
            let number = match home {
                Home::Known(number) => number,
                Home::Run(other) => *root_of_run.entry(other).or_insert_with(|| {
                    roots.extend(self.runs[other as usize].take().map(Root::alone));
                    roots.len() - 1
                }),
            };
            if let (Some(root), Some(consequences)) = (roots.get_mut(number), self.runs[run as usize].take())
            {
                root.consequences.push(consequences);
            }
        }
        for root in roots.iter_mut() {
            root.consequences.sort_by_key(|run| run.first().copied());
        }
    }

    /// The dispute that a contradiction between two sources follows from. Either the two differ by at least as much
    /// at a fact that the contradiction rests on, or that one of its figures is a part of; or they differ at its time
    /// by exactly as much.
    fn dispute_behind(&self, at: u32, disputes: &Disputes) -> Option<Home> {
        let core = self.core_claims(at);
        let time = |&claim: &u32| self.corpus.claim(claim).time;
        let facts = core.iter().map(|claim| (self.corpus.claim(*claim).measure, time(claim)));
        let mut found = facts.filter_map(|fact| disputes.by_fact.get(&fact)).flatten();
        let is_behind = |&&(dispute, _): &&Disputed| {
            self.amount(dispute) >= self.amount(at) && self.is_behind(dispute, &core, true)
        };
        let home = found.find(is_behind).or_else(|| {
            let amounts =
                core.iter().map(|claim| (self.amount(at), time(claim))).filter(|(amount, _)| *amount > 0);
            let mut found = amounts.filter_map(|amount| disputes.by_amount.get(&amount)).flatten();
            found.find(|&&(dispute, _)| self.is_behind(dispute, &core, false))
        });
        home.map(|&(_, home)| home)
    }

    /// The sources that are a day ahead or behind, as some roots say.
    fn sources_ahead(&self, roots: &[Root]) -> Vec<AheadOrBehind> {
        let of = |(number, root): (usize, &Root)| {
            let RootKind::AnotherDay(another) = root.kind else { return None };
            let (first, last) = another.days?;
            let voice = self.voice_number(another.claim);
            let sides = root.runs.iter().flatten().filter_map(|&at| self.findings[at as usize].fold.as_ref());
            let all = sides.flat_map(|fold| fold.sides.first.iter().chain(&fold.sides.second));
            Some(AheadOrBehind {
                root: number,
                voice,
                others: all.copied().filter(|&other| other != voice).collect(),
                scope: self.corpus.claim(another.claim).scope,
                days: (Day(first.0 - 1), Day(last.0 + 1)),
                known: another.known,
            })
        };
        roots.iter().enumerate().filter_map(of).collect()
    }

    /// The root of a source that is ahead or behind, if a contradiction holds its figures against
    /// those of the others, at that time.
    fn root_of_one_ahead(&self, at: u32, ahead: &[AheadOrBehind]) -> Option<Home> {
        // What agrees only loosely has no core.
        let core = match self.findings[at as usize].code {
            LOOSE => self.shown_claims(at),
            _ => self.core_claims(at),
        };
        let found = ahead.iter().filter(|ahead| {
            let is_its = |claim: u32| self.voice_number(claim) == ahead.voice;
            let is_there = |&claim: &u32| {
                let one = self.corpus.claim(claim);
                let (first, last) = ahead.days;
                let is_then = one.time.is_some_and(|time| {
                    time.from.is_some_and(|from| from >= first) && time.to.is_some_and(|to| to <= last)
                });
                is_then
                    && one.scope == ahead.scope
                    && (is_its(claim) || ahead.others.contains(&self.voice_number(claim)))
            };
            core.iter().all(is_there)
                && core.iter().any(|&claim| is_its(claim))
                && !core.iter().all(|&claim| is_its(claim))
        });
        // Of several such roots, the one whose source is most often known to be ahead or behind.
        found.max_by_key(|ahead| (ahead.known, Reverse(ahead.root))).map(|ahead| Home::Known(ahead.root))
    }

    /// By how much the figures of a finding differ, in thousandths.
    fn amount(&self, at: u32) -> u64 {
        self.findings[at as usize].fold.as_ref().map_or(0, |fold| fold.difference.amount)
    }

    /// Whether all claims of a contradiction are by the two sides of a dispute, and one of them is of the disputed fact or of a part of it.
    /// `is_same_measure` says whether that one must also be of the same measure.
    fn is_behind(&self, dispute: u32, core: &[u32], is_same_measure: bool) -> bool {
        let Some(fold) = &self.findings[dispute as usize].fold else { return false };
        let Some(&disputed) = self.core_claims(dispute).first() else { return false };
        let disputed = self.corpus.claim(disputed);
        let scopes = &self.corpus.model.registers.scopes;
        let is_of_fact = |claim: u32| {
            let claim = self.corpus.claim(claim);
            let keys = scopes.get(claim.scope.0);
            (claim.measure == disputed.measure || !is_same_measure)
                && claim.time == disputed.time
                && claim.mode == disputed.mode
                && scopes.get(disputed.scope.0).iter().all(|key| keys.contains(key))
        };
        let sides = &fold.sides;
        let on = |side: &[u32], claim: u32| side.contains(&self.voice_number(claim));
        core.iter().all(|&claim| on(&sides.first, claim) || on(&sides.second, claim))
            && core.iter().any(|&claim| on(&sides.first, claim))
            && core.iter().any(|&claim| on(&sides.second, claim))
            && core.iter().any(|&claim| is_of_fact(claim))
    }
}
