//! What the model stumbles over, gathered with its exact places.

use crate::finding::{Problem, ProblemKind};
use crate::model::date::DateProblem;
use crate::model::figure::FigureProblem;
use crate::model::window::{Day, Window};
use crate::source::{FileId, Place, Span};
use crate::syntax::Trouble;

/// A statement being read: where its slices stand.
#[derive(Clone, Copy)]
pub(super) struct At<'s> {
    pub(super) file: FileId,
    /// The whole text of the file.
    pub(super) whole: &'s str,
    /// The statement.
    pub(super) text: &'s str,
}

impl At<'_> {
    /// The statement's place.
    pub(super) fn statement(&self) -> Place {
        self.place(self.text)
    }

    /// The place of a slice of the file.
    pub(super) fn place(&self, part: &str) -> Place {
        Place { file: self.file, span: Span::of(part, self.whole) }
    }
}

/// Problems in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Troubles {
    pub(super) problems: Vec<Problem>,
}

impl Troubles {
    /// Adds a problem at a slice; label, other places and help can be added to what is returned.
    pub(super) fn add(
        &mut self,
        kind: ProblemKind,
        at: At<'_>,
        part: &str,
        message: impl Into<String>,
    ) -> Told<'_> {
        self.problems.push(Problem {
            kind,
            at: at.place(part),
            label: String::new(),
            others: Vec::new(),
            message: message.into(),
            help: Vec::new(),
        });
        let last = self.problems.len() - 1;
        Told { problem: &mut self.problems[last] }
    }

    /// Adds what the syntax had to say.
    pub(super) fn syntax(&mut self, at: At<'_>, trouble: Trouble<'_>) {
        self.problems.push(Problem {
            kind: trouble.kind,
            at: at.place(trouble.at),
            label: trouble.label,
            others: trouble.others.into_iter().map(|(part, label)| (at.place(part), label)).collect(),
            message: trouble.message,
            help: trouble.help,
        });
    }

    /// Adds a figure that cannot be read.
    pub(super) fn figure(&mut self, at: At<'_>, part: &str, problem: &FigureProblem<'_>) {
        match problem {
            FigureProblem::Ambiguous { at: amount, readings } => {
                // The reading that is written like the figure itself needs one more decimal to be read as one.
                let plain = |reading: &String| {
                    if reading == amount { format!("{reading}0") } else { reading.clone() }
                };
                let plain = readings.iter().map(plain).collect::<Vec<_>>().join(" or ");
                let readings = readings.join(" or ");
                self.add(
                    ProblemKind::AmbiguousNumber,
                    at,
                    amount,
                    format!("`{amount}` can be read as {readings}"),
                )
                .label("which of the two?")
                .help(Some(format!("write {plain}: a comma parts thousands, a point begins the decimals")));
            }
            FigureProblem::Inverted { low, high } => {
                let (low, high) = (low.grouped(), high.grouped());
                self.add(
                    ProblemKind::InvertedRange,
                    at,
                    part,
                    format!("the range runs from {low} down to {high}"),
                )
                .label("low end above high end")
                .help(Some(format!("if it is the same range the other way round, write {high} to {low}")));
            }
            FigureProblem::BestOutside { best, low, high } => {
                let (best, low, high) = (best.grouped(), low.grouped(), high.grouped());
                self.add(
                    ProblemKind::InvertedRange,
                    at,
                    part,
                    format!("the best figure {best} lies outside its own range, {low} to {high}"),
                )
                .label("not within its range")
                .help(Some("check all three figures against the source".to_owned()));
            }
            FigureProblem::NotANumber { at: amount, why } => {
                let part = amount.unwrap_or(part);
                self.add(ProblemKind::Syntax, at, part, format!("`{part}` is no figure: {why}"))
                    .label("not a figure");
            }
        }
    }

    /// Adds a date that cannot be resolved. Where only its weekday is wrong the date is returned all the same.
    pub(super) fn date(&mut self, at: At<'_>, part: &str, problem: DateProblem) -> Option<Window> {
        match problem {
            DateProblem::Ambiguous { readings } => {
                let readings = readings.join(" or ");
                self.add(ProblemKind::AmbiguousDate, at, part, format!("`{part}` can be read as {readings}"))
                    .label("day first or month first?")
                    .help(Some(format!("write {readings}")));
                None
            }
            DateProblem::Impossible { message, help } => {
                self.add(ProblemKind::ImpossibleDate, at, part, message)
                    .label("no such date")
                    .help(Some(help));
                None
            }
            DateProblem::Unanchored { missing } => {
                self.add(
                    ProblemKind::UnanchoredDate,
                    at,
                    part,
                    format!("nothing says which {missing} `{part}` means"),
                )
                .label("relative to what?")
                .help(Some(
                    "add `published 2020-10-21` (the day it was published), or write the whole date"
                        .to_owned(),
                ))
                .help(Some(
                    "or open the file with an `article … published …` line: it dates everything below it"
                        .to_owned(),
                ));
                None
            }
            DateProblem::WeekdayMismatch { written, real, window } => {
                let day = window.from.map(Day::spoken).unwrap_or_default();
                self.add(
                    ProblemKind::WeekdayMismatch,
                    at,
                    part,
                    format!("{day} was a {real:?}, not a {written:?}"),
                )
                .label(format!("a {real:?}"))
                .help(Some(
                    "check the day against the source: either the weekday or the date is wrong".to_owned(),
                ));
                Some(window)
            }
        }
    }
}

/// A problem just added.
pub(super) struct Told<'t> {
    problem: &'t mut Problem,
}

impl Told<'_> {
    pub(super) fn label(self, label: impl Into<String>) -> Self {
        self.problem.label = label.into();
        self
    }

    pub(super) fn other(self, place: Place, label: impl Into<String>) -> Self {
        self.problem.others.push((place, label.into()));
        self
    }

    pub(super) fn help(self, help: Option<String>) -> Self {
        self.problem.help.extend(help);
        self
    }
}
