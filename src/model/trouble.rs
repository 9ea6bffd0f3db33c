//! What the model stumbles over, gathered with its exact places.

use crate::finding::{Problem, ProblemKind};
use crate::model::figure::FigureProblem;
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
    pub(super) fn add(&mut self, kind: ProblemKind, at: At<'_>, part: &str, message: impl Into<String>) -> Told<'_> {
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
    pub(super) fn figure(&mut self, at: At<'_>, part: &str, problem: &FigureProblem) {
        match problem {
            FigureProblem::Ambiguous { text, readings } => {
                self.add(ProblemKind::AmbiguousNumber, at, part, format!("`{text}` has two readings: {}", readings.join(" or ")))
                    .label("which one?")
                    .help(Some(format!("write {} without a separator that can be misread", readings.join(" or "))));
            }
            FigureProblem::Inverted { message } => {
                self.add(ProblemKind::InvertedRange, at, part, message.clone());
            }
            FigureProblem::NoNumber { text } => {
                self.add(ProblemKind::Syntax, at, part, format!("`{text}` is no figure"));
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
