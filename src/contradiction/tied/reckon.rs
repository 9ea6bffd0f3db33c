//! Adds up the figures of a conflict as stated (a *reckoning*): if round figures fit exactly with the ones around
//! them, they are not rounded, and the equation that fails shows where the mistake is.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::argument::ConstraintKind;
use crate::contradiction::reckoning::{Equation, OddFigure, Reckoning};
use crate::contradiction::tied::build::Built;
use crate::corpus::Corpus;
use crate::model::claim::Value;
use crate::model::{Figure, Number};
use crate::reason::Endpoint;
use crate::reason::linear::{Core, Span};

/// How many values that are not stated are replaced in one equation, at most.
const REACH: usize = 8;

/// How many equations around a figure are examined, at most.
const AROUND: usize = 128;

/// How many equations are given as evidence, at most.
const SHOWN: usize = 2;

/// A system's rows by unknown, and what each voice states of each unknown.
pub(super) struct Reckoner<'t> {
    corpus: &'t Corpus,
    built: &'t Built,
    /// The rows of each unknown.
    rows: FxHashMap<u32, Vec<u32>>,
    /// For each unknown and voice: the item of that voice on it; none if there are several.
    stated: FxHashMap<(u32, u32), Option<u32>>,
}

/// A sum of items as stated, and the span in which it should lie.
#[derive(Clone)]
struct Sum {
    /// The items, each with its coefficient.
    terms: Vec<(u32, Number)>,
    /// Where the sum should lie.
    span: Span,
    /// What binds the figures.
    kind: ConstraintKind,
}

/// Sums are equal if one is a multiple of the other: `a = b` and `b = a`.
impl PartialEq for Sum {
    fn eq(&self, other: &Self) -> bool {
        let first = self.terms.first().zip(other.terms.first());
        let Some(coefficient) = first.and_then(|(mine, theirs)| theirs.1.checked_div(&mine.1)) else {
            return false;
        };
        let end = |end: &Option<Endpoint<Number>>| end.as_ref().map(|end| &end.value * &coefficient);
        let (mut low, mut high) = (end(&self.span.low), end(&self.span.high));
        if coefficient.is_negative() {
            std::mem::swap(&mut low, &mut high);
        }
        let value = |end: &Option<Endpoint<Number>>| end.as_ref().map(|end| end.value.clone());
        let is_same = |(mine, theirs): (&(u32, Number), &(u32, Number))| {
            mine.0 == theirs.0 && &mine.1 * &coefficient == theirs.1
        };
        self.terms.len() == other.terms.len()
            && self.terms.iter().zip(&other.terms).all(is_same)
            && (low, high) == (value(&other.span.low), value(&other.span.high))
    }
}

/// A trial with another figure in place of a stated one: what becomes of the other sums of its source.
struct Tried {
    /// The other figure.
    fitting: Number,
    /// The sums that hold only with it.
    fixed: Vec<Sum>,
    /// How many sums hold only without it, and one more if it is impossible.
    broken: usize,
    /// Whether some sum holds neither with it nor without it.
    fails_both_ways: bool,
}

impl<'t> Reckoner<'t> {
    pub(super) fn of(corpus: &'t Corpus, built: &'t Built) -> Self {
        let mut rows: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (number, row) in (0_u32..).zip(built.system.rows.iter()) {
            row.terms.iter().for_each(|term| rows.entry(term.0).or_default().push(number));
        }
        let mut stated: FxHashMap<(u32, u32), Option<u32>> = FxHashMap::default();
        for (number, item) in (0_u32..).zip(&built.system.items) {
            if let Some(unknown) = built.only_unknown[number as usize] {
                stated.entry((unknown, item.voice)).and_modify(|known| *known = None).or_insert(Some(number));
            }
        }
        Self { corpus, built, rows, stated }
    }

    /// What the figures of a core say as stated.
    pub(super) fn of_core(&self, core: &Core) -> Option<Reckoning> {
        let failing = self.failing(core)?;
        let mut fitting = Vec::new();
        let mut around: Vec<(u32, Tried)> = Vec::new();
        for (item, _) in &failing.terms {
            let Some(tried) = self.trial(*item, &failing) else { continue };
            if tried.broken == 0 {
                fitting.push((self.speaker(*item), tried.fitting.clone()));
            }
            around.push((*item, tried));
        }
        let free = || around.iter().filter(|(_, tried)| tried.broken == 0);
        let most = free().map(|(_, tried)| tried.fixed.len()).max();
        let mut best = free().filter(|(_, tried)| Some(tried.fixed.len()) == most);
        let odd = match (best.next(), best.next()) {
            // If nothing else is stated around the figures, each may be the wrong one; and a figure is no outlier if
            // no other figure would fit in its place.
            (Some((item, tried)), None) if around.len() == failing.terms.len() && !tried.fails_both_ways => {
                Some(OddFigure {
                    claim: self.speaker(*item),
                    fitting: tried.fitting.clone(),
                    fixed: tried
                        .fixed
                        .iter()
                        .filter(|sum| sum.span.single().is_some())
                        .take(SHOWN)
                        .map(|sum| self.equation(sum))
                        .collect(),
                    upheld: self.holding(&failing, *item),
                })
            }
            _ => None,
        };
        Some(Reckoning { failing: self.equation(&failing), fitting, odd })
    }

    /// The item of a voice on an unknown; none if there are several.
    pub(super) fn stated_item(&self, unknown: u32, voice: u32) -> Option<u32> {
        *self.stated.get(&(unknown, voice))?
    }

    /// The representative claim of the statement that an item stands for.
    fn speaker(&self, item: u32) -> u32 {
        self.built.statement(item).representative()
    }

    /// A sum as an equation between claims.
    fn equation(&self, sum: &Sum) -> Equation {
        Equation {
            terms: sum
                .terms
                .iter()
                .map(|(item, coefficient)| (coefficient.clone(), self.speaker(*item)))
                .collect(),
            constant: sum.span.single().cloned().unwrap_or(Number::ZERO),
            kind: sum.kind,
        }
    }

    /// The failing equation among the figures of a core.
    fn failing(&self, core: &Core) -> Option<Sum> {
        let voice = self.built.system.items[core.items[0] as usize].voice;
        let here = |unknown: u32| {
            let mut core = core.items.iter().copied();
            core.find(|&item| self.built.only_unknown[item as usize] == Some(unknown))
        };
        let known = |unknown: u32| here(unknown).or_else(|| *self.stated.get(&(unknown, voice))?);
        let rows = || core.proof.rows.iter().copied().filter(|&row| self.is_equation(row));
        let mut sums: Vec<Sum> = Vec::new();
        for sum in rows().filter_map(|row| self.sum(row, &known)) {
            if !sums.contains(&sum) {
                sums.push(sum);
            }
        }
        let failing: Vec<&Sum> = sums.iter().filter(|sum| self.holds(sum, None) == Some(false)).collect();
        if let [sum] = failing[..] {
            return Some(sum.clone());
        }
        let sure = failing.iter().filter(|sum| !self.may_hold(sum));
        let has_removed_item = |sum: &Sum| sum.terms.iter().any(|(item, _)| *item == core.items[0]);
        let least = sure.min_by_key(|sum| (!has_removed_item(sum), sum.terms.len()));
        if let Some(sum) = least {
            return Some((*sum).clone());
        }
        let whole = rows().find_map(|row| self.sum(row, &here))?;
        (self.holds(&whole, None) == Some(false)).then_some(whole)
    }

    /// A trial of the figure of an item with which a failing equation would hold.
    fn trial(&self, item: u32, failing: &Sum) -> Option<Tried> {
        let fitting = self.fitting(item, failing)?;
        let unknown = self.built.only_unknown[item as usize]?;
        let voice = self.built.system.items[item as usize].voice;
        let known = |other: u32| {
            if other == unknown { Some(item) } else { *self.stated.get(&(other, voice))? }
        };
        let mut tried = Tried { fitting, fixed: Vec::new(), broken: 0, fails_both_ways: false };
        let mut seen = vec![failing.clone()];
        for &row in self.rows.get(&unknown)?.iter().take(AROUND) {
            let Some(sum) = self.sum(row, &known).filter(|sum| !seen.contains(sum)) else { continue };
            match (self.holds(&sum, None), self.holds(&sum, Some((item, &tried.fitting)))) {
                (Some(true), Some(false)) => tried.broken += 1,
                (Some(false), Some(true)) => tried.fixed.push(sum.clone()),
                (Some(false), Some(false)) => tried.fails_both_ways = true,
                _ => {}
            }
            seen.push(sum);
        }
        let domain = &self.built.system.domains[unknown as usize];
        let above = domain.low.as_ref().is_none_or(|low| tried.fitting >= low.value);
        let below = domain.high.as_ref().is_none_or(|high| tried.fitting <= high.value);
        // An impossible figure counts as failing one more sum.
        tried.broken += usize::from(!above || !below);
        Some(tried)
    }

    /// Equations that hold, around the other figures of a failing equation: they speak for these figures.
    fn holding(&self, failing: &Sum, odd: u32) -> Vec<Equation> {
        let mut found: Vec<Sum> = Vec::new();
        for (item, _) in failing.terms.iter().filter(|(item, _)| *item != odd) {
            let voice = self.built.system.items[*item as usize].voice;
            let known = |unknown: u32| *self.stated.get(&(unknown, voice))?;
            let unknown = self.built.only_unknown[*item as usize];
            let rows = unknown.and_then(|unknown| self.rows.get(&unknown)).into_iter().flatten();
            let sums = rows.filter(|&&row| self.is_equation(row)).filter_map(|&row| self.sum(row, &known));
            let holds = sums.filter(|sum| self.holds(sum, None) == Some(true) && !found.contains(sum));
            // Equations of consecutive days are the easiest to read.
            let next = holds.min_by_key(|sum| (sum.kind != ConstraintKind::Flow, sum.terms.len()));
            found.extend(next);
        }
        found.iter().take(SHOWN).map(|sum| self.equation(sum)).collect()
    }

    /// Whether a row says that a sum is one number.
    fn is_equation(&self, row: u32) -> bool {
        let span = &self.built.system.rows[row as usize].span;
        span.single().is_some()
    }

    /// A row as a sum of stated figures. A total that is not stated is replaced by the total of the
    /// day before or after and what came in between, as far as that leads to stated ones.
    fn sum(&self, row: u32, known: &dyn Fn(u32) -> Option<u32>) -> Option<Sum> {
        let system = &self.built.system;
        let (mut terms, mut used) = (BTreeMap::new(), vec![row]);
        let mut span = system.rows[row as usize].span.clone();
        let mut kind = self.built.row_reasons[row as usize].kind;
        let shift = |span: &Span, by: &Number| {
            let end = |end: &Option<Endpoint<Number>>| {
                end.as_ref().map(|end| Endpoint { value: &end.value + by, ..end.clone() })
            };
            Span { low: end(&span.low), high: end(&span.high) }
        };
        add(&mut terms, &system.rows[row as usize].terms, &Number::ONE);
        for _ in 0..REACH {
            let Some((unstated, coefficient)) = terms.iter().find(|(unknown, _)| known(**unknown).is_none())
            else {
                break;
            };
            let (unstated, coefficient) = (*unstated, coefficient.clone());
            if let Some(value) = system.domains[unstated as usize].single() {
                span = shift(&span, &-&(&coefficient * value));
                terms.remove(&unstated);
                continue;
            }
            let fits = |row: &&u32| !used.contains(row) && self.is_equation(**row) && self.is_flow(**row);
            let mut rows = self.rows.get(&unstated)?.iter().filter(fits);
            let (Some(&next), None) = (rows.next(), rows.next()) else { return None };
            let other = &system.rows[next as usize];
            let own = &other.terms.iter().find(|term| term.0 == unstated)?.1;
            let scale = -&coefficient.checked_div(own)?;
            add(&mut terms, &other.terms, &scale);
            span = shift(&span, &(other.span.single()? * &scale));
            kind = kind.max(self.built.row_reasons[next as usize].kind);
            used.push(next);
        }
        let terms: Vec<(u32, Number)> = terms
            .into_iter()
            .map(|(unknown, coefficient)| Some((known(unknown)?, coefficient)))
            .collect::<Option<_>>()?;
        (terms.len() > 1).then_some(Sum { terms, span, kind })
    }

    /// Whether a row says that a flow is the growth of a total.
    fn is_flow(&self, row: u32) -> bool {
        self.built.row_reasons[row as usize].kind == ConstraintKind::Flow
    }

    /// The figure that an item states.
    fn figure(&self, item: u32) -> Option<&Figure> {
        match &self.corpus.claim(self.speaker(item)).value {
            Value::Number(figure) => Some(figure),
            _ => None,
        }
    }

    /// The number that a figure states; none if it is a bound.
    fn stated_number(&self, item: u32) -> Option<&Number> {
        let figure = self.figure(item)?;
        let hard = figure.hard();
        figure.best().filter(|_| hard.low.is_some() && hard.high.is_some())
    }

    /// The sum of stated figures, with another figure in place of one of them.
    fn total(&self, sum: &Sum, instead: Option<(u32, &Number)>) -> Option<Number> {
        sum.terms.iter().try_fold(Number::ZERO, |total, (item, coefficient)| {
            let figure = match instead {
                Some((other, figure)) if other == *item => figure,
                _ => self.stated_number(*item)?,
            };
            Some(&total + &(figure * coefficient))
        })
    }

    /// Whether stated figures satisfy a sum, `instead` replacing one of them. Without a replacement
    /// exact numbers may also differ by what their measures tolerate.
    fn holds(&self, sum: &Sum, instead: Option<(u32, &Number)>) -> Option<bool> {
        let total = self.total(sum, instead)?;
        let lies_in = |total: &Number| {
            sum.span.low.as_ref().is_none_or(|low| *total >= low.value)
                && sum.span.high.as_ref().is_none_or(|high| *total <= high.value)
        };
        let is_exact = |(item, _): &(u32, Number)| matches!(self.figure(*item), Some(Figure::Exact(_)));
        Some(lies_in(&total) || (instead.is_none() && sum.terms.iter().all(is_exact) && self.may_hold(sum)))
    }

    /// Whether figures may satisfy a sum if hedges are considered.
    fn may_hold(&self, sum: &Sum) -> bool {
        let (mut low, mut high) = (Some(Number::ZERO), Some(Number::ZERO));
        for (item, coefficient) in &sum.terms {
            let Some((_, span)) = self.built.system.items[*item as usize].says.first() else { return true };
            let (least, most) =
                if coefficient.is_negative() { (&span.high, &span.low) } else { (&span.low, &span.high) };
            let plus = |total: Option<Number>, end: &Option<Endpoint<Number>>| {
                total.zip(end.as_ref()).map(|(total, end)| &total + &(&end.value * coefficient))
            };
            (low, high) = (plus(low, least), plus(high, most));
        }
        low.zip(sum.span.high.as_ref()).is_none_or(|(low, limit)| low <= limit.value)
            && high.zip(sum.span.low.as_ref()).is_none_or(|(high, limit)| high >= limit.value)
    }

    /// The figure of an item with which an equation holds.
    fn fitting(&self, item: u32, failing: &Sum) -> Option<Number> {
        let coefficient = &failing.terms.iter().find(|term| term.0 == item)?.1;
        let over = &self.total(failing, None)? - failing.span.single()?;
        Some(self.stated_number(item)? - &over.checked_div(coefficient)?)
    }
}

/// Adds terms with a multiplier.
fn add(sum: &mut BTreeMap<u32, Number>, terms: &[(u32, Number)], often: &Number) {
    for (unknown, coefficient) in terms {
        let term = sum.entry(*unknown).or_insert(Number::ZERO);
        *term = &*term + &(coefficient * often);
        if term.is_zero() {
            sum.remove(unknown);
        }
    }
}
