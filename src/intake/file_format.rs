//! The format of a file, by the ending of its name.

use crate::settings::{COLUMN_ENDS, WORKBOOK_ENDS};

/// The forms in which claims are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// The claim language itself.
    Claims,
    /// Markdown with fenced blocks in the claim language.
    Markdown,
    /// Cells separated by commas, semicolons or tabs.
    Cells,
    /// JSON, one object per line.
    Objects,
    /// JSON that is no list of lines: entities of Wikidata.
    Entities,
    /// A table of columns (Parquet, Arrow), which is a text of cells once it is read.
    Columns,
    /// A workbook of a spreadsheet program, each of whose sheets is a text of cells.
    Workbook,
}

impl FileFormat {
    /// The endings of names of files that are texts, each with its format.
    const TEXT_ENDS: [(&str, Self); 9] = [
        ("claims", Self::Claims),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("csv", Self::Cells),
        ("tsv", Self::Cells),
        ("tab", Self::Cells),
        ("jsonl", Self::Objects),
        ("ndjson", Self::Objects),
        ("json", Self::Entities),
    ];

    /// How the names of texts begin that are in no file, each with its format; any other is in the claim language.
    const UNNAMED: [(&str, Self); 2] = [("<table", Self::Columns), ("<rows", Self::Objects)];

    /// The endings of file names, each with its format.
    pub fn ends() -> impl Iterator<Item = (&'static str, Self)> {
        let of_columns = COLUMN_ENDS.map(|end| (end, Self::Columns));
        Self::TEXT_ENDS.into_iter().chain(WORKBOOK_ENDS.map(|end| (end, Self::Workbook))).chain(of_columns)
    }

    /// Whether its statements are rows, which have no comments, and no lines of their own that could be added.
    #[must_use]
    pub fn is_rows(self) -> bool {
        matches!(self, Self::Cells | Self::Columns | Self::Objects | Self::Entities)
    }

    /// The form of a file of this name; none where it is no input format. A sheet of a workbook is cells.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        if workbook_sheet(name).is_some() {
            return Some(Self::Cells);
        }
        if let Some((_, format)) = Self::UNNAMED.iter().find(|(begin, _)| name.starts_with(begin)) {
            return Some(*format);
        }
        let (_, written) = name.rsplit_once('.')?;
        Self::ends().find(|(end, _)| written.eq_ignore_ascii_case(end)).map(|(_, format)| format)
    }
}

/// The file and the sheet of the name of a workbook's sheet: `desk.xlsx#Claims`.
#[must_use]
pub fn workbook_sheet(name: &str) -> Option<(&str, &str)> {
    let mut marks = name.match_indices('#').map(|(at, _)| (&name[..at], &name[at + 1..]));
    marks.find(|(file, _)| FileFormat::of(file) == Some(FileFormat::Workbook))
}
