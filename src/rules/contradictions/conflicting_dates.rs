use crate::contradiction::{DisputeKind, Side};
use crate::corpus::Describer;
use crate::model::claim::Value;
use crate::model::{Window, WrittenTime};
use crate::phrasing::{Context, Findings, Presenter, disputes};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// One event, or one date, has two dates.
    ///
    /// ## Why it matters
    /// A ceasefire that took effect on the 10th did not take effect on the 12th. Dates are off by a day more often than any
    /// other figure is wrong: because of time zones, because `Monday` was read in another week, or because the day of the
    /// report was taken for the day of the event.
    ///
    /// ## Example
    /// ```claims fails
    /// event "bridge closure" on 2021-03-10 by "Coastal Council"
    /// event "bridge closure" on 2021-03-12 by "Harbour Monitor"
    /// ```
    /// Fixed: the second source gave only the month.
    /// ```claims passes
    /// event "bridge closure" on 2021-03-10 by "Coastal Council"
    /// event "bridge closure" on 2021-03 by "Harbour Monitor"
    /// ```
    /// `since` says when it began, and it began once:
    /// ```claims fails
    /// event "renewed violence" since 2021-03-10 by "Coastal Council"
    /// event "renewed violence" since 2021-03-12 by "Harbour Monitor"
    /// ```
    ///
    /// ## How to settle it
    /// Check both against the sources. If a source was vague, write what it said (`on 2021-03`, `on early March 2021`). If
    /// there were two events, give them two names.
    ///
    /// ## When it is silent
    /// Where both share a day: one date lies within the other, two periods overlap, two times fall on one day (but two of `since`
    /// must share the day on which it began). An instant
    /// with a zone is every day that it is somewhere in the world, and two of them share a day if they do in a zone that one
    /// of them is written in. Where the place, the scope or the mode (`planned`) differs; for dates that have since been
    /// revised, corrected or retracted.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static CONFLICTING_DATES = "C112" "conflicting-dates", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Dates) {
        let (one, two) = presenter.first_two();
        let (first, second) = (presenter.said(&one.statement), presenter.said(&two.statement));
        let message = if presenter.dispute.is_slip() {
            format!(
                "{} gives two dates for {}: {first} and {second}",
                presenter.words.voice(one.statement.voice),
                presenter.about()
            )
        } else {
            let (mine, theirs) = (
                presenter.words.voices(&presenter.saying_the_same(one)),
                presenter.words.voices(&presenter.saying_the_same(two)),
            );
            format!("two dates for {}: {first} by {mine}, {second} by {theirs}", presenter.about())
        };
        let reasoning = vec![why_apart(&presenter)];
        presenter.report(findings, "conflicting-dates", message, reasoning);
    }
}

/// Why the two dates cannot both be right.
fn why_apart(presenter: &Presenter<'_>) -> String {
    let (one, two) = presenter.first_two();
    let begun = |side: &Side| presenter.words.corpus.claim(side.statement.representative()).begun;
    if let (Some((from, to)), Some((first, last))) = (begun(one), begun(two))
        && (to < first || last < from)
    {
        return format!(
            "{} and {} share no day on which it began, and it began once",
            presenter.said(&one.statement),
            presenter.said(&two.statement)
        );
    }
    let spoken = |side: &Side| match date(&presenter.words, side) {
        // A date whose reading would repeat it, such as a year, is given once.
        Some(window) if window.in_words() == presenter.said(&side.statement) => {
            format!("`{}`", window.in_words())
        }
        Some(window) => format!("`{}` is {}", presenter.said(&side.statement), window.in_words()),
        None => presenter.said(&side.statement),
    };
    let zoned =
        |side| date(&presenter.words, side).and_then(Window::start).is_some_and(WrittenTime::is_zoned);
    let apart = match (zoned(one), zoned(two)) {
        (false, false) => "they have no day in common",
        (true, true) => "they have no day in common in either zone",
        _ => "they have no day in common in any zone",
    };
    format!("{}; {}: {apart}", spoken(one), spoken(two))
}

fn date<'a>(words: &Describer<'a>, side: &Side) -> Option<&'a Window> {
    match &words.corpus.claim(side.statement.representative()).value {
        Value::Date(window) => Some(window),
        _ => None,
    }
}
