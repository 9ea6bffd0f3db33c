//! Laws over labelled claims: each binds the true values of some labelled statements, at their times.

use rustc_hash::FxHashMap;

use crate::contradiction::argument::{ConstraintKind, ConstraintReason};
use crate::contradiction::tied::build::builder::Builder;
use crate::contradiction::tied::build::items::StatementRef;
use crate::corpus::compare_windows;
use crate::model::law::{LawForm, Subject};
use crate::model::vocabulary::Kind;
use crate::model::{Number, Shape};
use crate::reason::linear::Product;
use crate::source::Place;
use crate::syntax::tree::Relation;

/// Adds the row of a linear law over labels; each label has one true value.
pub(super) fn add_rows(builder: &mut Builder<'_>, number: u32) {
    let law = &builder.graph.corpus.model.laws[number as usize];
    let LawForm::Linear { terms, relation, constant } = &law.form else { return };
    let mut row = Vec::with_capacity(terms.len());
    for (coefficient, subject) in terms {
        let Subject::Statement(place) = subject else { return };
        let Some(unknown) = unknown(builder, *place) else { return };
        row.push((unknown, coefficient.clone()));
    }
    builder.add_row(
        row,
        *relation,
        constant.clone(),
        ConstraintReason { kind: ConstraintKind::Law, declared: Some(law.place) },
    );
}

/// The node and fact of the first claim of a labelled statement that has a figure.
fn labelled_fact(builder: &Builder<'_>, place: Place) -> Option<(u32, u32)> {
    let corpus = builder.graph.corpus;
    corpus.claims_at(place).find_map(|claim| {
        let node = builder.graph.node_of_claim(claim)?;
        let time = corpus.claim(claim).time;
        let facts = builder.facts.get(&node)?;
        let timeless = |fact: &crate::corpus::Fact| {
            fact.window.is_none() && builder.graph.kinds[node as usize] == Kind::Constant
        };
        let fact = facts.iter().position(|fact| {
            timeless(fact) || compare_windows(fact.window.as_ref(), time.as_ref()).is_eq()
        })?;
        Some((node, fact as u32))
    })
}

/// The unknown of a labelled statement.
fn unknown(builder: &mut Builder<'_>, place: Place) -> Option<u32> {
    let (node, fact) = labelled_fact(builder, place)?;
    let window = builder.facts[&node][fact as usize].window;
    if let [(unknown, true, true)] = builder.bounded_unknowns(node, fact, window.as_ref())[..] {
        return Some(unknown);
    }
    // An unknown instant in a longer time gets an unknown of its own, which for a total lies
    // between the values at the ends.
    let window = window?;
    let unknown = builder.elsewhere(node, fact, &window);
    let between = builder.timeline.uncertain(&window);
    if let (Kind::Cumulative, Shape::Instant, Some((from, to))) =
        (builder.graph.kinds[node as usize], window.shape, between)
        && builder.is_steady(node, (from, to))
    {
        let (first, last) = (builder.value(node, from), builder.value(node, to));
        let reason = ConstraintReason { kind: ConstraintKind::NeverFalls, declared: None };
        let one = Number::ONE;
        builder.add_row(
            vec![(unknown, one.clone()), (first, -&one)],
            Relation::AtLeast,
            Number::ZERO,
            reason,
        );
        builder.add_row(vec![(last, one.clone()), (unknown, -&one)], Relation::AtLeast, Number::ZERO, reason);
    }
    Some(unknown)
}

/// Adds a law that multiplies or divides labelled values.
pub(super) fn add_product(builder: &mut Builder<'_>, number: u32, statement_refs: &[StatementRef]) {
    let law = &builder.graph.corpus.model.laws[number as usize];
    let (of, one, two) = match &law.form {
        LawForm::Quotient(first, second, third) => (second, first, third),
        LawForm::Product(first, second, third) => (first, second, third),
        _ => return,
    };
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    for (item, statement_ref) in (0_u32..).zip(statement_refs) {
        let fact = &builder.facts[&statement_ref.node][statement_ref.fact as usize];
        let number = statement_ref.statement as usize;
        let voice =
            || &fact.undecided[number - fact.statements.len()].statements[statement_ref.alternative as usize];
        let statement = fact.statements.get(number).unwrap_or_else(voice);
        numbers.extend(statement.claims.iter().map(|&claim| (claim, item)));
    }
    let corpus = builder.graph.corpus;
    let units = &corpus.model.vocabulary.units;
    let said = |subject: &Subject| -> (Vec<u32>, bool) {
        let Subject::Statement(place) = subject else { return (Vec::new(), false) };
        let claims: Vec<u32> = corpus.claims_at(*place).collect();
        let is_percentage =
            claims.iter().any(|&claim| corpus.claim(claim).unit.is_some_and(|unit| units.is_percent(unit)));
        let mut items: Vec<u32> = claims.iter().filter_map(|claim| numbers.get(claim).copied()).collect();
        items.sort_unstable();
        items.dedup();
        (items, is_percentage)
    };
    let [(of, of_percent), (one, one_percent), (two, two_percent)] = [of, one, two].map(said);
    if of.is_empty() || one.is_empty() || two.is_empty() {
        return;
    }
    // Percentages are in hundredths.
    let hundredth = Number::ratio(1, 100);
    let mut coefficient = if of_percent { Number::HUNDRED } else { Number::ONE };
    for percent in [one_percent, two_percent] {
        if percent {
            coefficient = &coefficient * &hundredth;
        }
    }
    builder.system.products.push(Product { of, factors: [one, two], times: coefficient });
    builder.products.push(law.place);
}
