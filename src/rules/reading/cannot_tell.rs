use crate::contradiction::UnsolvedComponent;
use crate::corpus::{
    Describer, HoldingTime, Obstacle, Turned, Uncompared, ValueType, join_words, plural, turned, uncompared,
};
use crate::finding::Severity;
use crate::model::claim::{Claim, Value};
use crate::model::register::PLACE;
use crate::model::{Number, Window};
use crate::phrasing::{Context, Findings, on_date, quoted};
use crate::rules::rule::{Check, Level, declare_rule};

declare_rule! {
    /// The checker cannot determine whether some claims contradict each other.
    ///
    /// ## Why it matters
    /// Silence means that all claims can be true together. If that has not been settled, the report must say so. Laws and
    /// parts can tie so many figures together that solving them all at once would take too long. Step by step they are still
    /// compared. And two claims of one measure that differ are not compared if something keeps them apart: one lacks its day or
    /// its unit, one is the figure of a year and the other of a day in it, or one is a name and the other a figure.
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
    /// Where everything that is tied together could be solved, and where claims that are not compared agree, or are certainly
    /// about different times: two months, two days. Different modes, such as planned and actual, are never compared. Nor are
    /// the figures of two periods that overlap and are not the same: a month's figure and its year's need not agree. Nor does
    /// the checker guess where, or among whom: a figure without a place does not belong to the series of any place. Only where
    /// one source gives two figures for one time, one of them without a place, and the measure has no other place, is that
    /// reported. A measure is reported once for each thing that keeps its claims apart; an undeclared one whose figures only
    /// say when they were said, by undeclared-name.
    ///
    /// ## Settings
    /// `exact-limit` and `repair-limit` in `gainsay.toml`.
    pub(super) static CANNOT_TELL = "R117" "cannot-tell", Level::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for unsolved in &context.contradictions.unsolved {
        report_unsolved(context, findings, unsolved);
    }
    let is_undeclared_reported = context.reports_undeclared();
    for one in uncompared(context.words()) {
        // That the measure is not declared is reported with the pair.
        if is_undeclared_reported && one.lacks_kind(context.corpus) {
            continue;
        }
        report_uncompared(context, findings, &one);
    }
    for one in turned(context.corpus) {
        report_turned(context, findings, &one);
    }
}

/// `Ada Lind is Mayor of Harrow`: the holder where the office belongs.
fn report_turned(context: &Context<'_>, findings: &mut Findings, one: &Turned) {
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
    finding.claims.extend(
        one.claims
            .iter()
            .copied()
            .take(MAX_SHOWN)
            .chain(one.beside)
            .map(|at| words.cite(at, false, false, false, true)),
    );
}

/// How many claims of one note are shown.
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
        Obstacle::Place => (String::new(), format!(" in {}", place(words, other))),
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
    let (why, help) = why_and_help(words, one, &said, &theirs);
    let message = format!("cannot tell whether {said}{here} for {about} contradicts {theirs}{there}: {why}");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.help.push(help);
    let dated = !matches!(one.obstacle, Obstacle::Unit | Obstacle::Units | Obstacle::Share);
    finding.claims.push(words.cite(first, false, false, false, dated && claim.time.is_some()));
    finding.claims.push(words.cite(second, false, false, false, dated));
    let rest: Vec<u32> = one.claims.iter().copied().filter(|at| ![first, second].contains(at)).collect();
    if !rest.is_empty() {
        let measure = &context.corpus.model.registers.measures.get(claim.measure.0).display;
        let verb = if rest.len() == 1 { "is" } else { "are" };
        finding.reasoning.push(format!(
            "{} of `{measure}` {verb} not compared with some other for the same reason",
            plural(rest.len(), "more claim")
        ));
        finding
            .claims
            .extend(rest.iter().take(MAX_SHOWN).map(|&at| words.cite(at, false, false, false, dated)));
    }
}

fn place<'a>(words: Describer<'a>, claim: &Claim) -> &'a str {
    let registers = &words.corpus.model.registers;
    let place = registers.scopes.get(claim.scope.0).iter().find(|(key, _)| *key == PLACE);
    place.map_or("", |(_, name)| &registers.names.get(name.0).display)
}

/// What keeps two claims apart, and what would settle it.
fn why_and_help(words: Describer<'_>, one: &Uncompared, said: &str, theirs: &str) -> (String, String) {
    let (claim, other) = (words.corpus.claim(one.pair.0), words.corpus.claim(one.pair.1));
    let dated = |text: &str| words.in_year(text, &[one.pair.0, one.pair.1]);
    let day = || "add the day: `on 2024-05-24`; if it is the same day, the two are compared";
    let (why, help) = match one.obstacle {
        Obstacle::Day if other.time.is_none() => {
            let said = |claim: &Claim| claim.said.or(claim.published).is_some();
            let kind = words.corpus.model.vocabulary.measure(claim.measure).and_then(|it| it.kind);
            let help = match kind {
                None if said(claim) && said(other) => format!(
                    "declare its kind, and a level or a total is of the day on which it was said or published; or {}",
                    dated(day())
                ),
                _ => dated(day()),
            };
            ("neither says on which day".to_owned(), help)
        }
        Obstacle::Day => ("it does not say on which day".to_owned(), dated(day())),
        Obstacle::Period => (
            "it does not say over which period".to_owned(),
            dated("add the period: `during May 2024`; if it is the same period, the two are compared"),
        ),
        Obstacle::Place => (
            "it does not say where".to_owned(),
            format!("add the place, if it is that one: `in {}`", quoted(place(words, other))),
        ),
        // The unit as it is written: what stands after the last digit.
        Obstacle::Unit => {
            let (bare, unit) = if claim.unit.is_none() { (said, theirs) } else { (theirs, said) };
            let unit = unit.rsplit(|char: char| char.is_numeric()).next().map(str::trim);
            let help = match unit {
                // `m` behind a figure is million.
                Some(unit) if !unit.is_empty() && bare.ends_with(" m") => {
                    let figure = bare.trim_end_matches(" m");
                    format!("`m` is read as million: write `{figure} metres`, or `{figure} million {unit}`")
                }
                Some(unit) if !unit.is_empty() => format!("add the unit: `{bare} {unit}`, if that is right"),
                _ => "add the unit".to_owned(),
            };
            (
                if claim.unit.is_none() { "it does not say in which unit" } else { "the second has no unit" }
                    .to_owned(),
                help,
            )
        }
        Obstacle::Units => (
            "nothing converts the one unit into the other".to_owned(),
            "give both in one unit, or, if they measure different things, name two measures".to_owned(),
        ),
        Obstacle::Share => (
            "one is a percentage, the other a count without its whole".to_owned(),
            "give the count with its whole, such as `43 of 191`, or name the count and the share differently"
                .to_owned(),
        ),
        Obstacle::DayAndClock if claim.time.and_then(|it| it.from) != other.time.and_then(|it| it.from) => (
            "in another zone the second is of that day, and the first says neither time nor zone".to_owned(),
            format!("add the time and the zone to {said}: {}", dated("`on 2024-05-24T18:00+02:00`")),
        ),
        Obstacle::Zone => (
            "the first does not say in which zone, so both may be of one time".to_owned(),
            dated("add the zone: `on 2024-05-24T18:00+02:00`; if it is the same time, the two are compared"),
        ),
        Obstacle::VagueEnds => {
            let first = matches!(HoldingTime::of(claim), HoldingTime::Throughout(..));
            let (which, vague) = if first { ("first", claim) } else { ("second", other) };
            let sharp = |window: Window| vague.throughout == window.from.zip(window.to);
            let unsaid = if vague.time.is_some_and(sharp) {
                "at what times of its first and its last day"
            } else {
                "on which day it began, or ended"
            };
            (
                format!("the {which} does not say {unsaid}"),
                dated("add what is not said: `from 2024-03-01 to 2024-05-01`, `from 2024-03-01T12:00`"),
            )
        }
        Obstacle::OpenPeriod => {
            let until = claim.time.is_some_and(|window| window.to.is_none());
            (
                format!("it does not say {}", if until { "until when" } else { "since when" }),
                dated(
                    "add both ends, `from 2024-05-01 to 2024-05-31`, or when it was said: `said 2024-05-31`",
                ),
            )
        }
        Obstacle::DayAndClock => (
            "the first does not say at what time of the day".to_owned(),
            format!(
                "add the time: `on {}`; if it is the same time, the two are compared",
                other.time.and_then(|window| window.iso_from()).unwrap_or_default()
            ),
        ),
        Obstacle::PeriodAndInstant if !matches!(claim.value, Value::Number(_)) => (
            format!("it may have been so at another time of {}", time_in_words(claim)),
            dated(
                "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
            ),
        ),
        Obstacle::Periods if claim.throughout.is_some() != other.throughout.is_some() => {
            let (which, loose) =
                if claim.throughout.is_some() { ("second", other) } else { ("first", claim) };
            (
                format!("the {which} may have been so at another time of {}", time_in_words(loose)),
                dated(
                    "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
                ),
            )
        }
        Obstacle::Periods if claim.time == other.time => (
            "one may have followed the other in that time".to_owned(),
            dated("say when each was: `from 2024-05-01 to 2024-05-31`, or `on 2024-05-24`"),
        ),
        Obstacle::Periods => (
            "each may have been so at another time of its period".to_owned(),
            dated(
                "if it was so all that time, say so: `from 2024-05-01 to 2024-05-31`; else say on which day: `on 2024-05-24`",
            ),
        ),
        Obstacle::PeriodAndInstant => (
            "one is the figure of a period, the other of an instant in it".to_owned(),
            match &claim.time {
                Some(window) if !window.is_open() => format!(
                    "if both are about the same time, give both the same date: `on {}` or `during {}`",
                    other.time.and_then(|window| window.iso_from()).unwrap_or_default(),
                    time_in_words(claim)
                ),
                _ => "if both are about the same time, give both the same date".to_owned(),
            },
        ),
        Obstacle::UnknownTime => (
            format!("it is about some time in {}, and does not say which", time_in_words(claim)),
            dated(
                "add the exact date of both: `on 2024-05-24`, or `during May 2024` for the figure of the whole month",
            ),
        ),
        Obstacle::Change => {
            let bare = |claim: &Claim| claim.change.as_ref().is_some_and(|change| change.since.is_none());
            let why = match (bare(claim), bare(other)) {
                (true, true) => "neither says since when",
                (true, false) => "the first does not say since when",
                _ => "it is not certain that both are counted from one time",
            };
            (
                why.to_owned(),
                dated("add from when each is counted: `up 12 since 2024-05-03`, `up 12 from a year earlier`"),
            )
        }
        Obstacle::Values(mine, your) => (
            format!("one is {}, the other {}", kind_of_value(mine), kind_of_value(your)),
            "write both in the same form; if they answer different questions, name two measures".to_owned(),
        ),
    };
    (why, help)
}

/// A time to say in a sentence: `May 2024`, `the period until 1 May 2024`.
fn time_in_words(claim: &Claim) -> String {
    let Some(window) = &claim.time else { return String::new() };
    if window.is_open() { format!("the period {}", window.in_words()) } else { window.in_words() }
}

fn kind_of_value(value: ValueType) -> &'static str {
    match value {
        ValueType::Number => "a figure",
        ValueType::Date => "a date",
        ValueType::Name => "a name",
        ValueType::Set => "a set of names",
        ValueType::Truth => "true or false",
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
        others => format!(" and {} tied to it", plural(others, "series").replace("seriess", "series")),
    };
    let figures = Number::from_u64(u64::from(unsolved.figures)).grouped();
    let disputes = &context.contradictions.disputes;
    let message = match disputes.iter().any(|dispute| unsolved.series.contains(&dispute.series)) {
        true => format!("cannot tell whether more contradicts in {}", plural(claims, "claim")),
        false => format!("cannot tell whether {} can all be true", plural(claims, "claim")),
    };
    let about = words.series(first);
    let message = format!("{message}, on {about}{others}: {figures} figures depend on each other");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.claims.push(words.cite(speaker, false, false, false, true));
    finding.help.push("gainsay compared what follows step by step; the other findings hold".to_owned());
    finding
        .help
        .push("to solve them all at once, raise `exact-limit` or `repair-limit` in gainsay.toml".to_owned());
}
