//! Laws, the declared relations between measures, in one normalised form.

use crate::model::figure;
use crate::model::label::Labels;
use crate::model::lower::Lowering;
use crate::model::number::Number;
use crate::model::register::{MeasureId, ScopeId};
use crate::source::Place;
use crate::syntax::tree::{self, Relation};

/// A declared relation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Law {
    /// The statement.
    pub place: Place,
    /// What it declares.
    pub form: LawForm,
}

/// The forms of a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LawForm {
    /// The sum of the terms stands in the relation to the constant: all terms are moved to the left.
    Linear {
        /// Coefficient and what it multiplies.
        terms: Vec<(Number, Subject)>,
        /// How the sum stands to the constant.
        relation: Relation,
        /// The constant.
        constant: Number,
    },
    /// The first is the second divided by the third.
    Quotient(Subject, Subject, Subject),
    /// The first is the second times the third.
    Product(Subject, Subject, Subject),
    /// The first event comes after the second.
    After {
        /// The event that comes later.
        later: MeasureId,
        /// The event that comes first.
        earlier: MeasureId,
    },
    /// A part of it could not be read, or it has no meaning; either is reported elsewhere.
    Invalid,
}

impl LawForm {
    /// The measures that it binds, but for the events that it orders.
    #[must_use]
    pub fn measures(&self) -> Vec<MeasureId> {
        let measure = |subject: &&Subject| match subject {
            Subject::Measure(measure, _) => Some(*measure),
            Subject::Statement(_) | Subject::Number(_) => None,
        };
        self.subjects().iter().filter_map(measure).collect()
    }

    fn subjects(&self) -> Vec<&Subject> {
        match self {
            Self::Linear { terms, .. } => terms.iter().map(|(_, subject)| subject).collect(),
            Self::Quotient(one, two, three) | Self::Product(one, two, three) => vec![one, two, three],
            Self::After { .. } | Self::Invalid => Vec::new(),
        }
    }

    /// The labelled statements that it names.
    #[must_use]
    pub fn statements(&self) -> Vec<Place> {
        let place = |subject: &&Subject| match subject {
            Subject::Statement(place) => Some(*place),
            Subject::Measure(..) | Subject::Number(_) => None,
        };
        self.subjects().iter().filter_map(place).collect()
    }
}

/// A term of a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A measure at a scope.
    Measure(MeasureId, ScopeId),
    /// The claims of a labelled statement.
    Statement(Place),
    /// A number.
    Number(Number),
}

/// Normalises a law.
pub(super) fn law<'s>(law: &tree::Law<'s>, labels: &Labels, lowering: &mut Lowering<'_, 's>) -> Law {
    let place = lowering.at.statement();
    let form = match law {
        tree::Law::Linear(left, relation, right) => linear(left, *relation, right, labels, lowering),
        tree::Law::Quotient(one, two, three) => three_subjects(one, two, three, labels, lowering)
            .map(|(one, two, three)| LawForm::Quotient(one, two, three)),
        tree::Law::Product(one, two, three) => three_subjects(one, two, three, labels, lowering)
            .map(|(one, two, three)| LawForm::Product(one, two, three)),
        tree::Law::After(later, earlier) => {
            Some(LawForm::After { later: lowering.event(later), earlier: lowering.event(earlier) })
        }
    };
    Law { place, form: form.unwrap_or(LawForm::Invalid) }
}

fn linear<'s>(
    left: &[tree::Term<'s>],
    relation: Relation,
    right: &[tree::Term<'s>],
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
) -> Option<LawForm> {
    let mut terms: Vec<(Number, Subject)> = Vec::new();
    let mut constant = Number::ZERO;
    let sides = left.iter().map(|term| (term, false)).chain(right.iter().map(|term| (term, true)));
    for (term, is_on_right) in sides {
        let mut coefficient = match &term.coefficient {
            Some(amount) => number(amount, lowering)?,
            None => Number::ONE,
        };
        if term.minus != is_on_right {
            coefficient = -&coefficient;
        }
        match subject(&term.atom, labels, lowering)? {
            // A number is moved to the right of the relation.
            Subject::Number(value) => constant = &constant - &(&coefficient * &value),
            other => match terms.iter_mut().find(|(_, known)| *known == other) {
                Some((known, _)) => *known = &*known + &coefficient,
                None => terms.push((coefficient, other)),
            },
        }
    }
    terms.retain(|(coefficient, _)| !coefficient.is_zero());
    Some(LawForm::Linear { terms, relation, constant })
}

fn three_subjects<'s>(
    one: &tree::Atom<'s>,
    two: &tree::Atom<'s>,
    three: &tree::Atom<'s>,
    labels: &Labels,
    lowering: &mut Lowering<'_, 's>,
) -> Option<(Subject, Subject, Subject)> {
    Some((
        subject(one, labels, lowering)?,
        subject(two, labels, lowering)?,
        subject(three, labels, lowering)?,
    ))
}

fn subject<'s>(atom: &tree::Atom<'s>, labels: &Labels, lowering: &mut Lowering<'_, 's>) -> Option<Subject> {
    Some(match atom {
        tree::Atom::Measure(name, qualifiers) => {
            let (measure, of) = lowering.measure_named(name);
            Subject::Measure(measure, lowering.particulars(qualifiers, of, None).scope)
        }
        tree::Atom::Label(label) => Subject::Statement(lowering.labelled(label, labels)?),
        tree::Atom::Number(amount) => Subject::Number(number(amount, lowering)?),
    })
}

fn number<'s>(amount: &tree::Amount<'s>, lowering: &mut Lowering<'_, 's>) -> Option<Number> {
    match figure::amount(amount, lowering.vocabulary.decimal) {
        Ok(number) => Some(number),
        Err(problem) => {
            lowering.diagnostics.figure(lowering.at, amount.text, &problem);
            None
        }
    }
}
