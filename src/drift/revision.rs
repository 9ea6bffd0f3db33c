//! Revisions: facts that a source restated, and how they hang together.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::contradiction::allows;
use crate::corpus::{Corpus, Said, Voice, relays};
use crate::drift::Thresholds;
use crate::model::claim::{Moment, Value};
use crate::model::vocabulary::Kind;
use crate::model::{Number, Shape, Window};

/// A fact that its source restated by more than is trivial.
#[derive(Clone, Debug)]
pub struct Restated {
    /// The series, by number.
    pub series: u32,
    /// The fact's number in it.
    pub fact: u32,
    /// Its window.
    pub window: Option<Window>,
    /// The claims in the order of saying, each with another figure than the one before.
    pub words: Vec<u32>,
    /// The largest change from one word to the next, as a share of the figure that it replaced; one where that was nothing.
    pub share: Number,
    /// What the total grew by since the source's fact before, as it now stands, where the restatement made other news of that.
    pub growth: Option<Number>,
}

/// How restated facts hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// One fact.
    Once,
    /// Several facts at one and the same moment.
    Edition(Moment),
    /// Several facts one after another.
    Run,
    /// So many, here and there, that it is the source's habit.
    Habit,
}

/// What a source restated, as one finding tells it.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Who.
    pub voice: Voice,
    /// How the facts hang together.
    pub manner: Manner,
    /// The facts, by series and time.
    pub facts: Vec<Restated>,
    /// How many facts of the series the source states in all.
    pub of: usize,
    /// How many of those it restated by a trifle only.
    pub trifles: usize,
}

impl Revision {
    /// The fact that was restated most; of equals the first.
    #[must_use]
    pub fn worst(&self) -> Option<&Restated> {
        self.facts.iter().reduce(|worst, fact| if fact.share > worst.share { fact } else { worst })
    }
}

/// How many times a source gives several figures for one day in its course until that is its rhythm, where it does so on more
/// than one day of ten.
const RHYTHM: usize = 3;

/// One source's restatements of one series.
#[derive(Default)]
struct History {
    facts: Vec<Restated>,
    /// Each fact's place among those that the source states.
    places: Vec<usize>,
    /// Whether all its words are of its own day.
    bulletins: Vec<bool>,
    stated: usize,
    trifles: usize,
    /// Its latest figure for the instant before.
    before: Option<Number>,
}

impl History {
    /// A source that gives several figures a day as a matter of course, morning and evening, restates nothing by that.
    fn leave_out_bulletins(&mut self) {
        let count = self.bulletins.iter().filter(|bulletin| **bulletin).count();
        if count < RHYTHM || count * 10 <= self.stated {
            return;
        }
        let mut bulletins = self.bulletins.iter();
        self.facts.retain(|_| !bulletins.next().is_some_and(|bulletin| *bulletin));
        let mut bulletins = self.bulletins.iter();
        self.places.retain(|_| !bulletins.next().is_some_and(|bulletin| *bulletin));
    }
}

/// What the sources of a series restated.
pub(super) fn of_series(
    corpus: &Corpus,
    number: u32,
    said: &[Said<'_>],
    thresholds: &Thresholds,
) -> Vec<Revision> {
    let series = &corpus.series[number as usize];
    let total = series.kind == Kind::Cumulative;
    // In the course of its day a total may grow, and a level may go either way.
    let moves = |words: &[u32]| match series.kind {
        Kind::Cumulative => rises(corpus, words).is_gt(),
        kind => kind == Kind::Level,
    };
    let mut histories: BTreeMap<Voice, History> = BTreeMap::new();
    for (fact, said) in (0_u32..).zip(said) {
        let instant = said.window.is_some_and(|window| window.shape == Shape::Instant);
        for (voice, claims) in said.voices(corpus).filter(|(voice, _)| !matches!(voice, Voice::Nobody(_))) {
            let history = histories.entry(voice).or_default();
            history.stated += 1;
            let words = words(corpus, claims);
            let now = words.last().and_then(|&at| figure(corpus, at));
            let growth = now.as_ref().zip(history.before.as_ref()).map(|(now, before)| now - before);
            if total && instant {
                history.before.clone_from(&now);
            }
            if words.len() < 2 {
                continue;
            }
            let share = share(corpus, &words);
            let wrong_news = total
                && instant
                && growth.as_ref().is_some_and(|growth| is_news(corpus, &words, growth, thresholds));
            if share < thresholds.restated && !wrong_news {
                history.trifles += 1;
                continue;
            }
            history.places.push(history.stated);
            history.bulletins.push(moves(&words) && is_of_its_day(corpus, said.window.as_ref(), &words));
            let growth = growth.filter(|_| wrong_news);
            history.facts.push(Restated { series: number, fact, window: said.window, words, share, growth });
        }
    }
    let mut revisions = Vec::new();
    for (voice, mut history) in histories {
        history.leave_out_bulletins();
        revisions.extend(told(corpus, voice, history, thresholds));
    }
    revisions
}

/// A source's words on one fact in a certain order, those left out that do not exclude the word before: its own where they
/// are dated, else those of the outlet that shows most.
fn words(corpus: &Corpus, claims: &[u32]) -> Vec<u32> {
    if let [one] = claims {
        return vec![*one];
    }
    let mut by_chain = claims.to_vec();
    by_chain.sort_by_key(|&at| (relays(corpus, at), at));
    let chains = by_chain.chunk_by(|&a, &b| relays(corpus, a) == relays(corpus, b));
    let mut best: Vec<u32> = Vec::new();
    for chain in chains {
        let mut dated: Vec<(Moment, u32)> =
            chain.iter().filter_map(|&at| Some((corpus.spoken(at)?, at))).collect();
        dated.sort_by_key(|(moment, at)| {
            (moment.from, moment.utc(), moment.clock.map(|clock| clock.seconds), *at)
        });
        let mut words: Vec<(Moment, u32)> = Vec::new();
        for (moment, at) in dated {
            match words.last() {
                None => words.push((moment, at)),
                Some((before, last)) if moment.certainly_after(before) && is_other(corpus, *last, at) => {
                    words.push((moment, at));
                }
                Some(_) => {}
            }
        }
        // The direct words come first, and are outdone only by a chain that shows a restatement where they show none.
        if best.is_empty() || (best.len() < 2 && words.len() > best.len()) {
            best = words.into_iter().map(|(_, at)| at).collect();
        }
    }
    if best.is_empty() { vec![claims[0]] } else { best }
}

/// Whether two figures exclude each other.
fn is_other(corpus: &Corpus, a: u32, b: u32) -> bool {
    allows(corpus, a).disjoint(&allows(corpus, b))
}

/// Whether all words on a fact were said on its own day, which was not over.
fn is_of_its_day(corpus: &Corpus, window: Option<&Window>, words: &[u32]) -> bool {
    let day = window.and_then(Window::only_day);
    let on = |&at: &u32| {
        corpus.spoken(at).is_some_and(|moment| Some(moment.from) == day && Some(moment.to) == day)
    };
    words.iter().all(on)
}

/// The figure of a claim as said, or the end of it that is.
fn figure(corpus: &Corpus, at: u32) -> Option<Number> {
    let Value::Number(figure) = &corpus.claim(at).value else { return None };
    let hard = figure.hard();
    figure.best().or(hard.low.as_ref()).or(hard.high.as_ref()).cloned()
}

/// What each word changes, and what it replaces.
fn changes(corpus: &Corpus, words: &[u32]) -> Vec<(Number, Number)> {
    let pairs = words.windows(2).filter_map(|pair| figure(corpus, pair[0]).zip(figure(corpus, pair[1])));
    pairs.map(|(before, after)| ((&after - &before).abs(), before.abs())).collect()
}

fn share(corpus: &Corpus, words: &[u32]) -> Number {
    let shares = changes(corpus, words).into_iter();
    shares
        .map(|(change, before)| change.checked_div(&before).unwrap_or(Number::ONE))
        .max()
        .unwrap_or(Number::ZERO)
}

/// Whether a restated total changes the news of its day, which is what it grew by: by a good part of what that is now, and by
/// more than chance does, which is three times the root of the larger growth.
fn is_news(corpus: &Corpus, words: &[u32], now: &Number, thresholds: &Thresholds) -> bool {
    let ends = words.first().zip(words.last());
    let Some((first, last)) =
        ends.and_then(|(&first, &last)| figure(corpus, first).zip(figure(corpus, last)))
    else {
        return false;
    };
    let before = now - &(&last - &first);
    let most = changes(corpus, words).into_iter().map(|(change, _)| change).max().unwrap_or(Number::ZERO);
    let larger = now.abs().max(before.abs());
    !now.is_zero()
        && most >= &now.abs() * &thresholds.restated_growth
        && &most * &most > &larger * &Number::from_i64(9)
}

/// The findings that a history makes.
fn told(corpus: &Corpus, voice: Voice, history: History, thresholds: &Thresholds) -> Vec<Revision> {
    let History { facts, places, stated, trifles, .. } = history;
    let groups = groups(corpus, &facts, &places);
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let revision =
        |facts: Vec<Restated>, manner: Manner| Revision { voice, manner, facts, of: stated, trifles };
    if count > thresholds.restated_apart {
        return vec![revision(facts, Manner::Habit)];
    }
    let mut parts: Vec<Vec<Restated>> = vec![Vec::new(); count];
    for (fact, group) in facts.into_iter().zip(groups) {
        parts[group].push(fact);
    }
    parts
        .into_iter()
        .map(|facts| {
            let manner = match (facts.as_slice(), edition(corpus, &facts)) {
                ([_], _) => Manner::Once,
                (_, Some(moment)) => Manner::Edition(moment),
                _ => Manner::Run,
            };
            revision(facts, manner)
        })
        .collect()
}

/// The one moment at which all of some facts were restated, if that is all there is.
fn edition(corpus: &Corpus, facts: &[Restated]) -> Option<Moment> {
    let moment = |fact: &Restated| match fact.words.as_slice() {
        [_, second] => corpus.spoken(*second),
        _ => None,
    };
    let first = moment(facts.first()?)?;
    facts.iter().all(|fact| moment(fact) == Some(first)).then_some(first)
}

/// Which facts are told together, as numbers from 0 in the order of their first: those restated at one moment, and neighbours
/// restated in one direction.
fn groups(corpus: &Corpus, facts: &[Restated], places: &[usize]) -> Vec<usize> {
    let mut parents: Vec<usize> = (0..facts.len()).collect();
    let mut last_of: FxHashMap<Moment, usize> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate() {
        for moment in fact.words[1..].iter().filter_map(|&word| corpus.spoken(word)) {
            if let Some(other) = last_of.insert(moment, at) {
                join(&mut parents, other, at);
            }
        }
        let follows = at > 0 && places[at] == places[at - 1] + 1;
        if follows && rises(corpus, &fact.words) == rises(corpus, &facts[at - 1].words) {
            join(&mut parents, at - 1, at);
        }
    }
    let mut numbers: FxHashMap<usize, usize> = FxHashMap::default();
    (0..facts.len())
        .map(|at| {
            let next = numbers.len();
            *numbers.entry(root(&mut parents, at)).or_insert(next)
        })
        .collect()
}

/// Whether the last word is more than the first, less, or the same again.
fn rises(corpus: &Corpus, words: &[u32]) -> std::cmp::Ordering {
    let ends = words.first().zip(words.last());
    let ends = ends.and_then(|(&first, &last)| figure(corpus, last).zip(figure(corpus, first)));
    ends.map_or(std::cmp::Ordering::Equal, |(last, first)| last.cmp(&first))
}

/// The root of a group, its path halved on the way.
fn root(parents: &mut [usize], mut at: usize) -> usize {
    while parents[at] != at {
        parents[at] = parents[parents[at]];
        at = parents[at];
    }
    at
}

/// Joins two groups under the earlier root.
fn join(parents: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parents, a), root(parents, b));
    parents[a.max(b)] = a.min(b);
}

/// Joins what one source restated at one moment, to the second, in several series: that was one edition, and is one finding.
pub(super) fn by_edition(corpus: &Corpus, revisions: Vec<Revision>) -> Vec<Revision> {
    let mut joined: Vec<Revision> = Vec::new();
    let mut place: FxHashMap<(Voice, Moment), usize> = FxHashMap::default();
    for mut revision in revisions {
        let moment = edition(corpus, &revision.facts).filter(|moment| moment.clock.is_some());
        let Some(moment) = moment.filter(|_| revision.manner != Manner::Habit) else {
            joined.push(revision);
            continue;
        };
        match place.get(&(revision.voice, moment)) {
            Some(&at) => {
                let other = &mut joined[at];
                other.manner = Manner::Edition(moment);
                other.of += revision.of;
                other.trifles += revision.trifles;
                other.facts.append(&mut revision.facts);
            }
            None => {
                place.insert((revision.voice, moment), joined.len());
                joined.push(revision);
            }
        }
    }
    joined
}

/// Joins what one source restated of one measure here and there, where that is too much to be told one by one: a table by
/// place is one table.
pub(super) fn by_measure(
    corpus: &Corpus,
    revisions: Vec<Revision>,
    thresholds: &Thresholds,
) -> Vec<Revision> {
    let key = |revision: &Revision| {
        let series = revision.facts.first()?.series;
        let alone = revision.facts.iter().all(|fact| fact.series == series);
        alone.then(|| (revision.voice, corpus.series[series as usize].measure))
    };
    let mut counts: FxHashMap<_, usize> = FxHashMap::default();
    for revision in &revisions {
        if let Some(key) = key(revision) {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut joined: Vec<Revision> = Vec::new();
    let mut place: FxHashMap<_, usize> = FxHashMap::default();
    for mut revision in revisions {
        let key = key(&revision)
            .filter(|key| counts.get(key).is_some_and(|count| *count > thresholds.restated_apart));
        let Some(key) = key else {
            joined.push(revision);
            continue;
        };
        match place.get(&key) {
            Some(&at) => {
                let other: &mut Revision = &mut joined[at];
                other.of += revision.of;
                other.trifles += revision.trifles;
                other.facts.append(&mut revision.facts);
            }
            None => {
                place.insert(key, joined.len());
                joined.push(Revision { manner: Manner::Habit, ..revision });
            }
        }
    }
    joined
}
