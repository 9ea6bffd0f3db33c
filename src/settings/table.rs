//! How tables are read: what each heading means, and what all rows share.

use std::collections::BTreeMap;

use super::notation::{DateOrder, DecimalMark, Encoding, TableFormat};
use super::pattern::Pattern;
use super::skip::Skip;

/// The fields that `columns`, `constants` and `wide` can name.
pub const FIELDS: [&str; 23] = [
    "measure",
    "value",
    "unit",
    "place",
    "group",
    "subject",
    "topic",
    "date",
    "from",
    "to",
    "said",
    "source",
    "via",
    "published",
    "url",
    "quote",
    "note",
    "id",
    "mode",
    "scope",
    "statement",
    "target",
    "because",
];

/// The endings of the names of workbooks, each of whose sheets is a table.
pub const WORKBOOK_ENDS: [&str; 4] = ["xlsx", "xlsm", "xls", "ods"];

/// The endings of the names of tables that are stored column by column.
pub const COLUMN_ENDS: [&str; 3] = ["parquet", "arrow", "feather"];

/// `[tables."desk/*.csv"]`: how the tables of a pattern are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Whether the pattern names one sheet, which must have all headings that are named here.
    pub is_of_one_sheet: bool,
    /// The form of the file, which says what headings mean that are not listed here. None: shown by its name and content.
    pub format: Option<TableFormat>,
    /// From heading to field; a heading that is not listed is read by its own name.
    pub columns: BTreeMap<String, String>,
    /// The headings that are scope keys.
    pub scope: Vec<String>,
    /// From field to text: the value in every row that has no cell for the field.
    pub constants: BTreeMap<String, String>,
    /// Several columns of a row that each make a claim.
    pub wide: Option<Wide>,
    /// The delimiter of cells; none: detected from the file.
    pub delimiter: Option<char>,
    /// The decimal mark; none: the corpus's.
    pub decimal: Option<DecimalMark>,
    /// Day or month first; none: the corpus's.
    pub date_order: Option<DateOrder>,
    /// The encoding.
    pub encoding: Encoding,
    /// The row of the headings, counted from 1; rows above it are no data. None: detected from
    /// the file.
    pub header: Option<u32>,
    /// Rows with such a cell (`Total`) are no data.
    pub skip: Vec<Skip>,
    /// The columns, by field or heading, in which an empty cell means the one above it.
    pub fill_down: Vec<String>,
    /// Cells with such a text (`n/a`) are empty; case is ignored.
    pub blank: Vec<String>,
    /// From the id of an entity to the name that it has here.
    pub labels: BTreeMap<String, String>,
    /// The language in which entities are named.
    pub language: Option<String>,
}

impl Table {
    /// These settings, and what they do not set as a package says it.
    #[must_use]
    pub fn over(&self, package: &Self) -> Self {
        let mut table = self.clone();
        let decides_figures = table.wide.is_some()
            || table
                .columns
                .values()
                .chain(table.constants.keys())
                .any(|field| field == "measure" || field == "value");
        let mapped = package.columns.iter().filter(|(heading, field)| {
            !(decides_figures && *field == "value"
                || self.scope.contains(heading)
                || self.columns.values().any(|own| own == *field))
        });
        for (heading, field) in mapped {
            table.columns.entry(heading.clone()).or_insert_with(|| field.clone());
        }
        let constants = package.constants.iter().filter(|(field, _)| {
            !(self.columns.values().any(|own| own == *field) || decides_figures && *field == "measure")
        });
        for (field, text) in constants {
            table.constants.entry(field.clone()).or_insert_with(|| text.clone());
        }
        let keys =
            package.scope.iter().filter(|key| !table.columns.contains_key(*key) && !self.scope.contains(key));
        table.scope.extend(keys.cloned());
        if !decides_figures {
            table.wide.clone_from(&package.wide);
        }
        table.delimiter = table.delimiter.or(package.delimiter);
        table.decimal = table.decimal.or(package.decimal);
        table.date_order = table.date_order.or(package.date_order);
        table.header = table.header.or(package.header);
        if table.encoding == Encoding::default() {
            table.encoding = package.encoding;
        }
        if table.blank.is_empty() {
            table.blank.clone_from(&package.blank);
        }
        table
    }
}

/// `wide = { field = "source", columns = ["Government", "UN"] }`: each of these cells is a claim of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wide {
    /// The field that the heading fills.
    pub field: String,
    /// The headings.
    pub columns: Vec<String>,
}

/// `[tables."…"]`: the tables of a pattern, and how they are read.
#[derive(Clone, Debug)]
pub struct Tables {
    /// Which tables.
    pub pattern: Pattern,
    /// How they are read.
    pub table: Table,
}
