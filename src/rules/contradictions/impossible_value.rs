//! Figures that are impossible whatever others say.

use crate::finding::{Fact, Severity, Standing};
use crate::model::claim::{Claim, ClaimStatus};
use crate::model::{Impossible, Shape};
use crate::phrasing::{Context, Findings, break_line, problem, quoted};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A figure that is impossible.
    ///
    /// ## Why it matters
    /// A count of people is never negative, a share is never above 100 %, and a third of a person cannot be counted. Such a
    /// figure is wrong whatever other sources say: a sign, a decimal mark or a digit is wrong, or the figure belongs to
    /// another measure.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced -14 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    /// ```claims passes
    /// displaced 14 in Aldwater on 2024-11-05 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - check the figure against the source, and correct it
    /// - if the source itself has it wrong, keep the claim and take it back with `correct` or `retract`
    /// - if the measure can go below zero (a balance, a change), say so in its definition: `may be negative`
    /// - if a count was corrected downwards, declare it: `break "death toll" in France on 2020-05-24 because "…"`. What came in
    ///   on that day may then be below zero, and the rule still holds for every other day
    /// - a measure that can exceed 100 % (a growth rate, an occupancy) is not a share: define it with `kind level`
    ///
    /// ## When it is silent
    /// For temperatures, money and other measured units, which can go below zero; for decimals where nothing is counted; for
    /// an average, as long as its unit does not count things. For a level without a unit, unless it is declared to have parts
    /// (`sums over`) or to be one (`part of`). For a measure that is not declared: it may be a growth, a balance
    /// or a difference, so that only a fraction of people or things is impossible. For claims that were taken back or corrected.
    ///
    /// ## Settings
    /// `may be negative` and `kind` in the definition of a measure.
    pub(super) static IMPOSSIBLE_VALUE = "C110" "impossible-value", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let mut last = None;
    // An impossible figure is compared with nothing.
    let excluded = context.corpus.claims().iter().enumerate().filter(|(_, claim)| claim.excluded);
    for (number, claim) in excluded {
        let Some(why) = context.corpus.model.impossible(claim) else { continue };
        if claim.status != ClaimStatus::Current || context.corpus.is_taken_back(number as u32) {
            continue;
        }
        let cited = context.words().cite(number as u32).in_core().in_repair().suspected();
        // A statement of several origins is one mistake; but each of its claims must be removed.
        if last == Some(claim.place) {
            if let Some(finding) = findings.last() {
                finding.claims.push(crate::finding::Cited { core: false, ..cited });
            }
            continue;
        }
        last = Some(claim.place);
        let figure = context.words().said(number as u32);
        let measure = &context.corpus.model.registers.measures.get(claim.measure.0).display;
        let fact = fact(context, claim);
        let reason = reason(context, claim, why);
        let what = problem::about(context, claim);
        let finding =
            findings.report(claim.place, claim.mark, format!("{what} cannot be {figure}: {reason}"));
        finding.standing = Some(Standing::Slip);
        finding.fact = Some(fact);
        finding.reasoning.push(format!("{figure} {measure}: {reason}"));
        finding.claims.push(cited);
        finding.help.push(
            "check the figure against the source: a sign, a decimal mark or a digit may be wrong".to_owned(),
        );
        if why == Impossible::Negative {
            finding.help.extend(correction(context, claim));
        }
        finding.help.push(match why {
            Impossible::Negative => {
                format!("if {what} can go below zero, add `may be negative` to its definition")
            }
            Impossible::AboveWhole => {
                format!("if {what} can exceed 100%, it is not a share: define it with `kind level`")
            }
            Impossible::Fraction => format!(
                "if it is an average, give it a measure of its own: `define measure {}`",
                quoted(&format!("average {measure}"))
            ),
        });
    }
}

/// Why the figure is impossible, as a clause.
fn reason(context: &Context<'_>, claim: &Claim, why: Impossible) -> String {
    let units = &context.corpus.model.vocabulary.units;
    let counted = claim.unit.filter(|&unit| units.is_counting(unit)).map(|unit| units.name(unit));
    let share = claim.unit.is_some_and(|unit| units.is_percent(unit));
    match (why, counted) {
        (Impossible::Negative, Some(counted)) => format!("the number of {counted} is never below zero"),
        (Impossible::Negative, None) if share => "a share is never below zero".to_owned(),
        (Impossible::Negative, None) => "a count or a total is never below zero".to_owned(),
        (Impossible::AboveWhole, _) => "a share is never above 100%".to_owned(),
        (Impossible::Fraction, counted) => {
            format!("{} are counted in whole numbers", counted.unwrap_or("they"))
        }
    }
}

/// The `break` by which a negative flow would be a correction of the count.
fn correction(context: &Context<'_>, claim: &Claim) -> Option<String> {
    let period = claim.time.filter(|window| window.shape == Shape::Period)?;
    let (_, last) = period.from.zip(period.to)?;
    let total = context.corpus.model.vocabulary.measure(claim.measure).and_then(|measure| measure.adds_up_to);
    let series = (total.unwrap_or(claim.measure), claim.scope);
    let text = break_line(&context.words(), series, claim.origin.and(claim.voice), Some(last));
    Some(format!("if the count was corrected downwards, declare it:\n  {text}"))
}

fn fact(context: &Context<'_>, claim: &Claim) -> Fact {
    let registers = &context.corpus.model.registers;
    let scope = registers.scopes.get(claim.scope.0).iter().map(|&(key, name)| {
        (registers.keys.get(key.0).display.clone(), registers.names.get(name.0).display.clone())
    });
    Fact {
        measure: registers.measures.get(claim.measure.0).display.clone(),
        scope: scope.collect(),
        from: claim.time.as_ref().and_then(crate::model::Window::iso_from),
        to: claim.time.as_ref().and_then(crate::model::Window::iso_to),
    }
}
