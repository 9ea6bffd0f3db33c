//! How a figure is told that fits on no side of the breaks that it may be on.

use crate::contradiction::{DisputeKind, Side, breaks, segments};
use crate::corpus::join_words;
use crate::model::Day;
use crate::phrasing::case::{Case, on_date};

impl Case<'_> {
    /// Whether it is about a figure that contradicts what stands on each side of a break.
    pub(crate) fn is_straddling(&self) -> bool {
        let plain = matches!(self.dispute.kind, DisputeKind::Figures | DisputeKind::Decrease);
        plain && self.dispute.argument.is_none() && self.dispute.against.len() > 1
    }

    /// What such a figure says, and what stands on each side.
    pub(crate) fn straddling(&self) -> String {
        let removed = &self.dispute.removed;
        let sides: Vec<String> = self.dispute.against.iter().map(|side| self.of(side)).collect();
        let steps = self.steps();
        let side = if steps.len() == 1 {
            "fits on neither side of the break"
        } else {
            "fits on no side of the breaks"
        };
        let days: Vec<String> = steps.iter().map(|day| day.spoken()).collect();
        format!(
            "{} at {} {side} on {}: {}",
            self.about(),
            self.of(removed),
            join_words(&days),
            join_words(&sides)
        )
    }

    /// The same side by side.
    pub(crate) fn straddled(&self) -> Vec<String> {
        let steps = self.steps();
        let said = self.said(&self.dispute.removed.statement);
        let mut lines = Vec::new();
        for (number, side) in self.dispute.against.iter().enumerate() {
            let when = match (number.checked_sub(1).and_then(|before| steps.get(before)), steps.get(number)) {
                (_, Some(next)) if number == 0 => format!("before {}", next.spoken()),
                (Some(from), Some(next)) => format!("from {} until {}", from.spoken(), next.spoken()),
                (Some(from), None) => format!("from {} on", from.spoken()),
                (None, _) => String::new(),
            };
            lines.push(format!("{when} {said} cannot stand beside {}", self.of(side)));
        }
        lines
    }

    /// `4 on 15 October 2020 by A`.
    fn of(&self, side: &Side) -> String {
        let when = side.window.as_ref().map(on_date).unwrap_or_default();
        format!("{}{when} by {}", self.said(&side.statement), self.words.voice(side.statement.voice))
    }

    /// The breaks that the figure may be before or after.
    fn steps(&self) -> Vec<Day> {
        let corpus = self.words.corpus;
        let scope = corpus.model.registers.scopes.get(self.series.scope.0);
        let mut steps = breaks(corpus, self.series.measure, scope);
        // Those between the first and the last side that it may be on.
        let Some(window) = &self.dispute.window else { return steps };
        let sides = segments(&steps, window);
        steps.truncate(*sides.end());
        steps.split_off(*sides.start())
    }
}
