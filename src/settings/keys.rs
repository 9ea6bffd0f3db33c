//! The keys of `gainsay.toml` with their values and their meaning (those of a sheet: `sheet_keys`). Which keys are known, the
//! documentation page and the schema are derived from this table; each key also needs its arm in `read`.

pub use super::key::{Accepts, Key};
use super::sheet_keys::{DATE_ORDER, DECIMAL, TABLE};

/// The settings of the whole corpus.
pub const ROOT: &[Key] = &[
    Key {
        name: "vocabulary",
        accepts: Accepts::Texts,
        is_required: false,
        meaning: "Files that gainsay reads as if every file of the corpus included them: definitions, laws, labels. Paths \
               are relative to `gainsay.toml` and stay within its folder.",
        example: r#"vocabulary = ["vocabulary.claims"]"#,
    },
    Key {
        name: "decimal",
        accepts: DECIMAL,
        is_required: false,
        meaning: "The mark before decimals. With `comma`, `1.234` is one thousand two hundred and thirty-four and `1,5` is \
               one and a half; with `point` it is the other way round. If not set, the rule `ambiguous-number` reports a \
               figure that can be read both ways.",
        example: r#"decimal = "comma""#,
    },
    Key {
        name: "date-order",
        accepts: DATE_ORDER,
        is_required: false,
        meaning: "What comes first in `10/11/2020`: `dmy` the day, `mdy` the month. If not set, the rule `ambiguous-date` \
               reports such a date.",
        example: r#"date-order = "dmy""#,
    },
    Key {
        name: "fail-on",
        accepts: Accepts::Word(&["error", "dispute", "warning", "note", "never"]),
        is_required: false,
        meaning: "The lowest level at which `gainsay check` ends with status 1. `dispute`, between `error` and `warning`, \
               counts warnings about contradictions, drift, sources and quotations, but none about how claims are \
               written, read or accepted. Default `error`, with `--against` `dispute`; `--fail-on` on the command line \
               overrides it.",
        example: r#"fail-on = "warning""#,
    },
    Key {
        name: "baseline",
        accepts: Accepts::Text,
        is_required: false,
        meaning: "The file of known findings, relative to `gainsay.toml`: they are counted and not reported again. \
               `gainsay check --write-baseline FILE` writes it; `--baseline` names another.",
        example: r#"baseline = "baseline.jsonl""#,
    },
    Key {
        name: "acceptances",
        accepts: Accepts::Text,
        is_required: false,
        meaning: "The `.claims` file, relative to `gainsay.toml`, to which `gainsay serve --write` appends the findings that are \
               accepted on its page, each as `accept finding \"…\" because \"…\"`. It must be among the files that are checked.",
        example: r#"acceptances = "accepted.claims""#,
    },
    Key {
        name: "exact-limit",
        accepts: Accepts::Count(0),
        is_required: false,
        meaning: "How many figures, stated or not, may be linked by laws and parts for gainsay to solve them exactly. \
               Default 100,000. Beyond it gainsay compares only the bounds that follow step by step, and a note says so.",
        example: "exact-limit = 20000",
    },
    Key {
        name: "search-limit",
        accepts: Accepts::Count(0),
        is_required: false,
        meaning: "How long gainsay may look for what cannot be true together among figures that laws and parts link, in millions \
               of steps for each question of one such group. Default 400, which is a few seconds on a usual machine. Steps are \
               counted, not timed, so every machine gives the same report. Beyond it gainsay compares only the bounds that \
               follow step by step, and a note says so; what contradicts itself directly is found all the same, but for some of what \
               figures of periods say of part and whole.",
        example: "search-limit = 2000",
    },
    Key {
        name: "repair-limit",
        accepts: Accepts::Count(0),
        is_required: false,
        meaning: "How many steps the search for the smallest repair of a conflict may take; a million take a tenth of a second or \
               so. Default 50,000,000. Beyond it, and where more than 24 contradictions that share no figure hang together, gainsay \
               names a suspect only if one figure of the conflict does not fit the other figures of its own source.",
        example: "repair-limit = 100000",
    },
    Key {
        name: "desk",
        accepts: Accepts::Table(DESK),
        is_required: false,
        meaning: "Whose corpus this is.",
        example: "",
    },
    Key {
        name: "origins",
        accepts: Accepts::Table(ORIGINS),
        is_required: false,
        meaning: "When to report that a figure has only one origin.",
        example: "",
    },
    Key {
        name: "rules",
        accepts: Accepts::Rules,
        is_required: false,
        meaning: "The level of a rule, by its name: `off`, `note`, `warning` or `error`; of all contradictions of a \
               standing: `slip` and `disputed`; or of a family of rules: `reading`, `contradictions`, `drift`, \
               `provenance`, `quotes`, `own`, or the letter of its codes. Of several that apply to a finding the rule's \
               counts, else the standing's, else the family's; a family's level switches on no rule that is off by default. A standing's or \
               family's level never lifts a dispute between declared parties or on a `contested` measure above a note, nor another outlet's \
               slip (see `desk`) above a warning. `[rules.NAME]` with `level = …` does the same. `--select` and \
               `--ignore` on the command line override it.",
        example: r#"conflicting-figures = "error""#,
    },
    Key {
        name: "paths",
        accepts: Accepts::Each(PATHS),
        is_required: false,
        meaning: "Levels for findings in some files only, each under its own `[[paths]]`. If several match a file, the last \
               one counts.",
        example: "",
    },
    Key {
        name: "tolerances",
        accepts: Accepts::Tolerances,
        is_required: false,
        meaning: "By how much two figures of a measure may differ in all and still agree, like `tolerance` in its \
               definition: a share or an amount; half of it goes to each of the two. If the definition has one too, this \
               one counts.",
        example: r#""death toll" = "2%""#,
    },
    Key {
        name: "sources",
        accepts: Accepts::Sources,
        is_required: false,
        meaning: "How a source counts, in the words of its definition: `counts on KEY: NAME`, the scope that its figures have \
               unless they or their article say another; `at least`, if its figures are lower bounds, such as a tracker's \
               that lists only what it could document; `settles MEASURE`, if it is the authority on a measure; `fills in`, if \
               it carries figures forward, interpolates or extrapolates them. If the definition says it too, this one counts.",
        example: r#"Oryx = ["counts on basis: verified"]"#,
    },
    Key {
        name: "hedges",
        accepts: Accepts::Hedges(HEDGES),
        is_required: false,
        meaning: "What loose words mean. For a vague word, such as `dozens`, give the least and the most it can mean. A \
               figure below the least contradicts it; a figure above the most is only loose wording.",
        example: "several = [3, 9]",
    },
    Key {
        name: "drift",
        accepts: Accepts::Table(DRIFT),
        is_required: false,
        meaning: "When to report figures that change over time.",
        example: "",
    },
    Key {
        name: "quotes",
        accepts: Accepts::Table(QUOTES),
        is_required: false,
        meaning: "When two quotations count as the same words.",
        example: "",
    },
    Key {
        name: "tables",
        accepts: Accepts::ByPattern(TABLE),
        is_required: false,
        meaning: "How to read tables, by a pattern of their paths. If several match a table, the last one counts.",
        example: "",
    },
];

const DESK: &[Key] = &[Key {
    name: "ours",
    accepts: Accepts::Texts,
    is_required: false,
    meaning: "The outlets whose copy this is. If set, slips that are only other outlets' are warnings. If one of ours \
           gives another figure than the origin it cites (`relay-drift`), that is an error.",
    example: r#"ours = ["Statecraft"]"#,
}];

const ORIGINS: &[Key] = &[Key {
    name: "outlets",
    accepts: Accepts::Count(2),
    is_required: false,
    meaning: "How many outlets must carry a figure from one origin before the note `single-origin` reports it. Default \
           3: two outlets citing one ministry are common, three begin to look like a consensus.",
    example: "outlets = 3",
}];

const PATHS: &[Key] = &[
    Key {
        name: "match",
        accepts: Accepts::Patterns,
        is_required: true,
        meaning: "A pattern of paths, or a list of patterns, relative to `gainsay.toml` and read as in a `.gitignore`: \
               `archive/**`, `*.csv`.",
        example: r#"match = "archive/**""#,
    },
    Key {
        name: "rules",
        accepts: Accepts::Rules,
        is_required: false,
        meaning: "The levels, as in `[rules]`.",
        example: r#"rules = { missing-source = "off" }"#,
    },
];

const HEDGES: &[Key] = &[
    Key {
        name: "about",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "`about X` reaches this share of X to both sides, or half a unit of its last digit that is not a zero if that is more. \
               Default 5%.",
        example: r#"about = "5%""#,
    },
    Key {
        name: "nearly",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "`nearly X` starts at this share of X, and stays below X. Default 90%.",
        example: r#"nearly = "90%""#,
    },
    Key {
        name: "slack",
        accepts: Accepts::Multiple,
        is_required: false,
        meaning: "How many times the width of `about X` and `nearly X` a figure may miss them by, on either side, before it \
               contradicts them; up to there it is loose wording. Default 1.",
        example: "slack = 1",
    },
    Key {
        name: "round",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "How far a round count may be off on either side before another figure contradicts it, as a share of the unit of its \
               last digit that is not a zero (of `43,000`: 1,000). A count is round if it ends in three zeros, or in two after at least two \
               other digits; of a 1 with zeros, the unit is that of its next digit. Default 50%: `43,000` allows 42,500 \
               to 43,500, and `1,000` allows 950 to 1,050. With 0% round figures are exact everywhere, as with \
               `rounding strict` for one measure.",
        example: r#"round = "50%""#,
    },
    Key {
        name: "fraction",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "By which share of itself a fraction in words may be off on either side before another figure contradicts it, \
               out to the next whole per cent. Default 10%: `a third` allows 30% to 37%.",
        example: r#"fraction = "10%""#,
    },
];

const DRIFT: &[Key] = &[
    Key {
        name: "restated",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "`revision-drift` reports a restated fact if it changed by at least this share of the figure. Default 1%: a \
               smaller change did not mislead readers who had the old figure, and authorities correct a few in a thousand \
               every day.",
        example: r#"restated = "1%""#,
    },
    Key {
        name: "restated-growth",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "`revision-drift` also reports a restated total if it changed by this share of its growth since the fact \
               before. Default 50%: then the news of that day, which is the growth, was wrong by half.",
        example: r#"restated-growth = "50%""#,
    },
    Key {
        name: "restated-apart",
        accepts: Accepts::Count(0),
        is_required: false,
        meaning: "How many separate restatements of one series by one source to report one by one; more are a habit, and one \
               finding. Default 5: nobody reads the sixth, and the series as a whole is the news.",
        example: "restated-apart = 5",
    },
    Key {
        name: "jump-steps",
        accepts: Accepts::Count(2),
        is_required: false,
        meaning: "How many steps a series needs before `sudden-jump` can call one unusual. Default 6: with fewer steps it is \
               not clear what is usual.",
        example: "jump-steps = 6",
    },
    Key {
        name: "jump-times",
        accepts: Accepts::Multiple,
        is_required: false,
        meaning: "How many times larger than any other step a jump must be, each per day. Default 5: in figures that double \
               every few days, as in an outbreak, the largest step is two or three times the next.",
        example: "jump-times = 5",
    },
    Key {
        name: "jump-factor",
        accepts: Accepts::Multiple,
        is_required: false,
        meaning: "How many times the figure before the jump the figure after it must be, or the other way round. Default 2: \
               smaller changes are common.",
        example: "jump-factor = 2",
    },
    Key {
        name: "apart-instants",
        accepts: Accepts::Count(4),
        is_required: false,
        meaning: "How many instants two series must have in common for `diverging-sources`. Default 10: from there on the \
               normal distribution fits the Mann-Kendall test.",
        example: "apart-instants = 10",
    },
    Key {
        name: "apart-growth",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "By which share the ratio of two series must change from first to last for `diverging-sources`. Default \
               10%: a steady difference of method stays below that, and a smaller change shows on the days on which the \
               sources contradict each other.",
        example: r#"apart-growth = "10%""#,
    },
    Key {
        name: "outcome",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "By which share of the forecast a result must miss it for `outcome-differs`. Default 1%: a closer forecast \
               has come true.",
        example: r#"outcome = "1%""#,
    },
    Key {
        name: "digits",
        accepts: Accepts::Count(1),
        is_required: false,
        meaning: "How many digits, not counting zeros at the end, a relay's figure needs for `misattribution` to conclude, \
               from another origin that gives the same, that it comes from that one. Default 3: one in ninety figures of the same size agrees in \
               two digits by chance, and a large corpus has such figures.",
        example: "digits = 3",
    },
];

const QUOTES: &[Key] = &[
    Key {
        name: "words",
        accepts: Accepts::Count(1),
        is_required: false,
        meaning: "How many words two quotations of one speaker must have in common to count as one sentence, altered. \
               Default 3: with two, \"We will win\" and \"We will lose\" would be one sentence.",
        example: "words = 3",
    },
    Key {
        name: "alike",
        accepts: Accepts::Share,
        is_required: false,
        meaning: "How much of the two quotations must then be the same. Default 70%: of ten words three may differ; beyond \
               that it is probably another sentence. If one outlet has both, only half as much may differ.",
        example: r#"alike = "70%""#,
    },
    Key {
        name: "days",
        accepts: Accepts::Count(0),
        is_required: false,
        meaning: "Within how many days of each other two quotations must be published to come from one occasion, if nothing \
               says when they were spoken. Default 7: a quotation stays in the news for a week.",
        example: "days = 7",
    },
    Key {
        name: "phrase",
        accepts: Accepts::Count(1),
        is_required: false,
        meaning: "From how many words on gainsay assumes that two speakers do not say the same by chance. Default 8: fixed \
               expressions are shorter; `at the end of the day` has six words.",
        example: "phrase = 8",
    },
];
