//! Estimates of how far sources can be trusted, by published methods of truth discovery. They are estimates of a model and no
//! verdict: no finding rests on them.
//!
//! A method sees, for each fact of which several sources speak, which source gives which value. Figures are taken at the
//! middle of what they say; their distances are divided by their standard deviation at the fact, so that large figures do not
//! outweigh small ones. Other values are the same or not.
#![expect(clippy::float_arithmetic, reason = "estimates of a statistical model; nothing is decided by them")]

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use crate::corpus::{Corpus, Describer, Voice, same_value};
use crate::model::claim::Value;
use crate::model::register::SourceId;
use crate::source::Sources;

/// After how many rounds a method stops, converged or not.
const ROUNDS: usize = 200;

/// The change of a weight below which a method has converged.
const CONVERGED: f64 = 1e-9;

/// What a loss of zero counts as, so that a weight stays finite.
const NO_LOSS: f64 = 1e-9;

/// A method of truth discovery.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// The value of most sources is true; a source's weight is the share of its values that are.
    Majority,
    /// X. Yin, J. Han, P. S. Yu: *Truth Discovery with Multiple Conflicting Information Providers on the Web*, IEEE TKDE 20
    /// (2008), without influence between values; dampening factor 0.3, initial trust 0.9.
    TruthFinder,
    /// Q. Li et al.: *Resolving Conflicts in Heterogeneous Data by Truth Discovery and Source Reliability Estimation*,
    /// SIGMOD 2014: squared distance for figures, 0 or 1 for other values.
    Crh,
    /// Q. Li et al.: *A Confidence-Aware Approach for Truth Discovery on Long-Tail Data*, PVLDB 8 (2014), with α = 0.05.
    Catd,
}

impl Method {
    /// Every method.
    pub const ALL: [Self; 4] = [Self::Majority, Self::TruthFinder, Self::Crh, Self::Catd];
}

/// What a method estimates.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Estimates {
    /// The method.
    pub method: Method,
    /// The sources with their weights, the most trusted first.
    pub weights: Vec<Weight>,
    /// The values that it takes for true where sources differ.
    pub truths: Vec<EstimatedTruth>,
    /// In how many rounds it converged; if it did not, how many it was given.
    pub rounds: usize,
}

/// The weight of a source.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Weight {
    /// The source.
    pub source: String,
    /// Its weight, as a share of the largest.
    pub weight: f64,
    /// How many facts it states that another source states too.
    pub facts: usize,
}

/// The value that a method takes for true.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct EstimatedTruth {
    /// The fact.
    pub about: String,
    /// Its time.
    pub when: String,
    /// The value. For figures CRH and CATD take the mean, weighted by source; else it is the value of most weight.
    pub value: String,
}

/// What sources say of facts, as the methods see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observations {
    /// How many sources there are.
    pub sources: usize,
    /// For each fact the values, and who gives which.
    pub facts: Vec<Observed>,
}

/// One fact.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observed {
    /// The different values: the number if it is a figure, none for a name or a truth value.
    pub values: Vec<Option<f64>>,
    /// Who says which: the number of a source, and that of the value in `values`.
    pub said: Vec<(usize, usize)>,
}

impl Observed {
    fn is_numeric(&self) -> bool {
        self.values.iter().all(Option::is_some)
    }

    /// The standard deviation of the figures given, 1 where they do not vary.
    fn deviation(&self) -> f64 {
        let figures: Vec<f64> = self.said.iter().filter_map(|(_, value)| self.values[*value]).collect();
        let mean = figures.iter().sum::<f64>() / figures.len().max(1) as f64;
        let variance =
            figures.iter().map(|figure| (figure - mean).powi(2)).sum::<f64>() / figures.len().max(1) as f64;
        if variance > 0.0 { variance.sqrt() } else { 1.0 }
    }
}

/// What a method finds: the weight of each source, the truth of each fact, and in how many rounds.
#[derive(Clone, Debug, PartialEq)]
pub struct MethodResult {
    /// The weights, not scaled.
    pub weights: Vec<f64>,
    /// For each fact what is taken for true.
    pub truths: Vec<Truth>,
    /// The rounds.
    pub rounds: usize,
}

/// What is taken for true of one fact.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Truth {
    /// One of the values, by number.
    Value(usize),
    /// A mean of the figures.
    Figure(f64),
}

/// Runs a method.
#[must_use]
pub fn run_method(method: Method, seen: &Observations) -> MethodResult {
    match method {
        Method::Majority => majority(seen),
        Method::TruthFinder => truth_finder(seen),
        Method::Crh => by_distance(seen, |losses, _| {
            let all: f64 = losses.iter().sum();
            losses.iter().map(|loss| -(loss.max(NO_LOSS) / all.max(NO_LOSS * 2.0)).ln()).collect()
        }),
        Method::Catd => by_distance(seen, |losses, counts| {
            let weight = |(loss, count): (&f64, &usize)| {
                if *count == 0 { 0.0 } else { chi_square_quantile(0.025, *count) / loss.max(NO_LOSS) }
            };
            losses.iter().zip(counts).map(weight).collect()
        }),
    }
}

/// The number of the value with most weight; of equal ones the first.
fn heaviest(fact: &Observed, weights: &[f64]) -> usize {
    let mut votes = vec![0.0; fact.values.len()];
    for (source, value) in &fact.said {
        votes[*value] += weights[*source];
    }
    first_largest(&votes)
}

/// The position of the largest number; of equal ones the first.
fn first_largest(numbers: &[f64]) -> usize {
    let mut largest = 0;
    for (at, number) in numbers.iter().enumerate() {
        if *number > numbers[largest] {
            largest = at;
        }
    }
    largest
}

fn majority(seen: &Observations) -> MethodResult {
    let equal = vec![1.0; seen.sources];
    let truths: Vec<usize> = seen.facts.iter().map(|fact| heaviest(fact, &equal)).collect();
    let (mut right, mut all) = (vec![0.0; seen.sources], vec![0.0; seen.sources]);
    for (fact, truth) in seen.facts.iter().zip(&truths) {
        for (source, value) in &fact.said {
            all[*source] += 1.0;
            right[*source] += if value == truth { 1.0 } else { 0.0 };
        }
    }
    let weights =
        right.iter().zip(&all).map(|(right, all)| if *all > 0.0 { right / all } else { 0.0 }).collect();
    MethodResult { weights, truths: truths.into_iter().map(Truth::Value).collect(), rounds: 1 }
}

fn truth_finder(seen: &Observations) -> MethodResult {
    let mut trust = vec![0.9_f64; seen.sources];
    let mut confidence: Vec<Vec<f64>> = seen.facts.iter().map(|fact| vec![0.0; fact.values.len()]).collect();
    let mut rounds = ROUNDS;
    for round in 1..=ROUNDS {
        for (fact, confidence) in seen.facts.iter().zip(&mut confidence) {
            confidence.iter_mut().for_each(|one| *one = 0.0);
            for (source, value) in &fact.said {
                confidence[*value] += -(1.0 - trust[*source]).max(1e-12).ln();
            }
            confidence.iter_mut().for_each(|one| *one = 1.0 / (1.0 + (-0.3 * *one).exp()));
        }
        let (mut sums, mut counts) = (vec![0.0; seen.sources], vec![0.0_f64; seen.sources]);
        for (fact, confidence) in seen.facts.iter().zip(&confidence) {
            for (source, value) in &fact.said {
                sums[*source] += confidence[*value];
                counts[*source] += 1.0;
            }
        }
        let next: Vec<f64> = sums.iter().zip(&counts).map(|(sum, count)| sum / count.max(1.0)).collect();
        let change = trust.iter().zip(&next).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
        trust = next;
        if change < CONVERGED {
            rounds = round;
            break;
        }
    }
    let truths = confidence.iter().map(|confidence| Truth::Value(first_largest(confidence)));
    MethodResult { weights: trust, truths: truths.collect(), rounds }
}

/// The methods that alternate between truths and the distances of each source from them.
fn by_distance(seen: &Observations, weigh: impl Fn(&[f64], &[usize]) -> Vec<f64>) -> MethodResult {
    let deviations: Vec<f64> = seen.facts.iter().map(Observed::deviation).collect();
    let mut counts = vec![0_usize; seen.sources];
    seen.facts.iter().flat_map(|fact| &fact.said).for_each(|(source, _)| counts[*source] += 1);
    let mut weights = vec![1.0; seen.sources];
    let mut truths = truths_of(seen, &weights);
    let mut rounds = ROUNDS;
    for round in 1..=ROUNDS {
        let mut losses = vec![0.0; seen.sources];
        for ((fact, truth), deviation) in seen.facts.iter().zip(&truths).zip(&deviations) {
            for (source, value) in &fact.said {
                losses[*source] += match (truth, fact.values[*value]) {
                    (Truth::Figure(truth), Some(figure)) => ((figure - truth) / deviation).powi(2),
                    (Truth::Value(truth), _) if truth == value => 0.0,
                    _ => 1.0,
                };
            }
        }
        let next = scaled(weigh(&losses, &counts));
        let change = weights.iter().zip(&next).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max);
        weights = next;
        truths = truths_of(seen, &weights);
        if change < CONVERGED {
            rounds = round;
            break;
        }
    }
    MethodResult { weights, truths, rounds }
}

/// Weights as shares of the largest; only their relation matters.
fn scaled(weights: Vec<f64>) -> Vec<f64> {
    let largest = weights.iter().copied().fold(0.0, f64::max);
    if largest > 0.0 { weights.into_iter().map(|weight| weight / largest).collect() } else { weights }
}

fn truths_of(seen: &Observations, weights: &[f64]) -> Vec<Truth> {
    let truth = |fact: &Observed| {
        if !fact.is_numeric() {
            return Truth::Value(heaviest(fact, weights));
        }
        let said =
            || fact.said.iter().filter_map(|(source, value)| Some((weights[*source], fact.values[*value]?)));
        let all: f64 = said().map(|(weight, _)| weight).sum();
        if all > 0.0 {
            Truth::Figure(said().map(|(weight, figure)| weight * figure).sum::<f64>() / all)
        } else {
            Truth::Value(heaviest(fact, &vec![1.0; weights.len()]))
        }
    };
    seen.facts.iter().map(truth).collect()
}

/// The quantile of the chi-square distribution: a variable with so many degrees of freedom is below it with this probability. Found by
/// bisection of the regularised incomplete gamma function.
#[must_use]
pub fn chi_square_quantile(probability: f64, degrees: usize) -> f64 {
    let shape = degrees as f64 / 2.0;
    let (mut low, mut high) = (0.0, degrees as f64 + 10.0 * (2.0 * degrees as f64).sqrt() + 10.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if lower_gamma(shape, middle / 2.0) < probability { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The regularised lower incomplete gamma function, by its series (Abramowitz and Stegun, 6.5.29).
fn lower_gamma(shape: f64, at: f64) -> f64 {
    if at <= 0.0 {
        return 0.0;
    }
    let mut term = 1.0 / shape;
    let mut sum = term;
    for step in 1..100_000 {
        term *= at / (shape + f64::from(step));
        sum += term;
        if term < sum * 1e-16 {
            break;
        }
    }
    (sum.ln() + shape * at.ln() - at - ln_gamma(shape)).exp().min(1.0)
}

/// The logarithm of the gamma function, by Stirling's series after moving the argument upwards (Abramowitz and Stegun, 6.1.41).
fn ln_gamma(of: f64) -> f64 {
    let (mut at, mut shift) = (of, 0.0);
    while at < 12.0 {
        shift += at.ln();
        at += 1.0;
    }
    let inverse = 1.0 / (at * at);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1260.0 - inverse / 1680.0))) / at;
    (at - 0.5) * at.ln() - at + 0.5 * (2.0 * std::f64::consts::PI).ln() + series - shift
}

/// How many truths are given at most.
const MAX_TRUTHS: usize = 1_000;

/// The estimates of a method for a corpus.
#[must_use]
pub fn estimates(corpus: &Corpus, texts: &Sources, method: Method) -> Estimates {
    let words = Describer { corpus, sources: texts };
    let mut numbers: FxHashMap<SourceId, usize> = FxHashMap::default();
    let mut names: Vec<SourceId> = Vec::new();
    let mut seen = Observations::default();
    let mut facts: Vec<(String, String, Vec<u32>)> = Vec::new();
    for series in &corpus.series {
        for fact in corpus.facts(series) {
            let mut observed = Observed::default();
            let mut shown: Vec<u32> = Vec::new();
            for statement in fact.statements.iter().filter(|statement| !statement.tally) {
                let (Voice::Origin(source) | Voice::Own(source)) = statement.voice else { continue };
                let claim = statement.representative();
                let value = &corpus.claim(claim).value;
                let known = shown.iter().position(|&other| same_value(&corpus.claim(other).value, value));
                let known = known.unwrap_or_else(|| {
                    shown.push(claim);
                    observed.values.push(middle(value));
                    shown.len() - 1
                });
                let number = *numbers.entry(source).or_insert_with(|| {
                    names.push(source);
                    names.len() - 1
                });
                observed.said.push((number, known));
            }
            let first = observed.said.first().map(|(source, _)| *source);
            if observed.said.iter().any(|(source, _)| Some(*source) != first) {
                let when = fact.window.map(|window| window.dated()).unwrap_or_default();
                facts.push((words.series(series).replace('`', ""), when, shown));
                seen.facts.push(observed);
            }
        }
    }
    seen.sources = names.len();
    let found = run_method(method, &seen);
    let weights = scaled(found.weights);
    let mut counts = vec![0_usize; names.len()];
    seen.facts.iter().flat_map(|fact| &fact.said).for_each(|(source, _)| counts[*source] += 1);
    let mut weights: Vec<Weight> = names
        .iter()
        .zip(weights)
        .zip(counts)
        .filter(|(_, facts)| *facts > 0)
        .map(|((&source, weight), facts)| Weight { source: words.source(source).to_owned(), weight, facts })
        .collect();
    weights.sort_by(|one, two| two.weight.total_cmp(&one.weight).then_with(|| one.source.cmp(&two.source)));
    let truths = seen.facts.iter().zip(&found.truths).zip(facts);
    let truths = truths.filter(|((fact, _), _)| fact.values.len() > 1).take(MAX_TRUTHS);
    let truths = truths.map(|((fact, truth), (about, when, shown))| {
        let value = match truth {
            Truth::Value(value) => words.said(shown[*value]),
            Truth::Figure(figure) => shown_figure(*figure, fact),
        };
        EstimatedTruth { about, when, value }
    });
    Estimates { method, weights, truths: truths.collect(), rounds: found.rounds }
}

/// The middle of a figure's span; none for other values, or an open one.
fn middle(value: &Value) -> Option<f64> {
    let Value::Number(figure) = value else { return None };
    let span = figure.soft();
    let low = span.low.as_ref().or(span.high.as_ref())?.to_f64()?;
    let high = span.high.as_ref().or(span.low.as_ref())?.to_f64()?;
    Some(f64::midpoint(low, high))
}

/// An estimated figure with no more digits than those that it was made from.
fn shown_figure(figure: f64, fact: &Observed) -> String {
    let is_whole = fact.values.iter().flatten().all(|value| value.fract() == 0.0);
    if is_whole { format!("{figure:.0}") } else { format!("{figure:.2}") }
}
