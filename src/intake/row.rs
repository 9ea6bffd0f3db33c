//! Turns one row into one statement, with the claim language's own parsers; a name cell is always one whole name.

use super::excel;
use super::field::Field;
use super::table_errors::table_error;
use super::value::{is_word_for_shares, value, whole_name};
use crate::finding::ProblemKind;
use crate::settings::DateOrder;
use crate::syntax::SyntaxError;
use crate::syntax::tree::{
    Body, Claim, Correct, Date, DateForm, Detail, Event, Mode, Name, Period, Qualifier, QualifierKind, Quote,
    Retract, Statement, Value, ValueKind,
};

/// The texts of a row, by field; an empty text is a missing field.
#[derive(Clone, Debug)]
pub(super) struct Row<'s> {
    /// The whole row.
    pub(super) text: &'s str,
    /// What to underline for the statement as a whole: the row, or one cell if each cell makes a claim.
    pub(super) place: &'s str,
    cells: [&'s str; Field::COUNT],
    /// The scope keys that it sets, each with a name, but for those in the cell of the field `scope`.
    pub(super) keys: Vec<(&'s str, &'s str)>,
    /// The names of a field that lists several.
    pub(super) several: Vec<(Field, &'s str)>,
    /// Its details, the notes among them.
    pub(super) details: Vec<Detail<'s>>,
    /// When it was published, if no field says so.
    pub(super) published: Option<Date<'s>>,
    /// Whether day or month comes first.
    pub(super) order: Option<DateOrder>,
    /// Its value, where that is no text of a cell that would have to be read.
    pub(super) ready: Option<Value<'s>>,
}

impl<'s> Row<'s> {
    /// An empty row.
    pub(super) fn new(order: Option<DateOrder>) -> Self {
        Self {
            text: "",
            place: "",
            cells: [""; Field::COUNT],
            keys: Vec::new(),
            several: Vec::new(),
            details: Vec::new(),
            published: None,
            order,
            ready: None,
        }
    }

    /// The text of a field.
    pub(super) fn get(&self, field: Field) -> &'s str {
        self.cells[field as usize]
    }

    /// Sets a field; if there are several notes, all are kept.
    pub(super) fn set(&mut self, field: Field, text: &'s str) {
        if field == Field::Note && !text.is_empty() {
            self.details.push(Detail { key: "note", value: text });
        } else if field != Field::Note {
            self.cells[field as usize] = text;
        }
    }

    /// The statement of the row; none where it has problems.
    pub(super) fn statement(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<Statement<'s>> {
        let before = errors.len();
        let body = self.body(errors);
        let label = self.label(errors);
        let mut details = self.details.clone();
        let quoted = !self.get(Field::Quote).is_empty() && !matches!(body, Some(Body::Quote(_)));
        details.extend(quoted.then(|| Detail { key: "quote", value: self.get(Field::Quote) }));
        if errors.len() > before {
            return None;
        }
        Some(Statement { text: self.place, label, body: body?, details, allows: Vec::new() })
    }

    fn body(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<Body<'s>> {
        let kind = self.get(Field::Statement);
        let is_kind = |word: &str| kind.eq_ignore_ascii_case(word);
        if kind.is_empty() || is_kind("claim") {
            let head = self.name(Field::Measure, "what is measured", errors);
            let value = self.value(errors);
            let mode = self.mode(errors);
            let qualifiers = self.qualifiers(errors);
            return Some(Body::Claim(Claim {
                head: head?,
                filler: None,
                mode,
                value: value?,
                qualifiers,
                before: 0,
            }));
        }
        if is_kind("event") {
            let name = self.name(Field::Measure, "what happened", errors);
            let mode = self.mode(errors);
            let qualifiers = self.qualifiers(errors);
            return Some(Body::Event(Event { name: name?, mode, qualifiers }));
        }
        if is_kind("quote") {
            let field = if self.get(Field::Quote).is_empty() { Field::Value } else { Field::Quote };
            let words = self.name(field, "the words", errors);
            let qualifiers = self.qualifiers(errors);
            return Some(Body::Quote(Quote { words: words?, qualifiers }));
        }
        let because = Some(self.get(Field::Because)).filter(|words| !words.is_empty()).map(whole_name);
        if is_kind("retract") {
            let target = self.target(errors);
            let qualifiers = self.qualifiers(errors);
            return Some(Body::Retract(Retract { target: target?, qualifiers, because }));
        }
        if is_kind("correct") {
            let target = self.target(errors);
            let value = self.value(errors);
            let qualifiers = self.qualifiers(errors);
            return Some(Body::Correct(Correct { target: target?, value: value?, qualifiers, because }));
        }
        let message = format!("a row cannot be `{kind}`");
        let mut error = table_error(ProblemKind::Syntax, kind, "not a statement", message);
        error.help.push("write claim, event, quote, correct or retract".to_owned());
        errors.push(error);
        None
    }

    /// The names that a field lists.
    fn listed(&self, of: Field) -> impl Iterator<Item = Name<'s>> {
        self.several
            .iter()
            .filter(move |(field, name)| *field == of && !name.is_empty())
            .map(|(_, name)| whole_name(name))
    }

    /// The cell, empty or not; the whole row if there is no such cell.
    fn cell_or_row(&self, cell: &'s str) -> &'s str {
        let from = (cell.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let inside = from <= self.text.len() && cell.len() <= self.text.len() - from;
        if inside || !cell.is_empty() { cell } else { self.place }
    }

    fn name(&self, field: Field, what: &str, errors: &mut Vec<SyntaxError<'s>>) -> Option<Name<'s>> {
        let cell = self.get(field);
        if cell.is_empty() {
            let message = format!("the row does not say {what}");
            let mut error = table_error(
                ProblemKind::Syntax,
                self.cell_or_row(cell),
                format!("no {}", field.name()),
                message,
            );
            error.help.push(format!("fill the cell under `{}`, or delete the row", field.name()));
            errors.push(error);
            return None;
        }
        Some(whole_name(cell))
    }

    fn value(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<Value<'s>> {
        if let Some(ready) = &self.ready {
            return Some(ready.clone());
        }
        let cell = self.get(Field::Value);
        if cell.is_empty() {
            let error = table_error(
                ProblemKind::Syntax,
                self.cell_or_row(cell),
                "no figure",
                "the row gives no figure",
            );
            errors.push(SyntaxError { help: vec!["fill the cell, or delete the row".to_owned()], ..error });
            return None;
        }
        let listed: Vec<Name<'s>> = self.listed(Field::Value).collect();
        if !listed.is_empty() {
            return Some(Value { text: cell, kind: ValueKind::Set(listed), change: None });
        }
        let mut value = match value(cell) {
            Ok(value) => value,
            Err(error) => {
                errors.push(error);
                return None;
            }
        };
        if let ValueKind::Date(date) = &mut value.kind {
            excel::ordered(date, self.order);
        }
        let unit = self.get(Field::Unit);
        if !unit.is_empty()
            && let ValueKind::Figure(figure) = &mut value.kind
        {
            match figure.unit {
                None => figure.unit = Some(whole_name(unit)),
                Some(own) if own.raw.eq_ignore_ascii_case(unit) => {}
                // `106.7%` is a share, whatever the column of units calls it.
                Some(own) if own.raw == "%" && is_word_for_shares(unit) => {}
                Some(own) => {
                    let message = format!("the figure is in `{}`, but its unit is `{unit}`", own.raw);
                    let mut error = table_error(
                        ProblemKind::DuplicateQualifier,
                        self.cell_or_row(unit),
                        "another unit",
                        message,
                    );
                    error.others.push((own.raw, "the unit it has".to_owned()));
                    error.help.push("keep one of the two units".to_owned());
                    errors.push(error);
                }
            }
        }
        Some(value)
    }

    fn mode(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<Mode> {
        let cell = self.get(Field::Mode);
        if cell.is_empty() || cell.eq_ignore_ascii_case("actual") {
            return None;
        }
        let modes =
            [Mode::Expected, Mode::Planned, Mode::Targeted, Mode::Projected, Mode::Feared, Mode::Alleged];
        let found = modes.into_iter().find(|mode| mode.keyword().eq_ignore_ascii_case(cell));
        if found.is_none() {
            let message = format!("`{cell}` is not a mode");
            let mut error = table_error(ProblemKind::Syntax, cell, "not a mode", message);
            let words: Vec<&str> = modes.iter().map(|mode| mode.keyword()).collect();
            error.help.push(format!("write one of {}, or leave the cell empty", words.join(", ")));
            errors.push(error);
        }
        found
    }

    fn label(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<&'s str> {
        self.labelled(Field::Id, errors)
    }

    fn target(&self, errors: &mut Vec<SyntaxError<'s>>) -> Option<&'s str> {
        if self.get(Field::Target).is_empty() {
            self.name(Field::Target, "which claim it is about", errors);
            return None;
        }
        self.labelled(Field::Target, errors)
    }

    fn labelled(&self, field: Field, errors: &mut Vec<SyntaxError<'s>>) -> Option<&'s str> {
        let cell = self.get(field);
        let label = cell.strip_prefix('@').unwrap_or(cell);
        if let Some(wrong) = label.find(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '_' | '.')) {
            let wrong = label[wrong..].chars().next().unwrap_or(' ');
            let message = format!("`{cell}` is not a label: it contains `{wrong}`");
            let mut error = table_error(ProblemKind::Syntax, cell, "not a label", message);
            error.help.push("use only letters, digits, `-`, `_` and `.` in a label".to_owned());
            errors.push(error);
            return None;
        }
        (!label.is_empty()).then_some(label)
    }

    fn date(&self, field: Field, errors: &mut Vec<SyntaxError<'s>>) -> Option<Date<'s>> {
        let cell = self.get(field);
        if cell.is_empty() {
            return None;
        }
        match excel::date(cell, self.order) {
            Ok(date) => Some(date),
            Err(error) => {
                errors.push(error);
                None
            }
        }
    }

    /// The qualifiers of the row, its scopes first.
    fn qualifiers(&self, errors: &mut Vec<SyntaxError<'s>>) -> Vec<Qualifier<'s>> {
        let mut found = Vec::with_capacity(6);
        let mut add = |text, kind| found.push(Qualifier { text, kind });
        for (field, kind) in [
            (Field::Place, QualifierKind::In as fn(Name<'s>) -> QualifierKind<'s>),
            (Field::Group, QualifierKind::Among),
            (Field::Subject, QualifierKind::For),
            (Field::Topic, QualifierKind::About),
        ] {
            let cell = self.get(field);
            if !cell.is_empty() {
                add(cell, kind(whole_name(cell)));
            }
        }
        let mut keys = Vec::new();
        let compound = pairs(self.get(Field::Scope), errors);
        for (key, name) in self.keys.iter().copied().chain(compound) {
            match Field::of(key) {
                Some(Field::Place) => add(name, QualifierKind::In(whole_name(name))),
                Some(Field::Group) => add(name, QualifierKind::Among(whole_name(name))),
                Some(Field::Subject) => add(name, QualifierKind::For(whole_name(name))),
                Some(Field::Topic) => add(name, QualifierKind::About(whole_name(name))),
                _ => keys.push((whole_name(key), whole_name(name))),
            }
        }
        if let Some((_, name)) = keys.first() {
            add(name.raw, QualifierKind::Keys(keys));
        }
        let during = self.get(Field::Date).get(..7).is_some_and(|word| word.eq_ignore_ascii_case("during "));
        let date = if during { None } else { self.date(Field::Date, errors) };
        let ends = (self.date(Field::From, errors), self.date(Field::To, errors));
        let period = match ends {
            (Some(from), Some(to)) => Some((from.text, Period::FromTo(from, to))),
            (Some(from), None) => Some((from.text, Period::Since(from))),
            (None, Some(to)) => Some((to.text, Period::Until(to))),
            (None, None) if during => {
                let cell = &self.get(Field::Date)[7..];
                match excel::date(cell.trim(), self.order) {
                    Ok(date) => Some((self.get(Field::Date), Period::During(date))),
                    Err(error) => {
                        errors.push(error);
                        None
                    }
                }
            }
            (None, None) => None,
        };
        let is_dated = date.is_some() || period.is_some();
        match (date, period) {
            (Some(date), None) => add(date.text, QualifierKind::On(date)),
            (None, Some((text, period))) => add(text, QualifierKind::Period(period)),
            (None, None) => {}
            (Some(date), Some((text, _))) => {
                let message = "the row gives both a date and a period";
                let mut error = table_error(
                    ProblemKind::DuplicateQualifier,
                    self.cell_or_row(text),
                    "and a period",
                    message,
                );
                error.others.push((date.text, "a date".to_owned()));
                error.help.push("keep the date, or `from` and `to`".to_owned());
                errors.push(error);
            }
        }
        if let Some(said) = self.date(Field::Said, errors) {
            // Nobody says something for a whole quarter, so that is the period of the figure.
            let is_of_figure = matches!(said.form, DateForm::Quarter(..)) && !is_dated;
            let kind = if is_of_figure { QualifierKind::On } else { QualifierKind::Said };
            add(said.text, kind(said));
        }
        let parts = |cell: &'s str, parted: char| {
            cell.split(parted).map(str::trim).filter(|name| !name.is_empty()).map(whole_name)
        };
        let source = self.get(Field::Source);
        if !source.is_empty() {
            let listed: Vec<Name<'s>> = self.listed(Field::Source).collect();
            let several = if listed.is_empty() { parts(source, ';').collect() } else { listed };
            add(source, QualifierKind::By(several));
        }
        let via = self.get(Field::Via);
        let listed = self.listed(Field::Via);
        let chain =
            parts(if self.several.iter().any(|(field, _)| *field == Field::Via) { "" } else { via }, '>');
        for outlet in listed.chain(chain) {
            add(outlet.raw, QualifierKind::Via(outlet));
        }
        if let Some(date) = self.date(Field::Published, errors).or_else(|| self.published.clone()) {
            add(date.text, QualifierKind::Published(date));
        }
        let url = self.get(Field::Url);
        if !url.is_empty() {
            add(url, QualifierKind::Url(url));
        }
        found
    }
}

/// `key=name;key=name`.
fn pairs<'s>(cell: &'s str, errors: &mut Vec<SyntaxError<'s>>) -> Vec<(&'s str, &'s str)> {
    let mut found = Vec::new();
    for pair in cell.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
        match pair.split_once(['=', ':']).map(|(key, name)| (key.trim(), name.trim())) {
            Some((key, name)) if !key.is_empty() && !name.is_empty() => found.push((key, name)),
            _ => {
                let message = format!("`{pair}` has no scope key");
                let mut error = table_error(ProblemKind::Syntax, pair, "which key?", message);
                error.help.push("write `place=Italy;province=Bergamo`".to_owned());
                errors.push(error);
            }
        }
    }
    found
}
