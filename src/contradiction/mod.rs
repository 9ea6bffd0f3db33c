//! What the claims of a corpus cannot say together: the reasoner's conflicts, told in statements of voices.
//!
//! Each series is brought to the form that [`crate::reason`] solves: figures on a line of instants, dates on the
//! calendar, names and sides in camps. A conflict's smallest repair is then told fact by fact, one [`Dispute`] each.

mod camps;
mod dates;
mod figures;
mod line;

use std::borrow::Cow;

use rayon::prelude::*;

use crate::corpus::{Corpus, Sort, Statement, Voice};
use crate::model::claim::Value;
use crate::model::{Interval, Window};
use crate::source::Place;

/// What kind of contradiction a dispute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Figures of one fact or constant.
    Figures,
    /// A running total that falls from one instant to a later one.
    Decrease,
    /// Dates of one event or measure.
    Dates,
    /// Events in another order than a law says.
    Order,
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
    /// A minimal conflict: a statement of the repair, and one that is kept.
    pub core: (Side, Side),
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
}

impl Dispute {
    /// Whether one voice contradicts itself.
    #[must_use]
    pub fn is_slip(&self) -> bool {
        self.core.0.statement.voice == self.core.1.statement.voice
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

/// How many claims of the same repair are named at most that lie at other facts.
const ELSEWHERE: usize = 4;

/// Everything that the claims cannot say together.
#[derive(Clone, Debug, Default)]
pub struct Contradictions {
    /// The disputes, by series and fact.
    pub disputes: Vec<Dispute>,
    /// The loose wordings, by series and fact.
    pub loose: Vec<Loose>,
}

/// Finds every contradiction within a series, and between the dates of events that a law orders.
#[must_use]
pub fn find(corpus: &Corpus) -> Contradictions {
    let ordered = dates::ordered(corpus);
    let parts: Vec<Contradictions> = (0..corpus.series.len() as u32)
        .into_par_iter()
        .map(|number| match corpus.series[number as usize].sort {
            Sort::Number => figures::find(corpus, number),
            Sort::Date if ordered.holds(number) => Contradictions::default(),
            Sort::Date => only(dates::find(corpus, &[number], &[])),
            Sort::Name | Sort::Truth | Sort::Set => only(camps::find(corpus, number)),
        })
        .collect();
    let mut all = Contradictions::default();
    for part in parts {
        all.disputes.extend(part.disputes);
        all.loose.extend(part.loose);
    }
    for group in &ordered.groups {
        all.disputes.extend(dates::find(corpus, &group.series, &group.laws));
    }
    all.disputes.sort_by_key(|dispute| (dispute.series, dispute.fact));
    all
}

/// What a statement's figure says (`soft`), or allows.
#[must_use]
pub fn span<'c>(corpus: &'c Corpus, statement: &Statement, soft: bool) -> Cow<'c, Interval> {
    match &corpus.claim(statement.speaker()).value {
        Value::Number(figure) if soft => figure.soft(),
        Value::Number(figure) => figure.hard(),
        _ => Cow::Owned(Interval::ALL),
    }
}

fn only(disputes: Vec<Dispute>) -> Contradictions {
    Contradictions { disputes, loose: Vec::new() }
}

/// How much setting a statement aside costs: an own voice less than any origin.
fn weight(statement: &Statement) -> crate::reason::Weight {
    match statement.voice {
        Voice::Origin(_) => crate::reason::Weight::ORIGIN,
        Voice::Own(_) | Voice::Nobody(_) => crate::reason::Weight::OWN,
    }
}
