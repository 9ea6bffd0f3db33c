//! The methods of truth discovery against their equations written out once more, on matrices, without any code of the program.
#![expect(clippy::float_arithmetic, reason = "the methods are statistical")]

use gainsay::query::{Method, Observations, Observed, Truth, chi_square_quantile, run_method};
use proptest::prelude::*;

/// What each source says of each fact, as a matrix: none where it says nothing.
type Matrix = Vec<Vec<Option<f64>>>;

fn matrix() -> impl Strategy<Value = Matrix> {
    let cell = prop_oneof![3 => (0..6_i32).prop_map(|value| Some(f64::from(value) * 10.0)), 1 => Just(None)];
    (2..6_usize, 2..9_usize).prop_flat_map(move |(sources, facts)| {
        prop::collection::vec(prop::collection::vec(cell.clone(), facts), sources)
    })
}

/// The same as the program takes it. `numeric` says whether the values are figures or names.
fn observed(matrix: &Matrix, numeric: bool) -> Observations {
    let facts = matrix[0].len();
    let mut seen = Observations { sources: matrix.len(), facts: Vec::new() };
    for fact in 0..facts {
        let mut one = Observed::default();
        let mut known: Vec<f64> = Vec::new();
        for (source, row) in matrix.iter().enumerate() {
            let Some(value) = row[fact] else { continue };
            let at = known.iter().position(|other| *other == value).unwrap_or_else(|| {
                known.push(value);
                one.values.push(numeric.then_some(value));
                known.len() - 1
            });
            one.said.push((source, at));
        }
        seen.facts.push(one);
    }
    seen
}

fn close(one: &[f64], other: &[f64]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(a, b)| (a - b).abs() < 1e-6 || a.is_nan() && b.is_nan())
}

/// TruthFinder's equations 3, 5, 8 and 1 of the paper, round by round.
fn truth_finder(matrix: &Matrix, rounds: usize) -> Vec<f64> {
    let mut trust = vec![0.9; matrix.len()];
    for _ in 0..rounds {
        let confidence = |fact: usize, value: f64| {
            let score: f64 = (0..matrix.len())
                .filter(|source| matrix[*source][fact] == Some(value))
                .map(|source| -f64::ln(f64::max(1.0 - trust[source], 1e-12)))
                .sum();
            1.0 / (1.0 + f64::exp(-0.3 * score))
        };
        trust = (0..matrix.len())
            .map(|source| {
                let said: Vec<f64> = (0..matrix[source].len())
                    .filter_map(|fact| matrix[source][fact].map(|value| confidence(fact, value)))
                    .collect();
                if said.is_empty() { 0.0 } else { said.iter().sum::<f64>() / said.len() as f64 }
            })
            .collect();
    }
    trust
}

/// CRH and CATD for figures: weighted means, and weights from the squared distances to them.
fn by_distance(
    matrix: &Matrix,
    rounds: usize,
    weigh: impl Fn(&[f64], &[f64]) -> Vec<f64>,
) -> (Vec<f64>, Vec<f64>) {
    let facts = matrix[0].len();
    let column = |fact: usize| matrix.iter().map(move |row| row[fact]);
    let deviation: Vec<f64> = (0..facts)
        .map(|fact| {
            let all: Vec<f64> = column(fact).flatten().collect();
            let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
            let variance =
                all.iter().map(|one| (one - mean) * (one - mean)).sum::<f64>() / all.len().max(1) as f64;
            if variance == 0.0 { 1.0 } else { variance.sqrt() }
        })
        .collect();
    let means = |weights: &[f64]| -> Vec<f64> {
        (0..facts)
            .map(|fact| {
                let pairs: Vec<(f64, f64)> =
                    column(fact).zip(weights).filter_map(|(value, weight)| Some((value?, *weight))).collect();
                let all: f64 = pairs.iter().map(|(_, weight)| weight).sum();
                pairs.iter().map(|(value, weight)| value * weight).sum::<f64>() / all
            })
            .collect()
    };
    let mut weights = vec![1.0; matrix.len()];
    for _ in 0..rounds {
        let truths = means(&weights);
        let losses: Vec<f64> = matrix
            .iter()
            .map(|row| {
                let one = |(fact, value): (usize, &Option<f64>)| {
                    value.map(|value| ((value - truths[fact]) / deviation[fact]).powi(2))
                };
                row.iter().enumerate().filter_map(one).sum()
            })
            .collect();
        let counts: Vec<f64> =
            matrix.iter().map(|row| row.iter().filter(|value| value.is_some()).count() as f64).collect();
        let next = weigh(&losses, &counts);
        let largest = next.iter().copied().fold(0.0, f64::max);
        weights = next.into_iter().map(|weight| weight / largest).collect();
    }
    let truths = means(&weights);
    (weights, truths)
}

fn figures(truths: &[Truth]) -> Vec<f64> {
    truths
        .iter()
        .map(|truth| match truth {
            Truth::Figure(figure) => *figure,
            Truth::Value(_) => f64::NAN,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn truth_finder_is_what_its_equations_say(matrix in matrix()) {
        let found = run_method(Method::TruthFinder, &observed(&matrix, false));
        let expected = truth_finder(&matrix, found.rounds);
        prop_assert!(close(&found.weights, &expected), "{:?} {expected:?}", found.weights);
    }

    #[test]
    fn crh_and_catd_are_what_their_equations_say(matrix in matrix()) {
        // Every fact has a figure, every source a loss.
        let spoken = (0..matrix[0].len()).all(|fact| matrix.iter().any(|row| row[fact].is_some()));
        prop_assume!(spoken && matrix.iter().all(|row| row.iter().any(Option::is_some)));
        let seen = observed(&matrix, true);
        let crh = run_method(Method::Crh, &seen);
        // Where one source has all the loss, or the rounds do not end, the last digits decide.
        prop_assume!(crh.rounds < 200 && crh.weights.iter().all(|weight| *weight > 1e-3));
        let weigh = |losses: &[f64], _: &[f64]| {
            let all: f64 = losses.iter().sum();
            losses.iter().map(|loss| -f64::ln(f64::max(*loss, 1e-9) / f64::max(all, 2e-9))).collect()
        };
        let (weights, truths) = by_distance(&matrix, crh.rounds, weigh);
        prop_assert!(close(&crh.weights, &weights), "{:?} {weights:?}", crh.weights);
        prop_assert!(close(&figures(&crh.truths), &truths), "{:?} {truths:?}", crh.truths);
        let catd = run_method(Method::Catd, &seen);
        prop_assume!(catd.rounds < 200);
        let weigh = |losses: &[f64], counts: &[f64]| {
            losses
                .iter()
                .zip(counts)
                .map(|(loss, count)| chi_square_quantile(0.025, *count as usize) / f64::max(*loss, 1e-9))
                .collect()
        };
        let (weights, truths) = by_distance(&matrix, catd.rounds, weigh);
        prop_assert!(close(&catd.weights, &weights), "{:?} {weights:?}", catd.weights);
        prop_assert!(close(&figures(&catd.truths), &truths), "{:?} {truths:?}", catd.truths);
    }
}

/// Quantiles as the tables give them (Abramowitz and Stegun, table 26.8).
#[test]
fn quantiles_of_chi_square_are_those_of_the_tables() {
    let cases = [
        (0.025, 1, 0.000_982),
        (0.025, 2, 0.050_636),
        (0.025, 10, 3.246_97),
        (0.05, 5, 1.145_48),
        (0.025, 100, 74.2219),
        (0.95, 3, 7.814_73),
    ];
    for (probability, degrees, expected) in cases {
        let found = chi_square_quantile(probability, degrees);
        assert!(
            (found - expected).abs() < 1e-3 * f64::max(expected, 0.001),
            "{probability} {degrees}: {found}"
        );
    }
}

#[test]
fn a_source_that_is_often_alone_weighs_least_by_every_method() {
    let text: String = (0..12)
        .map(|day| {
            let (true_figure, wrong) = (100 + day * 3, 160 + day * 11);
            format!(
                "deaths {true_figure} in Aldo on 2024-03-{:02} by Police, Mayor, \"Red Cross\"\n\
                 deaths {wrong} in Aldo on 2024-03-{:02} by Monitor\n",
                day + 1,
                day + 1
            )
        })
        .collect();
    let folder = crate::cli::Folder::new(&[("a.claims", text.as_str())]);
    for method in ["majority", "truth-finder", "crh", "catd"] {
        let ran = folder.run(&["sources", "--estimate", method, "--format", "json", "a.claims"]);
        assert_eq!(ran.status, 0, "{method}: {}", ran.err);
        let list: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
        let weights = list["estimates"]["weights"].as_array().expect("weights");
        assert_eq!(weights.last().expect("a source")["source"], "Monitor", "{method}: {weights:?}");
    }
}
