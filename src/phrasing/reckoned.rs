//! The wording of a reckoning (figures added up as stated): what a total rose by compared with the figures of its
//! days, and which figure is wrong.

use crate::contradiction::{ConstraintKind, DisputeKind, Equation, OddFigure};
use crate::corpus::{Statement, join_words};
use crate::model::claim::{Claim, TimeFrom};
use crate::model::vocabulary::Kind;
use crate::model::{Day, Number, Window};
use crate::phrasing::presenter::{Presenter, on_date};

/// How many days' figures are listed one by one.
const MAX_LISTED: usize = 3;

impl Presenter<'_> {
    /// The outlier: every smallest repair removes it, or everything its source says around it points at it.
    pub(crate) fn suspect(&self) -> Option<u32> {
        if self.dispute.is_slip() {
            return self.dispute.singled_out();
        }
        self.dispute.has_suspect().then(|| self.dispute.removed.statement.representative())
    }

    /// The figure of a source that its other figures, as stated, single out.
    pub(super) fn odd_figure(&self) -> Option<&OddFigure> {
        let known = self.dispute.has_suspect() || self.dispute.is_newer_edition || !self.dispute.is_slip();
        self.dispute.reckoning.as_ref().filter(|_| !known)?.odd.as_ref()
    }

    /// The claims one of which is wrong: those of the failing equation, else of the core, in order of time and place.
    pub(super) fn in_question(&self) -> Vec<u32> {
        let failing = self.dispute.reckoning.as_ref().map(|reckoning| &reckoning.failing);
        let Some(failing) = failing.filter(|_| self.growth_and_flow().is_some()) else {
            return self.core().into_iter().map(|side| side.statement.representative()).collect();
        };
        let mut claims: Vec<u32> = failing.terms.iter().map(|term| term.1).collect();
        claims.sort_by_key(|&claim| (self.words.corpus.claim(claim).time.map(|window| window.key()), claim));
        claims
    }

    /// Which figures of a failing equation are in question if none of them alone is singled out, as changing others
    /// would break equations around them.
    pub(super) fn open_question(&self) -> String {
        let wrong = match self.open_claims()[..] {
            [one, two] if self.in_question().len() > 2 => {
                format!("either {} or {} is wrong", self.words.said(one), self.words.said(two))
            }
            _ => "either the day's figure or one of the two totals is wrong".to_owned(),
        };
        let before_the_day_was_over = self
            .total_within_its_day()
            .map(|claim| {
                let day = self.words.corpus.claim(claim).time.and_then(|time| time.only_day());
                let day = day.map_or_else(|| "the day".to_owned(), Day::in_words);
                format!(", or {} was said before {day} was over", self.words.said(claim))
            })
            .unwrap_or_default();
        format!("{wrong}{before_the_day_was_over}; the claims shown do not decide it")
    }

    /// The total that would fit if it was not yet the last of its day: nobody dated it, it is taken to be of the day on which it was
    /// said or published, and it may have grown by that day's end. The earlier one fits if the total rose by more than the figures of
    /// the days, the later one if it rose by less.
    pub(super) fn total_within_its_day(&self) -> Option<u32> {
        let failing = &self.dispute.reckoning.as_ref()?.failing;
        let rise = Rise::of(self, failing).filter(|_| self.dispute.kind == DisputeKind::Flow)?;
        let change = &self.number(rise.after)? - &self.number(rise.before)?;
        let claim = if change > rise.sum(self)? { rise.before } else { rise.after };
        let total = self.words.corpus.claim(claim);
        let is_assumed = matches!(total.time_from, TimeFrom::Said | TimeFrom::Published);
        (is_assumed && total.time.is_some_and(|time| time.from_clock.is_none())).then_some(claim)
    }

    /// The claims to check: of those in question only the ones that could be changed without breaking
    /// equations around them, if these are exactly two.
    pub(super) fn open_claims(&self) -> Vec<u32> {
        if let Some(restated) = self.editions_in_question().filter(|_| self.dispute.is_slip()) {
            return restated;
        }
        let mut asked = self.in_question();
        if self.dispute.kind == DisputeKind::Figures {
            let (one, two) = self.furthest_two();
            asked.extend([one, two].map(Statement::representative));
            asked.sort_unstable();
            asked.dedup();
        }
        let Some(reckoning) = self.dispute.reckoning.as_ref().filter(|_| self.growth_and_flow().is_some())
        else {
            return asked;
        };
        let is_open = |claim: &u32| reckoning.fitting.iter().any(|(fitting, _)| fitting == claim);
        let open: Vec<u32> = asked.iter().copied().filter(is_open).collect();
        if open.len() == 2 { open } else { asked }
    }

    /// The claims that a reckoning mentions.
    pub(super) fn reckoned(&self) -> Vec<u32> {
        let Some(reckoning) = &self.dispute.reckoning else { return Vec::new() };
        let around = self.odd_figure().into_iter().flat_map(|odd| odd.fixed.iter().chain(&odd.upheld));
        let all = std::iter::once(&reckoning.failing).chain(around);
        all.flat_map(|equation| equation.terms.iter().map(|term| term.1)).collect()
    }

    /// The other figures with which a rise and its days would add up, if it is not known which is wrong.
    pub(crate) fn what_would_fit(&self) -> Option<String> {
        let failing = &self.dispute.reckoning.as_ref()?.failing;
        if self.odd_figure().is_some() || self.growth_and_flow().is_none() {
            return None;
        }
        let rise = Rise::of(self, failing)?;
        let (from, to) = (self.number(rise.before)?, self.number(rise.after)?);
        let sum = rise.sum(self)?;
        if [&to - &sum, &to - &from].iter().any(Number::is_negative) {
            return None;
        }
        let day = |claim: u32| self.words.corpus.claim(claim).time.as_ref().map(on_date).unwrap_or_default();
        let total = |figure: &Number, claim: u32| (claim, format!("{}{}", figure.grouped(), day(claim)));
        let mut fitting = vec![total(&(&to - &sum), rise.before), total(&(&from + &sum), rise.after)];
        if let [only] = rise.days[..] {
            let flow =
                &self.words.corpus.model.registers.measures.get(self.words.corpus.claim(only).measure.0);
            fitting.push((only, format!("{} for `{}`", (&to - &from).grouped(), flow.display)));
        }
        match self.suspect() {
            Some(suspect) => fitting.retain(|(claim, _)| *claim == suspect),
            // A figure that fits what is around it is not proposed for change.
            None if self.dispute.is_slip() => {
                let open = self.open_claims();
                fitting.retain(|(claim, _)| open.contains(claim));
            }
            None => {}
        }
        let figures: Vec<String> = fitting.into_iter().map(|(_, figure)| figure).collect();
        (!figures.is_empty()).then(|| format!("they would add up with {}", figures.join(", or ")))
    }

    /// What a total changed by or what the figures of its days add up to, whichever is more; none if the dispute is not about one
    /// total and one flow, or both are 0.
    pub(super) fn size_of_rise(&self) -> Option<Number> {
        let reckoning = self.dispute.reckoning.as_ref().filter(|_| self.dispute.kind == DisputeKind::Flow)?;
        let rise = Rise::of(self, &reckoning.failing)?;
        let change = &self.number(rise.after)? - &self.number(rise.before)?;
        Some(change.abs().max(rise.sum(self)?.abs())).filter(|size| !size.is_zero())
    }

    /// What a total rose by and the figures of its days: `x in Spain rose by 388 on 16 August 2023 (from 850 to
    /// 1,238), but `daily` is 433`; none if the dispute is not about one total and one flow.
    pub(crate) fn growth_and_flow(&self) -> Option<String> {
        let failing = &self.dispute.reckoning.as_ref()?.failing;
        if self.dispute.kind != DisputeKind::Flow {
            return None;
        }
        let rise = Rise::of(self, failing)?;
        let corpus = self.words.corpus;
        let series = |claim: u32| corpus.series_of(claim).map(|at| &corpus.series[at as usize]);
        let (from, to) = (self.number(rise.before)?, self.number(rise.after)?);
        let change = &to - &from;
        let moved = match change.is_negative() {
            _ if change.is_zero() => "did not change".to_owned(),
            true => format!("fell by {}", (-&change).grouped()),
            false => format!("rose by {}", change.grouped()),
        };
        let said = |claim: u32| {
            let by = if self.dispute.is_slip() { String::new() } else { self.by(claim) };
            self.number(claim).map(|figure| format!("{}{by}", figure.grouped()))
        };
        let ends = if change.is_zero() {
            format!("({})", said(rise.after)?)
        } else {
            format!("(from {} to {})", said(rise.before)?, said(rise.after)?)
        };
        let total = self.words.series(series(rise.after)?);
        let flow = &corpus.model.registers.measures.get(corpus.claim(*rise.days.first()?).measure.0).display;
        let (first, last) = (rise.day_of(corpus.claim(rise.before))?, rise.day_of(corpus.claim(rise.after))?);
        let one_day = first.next() == Some(last);
        let when = if one_day {
            on_date(&Window::day(last))
        } else {
            format!(" from {} to {}", first.in_words(), last.in_words())
        };
        let said: Vec<String> = rise.days.iter().map(|&claim| said(claim)).collect::<Option<_>>()?;
        let sum = rise.sum(self)?;
        let days = match said.as_slice() {
            [one] if one_day => format!("`{flow}` is {one}"),
            [one] => format!("`{flow}` of that time is {one}"),
            few if few.len() <= MAX_LISTED => {
                format!("`{flow}` is {} on these days, {} together", join_words(few), sum.grouped())
            }
            _ => format!("`{flow}` of these days adds up to {}", sum.grouped()),
        };
        let gap = &sum - &change;
        let apart = match gap.is_negative() {
            // The figure of the days is the gap.
            _ if change.is_zero() => String::new(),
            true => format!(" ({} less)", (-&gap).grouped()),
            false => format!(" ({} more)", gap.grouped()),
        };
        Some(format!("{total} {moved}{when} {ends}, but {days}{apart}{}", self.by_one_source("all")))
    }

    /// Whether the figures of some days are more than what their total rose by, where the dispute is about these.
    pub(super) fn is_more_than_the_rise(&self) -> Option<bool> {
        let failing = &self.dispute.reckoning.as_ref()?.failing;
        let rise = Rise::of(self, failing).filter(|_| self.dispute.kind == DisputeKind::Flow)?;
        let change = &self.number(rise.after)? - &self.number(rise.before)?;
        Some(rise.sum(self)? > change)
    }

    /// ` by A`: the source of a claim's figure, if there are several sources.
    pub(crate) fn by(&self, claim: u32) -> String {
        let all = self.dispute.core();
        let mine = all.map(|side| &side.statement).find(|statement| statement.claims.contains(&claim));
        mine.map_or_else(String::new, |statement| format!(" by {}", self.words.voice(statement.voice)))
    }

    /// Why a figure is the outlier:
    /// `25,927,429 + 1,421 = 25,928,850 on 24 May 2020; the figure that fits is 433`,
    /// or, if other equations fail with it as well, `with 433 in its stead … fit`.
    pub(super) fn why_odd(&self, odd: &OddFigure) -> Option<String> {
        let fits = odd.fitting.grouped();
        let failing = &self.dispute.reckoning.as_ref()?.failing;
        if !odd.fixed.is_empty() {
            let both: Vec<String> = std::iter::once(failing)
                .chain(&odd.fixed)
                .filter_map(|equation| self.sum(equation, Some((odd.claim, &odd.fitting))))
                .collect();
            return Some(format!("with {fits} in its stead {} fit", join_words(&both)));
        }
        let mut holds: Vec<String> = Vec::new();
        let mut fitted: Vec<String> = Vec::new();
        for equation in &odd.upheld {
            let sum = self.sum(equation, None).filter(|_| equation.kind == ConstraintKind::Flow);
            // The sum of a law is written with the names of its measures, which is too long here.
            let shared =
                equation.terms.iter().find(|term| failing.terms.iter().any(|other| other.1 == term.1));
            match (sum, shared) {
                (Some(sum), _) => {
                    let day = Rise::of(self, equation)
                        .and_then(|rise| rise.day_of(self.words.corpus.claim(rise.after)));
                    let on = day.map(|day| on_date(&Window::day(day))).unwrap_or_default();
                    holds.push(format!("{sum}{on}"));
                }
                (None, Some((_, claim))) => fitted.push(self.number(*claim)?.grouped()),
                (None, None) => {}
            }
        }
        if !fitted.is_empty() {
            let (fit, its) = if fitted.len() == 1 { ("fits", "its") } else { ("fit", "their") };
            holds.push(format!("{} {fit} the other figures of {its} day", join_words(&fitted)));
        }
        (!holds.is_empty()).then(|| format!("{}; the figure that fits is {fits}", join_words(&holds)))
    }

    /// An equation as a sum: `25,927,429 + 1,421 = 25,928,850`.
    fn sum(&self, equation: &Equation, instead: Option<(u32, &Number)>) -> Option<String> {
        let figure = |claim: u32| match instead {
            Some((other, figure)) if other == claim => Some(figure.clone()),
            _ => self.number(claim),
        };
        let time = |claim: u32| self.words.corpus.claim(claim).time.map(|window| window.key());
        let is_total = |claim: u32| {
            self.words
                .corpus
                .series_of(claim)
                .map(|at| self.words.corpus.series[at as usize].kind == Kind::Cumulative)
        };
        let mut sides: [Vec<(bool, u32, String)>; 2] = Default::default();
        for (times, claim) in &equation.terms {
            let size = times.abs();
            let size = if size == Number::ONE { String::new() } else { format!("{} × ", size.grouped()) };
            let text = format!("{size}{}", figure(*claim)?.grouped());
            sides[usize::from(times.is_negative())].push((is_total(*claim) != Some(true), *claim, text));
        }
        if !equation.constant.is_zero() {
            return None;
        }
        // The side with more terms is the sum; earlier figures come first.
        sides.sort_by_key(|side| std::cmp::Reverse(side.len()));
        let side = |mut side: Vec<(bool, u32, String)>| {
            side.sort_by_key(|(is_flow, claim, _)| (*is_flow, time(*claim), *claim));
            side.into_iter().map(|(.., text)| text).collect::<Vec<_>>().join(" + ")
        };
        let [sum, total] = sides;
        Some(format!("{} = {}", side(sum), side(total)))
    }

    /// A claim's figure as stated.
    fn number(&self, claim: u32) -> Option<Number> {
        self.words.corpus.claim(claim).best().cloned()
    }
}

/// A total before and after, and the figures of the days between.
struct Rise {
    before: u32,
    after: u32,
    days: Vec<u32>,
}

impl Rise {
    fn of(presenter: &Presenter<'_>, failing: &Equation) -> Option<Self> {
        let corpus = presenter.words.corpus;
        let kind = |claim: u32| corpus.series_of(claim).map(|at| corpus.series[at as usize].kind);
        let (mut totals, mut days) = (Vec::new(), Vec::new());
        for (times, claim) in &failing.terms {
            match kind(*claim)? {
                Kind::Cumulative => totals.push((times.clone(), *claim)),
                Kind::Flow => days.push(*claim),
                _ => return None,
            }
        }
        let key = |claim: &u32| corpus.claim(*claim).time.map(|window| window.key());
        totals.sort_by_key(|(_, claim)| key(claim));
        days.sort_by_key(key);
        let [(one, before), (two, after)] = totals.as_slice() else { return None };
        let is_plain = *one == -two && one.abs() == Number::ONE && failing.constant.is_zero();
        let series = |claim: u32| corpus.series_of(claim);
        let alike = days.windows(2).all(|pair| series(pair[0]) == series(pair[1]));
        let rise = Self { before: *before, after: *after, days };
        (is_plain && alike && series(*before) == series(*after) && !rise.days.is_empty()).then_some(rise)
    }

    /// What the figures of the days add up to.
    fn sum(&self, presenter: &Presenter<'_>) -> Option<Number> {
        let mut numbers = self.days.iter().map(|&claim| presenter.number(claim));
        numbers.try_fold(Number::ZERO, |sum, number| Some(&sum + &number?))
    }

    fn day_of(&self, claim: &Claim) -> Option<Day> {
        claim.time.as_ref().and_then(Window::only_day)
    }
}
