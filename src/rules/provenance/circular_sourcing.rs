//! Outlets that have a figure only from each other.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::corpus::{Corpus, Series, ValueType, by_value, compare_windows, join_words};
use crate::drift::{Edges, components, shortest_cycle};
use crate::finding::{FoldSides, Severity};
use crate::model::claim::Claim;
use crate::model::register::{ChainId, SourceId};
use crate::model::vocabulary::Kind;
use crate::phrasing::{Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

/// How many outlets of a cycle are listed one by one.
const MAX_NAMED: usize = 6;

declare_rule! {
    /// Sources cite only each other for one figure.
    ///
    /// ## Why it matters
    /// A has it from B, and B has it from A: the figure has no origin. A rumour that has gone round once looks as if two
    /// outlets had confirmed it.
    ///
    /// ## Example
    /// ```claims fails
    /// roads closed 6 in Aldwater on 2024-11-05 by Courier via "Valley Radio"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Valley Radio" via Courier
    /// ```
    /// Fixed: one of the two had it from a source that counted.
    /// ```claims passes
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via Courier
    /// roads closed 6 in Aldwater on 2024-11-05 by Courier via "Valley Radio"
    /// ```
    ///
    /// ## How to settle it
    /// - find out who had it first, and from whom; cite that origin
    /// - if that cannot be found out, do not print the figure
    ///
    /// ## When it is silent
    /// Where the figures differ: each source may have its own. Where one source in the ring also has the figure from outside
    /// it, or is on record with it as the origin, in words of its own that no outlet passed on. A press desk that
    /// `speaks for` its house does not form a ring with it. Longer rings are found like short ones, also along chains of
    /// outlets (`via A via B`).
    ///
    /// ## Settings
    /// None.
    pub(super) static CIRCULAR_SOURCING = "P104" "circular-sourcing", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let Some(cyclic) = Cyclic::of(corpus) else { return };
    for (number, series) in context.series() {
        check_series(context, findings, number, series, &cyclic);
    }
}

/// The chain without a relay: nobody cites anybody.
const DIRECT: ChainId = ChainId(0);

/// What can be in a cycle, over all claims of the corpus.
struct Cyclic {
    /// The outlets from which citations lead back to themselves.
    outlets: FxHashSet<u32>,
    /// The origins with the chains in which one of these cites another.
    chains: FxHashSet<(Option<SourceId>, ChainId)>,
}

/// Who cites whom where an origin's word passes through a chain: each pair is an outlet and the one it cites.
fn citations(corpus: &Corpus, origin: Option<SourceId>, chain: ChainId) -> Vec<(u32, u32)> {
    let chain = corpus.model.registers.chains.get(chain.0);
    let voice = |source: &SourceId| corpus.model.vocabulary.voice(*source).0;
    let speakers: Vec<u32> = origin.iter().chain(chain).map(voice).collect();
    speakers.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| (pair[1], pair[0])).collect()
}

impl Cyclic {
    /// Of a corpus; none if nothing can be in a cycle.
    fn of(corpus: &Corpus) -> Option<Self> {
        let mut seen: FxHashSet<(Option<SourceId>, ChainId)> = FxHashSet::default();
        let mut edges = Edges::new();
        for claim in corpus.claims().iter().filter(|claim| claim.via != DIRECT) {
            if seen.insert((claim.origin, claim.via)) {
                for (who, whom) in citations(corpus, claim.origin, claim.via) {
                    edges.entry(who).or_default().insert(whom);
                }
            }
        }
        let outlets: FxHashSet<u32> = components(&edges).into_iter().flatten().collect();
        let is_cyclic = |&(origin, chain): &(Option<SourceId>, ChainId)| {
            let citations = citations(corpus, origin, chain);
            citations.iter().any(|(who, whom)| outlets.contains(who) && outlets.contains(whom))
        };
        let chains = seen.into_iter().filter(is_cyclic).collect();
        (!outlets.is_empty()).then_some(Self { outlets, chains })
    }
}

fn check_series(
    context: &Context<'_>,
    findings: &mut Findings,
    number: u32,
    series: &Series,
    cyclic: &Cyclic,
) {
    let corpus = context.corpus;
    let is_of_cyclic =
        |at: u32| corpus.claim(at).voice.is_some_and(|voice| cyclic.outlets.contains(&voice.0));
    let is_relayed_by_cyclic = |at: u32| {
        let chain = corpus.model.registers.chains.get(corpus.claim(at).via.0);
        chain.iter().any(|&outlet| cyclic.outlets.contains(&corpus.model.vocabulary.voice(outlet).0))
    };
    let cites = |&at: &u32| {
        let claim = corpus.claim(at);
        claim.via != DIRECT && cyclic.chains.contains(&(claim.origin, claim.via))
    };
    let claims = corpus.claims_of(series);
    if !claims.iter().any(cites) {
        return;
    }
    let is_timeless = series.value_type == ValueType::Date || series.kind == Kind::Constant;
    let same = |&a: &u32, &b: &u32| {
        let time = |at: u32| corpus.claim(at).time.as_ref();
        is_timeless || compare_windows(time(a), time(b)).is_eq()
    };
    for (fact, said) in claims.chunk_by(same).enumerate() {
        if !said.iter().any(cites) {
            continue;
        }
        let about = said.iter().copied().filter(|&at| is_of_cyclic(at) || is_relayed_by_cyclic(at));
        for group in by_value(corpus, about, |at| at) {
            if group.iter().any(cites) {
                check_figure(context, findings, (number, series, fact as u32), &group);
            }
        }
    }
}

/// The cycles among the claims that say the same of one fact.
fn check_figure(context: &Context<'_>, findings: &mut Findings, of: (u32, &Series, u32), claims: &[u32]) {
    let corpus = context.corpus;
    let mut edges = Edges::new();
    let mut with_origin: FxHashSet<u32> = FxHashSet::default();
    let mut carriers: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for &at in claims {
        let claim = corpus.claim(at);
        let citations = citations(corpus, claim.origin, claim.via);
        if citations.is_empty() && claim.origin.is_some() {
            with_origin.extend(claim.voice.map(|voice| voice.0));
        }
        for (who, whom) in citations {
            edges.entry(who).or_default().insert(whom);
            carriers.entry((who, whom)).or_default().push(at);
        }
    }
    // Whoever cites nobody, or is cited by nobody, is in no cycle.
    let is_cited = |who: &u32| edges.values().any(|whom| whom.contains(who));
    if edges.keys().filter(|who| is_cited(who)).count() < 2 {
        return;
    }
    for part in components(&edges) {
        let cites_outside = |who: &u32| {
            let cites = edges.get(who).into_iter().flatten();
            with_origin.contains(who) || cites.clone().any(|whom| part.binary_search(whom).is_err())
        };
        if part.iter().any(cites_outside) {
            continue;
        }
        let cycle_members = shortest_cycle(&edges, &part);
        let mut cited: Vec<u32> = Vec::new();
        for (at, who) in cycle_members.iter().enumerate() {
            let whom = cycle_members[(at + 1) % cycle_members.len()];
            cited.extend(carriers.get(&(*who, whom)).into_iter().flatten());
        }
        cited.sort_unstable();
        cited.dedup();
        report(context, findings, of, &cycle_members, &cited);
    }
}

fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    (number, series, fact): (u32, &Series, u32),
    cycle_members: &[u32],
    cited: &[u32],
) {
    let words = context.words();
    let Some(&last) = cited.last() else { return };
    let claim: &Claim = context.corpus.claim(last);
    let name = |who: u32| format!("`{}`", words.source(SourceId(who)));
    let names: Vec<String> = cycle_members.iter().map(|&who| name(who)).collect();
    let mut shown: Vec<String> = names.iter().take(MAX_NAMED).cloned().collect();
    if names.len() > MAX_NAMED {
        shown.push(format!("{} more", names.len() - MAX_NAMED));
    }
    let when = claim.time.as_ref().map(on_date).unwrap_or_default();
    let whom = if cycle_members.len() == 2 { "each other" } else { "each other in a circle" };
    let message = format!(
        "{} cite {whom}, and no one else, for {} as {}{when}",
        join_words(&shown),
        words.said(last),
        words.series(series)
    );
    let finding = findings.report(claim.place, claim.mark, message);
    finding.fact = Some(words.fact(series, claim.time.as_ref()));
    let mut citations: Vec<String> = (0..cycle_members.len().min(MAX_NAMED))
        .map(|at| format!("{} cites {}", names[at], names[(at + 1) % names.len()]))
        .collect();
    if names.len() > MAX_NAMED {
        citations.push(format!("so on, back to {}", names[0]));
    }
    finding.reasoning = vec![join_words(&citations), "so no origin outside the circle is named".to_owned()];
    finding.help = vec![
        "find out who had it first and where they got it; cite that origin".to_owned(),
        "until then treat it as unconfirmed, however often it is repeated".to_owned(),
    ];
    finding.claims = cited.iter().map(|&at| words.cite(at).in_core()).collect();
    let mut members: Vec<u32> = cycle_members.to_vec();
    members.sort_unstable();
    finding.fold =
        Some(fold_info(number, fact, FoldSides { first: members, second: Vec::new() }, claim.time.as_ref()));
}
