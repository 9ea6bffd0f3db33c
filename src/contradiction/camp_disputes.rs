//! Names, truth values and sets: groups the statements of a fact into camps, and finds those that cannot both be
//! true.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::camp::{Camp, clearest_pair, side, weights};
use crate::contradiction::dispute::{Dispute, DisputeKind, ELSEWHERE};
use crate::contradiction::undecided::{self, Outcome, Repair};
use crate::contradiction::votes;
use crate::contradiction::window::{has_one_figure, is_moment};
use crate::corpus::{Corpus, Fact, HoldingTime, Statement, Undecided, ValueType, Voice, by_value, restated};
use crate::model::Shape;
use crate::model::claim::{Members, Value};
use crate::reason::{self, Conflict, Weight};
use crate::source::Place;

/// In at most this many camps of a voice its contradictions with itself are looked for.
const OWN_CAMPS: usize = 32;

/// The disputes of a series of names, truth values or sets.
pub(super) fn find(corpus: &Corpus, number: u32) -> Vec<Dispute> {
    let series = &corpus.series[number as usize];
    let measure = corpus.model.vocabulary.measure(series.measure);
    let allows_several = measure.is_some_and(|measure| measure.allows_several);
    if corpus.claims_of(series).len() < 2 || (allows_several && series.value_type == ValueType::Name) {
        return Vec::new();
    }
    let facts = votes::facts(corpus, series);
    let all = all_camps(corpus, number, &facts, series.value_type);
    let kind = match series.value_type {
        ValueType::Truth => DisputeKind::Truth,
        ValueType::Set => DisputeKind::Sets,
        _ => DisputeKind::Values,
    };
    // What is undated holds always, so it is compared with every fact. Names are not: somebody else
    // may have held the office before. Undated facts come first.
    let undated = match series.value_type {
        ValueType::Name => 0,
        _ => all.iter().take_while(|camp| camp.window.is_none()).count(),
    };
    let (all, conflicts) = decide(all, |all| conflicts(corpus, all, undated, allows_several));
    let meet = |one: &Camp, two: &Camp| {
        let is_always = undated > 0 && (one.window.is_none() || two.window.is_none());
        is_always || (one.fact == two.fact && one.one_time) || one.held.meets(two.held)
    };
    let against = |one: &Camp, two: &Camp| meet(one, two) && one.opposes(corpus, two, allows_several);
    build_disputes(&all, conflicts, &facts_of(number, facts), against, |_, _| (kind, Vec::new()))
}

/// Takes each undecided voice to have said what leaves the least to remove, and returns the camps
/// and conflicts with that. With too many combinations to try, such a voice conflicts only with
/// camps that oppose all it may have said.
pub(super) fn decide(all: Vec<Camp>, solve: impl Fn(&[Camp]) -> Vec<Conflict>) -> (Vec<Camp>, Vec<Conflict>) {
    let counts: Vec<usize> = all.iter().map(|camp| 1 + camp.others.len()).collect();
    if counts.iter().all(|&count| count == 1) {
        let conflicts = solve(&all);
        return (all, conflicts);
    }
    let weight_removed = |all: &[Camp], conflicts: &[Conflict]| {
        let weights = weights(all);
        let repaired = conflicts.iter().flat_map(|conflict| &conflict.repair);
        repaired.fold(Weight::default(), |sum, &camp| sum + weights[camp as usize])
    };
    let sure: Vec<Camp> = all.iter().filter(|camp| camp.is_decided()).cloned().collect();
    let least = weight_removed(&sure, &solve(&sure));
    let chosen = undecided::choose(&counts, least, |combination| {
        let all: Vec<Camp> = all.iter().zip(combination).map(|(camp, &at)| camp.decided(at)).collect();
        let conflicts = solve(&all);
        let repair = |conflict: &Conflict| Repair {
            removed: conflict.repair.clone(),
            unique: conflict.unique,
            certain: conflict.certain.clone(),
        };
        let repairs = conflicts.iter().map(repair).collect();
        Outcome { weight: weight_removed(&all, &conflicts), repairs, result: (all, conflicts) }
    });
    let Some(((all, mut conflicts), repairs)) = chosen else {
        let conflicts = solve(&all);
        return (all, conflicts);
    };
    for (conflict, repair) in conflicts.iter_mut().zip(repairs) {
        (conflict.unique, conflict.certain) = (repair.unique, repair.certain);
    }
    (all, conflicts)
}

/// The conflicts among the camps of a series of names, truth values or sets. The first `undated` camps hold always.
fn conflicts(corpus: &Corpus, all: &[Camp], undated: usize, allows_several: bool) -> Vec<Conflict> {
    let weights = weights(all);
    let undated = undated.min(all.iter().take_while(|camp| camp.window.is_none()).count());
    let first = all.get(undated).map(|camp| camp.fact);
    let one_dated_fact = all[undated..].iter().all(|camp| Some(camp.fact) == first);
    let opposes = |one: &Camp, two: &Camp| one.opposes(corpus, two, allows_several);
    let across = across(all, opposes);
    let plain = |camp: &Camp| {
        let is_complete = match &camp.value {
            Value::Set(members) => matches!(**members, Members::Exactly(_)) && !allows_several,
            _ => true,
        };
        is_complete && camp.one_time && camp.is_decided()
    };
    // Whether one voice says several things, one after the other, in one period.
    let has_turns = |group: &[Camp]| {
        let mut voices = FxHashSet::default();
        group.iter().filter(|camp| camp.in_turn).flat_map(Camp::voices).any(|voice| !voices.insert(voice))
    };
    let any_turns = all.chunk_by(|a, b| a.fact == b.fact).any(has_turns);
    let open = all.first().is_some_and(|camp| corpus.has_open_names(&corpus.series[camp.series as usize]));
    if across.is_empty() && !any_turns && !open && all.iter().all(plain) && (undated == 0 || one_dated_fact) {
        // The plain case, which needs no pairs: any two camps that meet in time and differ are in conflict.
        let mut conflicts = Vec::new();
        let mut start = 0;
        for group in all.chunk_by(|a, b| a.fact == b.fact || undated > 0) {
            conflicts.extend(conflict_of_values(corpus, group, &weights[start..], start as u32));
            start += group.len();
        }
        conflicts
    } else {
        let mut edges = edges(all, undated, opposes);
        edges.extend(across);
        reason::graph(&weights, &edges, reason::STEPS)
    }
}

/// The camps of a series, fact by fact. Statements that say for how long they hold are in other camps than those that
/// do not.
fn all_camps(corpus: &Corpus, number: u32, facts: &[Fact], value_type: ValueType) -> Vec<Camp> {
    let mut all = Vec::new();
    // A list may have changed within a period, so only lists of one moment are compared.
    let needs_moment = value_type == ValueType::Set;
    let restated = restated(corpus, facts);
    let holds_always = facts.first().is_some_and(|fact| fact.window.is_none());
    for (at, fact) in (0_u32..).zip(facts) {
        let held = |statement: &Statement| {
            let mut each = statement.claims.iter().map(|&claim| HoldingTime::of(corpus.claim(claim)));
            let throughout = |held: &HoldingTime| matches!(held, HoldingTime::Throughout(..));
            let speaker = HoldingTime::of(corpus.claim(statement.representative()));
            if needs_moment { HoldingTime::Unknown } else { each.find(throughout).unwrap_or(speaker) }
        };
        let numbered = (0_u32..).zip(&fact.statements);
        let current = numbered.filter(|(place, _)| !restated.contains(&(at, *place)));
        let mut rest: Vec<Statement> = current.map(|(_, statement)| statement.clone()).collect();
        let one_time = fact
            .window
            .as_ref()
            .is_none_or(|window| is_moment(Some(window)) || (!needs_moment && has_one_figure(window)));
        // The time of an undecided voice is known if all that it may have said has the same time.
        let agreed = |voice: &Undecided| {
            let first = held(&voice.statements[0]);
            let same = voice.statements.iter().all(|statement| held(statement) == first);
            if same { first } else { HoldingTime::Unknown }
        };
        let mut undecided: Vec<Undecided> = fact.undecided.clone();
        let mut times = rest.iter().map(held).chain(undecided.iter().map(agreed));
        if !(holds_always || one_time) && times.all(|time| time == HoldingTime::Unknown) {
            continue;
        }
        while let Some(first) = rest.first().map(held).or_else(|| undecided.first().map(agreed)) {
            let (same, others) = rest.into_iter().partition(|statement| held(statement) == first);
            rest = others;
            let (voices, others) = undecided.into_iter().partition(|voice| agreed(voice) == first);
            undecided = others;
            let start = all.len();
            let part = Fact { window: fact.window, statements: same, undecided: voices };
            add_camps(corpus, number, at, &part, &mut all);
            for camp in &mut all[start..] {
                let period = camp.window.is_some_and(|window| window.shape == Shape::Period);
                let in_turn = matches!(value_type, ValueType::Name | ValueType::Truth);
                camp.in_turn = in_turn && period && matches!(first, HoldingTime::Sometime(..));
                (camp.held, camp.one_time) = (first, one_time);
            }
        }
    }
    all
}

/// The pairs of camps of different facts that share a time and cannot both be right then. Camps come in the order in
/// which their windows begin.
fn across(all: &[Camp], opposes: impl Fn(&Camp, &Camp) -> bool) -> Vec<(u32, u32)> {
    let mut edges = Vec::new();
    for (at, one) in (0_u32..).zip(all) {
        let HoldingTime::Throughout(_, ended) = one.held else { continue };
        let begins = |camp: &Camp| camp.window.and_then(|window| window.from);
        let after = (at + 1..).zip(&all[at as usize + 1..]);
        let near = after.take_while(|(_, other)| begins(other).is_none_or(|day| day < ended));
        let rivals = near.filter(|(_, two)| one.fact != two.fact && one.held.meets(two.held));
        edges.extend(rivals.filter(|(_, two)| opposes(one, two)).map(|(other, _)| (at, other)));
    }
    edges
}

/// The conflict among camps that agree only if their values are equal, if there is one.
fn conflict_of_values(corpus: &Corpus, group: &[Camp], weights: &[Weight], start: u32) -> Option<Conflict> {
    let mut value_of = vec![0; group.len()];
    let speaker = |at: u32| group[at as usize].statements[0].representative();
    for (value, same) in (0_u32..).zip(by_value(corpus, 0..group.len() as u32, speaker)) {
        same.iter().for_each(|&at| value_of[at as usize] = value);
    }
    Some(reason::camps(weights, &value_of)?.renumbered(|at| at + start))
}

/// The pairs of camps that cannot both be right: those of one fact that has one time for everybody,
/// and those with one of the first `undated` camps, which hold always.
fn edges(all: &[Camp], undated: usize, opposes: impl Fn(&Camp, &Camp) -> bool) -> Vec<(u32, u32)> {
    let mut edges = Vec::new();
    let mut start = 0;
    for group in all.chunk_by(|a, b| a.fact == b.fact) {
        for (offset, camp) in group.iter().enumerate() {
            let own = start + offset;
            let rivals = (0..undated.min(start)).chain(if camp.one_time { start..own } else { own..own });
            edges.extend(
                rivals.filter(|&rival| opposes(&all[rival], camp)).map(|rival| (rival as u32, own as u32)),
            );
        }
        start += group.len();
    }
    edges
}

/// The facts of one series, by the series' number, as [`build_disputes`] needs them.
pub(super) fn facts_of(series: u32, facts: Vec<Fact>) -> FxHashMap<u32, Vec<Fact>> {
    std::iter::once((series, facts)).collect()
}

/// Adds the camps of a fact: its statements by their values, and each undecided voice by itself.
pub(super) fn add_camps(corpus: &Corpus, series: u32, number: u32, fact: &Fact, all: &mut Vec<Camp>) {
    let written = |statement: &&&Statement| match &corpus.claim(statement.representative()).value {
        Value::Date(window) => Some(**window),
        _ => None,
    };
    let mut groups: Vec<Vec<&Statement>> = by_value(corpus, &fact.statements, Statement::representative);
    // One instant in two zones is one date, but each is held against other days as it is written.
    let mut at = 0;
    while at < groups.len() {
        let first = written(&&groups[at][0]);
        let (same, others) = groups[at].iter().partition(|statement| written(statement) == first);
        groups[at] = same;
        if !Vec::is_empty(&others) {
            groups.insert(at + 1, others);
        }
        at += 1;
    }
    for same in groups {
        all.push(Camp {
            series,
            fact: number,
            window: fact.window,
            value: corpus.claim(same[0].representative()).value.clone(),
            others: Vec::new(),
            statements: same.into_iter().cloned().collect(),
            one_time: is_moment(fact.window.as_ref()),
            held: HoldingTime::Unknown,
            in_turn: false,
        });
    }
    for Undecided { statements } in &fact.undecided {
        let mut values = statements
            .iter()
            .map(|statement| (corpus.claim(statement.representative()).value.clone(), statement.clone()));
        let Some((value, statement)) = values.next() else { continue };
        all.push(Camp {
            series,
            fact: number,
            window: fact.window,
            value,
            others: values.collect(),
            statements: vec![statement],
            one_time: is_moment(fact.window.as_ref()),
            held: HoldingTime::Unknown,
            in_turn: false,
        });
    }
}

/// Splits the repairs of conflicts between camps by fact: one dispute for each.
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
        // A voice against itself is a slip, whatever others say and in whatever order the claims come: it is reported
        // first.
        let own_rival = |camp: u32| {
            let mine = &camps[camp as usize];
            let voices = mine.voices();
            let same =
                voices.flat_map(|voice| of_voice.get(&voice).into_iter().flatten().take(OWN_CAMPS).copied());
            let rivals = same.filter(|&other| {
                let theirs = &camps[other as usize];
                let in_turn = mine.in_turn && theirs.in_turn && mine.fact == theirs.fact;
                other != camp && !in_turn && against(mine, theirs)
            });
            rivals.map(|other| (conflict.repair.binary_search(&other).is_ok(), camp, other)).min()
        };
        for group in repaired.chunk_by(|a, b| at(*a) == at(*b)) {
            let core = |camp| Some(conflict.cores[conflict.repair.binary_search(camp).ok()?]);
            let best = group
                .iter()
                .filter_map(core)
                .min_by_key(|&(camp, rival)| (kind(camp, rival).0, at(camp) != at(rival), camp, rival));
            let slip = group.iter().filter_map(|&camp| own_rival(camp)).min();
            let Some((camp, rival)) = slip.map(|(_, camp, rival)| (camp, rival)).or(best) else { continue };
            let (removed, against) = (&camps[camp as usize], &camps[rival as usize]);
            let (mine, theirs) = clearest_pair(removed, against);
            let (kind, laws) = kind(camp, rival);
            let repair: Vec<Statement> =
                group.iter().flat_map(|&camp| camps[camp as usize].statements.iter().cloned()).collect();
            let here = facts.get(&removed.series).and_then(|facts| facts.get(removed.fact as usize));
            let others = here.iter().flat_map(|fact| &fact.statements);
            let removed_too: FxHashSet<u32> = repair.iter().map(Statement::representative).collect();
            let kept = others.filter(|other| !removed_too.contains(&other.representative()));
            let (mine, theirs) = (side(removed, mine), vec![side(against, theirs)]);
            let fact = (removed.series, removed.fact);
            disputes.push(Dispute {
                kept: kept.cloned().collect(),
                repair,
                conflict_size: opposed,
                elsewhere: repaired
                    .iter()
                    .filter(|&&other| at(other) != at(camp))
                    .flat_map(|&other| camps[other as usize].statements.iter().map(Statement::representative))
                    .take(ELSEWHERE)
                    .collect(),
                unique: conflict.unique,
                certain: group
                    .iter()
                    .filter(|&camp| conflict.certain.contains(camp))
                    .flat_map(|&camp| camps[camp as usize].statements.iter().map(Statement::representative))
                    .collect(),
                is_smallest: conflict.is_smallest,
                laws,
                ..Dispute::between(kind, fact, removed.window, mine, theirs)
            });
        }
    }
    disputes
}
