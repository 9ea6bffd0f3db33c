//! Turns a claim, event or quote statement into its claims.

use rustc_hash::FxHashSet;

use crate::model::claim::{Claim, ClaimStatus, Moment, TimeFrom, Value};
use crate::model::lower::changed::earlier;
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::{Head, Lowering};
use crate::model::lower::qualified::Qualified;
use crate::model::register::{self, MeasureId, SourceId};
use crate::model::vocabulary::Kind;
use crate::model::window::{Shape, Window};
use crate::syntax::tree::{self, Body, Statement};

impl<'s> Lowering<'_, 's> {
    /// The claims of one claim, event or quote statement.
    pub(in crate::model) fn statement(
        &mut self,
        statement: &Statement<'s>,
        defaults: Option<&ArticleDefaults>,
    ) {
        let (qualifiers, mode, head) = match &statement.body {
            Body::Claim(claim) => match self.named_with_its_mode(claim) {
                Some(measure) => (&claim.qualifiers, None, Head { measure, subject: None }),
                None => (&claim.qualifiers, claim.mode, self.head(&claim.head)),
            },
            Body::Event(event) => {
                let measure = self.event(&event.name);
                (&event.qualifiers, event.mode, Head { measure, subject: None })
            }
            Body::Quote(quote) => {
                let measure = self.measure(register::QUOTE_KEY, "quote", quote.words.raw);
                (&quote.qualifiers, None, Head { measure, subject: None })
            }
            _ => return,
        };
        let mut qualified = self.qualified(qualifiers, mode, defaults);
        self.torn_names(qualifiers);
        self.joined_sources(qualifiers);
        self.subject(&mut qualified, head, qualifiers);
        let declared = self.vocabulary.measure(head.measure);
        let mut change = None;
        let (value, unit, mark, time) = match &statement.body {
            Body::Claim(claim) => {
                let anchor = self.anchor(&qualified, mode, defaults);
                let read = self.value(&claim.value, head.measure, anchor);
                change = self.change(&claim.value, &read, head.measure, anchor);
                (read.0, read.1, claim.value.text, qualified.time)
            }
            Body::Event(event) => {
                match qualified.time.or(defaults.and_then(|defaults| Some((defaults.time?, "")))) {
                    Some((window, text)) => {
                        let mark = if text.is_empty() { event.name.raw } else { text };
                        (Value::Date(Box::new(window)), None, mark, None)
                    }
                    None => (Value::Unread, None, event.name.raw, None),
                }
            }
            Body::Quote(quote) => {
                let words = self.words(&quote.words.text());
                (Value::Quote(words), None, quote.words.raw, qualified.time)
            }
            _ => return,
        };
        let known = declared.and_then(|measure| measure.kind);
        let kind = known.or(match &value {
            Value::Number(_) => Some(if unit.is_some_and(|unit| self.vocabulary.units.is_percent(unit)) {
                Kind::Ratio
            } else {
                Kind::Level
            }),
            _ => None,
        });
        let throughout = match time {
            Some(_) => qualified.throughout,
            None => defaults.and_then(|defaults| defaults.throughout),
        };
        // A measure that nobody declared may be of any time before it was said.
        let takes_day_said = matches!(known, Some(Kind::Level | Kind::Cumulative));
        let (time, time_text, time_from) = self.time(time, &qualified, (kind, takes_day_said), defaults);
        if let (Some(change), Body::Claim(claim), Some(time)) = (&mut change, &statement.body, &time)
            && let Some(written) = &claim.value.change
        {
            change.since = change.since.or_else(|| earlier(time, written));
        }
        let mut details = self.details(statement, qualified.url, defaults);
        if let Some(text) = self.at.sheet.and_then(|sheet| sheet.read_as(mark)) {
            details.get_or_insert_default().read_as = Some(text.to_owned());
        }
        let label = statement.label.map(|label| self.label(label));
        let excluded = qualified.refused || self.excluded(&value) || self.is_unnamed_item(&value, mark);
        let own_scope = std::mem::take(&mut qualified.scope);
        let own_chain = std::mem::take(&mut qualified.via);
        let mut origins = match qualified.by {
            Some(by) => by,
            None => defaults.map(|defaults| defaults.by.clone()).unwrap_or_default(),
        };
        if origins.len() > 1 {
            let mut seen = FxHashSet::default();
            origins.retain(|origin| seen.insert(*origin));
        }
        // A draft that names no outlet is itself the outlet: it relays what it attributes to somebody.
        let unnamed = own_chain.is_empty() && defaults.is_none_or(|defaults| defaults.via.is_empty());
        let draft = self.outlet.filter(|_| unnamed);
        // The article's outlet is the last relay of everything but its own words.
        let relayed = |origin: Option<SourceId>| {
            let outlets =
                defaults.iter().flat_map(|defaults| &defaults.via).filter(|outlet| Some(**outlet) != origin);
            own_chain.iter().chain(outlets).copied().chain(draft).collect::<Vec<_>>()
        };
        let via = relayed(None);
        let chain = self.chain(&via);
        let published = qualified.published.or(defaults.and_then(|defaults| defaults.published));
        let said = qualified.said.map(|(moment, _)| moment).or(defaults.and_then(|defaults| defaults.said));
        let claim = Claim {
            place: self.at.place(statement.text),
            mark: self.at.span(mark),
            time_mark: self.at.span(time_text),
            part: 0,
            label,
            measure: head.measure,
            scope: self.scope(own_scope.clone(), defaults, via.first().copied()),
            mode,
            value,
            change,
            unit,
            throughout: throughout.filter(|_| time.is_some()),
            begun: qualified.begun.filter(|_| matches!(statement.body, Body::Event(_))),
            time,
            time_from,
            origin: None,
            voice: None,
            via: chain,
            said,
            published,
            status: ClaimStatus::Current,
            dropped: false,
            excluded,
            details,
            print: 0,
        };
        if origins.is_empty() {
            let outlet = via.first().copied();
            let value = self.as_counted(claim.value, outlet, head.measure, unit);
            self.claims.push(Claim { voice: outlet, value, ..claim });
            return;
        }
        let several = origins.len() > 1;
        for (number, &origin) in origins.iter().enumerate() {
            let part = if several { number as u32 + 1 } else { 0 };
            let relays = relayed(Some(origin));
            let via = self.chain(&relays);
            let voice = Some(self.voice(origin, relays.first().copied()));
            let scope = self.scope(own_scope.clone(), defaults, Some(origin));
            let value = self.as_counted(claim.value.clone(), Some(origin), head.measure, unit);
            self.claims.push(Claim { part, scope, value, origin: Some(origin), voice, via, ..claim.clone() });
        }
    }

    /// The declared measure whose name ends in a word that would otherwise be a mode: `homes planned 5,000`.
    fn named_with_its_mode(&self, claim: &tree::Claim<'_>) -> Option<MeasureId> {
        let mode = claim.mode?;
        let apart = claim.filler.is_some() || claim.before > 0 || claim.head.quoted;
        if apart || self.at.sheet.is_some() {
            return None;
        }
        self.declared(&format!("{} {}", claim.head.text().trim(), mode.keyword()))
    }

    /// The claim's window: as written; else a level or total holds on the day it was said or published.
    fn time(
        &self,
        written: Option<(Window, &'s str)>,
        qualified: &Qualified<'_, 's>,
        (kind, takes_day_said): (Option<Kind>, bool),
        defaults: Option<&ArticleDefaults>,
    ) -> (Option<Window>, &'s str, TimeFrom) {
        // A month or year as a date is a period if the measure has figures of periods; a total is of some day in it.
        let period =
            |calendar: bool| kind == Some(Kind::Flow) || (calendar && kind != Some(Kind::Cumulative));
        if qualified.refused && written.is_none() {
            return (None, "", TimeFrom::Nowhere);
        }
        if let Some((mut window, text)) = written {
            if period(qualified.calendar) {
                window.shape = Shape::Period;
            }
            return (Some(window), text, TimeFrom::Written);
        }
        if let Some((window, calendar)) =
            defaults.and_then(|defaults| Some((defaults.time?, defaults.calendar)))
        {
            let shape = if period(calendar) { Shape::Period } else { window.shape };
            return (Some(Window { shape, ..window }), "", TimeFrom::Written);
        }
        if !takes_day_said {
            return (None, "", TimeFrom::Nowhere);
        }
        if let Some((moment, text)) = qualified.said {
            return (Some(as_of(moment)), text, TimeFrom::Said);
        }
        if let Some(moment) = defaults.and_then(|defaults| defaults.said) {
            return (Some(as_of(moment)), "", TimeFrom::Said);
        }
        match qualified.published.or(defaults.and_then(|defaults| defaults.published)) {
            Some(moment) => (Some(as_of(moment)), "", TimeFrom::Published),
            None => (None, "", TimeFrom::Nowhere),
        }
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
