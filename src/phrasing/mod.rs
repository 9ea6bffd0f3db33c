//! Turns a problem, a dispute or a proof into a finding: one file for each thing that several rules say in the same
//! way.
//!
//! Nothing here decides that something is wrong; it chooses the words, the arithmetic and the claims to show.

mod context;
mod findings;
pub(crate) mod amount;
pub(crate) mod problem;
mod fold;
mod presenter;
mod change;
mod change_cause;
mod break_line;
pub(crate) mod percentage;
mod read_as;
pub(crate) mod sides;
mod reckoned;
mod product;
mod unknown;
pub(crate) mod row;
pub(crate) mod arithmetic;
mod editions;
mod by_whom;
mod date_cause;
mod cause;
mod settle;
mod around;
mod own_flow;
mod odd;
mod dispute_fold;
pub(crate) mod dispute;
mod either_side;
mod whichever;
pub(crate) mod breaks;
pub(crate) mod template;
pub(crate) mod obstacle;
pub(crate) mod relay;
pub(crate) mod revision;
mod revision_cause;
mod restated;
mod misfiled;
pub(crate) mod other_words;
mod first_figures;
mod moved_figures;

pub(crate) use break_line::break_line;
pub(crate) use change::ChangedClaim;
pub use context::Context;
pub use findings::Findings;
pub(crate) use fold::{difference, fold_info, fold_time, thousandths};
pub(crate) use presenter::{FEW, Presenter, disputes, on_date, one_line, quoted};
