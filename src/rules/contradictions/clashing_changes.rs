//! Two changes of one figure that start at the same time and cannot both be right.

use rustc_hash::FxHashSet;

use crate::corpus::{
    ChangeClash, FactChanges, FactClaims, Series, Voice, changes_by_fact, clash_of_changes, voice,
};
use crate::finding::{Cited, Standing};
use crate::phrasing::{Context, Findings, on_date};

/// Reports facts whose changes clash, without the claims that are `reported` already.
pub(super) fn report(context: &Context<'_>, reported: &FxHashSet<u32>, findings: &mut Findings) {
    for series in &context.corpus.series {
        for FactChanges { fact, compared, .. } in changes_by_fact(context.corpus, series) {
            let mut unreported = compared;
            unreported.retain(|at| !reported.contains(at));
            while let Some((one, two)) = first_clash(context, series, &unreported) {
                let both = [one, two];
                let clash = |at: u32| both.iter().any(|&rival| clash(context, series, rival, at));
                let more: Vec<u32> =
                    unreported.iter().copied().filter(|&at| !both.contains(&at) && clash(at)).collect();
                report_pair(context, series, &fact, (one, two), &more, findings);
                unreported.retain(|at| !both.contains(at) && !more.contains(at));
            }
        }
    }
}

fn clash(context: &Context<'_>, series: &Series, one: u32, two: u32) -> bool {
    let claim = |at: u32| context.corpus.claim(at);
    clash_of_changes(context.corpus, series, claim(one), claim(two)) == Some(ChangeClash::StartTogether)
}

/// The first two that clash, preferably two of one voice.
fn first_clash(context: &Context<'_>, series: &Series, unreported: &[u32]) -> Option<(u32, u32)> {
    let of = |at: u32| voice(context.corpus.claim(at));
    let pairs = || {
        unreported
            .iter()
            .enumerate()
            .flat_map(|(place, &two)| unreported[..place].iter().map(move |&one| (one, two)))
    };
    let mut own = pairs().filter(|&(one, two)| of(one) == of(two));
    own.find(|&(one, two)| clash(context, series, one, two))
        .or_else(|| pairs().find(|&(one, two)| clash(context, series, one, two)))
}

fn report_pair(
    context: &Context<'_>,
    series: &Series,
    fact: &FactClaims<'_>,
    (one, two): (u32, u32),
    more: &[u32],
    findings: &mut Findings,
) {
    let words = context.words();
    let (claim, other) = (context.corpus.claim(one), context.corpus.claim(two));
    let (mine, theirs): (Voice, Voice) = (voice(claim), voice(other));
    let about = format!("{}{}", words.series(series), fact.window.as_ref().map(on_date).unwrap_or_default());
    let (change, rival) = (words.changed(one), words.changed(two));
    let says = if mine == theirs {
        format!("{} says both `{change}` and `{rival}`", words.voice(mine))
    } else {
        format!("{} says `{change}`, but {} says `{rival}`", words.voice(mine), words.voice(theirs))
    };
    let finding = findings.report(other.place, other.mark, format!("{about}: {says}"));
    finding.standing = Some(if mine == theirs { Standing::Slip } else { Standing::Disputed });
    finding.fact = Some(words.fact(series, fact.window.as_ref()));
    let base = other.change.as_ref().and_then(|change| change.since);
    let since = base.map(|since| on_date(&since)).unwrap_or_default();
    finding.reasoning.push(format!(
        "both are counted from one figure,{since}, and none leads to {} both ways",
        words.said(two)
    ));
    for &at in [one, two].iter().chain(more) {
        let cited = Cited { core: at == one || at == two, repair: true, ..words.cite(at) };
        let change = words.changed(at);
        let label = if cited.label.contains(&change) {
            cited.label
        } else {
            format!("{}, {change}{}", words.said(at), words.byline(at))
        };
        finding.claims.push(Cited { label, ..cited });
    }
    finding.help.push("work both out from the earlier figure: one of the changes is wrong".to_owned());
    let help = "if one is counted from another time, give that time: `up 79 since 2024-05-03`";
    finding.help.push(words.moved_to_year_of(&[one, two], help));
}
