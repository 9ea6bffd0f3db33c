//! What the claims of a corpus cannot say together: the reasoner's conflicts, told in statements of voices.
//!
//! Each series is brought to the form that [`crate::reason`] solves: figures on a line of instants, dates on the
//! calendar, names and sides in camps. A conflict's smallest repair is then told fact by fact, one [`Dispute`] each.

mod ages;
mod allowed;
mod argument;
mod camps;
mod dates;
mod figures;
mod laws;
mod line;
mod pair;
mod tied;

use rayon::prelude::*;

use crate::corpus::{Corpus, Sort, Statement, Voice};
use crate::model::{Shape, Window};
use crate::reason::linear::Limits;
use crate::source::Place;

pub use ages::{Births, age_on, births, years};
pub use allowed::{allows, breaks, hard, span};
pub use argument::{About, Argument, Tie, TieKind, When};
pub use laws::Fault;
pub(crate) use pair::contradict;

/// What kind of contradiction a dispute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Figures of one fact or constant.
    Figures,
    /// A running total that falls from one instant to a later one.
    Decrease,
    /// Dates of one event or measure.
    Dates,
    /// A part above its whole.
    Part,
    /// Parts that miss the whole that they make up.
    Sum,
    /// Periods that miss what a total grew by.
    Flow,
    /// A declared law.
    Law,
    /// Events in another order than a law says.
    Order,
    /// Ages that no day of birth allows.
    Ages,
    /// Names.
    Values,
    /// Yes against no.
    Truth,
    /// Sets, or a member in and out.
    Sets,
}

/// One statement in a dispute, with the fact it is of.
#[derive(Clone, Debug)]
pub struct Side {
    /// The series, by number.
    pub series: u32,
    /// The window of the fact.
    pub window: Option<Window>,
    /// What is stated there.
    pub statement: Statement,
}

/// The part of a conflict's smallest repair that lies at one fact.
#[derive(Clone, Debug)]
pub struct Dispute {
    /// What kind of contradiction it is.
    pub nature: Nature,
    /// The series of the fact, by number.
    pub series: u32,
    /// The fact's number in its series, in time order.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// A minimal conflict's statement of the repair.
    pub aside: Side,
    /// Its statements that are kept; none where one statement alone is at odds with what is declared.
    pub against: Vec<Side>,
    /// The statements to set aside at this fact.
    pub repair: Vec<Statement>,
    /// The other statements at this fact.
    pub kept: Vec<Statement>,
    /// How many statements stand against each other in the whole conflict.
    pub opposed: u32,
    /// The claims that speak for what its repair sets aside at other facts.
    pub elsewhere: Vec<u32>,
    /// Whether no other repair of the whole conflict is as small.
    pub unique: bool,
    /// Whether the repair is proven to be a smallest one.
    pub exact: bool,
    /// The laws that the core rests on.
    pub laws: Vec<Place>,
    /// Why the core is a conflict, where laws or parts have a say in it.
    pub argument: Option<Argument>,
}

impl Dispute {
    /// Whether one voice contradicts itself.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.against.iter().all(|side| side.statement.voice == self.aside.statement.voice)
    }
}

/// Figures further apart than they say, and nearer than their wording allows.
#[derive(Clone, Debug)]
pub struct Loose {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in its series.
    pub fact: u32,
    /// The fact's window.
    pub window: Option<Window>,
    /// The statement that says most.
    pub high: Statement,
    /// The statement that says least.
    pub low: Statement,
}

/// Series tied together that are too many, or too much entangled, to be solved.
#[derive(Clone, Debug)]
pub struct Unsolved {
    /// The series, by number.
    pub series: Vec<u32>,
    /// How many figures they have, said and unsaid.
    pub figures: u32,
}

/// How many claims of the same repair are named at most that lie at other facts.
const ELSEWHERE: usize = 4;

/// Everything that the claims cannot say together.
#[derive(Clone, Debug, Default)]
pub struct Contradictions {
    /// The disputes, by series and fact.
    pub disputes: Vec<Dispute>,
    /// The loose wordings, by series and fact.
    pub loose: Vec<Loose>,
    /// What was not solved.
    pub unsolved: Vec<Unsolved>,
    /// What is wrong with the laws themselves, by law.
    pub faults: Vec<(Place, Fault)>,
}

/// Finds every contradiction within a series, between series that laws and parts tie together, and between the dates of
/// events that a law orders.
#[must_use]
pub fn find(corpus: &Corpus, limits: Limits) -> Contradictions {
    let ordered = dates::ordered(corpus);
    let (mut faults, void) = laws::faults(corpus);
    let tied = tied::find(corpus, &void, limits);
    faults.extend(tied.broken.iter().map(|&place| (place, Fault::Impossible(Vec::new()))));
    faults.sort_by_key(|(place, _)| *place);
    faults.dedup_by_key(|(place, _)| *place);
    let of_tied = figures::by_series(&tied.disputes);
    let parts: Vec<Contradictions> = (0..corpus.series.len() as u32)
        .into_par_iter()
        .map(|number| match corpus.series[number as usize].sort {
            Sort::Number => {
                let known = of_tied.get(&number).map_or(&[][..], Vec::as_slice);
                let solved =
                    tied.series.binary_search(&number).is_ok() && tied.half.binary_search(&number).is_err();
                if solved {
                    figures::loose(corpus, number, known)
                } else {
                    figures::find(corpus, number, known)
                }
            }
            Sort::Date if ordered.holds(number) => Contradictions::default(),
            Sort::Date => only(dates::find(corpus, &[number], &[])),
            Sort::Name | Sort::Truth | Sort::Set => only(camps::find(corpus, number)),
        })
        .collect();
    let mut all = Contradictions { unsolved: tied.unsolved, faults, ..Contradictions::default() };
    for part in parts {
        all.disputes.extend(part.disputes);
        all.loose.extend(part.loose);
    }
    all.disputes.extend(tied.disputes);
    for group in &ordered.groups {
        all.disputes.extend(dates::find(corpus, &group.series, &group.laws));
    }
    let ages = ages::find(corpus, &all.disputes);
    all.disputes.extend(ages);
    all.disputes.sort_by_key(|dispute| (dispute.series, dispute.fact));
    all
}

fn only(disputes: Vec<Dispute>) -> Contradictions {
    Contradictions { disputes, ..Contradictions::default() }
}

/// How much setting a statement aside costs: an own voice less than any origin.
fn weight(statement: &Statement) -> crate::reason::Weight {
    match statement.voice {
        Voice::Origin(_) => crate::reason::Weight::ORIGIN,
        Voice::Own(_) | Voice::Nobody(_) => crate::reason::Weight::OWN,
    }
}

/// A window that is the same time for everybody who writes it.
fn is_sharp(window: &Window) -> bool {
    let open = window.to.is_none() || (window.shape == Shape::Instant && window.from.is_none());
    !open && !window.approximate && !window.uncertain
}
