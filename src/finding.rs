//! Findings: plain data that holds a code, never a rule.

use crate::source::{Place, Span};

/// A rule's stable code: family letter and number, such as `C101`. Never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// How severe a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look before publishing.
    Warning,
    /// Wrong.
    Error,
}

/// Whether a contradiction is a mistake in a copy or a dispute in the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One origin, or one outlet's own voice, against itself.
    Slip,
    /// Anything else.
    Disputed,
}

/// Why two figures differ, where a simple cause fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// The kind of cause, in kebab case: `swapped-digits`.
    pub kind: &'static str,
    /// The cause with its figures, as a clause.
    pub text: String,
}

/// The fact a finding is about, as names and dates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// The measure.
    pub measure: String,
    /// The scope keys that are set, with their names, in key order.
    pub scope: Vec<(String, String)>,
    /// The first day or moment, ISO; none where open or undated.
    pub from: Option<String>,
    /// The last day or moment, ISO; none where open or undated.
    pub to: Option<String>,
}

/// A claim or other statement that a finding shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The claim's id: its label, or `file:line`, with `/n` where a statement makes several.
    pub id: String,
    /// The whole statement.
    pub place: Place,
    /// What to underline in it: the figure, the date, the name.
    pub mark: Span,
    /// Its text and voice in brief: `729, by NKR Defence Ministry`.
    pub label: String,
    /// In the minimal conflict.
    pub core: bool,
    /// In the chosen smallest repair.
    pub repair: bool,
    /// In the smallest repair, which is the only one of its size.
    pub suspect: bool,
}

/// A declared law that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCited {
    /// The law's statement.
    pub place: Place,
    /// The law as written.
    pub text: String,
}

/// What makes findings at consecutive facts of one series the same dispute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldInfo {
    /// The series, by number.
    pub series: u32,
    /// The fact's place in the series, counted in time order; consecutive facts differ by one.
    pub fact: u32,
    /// The opposed sides: the origins whose claims the repair removes, then the origins they conflict with.
    pub sides: (Vec<u32>, Vec<u32>),
    /// How far apart the figures are, in thousandths of the larger one; the worst fact of a run represents it.
    pub gap: u64,
    /// The fact's day, as it is shown.
    pub when: String,
}

/// How a line of help begins that says what a line to copy needs.
pub const TO_DO_SO: &str = "to do so,";

/// One thing that the checker reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: Code,
    /// How severe it is.
    pub severity: Severity,
    /// Slip or dispute; none where it is no contradiction.
    pub standing: Option<Standing>,
    /// The statement it is about in the first place.
    pub at: Place,
    /// What to underline there.
    pub mark: Span,
    /// The finding in a sentence, both figures in it: lower case, no full stop.
    pub message: String,
    /// What can be done, an action a line.
    pub help: Vec<String>,
    /// Why the figures differ.
    pub cause: Option<Cause>,
    /// The fact it is about.
    pub fact: Option<Fact>,
    /// The arithmetic, a line each.
    pub reasoning: Vec<String>,
    /// Which claim is the outlier, or that none is: a clause.
    pub outlier: Option<String>,
    /// The claims involved, in the order of the report.
    pub claims: Vec<Cited>,
    /// The laws involved.
    pub laws: Vec<LawCited>,
    /// What folds it with its neighbours in time.
    pub run: Option<FoldInfo>,
    /// The findings that are folded into it, itself among them as it was; none where it stands for itself.
    pub members: Vec<Finding>,
    /// Its name across runs; empty until all findings are known.
    pub fingerprint: String,
    /// Its number among the findings of the run by gravity, from 1 on; 0 until all are known.
    pub rank: u32,
}

/// The kinds of problems of reading; each has its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The text is no valid syntax.
    Syntax,
    /// Bytes that are not UTF-8.
    BadEncoding,
    /// A detail, property or setting with an unknown name.
    UnknownKey,
    /// A qualifier given twice.
    DuplicateQualifier,
    /// A date with two readings.
    AmbiguousDate,
    /// A date that the calendar does not have.
    ImpossibleDate,
    /// A relative date without an anchor.
    UnanchoredDate,
    /// A figure with two readings.
    AmbiguousNumber,
    /// A unit that is neither built in nor defined.
    UnknownUnit,
    /// A unit, or a kind of value, that the measure does not take.
    UnitMismatch,
    /// A name that nothing declares.
    UndeclaredName,
    /// One alias of two entities.
    AmbiguousAlias,
    /// A label given twice.
    DuplicateLabel,
    /// A label that no statement has.
    DanglingLabel,
    /// A weekday that does not match its date.
    WeekdayMismatch,
    /// A range whose low end is above its high end, or a best figure outside its range.
    InvertedRange,
}

/// A problem met while reading a statement, at its exact place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Its kind, and so the rule that reports it.
    pub kind: ProblemKind,
    /// The exact place.
    pub at: Place,
    /// The label of the underline.
    pub label: String,
    /// Other places that belong to it, each with its label.
    pub others: Vec<(Place, String)>,
    /// The problem in a sentence.
    pub message: String,
    /// What can be done.
    pub help: Vec<String>,
}
