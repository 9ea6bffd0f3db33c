//! The domain of a measure's figures: where they lie whatever is claimed; and why a figure is impossible.

use crate::model::figure::Figure;
use crate::model::interval::Interval;
use crate::model::number::Number;
use crate::model::register::MeasureId;
use crate::model::units::UnitId;
use crate::model::vocabulary::{Declared, Kind, Vocabulary};

/// Why a figure is impossible, whatever else is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impossible {
    /// Negative where nothing can be.
    Negative,
    /// A share above 100 %.
    AboveWhole,
    /// A fraction of what is counted.
    Fraction,
}

impl Vocabulary {
    /// The domain of a measure's figures. Totals, flows and counts are never below zero unless the measure may be
    /// negative, and a share is never above 100 %. A level without a unit may be a balance or a temperature, unless
    /// it is declared to have parts or to be a part. Nothing is known of a measure that nobody declared: it may be a
    /// growth, a balance or a difference.
    #[must_use]
    pub fn domain(&self, measure: MeasureId, kind: Option<Kind>, unit: Option<UnitId>) -> Interval {
        let Some(declared) = self.measure(measure).filter(|measure| measure.declared != Declared::No) else {
            return Interval::ALL;
        };
        let may_be_negative = declared.may_be_negative;
        let has_parts = !declared.sums_over.is_empty() || declared.part_of.is_some();
        let is_counting = unit.map_or(has_parts, |unit| self.units.is_counting(unit));
        let is_never_negative =
            is_counting || matches!(kind, Some(Kind::Cumulative | Kind::Flow | Kind::Ratio));
        Interval {
            low: (is_never_negative && !may_be_negative).then_some(Number::ZERO),
            high: (kind == Some(Kind::Ratio) && !may_be_negative).then_some(Number::HUNDRED),
            ..Interval::ALL
        }
    }

    /// The kind of a measure's figures in a unit: as declared, else shares or levels.
    #[must_use]
    pub fn numeric_kind(&self, measure: MeasureId, unit: Option<UnitId>) -> Kind {
        let declared = self.measure(measure).and_then(|measure| measure.kind);
        let is_percent = unit.is_some_and(|unit| self.units.is_percent(unit));
        let default = if is_percent { Kind::Ratio } else { Kind::Level };
        declared.filter(|kind| kind.is_numeric()).unwrap_or(default)
    }

    /// Whether a measure can have this figure at all.
    #[must_use]
    pub fn impossible(
        &self,
        figure: &Figure,
        kind: Option<Kind>,
        measure: MeasureId,
        unit: Option<UnitId>,
    ) -> Option<Impossible> {
        let domain = self.domain(measure, kind, unit);
        let hard = figure.hard();
        if domain.low.is_some() && hard.before(&Interval { high: None, ..domain.clone() }) {
            return Some(Impossible::Negative);
        }
        if domain.high.is_some() && Interval::at_most(Number::HUNDRED).before(&hard) {
            return Some(Impossible::AboveWhole);
        }
        let is_counting = unit.is_some_and(|unit| self.units.is_counting(unit));
        let is_whole_number = is_counting && kind != Some(Kind::Ratio);
        if is_whole_number && matches!(figure, Figure::Exact(number) if !number.is_integer()) {
            return Some(Impossible::Fraction);
        }
        None
    }
}
