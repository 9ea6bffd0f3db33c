//! R117 cannot-tell.

use crate::contradiction::Unsolved;
use crate::corpus::plural;
use crate::finding::Severity;
use crate::model::Number;
use crate::rules::rule::{Check, Context, Findings, Level, declare_rule};

declare_rule! {
    /// It cannot be told whether some claims contradict each other.
    ///
    /// ## Why it matters
    /// Silence means that all claims can be true together. Where that has not been settled, it has to be said: laws and parts
    /// can tie so many figures together that solving them all at once would take too long. Step by step they are still compared.
    ///
    /// ## Example
    /// With this in `gainsay.toml`, figures that only all laws together settle are too many:
    /// ```toml
    /// exact-limit = 2
    /// ```
    /// ```claims fails
    /// define measure votes
    ///     kind level
    /// define measure "north and east"
    ///     kind level
    /// define measure "east and south"
    ///     kind level
    /// define measure "north and south"
    ///     kind level
    /// law "north and east" = votes among north + votes among east
    /// law "east and south" = votes among east + votes among south
    /// law "north and south" = votes among north + votes among south
    /// "north and east" 10 on 2020-10-19 by A
    /// "east and south" 10 on 2020-10-19 by B
    /// "north and south" 10 on 2020-10-19 by C
    /// ```
    /// ```toml
    /// exact-limit = 100
    /// ```
    /// ```claims passes
    /// define measure votes
    ///     kind level
    /// define measure "north and east"
    ///     kind level
    /// define measure "east and south"
    ///     kind level
    /// define measure "north and south"
    ///     kind level
    /// law "north and east" = votes among north + votes among east
    /// law "east and south" = votes among east + votes among south
    /// law "north and south" = votes among north + votes among south
    /// "north and east" 10 on 2020-10-19 by A
    /// "east and south" 10 on 2020-10-19 by B
    /// "north and south" 10 on 2020-10-19 by C
    /// ```
    ///
    /// ## How to settle it
    /// Raise `exact-limit` or `repair-limit` in `gainsay.toml`, or check parts of the corpus apart from each other. Laws and
    /// `sums over` that tie together what need not be tied can be left out.
    ///
    /// ## When it is silent
    /// Where everything that is tied together could be solved.
    ///
    /// ## Settings
    /// `exact-limit` and `repair-limit` in `gainsay.toml`.
    pub(super) static CANNOT_TELL = "R117" "cannot-tell", Level::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for unsolved in &context.contradictions.unsolved {
        tell(context, findings, unsolved);
    }
}

fn tell(context: &Context<'_>, findings: &mut Findings, unsolved: &Unsolved) {
    let words = context.words();
    let series = unsolved.series.iter().map(|&number| &context.corpus.series[number as usize]);
    let Some(first) = series.clone().next() else { return };
    let claims: usize = series.clone().map(|series| context.corpus.claims_of(series).len()).sum();
    let speaker = context.corpus.claims_of(first)[0];
    let claim = context.corpus.claim(speaker);
    let others = match unsolved.series.len() - 1 {
        0 => String::new(),
        others => format!(" and {} tied to it", plural(others, "series").replace("seriess", "series")),
    };
    let figures = Number::from_u64(u64::from(unsolved.figures)).grouped();
    let finding = findings.report(
        claim.place,
        claim.mark,
        format!(
            "cannot tell whether {} on {}{others} can all be true: {figures} figures hang together",
            plural(claims, "claim"),
            words.series(first)
        ),
    );
    finding.claims.push(words.cite(speaker, false, false, false, true));
    finding.help.push(
        "what follows from them step by step was compared; whatever is told beside this holds".to_owned(),
    );
    finding.help.push(
        "to have them solved all at once, raise `exact-limit` or `repair-limit` in gainsay.toml".to_owned(),
    );
}
