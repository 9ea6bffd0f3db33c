//! What the readers of all kinds of workbook share: a sheet as it was found, and how a date in it is written.

use calamine::{ExcelDateTime, Sheet, SheetType, SheetVisible};

use super::grid::Grid;
use super::number_format::DateParts;

/// A sheet as it was found.
#[derive(Debug, Default)]
pub(super) struct FoundSheet {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden.
    pub(super) is_hidden: bool,
    /// Its hidden rows, from 1.
    pub(super) hidden_rows: Vec<u32>,
    /// Its cells.
    pub(super) grid: Grid,
}

/// The worksheets that a workbook lists, in their order and still without cells.
pub(super) fn listed(sheets: &[Sheet]) -> Vec<FoundSheet> {
    let worksheets = sheets.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    worksheets
        .map(|sheet| FoundSheet {
            name: sheet.name.clone(),
            is_hidden: sheet.visible != SheetVisible::Visible,
            ..FoundSheet::default()
        })
        .collect()
}

/// A date as `2024-05-14`, with its time of day if it has one; a time alone, or a length of time, as hours and minutes.
pub(super) fn date_text(time: &ExcelDateTime, parts: DateParts) -> String {
    let (year, month, day, hours, minutes, seconds, _) = time.to_ymd_hms_milli();
    let clock = match seconds {
        0 => format!("{hours:02}:{minutes:02}"),
        _ => format!("{hours:02}:{minutes:02}:{seconds:02}"),
    };
    if time.is_duration() || time.as_f64() < 1.0 {
        return clock;
    }
    match parts {
        DateParts::Year => format!("{year:04}"),
        DateParts::Month => format!("{year:04}-{month:02}"),
        DateParts::Day if (hours, minutes, seconds) == (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
        DateParts::Day => format!("{year:04}-{month:02}-{day:02} {clock}"),
    }
}
