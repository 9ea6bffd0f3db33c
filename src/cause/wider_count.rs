//! Cause: some of the figures count more than others: what a law adds, such as probable cases
//! beside confirmed ones.

use super::discrepancy::Discrepancy;
use super::figure_index::{precise_figure, voice_of};
use super::reason::Reason;
use crate::corpus::{Series, at_window_of};
use crate::finding::WIDER_COUNT;
use crate::model::Number;
use crate::model::law::{LawForm, Subject};
use crate::model::register::MeasureId;
use crate::syntax::tree::Relation;

/// What the wider measure counts beyond the narrow one is at most this many times what is missing.
const AT_MOST: i64 = 4;

/// Looks for a wider measure, which a law makes up of the measure that is exceeded and others: with
/// the figure that the same source gives for it, at the same scope and time, the figures would go
/// together.
///
/// What is missing must be a good part of what the wider measure counts beyond the narrow one: a
/// much wider measure would fit anything. So would one of those that the failing law binds (`bound`): with the whole in the place of a
/// part, any sum is large enough.
pub(super) fn explain(discrepancy: &Discrepancy<'_>, bound: &[MeasureId]) -> Option<Reason> {
    // If a single figure would fit, a count that is merely wider need not be that figure.
    if discrepancy.goal.is_some() {
        return None;
    }
    let corpus = discrepancy.corpus();
    let laws = || corpus.model.laws.iter().map(|law| &law.form);
    let own = discrepancy.claim().measure;
    let missing = discrepancy.distance();
    let is_below = discrepancy.allowed.low.as_ref().is_some_and(|least| *least > discrepancy.figure);
    let is_above = discrepancy.allowed.high.as_ref().is_some_and(|most| *most < discrepancy.figure);
    let exceeded: Vec<MeasureId> = match (is_below, is_above) {
        (true, _) => vec![own],
        (_, true) => laws().flat_map(|form| limits(form, own)).collect(),
        _ => return None,
    };
    let pairs = exceeded
        .into_iter()
        .flat_map(|narrow| laws().filter_map(move |form| Some((narrow, wider_measure(form, narrow)?))));
    let fitting = |(narrow, wider): (MeasureId, MeasureId)| {
        if bound.contains(&wider) {
            return None;
        }
        let (less, more) = (figure_of(discrepancy, narrow)?, figure_of(discrepancy, wider)?);
        let beside = more - less;
        (missing <= beside && beside <= &missing * &Number::from_i64(AT_MOST)).then_some((wider, less, more))
    };
    let (wider, less, more) = pairs.filter_map(fitting).next()?;
    let subject = if is_below { "the others" } else { &discrepancy.shown() };
    let (go, do_not) = if is_below { ("they go", "they do") } else { ("it goes", "it does") };
    let text = format!(
        "{subject} may count what `{}` counts: {go} together with its {}, as {do_not} not with {}",
        corpus.model.registers.measures.get(wider.0).display,
        discrepancy.written.shown_with(more),
        discrepancy.written.shown_with(less)
    );
    Some(discrepancy.reason(WIDER_COUNT, text))
}

/// The latest figure that the voice of the figure in question gives for a measure, at its scope and
/// time.
fn figure_of<'q>(discrepancy: &Discrepancy<'q>, measure: MeasureId) -> Option<&'q Number> {
    let (corpus, claim) = (discrepancy.corpus(), discrepancy.claim());
    let is_it =
        |series: &&Series| (series.measure, series.scope, series.mode) == (measure, claim.scope, claim.mode);
    let claims = corpus.claims_of(corpus.series.iter().find(is_it)?);
    let own = claims[at_window_of(corpus, claims, discrepancy.at)].iter().copied().filter(|&at| {
        let other = corpus.claim(at);
        voice_of(other) == discrepancy.voice() && other.unit == claim.unit
    });
    let latest = own.max_by_key(|&at| (corpus.edition(at).map(|moment| moment.order()), at))?;
    precise_figure(corpus.claim(latest))
}

/// The measures that a law says this one does not exceed.
fn limits(form: &LawForm, measure: MeasureId) -> Vec<MeasureId> {
    let LawForm::Linear { terms, relation, .. } = form else { return Vec::new() };
    let own = terms.iter().find(|(_, subject)| measure_of(subject) == Some(measure));
    let Some((own, _)) = own.filter(|(own, _)| match relation {
        Relation::AtMost => !own.is_negative(),
        Relation::AtLeast => own.is_negative(),
        Relation::Equal => false,
    }) else {
        return Vec::new();
    };
    let others = terms.iter().filter(|(times, _)| *times == -own);
    others.filter_map(|(_, subject)| measure_of(subject)).collect()
}

fn measure_of(subject: &Subject) -> Option<MeasureId> {
    match subject {
        Subject::Measure(measure, _) => Some(*measure),
        Subject::Statement(_) | Subject::Number(_) => None,
    }
}

/// The measure that a law makes up of this one and others.
fn wider_measure(form: &LawForm, measure: MeasureId) -> Option<MeasureId> {
    let LawForm::Linear { terms, relation: Relation::Equal, constant } = form else { return None };
    let is_single = |times: &Number| times.abs() == Number::ONE;
    if !constant.is_zero() || terms.len() < 3 || !terms.iter().all(|(times, _)| is_single(times)) {
        return None;
    }
    let own = &terms.iter().find(|(_, subject)| measure_of(subject) == Some(measure))?.0;
    let mut others = terms.iter().filter(|(times, _)| times != own);
    let (_, wider) = others.next()?;
    others.next().is_none().then(|| measure_of(wider)).flatten()
}
