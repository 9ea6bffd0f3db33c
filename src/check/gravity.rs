//! The *gravity* of findings: how important each is compared with the others, and so the order in which to read them.
//!
//! By *weight*, first of all: how improbable the difference is, compared with the usual step of its series and with the usual figure of
//! its measure, as a share of the figure, in amount, by what is counted (the dead before other people, people before things); how many
//! figures it is about, for disputes and for what was restated at once; for restatements by how long the first figure stood. An error
//! weighs more than a warning, but not more than any warning: what misleads in a hundred places comes before a fall of six. These
//! factors are multiplied and compared by powers of two, so that similar products are ordered by what follows: slips before disputes
//! before all others; whether a cause was found and the wrong claim is certain; and how much depends on the claim: a whole comes
//! before its parts, an origin before its relays, our own copy before that of others. Then by place.
//!
//! What nobody would act on, a *trifle*, comes after all that, whatever its level: figures that are next to nothing apart, and what
//! was put right within the hour. Then what could not be read without being an error, and notes.

use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use crate::check::codes::{EARLY, RESTATED};
use crate::check::fold::{BY_THE_NEXT_DAY, is_put_right_within};
use crate::corpus::Corpus;
use crate::finding::{Finding, GREW_MEANWHILE, Severity, Standing};
use crate::model::Number;
use crate::model::register::{MeasureId, SourceId};

/// The improbability, by powers of two, of a finding that is not about a difference of figures: like one entirely
/// wrong figure of usual size.
const NOT_OF_FIGURES: i64 = 0;

/// The seconds of a day.
const DAY: i64 = 86_400;

/// Within how many seconds a figure is put right before many can have printed it.
const PUT_RIGHT_WITHIN: i64 = 3600;

/// A figure that changed by no more than this by the next day is no news.
const FEW: i64 = 2;

/// Words by which a measure counts the dead.
const DEAD: [&str; 6] = ["dead", "death", "deaths", "died", "fatalities", "killed"];

/// By how many powers of two the dead weigh more than other people, and people more than things.
const OF_PEOPLE: i64 = 2;

/// By how many powers of two a figure that stood for long weighs more than one of a day, at most.
const LONG_STANDING: i64 = 4;

/// By how many powers of two what was put right by the next day weighs less: it no longer stands.
const PUT_RIGHT: i64 = 8;

/// By how many powers of two an error weighs more than a warning.
const OF_ERRORS: i64 = 6;

/// By how many powers of two a figure of nothing weighs less: as a rule it was only not entered.
const OF_NOTHING: i64 = 4;

/// How many claims of a finding are examined: in a fold of thousands, the first stand for all.
const CLAIMS_LOOKED_AT: usize = 200;

/// Ranks the findings, which are in the order of their places, by gravity.
pub(super) fn rank(findings: &mut [Finding], corpus: &Corpus, ours: &[SourceId]) {
    let mut usual = Usual::new(corpus, !findings.is_empty());
    let mut order: Vec<(Gravity, u32)> = Vec::with_capacity(findings.len());
    for (at, finding) in findings.iter().enumerate() {
        order.push((Gravity::of(finding, corpus, ours, &mut usual), at as u32));
    }
    order.sort_unstable();
    for (rank, (_, at)) in (1..).zip(order) {
        findings[at as usize].rank = rank;
    }
}

/// What findings are ordered by, field by field; smaller is more important.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Gravity {
    stage: Stage,
    /// By powers of two.
    weight: Reverse<i64>,
    /// 0 for slips, 1 for disputes and all others, 2 for problems of reading.
    kind: u8,
    /// How many of these hold: a cause was found; it is certain which claim is wrong.
    evidence: Reverse<u8>,
    /// The number of keys in its scope: a whole has fewer than its parts.
    scope_keys: usize,
    /// The number of relays of its claim.
    hops: usize,
    /// Whether no claim of it is in our own copy.
    is_others_copy: bool,
}

/// What comes before all weighing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    /// What somebody has to act on.
    Substance,
    /// What nobody would act on.
    Trifle,
    /// What could not be read or is not said, and is no error.
    Reading,
    /// Notes.
    Note,
}

impl Gravity {
    fn of(finding: &Finding, corpus: &Corpus, ours: &[SourceId], usual: &mut Usual<'_>) -> Self {
        let is_reading = finding.standing.is_none() && finding.code.0.starts_with('R');
        let stage = match finding.severity {
            Severity::Note => Stage::Note,
            _ if is_small(finding) || is_soon_put_right(finding, corpus) => Stage::Trifle,
            Severity::Warning if is_reading => Stage::Reading,
            _ => Stage::Substance,
        };
        let suspect = finding.claims.iter().any(|cited| cited.suspect);
        let claim = corpus.claims_at(finding.at).next().map(|at| corpus.claim(at));
        let registers = &corpus.model.registers;
        let chain = claim.map_or(&[][..], |claim| registers.chains.get(claim.via.0));
        let speaks = |source: &SourceId| ours.contains(source);
        let is_ours = claim.is_some_and(|claim| {
            chain.iter().any(speaks) || claim.origin.is_some_and(|origin| speaks(&origin))
        });
        let of_level = if finding.severity == Severity::Error { OF_ERRORS } else { 0 };
        Self {
            stage,
            weight: Reverse(
                usual
                    .improbability(finding)
                    .saturating_add(of_level)
                    .saturating_add(how_many(finding, corpus))
                    .saturating_add(how_long(finding, corpus)),
            ),
            kind: match finding.standing {
                Some(Standing::Slip) => 0,
                _ if is_reading => 2,
                _ => 1,
            },
            evidence: Reverse(u8::from(finding.cause.is_some()) + u8::from(suspect)),
            scope_keys: claim.map_or(usize::MAX, |claim| registers.scopes.get(claim.scope.0).len()),
            // An outlet's own voice has relayed nothing.
            hops: claim.map_or(usize::MAX, |claim| {
                chain.len() - usize::from(claim.origin.is_none() && !chain.is_empty())
            }),
            is_others_copy: !is_ours,
        }
    }
}

/// A figure with its series and first day.
type Placed = (u32, Option<i32>, Number);

/// The usual sizes and steps, by measure and series.
struct Usual<'c> {
    corpus: &'c Corpus,
    /// The median step between neighbouring figures of a series.
    steps: FxHashMap<u32, Option<Number>>,
    /// The median, over the series of a measure, of the figure in the middle of each in time.
    sizes: FxHashMap<MeasureId, Number>,
}

impl<'c> Usual<'c> {
    /// Computes what is usual in a corpus, if it is needed.
    fn new(corpus: &'c Corpus, is_needed: bool) -> Self {
        let mut middles: FxHashMap<MeasureId, Vec<Number>> = FxHashMap::default();
        for series in corpus.series.iter().filter(|_| is_needed) {
            let claims = corpus.claims_of(series);
            if let Some(figure) =
                claims.get(claims.len() / 2).and_then(|&at| corpus.claim(at).best().cloned())
            {
                middles.entry(series.measure).or_default().push(figure.abs());
            }
        }
        let sizes = middles.into_iter().filter_map(|(measure, all)| Some((measure, median(all)?)));
        Self { corpus, steps: FxHashMap::default(), sizes: sizes.collect() }
    }

    /// How improbable the difference of a finding is, by powers of two.
    fn improbability(&mut self, finding: &Finding) -> i64 {
        let Some((series, share, difference)) = self.worst_difference(finding) else { return NOT_OF_FIGURES };
        let times_usual = |usual: Option<&Number>| {
            usual.and_then(|usual| difference.checked_div(usual)).unwrap_or_else(|| share.clone())
        };
        let measure = self.corpus.series[series as usize].measure;
        let of_measure = times_usual(self.sizes.get(&measure));
        let of_series = times_usual(self.usual_step(series));
        let beside_the_usual = binary_exponent(&(&(&of_series * &of_measure) * &share));
        let amount = binary_exponent(&difference).max(0);
        let of_nothing = if share < Number::ONE || !self.has_nothing(finding) { 0 } else { -OF_NOTHING };
        beside_the_usual
            .saturating_add(amount)
            .saturating_add(self.what_is_counted(measure))
            .saturating_add(of_nothing)
    }

    /// Whether one of the figures that a finding holds against each other is 0.
    fn has_nothing(&self, finding: &Finding) -> bool {
        let core = finding.claims.iter().filter(|cited| cited.core).take(CLAIMS_LOOKED_AT);
        let mut claims = core.filter_map(|cited| self.corpus.claims_at(cited.place).next());
        claims.any(|at| self.corpus.claim(at).best().is_some_and(Number::is_zero))
    }

    /// How much what a measure counts weighs beside other people, by powers of two.
    fn what_is_counted(&self, measure: MeasureId) -> i64 {
        let model = &self.corpus.model;
        let name = model.registers.measures.get(measure.0).display.to_lowercase();
        if name.split(|c: char| !c.is_alphanumeric()).any(|word| DEAD.contains(&word)) {
            return OF_PEOPLE;
        }
        let unit = model.vocabulary.measure(measure).and_then(|measure| measure.unit);
        let is_of_things = unit.is_some_and(|unit| model.vocabulary.units.find("people") != Some(unit));
        if is_of_things { -OF_PEOPLE } else { 0 }
    }

    /// The series of the largest difference, its share of the larger figure, and its amount; none if there are no
    /// figures.
    fn worst_difference(&self, finding: &Finding) -> Option<(u32, Number, Number)> {
        if let Some(fold) = finding.fold.as_ref().filter(|fold| fold.difference.amount > 0) {
            let whole = |thousandths: u64| i64::try_from(thousandths).unwrap_or(i64::MAX);
            // A share is rounded down to thousandths; the middle of its thousandth is used.
            let share = Number::ratio(whole(fold.difference.share).saturating_mul(2).saturating_add(1), 2000);
            return Some((fold.series, share, Number::ratio(whole(fold.difference.amount), 1000)));
        }
        let any = !finding.claims.iter().any(|cited| cited.core);
        let core = finding.claims.iter().filter(|cited| cited.core || any).take(CLAIMS_LOOKED_AT);
        let claims = core.filter_map(|cited| self.corpus.claims_at(cited.place).next());
        let mut figures: Vec<Placed> = claims
            .filter_map(|at| {
                let day = self.corpus.claim(at).time.and_then(|window| window.from).map(|day| day.0);
                Some((self.corpus.series_of(at)?, day, self.corpus.claim(at).best()?.clone()))
            })
            .collect();
        figures.sort();
        let (series, _, largest) = figures.iter().max_by_key(|figure| figure.2.abs())?.clone();
        let largest = largest.abs();
        // Figures of one fact; if there are none, figures of one series.
        let worst = |same: fn(&Placed, &Placed) -> bool| {
            let groups = figures.chunk_by(same).filter(|group| group.len() > 1);
            let shares = groups.filter_map(|group| {
                let low = group.iter().map(|figure| &figure.2).min()?;
                let high = group.iter().map(|figure| &figure.2).max()?;
                let size = low.abs().max(high.abs());
                let difference = high - low;
                let share = difference.checked_div(&size)?;
                Some((&share * &difference, group[0].0, share, difference))
            });
            shares.max().map(|(_, series, share, difference)| (series, share, difference))
        };
        let found = worst(|a, b| (a.0, a.1) == (b.0, b.1)).or_else(|| worst(|a, b| a.0 == b.0));
        found.filter(|(_, share, _)| !share.is_zero()).or_else(|| {
            // A figure that is impossible by itself is entirely wrong.
            (figures.len() == 1 && finding.standing.is_some()).then_some((series, Number::ONE, largest))
        })
    }

    /// The usual step of a series.
    fn usual_step(&mut self, series: u32) -> Option<&Number> {
        let corpus = self.corpus;
        let steps = self.steps.entry(series).or_insert_with(|| {
            let claims = corpus.claims_of(&corpus.series[series as usize]);
            let from = |at: u32| corpus.claim(at).time.and_then(|window| window.from);
            let steps = claims.windows(2).filter(|pair| from(pair[0]) != from(pair[1]));
            let steps = steps.filter_map(|pair| {
                let step = corpus.claim(pair[1]).best()? - corpus.claim(pair[0]).best()?;
                (!step.is_zero()).then(|| step.abs())
            });
            median(steps.collect())
        });
        steps.as_ref()
    }
}

/// How many figures a finding is about, by powers of two: the more disputes a fold has, the less they are chance; and the more was
/// restated at once, the more was wrong. Slips count as one: a source with many has its own way of
/// counting.
fn how_many(finding: &Finding, corpus: &Corpus) -> i64 {
    let count = if finding.code == RESTATED {
        let core = finding.claims.iter().filter(|cited| cited.core).take(CLAIMS_LOOKED_AT);
        let claims = core.filter_map(|cited| corpus.claims_at(cited.place).next());
        let mut editions: FxHashMap<_, usize> = FxHashMap::default();
        for edition in claims.filter_map(|at| corpus.edition(at)) {
            *editions.entry(edition.order()).or_default() += 1;
        }
        editions.into_values().max().unwrap_or(1)
    } else if finding.standing == Some(Standing::Disputed) || finding.code == EARLY {
        finding.members.len()
    } else {
        1
    };
    i64::from(count.max(1).ilog2())
}

/// For how many days the first figures that a source restated stood at most, by powers of two.
fn how_long(finding: &Finding, corpus: &Corpus) -> i64 {
    if finding.code != RESTATED {
        return 0;
    }
    let all = if finding.members.is_empty() { std::slice::from_ref(finding) } else { &finding.members };
    if all.iter().all(|one| one.code == RESTATED && is_put_right_within(corpus, one, BY_THE_NEXT_DAY)) {
        return -PUT_RIGHT;
    }
    let core = finding.claims.iter().filter(|cited| cited.core).take(CLAIMS_LOOKED_AT);
    let claims: Vec<u32> = core.filter_map(|cited| corpus.claims_at(cited.place).next()).collect();
    let fact = |at: u32| (corpus.series_of(at), corpus.claim(at).time.and_then(|window| window.from));
    let stood = claims.windows(2).filter(|pair| fact(pair[0]) == fact(pair[1])).filter_map(|pair| {
        let (before, after) = corpus.edition(pair[0]).zip(corpus.edition(pair[1]))?;
        after.seconds_after(&before)
    });
    let days = stood.max().map(|seconds| Number::ratio(seconds.max(1), DAY));
    days.map_or(0, |days| binary_exponent(&days).clamp(-LONG_STANDING, LONG_STANDING))
}

/// Whether all figures that a finding holds against each other are next to nothing apart. Of several disputes, one or two is next to
/// nothing whatever the figures.
fn is_small(finding: &Finding) -> bool {
    let is_small = |finding: &Finding| {
        let fold = finding.fold.as_ref().filter(|_| finding.standing.is_some());
        fold.is_some_and(|fold| fold.difference.is_small())
    };
    let is_one_or_two = |finding: &Finding| {
        let fold = finding.fold.as_ref().filter(|_| finding.standing == Some(Standing::Disputed));
        fold.is_some_and(|fold| fold.difference.is_one_or_two())
    };
    match &finding.members[..] {
        [] => is_small(finding),
        members => members.iter().all(|one| is_small(one) || is_one_or_two(one)),
    }
}

/// Whether a source put each of its figures right before many can have printed it, and changed it by less than a hundredth since; or
/// by the next day, where it may only have grown since it was counted, or is one or two apart.
fn is_soon_put_right(finding: &Finding, corpus: &Corpus) -> bool {
    let is_slight = |one: &Finding| {
        let core = one.claims.iter().filter(|cited| cited.core).take(CLAIMS_LOOKED_AT);
        let claims: Vec<u32> = core.filter_map(|cited| corpus.claims_at(cited.place).next()).collect();
        let fact = |at: u32| (corpus.series_of(at), corpus.claim(at).time);
        let is_few = |pair: &[u32]| {
            let figures = corpus.claim(pair[0]).best().zip(corpus.claim(pair[1]).best());
            figures.is_some_and(|(one, other)| (one - other).abs() <= Number::from_i64(FEW))
        };
        let mut pairs = claims.windows(2).filter(|pair| fact(pair[0]) == fact(pair[1]));
        one.cause.as_ref().is_some_and(|cause| cause.kind == GREW_MEANWHILE) || pairs.all(is_few)
    };
    let soon = |one: &Finding| {
        let within = if is_slight(one) { BY_THE_NEXT_DAY } else { PUT_RIGHT_WITHIN };
        one.code == RESTATED && is_put_right_within(corpus, one, within)
    };
    if finding.members.is_empty() { soon(finding) } else { finding.members.iter().all(soon) }
}

/// The median; none if there are no numbers, or if it is zero.
fn median(mut all: Vec<Number>) -> Option<Number> {
    all.sort_unstable();
    let middle = all.get(all.len() / 2)?.clone();
    (!middle.is_zero()).then_some(middle)
}

/// The power of two of a number: its binary logarithm rounded, without floats.
fn binary_exponent(number: &Number) -> i64 {
    let size = number.abs();
    if size >= Number::ONE {
        return i64::from(size.floor_to_u64().max(1).ilog2());
    }
    match Number::ONE.checked_div(&size) {
        Some(inverse) => -i64::from(inverse.floor_to_u64().max(1).ilog2()) - 1,
        None => i64::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::binary_exponent;
    use crate::model::Number;

    #[test]
    fn differences_are_compared_by_powers_of_two() {
        assert_eq!(binary_exponent(&Number::from_i64(1)), 0);
        assert_eq!(binary_exponent(&Number::from_i64(1023)), 9);
        assert_eq!(binary_exponent(&Number::ratio(1, 3)), -2);
        assert_eq!(binary_exponent(&Number::ZERO), i64::MIN);
    }
}
