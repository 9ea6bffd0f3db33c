//! Why two figures differ: the simplest reason that the evidence shows, with that evidence.
//!
//! Each explainer is one file with one function, which looks for one reason and is silent where no figure shows it.
//! [`ORDER`] is the order in which they are asked, and the first that answers is told. What somebody has in fact stated
//! elsewhere comes before what only might have slipped in typing, as long as it leaves less to chance: first what the
//! same source shows again and again or in the same breath (an earlier edition, a lag of days), then what two figures show
//! together (rows exchanged, an increase reckoned), then factors, which unrelated figures hardly ever have
//! between them, then the figure of a day nearby. A figure of another group or measure, of which there are many to meet,
//! comes behind swapped and dropped digits. A line through figures explains none of them by itself, and comes last.
//!
//! Coincidence is the enemy: small figures meet all the time. Each explainer says what it demands against it, and why.
//! The thresholds are held by a table of injected slips and of look-alikes without any, `tests/causes.txt`.

mod another_date;
mod another_series;
mod asked;
mod daily;
mod elsewhere;
mod exchanged;
mod factor;
mod former;
mod one_digit;
mod mistyped;
mod points;
mod rounding;
mod share;
mod shifted;
mod straight_line;
mod swapped;
mod unit_slip;
mod written;

use std::sync::OnceLock;

use crate::corpus::Words;
use crate::finding::Cause;
use crate::model::{Interval, Number};

use asked::Asked;
use elsewhere::Elsewhere;

/// Looks for one reason.
type Explainer = fn(&Asked<'_>) -> Option<Reason>;

/// Every explainer, in the order of what it explains.
const ORDER: [Explainer; 16] = [
    former::explain,
    another_date::explain_lag,
    rounding::explain,
    exchanged::explain,
    shifted::explain,
    share::explain,
    daily::explain,
    points::explain,
    factor::explain,
    unit_slip::explain,
    another_date::explain,
    swapped::explain,
    one_digit::explain,
    another_series::explain,
    mistyped::explain,
    straight_line::explain,
];

/// How the edit of a reason begins.
pub const EDIT: &str = "these agree if";

/// A reason, and the smallest edit that would reconcile the claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Why the figures differ, with the figures that show it.
    pub cause: Cause,
    /// What edit would make them agree, as a clause: `these agree if line 7 speaks of 2020-10-18`.
    pub edit: Option<String>,
}

/// What other figures leave to one that does not fit them.
#[derive(Clone, Debug)]
pub struct Left {
    /// The claim.
    pub odd: u32,
    /// What they allow.
    pub allowed: Interval,
    /// A claim of the same series at another time that it conflicts with.
    pub beside: Option<u32>,
}

/// What is known of all figures, to explain any of them by.
#[derive(Debug)]
pub struct Causes<'a> {
    words: Words<'a>,
    /// Every firm figure by what it says and of when; made when somebody first asks.
    elsewhere: OnceLock<Elsewhere>,
}

impl<'a> Causes<'a> {
    /// Nothing is searched before somebody asks.
    #[must_use]
    pub fn new(words: Words<'a>) -> Self {
        Self { words, elsewhere: OnceLock::new() }
    }

    /// Why a claim's figure is not that of others, which agree with each other; none where no figure shows it.
    #[must_use]
    pub fn of(&self, odd: u32, others: &[u32]) -> Option<Reason> {
        self.explain(&[Asked::against(self, odd, others, true)?])
    }

    /// Why two claims' figures differ, where nobody knows which of them is wrong.
    #[must_use]
    pub fn between(&self, one: u32, other: u32) -> Option<Reason> {
        // Claims are numbered by place: what stands first is spoken of first, whoever asks.
        let (one, other) = (one.min(other), one.max(other));
        let first = Asked::against(self, one, &[other], false);
        let second = Asked::against(self, other, &[one], false);
        self.explain(&first.into_iter().chain(second).collect::<Vec<_>>())
    }

    /// Why one of some claims' figures is not where the other figures, held together by time, parts or laws, would have it.
    /// Which of them is wrong is known where it is only one.
    #[must_use]
    pub fn within(&self, odds: &[Left]) -> Option<Reason> {
        let sure = odds.len() == 1;
        let asked = odds.iter().filter_map(|left| Asked::within(self, left, sure));
        self.explain(&asked.collect::<Vec<_>>())
    }

    /// What the other figures of a running total allow at a claim's time, where some claims are set aside.
    #[must_use]
    pub fn room(&self, odd: u32, against: u32, aside: &[u32]) -> Interval {
        asked::room(self.words.corpus, odd, against, aside)
    }

    fn explain(&self, asked: &[Asked<'_>]) -> Option<Reason> {
        ORDER.iter().find_map(|explain| asked.iter().find_map(explain))
    }

    fn elsewhere(&self) -> &Elsewhere {
        self.elsewhere.get_or_init(|| Elsewhere::of(self.words.corpus))
    }
}

/// How many digits of a figure say something: all but the zeros at its end, which rounding and chance bring.
fn telling_digits(number: &Number) -> usize {
    let digits: String = number.to_string().chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').trim_end_matches('0').len()
}
