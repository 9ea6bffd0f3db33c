//! What the cells of a column look like: how many are dates, figures, addresses and the like.

use crate::intake::{DateGuess, guess_date};
use crate::syntax;
use crate::syntax::tree::{Value, ValueKind};

/// How many cells of a column are of each kind. A cell may be of several; empty ones are not counted.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnProfile {
    pub(super) filled: usize,
    pub(super) dates: usize,
    /// Whole numbers that may be years.
    pub(super) years: usize,
    pub(super) figures: usize,
    pub(super) addresses: usize,
    /// Kinds of statement: `claim`, `quote` …
    pub(super) kinds: usize,
    /// How many characters all cells have together.
    pub(super) characters: usize,
    /// How many different cells there are.
    pub(super) distinct: usize,
    /// Whether the cells count the rows: each is one more than the one above it.
    pub(super) counts_rows: bool,
}

impl ColumnProfile {
    /// Counts the cells of a column.
    pub(super) fn of(cells: &[String]) -> Self {
        const KINDS: [&str; 5] = ["claim", "event", "quote", "correct", "retract"];
        let mut profile = Self::default();
        let mut seen = std::collections::BTreeSet::new();
        let (mut last, mut steps) = (None, 0);
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            profile.filled += 1;
            profile.characters += cell.chars().count();
            profile.dates += usize::from(guess_date(cell) != DateGuess::No);
            profile.figures += usize::from(is_figure(cell));
            profile.addresses += usize::from(cell.starts_with("http://") || cell.starts_with("https://"));
            profile.kinds += usize::from(KINDS.iter().any(|kind| kind.eq_ignore_ascii_case(cell)));
            let number: Option<u32> = cell.parse().ok();
            profile.years += usize::from(number.is_some_and(|year| (1_000..2_200).contains(&year)));
            steps += usize::from(number.is_some() && last.map(|last: u32| last + 1) == number);
            last = number.filter(|number| *number < u32::MAX);
            seen.insert(cell);
        }
        profile.distinct = seen.len();
        profile.counts_rows = profile.filled >= 3 && steps + 1 == profile.filled;
        profile
    }

    /// Whether a count of cells is more than half of those that are filled.
    pub(super) fn is_most(&self, count: usize) -> bool {
        self.filled > 0 && count * 2 > self.filled
    }
}

/// Whether a cell is a figure, in digits.
fn is_figure(cell: &str) -> bool {
    let figure = matches!(syntax::value(cell), Ok(Value { kind: ValueKind::Figure(_), .. }));
    figure && cell.bytes().any(|byte| byte.is_ascii_digit())
}
