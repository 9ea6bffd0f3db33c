use crate::drift::{Deviation, DeviationKind};
use crate::finding::Severity;
use crate::phrasing::{Context, Findings, relay};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// An old figure is repeated after its origin revised it.
    ///
    /// ## Why it matters
    /// The relay did not invent the figure: the origin did say so, once. But when the story went out, the origin had
    /// published another figure for the same fact. The story gives readers the old one as if it still stood.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-10
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-12
    /// displaced 4,130 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" published 2021-03-14
    /// ```
    /// Fixed:
    /// ```claims passes
    /// displaced 4,130 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-10
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Relief Agency" said 2021-03-12
    /// displaced 4,317 in Harrow Bay on 2021-03-10 by "Relief Agency" via "Northern Wire" published 2021-03-14
    /// ```
    ///
    /// ## How to settle it
    /// Use the revised figure, or say that the figure has been revised since.
    ///
    /// ## When it is silent
    /// - where the relay was published before the revision or on the same day, or its date is not known: it was right at the
    ///   time
    /// - where the same chain also carries the revision
    /// - where the origin has returned to its old figure
    ///
    /// A figure taken back by `correct` or `retract` is `retracted-still-cited`.
    ///
    /// ## Settings
    /// None.
    pub(super) static STALE_FIGURE = "D107" "stale-figure", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for relayed in
        relay::of(context, |deviation: &Deviation| matches!(deviation.kind, DeviationKind::Stale { .. }))
    {
        let DeviationKind::Stale { newer } = relayed.deviation.kind else { continue };
        let words = relayed.words;
        let revised = context
            .corpus
            .moment_said(newer)
            .map(|moment| format!(" on {}", moment.in_words()))
            .unwrap_or_default();
        let message = format!(
            "{} still gives {} for {}: {} revised it to {}{revised}{}",
            relayed.outlet(),
            relayed.stated(),
            relayed.about(),
            relayed.origin(),
            words.said(newer),
            relayed.further_relays()
        );
        let first = relayed.deviation.carriers[0];
        let published = context.corpus.claim(first).published;
        let finding = relayed.report(findings, message);
        finding.claims.insert(1, words.cite(newer).in_core());
        if let Some(published) = published {
            finding.reasoning.push(format!(
                "published on {}, after {} had said {}{revised}",
                published.in_words(),
                relayed.origin(),
                words.said(newer)
            ));
        }
        finding.help.push(format!("use the revised figure: {}", words.said(newer)));
        finding.help.push(format!("or say that {} has been revised since", relayed.stated()));
    }
}
