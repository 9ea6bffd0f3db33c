//! A group of tied series brought to the reasoner's form: an unknown for each value at each time, a row for each tie.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contradiction::tied::Component;
use crate::contradiction::tied::labelled;
use crate::contradiction::tied::prune::prune;
use crate::contradiction::tied::timeline::{Timeline, ends};
use crate::contradiction::tied::web::{Form, Web};
use crate::contradiction::{Tie, TieKind, When, allowed, is_sharp};
use crate::corpus::Fact;
use crate::model::claim::Value;
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Shape, Window};
use crate::reason::Cut;
use crate::reason::linear::{Item, Row, Span, System};
use crate::syntax::tree::Relation;

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
    pub(super) products: Vec<crate::source::Place>,
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
        if let Form::Total { flow, total } = web.families[family as usize].form {
            builder.totals.insert(flow, total);
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
    /// The total of each flow that has one.
    totals: FxHashMap<u32, u32>,
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
    pub(super) products: Vec<crate::source::Place>,
    quantities: Vec<Quantity>,
}

impl Builder<'_> {
    fn kind(&self, node: u32) -> Kind {
        self.web.kinds[node as usize]
    }

    /// Gathers the points of time.
    fn lay_out(&mut self, nodes: &[u32], families: &[u32]) {
        let mut days: Vec<(Day, Option<crate::syntax::tree::Clock>)> = Vec::new();
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

    fn domain(&self, node: u32) -> Span {
        self.web.domain(node)
    }

    fn segment(&self, node: u32, day: Day) -> usize {
        self.breaks[&node].partition_point(|step| *step <= day)
    }

    /// The value of a node at a point.
    pub(super) fn value(&mut self, node: u32, point: u32) -> u32 {
        let at = self.timeline.points[point as usize];
        if self.kind(node) == Kind::Constant {
            return self.constant(node, Some(at.day));
        }
        if let Some(&known) = self.at.get(&(node, point)) {
            return known;
        }
        let mut window = Window::day(at.day);
        (window.from_clock, window.to_clock) = (at.clock, at.clock);
        let when = if self.timeless { When::Always } else { When::At(window) };
        let time = Some((at.day, at.day)).filter(|_| !self.timeless);
        let unknown = self.add(node, when, self.domain(node), time);
        self.at.insert((node, point), unknown);
        unknown
    }

    /// The value of a constant; where it may step, the one between two breaks, and another for what is undated.
    pub(super) fn constant(&mut self, node: u32, day: Option<Day>) -> u32 {
        let segment = day.filter(|_| !self.breaks[&node].is_empty()).map(|day| self.segment(node, day));
        if let Some(&known) = self.always.get(&(node, segment)) {
            return known;
        }
        let unknown = self.add(node, When::Always, self.domain(node), None);
        self.always.insert((node, segment), unknown);
        unknown
    }

    /// The total that a flow is the growth of, at a point: the declared one, else one counted from where the periods that
    /// hang together begin.
    fn potential(&mut self, flow: u32, point: u32) -> u32 {
        if let Some(total) = self.whole_total(flow) {
            return self.value(total, point);
        }
        if let Some(&known) = self.at.get(&(flow, point)) {
            return known;
        }
        let begins = point == 0 || !(self.covered[point as usize - 1] || self.totals.contains_key(&flow));
        let zero = || Some(Cut::closed(Number::ZERO));
        let domain = if begins {
            Span { low: zero(), high: zero() }
        } else {
            Span { low: self.domain(flow).low, high: None }
        };
        let day = self.timeline.points[point as usize].day;
        let unknown = self.add(flow, When::Since(day), domain, Some((day, day)));
        self.at.insert((flow, point), unknown);
        unknown
    }

    /// What a flow brings from one day to the next that matters, as the difference of what has come in by then; where no
    /// period covers it, a figure of its own.
    fn step(&mut self, flow: u32, before: u32, after: u32) -> Vec<(u32, Number)> {
        let one = Number::ONE;
        if self.hangs(flow, before, after) {
            return vec![(self.potential(flow, after), one.clone()), (self.potential(flow, before), -&one)];
        }
        if let Some(&known) = self.over.get(&(flow, (before, after))) {
            return vec![(known, one)];
        }
        let (first, last) =
            (self.timeline.points[before as usize].day, self.timeline.points[after as usize].day);
        let window = Window::new(Shape::Period, first.next(), Some(last));
        let domain = Span { high: None, ..self.domain(flow) };
        let unknown = self.add(flow, When::Over(window), domain, Some((first, last)));
        self.over.insert((flow, (before, after)), unknown);
        vec![(unknown, one)]
    }

    /// A flow's total, where that never steps.
    fn whole_total(&self, flow: u32) -> Option<u32> {
        self.totals.get(&flow).copied().filter(|total| self.breaks.get(total).is_none_or(Vec::is_empty))
    }

    /// What comes in, or a total grows by, over a period between two points.
    pub(super) fn growth(&mut self, node: u32, window: &Window, between: (u32, u32)) -> u32 {
        if let Some(&known) = self.over.get(&(node, between)) {
            return known;
        }
        let day = self.timeline.points[between.1 as usize].day;
        let domain = Span { high: None, ..self.domain(node) };
        let before = self.timeline.points[between.0 as usize].day;
        let unknown = self.add(node, When::Over(*window), domain, Some((before, day)));
        self.over.insert((node, between), unknown);
        let ends = if self.kind(node) == Kind::Flow {
            Some((self.potential(node, between.0), self.potential(node, between.1)))
        } else if self.segment(node, before) == self.segment(node, day) {
            Some((self.value(node, between.0), self.value(node, between.1)))
        } else {
            None
        };
        if let Some((before, after)) = ends {
            let one = Number::ONE;
            let terms = vec![(unknown, one.clone()), (after, -&one), (before, one)];
            self.row(
                terms,
                Relation::Equal,
                Number::ZERO,
                Tie { kind: TieKind::Flow, law: self.law_of(node) },
            );
        }
        unknown
    }

    fn law_of(&self, node: u32) -> Option<crate::source::Place> {
        let mut totals = self
            .web
            .families
            .iter()
            .filter(|family| matches!(family.form, Form::Total { flow, .. } if flow == node));
        totals.next().and_then(|family| family.tie.law)
    }

    pub(super) fn row(
        &mut self,
        mut terms: Vec<(u32, Number)>,
        relation: Relation,
        constant: Number,
        tie: Tie,
    ) {
        terms.sort_by_key(|term| term.0);
        let mut sum: Vec<(u32, Number)> = Vec::with_capacity(terms.len());
        for (unknown, times) in terms {
            match sum.last_mut() {
                Some((known, sum)) if *known == unknown => *sum = &*sum + &times,
                _ => sum.push((unknown, times)),
            }
        }
        sum.retain(|(_, times)| !times.is_zero());
        if sum.is_empty() {
            return;
        }
        let end = Some(Cut::closed(constant));
        let span = match relation {
            Relation::Equal => Span { low: end.clone(), high: end },
            Relation::AtMost => Span { low: None, high: end },
            Relation::AtLeast => Span { low: end, high: None },
        };
        // Parts that are declared twice over are one row; a law and a sum of the same terms are two.
        if tie.kind != TieKind::Law && relation != Relation::Equal && !self.known.insert(sum.clone()) {
            return;
        }
        let rank = tie.kind.rank();
        self.system.rows.push(Row { terms: sum, span, rank });
        self.ties.push(tie);
    }

    /// The rows of flows, and of what mixes flows with values at an instant.
    fn tie(&mut self, number: u32) {
        let family = &self.web.families[number as usize];
        let tie = family.tie;
        let Form::Linear { terms, relation, constant } = &family.form else {
            if let Form::Total { flow, total } = family.form {
                self.total(flow, total, tie);
            }
            return;
        };
        if self.is_mixed(number) {
            for point in 0..self.timeline.points.len() as u32 {
                let at = self.timeline.points[point as usize];
                let before = at.day.prev().and_then(|day| self.timeline.number(day, None));
                let (None, Some(before)) = (at.clock, before) else { continue };
                let speaks = |&(_, node): &&(Number, u32)| self.is_claimed(*node, point);
                if terms.iter().filter(speaks).count() == 0 {
                    continue;
                }
                let mut row = Vec::new();
                for (times, node) in terms {
                    if self.kind(*node) == Kind::Flow {
                        let steps = self.step(*node, before, point);
                        row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * times)));
                    } else {
                        row.push((self.value(*node, point), times.clone()));
                    }
                }
                self.row(row, *relation, constant.clone(), tie);
            }
        } else if self.is_flow(number) {
            let days = |point: &u32| self.timeline.points[*point as usize].clock.is_none();
            let days: Vec<u32> = (0..self.timeline.points.len() as u32).filter(days).collect();
            for pair in days.windows(2) {
                let mut row = Vec::new();
                for (times, node) in terms {
                    let steps = self.step(*node, pair[0], pair[1]);
                    row.extend(steps.into_iter().map(|(unknown, sign)| (unknown, &sign * times)));
                }
                self.row(row, *relation, Number::ZERO, tie);
            }
        }
    }

    /// Ties a flow to a total that steps: between the steps both grow alike.
    fn total(&mut self, flow: u32, total: u32, tie: Tie) {
        if self.whole_total(flow).is_some() {
            return;
        }
        for point in 1..self.timeline.points.len() as u32 {
            let (before, after) =
                (self.timeline.points[point as usize - 1], self.timeline.points[point as usize]);
            if self.segment(total, before.day) != self.segment(total, after.day) {
                continue;
            }
            let one = Number::ONE;
            let row = vec![
                (self.potential(flow, point), one.clone()),
                (self.potential(flow, point - 1), -&one),
                (self.value(total, point), -&one),
                (self.value(total, point - 1), one),
            ];
            self.row(row, Relation::Equal, Number::ZERO, tie);
        }
    }

    /// Whether some claim of a node speaks of a point, or may through time.
    fn is_claimed(&self, node: u32, point: u32) -> bool {
        match self.kind(node) {
            Kind::Cumulative | Kind::Constant | Kind::Flow => true,
            _ => self.facts[&node].iter().any(|fact| {
                fact.window.as_ref().is_some_and(|window| {
                    window.shape == Shape::Instant
                        && is_sharp(window)
                        && self.timeline.instant(window) == Some(point)
                })
            }),
        }
    }

    /// The rows of what is true at an instant, at each point where they can matter.
    fn instants(&mut self, nodes: &[u32], families: &[u32]) {
        let instant: Vec<u32> = families
            .iter()
            .copied()
            .filter(|&family| {
                matches!(self.web.families[family as usize].form, Form::Linear { .. })
                    && !self.is_mixed(family)
                    && !self.is_flow(family)
            })
            .collect();
        if instant.is_empty() {
            return;
        }
        let through_time: Vec<bool> = (0..self.web.nodes.len() as u32)
            .map(|node| matches!(self.kind(node), Kind::Cumulative | Kind::Constant | Kind::Flow))
            .collect();
        let mut speaking: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for &node in nodes.iter().filter(|&&node| !through_time[node as usize]) {
            for window in self.facts[&node].iter().filter_map(|fact| fact.window.as_ref()) {
                if window.shape == Shape::Instant
                    && is_sharp(window)
                    && let Some(point) = self.timeline.instant(window)
                {
                    speaking.entry(point).or_default().push(node);
                }
            }
        }
        for point in 0..self.timeline.points.len() as u32 {
            let here = speaking.get(&point).map_or(&[][..], Vec::as_slice);
            let claimed = |node: u32| through_time[node as usize] || here.contains(&node);
            for family in prune(self.web, &instant, claimed) {
                self.instant(family, Some(point));
            }
        }
        // What has no time at all still stands together, once undated and once between each two breaks.
        let constant = |family: &u32| {
            let nodes = self.web.families[*family as usize].nodes();
            nodes.iter().all(|&node| self.kind(node) == Kind::Constant)
        };
        for family in instant.iter().copied().filter(constant).collect::<Vec<_>>() {
            self.instant(family, None);
            let nodes = self.web.families[family as usize].nodes();
            let mut days: Vec<Day> =
                nodes.iter().flat_map(|node| self.breaks[node].iter().copied()).collect();
            days.sort_unstable();
            days.dedup();
            let first = days.first().and_then(|day| day.prev());
            for day in first.into_iter().chain(days) {
                self.row_at(family, |builder, node| builder.constant(node, Some(day)));
            }
        }
    }

    fn instant(&mut self, family: u32, point: Option<u32>) {
        self.row_at(family, |builder, node| match point {
            Some(point) => builder.value(node, point),
            None => builder.constant(node, None),
        });
    }

    fn row_at(&mut self, number: u32, mut value: impl FnMut(&mut Self, u32) -> u32) {
        let family = &self.web.families[number as usize];
        let Form::Linear { terms, relation, constant } = &family.form else { return };
        let row: Vec<(u32, Number)> =
            terms.iter().map(|(times, node)| (value(self, *node), times.clone())).collect();
        // A law among constants says the same at every point.
        let mut unknowns: Vec<u32> = row.iter().map(|term| term.0).collect();
        unknowns.sort_unstable();
        let always = unknowns.iter().all(|&unknown| self.system.times[unknown as usize].is_none());
        if always && !self.constant.insert((number, unknowns)) {
            return;
        }
        self.row(row, *relation, constant.clone(), family.tie);
    }

    /// What is said, as items on the unknowns.
    fn items(&mut self, nodes: &[u32]) -> Vec<(u32, u32, u32)> {
        let mut items = Vec::new();
        for &node in nodes {
            let Some(series) = self.web.series[node as usize] else { continue };
            let series = &self.web.corpus.series[series as usize];
            let facts = std::mem::take(self.facts.entry(node).or_default());
            for (number, fact) in (0_u32..).zip(&facts) {
                let ends = self.speaks_of(node, number, fact.window.as_ref());
                if ends.is_empty() {
                    continue;
                }
                let share = self.shares.get(&node).copied();
                let percent = share.and_then(|percent| self.share_of(percent, fact.window.as_ref()));
                for (at, statement) in (0_u32..).zip(&fact.statements) {
                    let span = allowed::reasoned(&allowed::hard(self.web.corpus, series, statement));
                    let says = ends.iter().map(|&(unknown, low, high)| {
                        let part = Span {
                            low: span.low.clone().filter(|_| low),
                            high: span.high.clone().filter(|_| high),
                        };
                        (unknown, part)
                    });
                    let mut says: Vec<(u32, Span)> = says.collect();
                    says.extend(percent.and_then(|percent| Some((percent, self.percent(node, statement)?))));
                    items.push((
                        (statement.speaker(), node, number, at),
                        Item {
                            says,
                            weight: crate::contradiction::weight(statement),
                            voice: statement.voice.number(),
                        },
                    ));
                }
            }
            self.facts.insert(node, facts);
        }
        // Items come in the order of their claims, so that in a tie the first one written is kept.
        items.sort_by_key(|((speaker, ..), _)| *speaker);
        let (origins, items): (Vec<_>, Vec<_>) = items.into_iter().unzip();
        self.system.items = items;
        origins.into_iter().map(|(_, node, fact, statement)| (node, fact, statement)).collect()
    }

    /// The unknown of a share in per cent at the time of a count.
    fn share_of(&mut self, percent: u32, window: Option<&Window>) -> Option<u32> {
        // The number of a fact matters only to what laws over labels speak of.
        match self.speaks_of(percent, u32::MAX, window)[..] {
            [(unknown, true, true)] => Some(unknown),
            _ => None,
        }
    }

    /// What a count told with its whole says in per cent.
    fn percent(&self, node: u32, statement: &crate::corpus::Statement) -> Option<Span> {
        let measure = self.web.corpus.model.vocabulary.measure(self.web.nodes[node as usize].measure);
        match &self.web.corpus.claim(statement.speaker()).value {
            Value::Number(figure) => {
                Some(allowed::reasoned(&figure.percent(measure.is_some_and(|measure| measure.strict))?))
            }
            _ => None,
        }
    }

    /// The unknowns that the figures of a fact bound, each from below, from above or both.
    pub(super) fn speaks_of(
        &mut self,
        node: u32,
        fact: u32,
        window: Option<&Window>,
    ) -> Vec<(u32, bool, bool)> {
        let mut ends: Vec<(u32, bool, bool)> =
            self.extra.get(&(node, fact)).map(|&unknown| (unknown, true, true)).into_iter().collect();
        let both = |unknown| (unknown, true, true);
        let Some(window) = window else {
            if self.kind(node) == Kind::Constant {
                ends.push(both(self.constant(node, None)));
            }
            return ends;
        };
        match (self.kind(node), window.shape) {
            (Kind::Constant, _) => ends.push(both(self.constant(node, window.from))),
            (Kind::Level | Kind::Ratio, Shape::Instant) if is_sharp(window) => {
                let point = self.timeline.instant(window);
                ends.extend(point.map(|point| both(self.value(node, point))));
            }
            (Kind::Cumulative, Shape::Instant) => {
                let Some((from, to)) = self.timeline.uncertain(window) else { return ends };
                if from == to {
                    ends.push(both(self.value(node, from)));
                } else if self.steady(node, window) {
                    ends.push((self.value(node, to), true, false));
                    ends.push((self.value(node, from), false, true));
                }
            }
            (Kind::Cumulative | Kind::Flow, Shape::Period) if is_sharp(window) => {
                match self.timeline.period(window) {
                    Some(between) => ends.push(both(self.growth(node, window, between))),
                    // Between times of day a period is compared with its like alone.
                    None => {
                        if ends.is_empty() {
                            let domain = Span { high: None, ..self.domain(node) };
                            let unknown = self.add(node, When::Over(*window), domain, None);
                            ends.push(both(unknown));
                        }
                    }
                }
            }
            _ => {}
        }
        ends
    }

    /// Whether a node cannot step within a window.
    pub(super) fn steady(&self, node: u32, window: &Window) -> bool {
        window
            .from
            .zip(window.to)
            .is_some_and(|(from, to)| self.segment(node, from) == self.segment(node, to))
    }

    /// An unknown for a fact at a time that is no point.
    pub(super) fn elsewhere(&mut self, node: u32, fact: u32, window: &Window) -> u32 {
        if let Some(&known) = self.extra.get(&(node, fact)) {
            return known;
        }
        let unknown = self.add(node, When::Over(*window), self.domain(node), window.from.zip(window.to));
        self.extra.insert((node, fact), unknown);
        unknown
    }

    /// Totals never fall, from each point to the next in the same segment; nor does what flows have brought.
    fn order(&mut self, nodes: &[u32]) {
        let mut of: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        let mut values: Vec<(u32, u32)> = self.at.keys().copied().collect();
        values.sort_unstable();
        for (node, point) in values {
            of.entry(node).or_default().push(point);
        }
        for &node in nodes {
            let rises = match self.kind(node) {
                Kind::Cumulative => true,
                Kind::Flow => self.web.is_positive(node),
                _ => false,
            };
            let Some(points) = of.remove(&node).filter(|_| rises) else { continue };
            let segment = |point: u32| match self.kind(node) {
                Kind::Cumulative => self.segment(node, self.timeline.points[point as usize].day),
                _ => 0,
            };
            let segments: Vec<Vec<u32>> =
                points.chunk_by(|&a, &b| segment(a) == segment(b)).map(<[u32]>::to_vec).collect();
            for points in segments {
                self.rise(node, &points);
            }
        }
    }

    /// A rising chain through some points.
    fn rise(&mut self, node: u32, points: &[u32]) {
        let tie = Tie { kind: TieKind::Time, law: None };
        let step = |builder: &mut Self, before: u32, after: u32| {
            let terms = vec![(after, Number::ONE), (before, -&Number::ONE)];
            builder.row(terms, Relation::AtLeast, Number::ZERO, tie);
        };
        let unknown = |builder: &Self, point: u32| builder.at[&(node, point)];
        if self.timeline.is_days() {
            for pair in points.windows(2) {
                // A flow's count begins anew where no period covers the step.
                if self.kind(node) == Kind::Flow && !self.hangs(node, pair[0], pair[1]) {
                    continue;
                }
                let (before, after) = (unknown(self, pair[0]), unknown(self, pair[1]));
                step(self, before, after);
            }
            return;
        }
        // Days and times of day are not all comparable: each point lies between the two moments that bound it, and
        // those are in order.
        let mut moments: Vec<i64> = points
            .iter()
            .flat_map(|&point| {
                let moment = self.timeline.points[point as usize].moment;
                [moment.from, moment.to]
            })
            .collect();
        moments.sort_unstable();
        moments.dedup();
        let marks: Vec<u32> = moments
            .iter()
            .map(|_| self.add(node, When::Always, Span { high: None, ..self.domain(node) }, None))
            .collect();
        for pair in marks.windows(2) {
            step(self, pair[0], pair[1]);
        }
        for &point in points {
            let moment = self.timeline.points[point as usize].moment;
            let mark = |at: i64| moments.binary_search(&at).ok().map(|at| marks[at]);
            let at = unknown(self, point);
            if moment.from == moment.to {
                let Some(mark) = mark(moment.from) else { continue };
                self.row(vec![(at, Number::ONE), (mark, -&Number::ONE)], Relation::Equal, Number::ZERO, tie);
                continue;
            }
            if let (Some(from), Some(to)) = (mark(moment.from), mark(moment.to)) {
                step(self, from, at);
                step(self, at, to);
            }
        }
    }

    fn hangs(&self, flow: u32, before: u32, after: u32) -> bool {
        self.totals.contains_key(&flow) || (before..after).all(|point| self.covered[point as usize])
    }
}
