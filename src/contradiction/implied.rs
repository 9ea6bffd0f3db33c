//! What the rest of the corpus implies for one fact, one step away: totals that never fall, parts, sums, flows and laws.
//!
//! Each bound holds whichever of the disputed figures that it rests on is right: of a fact with several figures it takes
//! all that they allow together.

use crate::contradiction::allowed::{breaks, hard, segments};
use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::tied::{ConstraintForm, ConstraintGraph, Laws};
use crate::corpus::{Corpus, Fact, Series, Statement, Voice, compare_windows};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Interval, Number, Shape, Window};
use crate::syntax::tree::Relation;

/// A bound on the value of a fact, and what it follows from.
#[derive(Clone, Debug)]
pub struct Implied {
    /// Between what it must lie.
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
    /// How often the figure counts in the bound: of a whole less a part 1 and -1.
    pub factor: Number,
}

/// Every bound on a fact that follows in one step, the tightest of the neighbouring days among them.
#[must_use]
pub fn implied(corpus: &Corpus, number: u32, window: Option<&Window>) -> Vec<Implied> {
    let series = &corpus.series[number as usize];
    let mut found = neighbours(corpus, series, window);
    let laws = Laws::of(corpus, 0..corpus.model.laws.len() as u32);
    let all: Vec<u32> =
        (0..corpus.series.len() as u32).filter(|&at| corpus.series[at as usize].kind.is_numeric()).collect();
    let mut graph = ConstraintGraph::of(corpus, &all, &laws, usize::MAX);
    let Some(own) = graph.node_at(number) else { return found };
    let is_near = |other: &Series| {
        let part_of = |id| corpus.model.vocabulary.measure(id).and_then(|measure| measure.part_of);
        other.mode == series.mode
            && (other.measure == series.measure || part_of(other.measure) == Some(series.measure))
    };
    let near = all.iter().filter(|&&at| is_near(&corpus.series[at as usize]));
    let mut near: Vec<u32> = near.filter_map(|&at| graph.node_at(at)).collect();
    // The flow of a total has its constraint at its own node.
    near.extend(graph.flows_of(own));
    near.push(own);
    graph.grow_by_one(&near);
    for constraint in &graph.constraints {
        if !constraint.nodes().contains(&own) {
            continue;
        }
        match &constraint.form {
            ConstraintForm::Linear { terms, relation, constant } => {
                let row = Row { terms, relation: *relation, constant };
                found.extend(row.bound(&graph, own, window).map(|(within, from)| Implied {
                    within,
                    reason: constraint.reason,
                    from,
                }));
            }
            ConstraintForm::Total { flow, total } => {
                let flows = FlowOfTotal { graph: &graph, flow: *flow, total: *total };
                let bounds = flows.bounds(own, window).into_iter();
                found.extend(bounds.map(|(within, from)| Implied {
                    within,
                    reason: constraint.reason,
                    from,
                }));
            }
        }
    }
    found
}

/// What the days around a day say of a total: the highest figure before and the lowest one after it, and of each source
/// that speaks on the day its own.
fn neighbours(corpus: &Corpus, series: &Series, window: Option<&Window>) -> Vec<Implied> {
    let Some(day) = window.and_then(Window::only_day).filter(|_| series.kind == Kind::Cumulative) else {
        return Vec::new();
    };
    let scope = corpus.model.registers.scopes.get(series.scope.0);
    let breaks = breaks(corpus, series.measure, scope);
    let segment = segments(&breaks, &Window::day(day));
    let facts = corpus.facts(series);
    let day_of = |fact: &Fact| fact.window.as_ref().and_then(Window::only_day);
    let is_on = |other: Day| {
        other != day && segments(&breaks, &Window::day(other)) == segment && segment.start() == segment.end()
    };
    let others: Vec<(Day, &Fact)> =
        facts.iter().filter_map(|fact| Some((day_of(fact).filter(|other| is_on(*other))?, fact))).collect();
    let here = facts.iter().filter(|fact| day_of(fact) == Some(day)).flat_map(|fact| &fact.statements);
    let mut voices: Vec<Option<Voice>> = here.map(|statement| Some(statement.voice)).collect();
    voices.sort_unstable();
    voices.dedup();
    let mut found: Vec<(Interval, u32)> = Vec::new();
    for voice in std::iter::once(None).chain(voices) {
        let (mut low, mut high): (Option<Ended>, Option<Ended>) = (None, None);
        for (other, fact) in &others {
            let Some((hull, ends)) = hull(corpus, series, fact, voice) else { continue };
            if *other < day
                && let Some(end) = hull.low
                && low.as_ref().is_none_or(|(known, _)| *known <= end)
            {
                low = Some((end, ends.0));
            } else if *other > day
                && let Some(end) = hull.high
                && high.as_ref().is_none_or(|(known, _)| end < *known)
            {
                high = Some((end, ends.1));
            }
        }
        let low = low.map(|(end, claim)| (Interval::at_least(end), claim));
        let high = high.map(|(end, claim)| (Interval::at_most(end), claim));
        let new = low.into_iter().chain(high).filter(|bound| !found.contains(bound)).collect::<Vec<_>>();
        found.extend(new);
    }
    let reason = ConstraintReason { kind: ConstraintKind::NeverFalls, declared: None };
    let implied = |(within, claim)| {
        let from = ImpliedFrom { low: claim, high: claim, factor: Number::ONE };
        Implied { within, reason, from: vec![from] }
    };
    found.into_iter().map(implied).collect()
}

/// An end of a span, and the claim that gives it.
type Ended = (Number, u32);

/// All that the figures of a fact allow together, or those of one voice, and the claims that give its low and its high
/// end; none where nobody says anything.
fn hull(
    corpus: &Corpus,
    series: &Series,
    fact: &Fact,
    voice: Option<Voice>,
) -> Option<(Interval, (u32, u32))> {
    let undecided = fact.undecided.iter().flat_map(|undecided| &undecided.statements);
    let all = fact.statements.iter().chain(undecided);
    let all = all.filter(|statement| voice.is_none_or(|voice| statement.voice == voice));
    let mut all =
        all.map(|statement: &Statement| (hard(corpus, series, statement), statement.representative()));
    let (mut hull, first) = all.next()?;
    let mut ends = (first, first);
    for (span, claim) in all {
        let is_lower = match (&span.low, &hull.low) {
            (None, known) => known.is_some(),
            (Some(_), None) => false,
            (Some(low), Some(known)) => low < known || low == known && hull.low_open && !span.low_open,
        };
        if is_lower {
            (hull.low, hull.low_open, ends.0) = (span.low.clone(), span.low_open, claim);
        }
        let is_higher = match (&span.high, &hull.high) {
            (None, known) => known.is_some(),
            (Some(_), None) => false,
            (Some(high), Some(known)) => high > known || high == known && hull.high_open && !span.high_open,
        };
        if is_higher {
            (hull.high, hull.high_open, ends.1) = (span.high, span.high_open, claim);
        }
    }
    Some((hull, ends))
}

/// What is said of a node at a time, with the claims that give its ends.
fn at(graph: &ConstraintGraph<'_>, node: u32, window: Option<&Window>) -> Option<Said> {
    let corpus = graph.corpus;
    let series = &corpus.series[graph.series[node as usize]? as usize];
    let facts = corpus.facts(series);
    let fact = facts.iter().find(|fact| compare_windows(fact.window.as_ref(), window).is_eq())?;
    hull(corpus, series, fact, None)
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
        own: u32,
        window: Option<&Window>,
    ) -> Option<(Interval, Vec<ImpliedFrom>)> {
        let mut factor = None;
        let (mut low, mut high) = (Some(Number::ZERO), Some(Number::ZERO));
        let mut from = Vec::new();
        for (coefficient, node) in self.terms {
            if *node == own {
                factor = Some(coefficient);
                continue;
            }
            let said = at(graph, *node, window);
            if let Some((_, (low, high))) = said {
                from.push(ImpliedFrom { low, high, factor: coefficient.clone() });
            }
            let of = &graph.nodes[*node as usize];
            let kind = Some(graph.kinds[*node as usize]);
            let domain = || graph.corpus.model.vocabulary.domain(of.measure, kind, of.unit);
            let span = said.map_or_else(domain, |(span, _)| span);
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
struct FlowOfTotal<'g, 'c> {
    graph: &'g ConstraintGraph<'c>,
    flow: u32,
    total: u32,
}

impl FlowOfTotal<'_, '_> {
    /// What periods that begin or end on a day leave for the total then; or what the totals at both ends of a period
    /// leave for the flow.
    fn bounds(&self, own: u32, window: Option<&Window>) -> Vec<(Interval, Vec<ImpliedFrom>)> {
        let day = |day: Option<Day>| day.map(Window::day);
        let total_at = |window: Option<Window>| at(self.graph, self.total, Some(&window?));
        let Some(window) = window else { return Vec::new() };
        if own == self.flow {
            let before = total_at(day(window.from.and_then(Day::prev)));
            let after = total_at(day(window.to));
            return before
                .zip(after)
                .map(|(before, after)| difference(&after, &before))
                .into_iter()
                .collect();
        }
        let corpus = self.graph.corpus;
        let series = self.graph.series[self.flow as usize].map(|at| &corpus.series[at as usize]);
        let (Some(series), Some(own_day)) = (series, window.only_day()) else { return Vec::new() };
        let mut found = Vec::new();
        for fact in corpus.facts(series) {
            let Some(period) =
                fact.window.filter(|period| period.shape == Shape::Period || period.only_day().is_some())
            else {
                continue;
            };
            let Some((flow, ends)) = hull(corpus, series, &fact, None) else { continue };
            let flow = (flow, ends);
            let before = period.from.and_then(Day::prev);
            if period.to == Some(own_day)
                && let Some(earlier) = total_at(day(before))
            {
                found.push(sum(&earlier, &flow));
            } else if before == Some(own_day)
                && let Some(later) = total_at(day(period.to))
            {
                found.push(difference(&later, &flow));
            }
        }
        found
    }
}

type Said = (Interval, (u32, u32));

fn from((low, high): (u32, u32), factor: Number) -> ImpliedFrom {
    ImpliedFrom { low, high, factor }
}

fn sum((one, of_one): &Said, (two, of_two): &Said) -> (Interval, Vec<ImpliedFrom>) {
    let add = |one: &Option<Number>, two: &Option<Number>| Some(one.as_ref()? + two.as_ref()?);
    let within = Interval { low: add(&one.low, &two.low), high: add(&one.high, &two.high), ..Interval::ALL };
    (within, vec![from(*of_one, Number::ONE), from(*of_two, Number::ONE)])
}

fn difference((one, of_one): &Said, (two, of_two): &Said) -> (Interval, Vec<ImpliedFrom>) {
    let less = |one: &Option<Number>, two: &Option<Number>| Some(one.as_ref()? - two.as_ref()?);
    let within =
        Interval { low: less(&one.low, &two.high), high: less(&one.high, &two.low), ..Interval::ALL };
    (within, vec![from(*of_one, Number::ONE), from(*of_two, -&Number::ONE)])
}
