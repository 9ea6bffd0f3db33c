//! The keys under `[tables]` in `gainsay.toml`: how a sheet is read.

use super::key::{Accepts, Key};

/// How decimals are marked.
pub(super) const DECIMAL: Accepts = Accepts::Word(&["comma", "point"]);

/// How days and months are ordered.
pub(super) const DATE_ORDER: Accepts = Accepts::Word(&["dmy", "mdy"]);

/// The settings of one sheet.
pub(super) const TABLE: &[Key] = &[
    Key {
        name: "format",
        accepts: Accepts::Word(&["sdmx-csv", "our-world-in-data", "wikidata"]),
        is_required: false,
        meaning: "A form of table that says what its headings mean; what `columns`, `scope` and `constants` say comes before it. A \
               file whose first headings show it (`DATAFLOW`; `STRUCTURE,STRUCTURE_ID`; `Entity,Code,Year`) is read so without \
               this line. `wikidata` are entities of Wikidata as JSON, which a `.json` file shows by itself. There, `columns = \
               { entity = \"place\" }` says what an entity is to its claims; if not set, it is a place where it has coordinates \
               and no day of its own, else the subject.",
        example: r#"format = "sdmx-csv""#,
    },
    Key {
        name: "columns",
        accepts: Accepts::Columns,
        is_required: false,
        meaning: "Which field a heading stands for; a heading with the name of a field needs no entry. The fields are \
               `measure value unit place group subject topic date from to said source via published url quote note id \
               mode scope statement target`.",
        example: r#"columns = { "Death toll" = "value" }"#,
    },
    Key {
        name: "scope",
        accepts: Accepts::Texts,
        is_required: false,
        meaning: "Headings that are scope keys, each by its own name.",
        example: r#"scope = ["side", "item"]"#,
    },
    Key {
        name: "constants",
        accepts: Accepts::Constants,
        is_required: false,
        meaning: "Values that are the same in every row, by field.",
        example: r#"constants = { measure = "death toll" }"#,
    },
    Key {
        name: "wide",
        accepts: Accepts::Table(WIDE),
        is_required: false,
        meaning: "Several columns with a figure each; the heading says whose figure it is. Each cell is a claim.",
        example: r#"wide = { field = "source", columns = ["Government", "UN"] }"#,
    },
    Key {
        name: "delimiter",
        accepts: Accepts::Character,
        is_required: false,
        meaning: "What separates the cells. If not set, gainsay finds out from the file.",
        example: r#"delimiter = ";""#,
    },
    Key {
        name: "decimal",
        accepts: DECIMAL,
        is_required: false,
        meaning: "As for the whole corpus, for these tables.",
        example: r#"decimal = "comma""#,
    },
    Key {
        name: "date-order",
        accepts: DATE_ORDER,
        is_required: false,
        meaning: "As for the whole corpus, for these tables.",
        example: r#"date-order = "dmy""#,
    },
    Key {
        name: "encoding",
        accepts: Accepts::Word(&["utf-8", "windows-1252"]),
        is_required: false,
        meaning: "The encoding of the file. Default `utf-8`.",
        example: r#"encoding = "windows-1252""#,
    },
    Key {
        name: "header",
        accepts: Accepts::Count(1),
        is_required: false,
        meaning: "The row of the headings, counted from 1; gainsay ignores the rows above it.",
        example: "header = 2",
    },
    Key {
        name: "skip",
        accepts: Accepts::Texts,
        is_required: false,
        meaning: "Gainsay ignores a row with a cell that reads like this: a totals row. Capitals do not matter, and `*` stands for \
               any text. A text that no cell matches is told. Of a source named as an outlet with an addition in brackets, such \
               as `Tracker (carried forward)`, one thing is read: where its figure followed one that `Tracker` carries, and a \
               later edition has another of its own there, `Tracker` has dropped that one, and it is held against nothing.",
        example: r#"skip = ["Total", "Estimate (*)"]"#,
    },
    Key {
        name: "fill-down",
        accepts: Accepts::Texts,
        is_required: false,
        meaning: "Columns, by field or heading, in which an empty cell means the one above it: merged cells. A cell begins anew what \
               is listed after its column, and an empty row or a row of totals ends it. A row with nothing but such a cell is a \
               heading for the rows below it.",
        example: r#"fill-down = ["measure", "place"]"#,
    },
    Key {
        name: "blank",
        accepts: Accepts::Texts,
        is_required: false,
        meaning: "A cell that reads like this is empty, and a row whose figure reads like this makes no claim. Capitals do not \
               matter.",
        example: r#"blank = ["n/a", "-"]"#,
    },
    Key {
        name: "labels",
        accepts: Accepts::Labels,
        is_required: false,
        meaning: "The names of entities of Wikidata, by id, where the file has none or you want another. An id without a name here or \
               in the file is the name, so that the vocabulary can know it: `define measure population` with `aka P1082`.",
        example: r#"labels = { P1082 = "population" }"#,
    },
    Key {
        name: "language",
        accepts: Accepts::Text,
        is_required: false,
        meaning: "The language in which entities of Wikidata are named, by its code; English where the file has no name in it. \
               Default `en`.",
        example: r#"language = "de""#,
    },
];

/// The columns of a wide sheet whose headings are values of one field.
const WIDE: &[Key] = &[
    Key {
        name: "field",
        accepts: Accepts::Field,
        is_required: true,
        meaning: "What the headings are: `source`, `measure`, `place` or another field.",
        example: r#"field = "source""#,
    },
    Key {
        name: "columns",
        accepts: Accepts::Texts,
        is_required: true,
        meaning: "The headings.",
        example: r#"columns = ["Government", "UN"]"#,
    },
];
