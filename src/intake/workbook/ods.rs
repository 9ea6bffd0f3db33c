//! Reads the sheets of `.ods` workbooks: by hand, as calamine drops what is shown as per cent, what is hidden and what
//! failed.

use std::io::BufReader;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::found_sheet::FoundSheet;
use super::hidden::attribute;
use super::limits;
use super::number_format::NumberFormat;
use super::package::{damaged, package};

/// What is being read.
struct State<'m> {
    /// The decimal mark of each sheet, by its name, and of the present one.
    mark_of: &'m dyn Fn(&str) -> char,
    mark: char,
    found: Vec<FoundSheet>,
    row: u32,
    /// Whether the present row is hidden, how many rows it stands for, and its filled cells.
    is_hidden: bool,
    rows: u32,
    cells: Vec<(u32, String)>,
    column: u32,
    /// How many columns the present cell stands for, its kind and its value.
    columns: u32,
    kind: String,
    value: String,
    /// The text that it shows; none outside of a cell.
    shown: Option<String>,
    /// How deep in a comment on a cell the reader is.
    comment: usize,
}

/// The sheets of a workbook; `mark` is the decimal mark of numbers in the sheet of a name.
///
/// # Errors
/// If it cannot be read, in words that stand after its name.
pub(super) fn ods(bytes: &[u8], mark: &dyn Fn(&str) -> char) -> Result<Vec<FoundSheet>, String> {
    let mut package = package(bytes)?;
    let content = package.by_name("content.xml").map_err(|_| damaged())?;
    let mut reader = Reader::from_reader(BufReader::new(content));
    let mut state = State {
        mark_of: mark,
        mark: '.',
        found: Vec::new(),
        row: 0,
        is_hidden: false,
        rows: 0,
        cells: Vec::new(),
        column: 0,
        columns: 0,
        kind: String::new(),
        value: String::new(),
        shown: None,
        comment: 0,
    };
    let mut held = Vec::new();
    loop {
        held.clear();
        match reader.read_event_into(&mut held).map_err(|_| damaged())? {
            Event::Start(element) => state.open(&element)?,
            Event::Empty(element) => {
                state.open(&element)?;
                state.close(element.local_name().as_ref())?;
            }
            Event::End(element) => state.close(element.local_name().as_ref())?,
            Event::Text(text) => state.show(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                let name: &str = &entity;
                let text = quick_xml::escape::unescape(&format!("&{name};")).map(|text| text.into_owned());
                state.show(&text.unwrap_or_default());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(state.found)
}

impl State<'_> {
    /// Adds to the text that the present cell shows.
    fn show(&mut self, text: &str) {
        if let Some(shown) = self.shown.as_mut().filter(|_| self.comment == 0) {
            shown.push_str(text);
        }
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Result<(), String> {
        let count = |name: &str| attribute(element, name).and_then(|count| count.parse().ok()).unwrap_or(1);
        match element.local_name().as_ref() {
            "table" if self.shown.is_none() => {
                let name = attribute(element, "table:name").unwrap_or_default();
                self.mark = (self.mark_of)(&name);
                self.found.push(FoundSheet { name, ..FoundSheet::default() });
                self.row = 0;
            }
            "table-row" => {
                self.rows = count("table:number-rows-repeated");
                (self.column, self.cells) = (0, Vec::new());
                let visible = attribute(element, "table:visibility");
                self.is_hidden = visible.is_some_and(|visible| visible == "collapse" || visible == "filter");
            }
            "table-cell" | "covered-table-cell" => {
                self.columns = count("table:number-columns-repeated");
                let error = attribute(element, "calcext:value-type").filter(|kind| kind == "error");
                self.kind = error.or_else(|| attribute(element, "office:value-type")).unwrap_or_default();
                let value =
                    ["office:value", "office:date-value", "office:boolean-value", "office:string-value"];
                self.value = value.iter().find_map(|name| attribute(element, name)).unwrap_or_default();
                if self.kind == "currency" {
                    self.value.insert_str(
                        0,
                        &format!("{} ", attribute(element, "office:currency").unwrap_or_default()),
                    );
                }
                self.shown = Some(String::new());
            }
            "annotation" => self.comment += 1,
            "p" if self.shown.as_ref().is_some_and(|shown| !shown.is_empty()) => self.show(" "),
            "s" | "tab" | "line-break" => self.show(" "),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), String> {
        match name {
            "annotation" => self.comment = self.comment.saturating_sub(1),
            "table-cell" | "covered-table-cell" => {
                let shown = self.shown.take().unwrap_or_default();
                let text = self.text(shown);
                if !text.trim().is_empty() {
                    if self.column.saturating_add(self.columns) > limits::COLUMNS {
                        return Err("has cells beyond the last column of a spreadsheet".to_owned());
                    }
                    self.cells.extend((0..self.columns).map(|more| (self.column + more, text.clone())));
                }
                self.column = self.column.saturating_add(self.columns);
            }
            "table-row" => {
                let rows = if self.cells.is_empty() { 0 } else { self.rows };
                if let Some(sheet) = self.found.last_mut() {
                    if self.is_hidden {
                        sheet
                            .hidden_rows
                            .extend((1..=rows.min(limits::ROWS)).map(|row| self.row.saturating_add(row)));
                    }
                    for more in 0..rows {
                        for (column, text) in &self.cells {
                            sheet.grid.put(self.row.saturating_add(more), *column, text)?;
                        }
                    }
                }
                self.row = self.row.saturating_add(self.rows);
            }
            _ => {}
        }
        Ok(())
    }

    /// The text of a cell that shows some text.
    fn text(&self, shown: String) -> String {
        let number = |value: &str, code: &str| match value.parse() {
            Ok(number) => NumberFormat::of(code).show(number, self.mark),
            Err(_) => shown.clone(),
        };
        match self.kind.as_str() {
            "float" => number(&self.value, "General"),
            "percentage" => number(&self.value, "%"),
            "currency" => match self.value.split_once(' ') {
                Some(("EUR", value)) => number(value, "€"),
                Some(("GBP", value)) => number(value, "£"),
                Some(("USD", value)) => number(value, "$"),
                Some((code, value)) => format!("{} {code}", number(value, "General")).trim().to_owned(),
                None => shown,
            },
            "date" => {
                let (day, clock) = self.value.split_once('T').unwrap_or((&self.value, ""));
                match clock.trim_start_matches(['0', ':', '.']) {
                    "" => day.to_owned(),
                    _ => format!("{day} {clock}"),
                }
            }
            "boolean" => if self.value == "true" { "yes" } else { "no" }.to_owned(),
            // The program's own words for what failed, such as `Err:502`.
            "error" if !shown.starts_with('#') => "#VALUE!".to_owned(),
            "string" if shown.is_empty() => self.value.clone(),
            _ => shown,
        }
    }
}
