//! What turns a problem, a dispute or a proof into a finding: one file for each thing that several rules say alike.
//!
//! Nothing here decides that something is wrong; it finds the words, the arithmetic and the claims to show.

mod context;
mod findings;
pub(crate) mod amount;
pub(crate) mod problem;
mod case;
mod step;
pub(crate) mod percentage;
mod read_as;
mod sides;
mod product;
pub(crate) mod arithmetic;
mod cause;
pub(crate) mod dispute;
mod straddle;
pub(crate) mod template;
pub(crate) mod relay;

pub(crate) use case::{Case, FEW, disputes, on_date, one_line, thousandths};
pub use context::Context;
pub use findings::Findings;
pub(crate) use step::step;
