//! A claim that says how its figure changed: its figure, the change and the arithmetic, in words.

use crate::model::change::{Change, ChangeAmount, ChangeDirection};
use crate::model::claim::Claim;
use crate::model::{Figure, Interval, Number};
use crate::phrasing::amount;
use crate::phrasing::context::Context;
use crate::source::Span;

/// A claim that says how its figure changed.
pub(crate) struct ChangedClaim<'a> {
    pub(crate) context: &'a Context<'a>,
    /// Its number.
    pub(crate) at: u32,
    pub(crate) claim: &'a Claim,
    pub(crate) change: &'a Change,
    /// The figure after the change.
    pub(crate) figure: &'a Figure,
}

impl ChangedClaim<'_> {
    /// Whether its figure is a percentage.
    pub(crate) fn is_percent(&self) -> bool {
        self.claim.unit.is_some_and(|unit| self.context.corpus.model.vocabulary.units.is_percent(unit))
    }

    /// The measure and the scope.
    pub(crate) fn about(&self) -> String {
        let scope = self.context.corpus.model.registers.scopes.get(self.claim.scope.0);
        self.context.words().about(self.claim.measure, scope, self.claim.mode)
    }

    /// The figure as written.
    pub(crate) fn said(&self) -> String {
        self.context.words().said(self.at)
    }

    /// A part of the change as written, with single blanks.
    pub(crate) fn part(&self, mark: Option<Span>) -> String {
        let Some(mark) = mark else { return String::new() };
        let text = self.context.sources.get(self.claim.place.file).slice(mark);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// `up` or `down`.
    pub(super) fn way(&self) -> &'static str {
        if self.change.direction == ChangeDirection::Up { "up" } else { "down" }
    }

    /// By how much, in words: `up 12%`, `doubled`.
    pub(crate) fn by(&self) -> String {
        match self.change.by_mark {
            Some(mark) => format!("{} {}", self.way(), self.part(Some(mark))),
            None => {
                let text = self.part(Some(self.change.mark));
                let ends = [" from ", " to ", " since "].iter().filter_map(|word| text.find(word));
                let end = ends.min().unwrap_or(text.len());
                text[..end].to_owned()
            }
        }
    }

    /// The operation on the earlier figure: `+ 12%`, `× 2`.
    pub(crate) fn operation(&self, by: &ChangeAmount) -> String {
        match by {
            ChangeAmount::Times(figure) => {
                format!("× {}", figure.best().map_or_else(|| "some".to_owned(), Number::grouped))
            }
            _ => {
                let sign = if self.change.direction == ChangeDirection::Up { "+" } else { "−" };
                format!("{sign} {}", self.part(self.change.by_mark))
            }
        }
    }

    /// The change from one figure to the other, in the form of the stated change: `up 3.2%`, `down 3`, `up 3 points`,
    /// `1.5 times`.
    pub(crate) fn between(&self, before: &Interval, after: &Interval) -> String {
        let (Some(one), Some(two)) = (middle(before), middle(after)) else {
            return "something else".to_owned();
        };
        if self.change.ranked {
            return format!("a change of {}", self.shown(&(&two - &one).abs()));
        }
        let way = |change: &Number| if change.is_negative() { "down" } else { "up" };
        let difference = &two - &one;
        match &self.change.by {
            Some(ChangeAmount::Percent(_)) => match (&difference * &Number::HUNDRED).checked_div(&one) {
                Some(percent) => format!("{} {}%", way(&percent), amount::to_digits(&percent.abs(), 2)),
                None => "not a percentage of zero".to_owned(),
            },
            Some(ChangeAmount::Times(_)) => match two.checked_div(&one) {
                Some(times) => format!("{} times as much", amount::to_digits(&times, 2)),
                None => "not a percentage of zero".to_owned(),
            },
            Some(ChangeAmount::Points(_)) => {
                format!("{} {} points", way(&difference), amount::to_digits(&difference.abs(), 3))
            }
            _ => format!("{} {}", way(&difference), self.shown(&difference.abs())),
        }
    }

    /// A span of figures in the notation of the claim.
    pub(crate) fn span(&self, span: &Interval) -> String {
        match (&span.low, &span.high) {
            (Some(low), Some(high)) if low == high => self.shown(low),
            (Some(low), Some(high)) => {
                let (low, high) = (self.shown(low), self.shown(high));
                if low == high { format!("about {low}") } else { format!("{low} to {high}") }
            }
            (Some(low), None) => format!("{} or more", self.shown(low)),
            (None, Some(high)) => format!("{} or less", self.shown(high)),
            (None, None) => "anything".to_owned(),
        }
    }

    /// A number in the notation of the claim's figure: with its currency, scale and per cent sign, to four digits.
    fn shown(&self, number: &Number) -> String {
        let said = self.said();
        let money = said.chars().next().filter(|c| {
            !c.is_alphanumeric() && !matches!(c, '~' | '<' | '>' | '≈' | '≤' | '≥' | '-' | '−' | '+')
        });
        let money = money.map(String::from).unwrap_or_default();
        let sign = if self.is_percent() { "%" } else { "" };
        let scales = [(1_000_000_000_000, "tn"), (1_000_000_000, "bn"), (1_000_000, "m")];
        let digits = said.bytes().filter(u8::is_ascii_digit).count();
        let plain = said.contains(',') || digits > 6;
        let scale = scales.into_iter().find(|(scale, _)| !plain && number.abs() >= Number::from_i64(*scale));
        let (number, scale) = match scale {
            Some((by, scale)) => {
                (number.checked_div(&Number::from_i64(by)).unwrap_or_else(|| number.clone()), scale)
            }
            None => (number.clone(), ""),
        };
        format!("{money}{}{scale}{sign}", amount::to_digits(&number, 4))
    }
}

/// The middle of a span; its one end if the other is open.
fn middle(span: &Interval) -> Option<Number> {
    match (&span.low, &span.high) {
        (Some(low), Some(high)) => Some((low + high).half()),
        (one, two) => one.clone().or_else(|| two.clone()),
    }
}
