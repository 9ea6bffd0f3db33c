use crate::contradiction::{LooseAgreement, hard_span, soft_span};
use crate::corpus::{Series, Statement, voice};
use crate::finding::{FoldSides, Severity};
use crate::model::change::{ChangeAmount, ChangeDirection};
use crate::model::claim::{ClaimStatus, Value};
use crate::model::{Interval, Number};
use crate::phrasing::{ChangedClaim, Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

/// A source with at least this many other figures, all of them exact, hardly rounds.
const MIN_EXACT: usize = 5;

declare_rule! {
    /// Figures differ by more than they state, but by less than their wording allows.
    ///
    /// ## Why it matters
    /// `about 12,000` and 12,650 need not contradict each other, nor 43,000 and 43,217: the first was clearly rounded. But
    /// they are not the same figure, and the writer of a text that uses both should know it. Nor is a rise from `less than 40%`
    /// to `nearly 20%` impossible, though a fall is what the figures say; nor is `40, down 100%`, though that leaves nothing. This is a note,
    /// never a contradiction. Where all other figures of the source are exact, it says so: the round one may be exact, too, and the two differ.
    ///
    /// ## Example
    /// ```claims fails
    /// displaced about 12,000 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 12,650 in Harrow Bay on 2021-03-10 by "Coastal Council"
    /// ```
    /// Fixed: within what `about` allows.
    /// ```claims passes
    /// displaced about 12,000 in Harrow Bay on 2021-03-10 by "Relief Agency"
    /// displaced 12,450 in Harrow Bay on 2021-03-10 by "Coastal Council"
    /// ```
    ///
    /// ## How to settle it
    /// No action is needed. Use the more exact figure, or write the hedge that the source used.
    ///
    /// ## When it is silent
    /// Where one figure lies within what the other says; where they exclude each other (that is a contradiction).
    ///
    /// ## Settings
    /// `rounding strict` on the measure takes round figures literally; `tolerance` is how far two
    /// figures may differ in all. `[hedges]` in `gainsay.toml` sets what loose words and round figures leave open.
    pub(super) static LOOSE_WORDING = "R122" "loose-wording", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    for loose in &context.contradictions.loose {
        report(context, loose, findings);
    }
    for (at, claim) in (0_u32..).zip(context.corpus.claims()) {
        let (Some(change), Value::Number(figure)) = (claim.change.as_deref(), &claim.value) else { continue };
        if claim.status == ClaimStatus::Current && !claim.excluded {
            let changed = ChangedClaim { context, at, claim, change, figure };
            report_change(&changed, findings);
            report_whole_fall(&changed, findings);
        }
    }
}

/// `increased from less than 40% to nearly 20%`: a rise by what the words allow, and a fall by what they say.
fn report_change(changed: &ChangedClaim<'_>, findings: &mut Findings) {
    let ChangedClaim { context, at, claim, change, figure } = *changed;
    let Some(from) = change.from.as_ref().filter(|_| change.by.is_none() && !change.ranked) else { return };
    let (Some(before), Some(after)) = (from.best(), figure.best()) else { return };
    let (is_opposite, moved_in_words) = match change.direction {
        ChangeDirection::Up => (after < before, "fell"),
        ChangeDirection::Down => (after > before, "rose"),
    };
    if !is_opposite || !change.fits(&from.hard(), &figure.hard()) {
        return;
    }
    let text = changed.part(Some(change.mark));
    let message = format!("{}: `{text}`, but as the figures stand it {moved_in_words}", changed.about());
    let finding = findings.report(claim.place, claim.mark, message);
    finding.claims.push(context.words().cite(at));
    finding.help.push("check both figures and the direction against the source's own words".to_owned());
}

/// `40, down 100%`: a fall to nothing that leaves something; with a very large earlier figure the percentage may be
/// rounded.
fn report_whole_fall(changed: &ChangedClaim<'_>, findings: &mut Findings) {
    let ChangedClaim { context, at, claim, change, figure } = *changed;
    let Some(ChangeAmount::Percent(by)) = &change.by else { return };
    let whole = change.direction == ChangeDirection::Down && by.best() == Some(&Number::HUNDRED);
    let left = figure.hard().disjoint(&Interval::exact(Number::ZERO));
    let (Some(after), Some(least)) = (figure.best().filter(|_| whole && left), by.hard().low.clone()) else {
        return;
    };
    if change.from.is_some() || change.ranked || after.is_negative() {
        return;
    }
    let message = format!(
        "{}: {}, {}, but a fall of 100% leaves nothing",
        changed.about(),
        changed.said(),
        changed.by()
    );
    let finding = findings.report(claim.place, claim.mark, message);
    finding.claims.push(context.words().cite(at));
    if let Some(before) = (after * &Number::HUNDRED).checked_div(&(&Number::HUNDRED - &least)) {
        let before = changed.span(&Interval { low: Some(before), ..Interval::ALL });
        finding.reasoning.push(format!("it rounds to 100% from {before} only"));
    }
    finding.help.push("check the figure and the change against the source's own words".to_owned());
}

/// For a round figure without a hedge: how many figures of other times its voice states in the series. None
/// if these are few, or not all exact.
fn exact_elsewhere(context: &Context<'_>, series: &Series, statement: &Statement) -> Option<usize> {
    let corpus = context.corpus;
    let round = corpus.claim(statement.representative());
    let is_bare = !context.words().said(statement.representative()).contains(char::is_alphabetic);
    if !is_bare || soft_span(corpus, statement) == hard_span(corpus, statement) {
        return None;
    }
    let others = corpus.claims_of(series).iter().map(|&at| corpus.claim(at));
    let others = others.filter(|claim| voice(claim) == voice(round) && claim.time != round.time);
    let mut exact = 0;
    for claim in others {
        let Value::Number(figure) = &claim.value else { return None };
        if figure.soft() != figure.hard() {
            return None;
        }
        exact += 1;
    }
    (exact >= MIN_EXACT).then_some(exact)
}

fn report(context: &Context<'_>, loose: &LooseAgreement, findings: &mut Findings) {
    let words = context.words();
    let corpus = context.corpus;
    let series = &corpus.series[loose.series as usize];
    let (low, high) = (words.said(loose.low.representative()), words.said(loose.high.representative()));
    let on = loose.window.as_ref().map(on_date).unwrap_or_default();
    let unusual = [&loose.low, &loose.high].into_iter().find_map(|statement| {
        Some((statement.representative(), exact_elsewhere(context, series, statement)?))
    });
    let message = match unusual {
        None => format!("{low} and {high} agree only loosely for {}{on}", words.series(series)),
        Some((at, exact)) => format!(
            "{low} and {high} for {}{on} agree only if {} is rounded, but the {exact} other figures of {} there are exact",
            words.series(series),
            words.said(at),
            words.voice(voice(corpus.claim(at)))
        ),
    };
    let claim = corpus.claim(loose.low.representative().min(loose.high.representative()));
    let finding = findings.report(claim.place, claim.mark, message);
    finding.fact = Some(words.fact(series, loose.window.as_ref()));
    for statement in [&loose.low, &loose.high] {
        finding.claims.push(words.cite(statement.representative()));
        let (soft, hard) = (soft_span(corpus, statement), hard_span(corpus, statement));
        if soft != hard {
            let (said, sign) =
                (words.said(statement.representative()), words.percent_sign(statement.representative()));
            finding.reasoning.push(format!("{said} says {soft}{sign} but allows {hard}{sign}"));
        }
    }
    if unusual.is_some() {
        let reason = context.causes.between(loose.low.representative(), loose.high.representative());
        finding.cause = reason.map(|reason| reason.cause);
        finding.help.push(
            "check whether both figures are of that date, and whether the round one is exact".to_owned(),
        );
    } else {
        finding.help.push("use the more exact figure, or the hedge that the source used".to_owned());
    }
    let mut sides = [loose.low.voice.number(), loose.high.voice.number()];
    sides.sort_unstable();
    let sides = FoldSides { first: vec![sides[0]], second: vec![sides[1]] };
    finding.fold = Some(fold_info(loose.series, loose.fact, sides, loose.window.as_ref()));
}
