//! Reads a claim's value as its measure's kind requires: figures in the measure's unit, years as dates, yes and no as
//! truth values.

use crate::finding::ProblemKind;
use crate::intake::Sheet;
use crate::model::claim::{Members, Value};
use crate::model::date::Anchor;
use crate::model::diagnostics::{help_for_counted, help_for_no_unit};
use crate::model::figure::{self, Figure, FigureOptions};
use crate::model::interval::Interval;
use crate::model::lower::lowering::Lowering;
use crate::model::name::key;
use crate::model::number::Number;
use crate::model::register::{MeasureId, SourceId};
use crate::model::units::UnitId;
use crate::model::vocabulary::{Kind, Measure};
use crate::model::window::{Day, Shape, Window};
use crate::syntax::tree;
use crate::syntax::tree::{Form, Hedge, ValueKind};

/// The measure of somebody's age.
const AGE: &str = "age";

/// An age in full years: somebody is 18 until turning 19.
fn completed(value: Value) -> Value {
    let Value::Number(Figure::Spans(spans)) = value else { return value };
    let Some(years) = spans.said else { return Value::Number(Figure::Spans(spans)) };
    let span = Interval {
        low: Some(years.clone()),
        high: Some(&years + &Number::ONE),
        low_open: false,
        high_open: true,
    };
    Value::Number(Figure::new(span.clone(), span, Some(years)))
}

impl<'s> Lowering<'_, 's> {
    /// A value as its measure's kind requires, with its unit.
    pub(in crate::model) fn value(
        &mut self,
        value: &tree::Value<'s>,
        id: MeasureId,
        anchor: Anchor,
    ) -> (Value, Option<UnitId>) {
        let measure = self.vocabulary.measure(id);
        let kind = measure.and_then(|measure| measure.kind);
        let read = match (&value.kind, kind) {
            (ValueKind::Figure(figure), Some(Kind::Date)) => {
                self.year(figure).map(|window| Value::Date(Box::new(window)))
            }
            (ValueKind::Figure(figure), Some(Kind::Truth)) => truth_word(figure).map(Value::Truth),
            (ValueKind::Figure(tree::Figure { form: Form::Vague(_), unit: None }), Some(Kind::Name)) => {
                Some(Value::Name(self.value_name(&tree::Name { raw: value.text, quoted: false })))
            }
            (ValueKind::Figure(_), Some(Kind::Name | Kind::Set)) => None,
            (ValueKind::Figure(figure), _) => {
                let read = self.figure(figure, value.text, measure);
                return if self.in_full_years(figure, id, read.1) {
                    (completed(read.0), read.1)
                } else {
                    read
                };
            }
            (ValueKind::Truth(false), Some(kind))
                if kind.is_numeric() && value.text.eq_ignore_ascii_case("no") =>
            {
                let none = tree::Figure { form: Form::Vague("no".into()), unit: None };
                return self.figure(&none, value.text, measure);
            }
            (ValueKind::Truth(truth), None | Some(Kind::Truth)) => Some(Value::Truth(*truth)),
            // `right` or `no` is a name if the measure's values are names.
            (ValueKind::Truth(_), Some(Kind::Name)) => {
                Some(Value::Name(self.value_name(&tree::Name { raw: value.text, quoted: false })))
            }
            (ValueKind::Name(name), None | Some(Kind::Name)) => Some(Value::Name(self.value_name(name))),
            (ValueKind::Date(date), None | Some(Kind::Date)) => match self.date(date, anchor) {
                Some(window) => Some(Value::Date(Box::new(window))),
                None => return (Value::Unread, None),
            },
            (
                kind @ (ValueKind::Set(_) | ValueKind::Includes(_) | ValueKind::Excludes(_)),
                None | Some(Kind::Set),
            ) => self.members(kind).map(|members: Members| Value::Set(Box::new(members))),
            _ => None,
        };
        let Some(read) = read else {
            let takes = kind.map_or("another kind of value", takes);
            let what = says(&value.kind);
            self.diagnostics
                .add(
                    ProblemKind::UnitMismatch,
                    self.at,
                    value.text,
                    format!("`{}` is {what}, but the measure takes {takes}", value.text),
                )
                .label(what)
                .help(Some(format!("give {takes}, or declare another `kind` for the measure")));
            return (Value::Unread, None);
        };
        (read, None)
    }

    /// Whether a claim is excluded from every comparison, whatever its figure is.
    pub(in crate::model) fn excluded(&self, value: &Value) -> bool {
        matches!(value, Value::Unread)
    }

    /// A value adjusted to how its source counts: a lower bound if the source lists only what it could document.
    /// Shares, and measures that may be negative, are not adjusted.
    pub(in crate::model) fn as_counted(
        &self,
        value: Value,
        source: Option<SourceId>,
        measure: MeasureId,
        unit: Option<UnitId>,
    ) -> Value {
        let vocabulary = &self.vocabulary;
        let negative = vocabulary.measure(measure).is_some_and(|measure| measure.may_be_negative);
        let counts = source.is_some_and(|source| vocabulary.is_at_least(source))
            && !negative
            && !matches!(vocabulary.numeric_kind(measure, unit), Kind::Ratio | Kind::Constant);
        match value {
            Value::Number(figure) if counts => Value::Number(figure.at_least()),
            value => value,
        }
    }

    /// Whether a figure is an age in full years: `18`, and not `18.4`, `about 18` or `18 months`.
    fn in_full_years(&self, figure: &tree::Figure<'s>, id: MeasureId, unit: Option<UnitId>) -> bool {
        let Form::Plain(amount) = &figure.form else { return false };
        let bare = amount.scale.is_none()
            && !amount.negative
            && amount.numeral.bytes().all(|byte| byte.is_ascii_digit());
        let years =
            |name: &tree::Name<'_>| matches!(key(&name.text()).as_ref(), "year" | "years" | "years old");
        bare && figure.unit.as_ref().is_none_or(years)
            && unit == self.vocabulary.units.find("years")
            && self.registers(|registers| registers.measures.get(id.0).key == AGE)
    }

    pub(in crate::model) fn figure(
        &mut self,
        figure: &tree::Figure<'s>,
        text: &'s str,
        measure: Option<&Measure>,
    ) -> (Value, Option<UnitId>) {
        let own = measure.and_then(|measure| measure.unit);
        let kind = measure.and_then(|measure| measure.kind);
        let written = match self.unit(figure, own, measure) {
            Ok(unit) => unit,
            Err(()) => return (Value::Unread, None),
        };
        let units = &self.vocabulary.units;
        let counts = |unit: &UnitId| units.is_counting(*unit);
        // `3 in 10 people` names after its unit what it is a share of.
        let is_rate = matches!(figure.form, Form::Rate(..));
        let unit = written.unit.filter(|unit| !is_rate || !counts(unit)).or(own);
        let is_share = is_rate || matches!(figure.form, Form::Fraction(..));
        if is_share && let Some(other) = unit.filter(|unit| !units.is_percent(*unit)) {
            let unit_name = units.name(other);
            let message = format!("`{text}` is a share, but the measure is counted in {unit_name}");
            self.diagnostics
                .add(ProblemKind::UnitMismatch, self.at, text, message)
                .label("a share")
                .help(Some(format!("give the figure in {unit_name}, or name the measure that is a share")));
            return (Value::Unread, None);
        }
        let percent = unit.map_or(kind == Some(Kind::Ratio), |unit| units.is_percent(unit));
        let measured = percent || unit.is_some_and(|unit| !units.is_counting(unit));
        let how = FigureOptions {
            strict: measure.is_some_and(|measure| measure.strict),
            measured,
            scale_is_unit: written.scale_is_unit,
            decimal: self.at.sheet.and_then(Sheet::decimal).or(self.vocabulary.decimal),
            table: &self.vocabulary.hedges,
        };
        let read = match figure::read(figure, &how) {
            Ok(read) => read,
            Err(problem) => {
                self.diagnostics.figure(self.at, text, &problem);
                return (Value::Unread, None);
            }
        };
        if is_share {
            let share = read.convert(|share| share * &Number::HUNDRED);
            let read = match (units.find("%"), own) {
                (Some(percent), Some(own)) => self.convert(share, percent, own),
                _ => Some(share),
            };
            let unit = own.or_else(|| units.find("%"));
            return (read.map_or(Value::Unread, Value::Number), unit);
        }
        let ratio = kind == Some(Kind::Ratio) || percent;
        let read = match read.count_of_share(&how.round()) {
            // A share becomes a percentage if the measure is a ratio, and a count of its whole otherwise.
            Some(_) if ratio => {
                let percent = units.find("%");
                return (Value::Number(read.convert(|share| share * &Number::HUNDRED)), percent);
            }
            Some(count) => count,
            None => read,
        };
        let (Some(from), Some(to)) = (written.unit, own) else {
            let canonical = unit.map(|unit| units.base(unit));
            let read = match (unit, canonical) {
                (Some(from), Some(base)) if from != base && own.is_none() => self.convert(read, from, base),
                _ => Some(read),
            };
            let unit = own.or(canonical).or_else(|| percent.then(|| units.find("%")).flatten());
            return (read.map_or(Value::Unread, Value::Number), unit);
        };
        match self.convert(read, from, to) {
            Some(read) => (Value::Number(read), Some(to)),
            None => {
                let (from, to) = (units.name(from), units.name(to));
                let part = figure.unit.map_or(text, |unit| unit.raw);
                self.diagnostics
                    .add(
                        ProblemKind::UnitMismatch,
                        self.at,
                        part,
                        format!("`{text}` is in {from}, but the measure is counted in {to}"),
                    )
                    .label(format!("not {to}"))
                    .help(Some(format!("give the figure in {to}, or check that you mean this measure")));
                (Value::Unread, None)
            }
        }
    }

    fn convert(&self, figure: Figure, from: UnitId, to: UnitId) -> Option<Figure> {
        if from == to {
            return Some(figure);
        }
        let units = &self.vocabulary.units;
        units.convert(&Number::ZERO, from, to)?;
        Some(figure.convert(|number| units.convert(number, from, to).unwrap_or_else(|| number.clone())))
    }

    /// The unit that a figure is written in, if any.
    fn unit(
        &mut self,
        figure: &tree::Figure<'s>,
        own: Option<UnitId>,
        measure: Option<&Measure>,
    ) -> Result<Written, ()> {
        let units = &self.vocabulary.units;
        let amounts = figure.form.amounts();
        let first = amounts.clone().next().map_or("", |amount| amount.text);
        let mut found: Option<(UnitId, &'s str)> = None;
        // `death toll 12 deaths` is in the measure's own unit.
        if let Some(unit) = figure.unit.filter(|unit| !self.names(&unit.text(), measure)) {
            found = Some((self.known_unit(unit, first, own)?, unit.raw));
        }
        for amount in amounts.clone() {
            let Some(symbol) = amount.currency else { continue };
            let Some(money) = units.find(symbol) else {
                self.diagnostics.add(
                    ProblemKind::UnknownUnit,
                    self.at,
                    symbol,
                    format!("there is no currency `{symbol}`"),
                );
                return Err(());
            };
            match found {
                Some((other, text)) if other != money => return self.two_units(symbol, text),
                _ => found = Some((money, symbol)),
            }
        }
        // `40m` is 40 metres if the measure is a length, and 40 million otherwise.
        let measured = found.map(|(unit, _)| unit).or(own);
        let scales = amounts.filter_map(|amount| amount.scale).filter(figure::may_be_unit);
        let mut scale_is_unit = false;
        let multiplies = figure
            .unit
            .is_some_and(|unit| scales.clone().any(|scale| self.stands_before(scale.text, unit.raw)));
        for scale in scales.filter(|_| !multiplies) {
            if let (Some(measured), Some(unit)) = (measured, units.find(scale.text))
                && units.dimension(unit) == units.dimension(measured)
            {
                match found {
                    Some((other, text)) if other != unit => return self.two_units(scale.text, text),
                    _ => found = Some((unit, scale.text)),
                }
                scale_is_unit = true;
            }
        }
        Ok(Written { unit: found.map(|(unit, _)| unit), scale_is_unit })
    }

    fn known_unit(&mut self, unit: tree::Name<'s>, amount: &str, own: Option<UnitId>) -> Result<UnitId, ()> {
        let units = &self.vocabulary.units;
        let text = unit.text();
        if let Some(found) = units.find(&text) {
            return Ok(found);
        }
        let near = units.nearest(&text).map(|near| format!("did you mean `{near}`?"));
        let measure_counts_people = own.is_some() && own == units.find("people");
        let help = help_for_no_unit(unit.raw, amount);
        self.diagnostics
            .add(ProblemKind::UnknownUnit, self.at, unit.raw, format!("there is no unit `{text}`"))
            .label("not a unit")
            .help(if help.is_some() { None } else { near })
            .helps(help.unwrap_or_else(|| help_for_counted(unit.raw, measure_counts_people, own.is_none())));
        Err(())
    }

    /// Whether a name is that of a measure, or an alias of it.
    fn names(&self, name: &str, measure: Option<&Measure>) -> bool {
        let known = self.registers(|registers| registers.measures.find(&key(name))).map(MeasureId);
        let known = known.and_then(|id| self.vocabulary.measure(id));
        known.zip(measure).is_some_and(|(known, measure)| std::ptr::eq(known, measure))
    }

    fn two_units(&mut self, one: &'s str, other: &'s str) -> Result<Written, ()> {
        let (first, second) = if one.as_ptr() < other.as_ptr() { (one, other) } else { (other, one) };
        self.diagnostics
            .add(
                ProblemKind::UnitMismatch,
                self.at,
                second,
                format!("one figure is in two units, `{first}` and `{second}`"),
            )
            .label("another unit")
            .other(self.at.place(first), "the first unit")
            .help(Some("give the whole figure in one of the two".to_owned()));
        Err(())
    }

    /// Whether a scale word is directly followed by a unit: `5m km`.
    fn stands_before(&self, scale: &str, unit: &str) -> bool {
        let (scale, unit) = (self.at.span(scale), self.at.span(unit));
        self.at.whole.get(scale.end as usize..unit.start as usize).is_some_and(|gap| gap.trim().is_empty())
    }

    /// `1992` where a date is expected.
    fn year(&self, figure: &tree::Figure<'s>) -> Option<Window> {
        let (amount, widen) = match &figure.form {
            Form::Plain(amount) => (amount, 0),
            Form::Hedged(Hedge::About, amount) => (amount, 1),
            _ => return None,
        };
        let plain =
            figure.unit.is_none() && amount.currency.is_none() && amount.scale.is_none() && !amount.negative;
        let digits = amount.numeral.len() == 4 && amount.numeral.bytes().all(|byte| byte.is_ascii_digit());
        if !plain || !digits {
            return None;
        }
        let year: i32 = amount.numeral.parse().ok()?;
        let mut window =
            Window::new(Shape::Instant, Day::new(year - widen, 1, 1), Day::new(year + widen, 12, 31));
        window.approximate = widen > 0;
        window.from.and(window.to)?;
        Some(window)
    }
}

struct Written {
    unit: Option<UnitId>,
    scale_is_unit: bool,
}

fn truth_word(figure: &tree::Figure<'_>) -> Option<bool> {
    match &figure.form {
        Form::Vague(word) if word == "no" && figure.unit.is_none() => Some(false),
        _ => None,
    }
}

fn says(value: &ValueKind<'_>) -> &'static str {
    match value {
        ValueKind::Figure(_) => "a figure",
        ValueKind::Truth(_) => "yes or no",
        ValueKind::Name(_) => "a name",
        ValueKind::Set(_) | ValueKind::Includes(_) | ValueKind::Excludes(_) => "a set of names",
        ValueKind::Date(_) => "a date",
    }
}

fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::Date => "a date",
        Kind::Name => "a name",
        Kind::Set => "a set of names, such as {a, b}",
        Kind::Truth => "`true` or `false`",
        Kind::Ratio => "a share, such as 40% or 3 in 10",
        Kind::Constant | Kind::Level | Kind::Cumulative | Kind::Flow => "a figure",
    }
}
