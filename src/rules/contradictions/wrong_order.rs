//! C113 wrong-order.

use crate::contradiction::{DisputeKind, Side};
use crate::model::claim::Value;
use crate::phrasing::{Case, Context, Findings, disputes, one_line};
use crate::rules::rule::{Check, Level, declare_rule};

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
    /// Where both can be on one day; where either date is too vague to decide; where scope or mode differs.
    ///
    /// ## Settings
    /// None except its level.
    pub(super) static WRONG_ORDER = "C113" "wrong-order", Level::ByStanding, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for case in disputes(context, DisputeKind::Order) {
        let (removed, kept) = case.sides();
        // The earlier date is that of the event that the law puts later.
        let (later, earlier) =
            if start(&case, removed) <= start(&case, kept) { (removed, kept) } else { (kept, removed) };
        let (after, before) = (name(&case, later), name(&case, earlier));
        let message = format!(
            "{after} on {} is before {before} on {}, but must come after it",
            case.said(&later.statement),
            case.said(&earlier.statement)
        );
        let laws = case.dispute.laws.iter().map(|&law| one_line(case.words.sources.slice(law)));
        let mut reasoning: Vec<String> = laws.map(|law| format!("declared: {law}")).collect();
        reasoning.push(format!(
            "but {} is earlier than {}",
            case.said(&later.statement),
            case.said(&earlier.statement)
        ));
        case.report(findings, "wrong-order", message, reasoning);
    }
}

fn start(case: &Case<'_>, side: &Side) -> Option<crate::model::Day> {
    match &case.words.corpus.claim(side.statement.speaker()).value {
        Value::Date(window) => window.from,
        _ => None,
    }
}

fn name(case: &Case<'_>, side: &Side) -> String {
    case.words.series(&case.words.corpus.series[side.series as usize])
}
