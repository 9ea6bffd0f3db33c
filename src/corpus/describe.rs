//! How claims, series and voices are described to a reader.

use super::fact::Statement;
use super::series::{Corpus, Series};
use super::voice::{Voice, voice};
use crate::finding::{Cited, Fact};
use crate::model::claim::{Claim, Value};
use crate::model::register::{
    GROUP, KeyId, MeasureId, NameId, PLACE, SUBJECT, ScopeId, SourceId, TOPIC, is_event_key,
};
use crate::model::{Day, Number, Window};
use crate::source::Sources;
use crate::syntax::tree::Mode;
use crate::syntax::uncommented;

/// How many claims of a corpus are searched for a year to write in an example.
const MAX_LOOKED_AT: usize = 1000;

/// A corpus and its texts: what is needed to describe anything in it.
#[derive(Clone, Copy, Debug)]
pub struct Describer<'a> {
    /// The claims.
    pub corpus: &'a Corpus,
    /// The texts.
    pub sources: &'a Sources,
}

impl Describer<'_> {
    /// What a series is about: `expected death toll among military in Nagorno-Karabakh`.
    #[must_use]
    pub fn series(&self, series: &Series) -> String {
        let scope = self.corpus.model.registers.scopes.get(series.scope.0);
        self.about(series.measure, scope, series.mode)
    }

    /// What a measure at a scope and mode is called; there need be no claim of it.
    #[must_use]
    pub fn about(&self, id: MeasureId, scope: &[(KeyId, NameId)], mode: Option<Mode>) -> String {
        let registers = &self.corpus.model.registers;
        let mut text = mode.map(|mode| format!("{} ", mode.keyword())).unwrap_or_default();
        let entry = registers.measures.get(id.0);
        let measure = self.corpus.model.vocabulary.measure(id);
        let is_event = is_event_key(&entry.key) || measure.is_some_and(|measure| measure.event);
        if is_event {
            text.push_str(&format!("\"{}\"", entry.display));
        } else {
            text.push_str(&format!("`{}`", entry.display));
        }
        // A subject alone reads best with `of`: `founding year of the Minsk Group`. Between other keys it stands with `for`.
        let is_alone = scope.len() == 1;
        let order = |scope_key: KeyId| match scope_key {
            GROUP => 1,
            PLACE => 2,
            SUBJECT => 3,
            TOPIC => 4,
            _ => 5,
        };
        let mut pairs = scope.to_vec();
        pairs.sort_by_key(|&(scope_key, _)| order(scope_key));
        for (scope_key, name) in pairs {
            text.push(' ');
            text.push_str(&match scope_key {
                SUBJECT if is_alone => format!("of {}", registers.names.get(name.0).display),
                _ => self.qualified(scope_key, name),
            });
        }
        text
    }

    /// One key of a scope with its name: `in Stepanakert`, `among military`, `[basis: confirmed]`.
    #[must_use]
    pub fn qualified(&self, key: KeyId, name: NameId) -> String {
        let registers = &self.corpus.model.registers;
        let name = &registers.names.get(name.0).display;
        match key {
            PLACE => format!("in {name}"),
            GROUP => format!("among {name}"),
            SUBJECT => format!("for {name}"),
            TOPIC => format!("about {name}"),
            other => format!("[{}: {name}]", registers.keys.get(other.0).display),
        }
    }

    /// The fact of a finding.
    #[must_use]
    pub fn fact(&self, series: &Series, window: Option<&Window>) -> Fact {
        self.fact_at(series.measure, series.scope, window)
    }

    /// A fact for a finding, by its measure, scope and window.
    fn fact_at(&self, measure: MeasureId, scope: ScopeId, window: Option<&Window>) -> Fact {
        let registers = &self.corpus.model.registers;
        let scope = registers.scopes.get(scope.0).iter().map(|&(scope_key, name)| {
            (registers.keys.get(scope_key.0).display.clone(), registers.names.get(name.0).display.clone())
        });
        Fact {
            measure: registers.measures.get(measure.0).display.clone(),
            scope: scope.collect(),
            from: window.and_then(Window::iso_from),
            to: window.and_then(Window::iso_to),
        }
    }

    /// The fact that a claim is of.
    #[must_use]
    pub fn fact_of(&self, claim: u32) -> Fact {
        let claim = self.corpus.claim(claim);
        self.fact_at(claim.measure, claim.scope, claim.time.as_ref())
    }

    /// A source's name.
    #[must_use]
    pub fn source(&self, source: SourceId) -> &str {
        &self.corpus.model.registers.sources.get(source.0).display
    }

    /// Whose voice it is, as the subject of a sentence.
    #[must_use]
    pub fn voice(&self, voice: Voice) -> String {
        match voice {
            Voice::Origin(source) | Voice::Own(source) => format!("`{}`", self.source(source)),
            Voice::Nobody(file) => format!("an unnamed source in {}", self.sources.get(file).name()),
        }
    }

    /// A claim's value as it is written, or as other cells of its row say that it is to be read, without comments, blanks single. A name in straight quotation marks is given without them.
    #[must_use]
    pub fn said(&self, claim: u32) -> String {
        let claim = self.corpus.claim(claim);
        if let Some(read) = claim.details.as_ref().and_then(|details| details.read_as.as_ref()) {
            return read.clone();
        }
        let text = self.sources.get(claim.place.file).slice(claim.mark);
        let lines: Vec<&str> = text.lines().map(uncommented).collect();
        let said = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        let unquoted = said.strip_prefix('"').and_then(|said| said.strip_suffix('"'));
        match (&claim.value, unquoted) {
            (Value::Name(_), Some(name)) => name.to_owned(),
            _ => said,
        }
    }

    /// What kind of value a claim has, as a noun for a sentence: `figure`, `date`.
    #[must_use]
    pub fn value_noun(&self, claim: u32) -> &'static str {
        match self.corpus.claim(claim).value {
            Value::Number(_) => "figure",
            Value::Date(_) => "date",
            Value::Name(_) => "name",
            Value::Set(_) => "list",
            Value::Truth(_) => "answer",
            Value::Quote(_) => "wording",
            Value::Unread => "value",
        }
    }

    /// The per cent sign if a claim's figure is a percentage, to write after figures computed from it.
    #[must_use]
    pub fn percent_sign(&self, claim: u32) -> &'static str {
        let units = &self.corpus.model.vocabulary.units;
        if self.corpus.claim(claim).unit.is_some_and(|unit| units.is_percent(unit)) { "%" } else { "" }
    }

    /// The unit of a difference between figures in a claim's unit, to write after it: ` points`, ` metres`; empty for
    /// counts.
    #[must_use]
    pub fn gap_unit(&self, claim: u32, gap: &Number) -> String {
        let units = &self.corpus.model.vocabulary.units;
        let claim = self.corpus.claim(claim);
        let measure = &self.corpus.model.registers.measures.get(claim.measure.0).display;
        match claim.unit {
            // A magnitude of 5 and one of 3 are 2 apart.
            Some(unit) if units.name(unit) == measure => String::new(),
            Some(unit) if units.is_percent(unit) => {
                if *gap == Number::ONE {
                    " point".to_owned()
                } else {
                    " points".to_owned()
                }
            }
            Some(unit) if !units.is_counting(unit) => format!(" {}", units.name(unit)),
            _ => String::new(),
        }
    }

    /// How a claim says that its figure changed, as it is written, blanks single.
    #[must_use]
    pub fn changed(&self, claim: u32) -> String {
        let claim = self.corpus.claim(claim);
        let Some(change) = claim.change.as_deref() else { return String::new() };
        let text = self.sources.get(claim.place.file).slice(change.mark);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// A day to write in an example about a claim, so that the example could be copied: the last day of its date or time; if it has
    /// none, of when it was said or published; if nothing is dated, any.
    #[must_use]
    pub fn example_day(&self, claim: u32) -> String {
        let claim = self.corpus.claim(claim);
        let window = match &claim.value {
            Value::Date(window) => Some(**window),
            _ => claim.time,
        };
        let own = window.and_then(|window| window.to.or(window.from));
        let spoken = claim.said.or(claim.published).map(|moment| moment.to);
        own.or(spoken).map_or_else(|| "2024-05-31".to_owned(), Day::iso)
    }

    /// An example with dates in 2024, moved to the year of some claims, so that it fits them. If
    /// none of them has a date, it is moved to the year of the first dated claim of the corpus.
    #[must_use]
    pub fn moved_to_year_of(&self, claims: &[u32], example: &str) -> String {
        let day = |claim: &Claim| {
            let own = claim.time.and_then(|window| window.from.or(window.to));
            own.or_else(|| claim.said.or(claim.published).map(|moment| moment.to))
        };
        let own = claims.iter().find_map(|&at| day(self.corpus.claim(at)));
        let day = own.or_else(|| self.corpus.claims().iter().take(MAX_LOOKED_AT).find_map(day));
        day.map_or_else(|| example.to_owned(), |day| example.replace("2024", &day.parts().0.to_string()))
    }

    /// A claim's id: its label, or `file:line`, with `/n` where a statement makes several.
    #[must_use]
    pub fn id(&self, claim: u32) -> String {
        let claim = self.corpus.claim(claim);
        let mut id = match claim.label {
            Some(label) => self.corpus.model.registers.labels.get(label.0).display.clone(),
            None => {
                let source = self.sources.get(claim.place.file);
                format!("{}:{}", source.name(), source.line_of(claim.place.span.start))
            }
        };
        if claim.part > 0 {
            id.push_str(&format!("/{}", claim.part));
        }
        id
    }

    /// How a claim is referred to in a line to copy: `@label`, else file and line.
    #[must_use]
    pub fn reference(&self, claim: u32) -> String {
        let has_label = self.corpus.claim(claim).label.is_some();
        if has_label { format!("@{}", self.id(claim)) } else { self.id(claim) }
    }

    /// A claim as a finding cites it, with its text and its voice.
    #[must_use]
    pub fn cite(&self, at: u32) -> Cited {
        self.cite_as(at, self.said(at))
    }

    /// The same with the time of which it is true, for claims of several times.
    #[must_use]
    pub fn cite_dated(&self, at: u32) -> Cited {
        let when = self.corpus.claim(at).time.as_ref().map(|window| format!(" {}", window.dated()));
        self.cite_as(at, self.said(at) + &when.unwrap_or_default())
    }

    /// A claim as a finding cites it, with these words for what it says.
    fn cite_as(&self, at: u32, said: String) -> Cited {
        let claim = self.corpus.claim(at);
        let label = said + &self.byline(at);
        // The rule that reports a contradiction sets these for its claims.
        let (core, repair, suspect) = (false, false, false);
        Cited { id: self.id(at), place: claim.place, mark: claim.mark, label, core, repair, suspect }
    }

    /// Who says it and who relays it: `, by NKR Defence Ministry, via Reuters via BBC`. With no origin named, the first outlet says it
    /// itself.
    #[must_use]
    pub fn byline(&self, at: u32) -> String {
        let claim = self.corpus.claim(at);
        let chain = self.corpus.model.registers.chains.get(claim.via.0);
        let (who, relays) = match (claim.origin, chain) {
            (Some(origin), chain) => (format!(", by {}", self.source(origin)), chain),
            (None, [outlet, rest @ ..]) => (format!(", {} itself", self.source(*outlet)), rest),
            (None, []) => (", no source named".to_owned(), chain),
        };
        let relays: Vec<String> =
            relays.iter().map(|&outlet| format!("via {}", self.source(outlet))).collect();
        let comma = if relays.is_empty() { "" } else { ", " };
        format!("{who}{comma}{}", relays.join(" "))
    }

    /// The voices of some statements in words: up to two by name, more by count.
    #[must_use]
    pub fn voices(&self, statements: &[&Statement]) -> String {
        self.named(statements.iter().map(|statement| statement.voice))
    }

    /// The voices of some claims in words: up to two by name, more by count.
    #[must_use]
    pub fn voices_of(&self, claims: &[u32]) -> String {
        self.named(claims.iter().map(|&at| voice(self.corpus.claim(at))))
    }

    /// Voices in words, each once.
    fn named(&self, voices: impl Iterator<Item = Voice>) -> String {
        let mut voices: Vec<Voice> = voices.collect();
        voices.sort_unstable();
        voices.dedup();
        match voices.as_slice() {
            [one] => self.voice(*one),
            [one, two] => format!("{} and {}", self.voice(*one), self.voice(*two)),
            many => plural(many.len(), "source"),
        }
    }
}

/// `1 claim`, `2 claims`, `2 series`.
#[must_use]
pub fn plural(count: usize, thing: &str) -> String {
    let ending = if count == 1 || thing.ends_with("series") { "" } else { "s" };
    format!("{count} {thing}{ending}")
}

/// `a, b and c`.
#[must_use]
pub fn join_words(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}
