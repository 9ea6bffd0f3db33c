//! A group of tied series brought to the reasoner's form: an unknown for each value at each time, a row for each tie.

mod items;
mod rows;
mod values;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::allowed;
use crate::contradiction::argument::{Tie, TieKind, When};
use crate::contradiction::tied::Component;
use crate::contradiction::tied::labelled;
use crate::contradiction::tied::timeline::{Timeline, ends};
use crate::contradiction::tied::web::{Form, Web};
use crate::contradiction::window::is_sharp;
use crate::corpus::Fact;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape};
use crate::reason::linear::{Span, System};
use crate::source::Place;
use crate::syntax::tree::Clock;

/// What an unknown is the value of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) node: u32,
    pub(super) when: When,
}

/// A system, and what its numbers stand for.
pub(super) struct Built {
    pub(super) system: System,
    /// For each row what it rests on.
    pub(super) ties: Vec<Tie>,
    /// For each product the law that declares it.
    pub(super) products: Vec<Place>,
    pub(super) quantities: Vec<Quantity>,
    /// For each item its node, and the numbers of its fact and statement there.
    pub(super) items: Vec<(u32, u32, u32)>,
    pub(super) facts: FxHashMap<u32, Vec<Fact>>,
}

impl Built {
    /// Leaves out rows: of some that exclude each other the laws, else all of them.
    pub(super) fn leave_out(&mut self, rows: &[u32]) {
        let is_law = |row: &&u32| self.ties[**row as usize].kind == TieKind::Law;
        let laws: Vec<u32> = rows.iter().filter(is_law).copied().collect();
        let out = if laws.is_empty() { rows.to_vec() } else { laws };
        let keeps = |number: usize| !out.contains(&(number as u32));
        let mut number = 0..;
        self.system.rows.retain(|_| number.next().is_some_and(keeps));
        let mut number = 0..;
        self.ties.retain(|_| number.next().is_some_and(keeps));
    }
}

/// Builds the system of a component.
pub(super) fn build(web: &Web<'_>, component: &Component) -> Built {
    let Component { nodes, families, labelled: laws, shares } = component;
    let mut builder = Builder {
        web,
        facts: FxHashMap::default(),
        breaks: FxHashMap::default(),
        totals: FxHashMap::default(),
        shares: shares.iter().copied().collect(),
        timeline: Timeline::default(),
        timeless: false,
        covered: Vec::new(),
        at: FxHashMap::default(),
        always: FxHashMap::default(),
        over: FxHashMap::default(),
        extra: FxHashMap::default(),
        known: FxHashSet::default(),
        constant: FxHashSet::default(),
        system: System::default(),
        ties: Vec::new(),
        products: Vec::new(),
        quantities: Vec::new(),
    };
    for &node in nodes {
        let of = &web.nodes[node as usize];
        let facts =
            web.series[node as usize].map(|series| web.corpus.facts(&web.corpus.series[series as usize]));
        builder.facts.insert(node, facts.unwrap_or_default());
        builder.breaks.insert(node, allowed::breaks(web.corpus, of.measure, &of.scope));
    }
    for &family in families {
        let family = &web.families[family as usize];
        if let Form::Total { flow, total } = family.form {
            builder.totals.insert(flow, (total, family.tie.law));
        }
    }
    builder.lay_out(nodes, families);
    for &family in families {
        builder.tie(family);
    }
    builder.instants(nodes, families);
    for &law in laws {
        labelled::tie(&mut builder, law);
    }
    let items = builder.items(nodes);
    for &law in laws {
        labelled::multiply(&mut builder, law, &items);
    }
    builder.order(nodes);
    // Values can go on as they are, and flows bring nothing; laws that tie flows to values, or one time to another, may
    // not let them.
    builder.system.steady = laws.is_empty() && !families.iter().any(|&family| builder.is_mixed(family));
    Built {
        system: builder.system,
        ties: builder.ties,
        products: builder.products,
        quantities: builder.quantities,
        items,
        facts: builder.facts,
    }
}

pub(super) struct Builder<'w> {
    pub(super) web: &'w Web<'w>,
    pub(super) facts: FxHashMap<u32, Vec<Fact>>,
    breaks: FxHashMap<u32, Vec<Day>>,
    /// The total of each flow that has one, and what declares it.
    totals: FxHashMap<u32, (u32, Option<Place>)>,
    /// For each node of counts told with their wholes that of the same in per cent.
    shares: FxHashMap<u32, u32>,
    pub(super) timeline: Timeline,
    /// Whether nothing that is claimed has a time.
    timeless: bool,
    /// For each point whether some period of a flow goes on from it to the next.
    covered: Vec<bool>,
    at: FxHashMap<(u32, u32), u32>,
    always: FxHashMap<(u32, Option<usize>), u32>,
    over: FxHashMap<(u32, (u32, u32)), u32>,
    /// Unknowns of facts at times that are no points: only laws over labels speak of these.
    pub(super) extra: FxHashMap<(u32, u32), u32>,
    /// The parts and rises there are already.
    known: FxHashSet<Vec<(u32, Number)>>,
    /// The families that have a row among unknowns that are always.
    constant: FxHashSet<(u32, Vec<u32>)>,
    pub(super) system: System,
    ties: Vec<Tie>,
    pub(super) products: Vec<Place>,
    quantities: Vec<Quantity>,
}

impl Builder<'_> {
    fn kind(&self, node: u32) -> Kind {
        self.web.kinds[node as usize]
    }

    /// Gathers the points of time.
    fn lay_out(&mut self, nodes: &[u32], families: &[u32]) {
        let mut days: Vec<(Day, Option<Clock>)> = Vec::new();
        let mut periods: Vec<(Day, Day)> = Vec::new();
        for &node in nodes {
            for window in self.facts[&node].iter().filter_map(|fact| fact.window) {
                match (self.kind(node), window.shape) {
                    (Kind::Level | Kind::Ratio | Kind::Cumulative, Shape::Instant)
                        if is_sharp(&window) && window.only_day().is_some() =>
                    {
                        days.extend(window.from.map(|day| (day, window.from_clock)));
                    }
                    (Kind::Cumulative, Shape::Instant) => {
                        if let (Some(from), Some(to)) = (window.from, window.to) {
                            days.extend([(from, window.from_clock), (to, window.to_clock)]);
                        }
                    }
                    (Kind::Cumulative | Kind::Flow, Shape::Period) => {
                        if let Some((before, last)) = ends(&window) {
                            days.extend([(before, None), (last, None)]);
                            if self.kind(node) == Kind::Flow {
                                periods.push((before, last));
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        if families.iter().any(|&family| self.is_mixed(family)) {
            let before: Vec<_> = days
                .iter()
                .filter(|(_, clock)| clock.is_none())
                .filter_map(|(day, _)| Some((day.prev()?, None)))
                .collect();
            days.extend(before);
        }
        // What is claimed may hold always; the laws beside it then hold at some time, and at the next.
        self.timeless = days.is_empty();
        if self.timeless {
            days.extend([(Day::FIRST, None), (Day(Day::FIRST.0 + 1), None)]);
        }
        self.timeline = Timeline::of(&days);
        // A period covers every step between its ends; counted by where they open and close.
        let mut change = vec![0_i64; self.timeline.points.len() + 1];
        for (before, last) in periods {
            if let (Some(from), Some(to)) =
                (self.timeline.number(before, None), self.timeline.number(last, None))
            {
                change[from as usize] += 1;
                change[to as usize] -= 1;
            }
        }
        let mut open = 0;
        self.covered = change
            .iter()
            .map(|change| {
                open += change;
                open > 0
            })
            .collect();
    }

    fn is_mixed(&self, family: u32) -> bool {
        let Form::Linear { terms, .. } = &self.web.families[family as usize].form else { return false };
        let flows = terms.iter().filter(|term| self.kind(term.1) == Kind::Flow).count();
        let constants = terms.iter().filter(|term| self.kind(term.1) == Kind::Constant).count();
        flows > 0 && flows + constants < terms.len()
    }

    /// Whether a family ties flows alone: laws give them no fixed number, which no length of period would fit.
    fn is_flow(&self, family: u32) -> bool {
        let Form::Linear { terms, .. } = &self.web.families[family as usize].form else { return false };
        terms.iter().all(|term| self.kind(term.1) == Kind::Flow)
    }

    fn add(&mut self, node: u32, when: When, domain: Span, time: Option<(Day, Day)>) -> u32 {
        self.quantities.push(Quantity { node, when });
        self.system.unknown(domain, time.map(|(first, last)| (i64::from(first.0), i64::from(last.0))))
    }
}
