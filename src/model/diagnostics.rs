//! Collects the problems met while the model is built, with their exact places.

use crate::finding::{Problem, ProblemKind};
use crate::intake::Sheet;
use crate::model::date::DateProblem;
use crate::model::figure::FigureProblem;
use crate::model::window::{Day, Window};
use crate::source::{FileId, Place, Span};
use crate::syntax::SyntaxError;

/// A statement being read: where its slices stand.
#[derive(Clone, Copy)]
pub(super) struct Locator<'s> {
    pub(super) file: FileId,
    /// The whole text of the file.
    pub(super) whole: &'s str,
    /// The statement.
    pub(super) text: &'s str,
    /// The table that it is a row of.
    pub(super) sheet: Option<&'s Sheet<'s>>,
}

impl<'s> Locator<'s> {
    /// A statement of the claim language.
    pub(super) fn of(file: FileId, whole: &'s str, text: &'s str) -> Self {
        Self { file, whole, text, sheet: None }
    }

    /// The statement's place.
    pub(super) fn statement(&self) -> Place {
        self.place(self.text)
    }

    /// The place of a slice that the statement was read from.
    pub(super) fn place(&self, part: &str) -> Place {
        Place { file: self.file, span: self.span(part) }
    }

    /// Where in the file such a slice stands.
    pub(super) fn span(&self, part: &str) -> Span {
        match self.sheet {
            None => Span::of(part, self.whole),
            Some(sheet) => sheet.place(part),
        }
    }
}

/// Problems in the order in which they were met.
#[derive(Clone, Debug, Default)]
pub(super) struct Diagnostics {
    pub(super) problems: Vec<Problem>,
}

impl Diagnostics {
    /// Adds a problem at a slice; label, other places and help can be added to what is returned.
    pub(super) fn add(
        &mut self,
        kind: ProblemKind,
        at: Locator<'_>,
        part: &str,
        message: impl Into<String>,
    ) -> ProblemBuilder<'_> {
        self.problems.push(Problem {
            kind,
            at: at.place(part),
            label: String::new(),
            others: Vec::new(),
            message: message.into(),
            help: Vec::new(),
        });
        let last = self.problems.len() - 1;
        ProblemBuilder { problem: &mut self.problems[last] }
    }

    /// Adds a problem of the syntax.
    pub(super) fn syntax(&mut self, at: Locator<'_>, error: SyntaxError<'_>) {
        self.problems.push(Problem {
            kind: error.kind,
            at: at.place(error.at),
            label: error.label,
            others: error.others.into_iter().map(|(part, label)| (at.place(part), label)).collect(),
            message: error.message,
            help: error.help,
        });
    }

    /// Adds a figure that cannot be read.
    pub(super) fn figure(&mut self, at: Locator<'_>, part: &str, problem: &FigureProblem<'_>) {
        match problem {
            FigureProblem::Ambiguous { at: amount, readings } => {
                let scale = scale_after(part, amount);
                let digits = amount.strip_suffix(scale).unwrap_or(amount);
                let all = |one: &dyn Fn(&String) -> String| {
                    readings.iter().map(|reading| one(reading) + scale).collect::<Vec<_>>().join(" or ")
                };
                let plain = all(&|reading| unambiguously(reading, digits));
                let label = match &readings[..] {
                    [_] => format!("write {plain}"),
                    _ => "which of the two?".to_owned(),
                };
                let readings = all(&String::clone);
                self.add(
                    ProblemKind::AmbiguousNumber,
                    at,
                    amount,
                    format!("`{amount}` can be read as {readings}"),
                )
                .label(label)
                .help(Some(format!(
                    "write {plain}: a comma separates thousands, a point begins the decimals"
                )))
                .help(Some(setting_help(at, "decimal", "comma", "point")));
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
                    format!("the best figure {best} is outside its own range, {low} to {high}"),
                )
                .label("not within its range")
                .help(Some("check all three figures against the source".to_owned()));
            }
            FigureProblem::NotANumber { at: amount, why } => {
                let part = amount.unwrap_or(part);
                self.add(ProblemKind::Syntax, at, part, format!("`{part}` is not a figure: {why}"))
                    .label("not a figure");
            }
        }
    }

    /// Adds a date that cannot be resolved. If only its weekday is wrong, or its year in doubt, the date is returned
    /// as well.
    pub(super) fn date(&mut self, at: Locator<'_>, part: &str, problem: DateProblem) -> Option<Window> {
        match problem {
            DateProblem::Ambiguous { readings } if readings.len() == 1 => {
                let help = format!("write the date as {}", readings[0]);
                let message =
                    format!("`{part}` is {}, in a form that other readers may read differently", readings[0]);
                self.add(ProblemKind::AmbiguousDate, at, part, message)
                    .label(help.clone())
                    .help(Some(help))
                    .help(Some(setting_help(at, "date-order", "dmy", "mdy")));
                None
            }
            DateProblem::Ambiguous { readings } => {
                let readings = readings.join(" or ");
                self.add(ProblemKind::AmbiguousDate, at, part, format!("`{part}` can be read as {readings}"))
                    .label("day first or month first?")
                    .help(Some(format!("write {readings}")))
                    .help(Some(setting_help(at, "date-order", "dmy", "mdy")));
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
                    format!("nothing shows which {missing} `{part}` means"),
                )
                .label("relative to what?")
                .help(Some(
                    "add `published 2020-10-21` (the publication date), or write the whole date".to_owned(),
                ))
                .help(Some(
                    "or begin the file with an `article … published …` line: it dates everything below it"
                        .to_owned(),
                ));
                None
            }
            DateProblem::WeekdayMismatch { written, real, window } => {
                let day = window.from.map(Day::in_words).unwrap_or_default();
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
            DateProblem::DoubtfulYear { window, ahead, counted_from } => {
                let (read, now) = (window.in_words(), counted_from.in_words());
                let (year, _, _) = ahead.parts();
                let message = format!(
                    "`{part}` is read as {read}, the last one before {now}, when this was said or published"
                );
                self.add(ProblemKind::DoubtfulYear, at, part, message)
                    .label(format!("or {year}?"))
                    .help(Some(format!("write the year: `{part} {year}`, if that is meant")))
                    .help(Some(
                        "for what is still to come, `planned` or `expected` before the date says the same"
                            .to_owned(),
                    ));
                Some(window)
            }
        }
    }
}

/// Help on how to declare which of two readings is meant: for the whole corpus, of a table for that table.
fn setting_help(at: Locator<'_>, key: &str, one: &str, two: &str) -> String {
    if let Some(sheet) = at.sheet {
        return sheet.declare(key, one, two);
    }
    format!("or set it once for all files, in `gainsay.toml`: `{key} = \"{one}\"` (or \"{two}\")")
}

/// A reading written so that it has no other reading.
fn unambiguously(reading: &str, amount: &str) -> String {
    if reading != amount {
        return reading.to_owned();
    }
    // Three decimals look like thousands; so trailing zeros are dropped, or a fourth decimal is added.
    let shorter = reading.trim_end_matches('0').trim_end_matches('.');
    if shorter.len() < reading.len() && reading.contains('.') {
        shorter.to_owned()
    } else {
        format!("{reading}0")
    }
}

/// The scale of an amount, with the blank before it: ` million`. It stands at the end of the amount, or in `part` right
/// after it. Empty if there is none.
fn scale_after<'s>(part: &'s str, amount: &'s str) -> &'s str {
    const SCALES: [&str; 7] = ["thousand", "million", "billion", "trillion", "bn", "lakh", "crore"];
    if let Some(end) = amount.find(|c: char| c.is_alphabetic()) {
        return &amount[amount[..end].trim_end().len()..];
    }
    let Some(found) = part.find(amount) else { return "" };
    let behind = &part[found + amount.len()..];
    let word = behind.trim_start();
    let end = word.find(|c: char| !c.is_alphabetic()).unwrap_or(word.len());
    let end = behind.len() - word.len() + end;
    if SCALES.contains(&behind[..end].trim()) { &behind[..end] } else { "" }
}

/// Help for words after a figure that are clearly no unit; none if they may be one.
pub(super) fn help_for_no_unit(unit: &str, amount: &str) -> Option<Vec<String>> {
    const KEYWORDS: [&str; 9] = ["IN", "ON", "BY", "VIA", "AMONG", "FOR", "SAID", "SINCE", "PUBLISHED"];
    const SPEECH_WORDS: [&str; 6] = ["says", "say", "reports", "reported", "source", "claims"];
    let (first, rest) = unit.split_once(char::is_whitespace).unwrap_or((unit, ""));
    let rest = rest.trim();
    if unit.split_whitespace().any(|word| KEYWORDS.contains(&word)) {
        let in_lower_case =
            |word: &str| if KEYWORDS.contains(&word) { word.to_lowercase() } else { word.to_owned() };
        let words = unit.split_whitespace().map(in_lower_case).collect::<Vec<_>>().join(" ");
        return Some(vec![format!("write `{words}`: `IN`, `ON`, `BY` and the like must be in lower case")]);
    }
    if unit.contains(';') {
        return Some(vec!["remove the semicolon: qualifiers need none between them".to_owned()]);
    }
    if SPEECH_WORDS.contains(&first.trim_end_matches(':')) && !rest.is_empty() {
        return Some(vec![format!("write `by {rest}` instead of `{unit}`")]);
    }
    if first == "or" && rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(vec![format!("write a range: `{amount} to {rest}`")]);
    }
    None
}

/// Help for words after a figure that name no known unit, by whether the measure is one of people, or has no unit.
pub(super) fn help_for_counted(
    unit: &str,
    measure_counts_people: bool,
    measure_has_no_unit: bool,
) -> Vec<String> {
    let among = |whom: &str| format!("if this is who is counted, write `among {whom}`");
    if let Some(whom) = unit.trim_start_matches(['%', ' ']).strip_prefix("of ") {
        return vec![among(whom)];
    }
    let mut help = Vec::new();
    if !measure_counts_people {
        help.push(format!("if these are countable things, declare them: `define unit {unit} counts`"));
    }
    if measure_counts_people || measure_has_no_unit {
        help.push(among(unit));
    }
    help
}

/// A problem just added.
pub(super) struct ProblemBuilder<'t> {
    problem: &'t mut Problem,
}

impl ProblemBuilder<'_> {
    pub(super) fn label(self, label: impl Into<String>) -> Self {
        self.problem.label = label.into();
        self
    }

    pub(super) fn other(self, place: Place, label: impl Into<String>) -> Self {
        self.problem.others.push((place, label.into()));
        self
    }

    pub(super) fn helps(self, help: Vec<String>) -> Self {
        self.problem.help.extend(help);
        self
    }

    pub(super) fn help(self, help: Option<String>) -> Self {
        self.problem.help.extend(help);
        self
    }
}
