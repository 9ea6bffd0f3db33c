//! What each voice states at a fact: direct words before relays, later words before earlier ones.

use crate::corpus::{Corpus, Series, Sort, compare_windows};
use crate::model::Window;
use crate::model::claim::{Claim, Moment, Value};
use crate::model::register::SourceId;
use crate::model::vocabulary::Kind;
use crate::source::FileId;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Voice {
    /// A named origin, or whom it speaks for.
    Origin(SourceId),
    /// An outlet in its own voice.
    Own(SourceId),
    /// Nobody is named; all such claims of a file are one voice.
    Nobody(FileId),
}

/// One series at one identical window.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The window; none where the claims hold always, or nobody knows when.
    pub window: Option<Window>,
    /// What is stated, by the place of who speaks.
    pub statements: Vec<Statement>,
}

/// One figure of one voice, with every claim that carries it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Who says so.
    pub voice: Voice,
    /// The claims that carry it: direct ones first, then by place.
    pub claims: Vec<u32>,
    /// Claims of the same voice that would speak in its stead: those it revised, and relays that deviate from it.
    pub hushed: Vec<u32>,
}

impl Statement {
    /// The claim that speaks for it.
    #[must_use]
    pub fn speaker(&self) -> u32 {
        self.claims[0]
    }
}

/// The voice of a claim.
pub(super) fn voice(claim: &Claim) -> Voice {
    match (claim.origin, claim.voice) {
        (Some(_), Some(voice)) => Voice::Origin(voice),
        (None, Some(outlet)) => Voice::Own(outlet),
        (_, None) => Voice::Nobody(claim.place.file),
    }
}

/// Whether two claims say the same.
#[must_use]
pub fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(a), Value::Date(b)) => compare_windows(Some(a), Some(b)).is_eq(),
        (Value::Number(a), Value::Number(b)) => a.hard() == b.hard() && a.soft() == b.soft(),
        _ => a == b,
    }
}

/// The facts of a series, and the claims that are revised.
pub(super) fn facts(corpus: &Corpus, series: &Series) -> (Vec<Fact>, Vec<u32>) {
    let claims = corpus.claims_of(series);
    // What holds always, and what is itself a date, is one fact whenever it was said.
    let timeless = series.sort == Sort::Date || series.kind == Kind::Constant;
    let mut revised = Vec::new();
    let mut facts: Vec<Fact> = Vec::new();
    let mut add = |claims: &[u32], window: Option<Window>| {
        let statements = statements(corpus, claims, &mut revised);
        facts.push(Fact { window, statements });
    };
    if timeless && corpus.model.breaks.iter().all(|step| step.measure != series.measure) {
        let mut sorted = claims.to_vec();
        sorted.sort_by_key(|&at| (voice(corpus.claim(at)), at));
        add(&sorted, None);
        return (facts, revised);
    }
    let mut start = 0;
    while start < claims.len() {
        let window = corpus.claim(claims[start]).time;
        let same = |at: &&u32| compare_windows(corpus.claim(**at).time.as_ref(), window.as_ref()).is_eq();
        let len = claims[start..].iter().take_while(same).count();
        add(&claims[start..start + len], window);
        start += len;
    }
    (facts, revised)
}

/// What the voices among some claims state. The claims come by voice and place.
fn statements(corpus: &Corpus, claims: &[u32], revised: &mut Vec<u32>) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut start = 0;
    while start < claims.len() {
        let speaker = voice(corpus.claim(claims[start]));
        let len = claims[start..].iter().take_while(|&&at| voice(corpus.claim(at)) == speaker).count();
        let said = &claims[start..start + len];
        start += len;
        match said {
            [one] => statements.push(Statement { voice: speaker, claims: vec![*one], hushed: Vec::new() }),
            _ => of_one_voice(corpus, speaker, said, &mut statements, revised),
        }
    }
    statements.sort_by_key(Statement::speaker);
    statements
}

fn of_one_voice(
    corpus: &Corpus,
    speaker: Voice,
    said: &[u32],
    statements: &mut Vec<Statement>,
    revised: &mut Vec<u32>,
) {
    let (direct, relayed): (Vec<u32>, Vec<u32>) = said.iter().partition(|&&at| relays(corpus, at).is_empty());
    let mut hushed = Vec::new();
    let direct = current(corpus, &direct, &mut hushed);
    let mut standing = Vec::new();
    let mut chains: Vec<&[SourceId]> = relayed.iter().map(|&at| relays(corpus, at)).collect();
    chains.sort();
    chains.dedup();
    for chain in chains {
        let same: Vec<u32> = relayed.iter().copied().filter(|&at| relays(corpus, at) == chain).collect();
        standing.extend(current(corpus, &same, &mut hushed));
    }
    standing.sort_unstable();
    revised.extend(&hushed);
    let relays = by_value(corpus, &standing);
    let first = statements.len();
    if direct.is_empty() {
        for group in relays.iter().filter(|group| speaks(corpus, group, &relays)) {
            statements.push(Statement { voice: speaker, claims: group.clone(), hushed: Vec::new() });
        }
    } else {
        for mut group in by_value(corpus, &direct) {
            let value = &corpus.claim(group[0]).value;
            let carriers = relays.iter().filter(|relays| same_value(&corpus.claim(relays[0]).value, value));
            group.extend(carriers.flatten());
            statements.push(Statement { voice: speaker, claims: group, hushed: Vec::new() });
        }
    }
    let heard: Vec<u32> =
        statements[first..].iter().flat_map(|statement| statement.claims.iter().copied()).collect();
    hushed.extend(standing.iter().filter(|at| !heard.contains(at)));
    hushed.sort_unstable();
    for statement in &mut statements[first..] {
        statement.hushed.clone_from(&hushed);
    }
}

/// Whether a relayed figure speaks for its origin: the one that most chains give does, and with it whatever else those
/// chains give in the same breath. A tie between chains leaves the origin silent.
fn speaks(corpus: &Corpus, group: &[u32], groups: &[Vec<u32>]) -> bool {
    let chains = |group: &[u32]| {
        let mut chains: Vec<&[SourceId]> = group.iter().map(|&at| relays(corpus, at)).collect();
        chains.sort();
        chains.dedup();
        chains
    };
    let given: Vec<_> = groups.iter().map(|group| chains(group)).collect();
    let most = given.iter().map(Vec::len).max().unwrap_or(0);
    let mut leading = given.iter().filter(|chains| chains.len() == most);
    let Some(first) = leading.next() else { return false };
    // Figures that the very same chains give are one chain's contradiction, not a tie between chains.
    leading.all(|other| other == first) && chains(group).iter().all(|chain| first.contains(chain))
}

/// Who passed a claim on, beyond the voice itself.
pub(super) fn relays(corpus: &Corpus, at: u32) -> &[SourceId] {
    let claim = corpus.claim(at);
    let chain = corpus.model.registers.chains.get(claim.via.0);
    if claim.origin.is_none() { chain.get(1..).unwrap_or(&[]) } else { chain }
}

/// When a claim's voice said it: as it says itself, else when it was published, unless others passed it on.
pub(super) fn said(corpus: &Corpus, at: u32) -> Option<Moment> {
    let claim = corpus.claim(at);
    claim.said.or(if relays(corpus, at).is_empty() { claim.published } else { None })
}

/// Claims grouped by what they say, in the order of the first of each group.
fn by_value(corpus: &Corpus, claims: &[u32]) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &at in claims {
        let value = &corpus.claim(at).value;
        match groups.iter_mut().find(|group| same_value(&corpus.claim(group[0]).value, value)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// The claims of one chain that no certainly later one of another value revises; the others are hushed.
fn current(corpus: &Corpus, claims: &[u32], hushed: &mut Vec<u32>) -> Vec<u32> {
    if claims.len() < 2 {
        return claims.to_vec();
    }
    let order = |at: u32| said(corpus, at);
    // The latest word decides for all before it; only a later word of another value can revise.
    let mut by_time: Vec<(Moment, u32)> = claims.iter().filter_map(|&at| Some((order(at)?, at))).collect();
    by_time.sort_by_key(|(moment, at)| {
        (std::cmp::Reverse((moment.from, moment.clock.map(|clock| clock.seconds))), *at)
    });
    let Some(&(_, latest)) = by_time.first() else { return claims.to_vec() };
    let differs = |a: u32, b: u32| !same_value(&corpus.claim(a).value, &corpus.claim(b).value);
    // Two candidates of different value are enough to revise everything that can be revised by days alone; the few that
    // a time of day decides are tried one by one.
    let other = by_time.iter().map(|&(_, at)| at).find(|&at| differs(at, latest));
    let Some(other) = other else { return claims.to_vec() };
    let near: Vec<u32> = by_time.iter().take(64).map(|&(_, at)| at).chain([other]).collect();
    let is_revised = |at: u32| {
        order(at).is_some_and(|mine| {
            near.iter().any(|&later| {
                differs(at, later) && order(later).is_some_and(|later| later.certainly_after(&mine))
            })
        })
    };
    let (old, standing): (Vec<u32>, Vec<u32>) = claims.iter().partition(|&&at| is_revised(at));
    hushed.extend(old);
    standing
}
