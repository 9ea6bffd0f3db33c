//! One dispute with what its wording needs: measure and scope, time, and who says what.

use std::borrow::Cow;

use crate::cause::Causes;
use crate::contradiction::{ConstraintKind, Dispute, DisputeKind, Side, TrackRecords, hard_span};
use crate::corpus::{Describer, Series, Statement, Voice, by_value, compare_windows, same_value};
use crate::model::claim::TimeFrom;
use crate::model::{Interval, Window};
use crate::phrasing::Context;

/// Up to how many different figures are listed one by one.
pub(crate) const FEW: usize = 4;

/// The disputes of one kind, each with what is needed to describe it.
pub(crate) fn disputes<'a>(context: &Context<'a>, kind: DisputeKind) -> impl Iterator<Item = Presenter<'a>> {
    let (words, contradictions) = (context.words(), context.contradictions);
    contradictions.disputes.iter().filter(move |dispute| dispute.kind == kind).map(move |dispute| {
        let series = &words.corpus.series[dispute.series as usize];
        let records = &contradictions.records;
        Presenter { words, causes: context.causes, archive: context.archive, records, dispute, series }
    })
}

/// One dispute with what is needed to describe it.
#[derive(Clone, Copy)]
pub(crate) struct Presenter<'a> {
    pub(crate) words: Describer<'a>,
    pub(crate) causes: &'a Causes<'a>,
    /// For each file whether it belongs to the archive; empty if there is none.
    pub(crate) archive: &'a [bool],
    /// How often each voice was the outlier.
    pub(crate) records: &'a TrackRecords,
    pub(crate) dispute: &'a Dispute,
    pub(crate) series: &'a Series,
}

impl Presenter<'_> {
    /// In a slip of one source, whose figures they are: `, both by A, as B carries them`, where B is the outlet of all of
    /// them. Empty if several sources differ, or none is named. `both_or_all` is the word for how many they are.
    pub(crate) fn by_one_source(&self, both_or_all: &str) -> String {
        let voice = self.dispute.removed.statement.voice;
        if !self.dispute.is_slip() || matches!(voice, Voice::Nobody(_)) {
            return String::new();
        }
        let outlet = |side: &Side| {
            let claim = self.words.corpus.claim(side.statement.representative());
            claim.origin.and(self.words.corpus.model.registers.chains.get(claim.via.0).last().copied())
        };
        let mut outlets = self.dispute.core().map(outlet);
        let first = outlets.next().flatten();
        let carried = match first.filter(|_| outlets.all(|other| other == first)) {
            Some(outlet) => format!(", as `{}` carries them", self.words.source(outlet)),
            None => String::new(),
        };
        format!(", {both_or_all} by {}{carried}", self.words.voice(voice))
    }

    /// The measure and scope of the dispute.
    pub(crate) fn about(&self) -> String {
        self.words.series(self.series)
    }

    /// The measure and scope of the largest whole in its argument, else of the dispute.
    pub(crate) fn whole(&self) -> String {
        let argument = self.dispute.argument.iter();
        let sums = argument.flat_map(|argument| {
            let sums = argument.rows.iter().filter(|(_, basis)| basis.kind == ConstraintKind::Sum);
            // In a sum's row the whole is positive, and its parts are negative.
            let wholes = sums.flat_map(|(row, _)| row.terms.iter().filter(|term| !term.1.is_negative()));
            wholes.map(|term| &argument.about[term.0 as usize])
        });
        let whole = sums.min_by_key(|about| about.scope.len());
        whole.map_or_else(|| self.about(), |about| self.words.about(about.measure, &about.scope, about.mode))
    }

    /// Whether everything in its argument is of one time.
    pub(crate) fn is_at_once(&self) -> bool {
        let claims = self.dispute.argument.iter().flat_map(|argument| argument.claims());
        let mut times = claims.map(|claim| self.words.corpus.claim(claim).time);
        let first = times.next();
        times.all(|time| first.is_none_or(|first| compare_windows(first.as_ref(), time.as_ref()).is_eq()))
    }

    /// ` on 19 October 2020`, or ` as published on …` (see [`Self::published`]); empty if it always holds. An instant that
    /// is written in several time zones is given in each.
    pub(crate) fn when(&self) -> String {
        let Some(window) = &self.dispute.window else { return String::new() };
        let sides = [&self.dispute.removed].into_iter().chain(&self.dispute.against);
        let here = sides.map(|side| &side.statement).chain(&self.dispute.repair).chain(&self.dispute.kept);
        let times = here.filter_map(|statement| self.words.corpus.claim(statement.representative()).time);
        // Windows with one key are one instant, which may be written in several time zones.
        let mut written = vec![*window];
        for time in times.filter(|time| time.key() == window.key()) {
            if !written.contains(&time) {
                written.push(time);
            }
        }
        let others: Vec<String> = written[1..].iter().map(Window::in_words).collect();
        let others = if others.is_empty() { String::new() } else { format!(" ({})", others.join(", ")) };
        match self.published() {
            Some(days) => format!(" as published on {}", days.in_words()),
            None => format!("{}{others}", on_date(window)),
        }
    }

    /// The day on which everything said of the fact was published, if no claim gives another date and all are relayed.
    fn published(&self) -> Option<Window> {
        let core = self.dispute.core();
        let here = core.map(|side| &side.statement).chain(&self.dispute.repair).chain(&self.dispute.kept);
        let mut here = here.map(|statement| self.words.corpus.claim(statement.representative()));
        let relayed = here.all(|claim| {
            let relays = self.words.corpus.model.registers.chains.get(claim.via.0);
            claim.time_from == TimeFrom::Published && claim.origin.is_some() && !relays.is_empty()
        });
        self.dispute.window.and_then(|window| window.only_day()).filter(|_| relayed).map(Window::day)
    }

    /// The first two sides of the core, in order of time, else of place; the same one twice if it has only one.
    pub(crate) fn first_two(&self) -> (&Side, &Side) {
        let core = self.core();
        (core[0], core.get(1).unwrap_or(&core[0]))
    }

    /// The first two sides of the core, which may be of other facts, and all statements of the fact; some may come twice.
    pub(crate) fn at_the_fact(&self) -> impl Iterator<Item = &Statement> {
        let (one, two) = self.first_two();
        [&one.statement, &two.statement].into_iter().chain(&self.dispute.repair).chain(&self.dispute.kept)
    }

    /// Of all figures given for the fact in one unit, in a slip by its voice only: the two that are furthest apart, in
    /// order of place. The first two sides of the core if all figures overlap.
    pub(crate) fn furthest_two(&self) -> (&Statement, &Statement) {
        let (one, two) = self.first_two();
        let corpus = self.words.corpus;
        let unit = |statement: &Statement| corpus.claim(statement.representative()).unit;
        let is_compared = |statement: &&Statement| {
            unit(statement) == unit(&one.statement)
                && (!self.dispute.is_slip() || statement.voice == one.statement.voice)
        };
        let spans: Vec<(Cow<'_, Interval>, &Statement)> = self
            .at_the_fact()
            .filter(is_compared)
            .map(|statement| (hard_span(corpus, statement), statement))
            .collect();
        let lowest = spans.iter().filter_map(|(span, statement)| Some((span.high.as_ref()?, *statement)));
        let lowest = lowest.min_by_key(|(high, statement)| (*high, statement.representative()));
        let highest = spans.iter().filter_map(|(span, statement)| Some((span.low.as_ref()?, *statement)));
        let highest =
            highest.max_by_key(|(low, statement)| (*low, std::cmp::Reverse(statement.representative())));
        match lowest.zip(highest) {
            Some(((high, lowest), (low, highest))) if high < low => {
                if lowest.representative() < highest.representative() {
                    (lowest, highest)
                } else {
                    (highest, lowest)
                }
            }
            _ => (&one.statement, &two.statement),
        }
    }

    /// A statement for each figure that the source of the core gives for the fact, in order of place.
    pub(crate) fn own_figures(&self) -> Vec<&Statement> {
        let voice = self.first_two().0.statement.voice;
        let mut own: Vec<&Statement> =
            self.at_the_fact().filter(|statement| statement.voice == voice).collect();
        own.sort_by_key(|statement| statement.representative());
        let figures = by_value(self.words.corpus, own, Statement::representative);
        let mut each: Vec<&Statement> = figures.into_iter().map(|figure| figure[0]).collect();
        each.sort_by_key(|statement| statement.representative());
        each
    }

    /// The whole core in order of time and place.
    pub(crate) fn core(&self) -> Vec<&Side> {
        let mut core: Vec<&Side> = self.dispute.core().collect();
        core.sort_by_key(|side| {
            let window = side.window.as_ref();
            (window.map(Window::key), side.statement.representative())
        });
        core
    }

    /// What a statement says, as written.
    pub(crate) fn said(&self, statement: &Statement) -> String {
        self.words.said(statement.representative())
    }

    /// All statements of the fact that say the same as a side of the core.
    pub(crate) fn saying_the_same<'s>(&'s self, side: &'s Side) -> Vec<&'s Statement> {
        let value = &self.words.corpus.claim(side.statement.representative()).value;
        let all = self.dispute.repair.iter().chain(&self.dispute.kept);
        let same =
            all.filter(|other| same_value(&self.words.corpus.claim(other.representative()).value, value));
        let mut with: Vec<&Statement> = same.collect();
        if with.iter().all(|other| other.claims != side.statement.claims) {
            with.push(&side.statement);
        }
        with
    }

    /// How many statements there are at the fact.
    pub(crate) fn statements(&self) -> usize {
        self.dispute.repair.len() + self.dispute.kept.len()
    }

    /// The statements of the fact by what they say, the value of most voices first. Unlike camps, figures that only overlap
    /// are apart.
    pub(crate) fn groups_by_value(&self) -> Vec<Vec<&Statement>> {
        let mut all: Vec<&Statement> = self.dispute.repair.iter().chain(&self.dispute.kept).collect();
        all.sort_by_key(|statement| statement.representative());
        let mut groups = by_value(self.words.corpus, all, Statement::representative);
        groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
        groups
    }
}

/// ` on 19 October 2020`, ` over 10 to 18 October 2020`, or as the window says.
pub(crate) fn on_date(window: &Window) -> String {
    format!(" {}", window.dated())
}

/// A name in quotation marks, as the claim language writes it.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text on one line, with single blanks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
