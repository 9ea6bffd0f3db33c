use crate::contradiction::{Dispute, DisputeKind, Side, hard_span};
use crate::corpus::{Fact, Voice};
use crate::finding::{ANOTHER_DATE, FoldInfo};
use crate::model::claim::Value;
use crate::model::register::MeasureId;
use crate::model::{Day, Interval, Number, Window};
use crate::phrasing::{Context, Findings, Presenter, break_line, difference, disputes, fold_time, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A running total falls.
    ///
    /// ## Why it matters
    /// Monday's dead are still dead on Tuesday: a total that only grows cannot be lower later. Within one source this is a
    /// slip, or a change of method that should be on record. Between sources it is a dispute, even if no two of them ever
    /// spoke of the same day. The report names the figures that stand out: the fewest whose removal leaves a total that never
    /// falls (a longest consistent subsequence).
    ///
    /// ## Example
    /// ```claims fails
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// death toll 26,834 in Spain on 2020-05-25 by "Health Ministry"
    /// ```
    /// Fixed: the ministry changed its method, and said so.
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// death toll 26,834 in Spain on 2020-05-25 by "Health Ministry"
    /// break "death toll" in Spain by "Health Ministry" on 2020-05-25 because "only confirmed deaths are counted from now on"
    /// ```
    ///
    /// ## How to settle it
    /// Check the figure named as the odd one out: a digit, a factor of ten, another day's or another place's figure. If the
    /// source changed how it counts, record a `break`. If the measure can fall at all (people in hospital), it is not a
    /// total: declare `kind level`.
    ///
    /// ## When it is silent
    /// For levels, flows and ratios; across a `break`, unless a figure whose day is uncertain fits on neither side of it;
    /// where hedges and rounding leave room; between clock times and the bare
    /// day they belong to; between a time with a zone and a day that it is somewhere in the world, or a time without a zone
    /// that it may be; for figures that have since been revised, corrected or retracted, or dropped by the outlet that carries
    /// them (`skip` in `gainsay explain settings`).
    ///
    /// ## Settings
    /// `kind cumulative` on the measure turns it on; `tolerance`, on the measure or under `[tolerances]` in `gainsay.toml`,
    /// widens every figure.
    pub(super) static CUMULATIVE_DECREASE = "C105" "cumulative-decrease", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    // The facts of the series that was looked up last, by its number.
    let mut facts_of: (Option<u32>, Vec<Fact>) = (None, Vec::new());
    for presenter in disputes(context, DisputeKind::Decrease) {
        let is_reported = presenter.report_either_side(findings, "cumulative-decrease")
            || presenter.report_whichever(findings, "cumulative-decrease");
        if is_reported {
            continue;
        }
        if facts_of.0 != Some(presenter.dispute.series) {
            facts_of = (Some(presenter.dispute.series), context.corpus.facts(presenter.series));
        }
        let ends = shown_fall(&presenter, core(&presenter), &facts_of.1);
        let as_shown = dispute_as_shown(&presenter, &ends, &facts_of.1);
        let presenter = as_shown.as_ref().map_or(presenter, |dispute| Presenter { dispute, ..presenter });
        let core = core(&presenter);
        let (message, reasoning) = (message(&presenter, &ends), reasoning(&presenter, &ends));
        let asked = [ends[0].claim, ends[1].claim];
        let finding = presenter.report_asking(findings, "cumulative-decrease", message, reasoning, &asked);
        for end in &ends {
            let cited = presenter.words.cite_dated(end.claim);
            if finding.claims.iter().all(|known| known.id != cited.id) {
                finding.claims.push(cited);
            }
        }
        if presenter.dispute.is_slip()
            && let Some(fold) = &mut finding.fold
        {
            fold_shown_fall(&presenter, &ends, fold);
            if (0..2).any(|end| ends[end].claim != core[end].claim) {
                fold.message_claims = asked.to_vec();
            }
        }
        if presenter.dispute.is_contradicted_by_others() {
            continue;
        }
        if presenter.dispute.is_slip() && !is_by_one(&ends) && may_be_a_break(&presenter, &ends) {
            finding.help.push("if the source changed its method, declare a break:".to_owned());
            finding.help.push(step_between(&presenter, &ends[1]));
        }
        let is_misdated = finding.cause.as_ref().is_some_and(|cause| cause.kind == ANOTHER_DATE);
        // A tolerance must cover the core too, whose fall may be larger than the shown one.
        let widest = if core[0].fall(&core[1]) < ends[0].fall(&ends[1]) { &ends } else { &core };
        if let Some(help) = tolerance(&presenter, widest).filter(|_| !is_misdated && !is_tied(&presenter)) {
            finding.help.push(help);
        }
    }
}

/// The same dispute with another figure against the removed one, if the message shows these two, so that the
/// reasons are about the figures shown; else none.
fn dispute_as_shown(presenter: &Presenter<'_>, ends: &[FallEnd; 2], facts: &[Fact]) -> Option<Dispute> {
    let dispute = presenter.dispute;
    let removed = dispute.removed.statement.representative();
    let other = ends.iter().find(|end| end.claim != removed)?;
    let is_shown = ends.iter().any(|end| end.claim == removed);
    let [against] = &dispute.against[..] else { return None };
    if !is_shown || against.statement.representative() == other.claim || !dispute.cases.is_empty() {
        return None;
    }
    let fact = facts.iter().find(|fact| {
        fact.window == other.window
            && fact.statements.iter().any(|statement| statement.representative() == other.claim)
    })?;
    let statement = fact.statements.iter().find(|statement| statement.representative() == other.claim)?;
    let side = Side { series: dispute.series, window: fact.window, statement: statement.clone() };
    Some(Dispute {
        against: vec![side],
        argument: None,
        laws: Vec::new(),
        reckoning: None,
        is_newer_edition: false,
        evidence: None,
        restated: None,
        pointer: None,
        ..dispute.clone()
    })
}

/// Gives a finding, for folding, the time at which the total falls as shown, and by how much.
fn fold_shown_fall(presenter: &Presenter<'_>, [first, second]: &[FallEnd; 2], fold: &mut FoldInfo) {
    if let Some(window) = &second.window {
        fold.time = fold_time(window);
    }
    if let (Some(fall), Some(least)) = (first.fall(second), &first.allows.low) {
        fold.difference = difference(
            &presenter.words,
            second.claim,
            &fall,
            &least.abs(),
            fold.difference.lower_voice_is_larger,
        );
    }
}

/// Whether a total falls by one at most: nobody changes a method for that.
fn is_by_one([first, second]: &[FallEnd; 2]) -> bool {
    first.fall(second).is_some_and(|fall| fall <= Number::ONE)
}

/// Whether a break between the two figures would explain the fall. It would not if the outlier lies between figures
/// of its source that fit together without it, or if other constraints bind the series anyway.
fn may_be_a_break(presenter: &Presenter<'_>, [first, second]: &[FallEnd; 2]) -> bool {
    let day = |end: &FallEnd| end.window.as_ref()?.from;
    let is_later = day(first).zip(day(second)).is_some_and(|(first, second)| first < second);
    let is_spike = presenter.dispute.has_suspect() && presenter.dispute.leeway.is_some();
    is_later && !is_spike && !is_tied(presenter)
}

/// Whether laws, parts or sums tie the series to others with statements: a break does not undo those.
fn is_tied(presenter: &Presenter<'_>) -> bool {
    let corpus = presenter.words.corpus;
    let (vocabulary, measure) = (&corpus.model.vocabulary, presenter.series.measure);
    let of = |measure: MeasureId| vocabulary.measure(measure);
    let is_part = |one: MeasureId, other: MeasureId| of(one).is_some_and(|one| one.part_of == Some(other));
    let laws: Vec<Vec<MeasureId>> = corpus.model.laws.iter().map(|law| law.form.measures()).collect();
    let is_bound = |other: MeasureId| laws.iter().any(|all| all.contains(&measure) && all.contains(&other));
    let has_parts = of(measure).is_some_and(|own| !own.sums_over.is_empty());
    corpus.series.iter().filter(|other| !std::ptr::eq(*other, presenter.series)).any(|other| {
        if other.measure == measure {
            has_parts
        } else {
            is_part(measure, other.measure) || is_part(other.measure, measure) || is_bound(other.measure)
        }
    })
}

/// A tolerance that covers a fall of less than a hundredth, as a line to copy.
fn tolerance(presenter: &Presenter<'_>, [first, second]: &[FallEnd; 2]) -> Option<String> {
    let corpus = presenter.words.corpus;
    let (least, fall) = (first.allows.low.as_ref()?, first.fall(second)?);
    let is_small = &fall * &Number::HUNDRED <= least.abs() && !fall.is_zero() && !fall.is_negative();
    let unit = corpus.claim(first.claim).unit;
    let unit = unit.map_or_else(String::new, |unit| {
        let units = &corpus.model.vocabulary.units;
        if units.is_percent(unit) { String::new() } else { format!(" {}", units.name(unit)) }
    });
    let amount = fall.to_string();
    is_small.then(|| {
        format!(
            "if a fall of {} does not matter, give the measure a tolerance: `tolerance {amount}{unit}`",
            fall.grouped()
        )
    })
}

/// One of the two figures of a fall.
#[derive(Clone)]
struct FallEnd {
    claim: u32,
    window: Option<Window>,
    allows: Interval,
    voice: Voice,
}

impl FallEnd {
    fn of(presenter: &Presenter<'_>, side: &Side) -> Self {
        let allows = hard_span(presenter.words.corpus, &side.statement).into_owned();
        Self {
            claim: side.statement.representative(),
            window: side.window,
            allows,
            voice: side.statement.voice,
        }
    }

    fn day(&self) -> Option<Day> {
        self.window.as_ref().and_then(Window::only_day)
    }

    /// The least by which a total falls from this figure to a later one.
    fn fall(&self, later: &Self) -> Option<Number> {
        Some(self.allows.low.as_ref()? - later.allows.high.as_ref()?)
    }
}

/// The two figures between which a fall is shown. In a slip these are neighbours among the figures of the
/// source: the removed one and the next, if the total falls between them, else the two between which it falls
/// most. So one fall is shown in the same words, whichever of the figures before or after it is removed.
fn shown_fall(presenter: &Presenter<'_>, [first, second]: [FallEnd; 2], facts: &[Fact]) -> [FallEnd; 2] {
    let (Some(from), Some(to)) = (first.day(), second.day()) else { return [first, second] };
    if !presenter.dispute.is_slip() || from >= to {
        return [first, second];
    }
    let voice = first.voice;
    let between = |fact: &Fact| {
        let mut own = fact.statements.iter().filter(|statement| statement.voice == voice);
        let (Some(own), None) = (own.next(), own.next()) else { return None };
        let allows = hard_span(presenter.words.corpus, own).into_owned();
        let end = FallEnd { claim: own.representative(), window: fact.window, allows, voice };
        (end.day() > Some(from) && end.day() < Some(to)).then_some(end)
    };
    let is_first = presenter.dispute.removed.statement.representative() == first.claim;
    let place = (presenter.dispute.fact as usize).min(facts.len());
    let mut figures: Vec<FallEnd> = if is_first {
        let after = facts[place..].iter().take_while(|fact| fact.window != second.window);
        after.filter_map(between).collect()
    } else {
        let before = facts[..place].iter().rev().take_while(|fact| fact.window != first.window);
        let mut before: Vec<FallEnd> = before.filter_map(between).collect();
        before.reverse();
        before
    };
    figures.dedup_by(|later, earlier| later.day() == earlier.day());
    figures.insert(0, first);
    figures.push(second);
    let fall_at = |at: usize| figures[at].fall(&figures[at + 1]).filter(|fall| *fall > Number::ZERO);
    let last = figures.len() - 2;
    let nearest = if is_first { 0 } else { last };
    let falls = (0..=last).filter_map(|at| Some((fall_at(at)?, at)));
    let shown = match fall_at(nearest) {
        Some(_) => Some(nearest),
        // Of equal falls the one nearest to the removed figure.
        None => falls
            .max_by_key(|(fall, at)| (fall.clone(), if is_first { last - at } else { *at }))
            .map(|(_, at)| at),
    };
    let at = shown.filter(|_| figures.len() > 2);
    match at {
        Some(at) => [figures[at].clone(), figures[at + 1].clone()],
        None => [figures[0].clone(), figures[last + 1].clone()],
    }
}

/// The two sides of a core, the earlier first.
fn core(presenter: &Presenter<'_>) -> [FallEnd; 2] {
    let (first, second) = presenter.first_two();
    [FallEnd::of(presenter, first), FallEnd::of(presenter, second)]
}

fn message(presenter: &Presenter<'_>, [first, second]: &[FallEnd; 2]) -> String {
    let who = if presenter.dispute.is_slip() {
        presenter.by_one_source("both")
    } else {
        format!(" ({} after {})", presenter.words.voice(second.voice), presenter.words.voice(first.voice))
    };
    let said = |end: &FallEnd| {
        format!("{}{}", presenter.words.said(end.claim), end.window.as_ref().map(on_date).unwrap_or_default())
    };
    format!("{} falls from {} to {}{who}", presenter.about(), said(first), said(second))
}

/// When a figure was, and what that is in UTC if the other figure is in another time zone.
fn time_in_words(end: &FallEnd, other: &FallEnd) -> String {
    let Some(window) = &end.window else { return String::new() };
    let zone = |window: &Window| window.from_clock.and_then(|clock| clock.offset);
    let theirs = other.window.as_ref().and_then(zone);
    match window.in_utc().filter(|_| theirs.is_some() && theirs != zone(window)) {
        Some(utc) => format!("{} ({})", window.in_words(), utc.in_words()),
        None => window.in_words(),
    }
}

fn reasoning(presenter: &Presenter<'_>, [first, second]: &[FallEnd; 2]) -> Vec<String> {
    let corpus = presenter.words.corpus;
    let measure = &corpus.model.registers.measures.get(presenter.series.measure.0).display;
    let (Some(least), Some(most)) = (&first.allows.low, &second.allows.high) else { return Vec::new() };
    let mut lines = Vec::new();
    for end in [first, second] {
        let Value::Number(figure) = &corpus.claim(end.claim).value else { continue };
        if end.allows != *figure.soft() {
            let sign = presenter.words.percent_sign(end.claim);
            lines.push(format!("{} allows {}{sign}", presenter.words.said(end.claim), end.allows));
        }
    }
    let missing = least - most;
    let less = if missing.is_zero() {
        format!("{} allows only lower figures", presenter.words.said(second.claim))
    } else {
        format!("{} is {} less", most.grouped(), missing.grouped())
    };
    let more = if first.allows.low_open { "more than" } else { "at least" };
    lines.push(format!(
        "`{measure}` only grows: {more} {} by {}, so no less on {}; {less}",
        least.grouped(),
        time_in_words(first, second),
        time_in_words(second, first),
    ));
    lines
}

/// The break that would explain the fall, as a line to copy.
fn step_between(presenter: &Presenter<'_>, second: &FallEnd) -> String {
    let by = match second.voice {
        Voice::Origin(source) => Some(source),
        Voice::Own(_) | Voice::Nobody(_) => None,
    };
    let day = second.window.as_ref().and_then(|window| window.from);
    format!("  {}", break_line(&presenter.words, (presenter.series.measure, presenter.series.scope), by, day))
}
