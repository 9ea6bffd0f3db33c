//! How the dates and figures of a sheet are written, by the weight of all its cells, and which rows are no data.

use super::inert::toml_text;
use super::role::Role;
use crate::intake::{DateGuess, Field, SheetPreview, guess_date, is_total, starts_total};

/// Cells that often mean a missing value.
const MISSING: [&str; 24] = [
    "n/a",
    "na",
    "n.a.",
    "-",
    "–",
    "—",
    "..",
    "…",
    "?",
    "unknown",
    "not known",
    "none reported",
    "tbc",
    "tbd",
    "to be confirmed",
    "not available",
    "no data",
    "k. a.",
    "k.a.",
    "unbekannt",
    "n.d.",
    "nc",
    "inconnu",
    "nd",
];

/// How many cells are named as examples.
const NAMED: usize = 3;

/// What the numerals of a cell show about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Comma,
    Point,
    /// A comma or a point before three digits: it may mark decimals or group digits.
    Either(u8),
    /// No mark at all.
    None,
}

/// A cell with the number of its row.
type Numbered<'p> = (u32, &'p str);

/// Adds how dates and figures are written, and which rows are no data.
pub(super) fn notation(preview: &SheetPreview, roles: &[Role], lines: &mut Vec<String>) {
    let cells = |wanted: &dyn Fn(&Role) -> bool| -> Vec<Numbered<'_>> {
        let chosen = roles.iter().zip(&preview.columns).filter(|(role, _)| wanted(role));
        let numbered = chosen.flat_map(|(_, cells)| preview.rows.iter().copied().zip(cells));
        numbered.filter(|(_, cell)| !cell.is_empty()).map(|(row, cell)| (row, cell.as_str())).collect()
    };
    let dated = |role: &Role| {
        matches!(role.field(), Some(Field::Date | Field::From | Field::To | Field::Said | Field::Published))
    };
    date_order(&cells(&dated), lines);
    let values = cells(&|role| role.field() == Some(Field::Value) || *role == Role::Wide);
    decimal(&values, preview.delimiter, lines);
    let mut missing: Vec<&str> = Vec::new();
    for (_, cell) in values {
        if MISSING.contains(&cell.to_lowercase().as_str()) && !missing.contains(&cell) {
            missing.push(cell);
        }
    }
    if !missing.is_empty() {
        let words: Vec<String> = missing.iter().map(|word| toml_text(word)).collect();
        lines.push("# these cells mean that there is no figure".to_owned());
        lines.push(format!("blank = [{}]", words.join(", ")));
    }
    totals(preview, roles, lines);
}

/// Whether the day or the month comes first: what most of the dates that can be read in one way only show.
fn date_order(cells: &[Numbered<'_>], lines: &mut Vec<String>) {
    let slashed: Vec<(u32, u32, Numbered<'_>)> = cells
        .iter()
        .filter_map(|&(row, cell)| match guess_date(cell) {
            DateGuess::Slashed(first, second) => Some((first, second, (row, cell))),
            _ => None,
        })
        .collect();
    let sure = |wanted: &dyn Fn(u32, u32) -> bool| -> Vec<Numbered<'_>> {
        slashed.iter().filter(|(first, second, _)| wanted(*first, *second)).map(|(.., cell)| *cell).collect()
    };
    let day = sure(&|first, second| first > 12 && second <= 12);
    let month = sure(&|first, second| second > 12 && first <= 12);
    let (order, words, most, few) =
        if day.len() >= month.len() { ("dmy", "day", &day, &month) } else { ("mdy", "month", &month, &day) };
    match (most.first(), few.first()) {
        (Some((_, cell)), None) => {
            lines.push(format!("# `{cell}` can only be {words} first"));
            lines.push(format!("date-order = \"{order}\""));
        }
        (Some((_, cell)), Some(_)) if most.len() > 2 * few.len() => {
            lines.push(format!(
                "# {} dates such as `{cell}` can only be {words} first; doubtful: {}",
                most.len(),
                named(few)
            ));
            lines.push(format!("date-order = \"{order}\""));
        }
        (Some((_, one)), Some((_, other))) => {
            let (day, month) = if order == "dmy" { (one, other) } else { (other, one) };
            lines.push(format!(
                "# `{day}` is day first and `{month}` month first: correct one of the two, then use"
            ));
            lines.push("# date-order = \"dmy\"".to_owned());
        }
        (None, _) if !slashed.is_empty() && slashed.iter().all(|(.., (_, cell))| cell.contains('.')) => {
            lines.push(format!("# dates with full stops, such as `{}`, have the day first", slashed[0].2.1));
            lines.push("date-order = \"dmy\"".to_owned());
        }
        (None, _) if !slashed.is_empty() => {
            lines.push(format!(
                "# `{}` has two readings, and no date in the sheet shows which is right",
                slashed[0].2.1
            ));
            lines.push("# date-order = \"dmy\"".to_owned());
        }
        (None, _) => {}
    }
}

/// Which mark the decimals have: what clearly more cells show, with the doubtful cells named.
fn decimal(cells: &[Numbered<'_>], delimiter: u8, lines: &mut Vec<String>) {
    let of = |wanted: Mark| -> Vec<Numbered<'_>> {
        cells.iter().copied().filter(|(_, cell)| mark(cell) == wanted).collect()
    };
    let (comma, point) = (of(Mark::Comma), of(Mark::Point));
    match (comma.len(), point.len()) {
        (0, 0) => {
            // Where the comma marks decimals, spreadsheets separate cells by semicolons.
            let grouped = of(Mark::Either(b'.'));
            if let Some((_, cell)) = grouped.first().filter(|_| delimiter == b';') {
                lines.push(format!(
                    "# semicolons separate the cells, as where the comma marks decimals; then `{cell}` is in thousands"
                ));
                lines.push("decimal = \"comma\"".to_owned());
            }
        }
        (0, _) => {}
        (commas, 0) => {
            let have = counted(commas, "figure clearly has", "figures clearly have");
            lines.push(format!("# {have} a decimal comma ({}), and none has a decimal point", named(&comma)));
            lines.push("decimal = \"comma\"".to_owned());
        }
        (commas, points) if commas > 2 * points || points > 2 * commas => {
            let (word, few) = if commas > points { ("comma", &point) } else { ("point", &comma) };
            let most = counted(commas.max(points), "figure shows", "figures show");
            let doubtful = counted(few.len(), "is", "are");
            lines.push(format!("# {most} a decimal {word}, and {doubtful} doubtful: look at {}", named(few)));
            lines.push(format!("decimal = \"{word}\""));
        }
        (commas, points) => {
            let commas = counted(commas, "figure shows", "figures show");
            lines.push(format!(
                "# {commas} a decimal comma ({}), {points} a decimal point ({}): decide, then use",
                named(&comma),
                named(&point)
            ));
            lines.push("# decimal = \"comma\"".to_owned());
        }
    }
}

/// What a cell shows about the decimal mark, by its numerals.
fn mark(cell: &str) -> Mark {
    let mut shown = Mark::None;
    if cell.contains("E+") {
        // A number that a spreadsheet has shortened, such as `1.2E+06`.
        return shown;
    }
    let apart = |c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','));
    for numeral in cell.split(apart).map(|numeral| numeral.trim_matches(['.', ','])) {
        let found = mark_of_numeral(numeral);
        if matches!(found, Mark::Comma | Mark::Point) || shown == Mark::None {
            shown = found;
        }
    }
    shown
}

fn mark_of_numeral(numeral: &str) -> Mark {
    let count = |mark: char| numeral.matches(mark).count();
    let as_decimal = |mark| if mark == ',' { Mark::Comma } else { Mark::Point };
    let as_group = |mark| if mark == ',' { Mark::Point } else { Mark::Comma };
    let grouped = |text: &str, mark: char| {
        let mut groups = text.split(mark);
        groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
            && groups.all(|group| group.len() == 3)
    };
    let Some(last) = numeral.rfind(['.', ',']) else { return Mark::None };
    let mark = if numeral[last..].starts_with(',') { ',' } else { '.' };
    let other = if mark == ',' { '.' } else { ',' };
    let (whole, part) = (&numeral[..last], &numeral[last + 1..]);
    match (count(mark), count(other)) {
        (1, 0) if part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0') => {
            Mark::Either(mark as u8)
        }
        (1, 0) => as_decimal(mark),
        (1, _) if grouped(whole, other) => as_decimal(mark),
        (_, 0) if grouped(numeral, mark) => as_group(mark),
        _ => Mark::None,
    }
}

/// Rows that sum others up, or count the sheet's rows.
fn totals(preview: &SheetPreview, roles: &[Role], lines: &mut Vec<String>) {
    let mut words: Vec<String> = Vec::new();
    let has_source_or_date = |row: usize| {
        let wanted = |field: Option<Field>| {
            matches!(field, Some(Field::Source | Field::Date | Field::From | Field::Said | Field::Published))
        };
        roles.iter().zip(&preview.columns).any(|(role, cells)| wanted(role.field()) && !cells[row].is_empty())
    };
    // A total over all places or groups that has a date is a claim of its source.
    let is_dated = |row: usize| {
        let is_date = |field: Option<Field>| matches!(field, Some(Field::Date | Field::From));
        let mut columns = roles.iter().zip(&preview.columns);
        columns.any(|(role, cells)| is_date(role.field()) && !cells[row].is_empty() && !is_total(&cells[row]))
    };
    let is_scope = |role: &Role| {
        matches!(role, Role::Scope(_)) || matches!(role.field(), Some(Field::Place | Field::Group))
    };
    // The words of such totals, which are not skipped in other rows either.
    let mut claimed: Vec<&str> = Vec::new();
    for row in 0..preview.rows.len() {
        let columns = roles.iter().zip(&preview.columns).filter(|(role, _)| **role != Role::Nothing);
        for (role, cells) in columns {
            let cell = &cells[row];
            let word = if is_total(cell) && is_scope(role) && is_dated(row) {
                claimed.push(cell);
                continue;
            } else if is_total(cell) {
                cell.clone()
            } else if starts_total(cell) && !has_source_or_date(row) {
                starred(cell)
            } else {
                continue;
            };
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    words.retain(|word| !claimed.contains(&word.as_str()));
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|word| toml_text(word)).collect();
        lines.push(
            "# rows of totals; if a source did give one, leave it out here and give its row a date"
                .to_owned(),
        );
        lines.push(format!("skip = [{}]", words.join(", ")));
    }
}

/// A text with a star for each of its numbers.
fn starred(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        if c.is_ascii_digit() {
            if !inside {
                out.push('*');
            }
            inside = true;
        } else if c == '*' {
            inside = false;
        } else {
            out.push(c);
            inside = false;
        }
    }
    out
}

/// A count with what agrees with it.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Some cells with their rows: `` `124,00` (row 14) ``.
fn named(cells: &[Numbered<'_>]) -> String {
    let mut names: Vec<String> =
        cells.iter().take(NAMED).map(|(row, cell)| format!("`{cell}` (row {row})")).collect();
    if cells.len() > NAMED {
        names.push(format!("{} more", cells.len() - NAMED));
    }
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::{Mark, mark};

    #[test]
    fn a_cell_shows_its_decimal_mark_or_leaves_it_open() {
        for (cell, shown) in [
            ("5.1%", Mark::Point),
            ("€3.5bn", Mark::Point),
            ("1,200,000", Mark::Point),
            ("1,234.5", Mark::Point),
            ("124,00", Mark::Comma),
            ("1.234,5", Mark::Comma),
            ("1.200.000", Mark::Comma),
            ("0,123", Mark::Comma),
            ("12,400", Mark::Either(b',')),
            ("1.234", Mark::Either(b'.')),
            ("2 of 3", Mark::None),
            ("3.5.2024", Mark::None),
        ] {
            assert_eq!(mark(cell), shown, "{cell}");
        }
    }
}
