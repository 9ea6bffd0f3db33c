//! Every claim of a run, grouped by series, fact, origin and relay; the one place that says which claims can be
//! compared.
//!
//! A *series* is one measure at one scope, mode and unit. A *fact* is one series at one identical
//! window. At a fact each *voice* (an origin, or an outlet speaking for itself) makes *statements*:
//! the figures that it has not revised, each with the relays that carry it.

mod same;
mod name_words;
mod short_form;
mod short_name;
mod series;
mod groups;
mod vote;
mod voice;
mod fact_claims;
mod fact;
mod holding_time;
mod prints;
mod changed;
mod describe;
mod time_class;
mod obstacle;
mod unlike_series;
mod uncompared;
mod inverted_office;

pub(crate) use changed::{ChangeClash, FactChanges, MAX_CHANGES_COMPARED, changes_by_fact, clash_of_changes};
pub use describe::{Describer, join_words, plural};
pub use fact::{Fact, Statement, Undecided};
pub(crate) use fact::{current, relays, speaking};
pub use fact_claims::FactClaims;
pub(crate) use fact_claims::{at_window_of, claims_beside, is_timeless};
pub(crate) use groups::by_value;
pub(crate) use holding_time::{HoldingTime, restated};
pub(crate) use inverted_office::{InvertedOffice, inverted_offices};
pub(crate) use name_words::count_titles;
pub(crate) use obstacle::Obstacle;
pub(crate) use prints::Moved;
pub use same::same_value;
pub(crate) use same::{ValueKey, clash, compare_windows};
pub use series::{Corpus, Series, ValueType};
pub(crate) use short_form::{number_of_letters, number_of_name, other_forms, short_form};
pub(crate) use short_name::{ShortName, Shortening, is_of_people};
pub(crate) use uncompared::{Uncompared, uncompared};
pub use voice::Voice;
pub(crate) use voice::{is_same_voice_and_chain, voice};
pub use vote::Vote;
