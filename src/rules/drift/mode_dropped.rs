use crate::drift::{DroppedMode, Hop};
use crate::finding::{Cited, FoldSides, Severity};
use crate::phrasing::{Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A relay states flatly what its origin only expected, planned, feared or alleged.
    ///
    /// ## Why it matters
    /// What was said has not necessarily happened. `200 feared dead` becomes `200 dead` in the second story. No mistake is
    /// graver: the figure and the source are right, but the event did not happen, or is not known to have happened.
    ///
    /// ## Example
    /// ```claims fails
    /// death toll feared 200 in Harrow Bay on 2021-03-10 by "Coast Guard" said 2021-03-09
    /// death toll 200 in Harrow Bay on 2021-03-10 by "Coast Guard" via "Northern Wire" published 2021-03-09
    /// ```
    /// Fixed:
    /// ```claims passes
    /// death toll feared 200 in Harrow Bay on 2021-03-10 by "Coast Guard" said 2021-03-09
    /// death toll feared 200 in Harrow Bay on 2021-03-10 by "Coast Guard" via "Northern Wire" published 2021-03-09
    /// ```
    ///
    /// ## How to settle it
    /// Write the mode before the figure, as the origin did: `expected`, `planned`, `targeted`, `projected`, `feared`,
    /// `alleged`. If the origin has since confirmed it, add that statement, with its date.
    ///
    /// ## When it is silent
    /// - where the origin itself also states it flatly
    /// - where the relay gives another value, or names another day on which it was said: that is not what was expected
    /// - where the day the claim speaks of had come when the relay was published: the origin may have confirmed it by then.
    ///   This does not apply to `alleged`: no date makes an allegation true
    /// - where the origin's own words are not known, and the chains that keep the mode do not outnumber those that drop it
    ///
    /// ## Settings
    /// None.
    pub(super) static MODE_DROPPED = "D103" "mode-dropped", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for dropped in &context.drift.dropped_modes {
        report(context, dropped, findings);
    }
}

fn report(context: &Context<'_>, dropped: &DroppedMode, findings: &mut Findings) {
    let words = context.words();
    let series = &context.corpus.series[dropped.series as usize];
    let root = dropped.carriers[0];
    let claim = context.corpus.claim(root);
    let name = |hop: &Hop| format!("`{}`", words.source(hop.outlet));
    let (Some(outlet), origin) = (dropped.hops.last().map(name), words.voice(dropped.voice)) else { return };
    let (mode, stated, meant) = (dropped.mode.keyword(), words.said(root), words.said(dropped.modal));
    let about = words.series(series);
    let on = dropped.window.as_ref().map(on_date).unwrap_or_default();
    let more = match dropped.carriers.len() - 1 {
        0 => String::new(),
        1 => "; 1 more relay repeats it".to_owned(),
        more => format!("; {more} more relays repeat it"),
    };
    let whose = if dropped.is_direct {
        format!("{origin} only {mode} {meant}")
    } else {
        format!("other relays of {origin} have `{mode}` {meant}")
    };
    let message = format!("{outlet} states {stated} for {about}{on} as a fact, but {whose}{more}");
    let finding = findings.report(claim.place, claim.mark, message);
    finding.fact = Some(words.fact(series, dropped.window.as_ref()));
    let cited = words.cite(dropped.modal).in_core();
    finding.claims.push(Cited { label: format!("{mode} {}", cited.label), ..cited });
    for at in dropped.hops.iter().filter_map(|hop| hop.claim) {
        if at != dropped.modal && !dropped.carriers.contains(&at) {
            finding.claims.push(words.cite(at));
        }
    }
    for &at in &dropped.carriers {
        finding.claims.push(Cited { core: true, repair: true, suspect: dropped.is_direct, ..words.cite(at) });
    }
    let mut steps = vec![match dropped.is_direct {
        true => format!("{origin} {mode} {meant}"),
        false => format!("{origin} (its own statement is missing)"),
    }];
    steps.extend(dropped.hops.iter().map(|hop| match hop.claim {
        Some(at) if dropped.carriers.contains(&at) => format!("{} {}", name(hop), words.said(at)),
        Some(at) => format!("{} {mode} {}", name(hop), words.said(at)),
        None => format!("{} ?", name(hop)),
    }));
    finding.reasoning.push(format!("passed on: {}", steps.join(" → ")));
    finding.help.push(format!("write `{mode}` before {stated}, as {origin} did"));
    finding.help.push(format!("if {origin} has confirmed it since, add that statement with its date"));
    let outlets = dropped.hops.iter().map(|hop| hop.outlet.0).collect();
    let sides = FoldSides { first: outlets, second: vec![dropped.voice.number()] };
    finding.fold = Some(fold_info(dropped.series, dropped.fact, sides, dropped.window.as_ref()));
}
