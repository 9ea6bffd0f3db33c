use crate::contradiction::UnsolvedComponent;
use crate::corpus::{
    FactChanges, InvertedOffice, MAX_CHANGES_COMPARED, Obstacle, Series, Uncompared, changes_by_fact,
    inverted_offices, join_words, plural, uncompared,
};
use crate::finding::Severity;
use crate::model::Number;
use crate::model::claim::Claim;
use crate::phrasing::{Context, Findings, obstacle, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// The checker cannot determine whether some claims contradict each other.
    ///
    /// ## Why it matters
    /// Silence means that all claims can be true together. If that has not been settled, the report must say so. Laws and
    /// parts can tie so many figures together that solving them all at once would take too long. Step by step they are still
    /// compared. And two claims of one measure that differ are not compared if something keeps them apart: one lacks its day or
    /// its unit, one is the figure of a year and the other of a day in it, or one is a name and the other a figure. Of the
    /// changes of one figure that are counted from a stated time (`up 79 since 2024-05-03`) 256 are compared.
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
    /// Add what the note names: the day, the period or the unit. If too much is tied together, raise `exact-limit`,
    /// `search-limit` or `repair-limit` in `gainsay.toml`, or check parts of the corpus separately. Remove laws and `sums over` that tie
    /// together what need not be tied.
    ///
    /// ## When it is silent
    /// Where everything that is tied together could be solved, and where claims that are not compared agree, or are certainly
    /// about different times: two months, two days. Different modes, such as planned and actual, are never compared. Nor are
    /// the figures of two periods that overlap and are not the same: a month's figure and its year's need not agree. Nor does
    /// the checker guess where, or among whom: a figure without a place does not belong to the series of any place. Only where
    /// one source gives two figures for one time, one of them without a place, and the measure has no other place, is that
    /// reported. A measure is reported once for each thing that keeps its claims apart; an undeclared one whose figures only
    /// say when they were said, by undeclared-name.
    ///
    /// ## Settings
    /// `exact-limit`, `search-limit` and `repair-limit` in `gainsay.toml`.
    pub(super) static CANNOT_TELL = "R117" "cannot-tell", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for unsolved in &context.contradictions.unsolved {
        report_unsolved(context, findings, unsolved);
    }
    let is_undeclared_reported = context.reports_undeclared();
    for one in uncompared(context.words()) {
        // Such a pair is reported by undeclared-name, together with the measure.
        if is_undeclared_reported && one.lacks_kind(context.corpus) {
            continue;
        }
        report_uncompared(context, findings, &one);
    }
    for one in inverted_offices(context.corpus) {
        report_inverted(context, findings, &one);
    }
    for series in &context.corpus.series {
        changes_by_fact(context.corpus, series)
            .for_each(|changes| report_uncompared_changes(context, findings, series, &changes));
    }
}

/// Reports the changes of a fact that are too many to be compared.
fn report_uncompared_changes(
    context: &Context<'_>,
    findings: &mut Findings,
    series: &Series,
    changes: &FactChanges<'_>,
) {
    let Some(&first) = changes.uncompared.first() else { return };
    let words = context.words();
    let claim = context.corpus.claim(first);
    let when = changes.fact.window.as_ref().map(on_date).unwrap_or_default();
    let message = format!(
        "cannot tell whether {} of {}{when} contradict others: {MAX_CHANGES_COMPARED} are compared",
        plural(changes.uncompared.len(), "more change"),
        words.series(series)
    );
    let finding = findings.report(claim.place, claim.mark, message);
    finding.claims.extend(changes.uncompared.iter().take(MAX_SHOWN).map(|&at| words.cite(at)));
    finding.help.push("check parts of the corpus separately".to_owned());
}

/// `Ada Lind is Mayor of Harrow`: the person is the measure and the office the value.
fn report_inverted(context: &Context<'_>, findings: &mut Findings, one: &InvertedOffice) {
    let words = context.words();
    let registers = &context.corpus.model.registers;
    let office = &registers.names.get(one.office.0).display;
    let mut holders: Vec<&str> = Vec::new();
    for &at in &one.claims {
        let name = registers.measures.get(context.corpus.claim(at).measure.0).display.as_str();
        if !holders.contains(&name) {
            holders.push(name);
        }
    }
    let first = context.corpus.claim(one.claims[0]);
    let named: Vec<String> = holders.iter().take(3).map(|name| format!("`{name}`")).collect();
    let message = match (one.beside, holders.len()) {
        (Some(_), 1) => {
            format!("cannot tell whether {} contradicts who else is said to be `{office}`", named[0])
        }
        (_, count) => format!(
            "cannot tell whether {}{} contradict each other: each is said to be `{office}`",
            join_words(&named),
            if count > 3 { " and others" } else { "" }
        ),
    };
    let finding = findings.report(first.place, first.mark, message);
    finding
        .reasoning
        .push("gainsay compares the values of one and the same thing, which stands before `is`; here the office is the value".to_owned());
    let lines: Vec<String> = holders.iter().take(3).map(|name| format!("`{office} is {name}`")).collect();
    finding.help.push(format!("write the office first: {}", join_words(&lines)));
    finding
        .claims
        .extend(one.claims.iter().copied().take(MAX_SHOWN).chain(one.beside).map(|at| words.cite_dated(at)));
}

/// How many claims of one finding are shown.
const MAX_SHOWN: usize = 32;

fn report_uncompared(context: &Context<'_>, findings: &mut Findings, one: &Uncompared) {
    let words = context.words();
    let (first, second) = one.pair;
    let (claim, other) = (context.corpus.claim(first), context.corpus.claim(second));
    let scope = context.corpus.model.registers.scopes.get(claim.scope.0);
    let about = words.about(claim.measure, scope, claim.mode);
    let said = |at: u32| match one.obstacle {
        Obstacle::Change => words.changed(at),
        _ => words.said(at),
    };
    let (said, theirs) = (said(first), said(second));
    let when = |claim: &Claim| claim.time.as_ref().map(on_date).unwrap_or_default();
    let (here, there) = match one.obstacle {
        Obstacle::Place => (String::new(), format!(" in {}", obstacle::place(words, other))),
        Obstacle::Unit | Obstacle::Units | Obstacle::Share => (String::new(), String::new()),
        Obstacle::Day | Obstacle::Period | Obstacle::Change => (String::new(), when(other)),
        Obstacle::DayAndClock
        | Obstacle::PeriodAndInstant
        | Obstacle::Periods
        | Obstacle::Zone
        | Obstacle::VagueEnds
        | Obstacle::OpenPeriod
        | Obstacle::UnknownTime
        | Obstacle::Values(..) => (when(claim), when(other)),
    };
    let (why, help) = obstacle::why_and_help(words, one, &said, &theirs);
    let message = format!("cannot tell whether {said}{here} for {about} contradicts {theirs}{there}: {why}");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.help.push(help);
    let dated = !matches!(one.obstacle, Obstacle::Unit | Obstacle::Units | Obstacle::Share);
    let cite = |at: u32| if dated { words.cite_dated(at) } else { words.cite(at) };
    finding.claims.extend([first, second].map(cite));
    let rest: Vec<u32> = one.claims.iter().copied().filter(|at| ![first, second].contains(at)).collect();
    if !rest.is_empty() {
        let measure = &context.corpus.model.registers.measures.get(claim.measure.0).display;
        let verb = if rest.len() == 1 { "is" } else { "are" };
        finding.reasoning.push(format!(
            "{} of `{measure}` {verb} not compared with some other for the same reason",
            plural(rest.len(), "more claim")
        ));
        finding.claims.extend(rest.iter().take(MAX_SHOWN).map(|&at| cite(at)));
    }
}

fn report_unsolved(context: &Context<'_>, findings: &mut Findings, unsolved: &UnsolvedComponent) {
    let words = context.words();
    let series = unsolved.series.iter().map(|&number| &context.corpus.series[number as usize]);
    let Some(first) = series.clone().next() else { return };
    let claims: usize = series.clone().map(|series| context.corpus.claims_of(series).len()).sum();
    let speaker = context.corpus.claims_of(first)[0];
    let claim = context.corpus.claim(speaker);
    let others = match unsolved.series.len() - 1 {
        0 => String::new(),
        others => format!(" and {} tied to it", plural(others, "series")),
    };
    let figures = Number::from_u64(u64::from(unsolved.figures)).grouped();
    let disputes = &context.contradictions.disputes;
    let message = match disputes.iter().any(|dispute| unsolved.series.contains(&dispute.series)) {
        true => {
            format!("cannot tell whether there are further contradictions among {}", plural(claims, "claim"))
        }
        false => format!("cannot tell whether {} can all be true", plural(claims, "claim")),
    };
    let about = words.series(first);
    let message = format!("{message}, on {about}{others}: {figures} figures depend on each other");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.claims.push(words.cite_dated(speaker));
    finding.help.push("gainsay compared what follows step by step; the other findings hold".to_owned());
    finding.help.push(
        "to solve them all at once, raise `exact-limit`, `search-limit` or `repair-limit` in gainsay.toml"
            .to_owned(),
    );
}
