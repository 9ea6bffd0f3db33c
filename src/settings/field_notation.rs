//! How the fields of a data package write numbers and dates. A table has one decimal mark and one order of day and month.

use serde_json::Value;

use super::notation::{DateOrder, DecimalMark};

/// What the fields of a table say so far.
#[derive(Default)]
pub(super) struct FieldNotation<'v> {
    /// For each field of numbers its decimal mark, whether the field says it, and its name.
    marks: Vec<(DecimalMark, bool, &'v str)>,
    /// For each field of dates that says it the order of day and month, and its name.
    orders: Vec<(DateOrder, &'v str)>,
}

impl<'v> FieldNotation<'v> {
    /// Takes a field of numbers.
    pub(super) fn number(&mut self, name: &'v str, field: &Value, is_whole: bool) {
        self.marks.extend(decimal(field, is_whole).map(|(mark, is_said)| (mark, is_said, name)));
    }

    /// Takes a field of dates.
    pub(super) fn date(&mut self, name: &'v str, field: &Value) {
        self.orders.extend(date_order(field).map(|order| (order, name)));
    }

    /// Whether day or month comes first in all dates, if fields say so.
    pub(super) fn date_order(&self, ignored: &mut Vec<String>) -> Option<DateOrder> {
        agreed(&self.orders, "orders of day and month", ignored)
    }

    /// The decimal mark of all numbers: the one that fields say, else the one that a number has if nothing is said.
    pub(super) fn decimal(&self, ignored: &mut Vec<String>) -> Option<DecimalMark> {
        let marks = &self.marks;
        let said: Vec<(DecimalMark, &str)> =
            marks.iter().filter(|(_, is_said, _)| *is_said).map(|(mark, _, name)| (*mark, *name)).collect();
        if said.is_empty() {
            return marks.first().map(|(mark, _, _)| *mark);
        }
        let mark = agreed(&said, "decimal marks", ignored)?;
        let others: Vec<String> = marks
            .iter()
            .filter(|(own, is_said, _)| !is_said && *own != mark)
            .map(|(_, _, name)| format!("`{name}`"))
            .collect();
        if !others.is_empty() {
            ignored.push(format!(
            "that {} without a `decimalChar` would have a point, as other numbers of the table have a comma",
            others.join(", ")
        ));
        }
        Some(mark)
    }
}

/// The text of a key of an object; none if it is empty.
pub(super) fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// The decimal mark of a field, and whether its marks say it: a number has a point if nothing is said, and a whole number none.
fn decimal(field: &Value, is_whole: bool) -> Option<(DecimalMark, bool)> {
    let mark = text_of(field, "decimalChar").filter(|_| !is_whole);
    match (mark, text_of(field, "groupChar")) {
        (Some(","), _) | (None, Some(".")) => Some((DecimalMark::Comma, true)),
        (Some("."), _) | (None, Some(",")) => Some((DecimalMark::Point, true)),
        (None, _) if !is_whole => Some((DecimalMark::Point, false)),
        _ => None,
    }
}

/// What fields say, if all that say it say the same.
fn agreed<T: PartialEq + Copy>(said: &[(T, &str)], what: &str, ignored: &mut Vec<String>) -> Option<T> {
    let &(first, name) = said.first()?;
    match said.iter().find(|(own, _)| *own != first) {
        None => Some(first),
        Some((_, other)) => {
            ignored.push(format!("the {what} of `{name}` and `{other}`, as they differ and a table has one"));
            None
        }
    }
}

/// Whether the day or the month comes first in `%d/%m/%Y`.
fn date_order(field: &Value) -> Option<DateOrder> {
    let format = text_of(field, "format")?;
    let (day, month) = (format.find("%d")?, format.find("%m")?);
    Some(if day < month { DateOrder::DayFirst } else { DateOrder::MonthFirst })
}
