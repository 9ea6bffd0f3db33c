//! One statement to its claims: names, window and value are settled here.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::ProblemKind;
use crate::model::claim::{Claim, Details, Members, Moment, Scope, Status, TimeFrom, Value};
use crate::model::date::{self, Anchor};
use crate::model::name;
use crate::model::register::{
    ChainId, GROUP, KeyId, LabelId, MeasureId, NameId, PLACE, Registers, SUBJECT, ScopeId, Shared, SourceId,
    TOPIC,
};
use crate::model::trouble::{At, Troubles};
use crate::model::vocabulary::{Declared, Kind, SourceKind, Vocabulary};
use crate::model::window::{Shape, Window};
use crate::source::Span;
use crate::syntax::tree::{
    Body, DateForm, Detail, Mode, Name, Period, Qualifier, QualifierKind, Statement, ValueKind,
};

/// Words that end or begin the names of institutions, whose names often go on with `for`.
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

/// What an `article` gives the claims that follow it.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    scope: Scope,
    time: Option<Window>,
    said: Option<Moment>,
    by: Vec<SourceId>,
    via: Vec<SourceId>,
    published: Option<Moment>,
    url: Option<String>,
}

impl Frame {
    /// When the article was published.
    pub(super) fn published(&self) -> Option<Moment> {
        self.published
    }

    /// The outlets that pass on what stands in the article.
    pub(super) fn via(&self) -> &[SourceId] {
        &self.via
    }
}

/// A thread at work on statements. What it has looked up it remembers by spelling.
pub(super) struct Lowering<'v, 's> {
    pub(super) vocabulary: &'v Vocabulary,
    shared: &'v Shared,
    heads: FxHashMap<&'s str, Head>,
    names: FxHashMap<(KeyId, &'s str), NameId>,
    sources: FxHashMap<&'s str, SourceId>,
    scopes: FxHashMap<Scope, ScopeId>,
    chains: FxHashMap<Vec<SourceId>, ChainId>,
    unnamed: FxHashMap<(SourceId, Option<SourceId>), SourceId>,
    /// The claims made so far.
    pub(super) claims: Vec<Claim>,
    /// What could not be read.
    pub(super) troubles: Troubles,
    /// The statement at hand.
    pub(super) at: At<'s>,
}

#[derive(Clone, Copy)]
struct Head {
    measure: MeasureId,
    subject: Option<NameId>,
}

/// The qualifiers of a statement, each once.
#[derive(Default)]
struct Qualified<'q, 's> {
    scope: Scope,
    time: Option<(Window, &'s str)>,
    said: Option<(Moment, &'s str)>,
    by: Option<Vec<SourceId>>,
    via: Vec<SourceId>,
    published: Option<Moment>,
    url: Option<&'q str>,
    /// Whether a date among them was refused: then nobody knows what the claim is true of, or which word is the later one.
    refused: bool,
}

impl<'v, 's> Lowering<'v, 's> {
    pub(super) fn new(vocabulary: &'v Vocabulary, shared: &'v Shared, at: At<'s>) -> Self {
        Self {
            vocabulary,
            shared,
            heads: FxHashMap::default(),
            names: FxHashMap::default(),
            sources: FxHashMap::default(),
            scopes: FxHashMap::default(),
            chains: FxHashMap::default(),
            unnamed: FxHashMap::default(),
            claims: Vec::new(),
            troubles: Troubles::default(),
            at,
        }
    }

    /// What an article gives its claims.
    pub(super) fn frame(&mut self, statement: &Statement<'s>, qualifiers: &[Qualifier<'s>]) -> Frame {
        let qualified = self.qualified(qualifiers, None, None);
        let details = self.details(statement, qualified.url, None);
        Frame {
            scope: qualified.scope,
            time: qualified.time.map(|(window, _)| window),
            said: qualified.said.map(|(moment, _)| moment),
            by: qualified.by.unwrap_or_default(),
            via: qualified.via,
            published: qualified.published,
            url: details.and_then(|details| details.url),
        }
    }

    /// The claims of a claim, event or quote statement.
    pub(super) fn statement(&mut self, statement: &Statement<'s>, frame: Option<&Frame>) {
        let (qualifiers, mode, head) = match &statement.body {
            Body::Claim(claim) => (&claim.qualifiers, claim.mode, self.head(&claim.head)),
            Body::Event(event) => {
                let measure = self.event(&event.name);
                (&event.qualifiers, event.mode, Head { measure, subject: None })
            }
            Body::Quote(quote) => {
                let measure = self.measure("\u{3}quote", "quote", quote.words.raw);
                (&quote.qualifiers, None, Head { measure, subject: None })
            }
            _ => return,
        };
        let mut qualified = self.qualified(qualifiers, mode, frame);
        self.torn_names(qualifiers);
        self.subject(&mut qualified, head, qualifiers);
        let declared = self.vocabulary.measure(head.measure);
        let (value, unit, mark, time) = match &statement.body {
            Body::Claim(claim) => {
                let anchor = self.anchor(&qualified, mode, frame);
                let (value, unit) = self.value(&claim.value, head.measure, anchor);
                (value, unit, claim.value.text, qualified.time)
            }
            Body::Event(event) => match qualified.time.or(frame.and_then(|frame| Some((frame.time?, "")))) {
                Some((window, text)) => {
                    let mark = if text.is_empty() { event.name.raw } else { text };
                    (Value::Date(Box::new(window)), None, mark, None)
                }
                None => (Value::Unread, None, event.name.raw, None),
            },
            Body::Quote(quote) => {
                let words = self.words(&quote.words.text());
                (Value::Quote(words), None, quote.words.raw, qualified.time)
            }
            _ => return,
        };
        let kind = declared.and_then(|measure| measure.kind).or(match &value {
            Value::Number(_) => Some(if unit.is_some_and(|unit| self.vocabulary.units.is_percent(unit)) {
                Kind::Ratio
            } else {
                Kind::Level
            }),
            _ => None,
        });
        let (time, time_text, time_from) = self.time(time, &qualified, kind, frame);
        let details = self.details(statement, qualified.url, frame);
        let label = statement.label.map(|label| self.label(label));
        let barred = qualified.refused || self.barred(&value, kind, head.measure, unit, details.as_deref());
        let scope = self.scope(std::mem::take(&mut qualified.scope), frame);
        let own_chain = std::mem::take(&mut qualified.via);
        let mut origins = match qualified.by {
            Some(by) => by,
            None => frame.map(|frame| frame.by.clone()).unwrap_or_default(),
        };
        if origins.len() > 1 {
            let mut seen = FxHashSet::default();
            origins.retain(|origin| seen.insert(*origin));
        }
        // The article's outlet passed everything on last, but does not relay its own words.
        let relayed = |origin: Option<SourceId>| {
            let outlets = frame.iter().flat_map(|frame| &frame.via).filter(|outlet| Some(**outlet) != origin);
            own_chain.iter().chain(outlets).copied().collect::<Vec<_>>()
        };
        let via = relayed(None);
        let chain = self.chain(&via);
        let published = qualified.published.or(frame.and_then(|frame| frame.published));
        let said = qualified.said.map(|(moment, _)| moment).or(frame.and_then(|frame| frame.said));
        let claim = Claim {
            place: self.at.place(statement.text),
            mark: Span::of(mark, self.at.whole),
            time_mark: Span::of(time_text, self.at.whole),
            part: 0,
            label,
            measure: head.measure,
            scope,
            mode,
            value,
            unit,
            time,
            time_from,
            origin: None,
            voice: None,
            via: chain,
            said,
            published,
            status: Status::Current,
            barred,
            details,
        };
        if origins.is_empty() {
            self.claims.push(Claim { voice: via.first().copied(), ..claim });
            return;
        }
        let several = origins.len() > 1;
        for (number, &origin) in origins.iter().enumerate() {
            let part = if several { number as u32 + 1 } else { 0 };
            let relays = relayed(Some(origin));
            let via = self.chain(&relays);
            let voice = Some(self.voice(origin, relays.first().copied()));
            self.claims.push(Claim { part, origin: Some(origin), voice, via, ..claim.clone() });
        }
    }

    /// The moment, the sources and the scope of a statement that speaks of others; the article it stands under holds its
    /// relative dates and dates it where it does not say when.
    pub(super) fn particulars(
        &mut self,
        qualifiers: &[Qualifier<'s>],
        subject: Option<NameId>,
        frame: Option<&Frame>,
    ) -> Particulars {
        let mut qualified = self.qualified(qualifiers, None, frame);
        qualified.scope.extend(subject.map(|subject| (SUBJECT, subject)));
        let written = qualified.time.as_ref().and_then(|(window, _)| Moment::of(window));
        let said = written.or(qualified.said.map(|(moment, _)| moment));
        let published = qualified.published.or(frame.and_then(Frame::published));
        Particulars {
            refused: qualified.refused,
            said,
            published,
            by: qualified.by.unwrap_or_default(),
            scope: self.scope(qualified.scope, None),
            via: qualified.via,
            url: qualified.url.map(str::to_owned),
        }
    }

    /// The measure of a name outside a claim, and the subject that an ` of ` in it names.
    pub(super) fn measure_named(&mut self, name: &Name<'s>) -> (MeasureId, Option<NameId>) {
        let head = self.head(name);
        (head.measure, head.subject)
    }

    /// The outlets of a chain.
    pub(super) fn chain_of(&self, chain: ChainId) -> Vec<SourceId> {
        self.registers(|registers| registers.chains.get(chain.0).to_vec())
    }

    /// A source's name, for a message.
    pub(super) fn source_name(&self, source: SourceId) -> String {
        self.registers(|registers| registers.sources.get(source.0).display.clone())
    }

    fn qualified<'q>(
        &mut self,
        qualifiers: &'q [Qualifier<'s>],
        mode: Option<Mode>,
        frame: Option<&Frame>,
    ) -> Qualified<'q, 's> {
        let mut qualified = Qualified::default();
        let told = self.troubles.problems.len();
        let forward = forward(mode);
        // What is relative is held by the claim's own date of publication, so that is read first.
        let mut held = frame.and_then(|frame| frame.published).map(|moment| moment.to);
        for qualifier in qualifiers {
            if let QualifierKind::Published(date) = &qualifier.kind
                && let Some(window) = self.date(date, Anchor { day: held, forward: false })
            {
                qualified.published = Moment::of(&window);
                held = qualified.published.map(|moment| moment.to);
            }
        }
        for qualifier in qualifiers {
            if let QualifierKind::Said(date) = &qualifier.kind
                && let Some(window) = self.date(date, Anchor { day: held, forward: false })
            {
                qualified.said = Moment::of(&window).map(|moment| (moment, date.text));
                held = held.or(qualified.said.map(|(moment, _)| moment.to));
            }
        }
        let anchor = Anchor { day: held, forward };
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
                }
                QualifierKind::Period(period) => {
                    let own = qualified.said.map(|(moment, _)| moment).or(qualified.published);
                    let open = own.or(frame.and_then(|frame| frame.said.or(frame.published)));
                    qualified.time = self.period(period, anchor, open).map(|window| (window, qualifier.text));
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
        qualified.refused = self.troubles.problems[told..].iter().any(|problem| {
            matches!(
                problem.kind,
                ProblemKind::AmbiguousDate | ProblemKind::ImpossibleDate | ProblemKind::UnanchoredDate
            )
        });
        qualified
    }

    fn set_scope(&mut self, scope: &mut Scope, key: KeyId, name: &Name<'s>) {
        let value = self.name(key, name);
        match scope.iter().find(|(known, _)| *known == key) {
            Some((_, known)) if *known == value => {}
            Some(_) => {
                self.troubles
                    .add(
                        ProblemKind::DuplicateQualifier,
                        self.at,
                        name.raw,
                        "this part of the scope is given twice",
                    )
                    .label("the second one")
                    .help(Some("keep one of the two".to_owned()));
            }
            None => scope.push((key, value)),
        }
    }

    fn subject(&mut self, qualified: &mut Qualified<'_, 's>, head: Head, qualifiers: &[Qualifier<'s>]) {
        let Some(subject) = head.subject else { return };
        match qualified.scope.iter().find(|(key, _)| *key == SUBJECT) {
            Some((_, known)) if *known == subject => {}
            Some(_) => {
                let second = qualifiers
                    .iter()
                    .find(|q| matches!(q.kind, QualifierKind::For(_) | QualifierKind::Keys(_)));
                let part = second.map_or(self.at.text, |qualifier| qualifier.text);
                self.troubles
                    .add(
                        ProblemKind::DuplicateQualifier,
                        self.at,
                        part,
                        "the subject is given twice: after `of` and here",
                    )
                    .label("the second one")
                    .help(Some(
                        "keep one of the two, or quote the measure if `of` belongs to its name".to_owned(),
                    ));
            }
            None => qualified.scope.push((SUBJECT, subject)),
        }
    }

    /// `by Ministry of Health for Spain`: a name that was meant whole, torn apart at a word of the language.
    fn torn_names(&mut self, qualifiers: &[Qualifier<'s>]) {
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
            self.troubles
                .add(
                    ProblemKind::UndeclaredName,
                    self.at,
                    pair[1].text,
                    format!(
                        "`{}` is read as what the claim is for, and the source as `{first}`",
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

    fn is_declared_source(&self, text: &str) -> bool {
        let id = self.registers(|registers| registers.sources.find(&name::key(text)));
        id.and_then(|id| self.vocabulary.sources.get(id as usize))
            .is_some_and(|info| info.declared != Declared::No)
    }

    fn anchor(&self, qualified: &Qualified<'_, '_>, mode: Option<Mode>, frame: Option<&Frame>) -> Anchor {
        let published = qualified.published.or(frame.and_then(|frame| frame.published));
        let day = published.or(qualified.said.map(|(moment, _)| moment)).map(|moment| moment.to);
        Anchor { day, forward: forward(mode) }
    }

    /// When the claim is true of: as written, else a level or total is as of the day it was said or published.
    fn time(
        &self,
        written: Option<(Window, &'s str)>,
        qualified: &Qualified<'_, 's>,
        kind: Option<Kind>,
        frame: Option<&Frame>,
    ) -> (Option<Window>, &'s str, TimeFrom) {
        let flow = kind == Some(Kind::Flow);
        if qualified.refused && written.is_none() {
            return (None, "", TimeFrom::Nowhere);
        }
        if let Some((mut window, text)) = written {
            if flow {
                window.shape = Shape::Period;
            }
            return (Some(window), text, TimeFrom::Written);
        }
        if let Some(window) = frame.and_then(|frame| frame.time) {
            let shape = if flow { Shape::Period } else { window.shape };
            return (Some(Window { shape, ..window }), "", TimeFrom::Written);
        }
        if !matches!(kind, Some(Kind::Level | Kind::Cumulative | Kind::Ratio)) {
            return (None, "", TimeFrom::Nowhere);
        }
        if let Some((moment, text)) = qualified.said {
            return (Some(as_of(moment)), text, TimeFrom::Said);
        }
        if let Some(moment) = frame.and_then(|frame| frame.said) {
            return (Some(as_of(moment)), "", TimeFrom::Said);
        }
        match qualified.published.or(frame.and_then(|frame| frame.published)) {
            Some(moment) => (Some(as_of(moment)), "", TimeFrom::Published),
            None => (None, "", TimeFrom::Nowhere),
        }
    }

    fn period(&mut self, period: &Period<'s>, anchor: Anchor, until: Option<Moment>) -> Option<Window> {
        let window = match period {
            Period::During(date) => Window { shape: Shape::Period, ..self.date(date, anchor)? },
            Period::Since(date) => {
                let from = self.date(date, anchor)?;
                let to = until.map(|moment| moment.to).filter(|to| from.from.is_none_or(|from| from <= *to));
                Window { shape: Shape::Period, to, to_clock: None, ..from }
            }
            Period::Until(date) => {
                let to = self.date(date, anchor)?;
                Window { shape: Shape::Period, from: None, from_clock: None, ..to }
            }
            Period::FromTo(from, to) | Period::Between(from, to) => {
                // `from 27 September 2020 to 10 November`: where the first end has its year, the last is the next such day.
                let first = date::resolve(from, Anchor { day: None, forward: false }).ok();
                let yearless = matches!(
                    to.form,
                    DateForm::Day { year: None, .. }
                        | DateForm::Month { year: None, .. }
                        | DateForm::Weekday(..)
                );
                let held = first.filter(|_| yearless).and_then(|window| window.from);
                let after = held.map(|day| Anchor { day: Some(day), forward: true });
                let last = self.date(to, after.unwrap_or(anchor))?;
                let anchor = Anchor { day: last.to.or(anchor.day), forward: false };
                let first = self.date(from, anchor)?;
                if let (Some(start), Some(end)) = (first.from, last.to)
                    && start > end
                {
                    self.troubles
                        .add(
                            ProblemKind::ImpossibleDate,
                            self.at,
                            from.text,
                            "the period ends before it begins",
                        )
                        .label(format!("begins on {}", start.spoken()))
                        .other(self.at.place(to.text), format!("ends on {}", end.spoken()))
                        .help(Some("exchange the two dates".to_owned()));
                    return None;
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
        Some(window)
    }

    pub(super) fn date(&mut self, date: &crate::syntax::tree::Date<'s>, anchor: Anchor) -> Option<Window> {
        match date::resolve(date, anchor) {
            Ok(window) => Some(window),
            Err(problem) => self.troubles.date(self.at, date.text, problem),
        }
    }

    /// The head's measure, and the subject that an ` of ` in it names.
    fn head(&mut self, head: &Name<'s>) -> Head {
        if let Some(&known) = self.heads.get(head.raw) {
            return known;
        }
        let text = head.text();
        let found = self.split(&text, head);
        self.heads.insert(head.raw, found);
        found
    }

    fn split(&mut self, text: &str, head: &Name<'s>) -> Head {
        if head.quoted {
            let measure =
                self.declared(text).unwrap_or_else(|| self.measure(&name::key(text), text, head.raw));
            return Head { measure, subject: None };
        }
        if let Some(measure) = self.declared(text) {
            return Head { measure, subject: None };
        }
        let lower = text.to_lowercase();
        // The longest declared measure before an ` of `, else whatever stands before the first.
        let splits: Vec<usize> =
            lower.match_indices(" of ").map(|(at, _)| at).filter(|&at| text.is_char_boundary(at)).collect();
        for &at in splits.iter().rev() {
            if let (Some(left), Some(right)) = (text.get(..at), text.get(at + 4..))
                && let Some(measure) = self.declared(left)
            {
                let subject = Some(self.scoped(SUBJECT, right, head.raw));
                return Head { measure, subject };
            }
        }
        if let Some(&at) = splits.first()
            && let (Some(left), Some(right)) = (text.get(..at), text.get(at + 4..))
        {
            let measure = self.measure(&name::key(left), left.trim(), head.raw);
            let subject = Some(self.scoped(SUBJECT, right, head.raw));
            return Head { measure, subject };
        }
        Head { measure: self.measure(&name::key(text), text, head.raw), subject: None }
    }

    /// A declared measure by its name, its alias, `new X`, `daily X` or `X so far`.
    fn declared(&self, text: &str) -> Option<MeasureId> {
        let key = name::key(text);
        let shared = self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let known = |key: &str| {
            let id = MeasureId(shared.measures.find(key)?);
            self.vocabulary
                .measure(id)
                .filter(|measure| measure.declared != Declared::No && !measure.event)?;
            Some(id)
        };
        if let Some(id) = known(&key) {
            return Some(id);
        }
        if let Some(base) = key.strip_prefix("new ").or_else(|| key.strip_prefix("daily ")).and_then(known) {
            let measure = self.vocabulary.measure(base)?;
            return measure.flow.or((measure.kind == Some(Kind::Flow)).then_some(base));
        }
        // The total so far of what comes in is what it adds up to.
        let base = key.strip_suffix(" so far").and_then(known)?;
        let measure = self.vocabulary.measure(base)?;
        if measure.kind == Some(Kind::Flow) { measure.adds_up_to } else { Some(base) }
    }

    pub(super) fn event(&mut self, event: &Name<'s>) -> MeasureId {
        let text = event.text();
        let key = format!("\u{1}{}", name::key(&text));
        self.measure(&key, &text, event.raw)
    }

    fn measure(&mut self, key: &str, display: &str, raw: &str) -> MeasureId {
        let seen = Some(self.at.place(raw));
        MeasureId(self.registers(|registers| registers.measures.intern(key, display, seen)))
    }

    fn key(&mut self, key: &Name<'s>) -> KeyId {
        let text = key.text();
        let seen = Some(self.at.place(key.raw));
        KeyId(self.registers(|registers| registers.keys.intern(&name::key(&text), text.trim(), seen)))
    }

    pub(super) fn name(&mut self, key: KeyId, name: &Name<'s>) -> NameId {
        if let Some(&known) = self.names.get(&(key, name.raw)) {
            return known;
        }
        let id = self.scoped(key, &name.text(), name.raw);
        self.names.insert((key, name.raw), id);
        id
    }

    fn scoped(&mut self, key: KeyId, text: &str, raw: &str) -> NameId {
        let seen = Some(self.at.place(raw));
        NameId(self.registers(|registers| {
            let key = registers.keys.get(key.0).key.clone();
            registers.names.intern(&Registers::scoped(&key, text), text.trim(), seen)
        }))
    }

    /// A name that is a value: what the vocabulary declares under any key, else itself.
    pub(super) fn value_name(&mut self, name: &Name<'s>) -> NameId {
        let text = name.text();
        let seen = Some(self.at.place(name.raw));
        let vocabulary = self.vocabulary;
        NameId(self.registers(|registers| {
            let key = name::key(&text);
            for info in 0..registers.keys.entries().len() {
                let scoped = format!("{}\u{1F}{key}", registers.keys.entries()[info].key);
                let found = registers.names.find(&scoped);
                let declared = |id: &u32| {
                    vocabulary.names.get(*id as usize).is_some_and(|info| info.declared != Declared::No)
                };
                if let Some(id) = found.filter(declared) {
                    return id;
                }
            }
            // A source's other names are one source too.
            let canonical = registers.sources.find(&key).map(|id| registers.sources.get(id).key.clone());
            let scoped = format!("value\u{1F}{}", canonical.as_deref().unwrap_or(&key));
            registers.names.intern(&scoped, text.trim(), seen)
        }))
    }

    pub(super) fn members(&mut self, kind: &ValueKind<'s>) -> Option<Members> {
        Some(match kind {
            ValueKind::Set(names) => {
                let mut members: Vec<NameId> = names.iter().map(|name| self.value_name(name)).collect();
                members.sort();
                members.dedup();
                Members::Exactly(members)
            }
            ValueKind::Includes(name) => Members::Includes(self.value_name(name)),
            ValueKind::Excludes(name) => Members::Excludes(self.value_name(name)),
            _ => return None,
        })
    }

    fn source(&mut self, name: &Name<'s>) -> SourceId {
        if let Some(&known) = self.sources.get(name.raw) {
            return known;
        }
        let text = name.text();
        let seen = Some(self.at.place(name.raw));
        let id = SourceId(
            self.registers(|registers| registers.sources.intern(&name::key(&text), text.trim(), seen)),
        );
        self.sources.insert(name.raw, id);
        id
    }

    /// The voice an origin speaks with. Unnamed officials are those of the outlet that first quoted them.
    fn voice(&mut self, origin: SourceId, outlet: Option<SourceId>) -> SourceId {
        let unnamed = self
            .vocabulary
            .sources
            .get(origin.0 as usize)
            .is_some_and(|info| info.kind == Some(SourceKind::Unnamed));
        let Some(first) = outlet.filter(|_| unnamed) else { return self.vocabulary.voice(origin) };
        if let Some(&known) = self.unnamed.get(&(origin, outlet)) {
            return known;
        }
        let id = SourceId(self.registers(|registers| {
            let (name, outlet) = (registers.sources.get(origin.0), registers.sources.get(first.0));
            let key = format!("{}\u{1F}{}", name.key, outlet.key);
            let display = format!("{} (of {})", name.display, outlet.display);
            let seen = name.seen;
            registers.sources.intern(&key, &display, seen)
        }));
        self.unnamed.insert((origin, outlet), id);
        id
    }

    pub(super) fn label(&mut self, label: &str) -> LabelId {
        LabelId(self.registers(|registers| registers.labels.intern(label, label, None)))
    }

    fn words(&mut self, words: &str) -> crate::model::register::WordsId {
        crate::model::register::WordsId(
            self.registers(|registers| registers.words.intern(words, words, None)),
        )
    }

    fn scope(&mut self, mut scope: Scope, frame: Option<&Frame>) -> ScopeId {
        for &(key, name) in frame.iter().flat_map(|frame| &frame.scope) {
            if !scope.iter().any(|(known, _)| *known == key) {
                scope.push((key, name));
            }
        }
        // What is the same as the default need not be said.
        scope.retain(|pair| !self.vocabulary.defaults.contains(pair));
        scope.sort();
        if let Some(&known) = self.scopes.get(&scope) {
            return known;
        }
        let id = ScopeId(self.registers(|registers| registers.scopes.intern(&scope)));
        self.scopes.insert(scope, id);
        id
    }

    pub(super) fn chain(&mut self, via: &[SourceId]) -> ChainId {
        if let Some(&known) = self.chains.get(via) {
            return known;
        }
        let id = ChainId(self.registers(|registers| registers.chains.intern(via)));
        self.chains.insert(via.to_vec(), id);
        id
    }

    /// A statement's details; the address in angle brackets and its article's come before and after its own `url:`.
    pub(super) fn details(
        &mut self,
        statement: &Statement<'s>,
        address: Option<&str>,
        frame: Option<&Frame>,
    ) -> Option<Box<Details>> {
        let default = frame.and_then(|frame| frame.url.as_deref());
        if statement.details.is_empty() && address.is_none() && default.is_none() {
            return None;
        }
        let mut details = Details { url: address.map(str::to_owned), ..Details::default() };
        for detail in &statement.details {
            let value = unquoted(detail.value);
            match detail.key.trim_matches('"') {
                "url" if details.url.is_none() => details.url = Some(value.into_owned()),
                "based on" => self.based_on(detail, &mut details),
                key => match details.rest.iter_mut().find(|(known, _)| known == key) {
                    Some((_, said)) => *said = format!("{said}\n{value}"),
                    None => details.rest.push((key.to_owned(), value.into_owned())),
                },
            }
        }
        details.url = details.url.or_else(|| default.map(str::to_owned));
        Some(Box::new(details))
    }

    fn based_on(&mut self, detail: &Detail<'s>, details: &mut Details) {
        details.tally = true;
        for word in detail.value.split([',', ' ', '\t']).filter(|word| !word.is_empty() && *word != "and") {
            match word.strip_prefix('@') {
                Some(label) => details.based_on.push(label.to_owned()),
                None => {
                    self.troubles
                        .add(ProblemKind::UnknownKey, self.at, word, format!("`{word}` is no label"))
                        .label("labels begin with @")
                        .help(Some(
                            "name the claims it is computed from: `based on: @toll, @injured`".to_owned(),
                        ));
                }
            }
        }
    }

    fn registers<T>(&self, with: impl FnOnce(&mut Registers) -> T) -> T {
        // A thread that panicked while holding the lock left at worst one name unentered.
        with(&mut self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// When, by whom and of what a retraction, correction or break speaks.
#[derive(Clone, Debug)]
pub(super) struct Particulars {
    /// Whether one of its dates could not be read.
    pub(super) refused: bool,
    /// When it was said.
    pub(super) said: Option<Moment>,
    /// When it was published, by itself or its article.
    pub(super) published: Option<Moment>,
    pub(super) by: Vec<SourceId>,
    pub(super) scope: ScopeId,
    pub(super) via: Vec<SourceId>,
    pub(super) url: Option<String>,
}

impl Particulars {
    /// When it took effect: when it was said, else published.
    pub(super) fn when(&self) -> Option<Moment> {
        self.said.or(self.published)
    }
}

fn forward(mode: Option<Mode>) -> bool {
    matches!(mode, Some(Mode::Expected | Mode::Planned | Mode::Targeted | Mode::Projected))
}

fn as_of(moment: Moment) -> Window {
    Window {
        shape: Shape::Instant,
        from: Some(moment.from),
        to: Some(moment.to),
        from_clock: moment.clock,
        to_clock: moment.clock,
        approximate: false,
        uncertain: false,
    }
}

/// A detail's value without the quotation marks around all of it.
pub(super) fn unquoted(value: &str) -> Cow<'_, str> {
    let quoted = value.len() >= 2 && value.starts_with('"') && value.ends_with('"');
    if quoted { Name { raw: value, quoted }.text() } else { Cow::Borrowed(value) }
}
