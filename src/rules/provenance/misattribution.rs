use crate::drift::{Deviation, DeviationKind};
use crate::finding::{Cause, Severity};
use crate::phrasing::{Context, Findings, relay};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A relay gives one origin's figure under another's name.
    ///
    /// ## Why it matters
    /// The figure is real but the name is wrong: the agency cites the ministry for what the hospital says. Checked against
    /// the ministry, the figure is wrong, and the hospital's count seems to have a second witness that it does not have.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Coastal Council"
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire"
    /// ```
    /// Fixed:
    /// ```claims passes
    /// displaced about 4,200 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Coastal Council"
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Coastal Council" via "Northern Wire"
    /// ```
    ///
    /// ## How to settle it
    /// Look up whom the outlet cites. If our copy has the wrong name, correct it; if the outlet has, cite the origin itself.
    ///
    /// ## When it is silent
    /// - where the figure may also be the cited origin's: the same in other words, or an earlier or later word of it
    /// - where the other origin is known only through relays
    /// - where the figure is hedged, or has fewer than three digits, not counting zeros at its end: those agree by chance
    ///
    /// ## Settings
    /// `[drift] digits` in `gainsay.toml`: how many digits rule out chance.
    pub(super) static MISATTRIBUTION = "P101" "misattribution", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let is_misattributed =
        |deviation: &Deviation| matches!(deviation.kind, DeviationKind::Misattributed { .. });
    for relayed in relay::of(context, is_misattributed) {
        let DeviationKind::Misattributed { theirs } = relayed.deviation.kind else { continue };
        let words = relayed.words;
        let Some(other) =
            context.corpus.claim(theirs).voice.map(|voice| format!("`{}`", words.source(voice)))
        else {
            continue;
        };
        let message = format!(
            "{} gives {}'s figure as {}'s for {}: {} is what {other} said, but {}{}",
            relayed.outlet(),
            other,
            relayed.origin(),
            relayed.about(),
            relayed.stated(),
            relayed.origin_said(),
            relayed.further_relays()
        );
        let (stated, origin) = (relayed.stated(), relayed.origin());
        let outlet = relayed.outlet();
        let finding = relayed.report(findings, message);
        finding.claims.insert(1, words.cite(theirs).in_core());
        finding.cause =
            Some(Cause::new("another-origin", format!("{stated} is {other}'s own figure for the same fact")));
        finding.help = vec![format!(
            "look up whom {outlet} cites: {other}, or {origin} with a figure of its own; then correct the name or the figure"
        )];
    }
}
