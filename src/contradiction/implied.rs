//! What the rest of the corpus implies for one fact, one step away: totals that never fall, parts, sums, flows and laws.
//!
//! Each bound holds whichever of the disputed figures that it rests on is right: of a fact with several figures it takes
//! all that they allow together.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::contradiction::allowed::breaks;
use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::never_falls::{DaysOfTotal, SaidTogether, said_together};
use crate::contradiction::tied::{ConstraintForm, ConstraintGraph, Laws};
use crate::corpus::{Corpus, Fact, Series, Voice, compare_windows};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number, Shape, Window};
use crate::syntax::tree::Relation;

/// A bound on the value of a fact, and what it follows from.
#[derive(Clone, Debug)]
pub struct Implied {
    /// The interval in which it must lie.
    pub within: Interval,
    /// Why.
    pub reason: ConstraintReason,
    /// The figures that it follows from.
    pub from: Vec<ImpliedFrom>,
}

/// What is said of one fact that a bound follows from.
#[derive(Clone, Debug, PartialEq)]
pub struct ImpliedFrom {
    /// The claim with the lowest figure.
    pub low: u32,
    /// The claim with the highest figure; the same where there is one figure.
    pub high: u32,
    /// How often the figure counts in the bound: in a whole less a part, 1 for the whole and -1 for
    /// the part.
    pub factor: Number,
    /// Who speaks of the fact, in order.
    pub voices: Vec<Voice>,
}

impl ImpliedFrom {
    fn of(said: &SaidTogether, factor: Number) -> Self {
        Self { low: said.ends.0, high: said.ends.1, factor, voices: said.voices.clone() }
    }
}

/// A series, by number, and the times at which it is asked what follows for it.
pub type AskedOf = (u32, Vec<Option<Window>>);

/// Every bound that follows in one step, for each series and each of its times; of the bounds that
/// other days of a running total give, the tightest ones.
#[must_use]
pub fn implied(corpus: &Corpus, asked: &[AskedOf]) -> Vec<Vec<Vec<Implied>>> {
    let laws = Laws::of(corpus, 0..corpus.model.laws.len() as u32);
    let all: Vec<u32> =
        (0..corpus.series.len() as u32).filter(|&at| corpus.series[at as usize].kind.is_numeric()).collect();
    let mut graph = ConstraintGraph::of(corpus, &all, &laws, usize::MAX);
    let facts = FactsBySeries { corpus, known: RefCell::default() };
    let of_series = |(number, windows): &AskedOf| {
        let days = days_of_total(&facts, *number);
        let mut found: Vec<Vec<Implied>> =
            windows.iter().map(|window| neighbours(days.as_ref(), window.as_ref())).collect();
        let Some(own) = graph.node_of_series(*number) else { return found };
        graph.clear_constraints();
        graph.grow_by_one(&near(&graph, &all, *number, own));
        for constraint in graph.constraints.iter().filter(|constraint| constraint.nodes().contains(&own)) {
            let form = Form::of(&graph, &facts, &constraint.form);
            for (window, found) in windows.iter().zip(&mut found) {
                let bounds = form.bounds(&graph, &facts, own, window.as_ref()).into_iter();
                found.extend(bounds.map(|(within, from)| Implied {
                    within,
                    reason: constraint.reason,
                    from,
                }));
            }
        }
        found
    };
    asked.iter().map(of_series).collect()
}

/// The nodes that may have a constraint with a node, and the node itself.
fn near(graph: &ConstraintGraph<'_>, all: &[u32], number: u32, own: u32) -> Vec<u32> {
    let corpus = graph.corpus;
    let series = &corpus.series[number as usize];
    let is_near = |other: &Series| {
        let part_of = |id| corpus.model.vocabulary.measure(id).and_then(|measure| measure.part_of);
        other.mode == series.mode
            && (other.measure == series.measure || part_of(other.measure) == Some(series.measure))
    };
    let near = all.iter().filter(|&&at| is_near(&corpus.series[at as usize]));
    let mut near: Vec<u32> = near.filter_map(|&at| graph.node_of_series(at)).collect();
    // The flow of a total has its constraint at its own node.
    near.extend(graph.flows_of(own));
    near.push(own);
    near
}

/// The facts of each series that was asked for, in the order of their times.
struct FactsBySeries<'c> {
    corpus: &'c Corpus,
    known: RefCell<FxHashMap<u32, Rc<[Fact]>>>,
}

impl FactsBySeries<'_> {
    fn of(&self, series: u32) -> Rc<[Fact]> {
        let corpus = self.corpus;
        let facts = || corpus.facts(&corpus.series[series as usize]).into();
        Rc::clone(self.known.borrow_mut().entry(series).or_insert_with(facts))
    }

    /// What is said of a node at a time.
    fn at(&self, graph: &ConstraintGraph<'_>, node: u32, window: Option<&Window>) -> Option<SaidTogether> {
        let number = graph.series[node as usize]?;
        let facts = self.of(number);
        let at = facts.binary_search_by(|fact| compare_windows(fact.window.as_ref(), window)).ok()?;
        said_together(self.corpus, &self.corpus.series[number as usize], &facts[at], None)
    }
}

/// The days of a running total; none if the series is no running total.
fn days_of_total(facts: &FactsBySeries<'_>, number: u32) -> Option<DaysOfTotal> {
    let series = &facts.corpus.series[number as usize];
    (series.kind == Kind::Cumulative).then(|| DaysOfTotal::of(facts.corpus, series, &facts.of(number)))
}

/// What the days around a day say of a total.
fn neighbours(days: Option<&DaysOfTotal>, window: Option<&Window>) -> Vec<Implied> {
    let around = days.zip(window).map(|(days, window)| days.around(window)).unwrap_or_default();
    let reason = ConstraintReason { kind: ConstraintKind::NeverFalls, declared: None };
    let implied = |(within, claim, voices)| {
        let from = ImpliedFrom { low: claim, high: claim, factor: Number::ONE, voices };
        Implied { within, reason, from: vec![from] }
    };
    around.into_iter().map(implied).collect()
}

/// A bound, and the figures that it follows from.
type Bound = (Interval, Vec<ImpliedFrom>);

/// A constraint; one of a flow and its total, with what is said of the flow.
enum Form<'g> {
    Linear(Row<'g>),
    Total(FlowOfTotal),
}

impl<'g> Form<'g> {
    fn of(graph: &ConstraintGraph<'_>, facts: &FactsBySeries<'_>, form: &'g ConstraintForm) -> Self {
        match form {
            ConstraintForm::Linear { terms, relation, constant } => {
                Self::Linear(Row { terms, relation: *relation, constant })
            }
            ConstraintForm::Total { flow, total } => {
                Self::Total(FlowOfTotal::of(graph, facts, *flow, *total))
            }
        }
    }

    fn bounds(
        &self,
        graph: &ConstraintGraph<'_>,
        facts: &FactsBySeries<'_>,
        own: u32,
        window: Option<&Window>,
    ) -> Vec<Bound> {
        match self {
            Self::Linear(row) => row.bound(graph, facts, own, window).into_iter().collect(),
            Self::Total(flow) => flow.bounds(graph, facts, own, window),
        }
    }
}

/// A linear constraint over nodes.
struct Row<'g> {
    terms: &'g [(Number, u32)],
    relation: Relation,
    constant: &'g Number,
}

impl Row<'_> {
    /// What the other terms leave for a node at a time, and the figures that this follows from; none where they leave
    /// everything.
    fn bound(
        &self,
        graph: &ConstraintGraph<'_>,
        facts: &FactsBySeries<'_>,
        own: u32,
        window: Option<&Window>,
    ) -> Option<Bound> {
        let mut factor = None;
        let (mut low, mut high) = (Some(Number::ZERO), Some(Number::ZERO));
        let mut from = Vec::new();
        for (coefficient, node) in self.terms {
            if *node == own {
                factor = Some(coefficient);
                continue;
            }
            let said = facts.at(graph, *node, window);
            from.extend(said.iter().map(|said| ImpliedFrom::of(said, coefficient.clone())));
            let of = &graph.nodes[*node as usize];
            let kind = Some(graph.kinds[*node as usize]);
            let domain = || graph.corpus.model.vocabulary.domain(of.measure, kind, of.unit);
            let span = said.map_or_else(domain, |said| said.within);
            let ends = (span.low.map(|end| &end * coefficient), span.high.map(|end| &end * coefficient));
            let (least, most) = if coefficient.is_negative() { (ends.1, ends.0) } else { ends };
            low = low.zip(least).map(|(sum, end)| &sum + &end);
            high = high.zip(most).map(|(sum, end)| &sum + &end);
        }
        let factor = factor.filter(|_| !from.is_empty())?;
        // factor * own relates to the constant less the others.
        let rest = Interval {
            low: high.map(|sum| self.constant - &sum),
            high: low.map(|sum| self.constant - &sum),
            ..Interval::ALL
        };
        let rest = match self.relation {
            Relation::Equal => rest,
            Relation::AtLeast => Interval { high: None, ..rest },
            Relation::AtMost => Interval { low: None, ..rest },
        };
        let inverse = Number::ONE.checked_div(factor)?;
        let through = |end: &Number| end * &inverse;
        let within = rest.map(through, factor.is_negative());
        // In the bound each figure counts by its own coefficient over that of the node, with its sign turned.
        from.iter_mut().for_each(|one| one.factor = -&(&one.factor * &inverse));
        (within.low.is_some() || within.high.is_some()).then_some((within, from))
    }
}

/// A flow and the total that grows by it.
struct FlowOfTotal {
    flow: u32,
    total: u32,
    /// What is said of each period of the flow: the day before it, its last day, and what is said.
    periods: Vec<(Option<Day>, Option<Day>, SaidTogether)>,
    /// The periods by each of these days.
    by_day: FxHashMap<Day, Vec<u32>>,
    /// The days on which the total may step, so that the flow is not all that it grows by.
    steps: Vec<Day>,
}

impl FlowOfTotal {
    fn of(graph: &ConstraintGraph<'_>, facts: &FactsBySeries<'_>, flow: u32, total: u32) -> Self {
        let steps = graph.series[total as usize].map_or_else(Vec::new, |number| {
            let series = &graph.corpus.series[number as usize];
            breaks(graph.corpus, series.measure, graph.corpus.model.registers.scopes.get(series.scope.0))
        });
        let mut found = Self { flow, total, periods: Vec::new(), by_day: FxHashMap::default(), steps };
        let Some(number) = graph.series[flow as usize] else { return found };
        let series = &graph.corpus.series[number as usize];
        for fact in &*facts.of(number) {
            // What came in by some hour of a day says nothing of its end.
            let is_of_days = |period: &Window| period.from_clock.is_none() && period.to_clock.is_none();
            let is_period = |period: &Window| {
                is_of_days(period) && (period.shape == Shape::Period || period.only_day().is_some())
            };
            let Some(period) = fact.window.filter(is_period) else { continue };
            let Some(said) = said_together(graph.corpus, series, fact, None) else { continue };
            let before = period.from.and_then(Day::prev);
            for day in before.into_iter().chain(period.to) {
                found.by_day.entry(day).or_default().push(found.periods.len() as u32);
            }
            found.periods.push((before, period.to, said));
        }
        found
    }

    /// What periods that begin or end on a day leave for the total then; or what the totals at both ends of a period
    /// leave for the flow.
    fn bounds(
        &self,
        graph: &ConstraintGraph<'_>,
        facts: &FactsBySeries<'_>,
        own: u32,
        window: Option<&Window>,
    ) -> Vec<Bound> {
        let total_at = |day: Option<Day>| facts.at(graph, self.total, Some(&Window::day(day?)));
        let Some(window) = window else { return Vec::new() };
        if own == self.flow && (window.from_clock.is_some() || window.to_clock.is_some()) {
            return Vec::new();
        }
        let is_stepped = |before: Option<Day>, to: Option<Day>| {
            self.steps
                .iter()
                .any(|step| before.is_none_or(|before| before < *step) && to.is_none_or(|to| *step <= to))
        };
        if own == self.flow {
            let first = window.from.and_then(Day::prev);
            if is_stepped(first, window.to) {
                return Vec::new();
            }
            let before = total_at(first);
            let after = total_at(window.to);
            return before
                .zip(after)
                .map(|(before, after)| difference(&after, &before))
                .into_iter()
                .collect();
        }
        let Some(own_day) = window.only_day().filter(|_| window.is_plain_day()) else { return Vec::new() };
        let mut found = Vec::new();
        for &at in self.by_day.get(&own_day).into_iter().flatten() {
            let (before, to, flow) = &self.periods[at as usize];
            if is_stepped(*before, *to) {
                continue;
            }
            if *to == Some(own_day)
                && let Some(earlier) = total_at(*before)
            {
                found.push(sum(&earlier, flow));
            } else if *before == Some(own_day)
                && let Some(later) = total_at(*to)
            {
                found.push(difference(&later, flow));
            }
        }
        found
    }
}

fn sum(one: &SaidTogether, two: &SaidTogether) -> Bound {
    (one.within.plus(&two.within), vec![ImpliedFrom::of(one, Number::ONE), ImpliedFrom::of(two, Number::ONE)])
}

fn difference(one: &SaidTogether, two: &SaidTogether) -> Bound {
    (
        one.within.minus(&two.within),
        vec![ImpliedFrom::of(one, Number::ONE), ImpliedFrom::of(two, -&Number::ONE)],
    )
}
