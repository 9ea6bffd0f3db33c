//! How a figure is reported that fits on no side of the breaks that it may be on.

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
        let (straddling_sides, sides) = self.straddling_sides();
        let of = |all: &[&Side]| all.iter().map(|side| self.of(side)).collect::<Vec<String>>();
        let steps = self.steps();
        let (breaks, side) = match steps.len() {
            1 => ("the break", "neither side of the break"),
            _ => ("the breaks", "no side of the breaks"),
        };
        let days: Vec<String> = steps.iter().map(|day| day.in_words()).collect();
        let days = join_words(&days);
        let beside = join_words(&of(&sides));
        if let [figure] = straddling_sides[..] {
            return format!("{} at {} fits on {side} on {days}: {beside}", self.about(), self.of(figure));
        }
        let all = join_words(&of(&straddling_sides));
        let both = if straddling_sides.len() == 2 { "both" } else { "all" };
        let beside = if sides.is_empty() { String::new() } else { format!(" beside {beside}") };
        format!(
            "{} at {all} cannot {both} be right{beside}, on whichever side of {breaks} on {days} each is",
            self.about()
        )
    }

    /// The same side by side.
    pub(crate) fn straddled(&self) -> Vec<String> {
        let steps = self.steps();
        let (straddling_sides, sides) = self.straddling_sides();
        let [figure] = straddling_sides[..] else {
            let all = straddling_sides
                .iter()
                .map(|side| format!("{} may be from before the break or after it", self.of(side)));
            return all.collect();
        };
        let said = self.said(&figure.statement);
        let mut lines = Vec::new();
        for (number, side) in sides.iter().enumerate() {
            let when = match (number.checked_sub(1).and_then(|before| steps.get(before)), steps.get(number)) {
                (_, Some(next)) if number == 0 => format!("before {}", next.in_words()),
                (Some(from), Some(next)) => format!("from {} until {}", from.in_words(), next.in_words()),
                (Some(from), None) => format!("from {} on", from.in_words()),
                (None, _) => String::new(),
            };
            lines.push(format!("{when} {said} cannot stand beside {}", self.of(side)));
        }
        lines
    }

    /// The sides of the core that may lie on several sides of the breaks, and those that lie on one, in the order of time.
    fn straddling_sides(&self) -> (Vec<&Side>, Vec<&Side>) {
        let steps = self.all_steps();
        let straddles = |side: &&Side| {
            let within = side.window.as_ref().map(|window| segments(&steps, window));
            within.is_some_and(|within| within.start() < within.end())
        };
        let core = std::iter::once(&self.dispute.removed).chain(&self.dispute.against);
        let (straddling_sides, mut sides): (Vec<&Side>, Vec<&Side>) = core.partition(straddles);
        let first = |side: &&Side| side.window.as_ref().map(|window| *segments(&steps, window).start());
        sides.sort_by_key(first);
        (straddling_sides, sides)
    }

    /// `4 on 15 October 2020 by A`.
    fn of(&self, side: &Side) -> String {
        let when = side.window.as_ref().map(on_date).unwrap_or_default();
        format!("{}{when} by {}", self.said(&side.statement), self.words.voice(side.statement.voice))
    }

    fn all_steps(&self) -> Vec<Day> {
        let corpus = self.words.corpus;
        breaks(corpus, self.series.measure, corpus.model.registers.scopes.get(self.series.scope.0))
    }

    /// The breaks that the figures may be before or after.
    fn steps(&self) -> Vec<Day> {
        let steps = self.all_steps();
        // Those between the first and the last side that they may be on.
        let windows = self.straddling_sides().0.into_iter().filter_map(|side| side.window.as_ref());
        let sides = windows.map(|window| segments(&steps, window));
        let ends = sides.map(|sides| (*sides.start(), *sides.end()));
        let Some((first, last)) = ends.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))) else { return steps };
        steps[first..last].to_vec()
    }
}
