//! D102 rounding-drift.

use crate::drift::{Deviation, Likeness, Manner};
use crate::finding::Severity;
use crate::rules::relayed;
use crate::rules::rule::{Check, Context, Findings, Level, declare_rule};

declare_rule! {
    /// A relay keeps its origin's figure, but not its precision or its hedge.
    ///
    /// ## Why it matters
    /// `at least 40` is a floor, and 40 is a count: the next story will report a rise to 52 that nobody has seen. A rounded
    /// figure cannot be compared with the next day's any more, and a figure more exact than its origin's is somebody else's.
    ///
    /// ## Example
    /// ```claims fails
    /// missing at least 40 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// missing 40 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    /// Mended:
    /// ```claims passes
    /// missing at least 40 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// missing 40+ in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    ///
    /// ## How to settle it
    /// Use the figure as its origin gave it. If the outlet heard the exact figure on another occasion, say when (`said …`).
    ///
    /// ## When it is silent
    /// - where the relay means the same: another unit within rounding, another notation, `40+` for `at least 40`
    /// - where the figures exclude each other, or `at least` has become `at most`: that is `relay-drift`
    ///
    /// A relay that is openly looser, and still true (`about 700` or `more than 700` for 729), is a note only.
    ///
    /// ## Settings
    /// `rounding strict` on the measure takes round figures at their word; `[hedges]` in `gainsay.toml` says what loose words mean.
    pub(super) static ROUNDING_DRIFT = "D102" "rounding-drift", Level::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for relayed in relayed::of(context, |deviation: &Deviation| matches!(deviation.manner, Manner::Reworded(_))) {
        let Manner::Reworded(likeness) = relayed.deviation.manner else { continue };
        let (said, told) = (relayed.said(), relayed.told());
        let what = match likeness {
            Likeness::Rounded => format!("rounds {said} to {told}"),
            Likeness::Unhedged => format!("makes {told} of {said}"),
            Likeness::Ended => format!("makes {told} of the range {said}"),
            Likeness::Looser => format!("says {told} for {said}"),
            Likeness::Exacter => format!("says {told} where {said} was said"),
            Likeness::Reworded | Likeness::Same | Likeness::Different => format!("turns {said} into {told}"),
        };
        let lost = match likeness {
            Likeness::Rounded | Likeness::Looser => "that is less exact than",
            Likeness::Unhedged | Likeness::Ended | Likeness::Exacter => "that is more exact than",
            Likeness::Reworded | Likeness::Same | Likeness::Different => "that is not quite",
        };
        let whose = if relayed.deviation.direct { relayed.origin() } else { format!("other relays of {}", relayed.origin()) };
        let message = format!(
            "{} {what} for {}: {lost} {whose}{}",
            relayed.outlet(),
            relayed.about(),
            relayed.beyond()
        );
        let finding = relayed.report(findings, message);
        finding.help.push(format!("use it as {} gave it: {said}", relayed.origin()));
        if likeness == Likeness::Looser {
            finding.severity = Severity::Note;
        }
    }
}
