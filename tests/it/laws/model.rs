//! A corpus as linear constraints on the true values: a translation of the described model, and of it alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::laws::world::{
    Claim, GROUP_SETS, GROUPS, Kind, Law, PLACE_SETS, PLACES, Series, Terms, When, World, declared,
};
use crate::oracle::{self, Exact, Form, Relation, Row, negated};

/// An unknown true value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unknown {
    /// Of a series at the end of a day.
    At(Series, i32),
    /// Of a constant, at any time.
    Constant(Series),
    /// What a flow brings from the end of a day on the grid to the end of the next one on it.
    Brought(Series, i32),
    /// Of a total, what it grows by over a period in which it steps.
    Growth(Series, When),
}

/// Unknowns before this number are the quantities that claims and labelled laws refer to.
const QUANTITIES: usize = 1_000;

/// The constraints of a corpus.
pub(crate) struct Model {
    /// The vocabulary's constraints on the quantities; none where they cannot hold at all.
    vocabulary: Option<Vec<Row>>,
    /// Each claim's constraints on the quantities; none where it takes no part, its figure being impossible.
    claims: Vec<Option<Vec<Row>>>,
    /// For each claim its quantities: of which it bounds the low end, and of which the high end.
    pub(crate) quantities: Vec<Option<[usize; 2]>>,
}

impl Model {
    pub(crate) fn new(world: &World) -> Self {
        let mut builder = Builder::new(world);
        builder.values();
        builder.parts();
        for law in &world.laws {
            builder.law(law);
        }
        let quantities: Vec<Option<[usize; 2]>> =
            world.claims.iter().map(|claim| builder.claimed(claim)).collect();
        let vocabulary = oracle::shortened(&builder.rows, builder.quantities.len());
        let mut model = Self { vocabulary, claims: Vec::new(), quantities };
        for number in 0..world.claims.len() {
            model.claims.push(None);
            model.hear(world, number);
        }
        model
    }

    /// Adds the constraints of a claim.
    pub(crate) fn hear(&mut self, world: &World, claim: usize) {
        self.claims[claim] = says(world, &world.claims[claim], self.quantities[claim]);
    }

    /// Whether the vocabulary alone can hold, whatever figures the claims have.
    pub(crate) fn can_hold(&self) -> bool {
        self.satisfiable([])
    }

    /// Whether a claim takes part: its own figure is possible.
    pub(crate) fn takes_part(&self, claim: usize) -> bool {
        self.claims[claim].is_some()
    }

    /// Whether some true values make these claims true under the vocabulary.
    pub(crate) fn satisfiable(&self, claims: impl IntoIterator<Item = usize>) -> bool {
        self.rows(claims).is_some_and(|rows| oracle::feasible(&rows))
    }

    /// The bounds that these claims leave on a quantity.
    pub(crate) fn range(&self, claims: &[usize], quantity: usize) -> Option<[Option<(Exact, bool)>; 2]> {
        oracle::range(&self.rows(claims.iter().copied())?, quantity)
    }

    /// The constraints of the vocabulary and these claims; none where the vocabulary cannot hold.
    pub(crate) fn rows(&self, claims: impl IntoIterator<Item = usize>) -> Option<Vec<Row>> {
        let mut rows = self.vocabulary.clone()?;
        rows.extend(claims.into_iter().filter_map(|claim| self.claims[claim].as_deref()).flatten().cloned());
        Some(rows)
    }
}

/// A claim's constraints on its quantities; none where its own span lies outside its measure's domain.
fn says(world: &World, claim: &Claim, quantity: Option<[usize; 2]>) -> Option<Vec<Row>> {
    let measure = &world.measures[claim.series.0];
    let [low, high] = claim.said.span(measure.unit, measure.tolerance);
    let below = |end: Exact, closed: bool, limit: i64| {
        let limit = Exact::from_integer(limit.into());
        end < limit || end == limit && !closed
    };
    if measure.is_never_negative() && high.is_some_and(|(end, closed)| below(end, closed, 0)) {
        return None;
    }
    if measure.kind == Kind::Ratio && low.is_some_and(|(end, closed)| below(-end, closed, -100)) {
        return None;
    }
    let Some([least, most]) = quantity else { return Some(Vec::new()) };
    let relation = |closed: bool| if closed { Relation::AtMost } else { Relation::Below };
    let low = low.map(|(end, closed)| Row::new(&[(least, -1)], relation(closed), -end));
    let high = high.map(|(end, closed)| Row::new(&[(most, 1)], relation(closed), end));
    Some(low.into_iter().chain(high).collect())
}

struct Builder<'w> {
    world: &'w World,
    used: BTreeSet<usize>,
    places: BTreeSet<usize>,
    groups: BTreeSet<usize>,
    /// The days at whose ends anything is known, in order: what holds there can hold throughout.
    grid: Vec<i32>,
    unknowns: BTreeMap<Unknown, usize>,
    quantities: BTreeMap<Form, usize>,
    rows: Vec<Row>,
}

impl<'w> Builder<'w> {
    fn new(world: &'w World) -> Self {
        let mut grid = BTreeSet::new();
        for claim in &world.claims {
            match (claim.when, world.measures[claim.series.0].kind) {
                (When::Day(day), Kind::Flow) => grid.extend([day - 1, day]),
                (When::Day(day), _) => grid.extend([day]),
                (When::Period(from, to), Kind::Flow | Kind::Cumulative) => grid.extend([from - 1, to]),
                (When::Uncertain(from, to, _), Kind::Cumulative) => grid.extend([from, to]),
                _ => {}
            }
        }
        grid.extend(world.breaks.iter().flat_map(|step| [step.day - 1, step.day]));
        if grid.is_empty() {
            grid.insert(1);
        }
        Self {
            world,
            used: world.used(),
            places: world.places(),
            groups: world.groups(),
            grid: grid.into_iter().collect(),
            unknowns: BTreeMap::new(),
            quantities: BTreeMap::new(),
            rows: Vec::new(),
        }
    }

    fn kind(&self, series: Series) -> Kind {
        self.world.measures[series.0].kind
    }

    fn unknown(&mut self, unknown: Unknown) -> usize {
        let next = QUANTITIES + self.unknowns.len();
        *self.unknowns.entry(unknown).or_insert(next)
    }

    /// The value of a series at a time of the grid; of a flow what it brings up to the next time on it.
    fn value(&mut self, series: Series, at: usize) -> usize {
        let day = self.grid[at];
        self.unknown(match self.kind(series) {
            Kind::Constant => Unknown::Constant(series),
            Kind::Flow => Unknown::Brought(series, day),
            _ => Unknown::At(series, day),
        })
    }

    /// For how many times of the grid a series has a value: a flow for each stretch between two.
    fn times(&self, series: Series) -> usize {
        match self.kind(series) {
            Kind::Constant => 1,
            Kind::Flow => self.grid.len() - 1,
            _ => self.grid.len(),
        }
    }

    fn at(&self, day: i32) -> usize {
        self.grid.binary_search(&day).expect("every day of a claim is on the grid")
    }

    /// Every series that can matter.
    fn series(&self) -> Vec<Series> {
        let scopes = |measure| {
            self.places
                .iter()
                .flat_map(move |&place| self.groups.iter().map(move |&group| (measure, place, group)))
        };
        self.used.iter().flat_map(|&measure| scopes(measure)).collect()
    }

    /// Whether a series may step after the end of one day and up to the end of another.
    fn breaks(&self, series: Series, after: i32, to: i32) -> bool {
        self.world.breaks.iter().any(|step| {
            let meant = step.measure == series.0 && (step.place == 0 || step.place == series.1);
            meant && after < step.day && step.day <= to
        })
    }

    /// The domains of each measure's true values, and how they go on from one time to the next.
    fn values(&mut self) {
        for series in self.series() {
            let measure = &self.world.measures[series.0];
            for at in 0..self.times(series) {
                let value = self.value(series, at);
                self.domain(series, value);
                let Some(&next) = self.grid.get(at + 1) else { continue };
                let stepped = |builder: &Self, series| builder.breaks(series, builder.grid[at], next);
                match (measure.kind, measure.adds_up_to) {
                    (Kind::Cumulative, _) if !stepped(self, series) => {
                        let later = self.value(series, at + 1);
                        self.rows.push(Row::at_least(&[(later, 1), (value, -1)], 0));
                    }
                    (Kind::Flow, Some(total)) => {
                        let total = (total, series.1, series.2);
                        if !stepped(self, total) {
                            let [before, after] = [self.value(total, at), self.value(total, at + 1)];
                            self.rows.push(Row::equal(&[(value, 1), (before, 1), (after, -1)], 0));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    fn domain(&mut self, series: Series, value: usize) {
        let measure = &self.world.measures[series.0];
        if measure.is_never_negative() {
            self.rows.push(Row::at_least(&[(value, 1)], 0));
        }
        if measure.kind == Kind::Ratio {
            self.rows.push(Row::at_most(&[(value, 1)], 100));
        }
    }

    /// Parts of another measure, parts of a place or a group, and complete sets of these.
    fn parts(&mut self) {
        for series in self.series() {
            let (measure, place, group) = series;
            let declaration = self.world.measures[measure].clone();
            if let Some(whole) = declaration.part_of {
                self.never_more(series, (whole, place, group));
            }
            if declaration.over_places && !declaration.negative && PLACES[place].1 > 0 {
                self.never_more(series, (measure, PLACES[place].1, group));
            }
            if declaration.over_groups && !declaration.negative && group > 0 {
                self.never_more(series, (measure, place, GROUPS[group].1));
            }
            if declaration.over_places {
                for ((parts, whole), _) in declared(&PLACE_SETS, self.world.place_sets, &self.places) {
                    if whole == place {
                        self.add_up(parts.map(|part| (measure, part, group)), series);
                    }
                }
            }
            if declaration.over_groups {
                for ((parts, whole), _) in declared(&GROUP_SETS, self.world.group_sets, &self.groups) {
                    if whole == group {
                        self.add_up(parts.map(|part| (measure, place, part)), series);
                    }
                }
            }
        }
    }

    fn never_more(&mut self, part: Series, whole: Series) {
        for at in 0..self.times(part).max(self.times(whole)) {
            let terms = [(self.value(part, at), 1), (self.value(whole, at), -1)];
            self.rows.push(Row::at_most(&terms, 0));
        }
    }

    fn add_up(&mut self, parts: [Series; 2], whole: Series) {
        for at in 0..self.times(whole) {
            let [one, two] = parts.map(|part| self.value(part, at));
            let whole = self.value(whole, at);
            self.rows.push(Row::equal(&[(one, 1), (two, 1), (whole, -1)], 0));
        }
    }

    /// Every instance of a law that holds whatever is claimed.
    fn law(&mut self, law: &Law) {
        match &law.terms {
            Terms::Measures(terms) => {
                for terms in self.instances(terms) {
                    let times = terms.iter().map(|&(_, series)| self.times(series)).max().unwrap_or(0);
                    for at in 0..times {
                        let form: Form =
                            terms.iter().map(|&(factor, series)| (self.value(series, at), factor)).collect();
                        self.rows.push(instance(law, &form));
                    }
                }
            }
            Terms::Labels(terms) => {
                let mut form = Form::new();
                for &(factor, claim) in terms {
                    let claim = &self.world.claims[claim];
                    let Some([value, _]) = self.forms(claim) else { return };
                    form.extend(value.into_iter().map(|(unknown, times)| (unknown, times * factor)));
                }
                self.rows.push(instance(law, &form));
            }
        }
    }

    /// A law's terms for every rest of the scope: with each name of the keys that none of them names.
    fn instances(&self, terms: &[(i128, Series)]) -> Vec<Vec<(i128, Series)>> {
        let rest =
            |named: bool, all: &BTreeSet<usize>| if named { vec![0] } else { all.iter().copied().collect() };
        let places = rest(terms.iter().any(|(_, series)| series.1 > 0), &self.places);
        let groups = rest(terms.iter().any(|(_, series)| series.2 > 0), &self.groups);
        let mut all = Vec::new();
        for place in places {
            for &group in &groups {
                // A key that some term names stays what it is in each: the whole where a term does not name it.
                let at = |&(factor, (measure, own, of)): &(i128, Series)| {
                    (factor, (measure, own.max(place), of.max(group)))
                };
                all.push(terms.iter().map(at).collect());
            }
        }
        all
    }

    /// The quantities of a claim; none where it bounds none.
    fn claimed(&mut self, claim: &Claim) -> Option<[usize; 2]> {
        let [least, most] = self.forms(claim)?;
        Some([self.quantity(least), self.quantity(most)])
    }

    fn quantity(&mut self, form: Form) -> usize {
        let mut sorted = form;
        sorted.sort_unstable();
        let next = self.quantities.len();
        let number = *self.quantities.entry(sorted.clone()).or_insert(next);
        if number == next {
            let mut terms = negated(&sorted);
            terms.push((number, 1));
            self.rows.push(Row::equal(&terms, 0));
        }
        number
    }

    /// The quantities that a claim's low end bounds, and those that its high end bounds.
    fn forms(&mut self, claim: &Claim) -> Option<[Form; 2]> {
        let series = claim.series;
        let both = |form: Form| Some([form.clone(), form]);
        match (self.kind(series), claim.when) {
            (Kind::Constant, _) => both(vec![(self.unknown(Unknown::Constant(series)), 1)]),
            (_, When::Always) | (Kind::Flow, When::Uncertain(..)) => None,
            (Kind::Flow, When::Day(day)) => both(self.brought(series, day - 1, day)),
            (Kind::Flow, When::Period(from, to)) => both(self.brought(series, from - 1, to)),
            (_, When::Day(day)) => both(vec![(self.unknown(Unknown::At(series, day)), 1)]),
            (Kind::Cumulative, When::Period(from, to)) => {
                if self.breaks(series, from - 1, to) {
                    // The total's own days say nothing of it; what it grew by over this very period is one figure
                    // still.
                    let value = self.unknown(Unknown::Growth(series, claim.when));
                    self.domain(series, value);
                    return both(vec![(value, 1)]);
                }
                let [before, after] = [from - 1, to].map(|day| self.unknown(Unknown::At(series, day)));
                both(vec![(after, 1), (before, -1)])
            }
            (Kind::Cumulative, When::Uncertain(from, to, _)) => {
                if self.breaks(series, from, to) {
                    return None;
                }
                let [first, last] = [from, to].map(|day| self.unknown(Unknown::At(series, day)));
                Some([vec![(last, 1)], vec![(first, 1)]])
            }
            // A level at some moment of a window: other claims may be of another moment.
            (_, When::Period(..) | When::Uncertain(..)) => None,
        }
    }

    fn brought(&mut self, series: Series, after: i32, to: i32) -> Form {
        let [first, last] = [after, to].map(|day| self.at(day));
        (first..last).map(|at| (self.value(series, at), 1)).collect()
    }
}

fn instance(law: &Law, form: &[(usize, i128)]) -> Row {
    let (relation, turned) = law.compared.relation();
    let bound = Exact::from_integer(law.constant.into());
    if turned { Row::new(&negated(form), relation, -bound) } else { Row::new(form, relation, bound) }
}
