//! R117 cannot-tell.

use crate::contradiction::UnsolvedComponent;
use crate::corpus::plural;
use crate::corpus::{MissingField, MissingKind, missing_fields};
use crate::finding::Severity;
use crate::model::Number;
use crate::phrasing::{Context, Findings, on_date};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// The checker cannot determine whether some claims contradict each other.
    ///
    /// ## Why it matters
    /// Silence means that all claims can be true together. If that has not been settled, the report must say so. Laws and
    /// parts can tie so many figures together that solving them all at once would take too long. Step by step they are still
    /// compared. And two figures that differ are not compared if one of them lacks a single detail: its day, or its unit.
    ///
    /// ## Example
    /// One word is missing:
    /// ```claims fails
    /// "snow on the pass" 40 on 2020-10-19 by "Town Hall"
    /// "snow on the pass" 60 cm on 2020-10-19 by "River Board"
    /// injured 40 in Aldwater by "Town Hall"
    /// injured 60 in Aldwater on 2020-10-19 by "River Board"
    /// ```
    /// ```claims passes
    /// "snow on the pass" 60 cm on 2020-10-19 by "Town Hall"
    /// "snow on the pass" 60 cm on 2020-10-19 by "River Board"
    /// injured 60 in Aldwater on 2020-10-19 by "Town Hall"
    /// injured 60 in Aldwater on 2020-10-19 by "River Board"
    /// ```
    /// With this in `gainsay.toml`, too many figures depend on all the laws together:
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
    /// Add what the note names: the day, the period or the unit. If too much is tied together, raise `exact-limit` or
    /// `repair-limit` in `gainsay.toml`, or check parts of the corpus separately. Remove laws and `sums over` that tie
    /// together what need not be tied.
    ///
    /// ## When it is silent
    /// Where everything that is tied together could be solved. An undated figure that agrees with a dated one of its series
    /// may well be of that day, and is not reported. Nor are two figures that lack the same detail, or more than one. The
    /// checker never guesses where, or among whom: a figure without a place does not belong to the series of any place. A
    /// series is reported once.
    ///
    /// ## Settings
    /// `exact-limit` and `repair-limit` in `gainsay.toml`.
    pub(super) static CANNOT_TELL = "R117" "cannot-tell", Level::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for unsolved in &context.contradictions.unsolved {
        report(context, findings, unsolved);
    }
    for missing in missing_fields(context.words()) {
        report_missing_field(context, findings, missing);
    }
}

fn report_missing_field(context: &Context<'_>, findings: &mut Findings, missing: MissingField) {
    let words = context.words();
    let (claim, other) = (context.corpus.claim(missing.claim), context.corpus.claim(missing.other));
    let (lacks, when) = match missing.field {
        MissingKind::Day => ("on which day", other.time.as_ref()),
        MissingKind::Period => ("over which period", other.time.as_ref()),
        MissingKind::Unit => ("in which unit", None),
    };
    let scope = context.corpus.model.registers.scopes.get(claim.scope.0);
    let about = words.about(claim.measure, scope, claim.mode);
    let (said, theirs) = (words.said(missing.claim), words.said(missing.other));
    let when = when.map(on_date).unwrap_or_default();
    let message =
        format!("cannot tell whether {said} for {about} contradicts {theirs}{when}: it does not say {lacks}");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.help.push(match missing.field {
        MissingKind::Day => {
            "add the day: `on 2024-05-24`; if it is the same day, the two are compared".to_owned()
        }
        MissingKind::Period => {
            "add the period: `during May 2024`; if it is the same period, the two are compared".to_owned()
        }
        // The unit as it is written: the text after the last digit.
        MissingKind::Unit => match theirs.rsplit(|char: char| char.is_numeric()).next().map(str::trim) {
            Some(unit) if !unit.is_empty() => format!("add the unit: `{said} {unit}`, if that is right"),
            _ => "add the unit".to_owned(),
        },
    });
    if missing.more > 0 {
        let (figures, verb) =
            (plural(missing.more, "more figure"), if missing.more == 1 { "does" } else { "do" });
        finding.reasoning.push(format!("{figures} of the same {verb} not say it either"));
    }
    finding.claims.push(words.cite(missing.claim, false, false, false, false));
    finding.claims.push(words.cite(missing.other, false, false, false, missing.field != MissingKind::Unit));
}

fn report(context: &Context<'_>, findings: &mut Findings, unsolved: &UnsolvedComponent) {
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
            "cannot tell whether {} on {}{others} can all be true: {figures} figures depend on each other",
            plural(claims, "claim"),
            words.series(first)
        ),
    );
    finding.claims.push(words.cite(speaker, false, false, false, true));
    finding.help.push("gainsay compared what follows step by step; the other findings hold".to_owned());
    finding
        .help
        .push("to solve them all at once, raise `exact-limit` or `repair-limit` in gainsay.toml".to_owned());
}
