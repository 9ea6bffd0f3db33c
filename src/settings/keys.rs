//! Every key of `gainsay.toml`: what it takes, and what it does. The page, the schema and the reader all go by this.

pub use super::key::{Key, Takes};

const DECIMAL: Takes = Takes::Word(&["comma", "point"]);
const DATE_ORDER: Takes = Takes::Word(&["dmy", "mdy"]);

/// What is settled for the whole corpus.
pub const ROOT: &[Key] = &[
    Key {
        name: "vocabulary",
        takes: Takes::Texts,
        needed: false,
        says: "Files that are read as if every file of the corpus included them: definitions, laws, labels. Paths are \
               relative to `gainsay.toml` and stay within its folder.",
        example: r#"vocabulary = ["vocabulary.claims"]"#,
    },
    Key {
        name: "decimal",
        takes: DECIMAL,
        needed: false,
        says: "The mark before decimals. With `comma`, `1.234` is one thousand two hundred and thirty-four and `1,5` one \
               and a half; with `point` it is the other way round. Without it a figure that can be read both ways is the \
               finding `ambiguous-number`.",
        example: r#"decimal = "comma""#,
    },
    Key {
        name: "date-order",
        takes: DATE_ORDER,
        needed: false,
        says: "What comes first in `10/11/2020`: `dmy` the day, `mdy` the month. Without it such a date is the finding \
               `ambiguous-date`.",
        example: r#"date-order = "dmy""#,
    },
    Key {
        name: "fail-on",
        takes: Takes::Word(&["error", "warning", "note", "never"]),
        needed: false,
        says: "The least level at which `gainsay check` ends with status 1. `error` where it is not set; `--fail-on` on the \
               command line wins.",
        example: r#"fail-on = "warning""#,
    },
    Key {
        name: "exact-limit",
        takes: Takes::Count(0),
        needed: false,
        says: "How many figures, said and unsaid, may hang together by laws and parts for them to be solved exactly: \
               100,000 unless set. Beyond it only the bounds that follow step by step are compared, and a note says so.",
        example: "exact-limit = 20000",
    },
    Key {
        name: "repair-limit",
        takes: Takes::Count(0),
        needed: false,
        says: "How many steps the search for the smallest repair of a conflict may take: 50,000,000 unless set. Beyond it \
               the conflict is told with \"suspects not sought\".",
        example: "repair-limit = 100000",
    },
    Key {
        name: "desk",
        takes: Takes::Table(DESK),
        needed: false,
        says: "Whose corpus this is.",
        example: "",
    },
    Key {
        name: "origins",
        takes: Takes::Table(ORIGINS),
        needed: false,
        says: "When it is told that a figure has one origin only.",
        example: "",
    },
    Key {
        name: "rules",
        takes: Takes::Rules,
        needed: false,
        says: "The level of a rule, by its name: `off`, `note`, `warning` or `error`; or of all contradictions of a \
               standing: `slip` and `disputed`. A rule's own level comes before its standing's. A standing's level never \
               lifts a dispute between declared parties or on a `contested` measure above a note, nor another outlet's \
               slip (see `desk`) above a warning. `[rules.NAME]` with `level = …` says the same. `--select` and \
               `--ignore` on the command line win.",
        example: r#"conflicting-figures = "error""#,
    },
    Key {
        name: "paths",
        takes: Takes::Each(PATHS),
        needed: false,
        says: "Levels for findings in some files only, each under `[[paths]]` of its own. Where several fit a file the later \
               one wins.",
        example: "",
    },
    Key {
        name: "tolerances",
        takes: Takes::Tolerances,
        needed: false,
        says: "By how much two figures of a measure may differ and still agree, as `tolerance` in its definition: a share \
               or an amount. Where the definition has one too, this one counts.",
        example: r#""death toll" = "2%""#,
    },
    Key {
        name: "hedges",
        takes: Takes::Hedges(HEDGES),
        needed: false,
        says: "What loose words mean. A vague word, such as `dozens`, takes the least and the most it says; less than the \
               least contradicts it, more than the most is only loose wording.",
        example: "several = [3, 9]",
    },
    Key {
        name: "drift",
        takes: Takes::Table(DRIFT),
        needed: false,
        says: "From where on figures that change over time are worth telling.",
        example: "",
    },
    Key {
        name: "quotes",
        takes: Takes::Table(QUOTES),
        needed: false,
        says: "When two quotations are the same words.",
        example: "",
    },
    Key {
        name: "tables",
        takes: Takes::ByPattern(TABLE),
        needed: false,
        says: "How tables are read, by a pattern of their paths. Where several fit a table the last one counts.",
        example: "",
    },
];

const DESK: &[Key] = &[Key {
    name: "ours",
    takes: Takes::Texts,
    needed: false,
    says: "The outlets whose copy this is. With it, slips that are only other outlets' are warnings, and where one of ours \
           gives another figure than the origin it cites (`relay-drift`), that is an error.",
    example: r#"ours = ["Statecraft"]"#,
}];

const ORIGINS: &[Key] = &[Key {
    name: "outlets",
    takes: Takes::Count(2),
    needed: false,
    says: "From how many outlets on a figure is the note `single-origin` that nobody but one origin gives. 3 where it is not set: \
           two outlets with one ministry are everyday, three begin to look like a consensus.",
    example: "outlets = 3",
}];

const PATHS: &[Key] = &[
    Key {
        name: "match",
        takes: Takes::Patterns,
        needed: true,
        says: "A pattern of paths, or a list of such, relative to `gainsay.toml` and read as in a `.gitignore`: `archive/**`, \
               `*.csv`.",
        example: r#"match = "archive/**""#,
    },
    Key {
        name: "rules",
        takes: Takes::Rules,
        needed: false,
        says: "The levels, as in `[rules]`.",
        example: r#"rules = { missing-source = "off" }"#,
    },
];

const HEDGES: &[Key] = &[
    Key {
        name: "about",
        takes: Takes::Share,
        needed: false,
        says: "`about X` reaches at least this share of X to both sides. 5% where it is not set.",
        example: r#"about = "5%""#,
    },
    Key {
        name: "nearly",
        takes: Takes::Share,
        needed: false,
        says: "`nearly X` starts at this share of X, which is less than all of it. 90% where it is not set.",
        example: r#"nearly = "90%""#,
    },
    Key {
        name: "slack",
        takes: Takes::Times,
        needed: false,
        says: "How many times the width of `about X` and `nearly X` a figure may miss them by, on either side, before it \
               contradicts them; up to there it is loose wording. 1 where it is not set.",
        example: "slack = 1",
    },
];

const DRIFT: &[Key] = &[
    Key {
        name: "restated",
        takes: Takes::Share,
        needed: false,
        says: "A restated fact is told by `revision-drift` where it changed by this share of the figure at least. 1% where it \
               is not set: below that, readers who had the old figure were not misled, and corrections of a few in thousands \
               are an authority's daily bread.",
        example: r#"restated = "1%""#,
    },
    Key {
        name: "restated-growth",
        takes: Takes::Share,
        needed: false,
        says: "A restated total is told too where it changed by this share of what the total grew by since the fact before. 50% \
               where it is not set: then the news of that day, which is the growth, was wrong by half.",
        example: r#"restated-growth = "50%""#,
    },
    Key {
        name: "restated-apart",
        takes: Takes::Count(0),
        needed: false,
        says: "How many separate restatements of one series by one source are told one by one; more are a habit, and one \
               finding. 5 where it is not set: nobody reads the sixth, and the series as a whole is the news.",
        example: "restated-apart = 5",
    },
    Key {
        name: "jump-steps",
        takes: Takes::Count(2),
        needed: false,
        says: "How many steps a series has at least for `sudden-jump` to call one unusual. 6 where it is not set: with fewer \
               nobody knows what is usual.",
        example: "jump-steps = 6",
    },
    Key {
        name: "jump-times",
        takes: Takes::Times,
        needed: false,
        says: "How many times any other step, each by the day, a jump is at least. 5 where it is not set: figures that double \
               every few days, as in an outbreak, have a largest step of two or three times the next.",
        example: "jump-times = 5",
    },
    Key {
        name: "jump-factor",
        takes: Takes::Times,
        needed: false,
        says: "How many times the figure before it the figure after a jump is, or the other way round. 2 where it is not set: \
               less than that happens.",
        example: "jump-factor = 2",
    },
    Key {
        name: "apart-instants",
        takes: Takes::Count(4),
        needed: false,
        says: "How many instants two series have in common at least for `diverging-sources`. 10 where it is not set: from there \
               on the normal distribution fits the test of Mann and Kendall.",
        example: "apart-instants = 10",
    },
    Key {
        name: "apart-growth",
        takes: Takes::Share,
        needed: false,
        says: "By which share the ratio of two series changes from first to last at least for `diverging-sources`. 10% where it \
               is not set: a steady difference of method stays below that, and a smaller one is told by the days on which \
               they contradict each other.",
        example: r#"apart-growth = "10%""#,
    },
    Key {
        name: "outcome",
        takes: Takes::Share,
        needed: false,
        says: "By which share of the forecast a result misses it at least for `outcome-differs`. 1% where it is not set: nearer \
               than that, a forecast has come true.",
        example: r#"outcome = "1%""#,
    },
    Key {
        name: "digits",
        takes: Takes::Count(1),
        needed: false,
        says: "How many digits a relay's figure has at least, zeros at its end aside, for `misattribution` to take it for the \
               origin's that gives the same. 3 where it is not set: of two figures of one size one in ninety agrees in two \
               digits by chance, which a large corpus meets.",
        example: "digits = 3",
    },
];

const QUOTES: &[Key] = &[
    Key {
        name: "words",
        takes: Takes::Count(1),
        needed: false,
        says: "How many words two quotations of one speaker have in common at least for them to be one sentence, altered. 3 \
               where it is not set: with two, \"We will win\" and \"We will lose\" would be one sentence.",
        example: "words = 3",
    },
    Key {
        name: "alike",
        takes: Takes::Share,
        needed: false,
        says: "How much of the two is the same then. 70% where it is not set: of ten words three may differ, and beyond that it \
               is rather another sentence. Where one outlet brings both, only half as much may differ.",
        example: r#"alike = "70%""#,
    },
    Key {
        name: "days",
        takes: Takes::Count(0),
        needed: false,
        says: "Within how many days of each other words of one occasion are published, where nothing says when they were \
               spoken. 7 where it is not set: a saying is in the news for a week.",
        example: "days = 7",
    },
    Key {
        name: "phrase",
        takes: Takes::Count(1),
        needed: false,
        says: "From how many words on two speakers do not say the same by chance. 8 where it is not set: fixed expressions are \
               shorter, `at the end of the day` has six words.",
        example: "phrase = 8",
    },
];

const TABLE: &[Key] = &[
    Key {
        name: "columns",
        takes: Takes::Columns,
        needed: false,
        says: "Which field a heading stands for; a heading that is called as a field needs no entry. The fields are \
               `measure value unit place group subject topic date from to said source via published url quote note id mode \
               scope statement target`.",
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
        says: "What is said of every row alike, by field.",
        example: r#"constants = { measure = "death toll" }"#,
    },
    Key {
        name: "wide",
        takes: Takes::Table(WIDE),
        needed: false,
        says: "Several columns with a figure each, and the heading says whose: a claim a cell.",
        example: r#"wide = { field = "source", columns = ["Government", "UN"] }"#,
    },
    Key {
        name: "delimiter",
        takes: Takes::Character,
        needed: false,
        says: "What parts the cells. Found out from the file where it is not set.",
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
        says: "What the bytes stand for. `utf-8` where it is not set.",
        example: r#"encoding = "windows-1252""#,
    },
    Key {
        name: "header",
        takes: Takes::Count(1),
        needed: false,
        says: "The row of the headings, counted from 1; what stands above it is no data.",
        example: "header = 2",
    },
    Key {
        name: "skip",
        takes: Takes::Texts,
        needed: false,
        says: "A row in which a cell reads so is no data: a totals row. Capitals do not matter.",
        example: r#"skip = ["Total"]"#,
    },
    Key {
        name: "blank",
        takes: Takes::Texts,
        needed: false,
        says: "A cell that reads so is empty. Capitals do not matter.",
        example: r#"blank = ["n/a", "-"]"#,
    },
];

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
