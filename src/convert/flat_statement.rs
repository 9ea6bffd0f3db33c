//! The content of a statement as plain texts, whatever form it is written in.

use std::borrow::Cow;

use super::written::{date, plain, spaced, value};
use crate::settings::DecimalMark;
use crate::syntax::tree::{Body, Mode, Name, Period, Qualifier, QualifierKind, Quote, Statement};

/// A function that returns the byte of the ` of ` at which a head splits into measure and subject.
pub type Split<'a> = dyn Fn(&str) -> Option<usize> + 'a;

/// A statement that can be a row, as plain texts: names without quotation marks, single blanks.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FlatStatement {
    pub(super) kind: Kind,
    pub(super) label: Option<String>,
    /// The measure, the event, the quoted words, or the label that is retracted or corrected.
    pub(super) head: String,
    /// The value as the language writes it.
    pub(super) value: Option<String>,
    pub(super) mode: Option<Mode>,
    pub(super) place: Option<String>,
    pub(super) group: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) topic: Option<String>,
    /// The other keys of its scope.
    pub(super) keys: Vec<(String, String)>,
    pub(super) time: Option<Time>,
    pub(super) said: Option<String>,
    pub(super) by: Vec<String>,
    pub(super) via: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) url: Option<String>,
    pub(super) because: Option<String>,
    pub(super) details: Vec<(String, String)>,
}

/// The kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Claim,
    Event,
    Quote,
    Correct,
    Retract,
}

/// When the statement holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Time {
    On(String),
    During(String),
    Between(String, String),
    Since(String),
    Until(String),
}

impl FlatStatement {
    /// The content of a statement; none where it cannot be a row.
    pub(super) fn of(
        statement: &Statement<'_>,
        decimal: Option<DecimalMark>,
        split: &Split<'_>,
    ) -> Option<Self> {
        let mut flattened = Self {
            kind: Kind::Claim,
            label: statement.label.map(str::to_owned),
            head: String::new(),
            value: None,
            mode: None,
            place: None,
            group: None,
            subject: None,
            topic: None,
            keys: Vec::new(),
            time: None,
            said: None,
            by: Vec::new(),
            via: Vec::new(),
            published: None,
            url: None,
            because: None,
            details: Vec::new(),
        };
        let qualifiers = match &statement.body {
            Body::Claim(claim) => {
                flattened.head = plain(&claim.head);
                if !claim.head.quoted
                    && let Some(at) = split(&flattened.head)
                {
                    flattened.subject = Some(flattened.head[at + " of ".len()..].to_owned());
                    flattened.head.truncate(at);
                }
                flattened.value = Some(value(&claim.value, decimal));
                flattened.mode = claim.mode;
                &claim.qualifiers
            }
            Body::Event(event) => {
                (flattened.kind, flattened.head, flattened.mode) =
                    (Kind::Event, plain(&event.name), event.mode);
                &event.qualifiers
            }
            Body::Quote(quote) => {
                // Quoted words are kept literally.
                (flattened.kind, flattened.head) = (Kind::Quote, quote.words.text().trim().to_owned());
                &quote.qualifiers
            }
            Body::Correct(correct) => {
                (flattened.kind, flattened.head) = (Kind::Correct, correct.target.to_owned());
                flattened.value = Some(value(&correct.value, decimal));
                flattened.because = correct.because.map(|because| plain(&because));
                &correct.qualifiers
            }
            Body::Retract(retract) => {
                (flattened.kind, flattened.head) = (Kind::Retract, retract.target.to_owned());
                flattened.because = retract.because.map(|because| plain(&because));
                &retract.qualifiers
            }
            _ => return None,
        };
        flattened.qualified(qualifiers);
        flattened.detailed(statement);
        Some(flattened)
    }

    /// The same with all its words on one line, as in the cell of a workbook.
    pub(super) fn on_one_line(mut self) -> Self {
        self.head = spaced(&self.head);
        self.details.iter_mut().for_each(|(_, says)| *says = spaced(says));
        self
    }

    /// Adds what the qualifiers say.
    fn qualified(&mut self, qualifiers: &[Qualifier<'_>]) {
        for qualifier in qualifiers {
            match &qualifier.kind {
                QualifierKind::In(name) => self.place = Some(plain(name)),
                QualifierKind::Among(name) => self.group = Some(plain(name)),
                QualifierKind::For(name) => self.subject = Some(plain(name)),
                QualifierKind::About(name) => self.topic = Some(plain(name)),
                QualifierKind::Keys(pairs) => {
                    for (key, name) in pairs {
                        self.key(plain(key), plain(name));
                    }
                }
                QualifierKind::On(on) => self.time = Some(Time::On(date(on))),
                QualifierKind::Period(period) => {
                    self.time = Some(match period {
                        Period::FromTo(from, to) | Period::Between(from, to) => {
                            Time::Between(date(from), date(to))
                        }
                        Period::During(during) => Time::During(date(during)),
                        Period::Since(since) => Time::Since(date(since)),
                        Period::Until(until) => Time::Until(date(until)),
                    });
                }
                QualifierKind::Said(said) => self.said = Some(date(said)),
                QualifierKind::By(names) => self.by = names.iter().map(plain).collect(),
                QualifierKind::Via(name) => self.via.push(plain(name)),
                QualifierKind::Published(published) => self.published = Some(date(published)),
                QualifierKind::Url(address) => self.url = Some((*address).to_owned()),
            }
        }
    }

    /// Adds a key of the scope; the four keys that have a keyword get their own field.
    fn key(&mut self, key: String, name: String) {
        let own = match key.to_lowercase().as_str() {
            "place" => &mut self.place,
            "group" => &mut self.group,
            "subject" => &mut self.subject,
            "topic" => &mut self.topic,
            _ => return self.keys.push((key, name)),
        };
        match own {
            Some(_) => self.keys.push((key, name)),
            None => *own = Some(name),
        }
    }

    /// Adds the details of a statement, sorted by key.
    fn detailed(&mut self, statement: &Statement<'_>) {
        for detail in &statement.details {
            let value = unquoted(detail.value).trim().to_owned();
            let key = detail.key.trim_matches('"').to_owned();
            if key == "url" && self.url.is_none() {
                self.url = Some(value);
                continue;
            }
            match self.details.iter_mut().find(|(known, _)| *known == key) {
                Some((_, said)) => *said = format!("{said}\n{value}"),
                None => self.details.push((key, value)),
            }
        }
        self.details.sort();
    }
}

/// The defaults of an article, for the statements below it.
#[derive(Clone, Debug, Default)]
pub(super) struct ArticleDefaults(Option<Box<FlatStatement>>);

impl ArticleDefaults {
    pub(super) fn of(statement: &Statement<'_>, qualifiers: &[Qualifier<'_>]) -> Self {
        let empty = Statement { details: Vec::new(), allows: Vec::new(), label: None, ..statement.clone() };
        let body =
            Body::Quote(Quote { words: Name { raw: "", quoted: false }, qualifiers: qualifiers.to_vec() });
        let mut defaults = FlatStatement::of(&Statement { body, ..empty }, None, &|_| None);
        if let Some(defaults) = &mut defaults {
            defaults.detailed(statement);
        }
        Self(defaults.map(Box::new))
    }

    /// The outlets that relay what the article's claims say.
    pub(super) fn via(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |defaults| &defaults.via)
    }

    /// Adds to a statement what its article sets and the statement does not.
    pub(super) fn fill(&self, flattened: &mut FlatStatement) {
        let Some(defaults) = &self.0 else { return };
        // A retraction or correction takes only the date of publication and the address from its
        // article.
        let amends = matches!(flattened.kind, Kind::Correct | Kind::Retract);
        let or = |own: &mut Option<String>, given: &Option<String>| {
            if own.is_none() {
                own.clone_from(given);
            }
        };
        or(&mut flattened.published, &defaults.published);
        or(&mut flattened.url, &defaults.url);
        let outlets =
            defaults.via.iter().filter(|outlet| flattened.by.len() != 1 || flattened.by[0] != **outlet);
        if amends {
            return;
        }
        flattened.via.extend(outlets.cloned().collect::<Vec<_>>());
        for (own, given) in [
            (&mut flattened.place, &defaults.place),
            (&mut flattened.group, &defaults.group),
            (&mut flattened.subject, &defaults.subject),
            (&mut flattened.topic, &defaults.topic),
            (&mut flattened.said, &defaults.said),
        ] {
            or(own, given);
        }
        for (key, name) in &defaults.keys {
            if !flattened.keys.iter().any(|(known, _)| known == key) {
                flattened.keys.push((key.clone(), name.clone()));
            }
        }
        if flattened.time.is_none() {
            flattened.time.clone_from(&defaults.time);
        }
        if flattened.by.is_empty() {
            flattened.by.clone_from(&defaults.by);
        }
    }
}

/// A detail's value without the quotation marks that enclose all of it.
fn unquoted(value: &str) -> Cow<'_, str> {
    match value.len() >= 2 && value.starts_with('"') && value.ends_with('"') {
        true => Name { raw: value, quoted: true }.text(),
        false => Cow::Borrowed(value),
    }
}
