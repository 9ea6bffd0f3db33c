use crate::corpus::{plural, same_value};
use crate::finding::{Cause, Severity};
use crate::model::claim::{Claim, ClaimStatus, Moment, TimeFrom, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Shape, Window};
use crate::phrasing::{Context, Findings, on_date, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A claim is said or published before the time it speaks of.
    ///
    /// ## Why it matters
    /// Tomorrow's dead cannot be counted today. Either a date is wrong (the classic is last year's number in January), and
    /// the claim is compared with the wrong day's figures, or a plan or forecast is passed on as if it had come true.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced 4,130 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-10
    /// ```
    /// Fixed: it was a forecast.
    /// ```claims passes
    /// displaced expected 4,130 in Harrow Bay on 2021-03-19 by "Relief Agency" published 2021-03-10
    /// ```
    ///
    /// ## How to settle it
    /// - check both dates against the source: the day it speaks of, and the day it was said or published
    /// - mark what looks ahead before its figure or date: `expected`, `planned`, `targeted`, `projected`, `feared`
    /// - end a count for a period that was not over on the day it was made: `from 1 to 5 October`
    ///
    /// ## When it is silent
    /// - for claims with a mode; for measures whose own name looks ahead (`deaths forecast for May`,
    ///   `seats due for election`), and statements that do (`"the bridge will reopen"`); for constants, and for dates that
    ///   are not events: they hold at any time
    /// - within a day, unless both times are clock times with a zone: it may be tomorrow elsewhere
    /// - where an uncertain day (`on 2021-03`) may have come; where a period has begun and the figure is a level, a share or
    ///   a name, which only needs to hold at some moment in it, or the period is a whole month, quarter, year or week, which
    ///   people name while it lasts (`40 killed during 2021`)
    /// - where the origin only expected it and a relay dropped that: that is `mode-dropped`
    /// - for claims that were taken back or corrected, or that cannot be compared for another reason
    ///
    /// Claims of one article, or of neighbouring rows published at one time, are reported together where at least three of
    /// them, and most of those with a date, are early: then the day of publication is probably wrong. So are three or more
    /// that one source said at one moment of one time: then that time is.
    ///
    /// ## Settings
    /// None: a day and a time zone are fixed.
    pub(super) static STATED_BEFORE_EVENT = "P106" "stated-before-event", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

/// From this many claims on, early ones that were published together are one finding: two can be separate slips.
const SEVERAL_CLAIMS: usize = 3;

/// How many days after the event a claim may be published for a corrected date to be proposed: news is reported
/// within the month.
const NEWS_DAYS: i32 = 31;

const SECONDS_PER_DAY: i64 = 86_400;

/// A Monday: 1970-01-05.
const MONDAY: i32 = 4;

/// A claim that was stated too early.
struct EarlyClaim {
    at: u32,
    /// The time that it is about; for an event, the date that it gives.
    window: Window,
    /// When it was stated.
    stated: Moment,
    /// Whether that is when it was said; else it is when it was published.
    is_said: bool,
    /// Whether its period had begun but was not over.
    has_begun: bool,
    /// By how many seconds.
    seconds_early: i64,
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.corpus.claims();
    let published_with = |a: &Claim, b: &Claim| a.place.file == b.place.file && a.published == b.published;
    let mut number = 0;
    for article in claims.chunk_by(published_with) {
        let numbers = number..number + article.len() as u32;
        number = numbers.end;
        let early: Vec<EarlyClaim> = numbers.filter_map(|at| early_claim(context, at)).collect();
        if early.is_empty() {
            continue;
        }
        let dated = article.iter().filter(|claim| claim.time_from == TimeFrom::Written).count();
        let published = early.iter().filter(|early| !early.is_said).count();
        if published >= SEVERAL_CLAIMS && published * 2 > dated && published == early.len() {
            report_all(context, &early, findings);
            continue;
        }
        let early = report_said(context, early, findings);
        let same = |a: &EarlyClaim, b: &EarlyClaim| {
            context.corpus.claim(a.at).place == context.corpus.claim(b.at).place
        };
        for statement in early.chunk_by(same) {
            report(context, statement, findings);
        }
    }
}

/// Whether a claim was stated too early.
fn early_claim(context: &Context<'_>, at: u32) -> Option<EarlyClaim> {
    let claim = context.corpus.claim(at);
    if claim.mode.is_some() || claim.excluded || claim.status != ClaimStatus::Current {
        return None;
    }
    let (said, published) = (claim.said, claim.published);
    said.or(published)?;
    // A claim that its origin only expected may be stated early.
    if context.drift.without_mode.binary_search(&at).is_ok() {
        return None;
    }
    let measure = context.corpus.model.vocabulary.measure(claim.measure);
    let window = match &claim.value {
        Value::Date(date) if problem::is_event(context, claim) => **date,
        Value::Date(_) | Value::Quote(_) | Value::Unread => return None,
        _ if claim.time_from == TimeFrom::Written => claim.time?,
        _ => return None,
    };
    let kind = measure.and_then(|measure| measure.kind);
    if kind == Some(Kind::Constant) {
        return None;
    }
    let adds_up =
        matches!(claim.value, Value::Number(_)) && matches!(kind, Some(Kind::Flow | Kind::Cumulative));
    let must_be_over = adds_up && window.shape == Shape::Period && !is_named_period(&window);
    let too_soon = |moment: Option<Moment>| {
        moment.and_then(|moment| seconds_before(&window, must_be_over, &moment).map(|by| (moment, by)))
    };
    let ((stated, seconds_early), is_said) = match (too_soon(said), too_soon(published)) {
        (Some(early), _) => (early, true),
        (None, Some(early)) => (early, false),
        (None, None) => return None,
    };
    // The names of measures are checked only for the few early claims.
    if names_the_future(&context.corpus.model.registers.measures.get(claim.measure.0).display) {
        return None;
    }
    let has_begun = must_be_over && window.from.is_some_and(|from| from <= stated.to);
    Some(EarlyClaim { at, window, stated, is_said, has_begun, seconds_early })
}

/// How many seconds a moment is before a window, or before its end if that `must_be_over`; none if it is not before.
fn seconds_before(window: &Window, must_be_over: bool, moment: &Moment) -> Option<i64> {
    let (day, clock) =
        if must_be_over { (window.to, window.to_clock) } else { (window.from, window.from_clock) };
    let utc = if must_be_over { window.utc_to() } else { window.utc_from() };
    if let (Some(then), Some(stated)) = (utc, moment.utc()) {
        return (then > stated).then_some(then - stated);
    }
    // In other time zones a day begins and ends up to a day earlier or later.
    let then = i64::from(day?.0) * SECONDS_PER_DAY + clock.map_or(0, |clock| i64::from(clock.seconds));
    let stated = i64::from(moment.to.0) * SECONDS_PER_DAY
        + moment.clock.map_or(SECONDS_PER_DAY, |clock| i64::from(clock.seconds));
    (then - stated >= SECONDS_PER_DAY).then_some(then - stated)
}

/// Whether a period is a whole week, month, quarter, year or decade, as people name it while it lasts.
fn is_named_period(window: &Window) -> bool {
    let (Some(from), Some(to)) = (window.from, window.to) else { return false };
    let months = from.parts().2 == 1 && to == to.end_of_month();
    let week = to.0 - from.0 == 6 && (from.0 - MONDAY).rem_euclid(7) == 0;
    months || week
}

/// Whether a name refers to the future.
fn names_the_future(name: &str) -> bool {
    const WORDS: [&str; 27] = [
        "will",
        "shall",
        "would",
        "ll",
        "won't",
        "going",
        "planned",
        "plan",
        "plans",
        "expected",
        "expects",
        "forecast",
        "forecasts",
        "predicted",
        "projected",
        "projection",
        "target",
        "targeted",
        "scheduled",
        "due",
        "upcoming",
        "future",
        "budget",
        "budgeted",
        "pledged",
        "promised",
        "intends",
    ];
    let lower = name.to_lowercase().replace('’', "'");
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    let ahead = |word: &str| WORDS.contains(&word) || word.ends_with("'ll");
    words.any(ahead) || lower.contains("to be ") || lower.ends_with("to be") || lower.contains("set to ")
}

/// Reports one statement, which may make claims of several origins.
fn report(context: &Context<'_>, statement: &[EarlyClaim], findings: &mut Findings) {
    let [early, ..] = statement else { return };
    let words = context.words();
    let claim = context.corpus.claim(early.at);
    let scope = context.corpus.model.registers.scopes.get(claim.scope.0);
    let about = words.about(claim.measure, scope, None);
    let what = match &claim.value {
        Value::Date(_) => format!("{about} is put{}", on_date(&early.window)),
        Value::Truth(_) => format!("{about} is stated{}", on_date(&early.window)),
        _ => format!("{about} is put at {}{}", words.said(early.at), on_date(&early.window)),
    };
    let verb = if early.is_said { "said" } else { "published" };
    let stated = with_preposition(&early.stated);
    let before = if early.has_begun { "it ended" } else { "" };
    let message = format!("{what}, but was {verb} {stated}, {} before {before}", time_before_in_words(early));
    let mark = if claim.time_mark.start < claim.time_mark.end { claim.time_mark } else { claim.mark };
    let mut fact = words.fact_of(early.at);
    fact.from = early.window.iso_from();
    fact.to = early.window.iso_to();
    let finding = findings.report(claim.place, mark, message.trim_end());
    finding.fact = Some(fact);
    finding.cause = other_month(context, early).or_else(|| cause_of(early));
    let unfinished = if early.has_begun { ", before it ended" } else { "" };
    for early in statement {
        let cited = words.cite(early.at).in_core();
        let label = format!("{verb} {stated}{unfinished}");
        finding.claims.push(crate::finding::Cited { mark, label, ..cited });
    }
    finding
        .help
        .push(format!("check both dates against the source: the day it is about, and the day it was {verb}"));
    finding.help.push(match &claim.value {
        _ if early.has_begun => {
            "if it counts only up to that day, end its period there; if it looks ahead, add `expected`"
                .to_owned()
        }
        Value::Date(_) => "if it was only announced, add `planned` or `expected` before the date".to_owned(),
        Value::Number(_) => {
            "if it looks ahead, add `expected`, `planned` or `projected` before the figure".to_owned()
        }
        _ => "if it looks ahead, add `expected` or `planned` before the value".to_owned(),
    });
}

/// Reports together three or more claims that one source made at one moment about one time; returns the others.
fn report_said(context: &Context<'_>, early: Vec<EarlyClaim>, findings: &mut Findings) -> Vec<EarlyClaim> {
    let with = |one: &EarlyClaim| (one.is_said, one.stated, one.window, context.corpus.claim(one.at).origin);
    let all_said: Vec<_> = early.iter().map(with).collect();
    let together = |one: &EarlyClaim| {
        one.is_said && all_said.iter().filter(|other| **other == with(one)).count() >= SEVERAL_CLAIMS
    };
    let (mut grouped, rest): (Vec<EarlyClaim>, Vec<EarlyClaim>) = early.into_iter().partition(together);
    while let Some(first) = grouped.first().map(with) {
        let (group, others): (Vec<EarlyClaim>, Vec<EarlyClaim>) =
            grouped.into_iter().partition(|one| with(one) == first);
        report_all(context, &group, findings);
        grouped = others;
    }
    rest
}

/// Reports several claims that were published, or said, together.
fn report_all(context: &Context<'_>, all: &[EarlyClaim], findings: &mut Findings) {
    let Some(first) = all.first() else { return };
    let verb = if first.is_said { "said" } else { "published" };
    let words = context.words();
    let last =
        all.iter().max_by_key(|early| (early.window.from, std::cmp::Reverse(early.at))).unwrap_or(first);
    let stated = with_preposition(&first.stated);
    let message = format!(
        "{} {verb} {stated} are about later days, up to {}, {} later",
        plural(all.len(), "claim"),
        last.window.in_words(),
        time_before_in_words(last)
    );
    let claim = context.corpus.claim(first.at);
    let finding = findings.report(claim.place, claim.mark, message);
    finding.cause = all.iter().find_map(|early| other_month(context, early)).or_else(|| cause_of(first));
    for early in all {
        let cited = words.cite(early.at).in_core();
        finding.claims.push(crate::finding::Cited { label: early.window.in_words(), ..cited });
    }
    finding.help.push(if first.is_said {
        format!("check the day that all of them are about first, and `said {}`", first.stated.from.iso())
    } else {
        format!(
            "check the publication date first: everything here depends on `published {}`",
            first.stated.from.iso()
        )
    });
    finding
        .help
        .push("if they look ahead, add `expected`, `planned` or `projected` before the figure".to_owned());
}

/// `on 3 October 2020`, `in October 2020`.
fn with_preposition(moment: &Moment) -> String {
    let preposition = if moment.from == moment.to { "on" } else { "in" };
    format!("{preposition} {}", moment.in_words())
}

/// How long before: in days, else in hours or minutes.
fn time_before_in_words(early: &EarlyClaim) -> String {
    let target = if early.has_begun { early.window.to } else { early.window.from };
    let days = target.map_or(0, |day| i64::from(day.0) - i64::from(early.stated.to.0));
    match (days, early.seconds_early / 3600, early.seconds_early / 60) {
        (2.., ..) => plural(days as usize, "day"),
        (_, hours @ 1.., _) => plural(hours as usize, "hour"),
        (.., minutes) => plural(minutes.max(1) as usize, "minute"),
    }
}

/// That the month was mistaken: the same source gives the same figure for the same day of another month,
/// which had passed.
fn other_month(context: &Context<'_>, early: &EarlyClaim) -> Option<Cause> {
    let corpus = context.corpus;
    let claim = corpus.claim(early.at);
    let day = early.window.only_day()?;
    let series = &corpus.series[corpus.series_of(early.at)? as usize];
    let right = corpus.claims_of(series).iter().find_map(|&at| {
        let other = corpus.claim(at);
        let then = other.time.and_then(|window| window.only_day())?;
        let same = other.origin == claim.origin && same_value(&other.value, &claim.value);
        (same && then != day && then.parts().2 == day.parts().2 && then <= early.stated.to).then_some(then)
    })?;
    let who = claim.voice.map_or_else(String::new, |voice| format!("`{}` ", context.words().source(voice)));
    let text = format!("{who}gives the same figure for {}: the month was mistaken", right.in_words());
    claim.origin.map(|_| Cause::new("date-slip", text))
}

/// A slip in the date (another year, or day and month swapped) that would make the claim recent news.
fn cause_of(early: &EarlyClaim) -> Option<Cause> {
    let day = early.window.only_day()?;
    let (year, month, number) = day.parts();
    let news = |day: &Day| (0..=NEWS_DAYS).contains(&(early.stated.to.0 - day.0));
    let days = |day: Day| match early.stated.to.0 - day.0 {
        0 => "the very day".to_owned(),
        days => format!("{} before", plural(days as usize, "day")),
    };
    let verb = if early.is_said { "said" } else { "published" };
    if let Some(last) = Day::new(year - 1, month, number).filter(news) {
        let text = format!(
            "with the year {} it is about {}, {} it was {verb}",
            year - 1,
            last.in_words(),
            days(last)
        );
        return Some(Cause::new("date-slip", text));
    }
    let swapped = Day::new(year, number, month).filter(news)?;
    let text = format!(
        "with day and month swapped it is about {}, {} it was {verb}",
        swapped.in_words(),
        days(swapped)
    );
    Some(Cause::new("date-slip", text))
}
