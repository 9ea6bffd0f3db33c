//! A proof as lines of arithmetic, each with its reason, ending in what is impossible.

use crate::contradiction::{Argument, ConstraintKind, ProofSides, When};
use crate::corpus::Describer;
use crate::model::Number;
use crate::model::claim::Value;
use crate::phrasing::presenter::Presenter;
use crate::phrasing::product;
use crate::phrasing::unknown::{ProofPhrasing, day};
use crate::reason::End;
use crate::reason::linear::{Conclusion, Part, Step, StepReason};

/// Up to this many figures are all written, even those that are 0.
const MAX_WITH_ZEROS: usize = 3;

/// The lines of a dispute's argument, the last one the impossibility; for a law that multiplies, its figures.
pub(crate) fn lines(presenter: &Presenter<'_>) -> Vec<String> {
    let Some(argument) = &presenter.dispute.argument else { return Vec::new() };
    if argument.proof.end == Conclusion::Product {
        return product::lines(presenter);
    }
    let phrasing = ProofPhrasing { words: presenter.words, argument };
    let mut lines = phrasing.steps();
    lines.push(phrasing.conclusion());
    lines
}

/// Only the last line, the impossibility.
pub(crate) fn conclusion(presenter: &Presenter<'_>) -> String {
    lines(presenter).pop().unwrap_or_default()
}

/// The impossibility of another argument; none if it is a product.
pub(crate) fn conclusion_of(words: Describer<'_>, argument: &Argument) -> Option<String> {
    let is_product = argument.proof.end == Conclusion::Product;
    (!is_product).then(|| ProofPhrasing { words, argument }.conclusion())
}

impl ProofPhrasing<'_> {
    /// The lines before the impossibility, each with its reason.
    fn steps(&self) -> Vec<String> {
        let steps = 0..self.argument.proof.steps.len() as u32;
        let last = match self.argument.proof.end {
            Conclusion::BoundConflict(low, high) => Some(low.max(high)),
            Conclusion::Sum(_) | Conclusion::Product => None,
        };
        let mut lines: Vec<String> = Vec::new();
        for at in steps {
            let line = match (Some(at) == last, self.constraint_of(self.step(at))) {
                // The last sum is part of the conclusion.
                (
                    true,
                    Some(
                        ConstraintKind::Part
                        | ConstraintKind::Sum
                        | ConstraintKind::Flow
                        | ConstraintKind::Law,
                    ),
                ) => self.clause(self.step(at)),
                _ => self.line(at),
            };
            lines.extend(line.filter(|line| !lines.contains(line)));
        }
        if let Conclusion::Sum(parts) = &self.argument.proof.end {
            let rows = parts.iter().filter_map(|(part, _)| match part {
                Part::Row(row, _) => Some(*row),
                Part::Step(_) => None,
            });
            for row in rows {
                let line = self.clause_of(row);
                lines.extend(line.filter(|line| !lines.contains(line)));
            }
        }
        lines
    }

    /// The line for a step; none if it is a stated figure, or is continued by a constraint of the same kind.
    fn line(&self, at: u32) -> Option<String> {
        let step = self.step(at);
        match &step.by {
            StepReason::Item(claim) => self.loose(*claim, step),
            StepReason::Domain => {
                let is_running_count = matches!(self.about(step).when, When::Since(_));
                let limit = if step.end == End::Low { "below" } else { "above" };
                let value = || self.figure(self.about(step), &step.endpoint.value);
                (!is_running_count).then(|| format!("{} cannot be {limit} {}", self.name(step), value()))
            }
            StepReason::Row(..) if self.constraint_of(step) == Some(ConstraintKind::NeverFalls) => {
                // A rise over many days is written once.
                let goes_on = self.argument.proof.steps.iter().any(|later| {
                    matches!(&later.by, StepReason::Row(_, from) if from.contains(&at))
                        && self.constraint_of(later) == Some(ConstraintKind::NeverFalls)
                });
                if goes_on { None } else { self.rise(step) }
            }
            // A part that is not listed gets a line without arithmetic.
            StepReason::Row(row, _)
                if self.argument.rows[*row as usize].1.is_absence(&self.argument.rows[*row as usize].0) =>
            {
                self.clause(step)
            }
            // The growth since some day is nobody's stated figure.
            StepReason::Row(..) if matches!(self.about(step).when, When::Since(_)) => self.clause(step),
            StepReason::Row(..) => {
                let clause = self.clause(step).map(|clause| format!(" ({clause})")).unwrap_or_default();
                let about = self.about(step);
                let (value, label) = (self.figure(about, &step.endpoint.value), self.tail(about));
                let expression = self.expression(step)?;
                let expression = if expression == value { String::new() } else { format!("{expression} = ") };
                Some(format!("{}{expression}{value}{label}{clause}", prefix(step)))
            }
        }
    }

    /// The terms on both sides, added up: `729 among military + 40 among civilians = 769 > 750 in all`.
    fn conclusion(&self) -> String {
        let sides = ProofSides::of(self.argument);
        let (left, right) = (sides.sum(self.argument, End::Low), sides.sum(self.argument, End::High));
        let differ = left != right;
        let side = |end| self.side(&sides, end, differ);
        let ((low, lows), (high, highs)) = (side(End::Low), side(End::High));
        if left == right {
            let (more, less) = (
                if sides.open.0 { "more than" } else { "at least" },
                if sides.open.1 { "less than" } else { "at most" },
            );
            return format!("{more} {low}, but {less} {high}");
        }
        let sign = self.sum_sign();
        let signed = |(one, other): (String, String)| (format!("{one}{sign}"), format!("{other}{sign}"));
        // The sums are those of the figures as stated, which are shown; what the figures allow beyond that
        // comes after.
        let stated = (&left + &self.excess(&sides, End::Low), &right + &self.excess(&sides, End::High));
        let loosest = (stated != (left.clone(), right.clone())).then(|| signed(distinct(&left, &right)));
        let (mine, theirs) = signed(distinct(&stated.0, &stated.1));
        let (shown, is_turned) = match (lows, highs) {
            (0 | 1, 0 | 1) => (format!("{low} > {high}"), false),
            (_, 0 | 1) => (format!("{low} = {mine} > {high}"), false),
            (0 | 1, _) => (format!("{high} = {theirs} < {low}"), true),
            _ => (format!("{low} = {mine} > {theirs} = {high}"), false),
        };
        match loosest {
            None => shown,
            Some((least, most)) if is_turned => {
                format!("{shown}, and even at their loosest {most} < {least}")
            }
            Some((least, most)) => format!("{shown}, and even at their loosest {least} > {most}"),
        }
    }

    /// By how much the figures of one side, as stated, add up to more than the values at which the proof takes them.
    fn excess(&self, sides: &ProofSides, end: End) -> Number {
        let steps = sides.said.iter().map(|(at, times)| (self.step(*at), times));
        let taken = steps.filter(|(step, _)| step.end == end);
        taken.fold(Number::ZERO, |sum, (step, times)| match self.stated(step) {
            Some(stated) => &sum + &(times * &(&stated - &step.endpoint.value)),
            None => sum,
        })
    }

    /// One side of the conclusion, and how many figures it adds up; `differ` says whether the sides differ by amount: then
    /// stated bounds are marked as such, and the figures are as stated.
    fn side(&self, sides: &ProofSides, end: End, differ: bool) -> (String, usize) {
        let (mut parts, mut zeros): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for (at, times) in &sides.said {
            let step = self.step(*at);
            if step.end != end || (step.by == StepReason::Domain && step.endpoint.value.is_zero()) {
                continue;
            }
            let factor =
                if *times == Number::ONE { String::new() } else { format!("{} × ", times.grouped()) };
            let about = self.about(step);
            let bound = if differ && self.is_bound(step) { prefix(step) } else { "" };
            let value = self.figure(about, &step.endpoint.value);
            let stated = self.stated(step);
            let is_zero = stated.as_ref().unwrap_or(&step.endpoint.value).is_zero();
            // Where a hedged figure ends is nobody's statement, so the figure is shown as stated.
            let value = match stated {
                Some(stated) if differ => self.figure(about, &stated),
                Some(stated) => format!("{} ({}{value})", self.figure(about, &stated), prefix(step)),
                None => value,
            };
            let part = format!("{factor}{bound}{value}{}", self.tail(about));
            if is_zero { zeros.push(part) } else { parts.push(part) }
        }
        let constant = sides.constant(end);
        // A constant of zero is not written. Zeros among many figures are left out; among few they show which
        // figures are meant.
        let (is_nothing_else, are_few) =
            (parts.is_empty() && constant.is_zero(), parts.len() + zeros.len() <= MAX_WITH_ZEROS);
        if is_nothing_else || are_few {
            parts.append(&mut zeros);
        }
        if !constant.is_zero() || parts.is_empty() {
            parts.push(format!("{}{}", constant.grouped(), self.sum_sign()));
        }
        let count = parts.iter().map(|part| 1 + usize::from(part.contains('×'))).sum();
        (parts.join(" + "), count)
    }

    /// Whether a step is a figure that is stated as a bound: `at least 40`.
    fn is_bound(&self, step: &Step) -> bool {
        let StepReason::Item(claim) = step.by else { return false };
        let Value::Number(figure) = &self.words.corpus.claim(claim).value else { return false };
        let hard = figure.hard();
        let said = figure.best() == Some(&step.endpoint.value);
        said && (hard.low.is_none() && step.end == End::High || hard.high.is_none() && step.end == End::Low)
    }

    /// The figure as stated in a claim, if the proof takes it at another value that it allows.
    fn stated(&self, step: &Step) -> Option<Number> {
        let StepReason::Item(claim) = step.by else { return None };
        let Value::Number(figure) = &self.words.corpus.claim(claim).value else { return None };
        let hard = figure.hard();
        let is_round = figure.share().is_none() && hard.low.is_some() && hard.high.is_some();
        figure.best().filter(|best| is_round && **best != step.endpoint.value).cloned()
    }

    /// What a hedged figure allows, if the proof rests on that.
    fn loose(&self, claim: u32, step: &Step) -> Option<String> {
        let Value::Number(figure) = &self.words.corpus.claim(claim).value else { return None };
        let (soft, hard) = (figure.soft(), figure.hard());
        let said = match step.end {
            End::Low => &soft.low,
            End::High => &soft.high,
        };
        if said.as_ref() == Some(&step.endpoint.value) && *soft == *hard {
            return None;
        }
        Some(format!("{} allows {hard}{}", self.words.said(claim), self.words.percent_sign(claim)))
    }

    /// A total that only grows, from where its figure is stated to where it is needed.
    fn rise(&self, step: &Step) -> Option<String> {
        let mut from = step;
        while let StepReason::Row(_, grounds) = &from.by
            && self.constraint_of(from) == Some(ConstraintKind::NeverFalls)
            && let [before] = grounds[..]
        {
            from = self.step(before);
        }
        if matches!(self.about(step).when, When::Since(_)) {
            return None;
        }
        let measure = &self.words.corpus.model.registers.measures.get(self.about(step).measure.0).display;
        let when = |step: &Step| day(&self.about(step).when);
        let (start, end) = (when(from)?, when(step)?);
        let value = self.figure(self.about(step), &step.endpoint.value);
        Some(match step.end {
            End::Low => {
                format!("`{measure}` only grows: at least {value} by {start}, so no less on {end}")
            }
            End::High => {
                format!("`{measure}` only grows: at most {value} on {start}, so no more on {end}")
            }
        })
    }

    /// The arithmetic of a step: the figures it follows from, each with what distinguishes it.
    fn expression(&self, step: &Step) -> Option<String> {
        let StepReason::Row(row, from) = &step.by else { return None };
        let row = &self.argument.rows[*row as usize].0;
        let own = &row.terms.iter().find(|term| term.0 == step.unknown)?.1;
        let limit = row.span.end(step.row_end(own))?;
        let mut summands: Vec<(Number, &Step)> = Vec::with_capacity(from.len());
        for &ground in from {
            let ground = self.step(ground);
            let times = &row.terms.iter().find(|term| term.0 == ground.unknown)?.1;
            summands.push(((-times).checked_div(own)?, ground));
        }
        summands.retain(|(_, ground)| ground.by != StepReason::Domain || !ground.endpoint.value.is_zero());
        // Subtracted figures come last.
        summands.sort_by_key(|(times, _)| times.is_negative());
        let mut text = String::new();
        for (times, ground) in summands {
            let size = times.abs();
            let size = if size == Number::ONE { String::new() } else { format!("{} × ", size.grouped()) };
            let label = self.tail(self.about(ground));
            text.push_str(sign(text.is_empty(), &times));
            let value = self.figure(self.about(ground), &ground.endpoint.value);
            text.push_str(&format!("{size}{value}{label}"));
        }
        let constant = limit.value.checked_div(own)?;
        if !constant.is_zero() || text.is_empty() {
            text.push_str(sign(text.is_empty(), &constant));
            text.push_str(&format!("{}{}", constant.abs().grouped(), self.sum_sign()));
        }
        Some(text)
    }
}

/// `at least ` and the like.
fn prefix(step: &Step) -> &'static str {
    match (step.end, step.endpoint.side) {
        (End::Low, 0) => "at least ",
        (End::Low, _) => "more than ",
        (End::High, 0) => "at most ",
        (End::High, _) => "less than ",
    }
}

/// The sign before a summand.
fn sign(is_first: bool, summand: &Number) -> &'static str {
    match (is_first, summand.is_negative()) {
        (true, false) => "",
        (true, true) => "−",
        (false, false) => " + ",
        (false, true) => " − ",
    }
}

/// Two different figures, with enough digits to show their difference.
fn distinct(one: &Number, two: &Number) -> (String, String) {
    let (first, second) = (one.grouped(), two.grouped());
    if first == second && one != two { (one.to_string(), two.to_string()) } else { (first, second) }
}
