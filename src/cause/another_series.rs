//! The figure of another measure, group or place on the same day.

use crate::cause::asked::Asked;
use crate::cause::elsewhere::{figures_on, neighbour};
use crate::cause::{Reason, telling_digits};
use crate::model::Number;
use crate::model::claim::Claim;
use crate::model::register::{GROUP, KeyId, NameId, PLACE};

/// In what one claim is about something else than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Otherwise {
    /// Another measure at the same scope.
    Measure,
    /// The same measure, another name for one key; none where that key is not set.
    Key(KeyId, Option<NameId>),
}

/// Looks for the very figure on its day, where measure or scope differ in one thing only.
///
/// Three telling digits are demanded: a day's report holds some ten figures, and of figures with three digits one in a
/// hundred would then meet one of them. Where there are figures for more than ten groups or places that day, as many
/// more digits must tell.
pub(super) fn explain(asked: &Asked<'_>) -> Option<Reason> {
    let digits = telling_digits(&asked.figure);
    if digits < 3 || asked.is_any_of_many() {
        return None;
    }
    let telling = |otherwise: Otherwise| {
        u32::try_from(digits - 2).is_ok_and(|more| choices(asked, otherwise) <= 10_usize.saturating_pow(more))
    };
    let (at, otherwise) = found(asked).find(|&(_, otherwise)| telling(otherwise))?;
    let (kind, what) = name(asked, at, otherwise);
    let text = format!("{} is the figure {what}{}", asked.told(), asked.by(at));
    let change = match otherwise {
        Otherwise::Measure => what.replacen("for ", "is about ", 1),
        Otherwise::Key(..) => format!("is {what}"),
    };
    Some(asked.edited(kind, text, &change))
}

/// Among how many figures of its day one that differs so is found: a day's report holds some ten measures.
pub(super) fn choices(asked: &Asked<'_>, otherwise: Otherwise) -> usize {
    let claim = asked.claim();
    let scope = asked.corpus().model.registers.scopes.get(claim.scope.0);
    match otherwise {
        Otherwise::Measure => 10,
        Otherwise::Key(key, _) => asked.elsewhere().choices(asked.day, claim.measure, scope, key),
    }
}

/// The claims that give the figure on its day of something else by one thing.
pub(super) fn found<'q>(asked: &'q Asked<'_>) -> impl Iterator<Item = (u32, Otherwise)> + 'q {
    let near = asked.elsewhere().on_day(asked.corpus(), asked.day, &asked.figure);
    let apart = near
        .filter(|&at| !asked.is_asked(at))
        .filter_map(|at| Some((at, otherwise(asked, asked.claim(), asked.corpus().claim(at))?)));
    apart.take(FEW).filter(|&(at, _)| !go_together(asked, at))
}

/// How many claims of a day that give the figure are looked at closely, and how many figures of each series beside it.
const FEW: usize = 8;

/// Whether two series have the same figure on the day before too, or on the next: where they go together all the time it
/// shows nothing that they do today.
fn go_together(asked: &Asked<'_>, at: u32) -> bool {
    let corpus = asked.corpus();
    let Some((there, day)) = corpus.series_of(at).zip(asked.day) else { return false };
    [false, true].into_iter().filter_map(|after| neighbour(corpus, asked.series, day, after)).any(|day| {
        let theirs: Vec<&Number> =
            figures_on(corpus, there, day, None).map(|(_, figure)| figure).take(FEW).collect();
        figures_on(corpus, asked.series, day, None).take(FEW).any(|(_, figure)| theirs.contains(&figure))
    })
}

/// In what the other claim differs, if it is one thing.
pub(super) fn otherwise(asked: &Asked<'_>, one: &Claim, other: &Claim) -> Option<Otherwise> {
    if one.mode != other.mode || one.unit != other.unit {
        return None;
    }
    if one.scope == other.scope {
        return (one.measure != other.measure).then_some(Otherwise::Measure);
    }
    if one.measure != other.measure {
        return None;
    }
    let scopes = &asked.corpus().model.registers.scopes;
    let (mine, theirs) = (scopes.get(one.scope.0), scopes.get(other.scope.0));
    let mut apart = theirs.iter().filter(|pair| !mine.contains(pair));
    let mut gone = mine.iter().filter(|pair| !theirs.contains(pair));
    match (gone.next(), apart.next(), gone.next(), apart.next()) {
        (Some(&(key, _)), Some(&(same, name)), None, None) if key == same => {
            Some(Otherwise::Key(key, Some(name)))
        }
        (Some(&(key, _)), None, None, None) => Some(Otherwise::Key(key, None)),
        (None, Some(&(key, name)), None, None) => Some(Otherwise::Key(key, Some(name))),
        _ => None,
    }
}

/// The kind of what differs, and its name: ``for `casualties` ``, `among civilians`.
pub(super) fn name(asked: &Asked<'_>, at: u32, otherwise: Otherwise) -> (&'static str, String) {
    let registers = &asked.corpus().model.registers;
    match otherwise {
        Otherwise::Measure => {
            let measure = asked.corpus().claim(at).measure;
            ("another-measure", format!("for `{}`", registers.measures.get(measure.0).display))
        }
        Otherwise::Key(key, name) => {
            let kind = match key {
                PLACE => "another-place",
                GROUP => "another-group",
                _ => "another-scope",
            };
            let scoped = match name {
                Some(name) => asked.words().scoped(key, name),
                None => format!("of the whole, for every {}", registers.keys.get(key.0).display),
            };
            (kind, scoped)
        }
    }
}
