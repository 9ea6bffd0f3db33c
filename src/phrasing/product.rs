//! A law that multiplies or divides, in words: the result of its arithmetic.

use crate::corpus::{Statement, join_words};
use crate::model::Number;
use crate::model::claim::Value;
use crate::model::law::{LawForm, Subject};
use crate::phrasing::presenter::{Presenter, one_line};

/// The lines for such a law: the result of its arithmetic.
pub(crate) fn lines(presenter: &Presenter<'_>) -> Vec<String> {
    let Some(&place) = presenter.dispute.laws.first() else { return Vec::new() };
    let corpus = presenter.words.corpus;
    let law = corpus.model.laws.iter().find(|law| law.place == place);
    let mut lines = vec![format!("declared: {}", one_line(presenter.words.sources.slice(place)))];
    let reckoned = law.and_then(|law| match &law.form {
        LawForm::Quotient(is, one, two) => reckon(presenter, [is, one, two], '/'),
        LawForm::Product(is, one, two) => reckon(presenter, [is, one, two], '×'),
        _ => None,
    });
    lines.push(reckoned.unwrap_or_else(|| {
        let core = presenter.core();
        let said = core.iter().map(|side| {
            let series = &corpus.series[side.series as usize];
            format!("{} for {}", presenter.said(&side.statement), presenter.words.series(series))
        });
        format!("{} leave no figures that satisfy it", join_words(&said.collect::<Vec<_>>()))
    }));
    lines
}

/// `10 / 103 = 9.709%, and not 8%`, if both operands are single numbers.
fn reckon(presenter: &Presenter<'_>, law: [&Subject; 3], sign: char) -> Option<String> {
    let corpus = presenter.words.corpus;
    let side = |subject: &Subject| {
        let Subject::Statement(place) = subject else { return None };
        let mut core = presenter.core().into_iter().map(|side| &side.statement);
        core.find(|statement| statement.claims.iter().any(|&claim| corpus.claim(claim).place == *place))
    };
    let [is, one, two] = [side(law[0])?, side(law[1])?, side(law[2])?];
    let units = &corpus.model.vocabulary.units;
    let percent = |statement: &Statement| {
        corpus.claim(statement.representative()).unit.is_some_and(|unit| units.is_percent(unit))
    };
    let number = |statement: &Statement| match &corpus.claim(statement.representative()).value {
        Value::Number(figure) => {
            let best = figure.best().cloned()?;
            Some(if percent(statement) { &best * &Number::ratio(1, 100) } else { best })
        }
        _ => None,
    };
    let (first, second) = (number(one)?, number(two)?);
    let result = if sign == '/' { first.checked_div(&second)? } else { &first * &second };
    let (result, unit) = if percent(is) { (&result * &Number::HUNDRED, "%") } else { (result, "") };
    Some(format!(
        "{} {sign} {} = {}{unit}, and not {}",
        presenter.said(one),
        presenter.said(two),
        result.grouped(),
        presenter.said(is)
    ))
}
