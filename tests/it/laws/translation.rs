//! The described model as linear constraints over the true values: what a vocabulary says of them, and of what claims speak.

use std::collections::{BTreeMap, BTreeSet};

use crate::laws::world::{
    Claim, GROUP_SETS, GROUPS, Kind, Law, PLACE_SETS, PLACES, Series, Set, Terms, When, World, declared,
};
use crate::oracle::{Exact, Form, Row, negated};
use crate::pending::{Part, is_pending};

/// A true value that nobody knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Unknown {
    /// Of a series at the end of a day.
    At(Series, i32),
    /// Of a constant, whenever.
    Constant(Series),
    /// What a flow brings from the end of a day on the grid to the end of the next one on it.
    Brought(Series, i32),
    /// Of a total, what it grows by over a period in which it steps.
    Growth(Series, When),
    /// The figure of a period, of a measure that has such figures.
    Over(Series, i32, i32),
}

/// Unknowns before this number are the quantities that claims and labelled laws speak of.
const QUANTITIES: usize = 1_000;

/// The constraints in the making.
pub(crate) struct Builder<'w> {
    world: &'w World,
    used: BTreeSet<usize>,
    places: BTreeSet<usize>,
    groups: BTreeSet<usize>,
    /// The days at whose ends anything is known, in order: what holds there can hold throughout.
    grid: Vec<i32>,
    /// The periods of which there are figures. What holds at an instant holds of them: they stand behind the days of the grid.
    periods: Vec<(i32, i32)>,
    unknowns: BTreeMap<Unknown, usize>,
    /// What claims and labelled laws speak of, each with its number.
    pub(crate) quantities: BTreeMap<Form, usize>,
    pub(crate) rows: Vec<Row>,
}

impl<'w> Builder<'w> {
    pub(crate) fn new(world: &'w World) -> Self {
        let mut grid = BTreeSet::new();
        let mut periods = BTreeSet::new();
        for claim in &world.claims {
            let kind = world.measures[claim.series.0].kind;
            periods.extend(claim.when.figured(kind));
            match (claim.when, kind) {
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
            places: world.places_that_matter(),
            groups: world.groups_that_matter(),
            grid: grid.into_iter().collect(),
            periods: periods.into_iter().collect(),
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
        if let Some(&(from, to)) = at.checked_sub(self.grid.len()).and_then(|at| self.periods.get(at))
            && self.kind(series).has_period_figures()
        {
            return self.unknown(Unknown::Over(series, from, to));
        }
        if self.kind(series) == Kind::Constant {
            return self.unknown(Unknown::Constant(series));
        }
        let day = self.grid[at];
        self.unknown(match self.kind(series) {
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

    /// The times at which something holds between series: those of the grid that all of them have, and the periods, where
    /// all of them have figures of periods or are constant.
    fn common(&self, all: &[Series]) -> Vec<usize> {
        let times = all.iter().map(|&series| self.times(series)).max().unwrap_or(0);
        let figured = all.iter().any(|&series| self.kind(series).has_period_figures());
        let periods = all
            .iter()
            .all(|&series| self.kind(series).has_period_figures() || self.kind(series) == Kind::Constant);
        let over = if figured && periods && !is_pending(Part::PeriodTies) { self.periods.len() } else { 0 };
        (0..times).chain(self.grid.len()..self.grid.len() + over).collect()
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

    /// What the true values of each measure can be, and how they go on from one time to the next.
    pub(crate) fn values(&mut self) {
        for series in self.series() {
            let measure = &self.world.measures[series.0];
            for at in 0..self.times(series) {
                let value = self.value(series, at);
                let next = self.grid.get(at + 1).copied();
                let stepped = |builder: &Self, series| {
                    next.is_some_and(|next| builder.breaks(series, builder.grid[at], next))
                };
                let total = measure.adds_up_to.map(|total| (total, series.1, series.2));
                // What comes in while the count steps may be less than nothing.
                let steps = stepped(self, series) || total.is_some_and(|total| stepped(self, total));
                if measure.kind != Kind::Flow || !steps {
                    self.domain(series, value);
                }
                if next.is_none() {
                    continue;
                }
                match measure.kind {
                    Kind::Cumulative if !stepped(self, series) => {
                        let later = self.value(series, at + 1);
                        self.rows.push(Row::at_least(&[(later, 1), (value, -1)], 0));
                    }
                    Kind::Flow => {
                        if let Some(total) = total.filter(|&total| !stepped(self, total)) {
                            let [before, after] = [self.value(total, at), self.value(total, at + 1)];
                            self.rows.push(Row::equal(&[(value, 1), (before, 1), (after, -1)], 0));
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// What the figure of a period can be.
    pub(crate) fn figures(&mut self) {
        for series in self.series() {
            for at in 0..self.periods.len() {
                if self.kind(series).has_period_figures() {
                    let value = self.value(series, self.grid.len() + at);
                    self.domain(series, value);
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
    pub(crate) fn parts(&mut self) {
        for series in self.series() {
            let (measure, place, group) = series;
            let declaration = self.world.measures[measure].clone();
            // Beside parts below zero one can be more than its whole.
            if let Some(whole) = declaration.part_of.filter(|&whole| !self.world.measures[whole].negative) {
                self.never_more(series, (whole, place, group));
            }
            if declaration.over_places && !declaration.negative && PLACES[place].1 > 0 {
                self.never_more(series, (measure, PLACES[place].1, group));
            }
            if declaration.over_groups && !declaration.negative && group > 0 {
                self.never_more(series, (measure, place, GROUPS[group].1));
            }
            if declaration.over_places {
                for ((parts, whole), set) in declared(&PLACE_SETS, self.world.place_sets, &self.places) {
                    if whole == place && parts.iter().all(|part| self.places.contains(part)) {
                        self.add_up(parts.map(|part| (measure, part, group)), series, set);
                    }
                }
            }
            if declaration.over_groups {
                for ((parts, whole), set) in declared(&GROUP_SETS, self.world.group_sets, &self.groups) {
                    if whole == group && parts.iter().all(|part| self.groups.contains(part)) {
                        self.add_up(parts.map(|part| (measure, place, part)), series, set);
                    }
                }
            }
        }
    }

    fn never_more(&mut self, part: Series, whole: Series) {
        for at in self.common(&[part, whole]) {
            let terms = [(self.value(part, at), 1), (self.value(whole, at), -1)];
            self.rows.push(Row::at_most(&terms, 0));
        }
    }

    fn add_up(&mut self, parts: [Series; 2], whole: Series, set: Set) {
        // Where less than nothing is possible, there may be others that make up for what the parts are too many.
        if set == Set::Disjoint && self.world.measures[whole.0].negative {
            return;
        }
        for at in self.common(&[whole]) {
            let [one, two] = parts.map(|part| self.value(part, at));
            let whole = self.value(whole, at);
            let sum = [(one, 1), (two, 1), (whole, -1)];
            self.rows.push(if set == Set::Complete { Row::equal(&sum, 0) } else { Row::at_most(&sum, 0) });
        }
    }

    /// Every instance of a law that holds whatever is claimed.
    pub(crate) fn law(&mut self, law: &Law) {
        match &law.terms {
            Terms::Measures(terms) => {
                for terms in self.instances(terms) {
                    let all: Vec<Series> = terms.iter().map(|term| term.1).collect();
                    for at in self.common(&all) {
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
                    let [[value, _]] = &self.forms(claim)[..] else { return };
                    let value = value.clone();
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

    /// The quantities that a claim speaks of, those of one or another of several where it may be from before or after a
    /// break; none where it says nothing of any.
    pub(crate) fn claimed(&mut self, claim: &Claim) -> Vec<[usize; 2]> {
        let forms = self.forms(claim);
        forms.into_iter().map(|ends| ends.map(|form| self.quantity(form))).collect()
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

    /// What a claim's low end bounds, and what its high end bounds, in each of the ways in which it may be meant.
    fn forms(&mut self, claim: &Claim) -> Vec<[Form; 2]> {
        let series = claim.series;
        let both = |form: Form| vec![[form.clone(), form]];
        match (self.kind(series), claim.when) {
            (Kind::Constant, _) => both(vec![(self.unknown(Unknown::Constant(series)), 1)]),
            (_, When::Always) | (Kind::Flow, When::Uncertain(..)) => Vec::new(),
            (Kind::Flow, When::Day(day)) => self.came_in(claim, day, day),
            (Kind::Flow, When::Period(from, to)) => self.came_in(claim, from, to),
            (_, When::Day(day)) => both(vec![(self.unknown(Unknown::At(series, day)), 1)]),
            (Kind::Cumulative, When::Period(from, to)) => {
                if self.breaks(series, from - 1, to) {
                    // The total's own days say nothing of it; what it grew by over this very period is one figure still.
                    let value = self.unknown(Unknown::Growth(series, claim.when));
                    self.domain(series, value);
                    return both(vec![(value, 1)]);
                }
                let [before, after] = [from - 1, to].map(|day| self.unknown(Unknown::At(series, day)));
                both(vec![(after, 1), (before, -1)])
            }
            (Kind::Cumulative, When::Uncertain(from, to, _)) => {
                let between = self.unbroken(series, from, to);
                let ends = |(from, to)| {
                    let [first, last] = [from, to].map(|day| self.unknown(Unknown::At(series, day)));
                    [vec![(last, 1)], vec![(first, 1)]]
                };
                between.into_iter().map(ends).collect()
            }
            // A level at some moment of a window: whatever others say of it may be another moment's.
            (kind, when) => match when.figured(kind) {
                Some((from, to)) => both(vec![(self.unknown(Unknown::Over(series, from, to)), 1)]),
                None => Vec::new(),
            },
        }
    }

    /// What a flow brings over a period; where its total steps meanwhile one figure of its own, which may be less than nothing:
    /// nobody knows how much of it is the step.
    fn came_in(&mut self, claim: &Claim, from: i32, to: i32) -> Vec<[Form; 2]> {
        let series = claim.series;
        let total = self.world.measures[series.0].adds_up_to.map(|total| (total, series.1, series.2));
        let steps = total.is_some_and(|total| self.breaks(total, from - 1, to));
        let form = if steps {
            vec![(self.unknown(Unknown::Growth(series, claim.when)), 1)]
        } else {
            self.brought(series, from - 1, to)
        };
        vec![[form.clone(), form]]
    }

    /// The stretches of a window in which a series does not step.
    fn unbroken(&self, series: Series, from: i32, to: i32) -> Vec<(i32, i32)> {
        let steps = (from + 1..=to).filter(|&day| self.breaks(series, day - 1, day));
        let begins: Vec<i32> = std::iter::once(from).chain(steps).collect();
        let ends = begins[1..].iter().map(|day| day - 1).chain([to]);
        begins.iter().copied().zip(ends).collect()
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
