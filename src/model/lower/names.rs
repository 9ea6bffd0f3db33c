//! Looks up the numbers of names: measures and their subjects, scopes, sources and chains, each spelling once.

use crate::model::claim::{Members, Scope, Value};
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::{Head, Lowering};
use crate::model::lower::used_names::RegisterKind;
use crate::model::name;
use crate::model::register::{
    self, ChainId, GROUP, KeyId, LabelId, MeasureId, NameId, Registers, SUBJECT, ScopeId, SourceId, TOPIC,
    WordsId,
};
use crate::model::vocabulary::{Declared, Kind, SourceKind, Vocabulary};
use crate::syntax::tree::{Name, ValueKind};

impl<'s> Lowering<'_, 's> {
    /// The measure that a name outside a claim means, and the subject that an ` of ` in it names.
    pub(in crate::model) fn measure_named(&mut self, name: &Name<'s>) -> (MeasureId, Option<NameId>) {
        let head = self.head(name);
        (head.measure, head.subject)
    }

    /// The relays of a chain.
    pub(in crate::model) fn chain_of(&self, chain: ChainId) -> Vec<SourceId> {
        self.registers(|registers| registers.chains.get(chain.0).to_vec())
    }

    /// A source's name, for a message.
    pub(in crate::model) fn source_name(&self, source: SourceId) -> String {
        self.registers(|registers| registers.sources.get(source.0).display.clone())
    }

    /// The head's measure, and the subject that an ` of ` in it names. The cell of a table is a measure as it stands.
    pub(super) fn head(&mut self, head: &Name<'s>) -> Head {
        let is_cell = self.at.sheet.is_some();
        let heads = if is_cell { &mut self.cell_heads } else { &mut self.heads };
        if let Some(&known) = heads.get(head.raw) {
            return known;
        }
        let text = head.text();
        let found = self.split(&text, head, is_cell);
        let heads = if is_cell { &mut self.cell_heads } else { &mut self.heads };
        heads.insert(head.raw, found);
        found
    }

    pub(super) fn split(&mut self, text: &str, head: &Name<'s>, is_cell: bool) -> Head {
        let at =
            if head.quoted || is_cell { None } else { split_at(text, |left| self.declared(left).is_some()) };
        let left = at.map_or(text, |at| &text[..at]);
        let measure =
            self.declared(left).unwrap_or_else(|| self.measure(&name::key(left), left.trim(), head.raw));
        let subject = at.map(|at| self.intern_under(SUBJECT, &text[at + OF.len()..], head.raw));
        Head { measure, subject }
    }

    /// A declared measure by its name, its alias, `new X`, `daily X` or `X so far`.
    pub(super) fn declared(&self, text: &str) -> Option<MeasureId> {
        let shared = self.shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        declared(self.vocabulary, &shared, text)
    }

    pub(in crate::model) fn event(&mut self, event: &Name<'s>) -> MeasureId {
        let text = event.text();
        let declared = self.declared_name(&text);
        let text = declared.as_deref().unwrap_or(&text);
        self.measure(&register::event_key(text), text, event.raw)
    }

    /// The declared spelling of a text that the vocabulary declares as a name, under any scope key.
    fn declared_name(&self, text: &str) -> Option<String> {
        let key = name::key(text);
        self.registers(|registers| {
            let id = declared_under_any_key(self.vocabulary, registers, &key)?;
            Some(registers.names.get(id).display.clone())
        })
    }

    /// The number of a name by its comparison key. Unless it is an alias, its place and spelling here are added to `used_names`.
    fn intern(&mut self, kind: RegisterKind, key: &str, display: &str, raw: &str) -> u32 {
        let seen = self.at.place(raw);
        let (number, is_alias) = self.registers(|registers| {
            let register = match kind {
                RegisterKind::Measure => &mut registers.measures,
                RegisterKind::Key => &mut registers.keys,
                RegisterKind::Name => &mut registers.names,
                RegisterKind::Source => &mut registers.sources,
            };
            let number = register.intern(key, display, Some(seen));
            (number, register.get(number).key != key)
        });
        if !is_alias {
            self.used_names.named.push((kind, number, seen, display.into()));
        }
        number
    }

    pub(super) fn measure(&mut self, key: &str, display: &str, raw: &str) -> MeasureId {
        MeasureId(self.intern(RegisterKind::Measure, key, display, raw))
    }

    pub(super) fn key(&mut self, key: &Name<'s>) -> KeyId {
        let text = key.text();
        KeyId(self.intern(RegisterKind::Key, &name::key(&text), text.trim(), key.raw))
    }

    pub(in crate::model) fn name(&mut self, key: KeyId, name: &Name<'s>) -> NameId {
        if let Some(&known) = self.names.get(&(key, name.raw)) {
            return known;
        }
        let id = self.intern_under(key, &name.text(), name.raw);
        self.names.insert((key, name.raw), id);
        id
    }

    pub(super) fn intern_under(&mut self, key: KeyId, text: &str, raw: &str) -> NameId {
        let declared = if matches!(key, SUBJECT | TOPIC) { self.declared_name(text) } else { None };
        let text = declared.as_deref().unwrap_or(text);
        let key = self.registers(|registers| Registers::key_under(&registers.keys.get(key.0).key, text));
        NameId(self.intern(RegisterKind::Name, &key, text.trim(), raw))
    }

    /// A name that is a value: what the vocabulary declares under any scope key, else itself.
    pub(in crate::model) fn value_name(&mut self, name: &Name<'s>) -> NameId {
        let text = name.text();
        let vocabulary = self.vocabulary;
        let known = self.registers(|registers| {
            let key = name::key(&text);
            if let Some(id) = declared_under_any_key(vocabulary, registers, &key) {
                return Ok(id);
            }
            // An alias of a source means the source.
            let canonical = registers.sources.find(&key).map(|id| registers.sources.get(id).key.clone());
            Err(register::joined_key(register::VALUE, canonical.as_deref().unwrap_or(&key)))
        });
        NameId(known.unwrap_or_else(|key| self.intern(RegisterKind::Name, &key, text.trim(), name.raw)))
    }

    /// Whether a value is an item of Wikidata by its id alone: that it is another name than one in words says nothing.
    pub(in crate::model) fn is_unnamed_item(&self, value: &Value, text: &str) -> bool {
        let name = match value {
            Value::Name(name) => *name,
            Value::Set(members) => match **members {
                Members::Includes(name) => name,
                _ => return false,
            },
            _ => return false,
        };
        self.at.sheet.is_some_and(|sheet| sheet.is_unnamed_item(text))
            && self.registers(|registers| registers.names.get(name.0).display == text)
    }

    pub(in crate::model) fn members(&mut self, kind: &ValueKind<'s>) -> Option<Members> {
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

    pub(super) fn source(&mut self, name: &Name<'s>) -> SourceId {
        if let Some(&known) = self.sources.get(name.raw) {
            return known;
        }
        let text = name.text();
        let id = SourceId(self.intern(RegisterKind::Source, &name::key(&text), text.trim(), name.raw));
        self.sources.insert(name.raw, id);
        id
    }

    /// The voice of an origin. Unnamed officials have one voice for each outlet that first quoted them.
    pub(super) fn voice(&mut self, origin: SourceId, outlet: Option<SourceId>) -> SourceId {
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
            let key = register::joined_key(&name.key, &outlet.key);
            let display = format!("{} (of {})", name.display, outlet.display);
            let seen = name.seen;
            registers.sources.intern(&key, &display, seen)
        }));
        self.used_names.unnamed.push(id);
        self.unnamed.insert((origin, outlet), id);
        id
    }

    pub(in crate::model) fn label(&mut self, label: &str) -> LabelId {
        let id = LabelId(self.registers(|registers| registers.labels.intern(label, label, None)));
        self.used_names.labels.push(id);
        id
    }

    pub(in crate::model) fn words(&mut self, words: &str) -> WordsId {
        let id = WordsId(self.registers(|registers| registers.words.intern(words, words, None)));
        self.used_names.words.push(id);
        id
    }

    /// The scope of a claim: what it says itself, then what its article says, then how its source counts. Figures
    /// of a source that is declared to fill in missing ones have a scope of their own: they are compared with each other only.
    pub(super) fn scope(
        &mut self,
        mut scope: Scope,
        defaults: Option<&ArticleDefaults>,
        source: Option<SourceId>,
    ) -> ScopeId {
        let counted = source.into_iter().flat_map(|source| self.vocabulary.counts_on(source));
        for &(key, name) in defaults.iter().flat_map(|defaults| &defaults.scope).chain(counted) {
            if !scope.iter().any(|(known, _)| *known == key) {
                scope.push((key, name));
            }
        }
        scope.extend(source.and_then(|source| self.vocabulary.fills_in(source)));
        self.normalise(&mut scope);
        if let Some(&known) = self.scopes.get(&scope) {
            return known;
        }
        let id = ScopeId(self.registers(|registers| registers.scopes.intern(&scope)));
        self.used_names.scopes.push(id);
        self.scopes.insert(scope, id);
        id
    }

    /// Leaves out what equals its key's declared default, and the group that means everybody, and sorts the rest.
    pub(super) fn normalise(&self, scope: &mut Scope) {
        let everyone = self.everyone.map(|name| (GROUP, name));
        scope.retain(|pair| !self.vocabulary.defaults.contains(pair) && Some(*pair) != everyone);
        scope.sort();
    }

    pub(in crate::model) fn chain(&mut self, via: &[SourceId]) -> ChainId {
        if let Some(&known) = self.chains.get(via) {
            return known;
        }
        let id = ChainId(self.registers(|registers| registers.chains.intern(via)));
        self.used_names.chains.push(id);
        self.chains.insert(via.to_vec(), id);
        id
    }

    pub(super) fn is_declared_source(&self, text: &str) -> bool {
        let id = self.registers(|registers| registers.sources.find(&name::key(text)));
        id.and_then(|id| self.vocabulary.sources.get(id as usize))
            .is_some_and(|info| info.declared != Declared::No)
    }
}

/// What separates a measure from its subject.
const OF: &str = " of ";

/// Where a head is split into measure and subject: after the longest declared measure before an ` of `, else before
/// the first ` of ` that is not in an office's name; nowhere if the whole head is declared.
pub(in crate::model) fn split_at(text: &str, declared: impl Fn(&str) -> bool) -> Option<usize> {
    // Other letters may be longer or shorter in lower case.
    let lower = text.to_ascii_lowercase();
    let splits: Vec<usize> = lower.match_indices(OF).map(|(at, _)| at).collect();
    if splits.is_empty() || declared(text) {
        return None;
    }
    let known = splits.iter().rev().copied().find(|&at| declared(&text[..at]));
    known.or_else(|| splits.iter().copied().find(|&at| !is_in_office(&lower, at)))
}

/// Offices and bodies whose names go on with ` of `.
const OFFICES: [&str; 13] = [
    "secretary",
    "secretaries",
    "minister",
    "ministers",
    "ministry",
    "department",
    "chief",
    "chiefs",
    "head",
    "heads",
    "chancellor",
    "speaker",
    "house",
];

/// What may follow ` of ` in such names.
const PORTFOLIOS: [&str; 30] = [
    "state",
    "staff",
    "defence",
    "defense",
    "foreign",
    "external",
    "interior",
    "internal",
    "home",
    "finance",
    "health",
    "justice",
    "education",
    "energy",
    "agriculture",
    "labour",
    "labor",
    "commerce",
    "transport",
    "transportation",
    "culture",
    "war",
    "police",
    "government",
    "mission",
    "delegation",
    "exchequer",
    "representatives",
    "commons",
    "lords",
];

/// Whether the ` of ` at a place belongs to the name of an office: `US Secretary of State`, `Chancellor of the Exchequer`.
fn is_in_office(lower: &str, at: usize) -> bool {
    let office = lower[..at].split_whitespace().next_back().unwrap_or("");
    let of = &lower[at + OF.len()..];
    let of = of.split_whitespace().find(|word| *word != "the").unwrap_or("");
    OFFICES.contains(&office) && PORTFOLIOS.contains(&of)
}

/// A declared measure by its name, its alias, `new X`, `daily X` or `X so far`.
pub(in crate::model) fn declared(
    vocabulary: &Vocabulary,
    registers: &Registers,
    text: &str,
) -> Option<MeasureId> {
    let key = name::key(text);
    let known = |key: &str| {
        let id = MeasureId(registers.measures.find(key)?);
        vocabulary.measure(id).filter(|measure| measure.declared != Declared::No && !measure.event)?;
        Some(id)
    };
    if let Some(id) = known(&key) {
        return Some(id);
    }
    if let Some(base) = key.strip_prefix("new ").or_else(|| key.strip_prefix("daily ")).and_then(known) {
        let measure = vocabulary.measure(base)?;
        return measure.flow.or((measure.kind == Some(Kind::Flow)).then_some(base));
    }
    // `X so far`, of a flow, is the total that the flow adds up to.
    let base = key.strip_suffix(" so far").and_then(known)?;
    let measure = vocabulary.measure(base)?;
    if measure.kind == Some(Kind::Flow) { measure.adds_up_to } else { Some(base) }
}

/// The number of the name that the vocabulary declares under any scope key, by its comparison key or an alias of it.
fn declared_under_any_key(vocabulary: &Vocabulary, registers: &Registers, key: &str) -> Option<u32> {
    let is_declared =
        |id: &u32| vocabulary.names.get(*id as usize).is_some_and(|info| info.declared != Declared::No);
    let scope_keys = registers.keys.entries().iter();
    let mut found =
        scope_keys.filter_map(|scope_key| registers.names.find(&register::joined_key(&scope_key.key, key)));
    found.find(is_declared)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_that_is_longer_in_lower_case_moves_no_split() {
        let split =
            |text: &'static str| split_at(text, |_| false).map(|at| (&text[..at], &text[at + OF.len()..]));
        assert_eq!(split("İstanbul deaths of children"), Some(("İstanbul deaths", "children")));
        assert_eq!(split("İİİİéé deaths Of é"), Some(("İİİİéé deaths", "é")));
        assert_eq!(split("Secretary of State of Aldania"), Some(("Secretary of State", "Aldania")));
    }
}
