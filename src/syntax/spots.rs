//! Where the names, qualifiers and colons of a statement are: a walk over its tree, for the layout
//! ([`super::format`]).

use super::tree::{
    Atom, Body, Definition, Law, Name, Property, PropertyKind, Qualifier, QualifierKind, Statement, Term,
    Value, ValueKind,
};

/// The places that the layout may change.
#[derive(Debug, Default)]
pub(super) struct Spots<'s> {
    /// Every name.
    pub(super) names: Vec<Name<'s>>,
    /// Every qualifier that begins with a keyword.
    pub(super) qualifiers: Vec<&'s str>,
    /// The text before each colon that stands between head and value or after a scope key; the
    /// colon is the next one.
    pub(super) before_colons: Vec<&'s str>,
}

impl<'s> Spots<'s> {
    /// The places of one statement.
    pub(super) fn of(statement: &Statement<'s>) -> Self {
        let mut spots = Self::default();
        spots.body(&statement.body);
        spots
    }

    fn add(&mut self, name: &Name<'s>) {
        self.names.push(*name);
    }

    fn body(&mut self, body: &Body<'s>) {
        match body {
            Body::Claim(claim) => {
                self.add(&claim.head);
                self.add_some(claim.head.quoted_end());
                self.value(&claim.value);
                for qualifier in &claim.qualifiers {
                    self.qualifier(qualifier);
                }
                if claim.filler == Some(":") {
                    let last =
                        claim.qualifiers[..claim.before].last().map_or(claim.head.raw, |last| last.text);
                    self.before_colons.push(last);
                }
            }
            Body::Article(article) => {
                self.add(&article.title);
                self.qualifiers(&article.qualifiers);
            }
            Body::Event(event) => {
                self.add(&event.name);
                self.qualifiers(&event.qualifiers);
            }
            Body::Quote(quote) => {
                self.add(&quote.words);
                self.qualifiers(&quote.qualifiers);
            }
            Body::Retract(retract) => {
                self.qualifiers(&retract.qualifiers);
                self.add_some(retract.because);
            }
            Body::Correct(correct) => {
                self.value(&correct.value);
                self.qualifiers(&correct.qualifiers);
                self.add_some(correct.because);
            }
            Body::Break(found) => {
                self.add(&found.measure);
                self.qualifiers(&found.qualifiers);
                self.add_some(found.because);
            }
            Body::Accept(accept) => self.add_some(accept.because),
            Body::Law(law) => self.law(law),
            Body::Include(path) => self.add(path),
            Body::Define(definition) => self.definition(definition),
            Body::EndArticle | Body::Expect(_) => {}
        }
    }

    fn add_some(&mut self, name: Option<Name<'s>>) {
        self.names.extend(name);
    }

    fn value(&mut self, value: &Value<'s>) {
        for part in value.change.iter().flat_map(|change| change.by.iter().chain(&change.from)) {
            self.add_some(part.figure.unit.filter(|unit| unit.quoted));
        }
        match &value.kind {
            ValueKind::Name(name) => self.add(name),
            ValueKind::Set(names) => names.iter().for_each(|name| self.add(name)),
            ValueKind::Includes(name) | ValueKind::Excludes(name) => self.add(name),
            ValueKind::Figure(figure) => self.add_some(figure.unit.filter(|unit| unit.quoted)),
            ValueKind::Truth(_) | ValueKind::Date(_) => {}
        }
    }

    fn qualifiers(&mut self, qualifiers: &[Qualifier<'s>]) {
        qualifiers.iter().for_each(|qualifier| self.qualifier(qualifier));
    }

    fn qualifier(&mut self, qualifier: &Qualifier<'s>) {
        if !qualifier.text.starts_with(['[', '<']) {
            self.qualifiers.push(qualifier.text);
        }
        match &qualifier.kind {
            QualifierKind::In(name)
            | QualifierKind::Among(name)
            | QualifierKind::For(name)
            | QualifierKind::About(name)
            | QualifierKind::Via(name) => self.add(name),
            QualifierKind::By(names) => names.iter().for_each(|name| self.add(name)),
            QualifierKind::Keys(pairs) => {
                for (key, name) in pairs {
                    self.before_colons.push(key.raw);
                    self.add(key);
                    self.add(name);
                }
            }
            QualifierKind::On(_)
            | QualifierKind::Period(_)
            | QualifierKind::Said(_)
            | QualifierKind::Published(_)
            | QualifierKind::Url(_) => {}
        }
    }

    fn law(&mut self, law: &Law<'s>) {
        match law {
            Law::Linear(left, _, right) => left.iter().chain(right).for_each(|term| self.term(term)),
            Law::After(later, earlier) => {
                self.add(later);
                self.add(earlier);
            }
            Law::Quotient(..) | Law::Product(..) => {}
        }
    }

    fn term(&mut self, term: &Term<'s>) {
        if let Atom::Measure(measure, scopes) = &term.atom {
            self.add(measure);
            scopes.iter().for_each(|scope| self.qualifier(scope));
        }
    }

    fn definition(&mut self, definition: &Definition<'s>) {
        match definition {
            Definition::Entity { name, properties, .. } => {
                self.add(name);
                self.properties(properties);
            }
            Definition::Unit { name, equals, properties } => {
                self.add(name);
                self.add_some(equals.map(|(_, unit)| unit));
                self.properties(properties);
            }
            Definition::Complete { parts, whole, .. } | Definition::Disjoint { parts, whole, .. } => {
                parts.iter().chain(whole).for_each(|name| self.add(name));
            }
            Definition::ScopeDefault { key, value } => {
                self.add(key);
                self.add(value);
            }
        }
    }

    fn properties(&mut self, properties: &[Property<'s>]) {
        for property in properties {
            match &property.kind {
                PropertyKind::Aka(names) | PropertyKind::SumsOver(names) | PropertyKind::Settles(names) => {
                    names.iter().for_each(|name| self.add(name));
                }
                PropertyKind::Kind(name)
                | PropertyKind::Unit(name)
                | PropertyKind::PartOf(name)
                | PropertyKind::AddsUpTo(name)
                | PropertyKind::Party(name)
                | PropertyKind::SpeaksFor(name)
                | PropertyKind::Within(name) => self.add(name),
                PropertyKind::Tolerance(figure) => self.add_some(figure.unit.filter(|unit| unit.quoted)),
                PropertyKind::CountsOn(key, name) => {
                    self.add(key);
                    self.add(name);
                }
                PropertyKind::RoundingStrict
                | PropertyKind::Contested
                | PropertyKind::MayBeNegative
                | PropertyKind::AllowsSeveral
                | PropertyKind::FillsIn
                | PropertyKind::AtLeast => {}
            }
        }
    }
}
