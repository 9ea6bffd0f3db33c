use crate::contradiction::{DisputeKind, Side};
use crate::model::Window;
use crate::model::claim::Value;
use crate::phrasing::{Context, Findings, Presenter, disputes, one_line};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// Events come in another order than a law says.
    ///
    /// ## Why it matters
    /// Some things cannot happen before others: the second ceasefire before the first, a trial before the arrest. A
    /// `law "B" after "A"` states this once, and every pair of dates in the corpus is checked against it.
    ///
    /// ## Example
    /// ```claims fails
    /// law "second ceasefire" after "first ceasefire"
    /// event "first ceasefire" on 2020-10-18 by Statecraft
    /// event "second ceasefire" on 2020-10-10 by Statecraft
    /// ```
    /// Fixed: the dates had been swapped.
    /// ```claims passes
    /// law "second ceasefire" after "first ceasefire"
    /// event "first ceasefire" on 2020-10-10 by Statecraft
    /// event "second ceasefire" on 2020-10-18 by Statecraft
    /// ```
    ///
    /// ## How to settle it
    /// Check both dates. They may have been swapped, or one was read in the wrong month. If the order is less certain than it
    /// seemed, remove the law.
    ///
    /// ## When it is silent
    /// Where both can be at one time: on one day, unless both have a time; where either date is too vague to decide, or the
    /// zone of one is not said and in some zone the order would be right; where scope or mode differs.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static WRONG_ORDER = "C113" "wrong-order", DefaultLevel::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for presenter in disputes(context, DisputeKind::Order) {
        let (removed, kept) = presenter.first_two();
        // The event that was dated earlier is the one that the law puts later.
        let dates = date(&presenter, removed).zip(date(&presenter, kept));
        let first = dates.is_some_and(|(removed, kept)| removed.is_before(kept));
        let (later, earlier) = if first { (removed, kept) } else { (kept, removed) };
        let (after, before) = (name(&presenter, later), name(&presenter, earlier));
        let message = format!(
            "{after} on {} is before {before} on {}, but must come after it",
            presenter.said(&later.statement),
            presenter.said(&earlier.statement)
        );
        let laws = presenter.dispute.laws.iter().map(|&law| one_line(presenter.words.sources.slice(law)));
        let mut reasoning: Vec<String> = laws.map(|law| format!("declared: {law}")).collect();
        reasoning.push(format!(
            "but {} is earlier than {}",
            spoken(&presenter, later),
            spoken(&presenter, earlier)
        ));
        presenter.report(findings, "wrong-order", message, reasoning);
    }
}

fn date<'a>(presenter: &Presenter<'a>, side: &Side) -> Option<&'a Window> {
    match &presenter.words.corpus.claim(side.statement.representative()).value {
        Value::Date(window) => Some(window),
        _ => None,
    }
}

/// A date as written, with the time in UTC if it is in another zone.
fn spoken(presenter: &Presenter<'_>, side: &Side) -> String {
    let said = presenter.said(&side.statement);
    match date(presenter, side).and_then(Window::in_utc) {
        Some(utc) => format!("{said} ({})", utc.in_words()),
        None => said,
    }
}

fn name(presenter: &Presenter<'_>, side: &Side) -> String {
    presenter.words.series(&presenter.words.corpus.series[side.series as usize])
}
