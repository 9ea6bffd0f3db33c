//! A reader of `grammar/claims.ebnf` that can derive random sentences from it and recognise what it derives.

use std::collections::{BTreeMap, BTreeSet};

use crate::literal::literal;

/// What stands on the right of a production.
#[derive(Debug)]
pub(crate) enum Rule {
    Terminal(String),
    Range(char, char),
    Name(String),
    Sequence(Vec<Rule>),
    Choice(Vec<Rule>),
    Optional(Box<Rule>),
    Repeated(Box<Rule>),
    Except(Box<Rule>, Box<Rule>),
    /// At most once in a statement; the key distinguishes such marks.
    Once(String, Box<Rule>),
}

pub(crate) struct Grammar {
    pub(crate) productions: BTreeMap<String, Rule>,
}

impl Grammar {
    pub(crate) fn read(text: &str) -> Self {
        let mut reader = Reader { rest: text, marks: 0 };
        let mut productions = BTreeMap::new();
        while !reader.peek().is_empty() {
            let name = reader.name();
            reader.expect("=");
            let rule = reader.choice();
            reader.expect(";");
            assert!(productions.insert(name.clone(), rule).is_none(), "`{name}` is produced twice");
        }
        Self { productions }
    }

    fn rule(&self, name: &str) -> &Rule {
        self.productions.get(name).unwrap_or_else(|| panic!("no production `{name}`"))
    }

    /// Whether a production derives the whole of a text.
    pub(crate) fn derives(&self, name: &str, text: &str) -> bool {
        let mut known = BTreeMap::new();
        self.ends(self.rule(name), text, 0, &mut known).contains(&text.len())
    }

    /// Where a rule can end that begins at a place.
    fn ends<'g>(
        &'g self,
        rule: &'g Rule,
        text: &str,
        at: usize,
        known: &mut BTreeMap<(*const Rule, usize), BTreeSet<usize>>,
    ) -> BTreeSet<usize> {
        if let Rule::Terminal(found) = rule {
            return text[at..].starts_with(found).then(|| at + found.len()).into_iter().collect();
        }
        if let Rule::Range(first, last) = rule {
            let c = text[at..].chars().next().filter(|c| (first..=last).contains(&c));
            return c.map(|c| at + c.len_utf8()).into_iter().collect();
        }
        if let Some(found) = known.get(&(std::ptr::from_ref(rule), at)) {
            return found.clone();
        }
        let found: BTreeSet<usize> = match rule {
            Rule::Terminal(_) | Rule::Range(..) => BTreeSet::new(),
            Rule::Name(name) => self.ends(self.rule(name), text, at, known),
            Rule::Once(_, inner) => self.ends(inner, text, at, known),
            Rule::Sequence(rules) => rules.iter().fold(BTreeSet::from([at]), |places, rule| {
                places.into_iter().flat_map(|at| self.ends(rule, text, at, known)).collect()
            }),
            Rule::Choice(rules) => rules.iter().flat_map(|rule| self.ends(rule, text, at, known)).collect(),
            Rule::Optional(inner) => {
                let mut ends = self.ends(inner, text, at, known);
                ends.insert(at);
                ends
            }
            Rule::Repeated(inner) => {
                let mut ends = BTreeSet::from([at]);
                let mut fresh = vec![at];
                while let Some(from) = fresh.pop() {
                    fresh.extend(
                        self.ends(inner, text, from, known).into_iter().filter(|&end| ends.insert(end)),
                    );
                }
                ends
            }
            Rule::Except(rule, not) => {
                let ends = self.ends(rule, text, at, known);
                let whole = |end: usize| {
                    let part = &text[at..end];
                    self.ends(not, part, 0, &mut BTreeMap::new()).contains(&part.len())
                };
                ends.into_iter().filter(|&end| !whole(end)).collect()
            }
        };
        known.insert((std::ptr::from_ref(rule), at), found.clone());
        found
    }
}

/// Random sentences.
pub(crate) struct Deriver<'g> {
    grammar: &'g Grammar,
    state: u64,
    /// The productions used in a sentence.
    pub(crate) used: BTreeSet<String>,
    once: BTreeSet<String>,
}

impl<'g> Deriver<'g> {
    pub(crate) fn new(grammar: &'g Grammar, seed: u64) -> Self {
        Self { grammar, state: seed, used: BTreeSet::new(), once: BTreeSet::new() }
    }

    /// A number below a bound (SplitMix64).
    fn below(&mut self, bound: usize) -> usize {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    /// A sentence that a production derives.
    pub(crate) fn sentence(&mut self, name: &str) -> String {
        self.once.clear();
        loop {
            let mut out = String::new();
            if self.derive(&Rule::Name(name.to_owned()), &mut out) {
                return out;
            }
        }
    }

    /// Productions that are used by being left out count too.
    fn note(&mut self, rule: &Rule) {
        match rule {
            Rule::Name(name) => {
                self.used.insert(name.clone());
            }
            Rule::Sequence(rules) | Rule::Choice(rules) => rules.iter().for_each(|rule| self.note(rule)),
            _ => {}
        }
    }

    /// Adds a derivation; where there is none left, nothing is added.
    fn derive(&mut self, rule: &Rule, out: &mut String) -> bool {
        let start = out.len();
        let done = match rule {
            Rule::Terminal(text) => {
                out.push_str(text);
                true
            }
            Rule::Range(first, last) => {
                let span = *last as usize - *first as usize + 1;
                let c = char::from_u32(*first as u32 + self.below(span) as u32);
                out.push(c.expect("no range holds a surrogate"));
                true
            }
            Rule::Name(name) => {
                let grammar = self.grammar;
                if name == "statement" {
                    self.once.clear();
                }
                let done = self.derive(grammar.rule(name), out);
                if done {
                    self.used.insert(name.clone());
                }
                done
            }
            Rule::Sequence(rules) => rules.iter().all(|rule| self.derive(rule, out)),
            Rule::Choice(rules) => {
                let first = self.below(rules.len());
                (0..rules.len()).any(|step| self.derive(&rules[(first + step) % rules.len()], out))
            }
            Rule::Optional(inner) => {
                if self.below(2) == 0 {
                    let _ = self.derive(inner, out);
                }
                true
            }
            Rule::Repeated(inner) => {
                for _ in 0..self.below(4) {
                    if !self.derive(inner, out) {
                        break;
                    }
                }
                true
            }
            Rule::Except(rule, not) => (0..50).any(|_| {
                out.truncate(start);
                self.note(not);
                self.derive(rule, out) && {
                    let part = &out[start..];
                    !self.grammar.ends(not, part, 0, &mut BTreeMap::new()).contains(&part.len())
                }
            }),
            Rule::Once(mark, inner) => self.once.insert(mark.clone()) && self.derive(inner, out),
        };
        if !done {
            out.truncate(start);
        }
        done
    }
}

struct Reader<'t> {
    rest: &'t str,
    marks: usize,
}

impl<'t> Reader<'t> {
    /// What comes next, comments and blanks passed.
    fn peek(&mut self) -> &'t str {
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix("(*") {
                Some(comment) => self.rest = comment.split_once("*)").expect("a closed comment").1,
                None => return self.rest,
            }
        }
    }

    fn takes(&mut self, mark: &str) -> bool {
        match self.peek().strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, mark: &str) {
        assert!(self.takes(mark), "`{mark}` expected at: {:.60}", self.rest);
    }

    fn name(&mut self) -> String {
        let text = self.peek();
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
        assert!(end > 0, "a name expected at: {text:.60}");
        self.rest = &text[end..];
        text[..end].to_owned()
    }

    fn choice(&mut self) -> Rule {
        let mut rules = vec![self.sequence()];
        while self.takes("|") {
            rules.push(self.sequence());
        }
        if rules.len() == 1 { rules.remove(0) } else { Rule::Choice(rules) }
    }

    fn sequence(&mut self) -> Rule {
        let mut rules = vec![self.factor()];
        while self.takes(",") {
            rules.push(self.factor());
        }
        if rules.len() == 1 { rules.remove(0) } else { Rule::Sequence(rules) }
    }

    fn factor(&mut self) -> Rule {
        let mut rule = self.primary();
        while self.takes("-") {
            rule = Rule::Except(Box::new(rule), Box::new(self.primary()));
        }
        rule
    }

    fn primary(&mut self) -> Rule {
        if self.takes("!") {
            let inner = self.primary();
            self.marks += 1;
            let key = match &inner {
                Rule::Name(name) => name.clone(),
                _ => self.marks.to_string(),
            };
            return Rule::Once(key, Box::new(inner));
        }
        for (open, close) in [("(", ")"), ("[", "]"), ("{", "}")] {
            if self.takes(open) {
                let inner = self.choice();
                self.expect(close);
                return match open {
                    "(" => inner,
                    "[" => Rule::Optional(Box::new(inner)),
                    _ => Rule::Repeated(Box::new(inner)),
                };
            }
        }
        if !self.peek().starts_with(['"', '\'']) {
            return Rule::Name(self.name());
        }
        let text = self.terminal();
        if !self.takes("..") {
            return Rule::Terminal(text);
        }
        self.peek();
        let last = self.terminal();
        let one = |text: &str| text.chars().next().expect("a character");
        Rule::Range(one(&text), one(&last))
    }

    /// A terminal; in double quotes a backslash begins an escape.
    fn terminal(&mut self) -> String {
        let Some((text, rest)) = literal(self.rest) else {
            panic!("a terminal without an end: {:.60}", self.rest);
        };
        self.rest = rest;
        text
    }
}
