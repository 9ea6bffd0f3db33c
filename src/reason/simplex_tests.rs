//! The simplex against elimination of one unknown after the other, and its certificates summed up.

use proptest::prelude::*;

use super::{CertificateTerm, DeltaNumber, End, Simplex, Verdict};
use crate::model::Number;
use crate::reason::endpoint::Endpoint;

fn cases(short: u32) -> ProptestConfig {
    let factor = if std::env::var_os("GAINSAY_LONG").is_some() { 50 } else { 1 };
    ProptestConfig { cases: short * factor, failure_persistence: None, ..ProptestConfig::default() }
}

/// `coefficients · unknowns + constant ≥ 0`, or `> 0` where it is open; in whole numbers.
#[derive(Clone, Debug, PartialEq)]
struct Inequality {
    coefficients: Vec<i128>,
    constant: i128,
    open: bool,
}

impl Inequality {
    /// A multiple of this plus a multiple of the other.
    fn plus(&self, own: i128, coefficient: i128, other: &Self) -> Self {
        let product = |a: i128, b: i128| a.checked_mul(b).unwrap();
        let sum = |a, b| product(own, a).checked_add(product(coefficient, b)).unwrap();
        Self {
            coefficients: self
                .coefficients
                .iter()
                .zip(&other.coefficients)
                .map(|(&a, &b)| sum(a, b))
                .collect(),
            constant: sum(self.constant, other.constant),
            open: self.open || other.open,
        }
    }

    /// The same in the smallest numbers.
    fn small(mut self) -> Self {
        let common =
            self.coefficients.iter().fold(self.constant, |common, &coefficient| divisor(common, coefficient));
        self.coefficients.iter_mut().for_each(|coefficient| *coefficient /= common.abs().max(1));
        self.constant /= common.abs().max(1);
        self
    }

    fn fails(&self) -> bool {
        self.constant < 0 || (self.open && self.constant == 0)
    }
}

fn fraction(number: &Number) -> (i128, i128) {
    let big = number.to_big();
    (i128::try_from(big.numer().clone()).unwrap(), i128::try_from(big.denom().clone()).unwrap())
}

fn divisor(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// Fourier & Motzkin: whether the inequalities have a solution.
fn satisfiable(mut system: Vec<Inequality>, unknowns: usize) -> bool {
    for unknown in 0..unknowns {
        let coefficient = |inequality: &Inequality| inequality.coefficients[unknown];
        let (below, rest): (Vec<_>, Vec<_>) =
            system.into_iter().partition(|inequality| coefficient(inequality) > 0);
        let (above, mut rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|inequality| coefficient(inequality) < 0);
        for low in &below {
            for high in &above {
                let sum = low.plus(-coefficient(high), coefficient(low), high).small();
                if !rest.contains(&sum) {
                    rest.push(sum);
                }
            }
        }
        system = rest;
    }
    !system.iter().any(Inequality::fails)
}

fn number(number: i32) -> Number {
    Number::from_i64(number.into())
}

/// A bound on an unknown, by its number among the free ones and the sums.
#[derive(Clone, Debug)]
struct Problem {
    unknown: usize,
    end: End,
    value: i32,
    open: bool,
}

impl Problem {
    fn endpoint(&self) -> Endpoint<Number> {
        let value = number(self.value);
        match (self.open, self.end) {
            (false, _) => Endpoint::closed(value),
            (true, End::Low) => Endpoint::above(value),
            (true, End::High) => Endpoint::below(value),
        }
    }

    fn inequality(&self, forms: &[Vec<i128>]) -> Inequality {
        let sign = if self.end == End::Low { 1 } else { -1 };
        Inequality {
            coefficients: forms[self.unknown].iter().map(|coefficient| coefficient * sign).collect(),
            constant: -i128::from(self.value) * sign,
            open: self.open,
        }
    }
}

#[derive(Clone, Debug)]
struct System {
    free: usize,
    /// Terms over all the unknowns before.
    sums: Vec<Vec<(usize, i32)>>,
    bounds: Vec<Problem>,
}

impl System {
    /// What each unknown is in terms of the free ones.
    fn forms(&self) -> Vec<Vec<i128>> {
        let unit = |at: usize| (0..self.free).map(|other| i128::from(other == at)).collect::<Vec<_>>();
        let mut forms: Vec<Vec<i128>> = (0..self.free).map(unit).collect();
        for sum in &self.sums {
            let of = |at: usize| {
                sum.iter().map(|&(term, coefficient)| forms[term][at] * i128::from(coefficient)).sum()
            };
            forms.push((0..self.free).map(of).collect());
        }
        forms
    }

    fn simplex(&self, sums: usize) -> Simplex {
        let mut simplex = Simplex::new(u32::try_from(self.free).unwrap());
        self.sums[..sums].iter().for_each(|sum| add(&mut simplex, sum));
        simplex
    }

    fn inequalities(&self, chosen: impl IntoIterator<Item = usize>) -> Vec<Inequality> {
        let forms = self.forms();
        chosen.into_iter().map(|at| self.bounds[at].inequality(&forms)).collect()
    }
}

fn add(simplex: &mut Simplex, sum: &[(usize, i32)]) {
    let terms: Vec<_> =
        sum.iter().map(|&(term, coefficient)| (u32::try_from(term).unwrap(), number(coefficient))).collect();
    simplex.sum(&terms);
}

fn systems() -> impl Strategy<Value = System> {
    (1_usize..5, 0_usize..5).prop_flat_map(|(free, sums)| {
        let term = move |before: usize| (0..before, prop_oneof![4 => Just(1), 4 => Just(-1), 1 => -3..4]);
        let sums: Vec<_> = (0..sums).map(|at| proptest::collection::vec(term(free + at), 0..5)).collect();
        let all = free + sums.len();
        let said = (0..all, any::<bool>(), -6..7, proptest::bool::weighted(0.3)).prop_map(
            |(unknown, is_low, value, open)| {
                let end = if is_low { End::Low } else { End::High };
                Problem { unknown, end, value, open }
            },
        );
        (sums, proptest::collection::vec(said, 0..10)).prop_map(move |(sums, bounds)| System {
            free,
            sums,
            bounds,
        })
    })
}

/// Asserts bounds by their numbers and checks.
fn solve(simplex: &mut Simplex, system: &System, chosen: &[usize]) -> Verdict {
    for &at in chosen {
        let said = &system.bounds[at];
        let reason = u32::try_from(at).unwrap();
        let unknown = u32::try_from(said.unknown).unwrap();
        if let Err(conflict) = simplex.bound(unknown, said.end, &said.endpoint(), reason) {
            return Verdict::Conflict(conflict);
        }
    }
    simplex.check(&mut 1_000_000)
}

/// Whether the verdict is right, by an independent method.
fn verify(
    simplex: &Simplex,
    system: &System,
    chosen: &[usize],
    verdict: &Verdict,
) -> Result<(), TestCaseError> {
    let forms = system.forms();
    let expected = satisfiable(system.inequalities(chosen.iter().copied()), system.free);
    match verdict {
        Verdict::TooLong => prop_assert!(false, "too long"),
        Verdict::Feasible => {
            prop_assert!(expected);
            for (at, form) in forms.iter().enumerate().take(simplex.values.len()) {
                // Every sum is the sum of its terms, in both parts.
                let value = |of: usize| simplex.value(u32::try_from(of).unwrap());
                let sum = |part: fn(&DeltaNumber) -> &Number| {
                    form.iter().enumerate().fold(Number::ZERO.to_big(), |sum, (free, &coefficient)| {
                        sum + part(value(free)).to_big() * Number::decimal(coefficient, 0).to_big()
                    })
                };
                prop_assert_eq!(sum(|pair| &pair.number), value(at).number.to_big());
                prop_assert_eq!(sum(|pair| &pair.tiny), value(at).tiny.to_big());
            }
            for &at in chosen {
                let said = &system.bounds[at];
                let value = simplex.value(u32::try_from(said.unknown).unwrap());
                let bound = DeltaNumber::from_endpoint(&said.endpoint());
                let holds = if said.end == End::Low { *value >= bound } else { *value <= bound };
                prop_assert!(holds);
            }
        }
        Verdict::Conflict(parts) => {
            prop_assert!(!expected);
            certificate(system, chosen, parts, &forms)?;
        }
    }
    Ok(())
}

fn certificate(
    system: &System,
    chosen: &[usize],
    parts: &[CertificateTerm],
    forms: &[Vec<i128>],
) -> Result<(), TestCaseError> {
    // All multipliers by their common denominator, so that they are whole numbers.
    let fractions: Vec<(i128, i128)> = parts.iter().map(|part| fraction(&part.coefficient)).collect();
    let common = fractions.iter().fold(1, |common, &(_, below)| common / divisor(common, below) * below);
    let nothing = Inequality { coefficients: vec![0; system.free], constant: 0, open: false };
    let mut sum = nothing.clone();
    for (part, (above, below)) in parts.iter().zip(fractions) {
        let at = part.reason as usize;
        let said = &system.bounds[at];
        prop_assert!(chosen.contains(&at));
        prop_assert_eq!((said.unknown, said.end), (part.unknown as usize, part.end));
        prop_assert!(above > 0);
        sum = sum.plus(1, above * (common / below), &said.inequality(forms));
    }
    prop_assert_eq!(&sum.coefficients, &nothing.coefficients);
    prop_assert!(sum.fails());
    for without in parts {
        let rest = parts.iter().filter(|&part| part != without).map(|part| part.reason as usize);
        prop_assert!(satisfiable(system.inequalities(rest), system.free), "a bound to spare");
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn verdicts_are_those_of_elimination(system in systems(), bland in any::<bool>()) {
        let mut simplex = system.simplex(system.sums.len());
        // As if enough steps were made already that Bland's rule applies.
        simplex.pivots = if bland { 1_000 } else { 0 };
        let all: Vec<usize> = (0..system.bounds.len()).collect();
        let verdict = solve(&mut simplex, &system, &all);
        verify(&simplex, &system, &all, &verdict)?;
    }

    #[test]
    fn sums_are_added_on_the_way(system in systems(), turns in proptest::collection::vec((any::<u16>(), any::<bool>()), 1..8)) {
        // A bound on a sum that is not there yet waits.
        let mut simplex = system.simplex(0);
        let mut sums = 0;
        let mut held: Vec<usize> = Vec::new();
        for (mask, grows) in turns {
            if grows && sums < system.sums.len() {
                add(&mut simplex, &system.sums[sums]);
                sums += 1;
            }
            let known = |&at: &usize| mask & (1 << at) != 0 && system.bounds[at].unknown < system.free + sums;
            let more: Vec<usize> = (0..system.bounds.len()).filter(known).collect();
            held.extend(&more);
            let verdict = solve(&mut simplex, &system, &more);
            verify(&simplex, &system, &held, &verdict)?;
            if !matches!(verdict, Verdict::Feasible) {
                break;
            }
        }
    }

    #[test]
    fn a_check_goes_on_where_the_steps_ended(system in systems(), few in 0_u64..4) {
        let mut simplex = system.simplex(system.sums.len());
        let mut chosen = Vec::new();
        for at in 0..system.bounds.len() {
            chosen.push(at);
            let verdict = solve(&mut simplex, &system, &[at]);
            if verdict != Verdict::Feasible {
                break;
            }
        }
        let mut patient = system.simplex(system.sums.len());
        let mut verdict = Verdict::Feasible;
        for &at in &chosen {
            let said = &system.bounds[at];
            let (unknown, reason) = (u32::try_from(said.unknown).unwrap(), u32::try_from(at).unwrap());
            match patient.bound(unknown, said.end, &said.endpoint(), reason) {
                Err(conflict) => verdict = Verdict::Conflict(conflict),
                Ok(()) => loop {
                    verdict = patient.check(&mut (few + 3));
                    if verdict != Verdict::TooLong {
                        break;
                    }
                },
            }
        }
        verify(&patient, &system, &chosen, &verdict)?;
    }
}

/// `a + b = 10`, `b + c = 10`, `a + c = 10`, `a + b + c = 16`: three halves of the sums are 15.
#[test]
fn three_pairs_and_their_sum() {
    let mut simplex = Simplex::new(3);
    let one = Number::ONE;
    let mut verdict = Ok(());
    let sums = [(vec![0, 1], 10), (vec![1, 2], 10), (vec![0, 2], 10), (vec![0, 1, 2], 16)];
    for ((terms, value), reason) in sums.into_iter().zip(0..) {
        let terms: Vec<_> = terms.into_iter().map(|at| (at, one.clone())).collect();
        let sum = simplex.sum(&terms);
        for end in [End::Low, End::High] {
            verdict =
                verdict.and_then(|()| simplex.bound(sum, end, &Endpoint::closed(number(value)), reason));
        }
    }
    assert_eq!(verdict, Ok(()));
    let Verdict::Conflict(mut parts) = simplex.check(&mut 1_000) else { panic!("no conflict") };
    parts.sort_by_key(|part| part.reason);
    let last = parts[3].coefficient.clone();
    let said: Vec<_> = parts
        .iter()
        .map(|part| (part.reason, part.end, part.coefficient.checked_div(&last).unwrap()))
        .collect();
    let half = Number::HALF;
    let expected = [
        (0, End::High, half.clone()),
        (1, End::High, half.clone()),
        (2, End::High, half),
        (3, End::Low, Number::ONE),
    ];
    assert_eq!(said, expected);
}

/// A sum of nothing is zero, and so is one whose terms cancel out.
#[test]
fn a_sum_of_nothing() {
    let mut simplex = Simplex::new(1);
    let nothing = simplex.sum(&[]);
    let cancelled = simplex.sum(&[(0, Number::ONE), (0, Number::from_i64(-1))]);
    assert_eq!(simplex.bound(nothing, End::Low, &Endpoint::closed(Number::ZERO), 0), Ok(()));
    assert_eq!(simplex.check(&mut 100), Verdict::Feasible);
    let part = CertificateTerm { reason: 7, unknown: cancelled, end: End::Low, coefficient: Number::ONE };
    assert_eq!(simplex.bound(cancelled, End::Low, &Endpoint::above(Number::ZERO), 7), Err(vec![part]));
    assert_eq!(simplex.check(&mut 100), Verdict::Feasible);
}
