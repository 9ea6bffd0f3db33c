//! The keys under `[tables]` in `gainsay.toml`: how a sheet is read.

use super::key::{Key, Takes};

/// How decimals are marked.
pub(super) const DECIMAL: Takes = Takes::Word(&["comma", "point"]);

/// How days and months are ordered.
pub(super) const DATE_ORDER: Takes = Takes::Word(&["dmy", "mdy"]);

/// The settings of one sheet.
pub(super) const TABLE: &[Key] = &[
    Key {
        name: "columns",
        takes: Takes::Columns,
        needed: false,
        says: "Which field a heading stands for; a heading with the name of a field needs no entry. The fields are \
               `measure value unit place group subject topic date from to said source via published url quote note id \
               mode scope statement target`.",
        example: r#"columns = { "Death toll" = "value" }"#,
    },
    Key {
        name: "scope",
        takes: Takes::Texts,
        needed: false,
        says: "Headings that are scope keys, each by its own name.",
        example: r#"scope = ["side", "item"]"#,
    },
    Key {
        name: "constants",
        takes: Takes::Constants,
        needed: false,
        says: "Values that are the same in every row, by field.",
        example: r#"constants = { measure = "death toll" }"#,
    },
    Key {
        name: "wide",
        takes: Takes::Table(WIDE),
        needed: false,
        says: "Several columns with a figure each; the heading says whose figure it is. Each cell is a claim.",
        example: r#"wide = { field = "source", columns = ["Government", "UN"] }"#,
    },
    Key {
        name: "delimiter",
        takes: Takes::Character,
        needed: false,
        says: "What separates the cells. If not set, gainsay finds out from the file.",
        example: r#"delimiter = ";""#,
    },
    Key {
        name: "decimal",
        takes: DECIMAL,
        needed: false,
        says: "As for the whole corpus, for these tables.",
        example: r#"decimal = "comma""#,
    },
    Key {
        name: "date-order",
        takes: DATE_ORDER,
        needed: false,
        says: "As for the whole corpus, for these tables.",
        example: r#"date-order = "dmy""#,
    },
    Key {
        name: "encoding",
        takes: Takes::Word(&["utf-8", "windows-1252"]),
        needed: false,
        says: "The encoding of the file. Default `utf-8`.",
        example: r#"encoding = "windows-1252""#,
    },
    Key {
        name: "header",
        takes: Takes::Count(1),
        needed: false,
        says: "The row of the headings, counted from 1; gainsay ignores the rows above it.",
        example: "header = 2",
    },
    Key {
        name: "skip",
        takes: Takes::Texts,
        needed: false,
        says: "Gainsay ignores a row with a cell that reads like this: a totals row. Capitals do not matter, and `*` stands for \
               any text. A text that no cell matches is told.",
        example: r#"skip = ["Total", "Estimate (*)"]"#,
    },
    Key {
        name: "blank",
        takes: Takes::Texts,
        needed: false,
        says: "A cell that reads like this is empty. Capitals do not matter.",
        example: r#"blank = ["n/a", "-"]"#,
    },
];

/// The columns of a wide sheet that are headings of one field.
const WIDE: &[Key] = &[
    Key {
        name: "field",
        takes: Takes::Field,
        needed: true,
        says: "What the headings are: `source`, `measure`, `place` or another field.",
        example: r#"field = "source""#,
    },
    Key {
        name: "columns",
        takes: Takes::Texts,
        needed: true,
        says: "The headings.",
        example: r#"columns = ["Government", "UN"]"#,
    },
];
