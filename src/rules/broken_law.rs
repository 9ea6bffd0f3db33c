//! C109 broken-law.

use crate::contradiction::Nature;
use crate::rules::argument;
use crate::rules::dispute;
use crate::rules::rule::{Check, Context, Findings, Level, declare_rule};

declare_rule! {
    /// Figures break a declared law.
    ///
    /// ## Why it matters
    /// `law casualties = death toll + injured` says what must hold at every time and place. Figures of several sources that
    /// look harmless one by one can be impossible together; what follows from laws, parts and time is followed as far as it goes.
    ///
    /// ## Example
    /// ```claims fails
    /// law casualties = death toll + injured
    /// death toll 107 in Harrow Bay on 2020-10-19 by "Coastal Council"
    /// injured 214 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// casualties 281 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// ```claims passes
    /// law casualties = death toll + injured
    /// death toll 107 in Harrow Bay on 2020-10-19 by "Coastal Council"
    /// injured 214 in Harrow Bay on 2020-10-19 by "Health Ministry"
    /// casualties 321 in Harrow Bay on 2020-10-19 by "Relief Agency"
    /// ```
    /// A law may also tie labelled claims: `law @total = @children + @adults`, `law @rate = @deaths / @cases`.
    ///
    /// ## How to settle it
    /// The reasoning shows every figure that the contradiction needs, and why: check those. If a source counts in a way for which
    /// the law does not hold, give its figures a scope of their own, or weaken the law (`<=`).
    ///
    /// ## When it is silent
    /// Where days, places or modes differ and nothing ties them; where an unclaimed figure could make the law true; where
    /// figures leave room. A law that multiplies or divides is checked alone, on what its three claims allow.
    ///
    /// ## Settings
    /// `tolerance` in the definitions of the measures.
    pub(super) static BROKEN_LAW = "C109" "broken-law", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in dispute::of(context, Nature::Law) {
        let conclusion = argument::conclusion(&case);
        let message = format!("{}{} breaks a declared law: {conclusion}", case.about(), case.when());
        case.report(findings, "broken-law", message, argument::lines(&case));
    }
}
