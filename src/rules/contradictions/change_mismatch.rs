//! C104 change-mismatch.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::cause::Residual;
use crate::drift::Record;
use crate::finding::{Cause, Cited, Finding, Standing};
use crate::model::change::{Change, ChangeAmount, ChangeDirection};
use crate::model::claim::{Claim, Status, Value};
use crate::model::{Figure, Interval, Number, Window};
use crate::phrasing::{Context, Findings, amount, on_date};
use crate::rules::contradictions::clashing_changes;
use crate::rules::rule::{Check, Level, declare_rule};
use crate::source::Span;

declare_rule! {
    /// A figure, its change and the earlier figure do not fit together.
    ///
    /// ## Why it matters
    /// `$3.52bn, up 12% from $3.41bn` holds three figures, and any two of them give the third: from 3.41 to 3.52 is 3%. A
    /// change that does not fit its own figures was counted for another period, or mistyped. Readers remember the change.
    ///
    /// ## Example
    /// ```claims fails
    /// revenue $3.52bn, up 12% from $3.41bn during Q2 2024 by Acme
    /// ```
    /// ```claims passes
    /// revenue $3.52bn, up 3% from $3.41bn during Q2 2024 by Acme
    /// ```
    ///
    /// The earlier figure is also compared with the source's own:
    /// ```claims fails
    /// displaced 650 in Harrow Bay on 2024-05-05 by "Relief Agency"
    /// displaced 729, up 99 since 2024-05-05 in Harrow Bay on 2024-05-06 by "Relief Agency"
    /// ```
    ///
    /// Two changes of one figure that are counted from the same time cannot differ:
    /// ```claims fails
    /// revenue $110m, up 10% from a year earlier during Q2 2024 by Acme
    /// revenue $110m, up 20% from a year earlier during Q2 2024 by Beta
    /// ```
    ///
    /// A fall of more than 100% leaves less than nothing, whatever the earlier figure was:
    /// ```claims fails
    /// displaced 40, down 120% in Harrow Bay on 2024-05-06 by "Relief Agency"
    /// ```
    ///
    /// ## How to settle it
    /// - recalculate it from the source's own figures; one of the three is wrong
    /// - from 38% to 41% is `up 3 points`; `up 3%` from 38% is 39.1%
    /// - from 100 to 250 is `up 150%`, although 250 is 250% of 100
    /// - where the change counts from another day than it seems, give that day: `up 79 since Monday`
    ///
    /// ## When it is silent
    /// - Where the figures leave room, each correct to its own last digit: `$3.52bn, up 3% from $3.41bn`, although it is
    ///   3.2%.
    /// - Where `doubled` is roughly double: as close as `about` allows. `more than doubled` and `nearly halved` are taken
    ///   literally.
    /// - Where the earlier figure is not certain. It is the figure the claim gives, and the source's own figure for the time
    ///   that `since` or `a month earlier` names: for a day that day, for a period the period of equal length that much
    ///   earlier. The rise of a running total is counted from the day before, unless an older figure fits.
    /// - Where two changes of one figure do not both say since when: that is `cannot-tell`. A relay with another change than
    ///   its origin's is `relay-drift`.
    /// - For a place in a ranking, which is no quantity: `rank 6, up 4` may be from 10 or from 2.
    /// - Across a declared `break`, and for claims that are revised, corrected or retracted.
    ///
    /// ## Settings
    /// `[hedges]` in `gainsay.toml` sets how close `about` is.
    pub(super) static CHANGE_MISMATCH = "C104" "change-mismatch", Level::ByStanding, Check::Corpus(check);
}

/// The causes that are slips of the pen.
const SLIPS: [&str; 7] = [
    "swapped-digits",
    "digit-dropped",
    "digit-doubled",
    "digit-mistyped",
    "factor-10",
    "factor-100",
    "factor-1000",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    let corpus = context.corpus;
    let mut told: FxHashSet<u32> = FxHashSet::default();
    let mut records: FxHashMap<u32, Record<'_>> = FxHashMap::default();
    for (at, claim) in (0_u32..).zip(corpus.claims()) {
        let (Some(change), Value::Number(figure)) = (claim.change.as_deref(), &claim.value) else { continue };
        if claim.status != Status::Current || claim.excluded {
            continue;
        }
        let case = Case { context, at, claim, change, figure };
        if let Some(from) = change.from.as_ref().filter(|from| !change.fits(&from.hard(), &figure.hard())) {
            case.tell_parts(from, findings);
            told.insert(at);
            continue;
        }
        if change.from.is_none() && case.tell_alone(findings) {
            told.insert(at);
            continue;
        }
        let Some(number) = corpus.series_of(at) else { continue };
        let record =
            records.entry(number).or_insert_with(|| Record::of(corpus, &corpus.series[number as usize]));
        if let Some(other) = record.misfit(at) {
            case.tell_record(other, findings);
            told.insert(at);
        }
    }
    clashing_changes::tell(context, &told, findings);
}

/// A claim that says how its figure changed.
struct Case<'a> {
    context: &'a Context<'a>,
    at: u32,
    claim: &'a Claim,
    change: &'a Change,
    figure: &'a Figure,
}

impl Case<'_> {
    /// The three figures of one claim do not go together.
    fn tell_parts(&self, from: &Figure, findings: &mut Findings) {
        let (said, was) = (self.said(), self.part(self.change.from_mark));
        let text = self.part(Some(self.change.mark));
        let (before, after) = (from.hard(), self.figure.hard());
        let mut reasoning = Vec::new();
        let message = match &self.change.by {
            Some(by) => {
                let should = by.turn(self.change.way, &before);
                let right = self.between(&before, &after);
                if !self.change.ranked {
                    reasoning.push(format!("{was} {} is {}", self.step(by), self.span(&should)));
                }
                reasoning.push(format!("from {was} to {said} is {right}"));
                format!("{}: from {was} to {said} is {right}, and not {}", self.about(), self.by())
            }
            None => {
                let way = if self.change.way == ChangeDirection::Up { "above" } else { "below" };
                reasoning.push(format!("{said} is not {way} {was}"));
                format!("{}: `{text}`, but {said} is not {way} {was}", self.about())
            }
        };
        let cause = self.cause(&before);
        let finding = self.report(findings, message, reasoning, cause);
        finding.help.push(format!(
            "check {said}, the change and {was} against the source's own figures: one of them is wrong"
        ));
        if self.is_percent() && matches!(self.change.by, Some(ChangeAmount::Percent(_))) {
            finding.help.push("write a rise from 38% to 41% as `up 3 points`".to_owned());
        }
    }

    /// A change that no figure before can have led to, as the measure is never below zero: a fall by more than there was, or
    /// a rise by more than there is.
    fn tell_alone(&self, findings: &mut Findings) -> bool {
        let vocabulary = &self.context.corpus.model.vocabulary;
        let (measure, unit) = (self.claim.measure, self.claim.unit);
        let domain = vocabulary.domain(measure, Some(vocabulary.numeric_kind(measure, unit)), unit);
        let Some(by) = self.change.by.as_ref().filter(|_| domain.low.is_some() && !self.change.ranked) else {
            return false;
        };
        let after = self.figure.hard();
        if self.change.fits(&domain, &after) {
            return false;
        }
        let (said, step) = (self.said(), self.by());
        let (message, reason) = match by.undo(self.change.way, &after) {
            Some(before) => {
                let before = self.span(&before);
                let bound = if self.change.way == ChangeDirection::Up {
                    "it is never below zero"
                } else {
                    "it is never above 100%"
                };
                let message = format!("{}: {said}, {step}, but then it was {before} before", self.about());
                (message, format!("before: {before}, but {bound}"))
            }
            None => (
                format!("{}: {said}, {step}, but a fall of 100% leaves nothing", self.about()),
                format!("{step} leaves nothing, and not {said}"),
            ),
        };
        let finding = self.report(findings, message, vec![reason], None);
        finding
            .help
            .push(format!("check {said} and the change against the source's own figures: one is wrong"));
        if domain.high.is_none() {
            let what = &self.context.corpus.model.registers.measures.get(measure.0).display;
            finding
                .help
                .push(format!("if `{what}` can go below zero, add `may be negative` to its definition"));
        }
        true
    }

    /// The figure before is not the one that the source gave.
    fn tell_record(&self, record: u32, findings: &mut Findings) {
        let words = self.context.words();
        let other = self.context.corpus.claim(record);
        let Value::Number(before) = &other.value else { return };
        let (said, was) = (self.said(), words.said(record));
        let whose = match self.claim.origin.or(self.claim.voice) {
            Some(source) => format!("`{}`", words.source(source)),
            None => "the source".to_owned(),
        };
        let on = other.time.as_ref().map(then).unwrap_or_default();
        let text = self.part(Some(self.change.mark));
        let mut reasoning = Vec::new();
        let message = match (&self.change.from, &self.change.by) {
            (Some(_), _) => {
                let base = self.part(self.change.from_mark);
                reasoning.push(format!("the claim gives {base} as the earlier figure;{on} it was {was}"));
                format!("{}: {said}, {text}, but {whose} gave {was}{on}", self.about())
            }
            (None, Some(by)) => {
                let right = self.between(&before.hard(), &self.figure.hard());
                if !self.change.ranked {
                    let should = by.turn(self.change.way, &before.hard());
                    reasoning.push(format!("{was} {} is {}", self.step(by), self.span(&should)));
                }
                reasoning.push(format!("from {was} to {said} is {right}"));
                format!("{}: {said}, {text}, but from {was}{on} it is {right}", self.about())
            }
            (None, None) => {
                reasoning.push(format!("it was {was}{on}"));
                format!("{}: {said}, {text}, but {whose} gave {was}{on}", self.about())
            }
        };
        let cause = self.change.from.is_none().then(|| self.cause(&before.hard())).flatten();
        let cited = words.cite(record, true, false, false, true);
        let finding = self.report(findings, message, reasoning, cause);
        finding.claims.insert(0, cited);
        finding.help.push(format!(
            "check both against {whose}'s own words: the earlier figure or the change is wrong"
        ));
        finding
            .help
            .push("if the change is since another day, add that day: `up 79 since 2024-05-03`".to_owned());
    }

    fn report<'f>(
        &self,
        findings: &'f mut Findings,
        message: String,
        reasoning: Vec<String>,
        cause: Option<Cause>,
    ) -> &'f mut Finding {
        let words = self.context.words();
        let cited = words.cite(self.at, true, true, false, false);
        let text = self.part(Some(self.change.mark));
        let (own, change) = (self.claim.mark, self.change.mark);
        let inside = change.start <= own.start && own.end <= change.end;
        let told = if inside { text } else { format!("{}, {text}", self.said()) };
        let cited = Cited {
            mark: Span { start: own.start.min(change.start), end: own.end.max(change.end) },
            label: format!("{told}{}", words.byline(self.at)),
            ..cited
        };
        let finding = findings.report(self.claim.place, self.claim.mark, message);
        finding.standing = Some(Standing::Slip);
        finding.reasoning = reasoning;
        finding.cause = cause;
        finding.fact =
            self.context.corpus.series_of(self.at).map(|number| {
                words.fact(&self.context.corpus.series[number as usize], self.claim.time.as_ref())
            });
        finding.claims.push(cited);
        finding
    }

    /// Whether its figure is a percentage.
    fn is_percent(&self) -> bool {
        self.claim.unit.is_some_and(|unit| self.context.corpus.model.vocabulary.units.is_percent(unit))
    }

    fn about(&self) -> String {
        let scope = self.context.corpus.model.registers.scopes.get(self.claim.scope.0);
        self.context.words().about(self.claim.measure, scope, self.claim.mode)
    }

    /// The figure as written.
    fn said(&self) -> String {
        self.context.words().said(self.at)
    }

    /// A part of the change as written, blanks single.
    fn part(&self, mark: Option<Span>) -> String {
        let Some(mark) = mark else { return String::new() };
        let text = self.context.sources.get(self.claim.place.file).slice(mark);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn way(&self) -> &'static str {
        if self.change.way == ChangeDirection::Up { "up" } else { "down" }
    }

    /// By how much, as it is said: `up 12%`, `doubled`.
    fn by(&self) -> String {
        match self.change.by_mark {
            Some(mark) => format!("{} {}", self.way(), self.part(Some(mark))),
            None => {
                let text = self.part(Some(self.change.mark));
                let ends = [" from ", " to ", " since "].iter().filter_map(|word| text.find(word));
                let end = ends.min().unwrap_or(text.len());
                text[..end].to_owned()
            }
        }
    }

    /// What is done to the figure before: `+ 12%`, `× 2`.
    fn step(&self, by: &ChangeAmount) -> String {
        match by {
            ChangeAmount::Times(figure) => {
                format!("× {}", figure.best().map_or_else(|| "some".to_owned(), Number::grouped))
            }
            _ => {
                let sign = if self.change.way == ChangeDirection::Up { "+" } else { "−" };
                format!("{sign} {}", self.part(self.change.by_mark))
            }
        }
    }

    /// What it is from one figure to the other, in the manner of what is said: `up 3.2%`, `down 3`, `up 3 points`, `1.5 times`.
    fn between(&self, before: &Interval, after: &Interval) -> String {
        let (Some(one), Some(two)) = (middle(before), middle(after)) else {
            return "something else".to_owned();
        };
        if self.change.ranked {
            return format!("a change of {}", self.shown(&(&two - &one).abs()));
        }
        let way = |change: &Number| if change.is_negative() { "down" } else { "up" };
        let difference = &two - &one;
        match &self.change.by {
            Some(ChangeAmount::Percent(_)) => match (&difference * &Number::HUNDRED).checked_div(&one) {
                Some(percent) => format!("{} {}%", way(&percent), amount::to_digits(&percent.abs(), 2)),
                None => "not a percentage of zero".to_owned(),
            },
            Some(ChangeAmount::Times(_)) => match two.checked_div(&one) {
                Some(times) => format!("{} times as much", amount::to_digits(&times, 2)),
                None => "not a percentage of zero".to_owned(),
            },
            Some(ChangeAmount::Points(_)) => {
                format!("{} {} points", way(&difference), amount::to_digits(&difference.abs(), 3))
            }
            _ => format!("{} {}", way(&difference), self.shown(&difference.abs())),
        }
    }

    /// A span of figures in the claim's own manner.
    fn span(&self, span: &Interval) -> String {
        match (&span.low, &span.high) {
            (Some(low), Some(high)) if low == high => self.shown(low),
            (Some(low), Some(high)) => {
                let (low, high) = (self.shown(low), self.shown(high));
                if low == high { format!("about {low}") } else { format!("{low} to {high}") }
            }
            (Some(low), None) => format!("{} or more", self.shown(low)),
            (None, Some(high)) => format!("{} or less", self.shown(high)),
            (None, None) => "anything".to_owned(),
        }
    }

    /// A number as the claim's own figure is written: with its currency, scale and per cent sign, to four digits.
    fn shown(&self, number: &Number) -> String {
        let said = self.said();
        let money = said.chars().next().filter(|c| {
            !c.is_alphanumeric() && !matches!(c, '~' | '<' | '>' | '≈' | '≤' | '≥' | '-' | '−' | '+')
        });
        let money = money.map(String::from).unwrap_or_default();
        let sign = if self.is_percent() { "%" } else { "" };
        let scales = [(1_000_000_000_000, "tn"), (1_000_000_000, "bn"), (1_000_000, "m")];
        let digits = said.bytes().filter(u8::is_ascii_digit).count();
        let plain = said.contains(',') || digits > 6;
        let scale = scales.into_iter().find(|(scale, _)| !plain && number.abs() >= Number::from_i64(*scale));
        let (number, scale) = match scale {
            Some((by, scale)) => {
                (number.checked_div(&Number::from_i64(by)).unwrap_or_else(|| number.clone()), scale)
            }
            None => (number.clone(), ""),
        };
        format!("{money}{}{scale}{sign}", amount::to_digits(&number, 4))
    }

    /// Why the parts do not go together, where one small slip shows it.
    fn cause(&self, before: &Interval) -> Option<Cause> {
        let by = self.change.by.as_ref()?;
        let after = self.figure.hard();
        let (said, step) = (self.said(), self.by());
        if self.change.ranked {
            return None;
        }
        let fits = |by: &ChangeAmount, way: ChangeDirection| !by.turn(way, before).disjoint(&after);
        match by {
            ChangeAmount::Percent(figure)
                if self.is_percent() && fits(&ChangeAmount::Points(figure.clone()), self.change.way) =>
            {
                let text = format!(
                    "{step} should be in points, not per cent: {} points make {said}",
                    self.part(self.change.by_mark).trim_end_matches('%').trim()
                );
                return Some(Cause { kind: "percent-for-points", text });
            }
            ChangeAmount::Points(figure) if fits(&ChangeAmount::Percent(figure.clone()), self.change.way) => {
                let text = format!(
                    "{step} should be in per cent, not points: as a percentage of the earlier figure it makes \
                             {said}"
                );
                return Some(Cause { kind: "points-for-percent", text });
            }
            _ => {}
        }
        if let Some(text) = self.to_for_by(before) {
            return Some(Cause { kind: "to-for-by", text });
        }
        let back =
            if self.change.way == ChangeDirection::Up { ChangeDirection::Down } else { ChangeDirection::Up };
        if !matches!(by, ChangeAmount::Times(_)) && fits(by, back) {
            let text = format!(
                "the direction is wrong: {} makes {said}",
                step.replacen(self.way(), if back == ChangeDirection::Up { "up" } else { "down" }, 1)
            );
            return Some(Cause { kind: "wrong-direction", text });
        }
        let written = self.part(self.change.by_mark);
        let is_fixed_by = |number: &Number| moved_to(by, number).is_some_and(|by| fits(&by, self.change.way));
        if let Some((swapped, _)) = swaps(&written).into_iter().find(|(_, number)| is_fixed_by(number)) {
            let text = format!("{written} is {swapped} with two digits swapped: that makes {said}");
            return Some(Cause { kind: "swapped-digits", text });
        }
        // The figure itself may be mistyped; that it is another day's or place's is no matter of its parts.
        let allowed = by.turn(self.change.way, before);
        let reason = self.context.causes.within(&[Residual { outlier: self.at, allowed, beside: None }]);
        reason.map(|reason| reason.cause).filter(|cause| SLIPS.contains(&cause.kind))
    }
}

impl Case<'_> {
    /// Whether `up 250%` was said of what became 250 % of the figure before: what it rose to, taken for what it rose by.
    fn to_for_by(&self, before: &Interval) -> Option<String> {
        let Some(ChangeAmount::Percent(percent)) = &self.change.by else { return None };
        let whole = Interval::exact(Number::HUNDRED);
        let (span, up) = (percent.hard(), self.change.way == ChangeDirection::Up);
        let same_way = if up { whole.before(&span) } else { span.before(&whole) };
        let times = ChangeAmount::Times(percent.clone().convert(|end| end * &Number::ratio(1, 100)));
        let after = self.figure.hard();
        if !same_way || times.turn(self.change.way, before).disjoint(&after) {
            return None;
        }
        let (said, was) = (self.said(), self.part(self.change.from_mark));
        let (share, right) = (self.part(self.change.by_mark), self.between(before, &after));
        let what = if up { "rise" } else { "fall" };
        let was = if was.is_empty() { "the earlier figure" } else { was.as_str() };
        Some(format!("{share} is what {said} is of {was}, not the {what}: it is {right}"))
    }
}

/// ` on 30 June 2023`, ` over February 2024`; what comes in on one day does so on it.
fn then(window: &Window) -> String {
    let day = window.from.filter(|_| window.from == window.to && window.from_clock == window.to_clock);
    day.map_or_else(|| on_date(window), |_| format!(" on {}", window.spoken()))
}

/// The middle of a span; its one end where the other is open.
fn middle(span: &Interval) -> Option<Number> {
    match (&span.low, &span.high) {
        (Some(low), Some(high)) => Some((low + high).half()),
        (one, two) => one.clone().or_else(|| two.clone()),
    }
}

/// What is written with two neighbouring digits exchanged, each time with the number that this makes of its digits.
fn swaps(written: &str) -> Vec<(String, Number)> {
    let places: Vec<usize> =
        written.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for pair in places.windows(2) {
        let mut bytes = written.as_bytes().to_vec();
        if bytes[pair[0]] == bytes[pair[1]] {
            continue;
        }
        bytes.swap(pair[0], pair[1]);
        let Ok(swapped) = String::from_utf8(bytes) else { continue };
        let digits: String = swapped.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
        if let Some(number) = Number::parse(&digits) {
            found.push((swapped, number));
        }
    }
    found
}

/// A change with its figure moved to another number, as exact as it was; none where it says no one number.
fn moved_to(by: &ChangeAmount, number: &Number) -> Option<ChangeAmount> {
    let figure = by.figure();
    let best = figure.best()?;
    let shift = number - best;
    let moved = figure.clone().convert(|end| end + &shift);
    Some(match by {
        ChangeAmount::Amount(_) => ChangeAmount::Amount(moved),
        ChangeAmount::Percent(_) => ChangeAmount::Percent(moved),
        ChangeAmount::Points(_) => ChangeAmount::Points(moved),
        ChangeAmount::Times(_) => return None,
    })
}
