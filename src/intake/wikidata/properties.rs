//! The properties and items of Wikidata that mean something for a claim, by their ids.

/// Point in time.
pub(super) const POINT_IN_TIME: &str = "P585";
/// Start time.
pub(super) const START: &str = "P580";
/// End time.
pub(super) const END: &str = "P582";
/// Earliest date.
pub(super) const EARLIEST: &str = "P1319";
/// Latest date.
pub(super) const LATEST: &str = "P1326";
/// Applies to part.
pub(super) const PART: &str = "P518";
/// Determination method.
pub(super) const METHOD: &str = "P459";
/// Sourcing circumstances.
pub(super) const CIRCUMSTANCES: &str = "P1480";
/// Nature of the statement.
pub(super) const NATURE: &str = "P5102";
/// Reason for deprecated rank.
pub(super) const WHY_DEPRECATED: &str = "P2241";
/// Coordinate location: what has one is a place.
pub(super) const COORDINATES: &str = "P625";

/// Stated in.
pub(super) const STATED_IN: &str = "P248";
/// Publisher.
pub(super) const PUBLISHER: &str = "P123";
/// Imported from a Wikimedia project.
pub(super) const IMPORTED_FROM: &str = "P143";
/// Reference URL.
pub(super) const REFERENCE_URL: &str = "P854";
/// Wikimedia import URL.
pub(super) const IMPORT_URL: &str = "P4656";
/// Retrieved.
pub(super) const RETRIEVED: &str = "P813";
/// Publication date.
pub(super) const PUBLISHED: &str = "P577";

/// Circa, among the circumstances of a source.
pub(super) const CIRCA: &str = "Q5727902";

/// Circumstances by which a statement is not made as plain fact: presumably, possibly, allegedly, probably, disputed, hypothesis.
pub(super) const DOUBTS: [&str; 6] =
    ["Q18122778", "Q30230067", "Q32188232", "Q56644435", "Q18912752", "Q41719"];

/// The Julian calendar.
pub(super) const JULIAN: &str = "Q1985786";

/// Qualifiers that say nothing of what a value is of: how something is named or cited, what comes before and after, roles and reasons.
pub(super) const BESIDE: [&str; 22] = [
    "P1810", "P1932", "P805", "P1545", "P1365", "P1366", "P155", "P156", "P2241", "P7452", "P1480", "P5102",
    "P813", "P854", "P248", "P143", "P577", "P4656", "P973", "P1343", "P1534", "P887",
];
