//! Reads the qualifiers of a statement (scope, times, origin and chain), each once, and then those of its article.

use crate::finding::ProblemKind;
use crate::model::claim::{Moment, Scope};
use crate::model::date::{self, Anchor};
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::{Head, Lowering};
use crate::model::name;
use crate::model::register::{GROUP, KeyId, NameId, PLACE, SUBJECT, ScopeId, SourceId, TOPIC};
use crate::model::window::{Day, Shape, Window};
use crate::syntax::tree::{DateForm, Mode, Name, Period, Qualifier, QualifierKind, Statement};

/// Words in names of institutions that often go on with `for`.
const INSTITUTIONS: [&str; 22] = [
    "agency",
    "association",
    "authority",
    "board",
    "bureau",
    "center",
    "centre",
    "commission",
    "committee",
    "council",
    "department",
    "federation",
    "foundation",
    "institute",
    "minister",
    "ministry",
    "observatory",
    "office",
    "organisation",
    "organization",
    "secretary",
    "union",
];

/// The qualifiers of a statement, each once.
#[derive(Default)]
pub(super) struct Qualified<'q, 's> {
    pub(super) scope: Scope,
    pub(super) time: Option<(Window, &'s str)>,
    /// The days between which it holds throughout, given by `from … to …` or `since …`.
    pub(super) throughout: Option<(Day, Day)>,
    /// The days between which it began, if it is given by `since …`.
    pub(super) begun: Option<(Day, Day)>,
    /// Whether `time` is a month, a quarter, a year … written as a date.
    pub(super) calendar: bool,
    pub(super) said: Option<(Moment, &'s str)>,
    pub(super) by: Option<Vec<SourceId>>,
    pub(super) via: Vec<SourceId>,
    pub(super) published: Option<Moment>,
    pub(super) url: Option<&'q str>,
    /// Whether one of the dates was rejected: then the window and the order of statements are unknown.
    pub(super) refused: bool,
}

impl<'s> Lowering<'_, 's> {
    /// What an article sets for the claims below it.
    pub(in crate::model) fn article_defaults(
        &mut self,
        statement: &Statement<'s>,
        qualifiers: &[Qualifier<'s>],
    ) -> ArticleDefaults {
        let qualified = self.qualified(qualifiers, None, None);
        self.joined_sources(qualifiers);
        let details = self.details(statement, qualified.url, None);
        let everyone = self.everyone.map(|name| (GROUP, name));
        ArticleDefaults {
            scope: qualified.scope.into_iter().filter(|pair| Some(*pair) != everyone).collect(),
            time: qualified.time.map(|(window, _)| window),
            throughout: qualified.throughout,
            calendar: qualified.calendar,
            said: qualified.said.map(|(moment, _)| moment),
            by: qualified.by.unwrap_or_default(),
            via: qualified.via,
            published: qualified.published,
            url: details.and_then(|details| details.url),
        }
    }

    /// The moment, sources and scope of a retraction, a correction, a break or a term of a law. Its article supplies the
    /// anchor of relative dates, and the date if it has none.
    pub(in crate::model) fn particulars(
        &mut self,
        qualifiers: &[Qualifier<'s>],
        subject: Option<NameId>,
        defaults: Option<&ArticleDefaults>,
    ) -> Particulars {
        let mut qualified = self.qualified(qualifiers, None, defaults);
        qualified.scope.extend(subject.map(|subject| (SUBJECT, subject)));
        let written = qualified.time.as_ref().and_then(|(window, _)| Moment::of(window));
        let said = written.or(qualified.said.map(|(moment, _)| moment));
        let published = qualified.published.or(defaults.and_then(ArticleDefaults::published));
        Particulars {
            refused: qualified.refused,
            said,
            published,
            by: qualified.by.unwrap_or_default(),
            scope: self.scope(qualified.scope, None, None),
            via: qualified.via,
            url: qualified.url.map(str::to_owned),
        }
    }

    pub(super) fn qualified<'q>(
        &mut self,
        qualifiers: &'q [Qualifier<'s>],
        mode: Option<Mode>,
        defaults: Option<&ArticleDefaults>,
    ) -> Qualified<'q, 's> {
        let mut qualified = Qualified::default();
        let before = self.diagnostics.problems.len();
        let forward = forward(mode);
        // Relative dates count from the publication of the claim, so that date is read first.
        let mut anchor_day = defaults.and_then(|defaults| defaults.published).map(|moment| moment.to);
        for qualifier in qualifiers {
            if let QualifierKind::Published(date) = &qualifier.kind
                && let Some(window) = self.date(date, Anchor { day: anchor_day, ..Anchor::default() })
            {
                qualified.published = Moment::of(&window);
                anchor_day = qualified.published.map(|moment| moment.to);
            }
        }
        for qualifier in qualifiers {
            if let QualifierKind::Said(date) = &qualifier.kind
                && let Some(window) =
                    self.date(date, Anchor { day: anchor_day, is_sure: true, ..Anchor::default() })
            {
                qualified.said = Moment::of(&window).map(|moment| (moment, date.text));
                anchor_day = anchor_day.or(qualified.said.map(|(moment, _)| moment.to));
            }
        }
        let anchor = Anchor { day: anchor_day, forward, ..Anchor::default() };
        for qualifier in qualifiers {
            match &qualifier.kind {
                QualifierKind::In(name) => self.set_scope(&mut qualified.scope, PLACE, name),
                QualifierKind::Among(name) => self.set_scope(&mut qualified.scope, GROUP, name),
                QualifierKind::For(name) => self.set_scope(&mut qualified.scope, SUBJECT, name),
                QualifierKind::About(name) => self.set_scope(&mut qualified.scope, TOPIC, name),
                QualifierKind::Keys(pairs) => {
                    for (key, name) in pairs {
                        let key = self.key(key);
                        self.set_scope(&mut qualified.scope, key, name);
                    }
                }
                QualifierKind::On(date) => {
                    qualified.time = self.date(date, anchor).map(|window| (window, date.text));
                    qualified.calendar = date::is_calendar(date);
                }
                QualifierKind::Period(period) => {
                    let own = qualified.said.map(|(moment, _)| moment).or(qualified.published);
                    let open = own.or(defaults.and_then(|defaults| defaults.said.or(defaults.published)));
                    let read = self.period(period, anchor, open);
                    if let Period::Since(date) = period {
                        let began = read.and_then(|_| self.date(date, anchor));
                        qualified.begun = began.and_then(|window| window.from.zip(window.to));
                    }
                    qualified.throughout = read.and_then(|(_, throughout)| throughout);
                    qualified.time = read.map(|(window, _)| (window, qualifier.text));
                }
                QualifierKind::By(names) => {
                    qualified.by = Some(names.iter().map(|name| self.source(name)).collect());
                }
                QualifierKind::Via(name) => {
                    let outlet = self.source(name);
                    qualified.via.push(outlet);
                }
                QualifierKind::Url(address) => qualified.url = Some(address),
                QualifierKind::Said(_) | QualifierKind::Published(_) => {}
            }
        }
        qualified.refused = self.diagnostics.problems[before..].iter().any(|problem| {
            matches!(
                problem.kind,
                ProblemKind::AmbiguousDate | ProblemKind::ImpossibleDate | ProblemKind::UnanchoredDate
            )
        });
        qualified
    }

    pub(super) fn set_scope(&mut self, scope: &mut Scope, key: KeyId, name: &Name<'s>) {
        let value = self.name(key, name);
        // `everyone` means no group; it stays in the scope until it has overridden the article's group.
        if key == GROUP
            && self.everyone.is_none()
            && name.raw.trim_matches('"').eq_ignore_ascii_case("everyone")
        {
            self.everyone = Some(value);
        }
        match scope.iter().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == value => {}
            Some(_) => {
                self.diagnostics
                    .add(
                        ProblemKind::DuplicateQualifier,
                        self.at,
                        name.raw,
                        "this part of the scope appears twice",
                    )
                    .label("the second one")
                    .help(Some("keep one of the two".to_owned()));
            }
            None => scope.push((key, value)),
        }
    }

    pub(super) fn subject(
        &mut self,
        qualified: &mut Qualified<'_, 's>,
        head: Head,
        qualifiers: &[Qualifier<'s>],
    ) {
        let Some(subject) = head.subject else { return };
        match qualified.scope.iter().find(|(key, _)| *key == SUBJECT) {
            Some((_, known)) if *known == subject => {}
            Some(_) => {
                let second = qualifiers
                    .iter()
                    .find(|q| matches!(q.kind, QualifierKind::For(_) | QualifierKind::Keys(_)));
                let part = second.map_or(self.at.text, |qualifier| qualifier.text);
                self.diagnostics
                    .add(
                        ProblemKind::DuplicateQualifier,
                        self.at,
                        part,
                        "the subject appears twice: after `of` and here",
                    )
                    .label("the second one")
                    .help(Some(
                        "keep one of the two, or quote the measure if `of` belongs to its name".to_owned(),
                    ));
            }
            None => qualified.scope.push((SUBJECT, subject)),
        }
    }

    /// `by Ministry of Health for Spain`: a name that was split at a keyword by mistake.
    pub(super) fn torn_names(&mut self, qualifiers: &[Qualifier<'s>]) {
        for pair in qualifiers.windows(2) {
            let (QualifierKind::By(names), QualifierKind::For(rest)) = (&pair[0].kind, &pair[1].kind) else {
                continue;
            };
            let Some(first) = names.last().filter(|name| !name.quoted && !rest.quoted) else { continue };
            let whole = format!("{} for {}", first.text().trim(), rest.text().trim());
            let first = first.text();
            let declared = |text: &str| self.is_declared_source(text);
            let institution =
                first.split_whitespace().any(|word| INSTITUTIONS.contains(&name::key(word).as_ref()));
            if declared(&first) || !(declared(&whole) || institution) {
                continue;
            }
            self.diagnostics
                .add(
                    ProblemKind::UndeclaredName,
                    self.at,
                    pair[1].text,
                    format!(
                        "gainsay reads `{}` as what the claim is about, and `{first}` as the source",
                        pair[1].text
                    ),
                )
                .label("part of the source's name?")
                .help(Some(format!("if it belongs to the name, quote the name: `by \"{whole}\"`")))
                .help(Some(format!(
                    "if not, put `{}` before `by`, or declare the source `{first}`",
                    pair[1].text
                )));
        }
    }

    pub(super) fn anchor(
        &self,
        qualified: &Qualified<'_, '_>,
        mode: Option<Mode>,
        defaults: Option<&ArticleDefaults>,
    ) -> Anchor {
        let published = qualified.published.or(defaults.and_then(|defaults| defaults.published));
        let day = published.or(qualified.said.map(|(moment, _)| moment)).map(|moment| moment.to);
        Anchor { day, forward: forward(mode), ..Anchor::default() }
    }

    /// The window of a period, and the days between which a claim of it holds throughout: from the last day on which
    /// it may have begun to the first on which it may have ended. None if it only holds at some time in the period.
    pub(super) fn period(
        &mut self,
        period: &Period<'s>,
        anchor: Anchor,
        until: Option<Moment>,
    ) -> Option<(Window, Option<(Day, Day)>)> {
        let mut throughout = None;
        let window = match period {
            Period::During(date) => Window { shape: Shape::Period, ..self.date(date, anchor)? },
            Period::Since(date) => {
                let from = self.date(date, anchor)?;
                let to = until.map(|moment| moment.to).filter(|to| from.from.is_none_or(|from| from <= *to));
                throughout = from.to.zip(to.and(until).map(|moment| moment.from));
                Window { shape: Shape::Period, to, to_clock: None, ..from }
            }
            Period::Until(date) => {
                let to = self.date(date, anchor)?;
                Window { shape: Shape::Period, from: None, from_clock: None, ..to }
            }
            Period::FromTo(from, to) | Period::Between(from, to) => {
                // `from 27 September 2020 to 10 November`: if only the first end has a year, the second is the next
                // such day.
                let first =
                    date::resolve(from, Anchor { order: self.vocabulary.date_order, ..Anchor::default() })
                        .ok();
                let yearless = matches!(
                    to.form,
                    DateForm::Day { year: None, .. }
                        | DateForm::Month { year: None, .. }
                        | DateForm::Weekday(..)
                );
                let first_day = first.filter(|_| yearless).and_then(|window| window.from);
                let after = first_day.map(|day| Anchor { day: Some(day), forward: true, ..anchor });
                let last = self.date(to, after.unwrap_or(anchor))?;
                let anchor = Anchor { day: last.to.or(anchor.day), forward: false, is_sure: true, ..anchor };
                let first = self.date(from, anchor)?;
                if let (Some(start), Some(end)) = (first.from, last.to)
                    && start > end
                {
                    self.diagnostics
                        .add(
                            ProblemKind::ImpossibleDate,
                            self.at,
                            from.text,
                            "the period ends before it begins",
                        )
                        .label(format!("begins on {}", start.in_words()))
                        .other(self.at.place(to.text), format!("ends on {}", end.in_words()))
                        .help(Some("swap the two dates".to_owned()));
                    return None;
                }
                if matches!(period, Period::FromTo(..)) {
                    throughout = first.to.zip(last.from);
                }
                Window {
                    shape: Shape::Period,
                    from: first.from,
                    to: last.to,
                    from_clock: first.from_clock,
                    to_clock: last.to_clock,
                    approximate: first.approximate || last.approximate,
                    uncertain: first.uncertain || last.uncertain,
                }
            }
        };
        Some((window, throughout))
    }

    pub(in crate::model) fn date(
        &mut self,
        date: &crate::syntax::tree::Date<'s>,
        anchor: Anchor,
    ) -> Option<Window> {
        let anchor = Anchor { order: self.vocabulary.date_order, ..anchor };
        match date::resolve(date, anchor) {
            Ok(window) => Some(window),
            Err(problem) => self.diagnostics.date(self.at, date.text, problem),
        }
    }
}

/// The times, the sources and the scope of a retraction, a correction, a break or a term of a law.
#[derive(Clone, Debug)]
pub(in crate::model) struct Particulars {
    /// Whether one of its dates could not be read.
    pub(in crate::model) refused: bool,
    /// When it was said.
    pub(in crate::model) said: Option<Moment>,
    /// When it was published, by itself or its article.
    pub(in crate::model) published: Option<Moment>,
    pub(in crate::model) by: Vec<SourceId>,
    pub(in crate::model) scope: ScopeId,
    pub(in crate::model) via: Vec<SourceId>,
    pub(in crate::model) url: Option<String>,
}

impl Particulars {
    /// When it took effect: when it was said, else published.
    pub(in crate::model) fn when(&self) -> Option<Moment> {
        self.said.or(self.published)
    }
}

fn forward(mode: Option<Mode>) -> bool {
    matches!(mode, Some(Mode::Expected | Mode::Planned | Mode::Targeted | Mode::Projected))
}
