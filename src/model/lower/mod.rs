//! One statement to its claims: names, window and value are settled here.

mod changed;
mod names;
mod qualified;

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::finding::ProblemKind;
use crate::model::claim::{Claim, Details, Moment, Scope, Status, TimeFrom, Value};
use crate::model::lower::names::Head;
use crate::model::lower::qualified::Qualified;
use crate::model::register::{ChainId, KeyId, NameId, Registers, ScopeId, Shared, SourceId};
use crate::model::trouble::{At, Troubles};
use crate::model::vocabulary::{Kind, Vocabulary};
use crate::model::window::{Shape, Window};
use crate::syntax::tree::{Body, Detail, Name, Statement};

pub(in crate::model) use changed::earlier;
pub(in crate::model) use names::{declared, split_at};
pub(in crate::model) use qualified::{Frame, Particulars};

/// A thread at work on statements. What it has looked up it remembers by spelling.
pub(in crate::model) struct Lowering<'v, 's> {
    pub(in crate::model) vocabulary: &'v Vocabulary,
    shared: &'v Shared,
    heads: FxHashMap<&'s str, Head>,
    /// The heads that are cells of tables: whole names, whatever they hold.
    whole_heads: FxHashMap<&'s str, Head>,
    names: FxHashMap<(KeyId, &'s str), NameId>,
    sources: FxHashMap<&'s str, SourceId>,
    scopes: FxHashMap<Scope, ScopeId>,
    chains: FxHashMap<Vec<SourceId>, ChainId>,
    unnamed: FxHashMap<(SourceId, Option<SourceId>), SourceId>,
    /// The group that is everybody, once it has been named.
    everyone: Option<NameId>,
    /// The claims made so far.
    pub(in crate::model) claims: Vec<Claim>,
    /// What could not be read.
    pub(in crate::model) troubles: Troubles,
    /// The statement at hand.
    pub(in crate::model) at: At<'s>,
}

impl<'v, 's> Lowering<'v, 's> {
    pub(in crate::model) fn new(vocabulary: &'v Vocabulary, shared: &'v Shared, at: At<'s>) -> Self {
        Self {
            vocabulary,
            shared,
            heads: FxHashMap::default(),
            whole_heads: FxHashMap::default(),
            names: FxHashMap::default(),
            sources: FxHashMap::default(),
            scopes: FxHashMap::default(),
            chains: FxHashMap::default(),
            unnamed: FxHashMap::default(),
            everyone: None,
            claims: Vec::new(),
            troubles: Troubles::default(),
            at,
        }
    }

    /// The claims of a claim, event or quote statement.
    pub(in crate::model) fn statement(&mut self, statement: &Statement<'s>, frame: Option<&Frame>) {
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
        let mut change = None;
        let (value, unit, mark, time) = match &statement.body {
            Body::Claim(claim) => {
                let anchor = self.anchor(&qualified, mode, frame);
                let read = self.value(&claim.value, head.measure, anchor);
                change = self.change(&claim.value, &read, head.measure, anchor);
                (read.0, read.1, claim.value.text, qualified.time)
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
        if let (Some(change), Body::Claim(claim), Some(time)) = (&mut change, &statement.body, &time)
            && let Some(written) = &claim.value.change
        {
            change.since = change.since.or_else(|| earlier(time, written));
        }
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
            mark: self.at.span(mark),
            time_mark: self.at.span(time_text),
            part: 0,
            label,
            measure: head.measure,
            scope,
            mode,
            value,
            change,
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

    /// A statement's details; the address in angle brackets and its article's come before and after its own `url:`.
    pub(in crate::model) fn details(
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
                        .add(ProblemKind::UnknownKey, self.at, word, format!("`{word}` is not a label"))
                        .label("labels begin with @")
                        .help(Some(
                            "name the claims it is calculated from: `based on: @toll, @injured`".to_owned(),
                        ));
                }
            }
        }
    }

    pub(in crate::model) fn registers<T>(&self, with: impl FnOnce(&mut Registers) -> T) -> T {
        // A thread that panicked while holding the lock left at worst one name unentered.
        with(&mut self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
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
pub(in crate::model) fn unquoted(value: &str) -> Cow<'_, str> {
    let quoted = value.len() >= 2 && value.starts_with('"') && value.ends_with('"');
    if quoted { Name { raw: value, quoted }.text() } else { Cow::Borrowed(value) }
}
