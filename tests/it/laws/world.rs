//! A random corpus as a description: its vocabulary, its laws and its claims, and the text that says the same.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use crate::oracle::Relation;
use crate::pending::{Part, is_pending};

pub(crate) use crate::laws::said::{End, Said, Unit};

pub(crate) const MEASURES: [&str; 5] = ["alders", "birches", "cedars", "dogwoods", "elders"];
/// The places, each with the one it is within; the first means no place, which is no whole.
pub(crate) const PLACES: [(&str, usize); 6] =
    [("", 0), ("Alba", 0), ("Bree", 1), ("Dune", 1), ("Crow", 2), ("Crag", 2)];
/// The groups, each with its whole; the first stands for everyone.
pub(crate) const GROUPS: [(&str, usize); 5] = [("", 0), ("red", 0), ("blue", 0), ("pink", 1), ("rose", 1)];
/// What can be declared complete or disjoint: parts and their whole.
pub(crate) const PLACE_SETS: [([usize; 2], usize); 2] = [([2, 3], 1), ([4, 5], 2)];
pub(crate) const GROUP_SETS: [([usize; 2], usize); 2] = [([1, 2], 0), ([3, 4], 1)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Level,
    Cumulative,
    Constant,
    Flow,
    Ratio,
    /// No definition: nothing is known of it but what is claimed.
    Undeclared,
}

impl Kind {
    /// Whether a period has a figure of its own, which is no sum and no growth.
    pub(crate) fn has_period_figures(self) -> bool {
        matches!(self, Self::Level | Self::Ratio | Self::Undeclared) && !is_pending(Part::PeriodFigures)
    }
}

/// What is said of parts and their whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Set {
    No,
    Complete,
    /// They do not overlap, and there may be others.
    Disjoint,
}

impl Set {
    /// The same, as if it were not declared where it is not complete.
    fn if_complete(self) -> Self {
        if self == Self::Complete { self } else { Self::No }
    }

    fn text(self) -> &'static str {
        match self {
            Self::No => unreachable!("what is not declared has no text"),
            Self::Complete => "complete",
            Self::Disjoint => "disjoint",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    pub(crate) kind: Kind,
    pub(crate) unit: Unit,
    pub(crate) negative: bool,
    pub(crate) tolerance: i64,
    pub(crate) part_of: Option<usize>,
    pub(crate) over_groups: bool,
    pub(crate) over_places: bool,
    pub(crate) adds_up_to: Option<usize>,
}

impl Measure {
    /// Whether its value, or what it grows by, is never negative.
    pub(crate) fn is_never_negative(&self) -> bool {
        match self.kind {
            _ if self.negative => false,
            Kind::Undeclared => false,
            Kind::Cumulative | Kind::Flow | Kind::Ratio => true,
            Kind::Level | Kind::Constant => match self.unit {
                Unit::People => true,
                // Only what has parts, or is one, is a count without its unit.
                Unit::Bare => self.over_groups || self.over_places || self.part_of.is_some(),
                Unit::Km | Unit::Percent => false,
            },
        }
    }
}

/// What a claim or a term of a law is about: a measure, a place, a group.
pub(crate) type Series = (usize, usize, usize);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum When {
    /// No date, which only constants can be without.
    Always,
    Day(i32),
    Period(i32, i32),
    /// One instant from the first to the last of these days, as the text of that number says.
    Uncertain(i32, i32, u8),
}

/// The number of the text of an uncertain instant that is one for every measure; the others are bare periods.
pub(crate) const ABOUT: u8 = 3;

impl When {
    /// The period of which a claim gives the figure, where its measure has such figures.
    pub(crate) fn figured(self, kind: Kind) -> Option<(i32, i32)> {
        match self {
            Self::Period(from, to) if kind.has_period_figures() => Some((from, to)),
            Self::Uncertain(from, to, text) if text != ABOUT && kind.has_period_figures() => Some((from, to)),
            _ => None,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Claim {
    pub(crate) series: Series,
    pub(crate) when: When,
    pub(crate) said: Said,
    /// Own voice where none.
    pub(crate) origin: Option<usize>,
    pub(crate) outlet: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Compared {
    Equal,
    AtMost,
    AtLeast,
}

impl Compared {
    /// The relation of a sum to its bound, and whether all signs are inverted for it.
    pub(crate) fn relation(self) -> (Relation, bool) {
        match self {
            Self::Equal => (Relation::Equal, false),
            Self::AtMost => (Relation::AtMost, false),
            Self::AtLeast => (Relation::AtMost, true),
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
        }
    }
}

/// The terms of a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Terms {
    /// Measures at scopes, each with its coefficient.
    Measures(Vec<(i128, Series)>),
    /// The true values behind claims, by number, each with its coefficient.
    Labels(Vec<(i128, usize)>),
}

/// The sum of the terms stands in the relation to the constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Law {
    pub(crate) terms: Terms,
    pub(crate) compared: Compared,
    pub(crate) constant: i64,
}

/// A measure steps on a day, where a place is named only there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Break {
    pub(crate) measure: usize,
    pub(crate) place: usize,
    pub(crate) day: i32,
}

#[derive(Clone, PartialEq, Eq)]
pub(crate) struct World {
    pub(crate) measures: Vec<Measure>,
    /// Which of the sets are declared, and as what.
    pub(crate) place_sets: [Set; 2],
    pub(crate) group_sets: [Set; 2],
    /// Whether the groups are names of a key of the corpus's own, `item`, of which the same holds.
    pub(crate) items: bool,
    pub(crate) laws: Vec<Law>,
    pub(crate) breaks: Vec<Break>,
    pub(crate) claims: Vec<Claim>,
}

impl fmt::Debug for World {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<usize> = (0..self.claims.len()).collect();
        f.write_str(&self.text(&all))
    }
}

impl World {
    /// The series that laws over measures name.
    pub(crate) fn named(&self) -> impl Iterator<Item = Series> {
        self.laws
            .iter()
            .flat_map(|law| match &law.terms {
                Terms::Measures(terms) => terms.as_slice(),
                Terms::Labels(_) => &[],
            })
            .map(|&(_, series)| series)
    }

    /// The measures that claims or laws name, with their wholes and totals.
    pub(crate) fn used(&self) -> BTreeSet<usize> {
        let mut used: BTreeSet<usize> =
            self.claims.iter().map(|claim| claim.series).chain(self.named()).map(|series| series.0).collect();
        while let Some(more) = used
            .iter()
            .flat_map(|&measure| [self.measures[measure].part_of, self.measures[measure].adds_up_to])
            .flatten()
            .find(|measure| !used.contains(measure))
        {
            used.insert(more);
        }
        used
    }

    /// The places that are declared: those spoken of, what they are within, and their fellows in sets.
    fn places(&self) -> BTreeSet<usize> {
        self.all_places(self.place_sets)
    }

    /// The groups that are declared; everyone always is.
    fn groups(&self) -> BTreeSet<usize> {
        self.all_groups(self.group_sets)
    }

    /// The places that can matter: fellows that nobody speaks of make up a whole, and of a set that is merely disjoint they
    /// connect no claims.
    pub(crate) fn places_that_matter(&self) -> BTreeSet<usize> {
        self.all_places(self.place_sets.map(Set::if_complete))
    }

    /// The groups that can matter.
    pub(crate) fn groups_that_matter(&self) -> BTreeSet<usize> {
        self.all_groups(self.group_sets.map(Set::if_complete))
    }

    fn all_places(&self, sets: [Set; 2]) -> BTreeSet<usize> {
        let spoken = self.claims.iter().map(|claim| claim.series).chain(self.named()).map(|series| series.1);
        closure(spoken.collect(), &PLACES.map(|place| place.1), &PLACE_SETS, sets)
    }

    fn all_groups(&self, sets: [Set; 2]) -> BTreeSet<usize> {
        let spoken = self.claims.iter().map(|claim| claim.series).chain(self.named()).map(|series| series.2);
        closure(spoken.chain([0]).collect(), &GROUPS.map(|group| group.1), &GROUP_SETS, sets)
    }

    /// The corpus, its statements one by one: what is declared, then the claims that are kept.
    pub(crate) fn statements(&self, kept: &[usize]) -> Vec<String> {
        let mut all = Vec::new();
        for measure in
            self.used().into_iter().filter(|&measure| self.measures[measure].kind != Kind::Undeclared)
        {
            all.push(self.definition(measure));
        }
        for place in self.places().into_iter().filter(|&place| PLACES[place].1 > 0) {
            all.push(format!("define place {}\n    within {}\n", PLACES[place].0, PLACES[PLACES[place].1].0));
        }
        for group in self.groups().into_iter().filter(|&group| GROUPS[group].1 > 0) {
            let key = if self.items { "\"item\"" } else { "group" };
            all.push(format!("define {key} {}\n    within {}\n", GROUPS[group].0, GROUPS[GROUPS[group].1].0));
        }
        for ((parts, whole), set) in declared(&PLACE_SETS, self.place_sets, &self.places()) {
            let [one, two] = parts.map(|place| PLACES[place].0);
            all.push(format!("define {} place {{{one}, {two}}} of {}\n", set.text(), PLACES[whole].0));
        }
        for ((parts, whole), set) in declared(&GROUP_SETS, self.group_sets, &self.groups()) {
            let [one, two] = parts.map(|group| GROUPS[group].0);
            let (key, everyone) = if self.items { ("\"item\"", "") } else { ("group", " of everyone") };
            let whole = if whole == 0 { everyone.to_owned() } else { format!(" of {}", GROUPS[whole].0) };
            all.push(format!("define {} {key} {{{one}, {two}}}{whole}\n", set.text()));
        }
        for step in &self.breaks {
            let place = if step.place == 0 { String::new() } else { format!(" in {}", PLACES[step.place].0) };
            let name = MEASURES[step.measure];
            all.push(format!("break {name}{place} on 2020-10-{:02} because \"new method\"\n", step.day));
        }
        all.extend(self.laws.iter().map(|law| self.law_text(law)));
        all.extend(kept.iter().map(|&number| self.claim_text(number)));
        all
    }

    /// The whole corpus.
    pub(crate) fn text(&self, kept: &[usize]) -> String {
        self.statements(kept).concat()
    }

    fn definition(&self, number: usize) -> String {
        let measure = &self.measures[number];
        let mut text = format!("define measure {}\n    kind ", MEASURES[number]);
        text += match measure.kind {
            Kind::Level => "level\n",
            Kind::Cumulative => "cumulative\n",
            Kind::Constant => "constant\n",
            Kind::Flow => "flow\n",
            Kind::Ratio => "ratio\n",
            Kind::Undeclared => unreachable!("it has no definition"),
        };
        text += match measure.unit {
            Unit::People => "    unit people\n",
            Unit::Bare => "",
            Unit::Km => "    unit km\n",
            Unit::Percent => "    unit %\n",
        };
        if measure.negative {
            text += "    may be negative\n";
        }
        if measure.tolerance > 0 {
            writeln!(text, "    tolerance {}", measure.tolerance).expect("a string takes all");
        }
        if let Some(whole) = measure.part_of {
            writeln!(text, "    part of {}", MEASURES[whole]).expect("a string takes all");
        }
        let group = if self.items { "item" } else { "group" };
        let over: Vec<&str> = [(measure.over_groups, group), (measure.over_places, "place")]
            .into_iter()
            .filter_map(|(over, key)| over.then_some(key))
            .collect();
        if !over.is_empty() {
            writeln!(text, "    sums over {}", over.join(", ")).expect("a string takes all");
        }
        if let Some(total) = measure.adds_up_to {
            writeln!(text, "    adds up to {}", MEASURES[total]).expect("a string takes all");
        }
        text
    }

    fn claim_text(&self, number: usize) -> String {
        let claim = &self.claims[number];
        let figure = claim.said.text(self.measures[claim.series.0].unit);
        let when = match claim.when {
            When::Always => String::new(),
            When::Day(day) => format!(" on 2020-10-{day:02}"),
            When::Period(from, to) => format!(" from 2020-10-{from:02} to 2020-10-{to:02}"),
            When::Uncertain(from, _, ABOUT) => format!(" on 2020-10-{:02}~", from + 1),
            When::Uncertain(_, _, text) => {
                format!(" on {}", ["2020-10", "early October 2020", "mid-October 2020"][usize::from(text)])
            }
        };
        let by = claim.origin.map(|origin| format!(" by Origin{origin}")).unwrap_or_default();
        let via = claim.outlet.map(|outlet| format!(" via Outlet{outlet}")).unwrap_or_default();
        format!("@c{number} {}: {figure}{when}{by}{via}\n", self.series_text(claim.series))
    }

    fn series_text(&self, (measure, place, group): Series) -> String {
        let mut text = MEASURES[measure].to_owned();
        if group > 0 {
            let name = GROUPS[group].0;
            text += &if self.items { format!(" [item: {name}]") } else { format!(" among {name}") };
        }
        if place > 0 {
            text += " in ";
            text += PLACES[place].0;
        }
        text
    }

    /// Terms with a plus stand left, those with a minus right, each where its sign is a plus; so does the constant.
    fn law_text(&self, law: &Law) -> String {
        let terms: Vec<(i128, String)> = match &law.terms {
            Terms::Measures(terms) => {
                terms.iter().map(|&(times, series)| (times, self.series_text(series))).collect()
            }
            Terms::Labels(terms) => {
                terms.iter().map(|&(times, number)| (times, format!("@c{number}"))).collect()
            }
        };
        let mut sides = [Vec::new(), Vec::new()];
        for (times, name) in terms {
            let text = if times.abs() == 1 { name } else { format!("{} * {name}", times.abs()) };
            sides[usize::from(times < 0)].push(text);
        }
        if law.constant != 0 {
            sides[usize::from(law.constant > 0)].push(law.constant.abs().to_string());
        }
        let [left, right] = sides.map(|side| if side.is_empty() { "0".to_owned() } else { side.join(" + ") });
        format!("law {left} {} {right}\n", law.compared.text())
    }
}

/// The sets that are declared and touch what is needed.
pub(crate) fn declared<'a>(
    sets: &'a [([usize; 2], usize); 2],
    flags: [Set; 2],
    needed: &BTreeSet<usize>,
) -> impl Iterator<Item = (([usize; 2], usize), Set)> + use<'a> {
    let touched = [0, 1].map(|at| {
        flags[at] != Set::No && sets[at].0.iter().chain([&sets[at].1]).any(|name| needed.contains(name))
    });
    sets.iter().copied().zip(flags).zip(touched).filter(|(_, touched)| *touched).map(|(set, _)| set)
}

fn closure(
    mut needed: BTreeSet<usize>,
    wholes: &[usize],
    sets: &[([usize; 2], usize); 2],
    flags: [Set; 2],
) -> BTreeSet<usize> {
    loop {
        let before = needed.len();
        let above: Vec<usize> = needed.iter().map(|&name| wholes[name]).filter(|&whole| whole > 0).collect();
        needed.extend(above);
        let fellows: Vec<usize> = declared(sets, flags, &needed)
            .flat_map(|((parts, whole), _)| [parts[0], parts[1], whole])
            .collect();
        needed.extend(fellows);
        if needed.len() == before {
            return needed;
        }
    }
}
