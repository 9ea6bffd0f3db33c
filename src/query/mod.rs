//! What is asked of a corpus, and the answers as plain data: what everybody says of a fact, what follows for it from
//! elsewhere, and what can be printed.
//!
//! A query is a claim without its value. An answer solves no more than it is asked for.

mod address;
mod directory;
mod problem;
mod reading;
mod answer;
mod amounts;
mod speakers;
mod said;
mod agreement;
mod bounds;
mod wording;
mod selection;
mod spoken;
mod ask;
mod against;
mod timeline;
mod estimates;
mod sources;
mod named;
mod trace;
mod replay;
mod overview;
mod unheard;
mod schema;

pub use address::{query_for, query_for_part, query_for_series, query_for_source};
pub use against::{Against, SaidAgainst};
pub use answer::{Agreement, Answer, Bound, Carried, FactAnswer, Outside, Related, Said, Standing};
pub use ask::ask;
pub use directory::{Directory, Listed, ListedKind};
pub use estimates::{
    EstimatedTruth, Estimates, Method, MethodResult, Observations, Observed, Truth, Weight,
    chi_square_quantile, estimates, run_method,
};
pub use named::{claim_named, nearest_label};
pub use overview::{Overview, overview};
pub use problem::{QueryHelp, QueryProblem};
pub use reading::read;
pub use replay::{Replay, ReplayDay, Visible, replay};
pub use schema::{SCHEMAS, schema};
pub use sources::{SourceList, SourcePair, SourceRow, sources};
pub use spoken::spoken_of;
pub use timeline::{Mark, MarkKind, Point, SeriesBreak, Timeline, TimelineSeries, answered_series, timeline};
pub use trace::{Link, LinkKind, Trace, Traced, TracedFinding, carriers, trace};
pub use unheard::{Unheard, unheard};
