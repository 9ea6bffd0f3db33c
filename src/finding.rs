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

/// Whether a contradiction is a slip of one origin or a dispute between several.
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
    /// Whose figure is that of another day, and of which one, where that is the cause.
    pub other_day: Option<OtherDay>,
    /// Whose earlier figure it is, by number, where that is the cause and it is another source's.
    pub earlier_of: Option<u32>,
}

impl Cause {
    /// A cause of this kind, in these words.
    #[must_use]
    pub const fn new(kind: &'static str, text: String) -> Self {
        Self { kind, text, other_day: None, earlier_of: None }
    }
}

/// Set where a figure is probably that of another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct OtherDay {
    /// The voice whose figure it is, by number.
    pub voice: u32,
    /// The voice that gives it for that other day, by number.
    pub of: u32,
    /// How many days later that day is; negative if it is earlier.
    pub days: i32,
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

/// A claim that a finding shows, or another statement, with its part in the conflict.
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
    /// Whether it is in the minimal conflict (the core).
    pub core: bool,
    /// Whether it is in the repair: one of the claims whose removal settles the conflict.
    pub repair: bool,
    /// Whether every smallest repair removes it: it is the odd one out.
    pub suspect: bool,
}

impl Cited {
    /// As a part of the minimal conflict.
    #[must_use]
    pub fn in_core(self) -> Self {
        Self { core: true, ..self }
    }

    /// As a part of the repair.
    #[must_use]
    pub fn in_repair(self) -> Self {
        Self { repair: true, ..self }
    }

    /// As the odd one out.
    #[must_use]
    pub fn suspected(self) -> Self {
        Self { suspect: true, ..self }
    }
}

/// A declared law that a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LawCited {
    /// The law's statement.
    pub place: Place,
    /// The law as written.
    pub text: String,
}

/// What decides whether this finding and others have one root and can be folded: place, sides, time, and by how much
/// the figures differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoldInfo {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in its series, in time order; neighbouring facts differ by one.
    pub fact_number: u32,
    /// The series whose claims conflict, ascending; only the outlier's if there is one.
    pub involved_series: Vec<u32>,
    /// Whose figures differ.
    pub sides: FoldSides,
    /// Whether those on one of the sides give several figures.
    pub is_split: bool,
    /// By how much the figures differ. Of several folded findings, the one with the largest difference represents
    /// them.
    pub difference: Difference,
    /// When it is.
    pub time: FoldTime,
    /// The claims that its message speaks of, by number; empty if these are the ones that it rests on. A fall between two days is
    /// described by the figures next to each other where it shows, though it may rest on others.
    pub message_claims: Vec<u32>,
    /// What the line about the outlier says of other disputes, at its end. It is cut off where findings are folded, as these
    /// disputes may then be members.
    pub other_disputes: String,
}

/// The two sides of a finding, by number of their voices.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoldSides {
    /// The voices on the side that is probably wrong; if nobody can tell, on the side with the lower numbers; of a
    /// relay the outlets.
    pub first: Vec<u32>,
    /// The voices on the other side; of a relay the origin.
    pub second: Vec<u32>,
}

impl FoldSides {
    /// Both sides, that with the lower numbers first, whichever is probably wrong.
    #[must_use]
    pub fn in_order(&self) -> [&[u32]; 2] {
        let mut sides = [&self.first[..], &self.second[..]];
        sides.sort_unstable();
        sides
    }
}

/// By how much two figures differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// In thousandths of the figures' unit, up to the largest number that fits.
    pub amount: u64,
    /// In thousandths of the larger figure, or of the figure in question.
    pub share: u64,
    /// The direction in which the figures differ: of two sides, whether that of the voices with the lower numbers has the larger
    /// figure. None where there can be only one direction.
    pub lower_voice_is_larger: Option<bool>,
    /// Which way a period's figure misses what its total rose by: `less than the rise`; empty for others.
    pub way: String,
    /// The amount as shown: `1,918`, `0.4 points`; empty if there is none.
    pub shown: String,
    /// What follows the amount in the text: ` points`; empty for counts.
    pub unit: String,
}

impl Difference {
    /// The most that a small difference is, in thousandths of a unit.
    const SMALL: u64 = 10_000;

    /// The share of its figure that a small difference stays below, in thousandths.
    const SMALL_BELOW: u64 = 10;

    /// The largest amount of a difference of one or two, in thousandths of a unit: it is small also in a figure that is
    /// small itself.
    const ONE_OR_TWO: u64 = 2_000;

    /// The share of its figure that a difference of two stays below, in thousandths; of one twice that.
    const FEW_BELOW: u64 = 50;

    /// Whether the figures differ by one or two, however large they are.
    #[must_use]
    pub fn is_one_or_two(&self) -> bool {
        self.unit.is_empty() && (1..=Self::ONE_OR_TWO).contains(&self.amount)
    }

    /// Whether it is so small, in amount and as a share of its figure, that nobody would act on it alone.
    #[must_use]
    pub fn is_small(&self) -> bool {
        let is_one = self.amount <= Self::ONE_OR_TWO / 2 && self.share < 2 * Self::FEW_BELOW;
        let is_few = self.amount <= Self::ONE_OR_TWO && self.share < Self::FEW_BELOW || is_one;
        let is_few = self.unit.is_empty() && is_few;
        self.amount > 0 && (is_few || self.amount <= Self::SMALL && self.share < Self::SMALL_BELOW)
    }
}

/// The time of a finding, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoldTime {
    /// `3 October 2020`, `since 3 October 2020`, `October 2020`; empty where it always holds.
    pub in_words: String,
    /// The same with its preposition: `on 3 October 2020`, `over October 2020`.
    pub dated: String,
    /// Its first day, ISO; none where open or undated.
    pub first_day: Option<String>,
    /// Whether it is a day, or begins or ends with one, rather than a period.
    pub is_day: bool,
}

/// The kind of cause that figures had been entered as 0 until they were filled in.
pub const ENTERED_AS_ZERO: &str = "entered-as-zero";

/// The kind of cause that figures add up with what another source gives.
pub const ANOTHER_SOURCE: &str = "another-source";

/// The kind of cause that some of the figures count more than others.
pub const WIDER_COUNT: &str = "wider-count";

/// The kind of cause that a figure was given before the day was over, so that it may have grown since.
pub const GREW_MEANWHILE: &str = "grew-meanwhile";

/// The kind of cause that a figure is that of another day.
pub const ANOTHER_DATE: &str = "another-date";

/// The kind of cause that figures were restated since, and what hangs on them was not.
pub const SINCE_REVISED: &str = "since-revised";

/// How a help line begins that says which labels the line to copy above it needs.
pub const TO_DO_SO: &str = "to do so,";

/// A placeholder in help lines: replaced by the finding's fingerprint once that is known.
pub const THIS_FINDING: &str = "\u{0}fingerprint";

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
    /// What folds it with others of the same root.
    pub fold: Option<FoldInfo>,
    /// The findings folded into it, itself among them as it was before folding; empty if none is.
    pub members: Vec<Finding>,
    /// Its identity across runs; empty until all findings are known.
    pub fingerprint: String,
    /// Its rank by importance among the findings of the run, from 1; 0 until all findings are known.
    pub rank: u32,
}

/// The kinds of problems met while reading; each has its rule.
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
    /// A date without a year that may lie before or shortly ahead.
    DoubtfulYear,
    /// A figure with two readings, or with one that the language does not write so.
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
    /// A label that no statement has, or that is on no claim.
    DanglingLabel,
    /// A claim that is not for its retractor to take back.
    NotTheirsToRetract,
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
