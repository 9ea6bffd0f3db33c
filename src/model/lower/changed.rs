//! Reads how a claim's figure is said to have changed, in the unit of the figure.

use crate::finding::ProblemKind;
use crate::intake::Sheet;
use crate::model::change::{Change, ChangeAmount, ChangeDirection};
use crate::model::claim::Value;
use crate::model::date::Anchor;
use crate::model::figure::{self, Figure, FigureOptions};
use crate::model::interval::Interval;
use crate::model::lower::lowering::Lowering;
use crate::model::number::Number;
use crate::model::ranking;
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::window::{Day, Shape, Window};
use crate::syntax::tree::{self, ChangeVerb, Form, Hedge, SinceKind, TimeUnit, ValueKind};

/// The words for percentage points, with how many of each make one point.
const POINTS: [(&str, i64); 9] = [
    ("points", 1),
    ("point", 1),
    ("percentage points", 1),
    ("percentage point", 1),
    ("pp", 1),
    ("pts", 1),
    ("pct points", 1),
    ("basis points", 100),
    ("bps", 100),
];

/// An earlier figure below this gets the scale of the claim's figure: `$3.52bn, up from 3.41`.
const SCALED: i64 = 1000;

impl<'s> Lowering<'_, 's> {
    /// How a claim's figure changed; none where it does not say, or where that cannot be read.
    pub(in crate::model) fn change(
        &mut self,
        value: &tree::Value<'s>,
        read: &(Value, Option<UnitId>),
        id: MeasureId,
        anchor: Anchor,
    ) -> Option<Box<Change>> {
        let change = value.change.as_deref()?;
        let (ValueKind::Figure(main), Value::Number(_)) = (&value.kind, &read.0) else { return None };
        let direction = if matches!(change.verb, ChangeVerb::Down | ChangeVerb::Halved) {
            ChangeDirection::Down
        } else {
            ChangeDirection::Up
        };
        let ranked = self.is_ranked(id) || change.by.as_ref().is_some_and(is_step);
        let by = match (&change.by, times(change)) {
            (Some(by), _) if is_step(by) => {
                Some(ChangeAmount::Amount(self.without_unit(&by.figure, by.text)?))
            }
            (Some(by), _) => Some(self.by(by, main, read.1, id)?),
            (None, Some(times)) => Some(ChangeAmount::Times(self.times(&times, change.hedge))),
            (None, None) => None,
        };
        let from = match &change.from {
            Some(from) => Some(self.in_unit_of(&scaled(&from.figure, main), from.text, main, read.1, id)?),
            None => None,
        };
        let since = change.since.as_ref().and_then(|since| match &since.kind {
            SinceKind::Date(date) => self.date(date, anchor),
            // It is resolved once the claim's own time is known.
            SinceKind::Earlier(..) => None,
        });
        Some(Box::new(Change {
            mark: self.at.span(change.text),
            direction,
            by,
            by_mark: change.by.as_ref().map(|by| self.at.span(by.text)),
            from,
            from_mark: change.from.as_ref().map(|from| self.at.span(from.text)),
            since,
            ago: change.since.as_ref().and_then(|since| match since.kind {
                SinceKind::Date(_) => None,
                SinceKind::Earlier(count, unit) => Some((count, unit)),
            }),
            ranked,
        }))
    }

    /// Whether a measure is a place in a ranking.
    fn is_ranked(&self, id: MeasureId) -> bool {
        self.registers(|registers| ranking::is_rank(&registers.measures.get(id.0).display))
    }

    fn by(
        &mut self,
        by: &tree::ChangeFigure<'s>,
        main: &tree::Figure<'s>,
        unit: Option<UnitId>,
        id: MeasureId,
    ) -> Option<ChangeAmount> {
        let percent = unit.is_some_and(|unit| self.vocabulary.units.is_percent(unit));
        let words = unit_words(by);
        let words = words.as_str();
        let points = POINTS.iter().find(|(name, _)| *name == words);
        if words.starts_with('%') && points.is_none() || words.starts_with("per cent") || words == "percent" {
            return self.without_unit(&by.figure, by.text).map(ChangeAmount::Percent);
        }
        // `rose by a third`: of the figure before.
        if matches!(by.figure.form, Form::Fraction(..)) {
            let share = self.without_unit(&by.figure, by.text)?;
            return Some(ChangeAmount::Percent(share.convert(|share| share * &Number::HUNDRED)));
        }
        match points {
            Some((_, parts)) if percent => {
                let part = Number::ratio(1, *parts);
                let points = self.without_unit(&by.figure, by.text)?;
                Some(ChangeAmount::Points(points.convert(|number| number * &part)))
            }
            _ if percent && words.is_empty() => {
                self.without_unit(&by.figure, by.text).map(ChangeAmount::Points)
            }
            _ => self.in_unit_of(&by.figure, by.text, main, unit, id).map(ChangeAmount::Amount),
        }
    }

    /// A figure of a change, in the unit of the claim's figure; if it names no unit, it is in that unit.
    fn in_unit_of(
        &mut self,
        figure: &tree::Figure<'s>,
        text: &'s str,
        main: &tree::Figure<'s>,
        unit: Option<UnitId>,
        id: MeasureId,
    ) -> Option<Figure> {
        let mut figure = figure.clone();
        if figure.unit.is_none() && !figure.form.amounts().any(|amount| amount.currency.is_some()) {
            figure.unit = main.unit;
            let currency = main.form.amounts().find_map(|amount| amount.currency);
            figure.form.each_amount(|amount| amount.currency = currency);
        }
        let measure = self.vocabulary.measure(id);
        match self.figure(&figure, text, measure) {
            (Value::Number(read), found) if found == unit || found.is_none() => Some(read),
            (Value::Number(_), Some(_)) => {
                self.diagnostics
                    .add(
                        ProblemKind::UnitMismatch,
                        self.at,
                        text,
                        format!("`{text}` is not in the unit of the figure that changed"),
                    )
                    .label("another unit")
                    .help(Some("give both in one unit".to_owned()));
                None
            }
            _ => None,
        }
    }

    /// A figure without a unit of its own (a percentage, points, places in a ranking), exact to half of its last digit.
    fn without_unit(&mut self, figure: &tree::Figure<'s>, text: &'s str) -> Option<Figure> {
        let how = FigureOptions {
            strict: false,
            measured: true,
            scale_is_unit: false,
            decimal: self.at.sheet.and_then(Sheet::decimal).or(self.vocabulary.decimal),
            table: &self.vocabulary.hedges,
        };
        match figure::read(figure, &how) {
            Ok(read) => Some(read),
            Err(problem) => {
                self.diagnostics.figure(self.at, text, &problem);
                None
            }
        }
    }

    /// `doubled` means about twice, with the span of `about`.
    fn times(&self, times: &Number, hedge: Option<Hedge>) -> Figure {
        let table = &self.vocabulary.hedges;
        let (soft, reach) = match hedge {
            Some(Hedge::MoreThan) => {
                let bound = Interval::above(times.clone());
                return Figure::new(bound.clone(), bound, Some(times.clone()));
            }
            Some(Hedge::Nearly) => {
                let start = times * &table.nearly;
                (Interval::closed(start.clone(), times.clone()), times - &start)
            }
            _ => {
                let reach = times * &table.about;
                (Interval::exact(times.clone()).widen(&reach), &reach + &reach)
            }
        };
        let hard = soft.widen(&(&reach * &table.slack));
        Figure::new(soft, hard, Some(times.clone()))
    }
}

/// The unit of a change as written, in small letters, blanks single.
fn unit_words(by: &tree::ChangeFigure<'_>) -> String {
    let unit = by.figure.unit.map(|unit| unit.text().split_whitespace().collect::<Vec<_>>().join(" "));
    unit.unwrap_or_default().to_lowercase()
}

/// Whether a change is one of places in a ranking: `up 4 places`.
fn is_step(by: &tree::ChangeFigure<'_>) -> bool {
    ranking::STEPS.contains(&unit_words(by).as_str())
}

/// How many times the earlier figure the figure is, if the change says so.
fn times(change: &tree::Change<'_>) -> Option<Number> {
    Some(match change.verb {
        ChangeVerb::Up | ChangeVerb::Down => return None,
        ChangeVerb::Doubled => Number::from_i64(2),
        ChangeVerb::Tripled => Number::from_i64(3),
        ChangeVerb::Quadrupled => Number::from_i64(4),
        ChangeVerb::Halved => Number::HALF,
    })
}

/// The earlier figure, with the scale of the claim's figure if it is too small without: `$3.52bn, up from 3.41`.
fn scaled<'s>(figure: &tree::Figure<'s>, main: &tree::Figure<'s>) -> tree::Figure<'s> {
    let mut figure = figure.clone();
    let scale = main.form.amounts().find_map(|amount| amount.scale);
    if let Some(scale) = scale.filter(|scale| scale.factor >= SCALED as u64 && !scale.or_unit) {
        figure.form.each_amount(|amount| {
            let small = amount.scale.is_none()
                && figure::amount(amount, None).is_ok_and(|value| value.abs() < Number::from_i64(SCALED));
            if small {
                amount.scale = Some(scale);
            }
        });
    }
    figure
}

/// The time that lies that long before another: `a year earlier`.
pub(in crate::model) fn earlier(time: &Window, change: &tree::Change<'_>) -> Option<Window> {
    let SinceKind::Earlier(count, unit) = change.since.as_ref()?.kind else { return None };
    let count = i64::from(count);
    let back = |day: Day| match unit {
        TimeUnit::Day => day.plus(-count),
        TimeUnit::Week => day.plus(-7 * count),
        TimeUnit::Month => day.plus_months(-count),
        TimeUnit::Year => day.plus_months(-12 * count),
        _ => None,
    };
    let (from, to) = (time.from?, time.to?);
    if time.shape == Shape::Instant && from == to {
        let then = back(from)?;
        return Some(Window::new(Shape::Instant, Some(then), Some(then)));
    }
    // The earlier period has the same length: in whole months if the period is whole months, else in days.
    let whole = from.parts().2 == 1 && to == to.end_of_month();
    let first = back(from)?;
    let by_days = matches!(unit, TimeUnit::Day | TimeUnit::Week);
    let last = if whole && !by_days {
        back(to)?.end_of_month()
    } else {
        first.plus(i64::from(to.0) - i64::from(from.0))?
    };
    Some(Window::new(time.shape, Some(first), Some(last)))
}
