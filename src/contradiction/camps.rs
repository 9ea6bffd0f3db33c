//! Names, truth values and sets: statements in camps that cannot both be true of a fact.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::dispute::{Dispute, DisputeKind, ELSEWHERE, Side};
use crate::contradiction::encoding::weight;
use crate::contradiction::window::is_moment;
use crate::corpus::{Corpus, Fact, Statement, ValueType, Voice, by_value};
use crate::model::Window;
use crate::model::claim::{Members, Value};
use crate::reason::{self, Conflict, Weight};
use crate::source::Place;

/// Statements of one fact that say the same.
pub(super) struct Camp {
    pub(super) series: u32,
    pub(super) fact: u32,
    pub(super) window: Option<Window>,
    pub(super) value: Value,
    pub(super) statements: Vec<Statement>,
    /// Whether the fact is one moment, or always: values that may be true at different moments of one window do not
    /// conflict.
    moment: bool,
}

/// How many camps with the same voice are searched for a voice that contradicts itself.
const NEIGHBOURS: usize = 32;

/// The disputes of a series of names, truth values or sets.
pub(super) fn find(corpus: &Corpus, number: u32) -> Vec<Dispute> {
    let series = &corpus.series[number as usize];
    if corpus.claims_of(series).len() < 2 {
        return Vec::new();
    }
    let facts = corpus.facts(series);
    let mut all = Vec::new();
    let holds_always = facts.first().is_some_and(|fact| fact.window.is_none());
    for (fact, at) in (0_u32..).zip(&facts) {
        if holds_always || is_moment(at.window.as_ref()) {
            camps(corpus, number, fact, at, &mut all);
        }
    }
    let kind = match series.value_type {
        ValueType::Truth => DisputeKind::Truth,
        ValueType::Set => DisputeKind::Sets,
        _ => DisputeKind::Values,
    };
    let weights = weights(&all);
    // What is undated always holds, so it meets every fact; undated facts come first.
    let undated = all.iter().take_while(|camp| camp.window.is_none()).count();
    let first = all.get(undated).map(|camp| camp.fact);
    let alone = all[undated..].iter().all(|camp| Some(camp.fact) == first);
    let plain = |camp: &Camp| match &camp.value {
        Value::Set(members) => matches!(**members, Members::Exactly(_)) && camp.moment,
        _ => camp.moment,
    };
    let conflicts = if all.iter().all(plain) && (undated == 0 || alone) {
        // Any two facts that meet conflict where they differ.
        let mut conflicts = Vec::new();
        let mut start = 0;
        for group in all.chunk_by(|a, b| a.fact == b.fact || undated > 0) {
            conflicts.extend(unlike(corpus, group, &weights[start..], start as u32));
            start += group.len();
        }
        conflicts
    } else {
        reason::graph(&weights, &edges(&all, undated), reason::STEPS)
    };
    let meet = |one: &Camp, two: &Camp| {
        one.window.is_none() || two.window.is_none() || (one.fact == two.fact && one.moment)
    };
    let against = |one: &Camp, two: &Camp| meet(one, two) && opposed(&one.value, &two.value);
    build_disputes(&all, conflicts, &facts_of(number, facts), against, |_, _| (kind, Vec::new()))
}

/// The conflict among camps that agree only if their values are equal.
fn unlike(corpus: &Corpus, group: &[Camp], weights: &[Weight], start: u32) -> Option<Conflict> {
    let mut sides = vec![0; group.len()];
    let speaker = |at: u32| group[at as usize].statements[0].speaker();
    for (side, same) in (0_u32..).zip(by_value(corpus, 0..group.len() as u32, speaker)) {
        same.iter().for_each(|&at| sides[at as usize] = side);
    }
    Some(reason::camps(weights, &sides)?.moved(|at| at + start))
}

fn edges(all: &[Camp], undated: usize) -> Vec<(u32, u32)> {
    let mut edges = Vec::new();
    let mut start = 0;
    for group in all.chunk_by(|a, b| a.fact == b.fact) {
        for (offset, camp) in group.iter().enumerate() {
            let own = start + offset;
            let rivals = (0..undated.min(start)).chain(if camp.moment { start..own } else { own..own });
            edges.extend(
                rivals
                    .filter(|&rival| opposed(&all[rival].value, &camp.value))
                    .map(|rival| (rival as u32, own as u32)),
            );
        }
        start += group.len();
    }
    edges
}

/// The facts of each series in question, to say who else makes statements there.
pub(super) fn facts_of(series: u32, facts: Vec<Fact>) -> FxHashMap<u32, Vec<Fact>> {
    std::iter::once((series, facts)).collect()
}

/// Groups the statements at a fact by their values.
pub(super) fn camps(corpus: &Corpus, series: u32, number: u32, fact: &Fact, all: &mut Vec<Camp>) {
    for same in by_value(corpus, &fact.statements, Statement::speaker) {
        all.push(Camp {
            series,
            fact: number,
            window: fact.window,
            value: corpus.claim(same[0].speaker()).value.clone(),
            statements: same.into_iter().cloned().collect(),
            moment: is_moment(fact.window.as_ref()),
        });
    }
}

/// What removing each camp costs.
pub(super) fn weights(camps: &[Camp]) -> Vec<Weight> {
    let none = Weight { origins: 0, own: 0 };
    camps
        .iter()
        .map(|camp| camp.statements.iter().map(weight).fold(none, |sum, weight| sum + weight))
        .collect()
}

/// Turns the repair of conflicts between camps into one dispute for each fact.
pub(super) fn build_disputes(
    camps: &[Camp],
    conflicts: Vec<Conflict>,
    facts: &FxHashMap<u32, Vec<Fact>>,
    against: impl Fn(&Camp, &Camp) -> bool,
    kind: impl Fn(u32, u32) -> (DisputeKind, Vec<Place>),
) -> Vec<Dispute> {
    let size = |of: &[u32]| of.iter().map(|&camp| camps[camp as usize].statements.len() as u32).sum();
    let mut disputes = Vec::new();
    for conflict in conflicts {
        let opposed: u32 = size(&conflict.items);
        let at = |camp: u32| (camps[camp as usize].series, camps[camp as usize].fact);
        let mut repaired = conflict.repair.clone();
        repaired.sort_by_key(|&camp| (at(camp), camp));
        let mut of_voice: FxHashMap<Voice, Vec<u32>> = FxHashMap::default();
        for &camp in &conflict.items {
            for statement in &camps[camp as usize].statements {
                of_voice.entry(statement.voice).or_default().push(camp);
            }
        }
        // A voice against itself is a slip, whatever others say and in whatever order the claims stand: it is reported
        // first.
        let own = |camp: u32| {
            let voices = camps[camp as usize].statements.iter().map(|statement| statement.voice);
            let same =
                voices.flat_map(|voice| of_voice.get(&voice).into_iter().flatten().take(NEIGHBOURS).copied());
            let rivals =
                same.filter(|&other| other != camp && against(&camps[camp as usize], &camps[other as usize]));
            rivals.map(|other| (conflict.repair.binary_search(&other).is_ok(), camp, other)).min()
        };
        for group in repaired.chunk_by(|a, b| at(*a) == at(*b)) {
            let core = |camp| Some(conflict.cores[conflict.repair.binary_search(camp).ok()?]);
            let best = group
                .iter()
                .filter_map(core)
                .min_by_key(|&(camp, rival)| (kind(camp, rival).0, at(camp) != at(rival), camp, rival));
            let slip = group.iter().filter_map(|&camp| own(camp)).min();
            let Some((camp, rival)) = slip.map(|(_, camp, rival)| (camp, rival)).or(best) else { continue };
            let (removed, against) = (&camps[camp as usize], &camps[rival as usize]);
            let (mine, theirs) = clearest_pair(removed, against);
            let (kind, laws) = kind(camp, rival);
            let repair: Vec<Statement> =
                group.iter().flat_map(|&camp| camps[camp as usize].statements.iter().cloned()).collect();
            let here = facts.get(&removed.series).and_then(|facts| facts.get(removed.fact as usize));
            let others = here.iter().flat_map(|fact| &fact.statements);
            let removed_too: FxHashSet<u32> = repair.iter().map(Statement::speaker).collect();
            let kept = others.filter(|other| !removed_too.contains(&other.speaker()));
            disputes.push(Dispute {
                kind,
                series: removed.series,
                fact: removed.fact,
                window: removed.window,
                removed: side(removed, mine),
                against: vec![side(against, theirs)],
                kept: kept.cloned().collect(),
                repair,
                opposed,
                elsewhere: repaired
                    .iter()
                    .filter(|&&other| at(other) != at(camp))
                    .flat_map(|&other| camps[other as usize].statements.iter().map(Statement::speaker))
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                exact: conflict.exact,
                laws,
                argument: None,
            });
        }
    }
    disputes
}

/// A statement of each camp: two of one voice where there are such.
fn clearest_pair<'c>(removed: &'c Camp, against: &'c Camp) -> (&'c Statement, &'c Statement) {
    let mut rivals: FxHashMap<Voice, &Statement> = FxHashMap::default();
    for theirs in &against.statements {
        rivals.entry(theirs.voice).or_insert(theirs);
    }
    for mine in &removed.statements {
        if let Some(theirs) = rivals.get(&mine.voice) {
            return (mine, theirs);
        }
    }
    (&removed.statements[0], &against.statements[0])
}

fn side(camp: &Camp, statement: &Statement) -> Side {
    Side { series: camp.series, window: camp.window, statement: statement.clone() }
}

fn opposed(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Set(a), Value::Set(b)) => match (&**a, &**b) {
            (Members::Exactly(a), Members::Exactly(b)) => a != b,
            (Members::Exactly(set), Members::Includes(one))
            | (Members::Includes(one), Members::Exactly(set)) => !set.contains(one),
            (Members::Exactly(set), Members::Excludes(one))
            | (Members::Excludes(one), Members::Exactly(set)) => set.contains(one),
            (Members::Includes(a), Members::Excludes(b)) | (Members::Excludes(a), Members::Includes(b)) => {
                a == b
            }
            _ => false,
        },
        _ => a != b,
    }
}
