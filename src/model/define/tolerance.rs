//! Tolerances, from definitions and from the settings.

use crate::finding::Severity;
use crate::model::define::builder::Builder;
use crate::model::figure::{self, FigureProblem};
use crate::model::name;
use crate::model::number::Number;
use crate::model::register::MeasureId;
use crate::model::units::{UnitId, Units};
use crate::model::vocabulary::Tolerance;
use crate::settings::{DecimalMark, Settings, SettingsProblem};
use crate::syntax;
use crate::syntax::tree::{Amount, Figure, Form, ValueKind};

/// Why a figure cannot be a tolerance.
pub(super) enum ToleranceProblem<'f, 's> {
    /// It has a hedge, is a range, or is no figure.
    NotPlain,
    /// Its amount cannot be read.
    Figure(&'f Amount<'s>, FigureProblem<'s>),
    /// It is not above zero.
    Nothing,
    /// It is in a unit that is not the measure's.
    OtherUnit,
}

/// The tolerance that a figure states, for a measure whose figures are in the unit `own`.
pub(super) fn of<'f, 's>(
    figure: &'f Figure<'s>,
    own: Option<UnitId>,
    units: &Units,
    decimal: Option<DecimalMark>,
) -> Result<Tolerance, ToleranceProblem<'f, 's>> {
    let Form::Plain(amount) = &figure.form else { return Err(ToleranceProblem::NotPlain) };
    let written = figure.unit.map(|unit| unit.text().into_owned());
    let money = amount.currency.map(|symbol| units.find(symbol));
    let mut found = written.as_deref().map(|unit| units.find(unit)).or(money);
    let mut plain = *amount;
    // `5m` is 5 metres where lengths are measured.
    if let (None, Some(own), Some(scale)) = (found, own, amount.scale.filter(|scale| scale.or_unit))
        && let Some(unit) = units.find(scale.text)
        && units.dimension(unit) == units.dimension(own)
    {
        (found, plain.scale) = (Some(Some(unit)), None);
    }
    let value =
        figure::amount(&plain, decimal).map_err(|problem| ToleranceProblem::Figure(amount, problem))?;
    if value.is_negative() || value.is_zero() {
        return Err(ToleranceProblem::Nothing);
    }
    let mixed = matches!((money, found), (Some(money), Some(unit)) if money != unit);
    let tolerance = match found {
        None => Some(Tolerance::Amount(value)),
        _ if mixed => None,
        Some(Some(unit)) if units.is_percent(unit) => Some(Tolerance::Share(&value * &Number::ratio(1, 100))),
        Some(Some(unit)) => {
            own.and_then(|own| units.convert_difference(&value, unit, own)).map(Tolerance::Amount)
        }
        Some(None) => None,
    };
    tolerance.ok_or(ToleranceProblem::OtherUnit)
}

impl Builder<'_> {
    /// Sets the tolerances of the settings; returns those that are invalid.
    pub(super) fn tolerances(&mut self, settings: &Settings) -> Vec<SettingsProblem> {
        let mut wrong = Vec::new();
        for (measure, written) in &settings.tolerances {
            let known = self.registers.measures.find(&name::key(&measure.what)).map(MeasureId);
            let known = known.unwrap_or_else(|| self.measure_of(&measure.what, None));
            let own = self.vocabulary.measures[known.0 as usize].unit;
            let refuse = |message: String| SettingsProblem {
                severity: Severity::Error,
                ..SettingsProblem::error(written.at, message)
            };
            let name = &measure.what;
            if let Some(kind) = self.vocabulary.measures[known.0 as usize].kind
                && !kind.is_numeric()
            {
                let error =
                    refuse(format!("only figures have a tolerance, and `{name}` does not take figures"));
                wrong.push(error.help("remove the tolerance, or give the measure another `kind`"));
                continue;
            }
            let help = "write `\"2%\"`, or an amount in the measure's own unit, such as `5`";
            let value = syntax::value(&written.what).map(|value| value.kind);
            let Ok(ValueKind::Figure(figure)) = value else {
                wrong.push(refuse(format!("the tolerance of `{name}` is not a plain figure")).help(help));
                continue;
            };
            // The settings are written with points, whatever decimal mark they declare for the corpus.
            match of(&figure, own, &self.vocabulary.units, Some(DecimalMark::Point)) {
                Ok(tolerance) => self.vocabulary.measures[known.0 as usize].tolerance = Some(tolerance),
                Err(ToleranceProblem::NotPlain) => {
                    wrong.push(refuse(format!("the tolerance of `{name}` is not a plain figure")).help(help));
                }
                Err(ToleranceProblem::Figure(amount, _)) => {
                    let message = format!("`{}` is not a figure", amount.text);
                    wrong.push(refuse(message).help("in settings, write a point before decimals: `2.5%`"));
                }
                Err(ToleranceProblem::Nothing) => {
                    wrong.push(refuse(format!("the tolerance of `{name}` is not above zero")).help(help));
                }
                Err(ToleranceProblem::OtherUnit) => {
                    let message = format!("the tolerance of `{name}` is in a unit that is not the measure's");
                    wrong.push(refuse(message).help(help));
                }
            }
        }
        wrong
    }
}
