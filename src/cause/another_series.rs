//! Cause: the figure is that of another measure, group or place on the same day.

use super::discrepancy::Discrepancy;
use super::figure_index::{days_beside, figures_on, previous_day};
use super::reason::Reason;
use super::written::significant_digits;
use crate::model::Number;
use crate::model::claim::Claim;
use crate::model::register::{GROUP, KeyId, MeasureId, NameId, PLACE};

/// The one aspect in which the series of two claims differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DifferingAspect {
    /// Another measure at the same scope.
    Measure,
    /// The same measure at a scope that differs in this key, with the other claim's name under it; none if the other
    /// claim does not set it.
    Key(KeyId, Option<NameId>),
}

/// Looks for the same figure on its day in a series that differs in one aspect only.
///
/// Three significant digits are required: a day's report has some ten figures, and one in a hundred three-digit
/// figures would match one of them by chance. If that day has figures for many groups or places, one more digit is
/// required for each further factor of ten.
pub(super) fn explain(discrepancy: &Discrepancy<'_>) -> Option<Reason> {
    let digits = significant_digits(&discrepancy.figure);
    if digits < 3 || discrepancy.is_any_of_many() {
        return None;
    }
    let is_significant = |aspect: DifferingAspect| {
        u32::try_from(digits - 2)
            .is_ok_and(|more| count_choices(discrepancy, aspect) <= 10_usize.saturating_pow(more))
    };
    let (at, aspect) = same_figure(discrepancy).find(|&(_, aspect)| is_significant(aspect))?;
    let (kind, what) = kind_and_words(discrepancy, at, aspect);
    let text = format!("{} is the figure {what}{}", discrepancy.shown(), discrepancy.other_voice(at));
    let change = match aspect {
        DifferingAspect::Measure => what.replacen("for ", "is about ", 1),
        DifferingAspect::Key(..) => format!("is {what}"),
    };
    Some(discrepancy.edited(kind, text, &change))
}

/// Among how many figures of its day one could be the same by chance: those that differ in this aspect only. A day's
/// report has some ten measures.
pub(super) fn count_choices(discrepancy: &Discrepancy<'_>, aspect: DifferingAspect) -> usize {
    let claim = discrepancy.claim();
    let scope = discrepancy.corpus().model.registers.scopes.get(claim.scope.0);
    match aspect {
        DifferingAspect::Measure => 10,
        DifferingAspect::Key(key, _) => discrepancy.index().count_choices(
            discrepancy.corpus(),
            discrepancy.day,
            claim.measure,
            scope,
            key,
        ),
    }
}

/// The claims that give the figure on its day in a series that differs in one aspect. Left out are claims that the
/// discrepancy is about, and those of which an equal figure shows nothing. At most [`MAX_CLAIMS`] are examined.
pub(super) fn same_figure<'q>(
    discrepancy: &'q Discrepancy<'_>,
) -> impl Iterator<Item = (u32, DifferingAspect)> + 'q {
    let claims = discrepancy.index().on_day(discrepancy.corpus(), discrepancy.day, &discrepancy.figure);
    let similar = claims.filter(|&at| !discrepancy.is_involved(at)).filter_map(|at| {
        Some((at, differing_aspect(discrepancy, discrepancy.claim(), discrepancy.corpus().claim(at))?))
    });
    similar
        .take(MAX_CLAIMS)
        .filter(|&(at, _)| !agree_on_other_days(discrepancy, at) && !is_first_day_of_total(discrepancy, at))
}

/// Whether one of the two figures is a total on its first day, and the other is that day's increase, so that they are
/// equal by nature.
fn is_first_day_of_total(discrepancy: &Discrepancy<'_>, at: u32) -> bool {
    let corpus = discrepancy.corpus();
    let adds_up = |flow: MeasureId, total: MeasureId| {
        corpus.model.vocabulary.measure(flow).is_some_and(|flow| flow.adds_up_to == Some(total))
    };
    let (own, other) = (discrepancy.claim().measure, corpus.claim(at).measure);
    let total = if adds_up(other, own) {
        Some(discrepancy.series)
    } else {
        corpus.series_of(at).filter(|_| adds_up(own, other))
    };
    total.zip(discrepancy.day).is_some_and(|(total, day)| previous_day(corpus, total, day).is_none())
}

/// How many claims of a day that give the figure are examined, and of another day how many figures of each series. What
/// is beyond that is not looked at: a cause is a guess, and may be missing.
const MAX_CLAIMS: usize = 8;

/// Whether two series also have a figure in common on the nearest day before, or on the nearest day after, of which the
/// series in question has claims. Such series seem to agree always, and that they agree on its day shows nothing.
fn agree_on_other_days(discrepancy: &Discrepancy<'_>, at: u32) -> bool {
    let corpus = discrepancy.corpus();
    let Some((other_series, day)) = corpus.series_of(at).zip(discrepancy.day) else { return false };
    days_beside(corpus, discrepancy.series, day).any(|day| {
        let theirs: Vec<&Number> =
            figures_on(corpus, other_series, day, None).map(|(_, figure)| figure).take(MAX_CLAIMS).collect();
        figures_on(corpus, discrepancy.series, day, None)
            .take(MAX_CLAIMS)
            .any(|(_, figure)| theirs.contains(&figure))
    })
}

/// The aspect in which the other claim differs, if it is exactly one.
pub(super) fn differing_aspect(
    discrepancy: &Discrepancy<'_>,
    one: &Claim,
    other: &Claim,
) -> Option<DifferingAspect> {
    if one.mode != other.mode || one.unit != other.unit {
        return None;
    }
    if one.scope == other.scope {
        return (one.measure != other.measure).then_some(DifferingAspect::Measure);
    }
    if one.measure != other.measure {
        return None;
    }
    differing_key(discrepancy, one, other).map(|(key, name)| DifferingAspect::Key(key, name))
}

/// The one key in which the scopes of two claims differ, and the other claim's name for it.
pub(super) fn differing_key(
    discrepancy: &Discrepancy<'_>,
    one: &Claim,
    other: &Claim,
) -> Option<(KeyId, Option<NameId>)> {
    let scopes = &discrepancy.corpus().model.registers.scopes;
    let (mine, theirs) = (scopes.get(one.scope.0), scopes.get(other.scope.0));
    let mut added = theirs.iter().filter(|pair| !mine.contains(pair));
    let mut missing = mine.iter().filter(|pair| !theirs.contains(pair));
    match (missing.next(), added.next(), missing.next(), added.next()) {
        (Some(&(key, _)), Some(&(same, name)), None, None) if key == same => Some((key, Some(name))),
        (Some(&(key, _)), None, None, None) => Some((key, None)),
        (None, Some(&(key, name)), None, None) => Some((key, Some(name))),
        _ => None,
    }
}

/// The kind of that aspect, and its name: ``for `casualties` ``, `among civilians`.
pub(super) fn kind_and_words(
    discrepancy: &Discrepancy<'_>,
    at: u32,
    aspect: DifferingAspect,
) -> (&'static str, String) {
    let registers = &discrepancy.corpus().model.registers;
    match aspect {
        DifferingAspect::Measure => {
            let measure = discrepancy.corpus().claim(at).measure;
            ("another-measure", format!("for `{}`", registers.measures.get(measure.0).display))
        }
        DifferingAspect::Key(key, name) => {
            let kind = match key {
                PLACE => "another-place",
                GROUP => "another-group",
                _ => "another-scope",
            };
            let scoped = match name {
                Some(name) => discrepancy.words().qualified(key, name),
                None => format!("of the whole, for every {}", registers.keys.get(key.0).display),
            };
            (kind, scoped)
        }
    }
}
