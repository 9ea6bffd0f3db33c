//! C103 percentage-mismatch.

use crate::contradiction::{Nature, Side};
use crate::model::claim::Value;
use crate::model::{Figure, Number};
use crate::rules::dispute::{self, Case};
use crate::rules::rule::{Check, Context, Findings, Level, declare_rule};

declare_rule! {
    /// A percentage does not fit its own count and whole.
    ///
    /// ## Why it matters
    /// 326 of 650 are 50.2 %, whoever says so. Where a text gives the count, the whole and another percentage, one of the three
    /// was mistyped or belongs to another whole.
    ///
    /// ## Example
    /// ```claims fails
    /// tests positive 3 of 10 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// tests positive 35% in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// define measure "tests positive"
    ///     kind ratio
    /// ```
    /// ```claims passes
    /// tests positive 3 of 10 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// tests positive 30% in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// define measure "tests positive"
    ///     kind ratio
    /// ```
    ///
    /// ## How to settle it
    /// Divide, and see which of the three figures the source really gives. A share of another whole (of those who answered, of
    /// all) is another count: say so with a scope.
    ///
    /// ## When it is silent
    /// Where the percentage is right as far as it is rounded: 326 of 650 is 50%, 50.2% and 50.15%. Where day, place or scope differ.
    ///
    /// ## Settings
    /// `tolerance` on the measure widens every figure.
    pub(super) static PERCENTAGE_MISMATCH = "C103" "percentage-mismatch", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in dispute::of(context, Nature::Figures) {
        let Some((counted, percent)) = sides(&case) else { continue };
        let Some((count, whole)) = share(&case, counted) else { continue };
        let is = (&count * &Number::HUNDRED).checked_div(&whole).unwrap_or(Number::ZERO);
        let (said, other) = (case.said(&counted.statement), case.said(&percent.statement));
        let message =
            format!("{}{} is {said}, which is {}%, and not {other}", case.about(), case.when(), is.grouped());
        let reasoning = vec![format!(
            "{} / {} = {}%: {other} does not allow that",
            count.grouped(),
            whole.grouped(),
            is.grouped()
        )];
        case.report(findings, "percentage-mismatch", message, reasoning);
    }
}

/// The side told by count and whole, and the one told in per cent, where a case has one of each.
pub(super) fn sides<'c>(case: &'c Case<'_>) -> Option<(&'c Side, &'c Side)> {
    let (one, two) = case.sides();
    let corpus = case.words.corpus;
    let percent = |side: &Side| {
        let unit = corpus.claim(side.statement.speaker()).unit;
        unit.is_some_and(|unit| corpus.model.vocabulary.units.is_percent(unit))
    };
    match (share(case, one), share(case, two)) {
        (Some(_), None) if percent(two) => Some((one, two)),
        (None, Some(_)) if percent(one) => Some((two, one)),
        _ => None,
    }
}

fn share(case: &Case<'_>, side: &Side) -> Option<(Number, Number)> {
    match &case.words.corpus.claim(side.statement.speaker()).value {
        Value::Number(figure) => Figure::share(figure).map(|(count, whole)| (count.clone(), whole.clone())),
        _ => None,
    }
}
