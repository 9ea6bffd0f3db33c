//! Who states what, and which statements must be removed for the rest to be true: every smallest repair, by trying all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::laws::model::Model;
use crate::laws::world::{Kind, Said, Series, When, World};
use crate::pending::{Part, is_pending};

/// A statement of a voice, and the claims that carry it.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) own: bool,
    /// Who states it: an origin, or an outlet for itself.
    pub(crate) speaker: (bool, usize),
    /// What it is about, and when; a constant whenever.
    pub(crate) fact: (Series, Option<When>),
    pub(crate) claims: Vec<usize>,
    /// One of these was said, each with the claims that carry it: several where relays are in a tie.
    pub(crate) one_of: Vec<Vec<usize>>,
}

/// Whether the claims can be true together, of relays in a tie one or another.
pub(crate) fn satisfiable(model: &Model, statements: &[&Statement]) -> bool {
    fn choose(model: &Model, rest: &[&Statement], chosen: &mut Vec<usize>) -> bool {
        let Some((first, rest)) = rest.split_first() else {
            return model.satisfiable(chosen.iter().copied());
        };
        first.one_of.iter().any(|saying| {
            let before = chosen.len();
            chosen.extend(saying);
            let can = choose(model, rest, chosen);
            chosen.truncate(before);
            can
        })
    }
    choose(model, statements, &mut Vec::new())
}

/// Whether a core can be true. Where it shows more than one saying of relays in a tie, it says that none of them can.
pub(crate) fn core_can_be_true(model: &Model, stated: &[Statement], core: &[usize], kept: &[usize]) -> bool {
    let shown = |statement: &Statement, among: &[usize]| {
        let is_shown = |saying: &&Vec<usize>| saying.iter().any(|claim| among.contains(claim));
        statement.one_of.iter().filter(is_shown).cloned().collect::<Vec<Vec<usize>>>()
    };
    let ties: Vec<&Statement> = stated.iter().filter(|statement| shown(statement, core).len() > 1).collect();
    let is_tied = |claim: &usize| ties.iter().any(|statement| statement.claims.contains(claim));
    let plain: Vec<usize> = kept.iter().copied().filter(|claim| !is_tied(claim)).collect();
    let mut all: Vec<Statement> = stated.iter().take(1).cloned().collect();
    all.iter_mut().for_each(|one| (one.claims, one.one_of) = (plain.clone(), vec![plain.clone()]));
    for statement in ties {
        let sayings = shown(statement, kept);
        if sayings.len() == shown(statement, core).len() {
            all.push(Statement { one_of: sayings, ..statement.clone() });
        }
    }
    satisfiable(model, &all.iter().collect::<Vec<&Statement>>())
}

/// A voice at a fact: an outlet's own or an origin's; a series at one window, and a constant whenever.
type Voice = (Series, Option<When>, bool, usize);

fn voice(world: &World, claim: usize) -> Voice {
    let claim = &world.claims[claim];
    let when = (world.measures[claim.series.0].kind != Kind::Constant).then_some(claim.when);
    match claim.origin {
        Some(origin) => (claim.series, when, false, origin),
        None => (claim.series, when, true, claim.outlet.unwrap_or(0)),
    }
}

/// The statements that enter: a voice's direct words with the relays that agree; without any the saying that most chains
/// give, and in a tie one of those that as many give.
pub(crate) fn statements(world: &World, model: &Model, claims: &[usize]) -> Vec<Statement> {
    let mut voices: BTreeMap<Voice, Vec<usize>> = BTreeMap::new();
    for &claim in claims.iter().filter(|&&claim| model.takes_part(claim)) {
        voices.entry(voice(world, claim)).or_default().push(claim);
    }
    let mut all = Vec::new();
    for ((series, when, own, speaker), claims) in voices {
        let (fact, speaker) = ((series, when), (own, speaker));
        let is_direct = |claim: &usize| own || world.claims[*claim].outlet.is_none();
        let mut sayings: Vec<(Said, Vec<usize>)> = Vec::new();
        for &claim in &claims {
            let said = world.claims[claim].said;
            match sayings.iter_mut().find(|(known, _)| *known == said) {
                Some((_, carriers)) => carriers.push(claim),
                None => sayings.push((said, vec![claim])),
            }
        }
        if claims.iter().any(is_direct) {
            sayings.retain(|(_, carriers)| carriers.iter().any(is_direct));
        } else {
            let most = sayings.iter().map(|(_, carriers)| carriers.len()).max();
            sayings.retain(|(_, carriers)| Some(carriers.len()) == most);
            if sayings.len() > 1 {
                if !is_pending(Part::RelayTies) {
                    let one_of: Vec<Vec<usize>> = sayings.into_iter().map(|(_, claims)| claims).collect();
                    all.push(Statement { own, speaker, fact, claims: one_of.concat(), one_of });
                }
                continue;
            }
        }
        let stated = |(_, claims): (Said, Vec<usize>)| Statement {
            own,
            speaker,
            fact,
            one_of: vec![claims.clone()],
            claims,
        };
        all.extend(sayings.into_iter().map(stated));
    }
    all
}

/// Every smallest repair of a corpus.
pub(crate) struct Repairs {
    /// How many statements of origins and of own voices each of them removes.
    pub(crate) weight: (u32, u32),
    /// Each as a set of statements, a bit each.
    pub(crate) all: Vec<u32>,
}

/// Which sets of statements can be true together, with as few queries as the answers so far allow.
struct Discrepancy<'a> {
    model: &'a Model,
    statements: &'a [Statement],
    can: RefCell<Vec<u32>>,
    cannot: RefCell<Vec<u32>>,
}

impl Discrepancy<'_> {
    fn ask(&self, set: u32) -> bool {
        if self.can.borrow().iter().any(|known| known & set == set) {
            return true;
        }
        if self.cannot.borrow().iter().any(|known| known & set == *known) {
            return false;
        }
        let of = (0..self.statements.len()).filter(|at| set >> at & 1 == 1);
        let can = satisfiable(self.model, &of.map(|at| &self.statements[at]).collect::<Vec<&Statement>>());
        if can {
            self.can.borrow_mut().push(set);
        }
        can
    }

    /// Learns the smallest conflicts in a set that cannot be true, one of them at least.
    fn learn(&self, mut set: u32) {
        for at in 0..self.statements.len() {
            let less = set & !(1 << at);
            if less != set && !self.ask(less) {
                set = less;
            }
        }
        self.cannot.borrow_mut().push(set);
    }

    fn can(&self, set: u32) -> bool {
        let can = self.ask(set);
        if !can && !self.cannot.borrow().iter().any(|known| known & set == *known) {
            self.learn(set);
        }
        can
    }
}

/// Removes statements in every way, the smallest sets first.
pub(crate) fn smallest(model: &Model, statements: &[Statement]) -> Repairs {
    let asked = Discrepancy { model, statements, can: RefCell::default(), cannot: RefCell::default() };
    let every = (1_u32 << statements.len()) - 1;
    let mut ways: Vec<((u32, u32), u32)> =
        (0..=every).map(|removed| (weight(statements, removed), removed)).collect();
    ways.sort_unstable();
    let mut repairs = Repairs { weight: (u32::MAX, u32::MAX), all: Vec::new() };
    for (weight, removed) in ways {
        if weight > repairs.weight {
            break;
        }
        if asked.can(every & !removed) {
            repairs.weight = weight;
            repairs.all.push(removed);
        }
    }
    repairs
}

/// What removing statements costs: those of origins, then own voices.
pub(crate) fn weight(statements: &[Statement], removed: u32) -> (u32, u32) {
    let count = |own: bool| {
        let counted = |at: &usize| removed >> at & 1 == 1 && statements[*at].own == own;
        (0..statements.len()).filter(counted).count() as u32
    };
    (count(false), count(true))
}
