//! What spreadsheets do to figures and dates: detected and explained to the user.

use super::day_number::iso_day;
use super::foreign_date::foreign_date;
use super::reporting_period::reporting_period;
use super::table_errors::table_error;
use crate::finding::ProblemKind;
use crate::settings::DateOrder;
use crate::syntax::tree::{Date, DateForm};
use crate::syntax::{self, SyntaxError};

/// What a spreadsheet shows for a formula that fails.
const FAILURES: [&str; 10] = [
    "#REF!",
    "#N/A",
    "#DIV/0!",
    "#VALUE!",
    "#NAME?",
    "#NUM!",
    "#NULL!",
    "#SPILL!",
    "#CALC!",
    "#GETTING_DATA",
];

/// Words that mark a row as a sum of other rows.
const TOTALS: [&str; 14] = [
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub-total",
    "sum",
    "all rows",
    "gesamt",
    "insgesamt",
    "summe",
    "totale",
    "totaal",
    "suma",
    "итого",
];

/// A cell with a formula's error, explained.
pub(super) fn formula_failure(cell: &str) -> Option<SyntaxError<'_>> {
    if !cell.starts_with('#') {
        return None;
    }
    let narrow = cell.len() > 2 && cell.bytes().all(|byte| byte == b'#');
    if !narrow && !FAILURES.iter().any(|failure| failure.eq_ignore_ascii_case(cell)) {
        return None;
    }
    let message = if narrow {
        format!("`{cell}` is what a spreadsheet shows when a column is too narrow")
    } else {
        format!("`{cell}` is what a spreadsheet shows when a formula fails")
    };
    let mut error = table_error(ProblemKind::Syntax, cell, "no figure", message);
    error.help.push("correct the sheet and export it again, or leave the cell empty".to_owned());
    Some(error)
}

/// A figure as a spreadsheet shortens it: `1.2E+06`. Programs write a lower-case `e` and all digits that they know,
/// and a figure below one has lost no digits.
pub(super) fn shortened(cell: &str) -> Option<SyntaxError<'_>> {
    let (digits, power) = cell.split_once("E+")?;
    let numeral = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','))
    };
    if !numeral(digits.trim_start_matches('-'))
        || power.is_empty()
        || !power.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let message = format!("the spreadsheet shortened `{cell}`: its last digits are lost");
    let mut error = table_error(ProblemKind::Syntax, cell, "shortened", message);
    error.help.push("give the column the format `Number` in the spreadsheet and export it again".to_owned());
    Some(error)
}

/// Whether a cell marks its row as a sum of other rows.
pub(super) fn is_total_word(cell: &str) -> bool {
    let word = cell.trim_end_matches([':', ' ']);
    // The length first: this is called for every cell.
    let is = |total: &str| total.len() == word.len() && total.eq_ignore_ascii_case(word);
    TOTALS.iter().any(|total| is(total)) || word == "Итого" || word == "ИТОГО"
}

/// Reads the cell of a date: in the forms of the claim language, and in those that only
/// spreadsheets write.
pub(super) fn date(cell: &str, order: Option<DateOrder>) -> Result<Date<'_>, SyntaxError<'_>> {
    if let Some(error) = serial(cell) {
        return Err(error);
    }
    let read = syntax::date(cell)
        .or_else(|error| foreign_date(cell).or_else(|| reporting_period(cell)).ok_or(error));
    let mut date = read.map_err(|mut error| {
        if error.kind == ProblemKind::Syntax {
            error.message = match error.message.strip_prefix("expected a date") {
                Some(_) => format!("`{cell}` is not a date that gainsay can read"),
                None => format!("`{cell}` is not a date: {}", error.message),
            };
            error.at = cell;
            error.label = "not a date".to_owned();
            error.help =
                vec!["write it as 2020-10-22, or give the column that format and export it again".to_owned()];
        }
        error
    })?;
    // Midnight is what a spreadsheet adds to a day without a time.
    if cell.ends_with("00:00:00") && date.clock.is_some_and(|clock| clock.seconds == 0) {
        date.clock = None;
    }
    ordered(&mut date, order);
    Ok(date)
}

/// Decides which is the month in `10/11/2020`, where the table says so.
pub(super) fn ordered(date: &mut Date<'_>, order: Option<DateOrder>) {
    match (&mut date.form, order) {
        (DateForm::Slashed(first, second, year), Some(order)) => {
            let (day, month) = match order {
                DateOrder::DayFirst => (*first, *second),
                DateOrder::MonthFirst => (*second, *first),
            };
            if let (Ok(day), Ok(month)) = (u8::try_from(day), u8::try_from(month)) {
                date.form = DateForm::Day { weekday: None, year: Some(*year), month, day };
            }
        }
        (DateForm::Interval(from, to), order) => {
            for end in [from, to].into_iter().flatten() {
                ordered(end, order);
            }
        }
        _ => {}
    }
}

/// A day as a serial number from 1900, or in old sheets from 1904: five digits, and perhaps a fraction.
fn serial(cell: &str) -> Option<SyntaxError<'_>> {
    let (days, rest) = cell.split_once(['.', ',']).unwrap_or((cell, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if days.len() != 5 || !digits(days) || !digits(rest) {
        return None;
    }
    let days: i64 = days.parse().ok()?;
    // Serial numbers of 1970-01-01. The first count includes a 29 February 1900, and begins with 1.
    let (first, second) = (iso_day(days - 25_569), iso_day(days - 24_107));
    let message =
        format!("`{cell}` is a spreadsheet's day number: {first}, or {second} in old Macintosh sheets");
    let mut error = table_error(ProblemKind::AmbiguousDate, cell, "a day number", message);
    error.help.push(
        "give the column the format `Date` (2020-10-22) in the spreadsheet and export it again".to_owned(),
    );
    Some(error)
}

#[cfg(test)]
mod tests {
    use super::{date, formula_failure, is_total_word, shortened};
    use crate::settings::DateOrder;
    use crate::syntax::tree::DateForm;

    fn day(cell: &str, order: Option<DateOrder>) -> Option<(i32, u8, u8, Option<u32>)> {
        let date = date(cell, order).ok()?;
        let DateForm::Day { year: Some(year), month, day, .. } = date.form else { return None };
        Some((year, month, day, date.clock.map(|clock| clock.seconds)))
    }

    #[test]
    fn dates_are_read_as_sheets_have_them() {
        for cell in [
            "2020-10-19",
            "2020-10-19 00:00:00",
            "19-Oct-2020",
            "19-Oct-20",
            "19 Oct 20",
            "19-October-2020",
            "19. Oktober 2020",
            "19 octobre 2020",
            "2020/10/19",
            "19 October 2020",
        ] {
            assert_eq!(day(cell, None), Some((2020, 10, 19, None)), "{cell}");
        }
        assert_eq!(day("2020-10-19T14:00:30.250Z", None), Some((2020, 10, 19, Some(50_430))));
        assert_eq!(day("10/11/2020", None), None);
        assert_eq!(day("10/11/2020", Some(DateOrder::DayFirst)), Some((2020, 11, 10, None)));
        assert_eq!(day("10/11/2020 14:00", Some(DateOrder::MonthFirst)), Some((2020, 10, 11, Some(50_400))));
        for cell in ["44123", "44123.5", "2020-10-19 25:00", "Oct-20", "x", "1-2-3-4", "-", "é-Oct-2020"] {
            assert!(day(cell, None).is_none(), "{cell}");
        }
    }

    #[test]
    fn sins_have_their_words() {
        let table_error = date("44123", None).expect_err("a count is no date");
        assert_eq!(
            table_error.message,
            "`44123` is a spreadsheet's day number: 2020-10-19, or 2024-10-20 in old Macintosh sheets"
        );
        assert!(
            formula_failure("#REF!").is_some()
                && formula_failure("#####").is_some()
                && formula_failure("#1").is_none()
        );
        assert!(shortened("1.2E+06").is_some() && shortened("12").is_none() && shortened("Erie").is_none());
        assert!(shortened("2.86e-05").is_none() && shortened("1e+06").is_none());
        assert!(is_total_word("TOTAL:") && !is_total_word("Totals of Rome"));
    }
}
