//! The wording for a figure that fits on none of the sides of a break where it may be.

use crate::contradiction::{BreakCase, DisputeKind, Side, breaks, segments};
use crate::corpus::join_words;
use crate::model::Day;
use crate::phrasing::Findings;
use crate::phrasing::arithmetic::conclusion_of;
use crate::phrasing::presenter::{Presenter, on_date};

impl Presenter<'_> {
    /// Reports a figure that contradicts others on each side of a break; returns whether the dispute is of that kind.
    pub(crate) fn report_either_side(&self, findings: &mut Findings, rule: &str) -> bool {
        let is_of_one_series = matches!(self.dispute.kind, DisputeKind::Figures | DisputeKind::Decrease);
        let is_alone = is_of_one_series
            && self.dispute.argument.is_none()
            && self.dispute.against.len() > 1
            && !self.open_breaks().is_empty();
        let spans_a_break = is_alone || !self.dispute.cases.is_empty();
        if spans_a_break {
            let lines = if self.dispute.cases.is_empty() { self.side_by_side() } else { self.each_case() };
            self.report(findings, rule, self.either_side(), lines);
        }
        spans_a_break
    }

    /// What such a figure says, and what is stated on each side.
    fn either_side(&self) -> String {
        let (movable, sides) = self.movable();
        let first = if let [figure] = movable[..] { figure.series } else { self.dispute.series };
        let of = |all: &[&Side]| all.iter().map(|side| self.of(side, first)).collect::<Vec<String>>();
        let open = self.open_breaks();
        let (breaks, side) = match open.len() {
            1 => ("the break", "neither side of the break"),
            _ => ("the breaks", "no side of the breaks"),
        };
        let days: Vec<String> = open.iter().map(|day| day.in_words()).collect();
        let days = join_words(&days);
        let beside = join_words(&of(&sides));
        if let [figure] = movable[..] {
            let (about, said) = (self.series_in_words(figure), self.of(figure, first));
            let beside = if sides.is_empty() { String::new() } else { format!(": {beside}") };
            return format!("{about} at {said} fits on {side} on {days}{beside}");
        }
        let all = join_words(&of(&movable));
        let both = if movable.len() == 2 { "both" } else { "all" };
        let beside = if sides.is_empty() { String::new() } else { format!(" beside {beside}") };
        format!(
            "{} at {all} cannot {both} be right{beside}, on whichever side of {breaks} on {days} each is",
            self.about()
        )
    }

    /// For one figure what it cannot stand beside in each segment; for several, that each may be before the
    /// break or after it.
    fn side_by_side(&self) -> Vec<String> {
        let (movable, sides) = self.movable();
        let [figure] = movable[..] else {
            let all = movable.iter().map(|side| {
                format!("{} may be from before the break or after it", self.of(side, side.series))
            });
            return all.collect();
        };
        let (said, breaks) = (self.said(&figure.statement), self.breaks_of(figure));
        let lines = sides.iter().map(|side| {
            let segment = side.window.as_ref().map_or(0, |window| *segments(&breaks, window).start());
            format!(
                "{} {said} cannot stand beside {}",
                between(&breaks, segment),
                self.of(side, figure.series)
            )
        });
        lines.collect()
    }

    /// Why there is a conflict on each side.
    fn each_case(&self) -> Vec<String> {
        let core = self.core();
        let one = self.movable().0.len() == 1;
        let mut lines = Vec::new();
        for BreakCase { segments: places, argument } in &self.dispute.cases {
            let mut sides = Vec::new();
            for &(claim, segment) in places {
                let Some(side) = core.iter().find(|side| side.statement.representative() == claim) else {
                    continue;
                };
                let when = between(&self.breaks_of(side), segment);
                let said = self.said(&side.statement);
                sides.push(if one { when } else { format!("{said} {when}") });
            }
            let conclusion = conclusion_of(self.words, argument);
            let conclusion = conclusion.unwrap_or_else(|| "the figures break the law".to_owned());
            lines.push(format!("{}: {conclusion}", join_words(&sides)));
        }
        lines
    }

    /// The figures of the core that may lie before or after a break, and the others, in order of time.
    fn movable(&self) -> (Vec<&Side>, Vec<&Side>) {
        let possible_segments =
            |side: &Side| side.window.as_ref().map(|window| segments(&self.breaks_of(side), window));
        let is_movable = |side: &&Side| possible_segments(side).is_some_and(|all| all.start() < all.end());
        let core = self.dispute.core();
        let (movable, mut sides): (Vec<&Side>, Vec<&Side>) = core.partition(is_movable);
        sides.sort_by_key(|side| {
            (possible_segments(side).map(|all| *all.start()), side.window.map(|window| window.key()))
        });
        (movable, sides)
    }

    /// `4 on 15 October 2020 by A`, with its series if that is not the `current` one.
    fn of(&self, side: &Side, current: u32) -> String {
        let about = if side.series == current {
            String::new()
        } else {
            format!(" for {}", self.series_in_words(side))
        };
        let when = side.window.as_ref().map(on_date).unwrap_or_default();
        format!("{}{about}{when} by {}", self.said(&side.statement), self.words.voice(side.statement.voice))
    }

    fn series_in_words(&self, side: &Side) -> String {
        self.words.series(&self.words.corpus.series[side.series as usize])
    }

    fn breaks_of(&self, side: &Side) -> Vec<Day> {
        let corpus = self.words.corpus;
        let series = &corpus.series[side.series as usize];
        breaks(corpus, series.measure, corpus.model.registers.scopes.get(series.scope.0))
    }

    /// The breaks that the figures may be before or after.
    fn open_breaks(&self) -> Vec<Day> {
        let mut all: Vec<Day> = Vec::new();
        for side in self.movable().0 {
            let breaks = self.breaks_of(side);
            let possible_segments = side.window.as_ref().map(|window| segments(&breaks, window));
            all.extend(possible_segments.map_or(&[][..], |all| &breaks[*all.start()..*all.end()]));
        }
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// `from 3 October 2020 on`: the segment between two breaks, in words.
fn between(breaks: &[Day], segment: usize) -> String {
    match (segment.checked_sub(1).and_then(|before| breaks.get(before)), breaks.get(segment)) {
        (None, Some(next)) => format!("before {}", next.in_words()),
        (Some(from), Some(next)) => format!("from {} until {}", from.in_words(), next.in_words()),
        (Some(from), None) => format!("from {} on", from.in_words()),
        (None, None) => String::new(),
    }
}
