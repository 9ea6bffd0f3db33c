//! A law that multiplies or divides, in words.

use crate::corpus::{Statement, join_words};
use crate::model::Number;
use crate::model::law::{LawForm, Subject};
use crate::phrasing::presenter::{Presenter, one_line};

/// The lines for such a law: its declaration, then its arithmetic. If that cannot be shown in single numbers, the second line names
/// the figures that cannot all be true.
pub(crate) fn lines(presenter: &Presenter<'_>) -> Vec<String> {
    let Some(&place) = presenter.dispute.laws.first() else { return Vec::new() };
    let corpus = presenter.words.corpus;
    let law = corpus.model.laws.iter().find(|law| law.place == place);
    let mut lines = vec![format!("declared: {}", one_line(presenter.words.sources.slice(place)))];
    let arithmetic = law.and_then(|law| match &law.form {
        LawForm::Quotient(result, one, two) => arithmetic(presenter, [result, one, two], '/'),
        LawForm::Product(result, one, two) => arithmetic(presenter, [result, one, two], '×'),
        _ => None,
    });
    lines.push(arithmetic.unwrap_or_else(|| {
        let core = presenter.core();
        let said = core.iter().map(|side| {
            let series = &corpus.series[side.series as usize];
            format!("{} for {}", presenter.said(&side.statement), presenter.words.series(series))
        });
        format!("{} leave no figures that satisfy it", join_words(&said.collect::<Vec<_>>()))
    }));
    lines
}

/// `10 / 103 = 9.709%, and not 8%`, of the result that is stated and its two operands. None if one of the three is no statement of
/// the core, or an operand gives no single number.
fn arithmetic(presenter: &Presenter<'_>, [result, one, two]: [&Subject; 3], sign: char) -> Option<String> {
    let corpus = presenter.words.corpus;
    let statement = |subject: &Subject| {
        let Subject::Statement(place) = subject else { return None };
        let mut core = presenter.core().into_iter().map(|side| &side.statement);
        core.find(|statement| statement.claims.iter().any(|&claim| corpus.claim(claim).place == *place))
    };
    let (stated, one, two) = (statement(result)?, statement(one)?, statement(two)?);
    let units = &corpus.model.vocabulary.units;
    let is_percentage = |statement: &Statement| {
        corpus.claim(statement.representative()).unit.is_some_and(|unit| units.is_percent(unit))
    };
    // A percentage enters the arithmetic as a fraction: 8% as 0.08.
    let number = |statement: &Statement| {
        let number = corpus.claim(statement.representative()).best()?.clone();
        Some(if is_percentage(statement) { &number * &Number::ratio(1, 100) } else { number })
    };
    let computed = match sign {
        '/' => number(one)?.checked_div(&number(two)?)?,
        _ => &number(one)? * &number(two)?,
    };
    let (computed, unit) =
        if is_percentage(stated) { (&computed * &Number::HUNDRED, "%") } else { (computed, "") };
    Some(format!(
        "{} {sign} {} = {}{unit}, and not {}",
        presenter.said(one),
        presenter.said(two),
        computed.grouped(),
        presenter.said(stated)
    ))
}
