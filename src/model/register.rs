//! Registers: tables of interned names, one for each kind of thing, in which every name has a number. Names are
//! distinguished by their comparison keys, not by their spellings.

use std::hash::{Hash, Hasher};
use std::sync::Mutex;

use rustc_hash::{FxHashMap, FxHasher};

use crate::model::name;
use crate::source::Place;

macro_rules! ids {
    ($($(#[doc = $doc:expr])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl From<u32> for $name { fn from(number: u32) -> Self { Self(number) } }
        impl From<$name> for u32 { fn from(id: $name) -> Self { id.0 } }
    )+};
}

ids! {
    /// A measure; events and sentences are measures too.
    MeasureId;
    /// A source: origin, relay or outlet.
    SourceId;
    /// A scope key: `place`, `group`, `basis`.
    KeyId;
    /// A name that is a scope's or a value.
    NameId;
    /// A scope.
    ScopeId;
    /// A relay chain.
    ChainId;
    /// A label.
    LabelId;
    /// A quotation's words.
    WordsId;
}

/// Separates the two halves of a comparison key that has two: a scope key and a name under it, or an unnamed official
/// and the outlet that quotes them. No name contains this character.
const KEY_SEPARATOR: char = '\u{1F}';

/// The first character in the key of an event: an event and a measure of the same name are different.
const EVENT_MARK: char = '\u{1}';

/// The first character in the key of a flow that is defined implicitly with a running total; no name in a text has
/// it.
const FLOW_MARK: char = '\u{2}';

/// The key of the measure that every quotation has.
pub const QUOTE_KEY: &str = "\u{3}quote";

/// What the comparison keys of values that are names begin with, in place of a scope key.
pub const VALUE: &str = "value";

/// A comparison key of two halves.
#[must_use]
pub fn joined_key(opening: &str, key: &str) -> String {
    format!("{opening}{KEY_SEPARATOR}{key}")
}

/// The two halves of a comparison key that has two.
#[must_use]
pub fn split_key(key: &str) -> Option<(&str, &str)> {
    key.split_once(KEY_SEPARATOR)
}

/// The comparison key of an event.
#[must_use]
pub fn event_key(name: &str) -> String {
    format!("{EVENT_MARK}{}", name::key(name))
}

/// The comparison key of the flow that is defined implicitly with a running total.
#[must_use]
pub fn flow_key(total: &str) -> String {
    format!("{FLOW_MARK}{total}")
}

/// Whether a comparison key cannot be a measure's name in a text: the key of an event, an implicit flow or a
/// quotation.
#[must_use]
pub fn is_marked_key(key: &str) -> bool {
    key.starts_with(char::is_control)
}

/// Whether a comparison key is an event's.
#[must_use]
pub fn is_event_key(key: &str) -> bool {
    key.starts_with(EVENT_MARK)
}

/// The comparison key of the event's name in an event's key; none if the key is no event's.
#[must_use]
pub fn bare_event_key(key: &str) -> Option<&str> {
    key.strip_prefix(EVENT_MARK)
}

/// A name of a register.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The comparison key.
    pub key: String,
    /// The spelling to show: the declared one, else the first in path order.
    pub display: String,
    /// Where that spelling stands; none for what is built in.
    pub seen: Option<Place>,
}

/// Whether a name of a register is in use.
#[derive(Clone, Copy, Debug, Default)]
pub struct InUse<'m> {
    /// Whether it is.
    pub is_used: bool,
    /// Where it is first spelt, and how.
    pub first: Option<(Place, &'m str)>,
}

/// Names of one kind. Numbers are given on first use, until [`Register::renumber`] sorts them by key.
#[derive(Clone, Debug, Default)]
pub struct Register {
    entries: Vec<Entry>,
    numbers: FxHashMap<String, u32>,
}

impl Register {
    /// The number of a key, where it is known.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        self.numbers.get(key).copied()
    }

    /// The number of a name, added where it is new. Where several places spell it, the first place's spelling is kept.
    pub fn intern(&mut self, key: &str, display: &str, seen: Option<Place>) -> u32 {
        if let Some(&number) = self.numbers.get(key) {
            let entry = &mut self.entries[number as usize];
            // An alias never replaces the spelling of the name that it means.
            if let (Some(old), Some(new)) = (entry.seen, seen)
                && entry.key == key
                && new < old
            {
                entry.seen = seen;
                display.clone_into(&mut entry.display);
            }
            return number;
        }
        let number = self.entries.len() as u32;
        self.entries.push(Entry { key: key.to_owned(), display: display.to_owned(), seen });
        self.numbers.insert(key.to_owned(), number);
        number
    }

    /// Makes a key an alias of a known entry. Returns the number that the key already had, if any.
    pub fn alias(&mut self, key: &str, number: u32) -> Option<u32> {
        let old = self.numbers.get(key).copied();
        if old.is_none() {
            self.numbers.insert(key.to_owned(), number);
        }
        old
    }

    /// One entry.
    #[must_use]
    pub fn get(&self, number: u32) -> &Entry {
        &self.entries[number as usize]
    }

    /// Every entry in the order of the numbers.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Every comparison key, aliases among them, with its number, in order of key.
    #[must_use]
    pub fn names(&self) -> Vec<(&str, u32)> {
        let mut names: Vec<(&str, u32)> =
            self.numbers.keys().map(|key| (key.as_str(), self.numbers[key])).collect();
        names.sort_unstable();
        names
    }

    /// A register of the names of `fixed`, which are the first ones of this register, and after them the others that are in use, in
    /// the order of their keys; and the new number of each old one. `in_use` says of each name whether it is in use, and where it is
    /// first spelt and how, if that is known.
    #[must_use]
    pub fn only(&self, fixed: &Self, in_use: &[InUse<'_>]) -> (Self, Vec<u32>) {
        let mut only = fixed.clone();
        let count = fixed.entries.len();
        for (entry, used) in only.entries.iter_mut().zip(in_use) {
            if let (Some(old), Some((new, display))) = (entry.seen, used.first)
                && new < old
            {
                entry.seen = Some(new);
                display.clone_into(&mut entry.display);
            }
        }
        let mut rest: Vec<u32> =
            (count as u32..self.entries.len() as u32).filter(|&at| in_use[at as usize].is_used).collect();
        rest.sort_by(|&a, &b| self.entries[a as usize].key.cmp(&self.entries[b as usize].key));
        let mut new: Vec<u32> = (0..self.entries.len() as u32).collect();
        for at in rest {
            let old = &self.entries[at as usize];
            let (seen, display) = match in_use[at as usize].first {
                Some((place, display)) => (Some(place), display),
                None => (old.seen, old.display.as_str()),
            };
            new[at as usize] = only.entries.len() as u32;
            only.numbers.insert(old.key.clone(), only.entries.len() as u32);
            only.entries.push(Entry { key: old.key.clone(), display: display.to_owned(), seen });
        }
        (only, new)
    }

    /// Changes how an entry is shown: unnamed officials are called after their outlet, which may be spelt in another way now.
    pub fn rename(&mut self, number: u32, display: String, seen: Option<Place>) {
        let entry = &mut self.entries[number as usize];
        entry.display = display;
        entry.seen = seen;
    }

    /// Orders the numbers from `fixed` on by key, and returns the new number of each old one.
    pub fn renumber(&mut self, fixed: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.entries.len() as u32).collect();
        order[fixed..].sort_by(|&a, &b| self.entries[a as usize].key.cmp(&self.entries[b as usize].key));
        let mut new = vec![0; order.len()];
        for (number, &old) in order.iter().enumerate() {
            new[old as usize] = number as u32;
        }
        self.entries = order.iter().map(|&old| self.entries[old as usize].clone()).collect();
        self.numbers = std::mem::take(&mut self.numbers)
            .into_iter()
            .map(|(key, number)| (key, new[number as usize]))
            .collect();
        new
    }
}

/// Lists of ids that are given numbers: scopes and relay chains.
#[derive(Clone, Debug)]
pub struct Lists<T> {
    lists: Vec<Vec<T>>,
    numbers: FxHashMap<Vec<T>, u32>,
}

impl<T: Clone + Eq + std::hash::Hash + Ord> Default for Lists<T> {
    fn default() -> Self {
        Self { lists: vec![Vec::new()], numbers: std::iter::once((Vec::new(), 0)).collect() }
    }
}

impl<T: Clone + Eq + std::hash::Hash + Ord> Lists<T> {
    /// The number of a list, added where it is new. The empty list is 0.
    pub fn intern(&mut self, list: &[T]) -> u32 {
        if let Some(&number) = self.numbers.get(list) {
            return number;
        }
        let number = self.lists.len() as u32;
        self.lists.push(list.to_vec());
        self.numbers.insert(list.to_vec(), number);
        number
    }

    /// One list.
    #[must_use]
    pub fn get(&self, number: u32) -> &[T] {
        &self.lists[number as usize]
    }

    /// The lists in use, rewritten and in the order of their content, and the new number of each.
    #[must_use]
    pub fn only(&self, in_use: &[bool], rewrite: impl Fn(&mut Vec<T>)) -> (Self, Vec<u32>) {
        let used = (0_u32..).zip(&self.lists).filter(|&(at, _)| at == 0 || in_use[at as usize]);
        let mut rewritten: Vec<(Vec<T>, u32)> = used.map(|(at, list)| (list.clone(), at)).collect();
        rewritten.iter_mut().for_each(|(list, _)| rewrite(list));
        rewritten.sort_unstable();
        let mut new = vec![0; self.lists.len()];
        let mut only = Self { lists: Vec::with_capacity(rewritten.len()), numbers: FxHashMap::default() };
        for (number, (list, old)) in (0_u32..).zip(rewritten) {
            new[old as usize] = number;
            only.numbers.insert(list.clone(), number);
            only.lists.push(list);
        }
        (only, new)
    }

    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lists.len()
    }

    /// Whether there is none; there is always the empty one.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Rewrites every list and orders the numbers by content; returns the new number of each old one.
    pub fn renumber(&mut self, rewrite: impl Fn(&mut Vec<T>)) -> Vec<u32> {
        let mut lists = std::mem::take(&mut self.lists);
        for list in &mut lists {
            rewrite(list);
        }
        let mut order: Vec<u32> = (0..lists.len() as u32).collect();
        order.sort_by(|&a, &b| lists[a as usize].cmp(&lists[b as usize]));
        let mut new = vec![0; lists.len()];
        for (number, &old) in order.iter().enumerate() {
            new[old as usize] = number as u32;
        }
        self.lists = order.iter().map(|&old| std::mem::take(&mut lists[old as usize])).collect();
        self.numbers =
            self.lists.iter().enumerate().map(|(number, list)| (list.clone(), number as u32)).collect();
        new
    }
}

/// Every register of a run.
#[derive(Clone, Debug, Default)]
pub struct Registers {
    /// Measures, with events and sentences.
    pub measures: Register,
    /// Sources.
    pub sources: Register,
    /// Scope keys. The first four are always `place`, `group`, `subject`, `topic`.
    pub keys: Register,
    /// Names of scopes and values; the comparison key opens with the key they belong to.
    pub names: Register,
    /// Labels.
    pub labels: Register,
    /// Words of quotations.
    pub words: Register,
    /// Scopes.
    pub scopes: Lists<(KeyId, NameId)>,
    /// Relay chains.
    pub chains: Lists<SourceId>,
}

/// The scope key of `in`.
pub const PLACE: KeyId = KeyId(0);
/// The scope key of `among`.
pub const GROUP: KeyId = KeyId(1);
/// The scope key of `for`.
pub const SUBJECT: KeyId = KeyId(2);
/// The scope key of `about`.
pub const TOPIC: KeyId = KeyId(3);

impl Registers {
    /// Registers that know the four scope keys and nothing else.
    #[must_use]
    pub fn new() -> Self {
        let mut registers = Self::default();
        for key in ["place", "group", "subject", "topic"] {
            registers.keys.intern(key, key, None);
        }
        registers
    }

    /// A hash of all names and lists: if it differs, names may have other numbers. Labels and words of quotations do not count.
    #[must_use]
    pub fn print(&self) -> u64 {
        let mut hasher = FxHasher::default();
        for register in [&self.measures, &self.sources, &self.keys, &self.names] {
            register.entries.len().hash(&mut hasher);
            register.entries.iter().for_each(|entry| entry.key.hash(&mut hasher));
        }
        (&self.scopes.lists, &self.chains.lists).hash(&mut hasher);
        hasher.finish()
    }

    /// The comparison key of a name under a scope key: the same word under another key is another name.
    #[must_use]
    pub fn key_under(key: &str, name: &str) -> String {
        joined_key(key, &name::key(name))
    }
}

/// Registers shared by several threads.
pub type Shared = Mutex<Registers>;
