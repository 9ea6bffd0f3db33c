use crate::contradiction::{ConstraintKind, ConstraintReason, DisputeKind, ProofSides, When};
use crate::corpus::compare_windows;
use crate::model::claim::{Claim, Value};
use crate::model::{Number, Window};
use crate::phrasing::{Context, Findings, Presenter, arithmetic, disputes, fold_time, on_date, row};
use crate::reason::End;
use crate::reason::linear::{Row, StepReason};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A part, or several that do not overlap, are more than the whole they belong to.
    ///
    /// ## Why it matters
    /// Soldiers killed cannot outnumber people killed, and a town's dead cannot outnumber its region's. Where the figures say
    /// so, one of them is wrong, or they do not speak of the same thing: another day, another count, a wider area.
    ///
    /// ## Example
    /// ```claims fails
    /// define measure "death toll"
    ///     kind cumulative
    ///     unit people
    ///     sums over group
    /// death toll 729 among military in Nagorno-Karabakh on 2020-10-19 by "Defence Ministry"
    /// death toll 713 in Nagorno-Karabakh on 2020-10-19 by "Regional Monitor"
    /// ```
    /// Fixed: the whole was that of a later day.
    /// ```claims passes
    /// define measure "death toll"
    ///     kind cumulative
    ///     unit people
    ///     sums over group
    /// death toll 729 among military in Nagorno-Karabakh on 2020-10-19 by "Defence Ministry"
    /// death toll 771 in Nagorno-Karabakh on 2020-10-20 by "Regional Monitor"
    /// ```
    ///
    /// Parts that are declared disjoint do not overlap, so that any of them together are never more than the whole, complete
    /// or not:
    /// ```claims fails
    /// define measure "death toll"
    ///     kind cumulative
    ///     unit people
    ///     sums over age
    /// define disjoint age {children, adults, elderly} of everyone
    /// death toll 12 [age: children] in Harrow Bay on 2021-03-10 by "County Coroner"
    /// death toll 31 [age: elderly] in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// death toll 41 in Harrow Bay on 2021-03-10 by "County Coroner"
    /// ```
    ///
    /// ## How to settle it
    /// Check the day, the place and who is counted on both sides. If the two are counted in different ways, show it with a
    /// scope (`[basis: confirmed]`). If one is not part of the other, remove `sums over`, `within` or `part of` from the
    /// definition. If parts of a `define disjoint` do overlap, remove it.
    ///
    /// ## When it is silent
    /// Where the measure is not declared to `sums over` the key or to be `part of` the other; where a figure allows the other
    /// (`at least 700`); where several parts together are more than the whole, and no `define disjoint` or `define complete` says
    /// that they do not overlap (what misses a complete set is `parts-do-not-sum`); for measures that `may be negative`, whose parts can be more than the whole.
    ///
    /// ## Settings
    /// `sums over`, `part of` and `tolerance` in the definition of the measure, `within` in that of a place or group,
    /// `define disjoint`.
    pub(super) static PART_EXCEEDS_WHOLE = "C106" "part-exceeds-whole", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Part) {
        if presenter.report_either_side(findings, "part-exceeds-whole") {
            continue;
        }
        let reasoning = arithmetic::lines(&presenter);
        let (message, day) = match part_and_whole(&presenter) {
            Some(pair) => (pair_message(&presenter, pair), None),
            None => {
                let (message, day) = growth_message(&presenter)
                    .map_or_else(|| (parts_message(&presenter), None), |(message, day)| (message, Some(day)));
                // The message about growth names its source itself, if that is only one.
                let says_so = day.is_some() && !presenter.by_one_source("all").is_empty();
                let whose = if says_so { String::new() } else { presenter.by_whom() };
                (format!("{message}{whose}"), day)
            }
        };
        let finding = presenter.report(findings, "part-exceeds-whole", message, reasoning);
        // A growth that is too large becomes visible at its end.
        if let Some((fold, day)) = finding.fold.as_mut().zip(day) {
            fold.time = fold_time(&day);
        }
    }
}

/// The message for one part that is larger than its whole.
fn pair_message(presenter: &Presenter<'_>, (part, whole): (u32, u32)) -> String {
    let corpus = presenter.words.corpus;
    let said = |claim: u32| {
        let stated = corpus.claim(claim);
        let scope = corpus.model.registers.scopes.get(stated.scope.0);
        let when = stated.time.as_ref().map(on_date).unwrap_or_default();
        let by = if presenter.dispute.is_slip() { String::new() } else { presenter.by(claim) };
        (
            presenter.words.said(claim),
            presenter.words.about(stated.measure, scope, stated.mode),
            format!("{when}{by}"),
        )
    };
    let ((part, about_part, when), (whole, about_whole, then)) = (said(part), said(whole));
    let who = presenter.by_one_source("both");
    format!("{about_part} is {part}{when}, more than {whole} for {about_whole}{then}{who}")
}

/// The message for several parts, or for more than one growth.
fn parts_message(presenter: &Presenter<'_>) -> String {
    if let Some(whole) = whole_of_parts(presenter) {
        let conclusion = arithmetic::conclusion(presenter);
        return format!("the parts of {whole}{} are more than the whole: {conclusion}", presenter.when());
    }
    format!(
        "{}{} does not fit its parts: {}",
        largest_whole(presenter),
        presenter.when(),
        arithmetic::conclusion(presenter)
    )
}

/// The whole in words: of the figures taken as upper bounds, the one with the fewest scope keys.
fn largest_whole(presenter: &Presenter<'_>) -> String {
    let corpus = presenter.words.corpus;
    let above = presenter.dispute.argument.iter().flat_map(|argument| {
        let sides = ProofSides::of(argument).said.into_iter();
        let steps = sides.map(|(at, _)| &argument.proof.steps[at as usize]);
        steps.filter_map(|step| match step.by {
            StepReason::Item(claim) if step.end == End::High => Some(corpus.claim(claim)),
            StepReason::Item(_) | StepReason::Domain | StepReason::Row(..) => None,
        })
    });
    let scope = |claim: &Claim| corpus.model.registers.scopes.get(claim.scope.0);
    let whole = above.min_by_key(|claim| scope(claim).len());
    whole.map_or_else(
        || presenter.about(),
        |claim| presenter.words.about(claim.measure, scope(claim), claim.mode),
    )
}

/// A figure at the start or the end of a growth.
struct Stated {
    claim: u32,
    /// The bound of it that the proof uses.
    value: Number,
    window: Window,
    is_exact: bool,
    /// Whether that is its lower bound, as for the last figure of the part and the first of the whole.
    is_lower_bound: bool,
}

/// That a part grew by more than its whole, if the proof compares only these two growths, and the time at
/// which they end.
fn growth_message(presenter: &Presenter<'_>) -> Option<(String, Window)> {
    let argument = presenter.dispute.argument.as_ref()?;
    let is_growth = |(row, tie): &(Row, ConstraintReason)| {
        tie.kind == ConstraintKind::Part && row::is_growth(argument, row)
    };
    let sides = ProofSides::of(argument);
    let constants = [sides.constant(End::Low), sides.constant(End::High)];
    if sides.said.len() != 4
        || !argument.rows.iter().all(is_growth)
        || !constants.into_iter().all(Number::is_zero)
    {
        return None;
    }
    let corpus = presenter.words.corpus;
    let stated = |(at, times): &(u32, Number)| {
        let step = &argument.proof.steps[*at as usize];
        let StepReason::Item(claim) = step.by else { return None };
        let When::At(window) = argument.about[step.unknown as usize].when else { return None };
        let Value::Number(figure) = &corpus.claim(claim).value else { return None };
        let is_exact = figure.hard().single().is_some();
        let is_lower_bound = step.end == End::Low;
        let value = step.endpoint.value.clone();
        (*times == Number::ONE).then_some(Stated { claim, value, window, is_exact, is_lower_bound })
    };
    let mut all: Vec<Stated> = sides.said.iter().map(stated).collect::<Option<_>>()?;
    let compare = |one: &Stated, other: &Stated| compare_windows(Some(&one.window), Some(&other.window));
    all.sort_by(compare);
    let (before, after) = all.split_at(2);
    if compare(&before[0], &before[1]).is_ne() || compare(&after[0], &after[1]).is_ne() {
        return None;
    }
    let grown = |is_part: bool| {
        let from = before.iter().find(|stated| stated.is_lower_bound != is_part)?;
        let to = after.iter().find(|stated| stated.is_lower_bound == is_part)?;
        let last = corpus.claim(to.claim);
        let scope = corpus.model.registers.scopes.get(last.scope.0);
        let hedge = match (from.is_exact && to.is_exact, is_part) {
            (true, _) => "",
            (false, true) => "at least ",
            (false, false) => "at most ",
        };
        let by = &to.value - &from.value;
        let by = if by.is_zero() { "nothing".to_owned() } else { format!("{hedge}{}", by.grouped()) };
        Some((presenter.words.about(last.measure, scope, last.mode), by))
    };
    let ((part, more), (whole, less)) = (grown(true)?, grown(false)?);
    let day = |stated: &Stated| on_date(&stated.window).trim_start_matches(" on ").to_owned();
    let (from, to) = (day(&before[0]), day(&after[0]));
    let who = presenter.by_one_source("all");
    let message = format!("{part} grew by {more} between {from} and {to}, {whole} by {less}{who}");
    Some((message, after[0].window))
}

/// The whole of disjoint parts, if only part-whole constraints bind the figures.
fn whole_of_parts(presenter: &Presenter<'_>) -> Option<String> {
    let argument = presenter.dispute.argument.as_ref()?;
    let is_other = |(row, tie): &(Row, ConstraintReason)| {
        tie.kind != ConstraintKind::Part || row::is_growth(argument, row)
    };
    if argument.rows.iter().any(is_other) {
        return None;
    }
    let (row, _) = argument.rows.iter().find(|(row, _)| row.terms.len() > 2)?;
    let (whole, _) = row.terms.iter().find(|(_, times)| !times.is_negative())?;
    let whole = &argument.about[*whole as usize];
    Some(presenter.words.about(whole.measure, &whole.scope, whole.mode))
}

/// The claims of part and whole, if these two are the core.
fn part_and_whole(presenter: &Presenter<'_>) -> Option<(u32, u32)> {
    let argument = presenter.dispute.argument.as_ref()?;
    (presenter.dispute.against.len() == 1).then_some(())?;
    let sides = ProofSides::of(argument);
    let constants = [End::Low, End::High].map(|end| sides.constant(end));
    constants.iter().all(|constant| constant.is_zero()).then_some(())?;
    let stated: Option<Vec<(End, u32)>> = sides
        .said
        .iter()
        .map(|(at, times)| (&argument.proof.steps[*at as usize], times))
        .filter(|(step, _)| step.by != StepReason::Domain || !step.endpoint.value.is_zero())
        .map(|(step, times)| match step.by {
            StepReason::Item(claim) if *times == Number::ONE => Some((step.end, claim)),
            _ => None,
        })
        .collect();
    match stated?[..] {
        [(End::Low, part), (End::High, whole)] | [(End::High, whole), (End::Low, part)] => {
            Some((part, whole))
        }
        _ => None,
    }
}
