//! What a file says that no claim can say, grouped and counted.

use rustc_hash::FxHashMap;

use crate::source::Span;

/// Things of one kind that are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// What they are, as plural: `identifiers of other databases`.
    pub what: String,
    /// How many there are.
    pub count: usize,
    /// The first.
    pub first: Span,
}

/// Losses as a clause: `coordinates (2), web addresses (1)`.
#[must_use]
pub fn left_out(losses: &[Loss]) -> String {
    let one = |loss: &Loss| format!("{} ({})", loss.what, loss.count);
    losses.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// All that is left out, in the order in which each kind was first met.
#[derive(Debug, Default)]
pub(super) struct Losses {
    all: Vec<Loss>,
    known: FxHashMap<String, usize>,
}

impl Losses {
    /// Counts one more.
    pub(super) fn add(&mut self, what: &str, at: Span) {
        if let Some(&known) = self.known.get(what) {
            self.all[known].count += 1;
            return;
        }
        self.known.insert(what.to_owned(), self.all.len());
        self.all.push(Loss { what: what.to_owned(), count: 1, first: at });
    }

    /// The most frequent first.
    pub(super) fn into_all(mut self) -> Vec<Loss> {
        self.all.sort_by_key(|loss| std::cmp::Reverse(loss.count));
        self.all
    }
}
