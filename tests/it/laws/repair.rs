//! Who states what, and which statements must be removed for the rest to be true: every smallest repair, by trying all.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::laws::model::Model;
use crate::laws::world::{Kind, Said, Series, When, World};

/// A statement of a voice, and the claims that carry it.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) own: bool,
    pub(crate) claims: Vec<usize>,
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

/// The statements that count: a voice's direct words with the relays that agree; without any the value that most chains
/// give, and none in a tie.
pub(crate) fn statements(world: &World, model: &Model, claims: &[usize]) -> Vec<Statement> {
    let mut voices: BTreeMap<Voice, Vec<usize>> = BTreeMap::new();
    for &claim in claims.iter().filter(|&&claim| model.takes_part(claim)) {
        voices.entry(voice(world, claim)).or_default().push(claim);
    }
    let mut all = Vec::new();
    for ((_, _, own, _), claims) in voices {
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
                sayings.clear();
            }
        }
        all.extend(sayings.into_iter().map(|(_, claims)| Statement { own, claims }));
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
        let can = self.model.satisfiable(of.flat_map(|at| self.statements[at].claims.iter().copied()));
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
