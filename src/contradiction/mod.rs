//! What the claims of a corpus cannot say together: the reasoner's conflicts, in terms of statements and voices.
//!
//! Each series is translated to the form that [`crate::reason`] solves: figures on a line of instants, dates on the
//! calendar, names and truth values in camps. A conflict's smallest repair is then split by fact, into one
//! [`Dispute`] for each.
//!
//! Figures are solved in layers, so that no contradiction hides another: each voice by itself, the voices at each
//! fact, and all of them without the slips, with a choice among its camps in place of each disputed fact.

mod argument;
mod proof_sides;
mod reckoning;
mod pointer;
mod dispute;
mod track_record;
mod contradictions;
mod window;
mod allowed;
mod pair;
mod votes;
mod encoding;
mod time_layout;
mod undecided;
mod agreement;
mod compared;
mod camp;
mod camp_disputes;
mod dates;
mod either_side;
mod figures;
mod ages;
mod tied;
mod law_defects;
mod newer_edition;
mod editions;
mod restated;
mod neighbours;
mod another_source;
mod outlier_elsewhere;
mod moved;
mod kept;
mod find;
mod never_falls;
mod implied;

pub use ages::{BirthRange, age_on, births, years};
pub(crate) use agreement::in_common;
pub use allowed::{allowed_by, allowed_by_claim, breaks, hard_span, segments, soft_span};
pub use argument::{Argument, ConstraintKind, ConstraintReason, NamedUnknown, When};
pub use contradictions::{Contradictions, Exercised, LawDefect, LooseAgreement, UnsolvedComponent};
pub use dispute::{BreakCase, Dispute, DisputeKind, Evidence, EvidenceBy, OtherProof, Side};
pub use find::{find, find_again, find_with};
pub use implied::{AskedOf, Implied, ImpliedFrom, implied};
pub use kept::Kept;
pub(crate) use pair::contradict;
pub use pointer::{Pointer, RestatedFigure, Restatement};
pub use proof_sides::ProofSides;
pub use reckoning::{Equation, OddFigure, Reckoning};
pub use track_record::{TrackRecord, TrackRecords};
