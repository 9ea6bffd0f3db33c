//! Claims in tables: every cell with its place, every row counted, every setting in use, every mistake with its
//! message.

use gainsay::check::{self, Report, Settings};
use gainsay::finding::Finding;
use gainsay::model;
use gainsay::propose::propose;
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::rules;
use gainsay::settings;
use gainsay::source::{Place, Source, Sources};

use crate::any;
use crate::golden;
use crate::properties::cases;

/// The settings of a corpus, from the text of its file.
pub(crate) fn settled(text: &str) -> settings::Settings {
    settings::read(&Source::new("gainsay.toml", text), &rules::names())
        .unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn checked(files: &[(&str, &str)], toml: &str) -> (Sources, Report) {
    let sources = Sources::new(files.iter().map(|(name, text)| Source::new(*name, *text)).collect());
    let vocabulary = files.iter().map(|(name, _)| *name).filter(|name| name.ends_with(".claims"));
    let settings = Settings {
        today: "2026-11-23".to_owned(),
        corpus: settled(toml),
        vocabulary: vocabulary.map(str::to_owned).collect(),
        ..Settings::default()
    };
    let report = check::check(&sources, &settings);
    (sources, report)
}

/// The findings, a line each: where, what is underlined, and the message.
fn lines(sources: &Sources, report: &Report) -> Vec<String> {
    let line = |finding: &Finding| {
        let place = Place { span: finding.mark, ..finding.at };
        let at = sources.position(place);
        format!("{}:{} `{}` {}", at.line, at.column, sources.slice(place), finding.message)
    };
    report.findings.iter().map(line).collect()
}

pub(crate) fn reported(name: &str, text: &str, toml: &str) -> Vec<String> {
    let (sources, report) = checked(&[(name, text)], toml);
    lines(&sources, &report)
}

/// The findings on some files, each with its code.
pub(crate) fn coded(files: &[(&str, &str)], toml: &str) -> Vec<(String, String)> {
    let (sources, report) = checked(files, toml);
    let codes = report.findings.iter().map(|finding| finding.code.0.to_owned());
    codes.zip(lines(&sources, &report)).collect()
}

/// Every claim of a table in a line: measure, scope, value, time, origin, chain, mode, label.
pub(crate) fn claims(name: &str, text: &str, toml: &str) -> Vec<String> {
    let sources = Sources::new(vec![Source::new(name, text)]);
    let settings = Settings { corpus: settled(toml), ..Settings::default() };
    let model = model::read(&sources, &settings.read_options());
    assert!(model.problems.is_empty(), "{:#?}", model.problems);
    let corpus = gainsay::corpus::Corpus::new(model);
    let words = gainsay::corpus::Describer { corpus: &corpus, sources: &sources };
    let registers = &corpus.model.registers;
    let line = |at: u32| {
        let claim = corpus.claim(at);
        let scope: Vec<String> = registers
            .scopes
            .get(claim.scope.0)
            .iter()
            .map(|&(key, name)| {
                format!("{}={}", registers.keys.get(key.0).display, registers.names.get(name.0).display)
            })
            .collect();
        let time = claim.time.as_ref().map(|time| {
            format!("{}/{}", time.iso_from().unwrap_or_default(), time.iso_to().unwrap_or_default())
        });
        let unit = claim.unit.map(|unit| corpus.model.vocabulary.units.name(unit)).unwrap_or("");
        format!(
            "{}|{}|{}|{} {unit}|{}{}|{}|{}",
            words.id(at),
            registers.measures.get(claim.measure.0).display,
            scope.join(";"),
            words.said(at),
            time.unwrap_or_default(),
            words.byline(at),
            claim.mode.map(|mode| mode.keyword()).unwrap_or(""),
            claim
                .details
                .as_ref()
                .map(|details| format!("{:?} {:?}", details.url, details.rest))
                .unwrap_or_default(),
        )
    };
    (0..corpus.claims().len() as u32).map(line).collect()
}

#[test]
fn columns_come_in_any_order_and_case_with_all_that_a_claim_can_say() {
    let text = "\u{FEFF}Value,MEASURE,Source,via,id,mode,place,scope,date,said,published,url,note,group,x-age\r\n\
        \"1,234\",toll of dead,\"WHO; \"\"Red\"\" Cross\",AFP > BBC,a1,expected,Spain,side=east; ward=2,2020-10-01,\
        2020-10-02,3 October 2020,https://a.b/,\"two\nlines\",nurses,5\r\n,,,,,,,,,,,,,,\r\n";
    assert_eq!(
        claims("a.csv", text, ""),
        [
            "a1/1|toll of dead|place=Spain;group=nurses;side=east;ward=2|1,234 |2020-10-01/2020-10-01, by WHO, via AFP \
             via BBC|expected|Some(\"https://a.b/\") [(\"note\", \"two\\nlines\"), (\"x-age\", \"5\")]",
            "a1/2|toll of dead|place=Spain;group=nurses;side=east;ward=2|1,234 |2020-10-01/2020-10-01, by \"Red\" Cross, \
             via AFP via BBC|expected|Some(\"https://a.b/\") [(\"note\", \"two\\nlines\"), (\"x-age\", \"5\")]",
        ]
    );
}

#[test]
fn reporting_periods_are_dates_and_convert_keeps_them() {
    let text = "measure,value,date\nx,1,2020-M10\nx,2,2020-S1\nx,3,2020-Q3\nx,4,2020-W05\nx,5,2020-01-01/P1Y\nx,6,10/2020\n";
    let read = claims("a.csv", text, "");
    let times: Vec<&str> =
        read.iter().filter_map(|line| line.split('|').nth(4)?.strip_suffix(", no source named")).collect();
    assert_eq!(
        times,
        [
            "2020-10-01/2020-10-31",
            "2020-01-01/2020-06-30",
            "2020-07-01/2020-09-30",
            "2020-01-27/2020-02-02",
            "2020-01-01/2020-12-31",
            "2020-10-01/2020-10-31"
        ]
    );
    let source = Source::new("a.csv", text);
    let converted =
        gainsay::convert::convert(&source, None, None, gainsay::intake::FileFormat::Claims, &|_| None);
    assert!(converted.lost.is_empty(), "{:?}", converted.lost);
    assert!(converted.text.contains("x 2 on 2020-01/2020-06\nx 3 on 2020-Q3\n"), "{}", converted.text);
}

#[test]
fn every_setting_of_a_table_is_kept() {
    let toml = "[tables.\"a.csv\"]\ncolumns = { \"As of\" = \"date\" }\nscope = [\"Side\"]\nheader = 2\n\
        constants = { measure = \"death toll\", unit = \"people\" }\ndelimiter = \"|\"\ndecimal = \"comma\"\n\
        date-order = \"mdy\"\nskip = [\"sum\"]\nblank = [\"-\"]\nwide = { field = \"source\", columns = [\"Gov\", \"UN\"] }\n";
    let text = "A list||||\nAs of|side|Gov|UN|\n10/11/2020|east|1.234|-|\n44123|east|1|2|\n11/11/2020|-|2.000,5|3|\n\
        SUM|||5|\n";
    let (sources, report) = checked(&[("a.csv", text)], toml);
    assert_eq!((report.summary.rows, report.summary.refused, report.summary.skipped), (4, 1, 1));
    assert_eq!(report.summary.claims, 3);
    let problems: Vec<String> =
        lines(&sources, &report).into_iter().filter(|line| !line.contains("impossible")).collect();
    assert_eq!(
        problems,
        [
            "4:1 `44123` row 4, `As of`: `44123` is a spreadsheet's day number: 2020-10-19, or 2024-10-20 in old Macintosh sheets",
            "5:14 `2.000,5` `death toll` cannot be 2.000,5: people are counted in whole numbers",
        ],
    );
    let wide = "date,Gov,UN\n2020-10-11,\"1,234\",1 300\n";
    let toml = "[tables.\"*.csv\"]\nconstants = { measure = \"death toll\" }\n\
        wide = { field = \"source\", columns = [\"Gov\", \"UN\"] }\n";
    assert_eq!(
        claims("a.csv", wide, toml),
        [
            "a.csv:2/1|death toll||1,234 people|2020-10-11/2020-10-11, by Gov||",
            "a.csv:2/2|death toll||1 300 people|2020-10-11/2020-10-11, by UN||"
        ]
    );
}

#[test]
fn rows_are_every_statement_that_makes_or_amends_a_claim() {
    let text = "statement,measure,value,date,source,id,target,quote,from,to,published\n\
        claim,death toll,12,2020-10-01,WHO,a,,,,,\nevent,first ceasefire,,2020-10-10,WHO,,,,,,\n\
        quote,,,2020-10-02,WHO,,,We do not know,,,\ncorrect,,13,2020-10-02,WHO,,a,,,,\n\
        claim,death toll,9,2020-10-03,ICRC,b,,,,,\nretract,,,2020-10-04,ICRC,,@b,,,,\n\
        claim,arrests,7,,WHO,,,,2020-10-01,2020-10-05,\nclaim,arrests,7,,WHO,,,,,,2020-10-05\n\
        claims,arrests,7,,WHO,,,,,,\nretract,,,,WHO,,zz,,,,\n";
    assert_eq!(
        reported("a.csv", text, ""),
        [
            "9:15 `7` `arrests` has no period",
            "10:1 `claims` row 10, `statement`: a row cannot be `claims`",
            "11:17 `zz` no statement has the label `@zz`",
        ]
    );
}

#[test]
fn a_claim_file_that_includes_a_sheet_can_accept_what_its_rows_dispute() {
    let sheet =
        "measure,value,date,source,id\ndisplaced,12,2020-10-01,WHO,a\ndisplaced,13,2020-10-01,ICRC,b\n";
    let accept =
        "include \"a.csv\"\naccept conflicting-figures between @a and @b because \"different hours\"\n";
    let sources = Sources::new(vec![Source::new("a.csv", sheet), Source::new("b.claims", accept)]);
    let include = gainsay::source::Include {
        from: "b.claims".to_owned(),
        path: "a.csv".to_owned(),
        to: Ok("a.csv".to_owned()),
    };
    let settings =
        Settings { today: "2026-11-23".to_owned(), includes: vec![include], ..Settings::default() };
    let report = check::check(&sources, &settings);
    assert_eq!((lines(&sources, &report), report.summary.accepted), (Vec::new(), 1));
}

#[test]
fn what_headings_and_rows_lack_is_reported_once_where_it_stands() {
    let message = |text: &str| -> Vec<String> { reported("a.csv", text, "") };
    for (text, expected) in [
        (
            "measure,value,Sorce\na,1,b\n",
            "1:15 `Sorce` the heading `Sorce` is not a field of a claim, so its column is left out",
        ),
        (
            "measure,value,case,kind,line\na,1,b,c,d\n",
            "1:15 `case` the headings `case`, `kind` and `line` are no fields of a claim, so their columns are left out",
        ),
        (
            "measure,value,date,date\n",
            "1:20 `date` two headings mean the date: the second column is left out",
        ),
        (
            "measure,date\na,2020\n",
            "1:1 `measure,date` no heading says which column holds the figures, so gainsay cannot read any row",
        ),
        ("measure,value,,\na,1,x,\n", "1:1 `measure,value,,` column C has no heading, so it is left out"),
        ("measure,value\na,1,2\n", "2:5 `2` row 2, `C`: the row has 3 cells, but there are 2 headings"),
        ("measure,value,date\na,1\n", "2:1 `a,1` row 2: the row has 2 cells, but there are 3 headings"),
        ("measure,value\nmeasure,value\n", "2:1 `measure,value` row 2: the headings are repeated here"),
        (
            "measure,value,date\nTotal:,1,\n",
            "2:1 `Total:` row 2, `measure`: `Total:` starts a row of totals, not a claim",
        ),
        (
            "measure,value,date\nx,,\n",
            "2:1 `x,,` row 2: only one cell is filled: this is a title or a note, not a claim",
        ),
        (
            "measure,value,date\n\"x,1,2020\n",
            "2:1 `\"x` row 2, `measure`: a quotation mark opens this cell, but none closes it",
        ),
        ("measure,value\n,1\n", "2:1 `` row 2, `measure`: the row does not say what is measured"),
        ("measure,value,id\nx,1,a b\n", "2:5 `a b` row 2, `id`: `a b` is not a label: it contains ` `"),
        ("measure,value,mode\nx,1,maybe\n", "2:5 `maybe` row 2, `mode`: `maybe` is not a mode"),
        ("measure,value,scope\nx,1,east\n", "2:5 `east` row 2, `scope`: `east` has no scope key"),
        (
            "measure,value,unit\nx,1 km,miles\n",
            "2:8 `miles` row 2, `unit`: the figure is in `km`, but its unit is `miles`",
        ),
        (
            "measure,value,date,from\nx,1,2020,2021\n",
            "2:10 `2021` row 2, `from`: the row gives both a date and a period",
        ),
        (
            "measure,value,date\nx,1,Oct-20\n",
            "2:5 `Oct-20` row 2, `date`: `Oct-20` is not a date that gainsay can read",
        ),
        ("measure,value,id\nx,1,a\nx,2,a\n", "3:5 `a` two statements have the label `@a`"),
        (
            "measure,value\nx,#DIV/0!\n",
            "2:3 `#DIV/0!` row 2, `value`: `#DIV/0!` is what a spreadsheet shows when a formula fails",
        ),
        (
            "measure,value\nx,\u{1}1\n",
            "2:3 `\u{1}` row 2, `value`: this statement contains an invisible character (U+0001)",
        ),
    ] {
        let found = message(text);
        assert_eq!(
            found.iter().filter(|line| *line == expected).count(),
            1,
            "{text}\n{expected}\n{found:#?}"
        );
    }
}

#[test]
fn a_problem_with_a_constant_is_reported_once_however_long_the_table_is() {
    let toml = "[tables.\"*.csv\"]\nconstants = { measure = \"death toll\", published = \"2020-13-45\" }\n";
    let rows = (0..20_000).map(|number| format!("Town {number},{number},2020-05-01,Ministry\n"));
    let text = format!("place,value,date,source\n{}", rows.collect::<String>());
    let found = reported("toll.csv", &text, toml);
    assert_eq!(found, ["1:1 `place,value,date,source` there is no month 13"]);
}

#[test]
fn a_messy_sheet_is_reported_cell_by_cell() {
    let read = |name: &str| {
        let path = format!("{}/tests/tables/messy/{name}", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("a file of the case")
    };
    let files = [("sheet.csv", read("sheet.csv")), ("vocabulary.claims", read("vocabulary.claims"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    for (golden, toml) in [("as-it-is.txt", String::new()), ("settled.txt", read("gainsay.toml"))] {
        let (sources, report) = checked(&files, &toml);
        let view = ReportView::new(&report, &sources, rules::ALL, None);
        let look = RenderOptions { width: 100, colour: false };
        let mut out = Vec::new();
        report::pretty(&mut out, &view, look).expect("a vector takes all");
        report::summary(&mut out, &view, look).expect("a vector takes all");
        golden::check(&format!("tests/tables/messy/{golden}"), &String::from_utf8(out).expect("text"));
    }
}

#[test]
fn objects_are_rows_whose_values_stand_where_they_stand() {
    let text = "{\"measure\": \"toll of dead\", \"value\": 729, \"unit\": \"people\", \"source\": [\"WHO\", \"A; B\"], \
        \"via\": \"AFP > BBC\", \"scope\": {\"place\": \"Spain\", \"side\": \"e\\u00e4st\"}, \"date\": \"2020-10-01\", \
        \"note\": [\"a\", \"b \\\"c\\\"\"], \"mode\": null}\n\n\
        {\"measure\": \"members\", \"value\": [\"a\", \"b\"], \"source\": \"WHO\"}\r\n\
        {\"value\": true, \"measure\": \"x is so\", \"source\": \"WHO\"}";
    assert_eq!(
        claims("a.jsonl", text, ""),
        [
            "a.jsonl:1/1|toll of dead|place=Spain;side=eäst|729 people|2020-10-01/2020-10-01, by WHO, via AFP via BBC||None \
             [(\"note\", \"a\\nb \\\"c\\\"\")]",
            "a.jsonl:1/2|toll of dead|place=Spain;side=eäst|729 people|2020-10-01/2020-10-01, by A; B, via AFP via \
             BBC||None [(\"note\", \"a\\nb \\\"c\\\"\")]",
            "a.jsonl:3|members||[\"a\", \"b\"] |, by WHO||",
            "a.jsonl:4|x is so||true |, by WHO||",
        ]
    );
    let wrong = "{\"measure\": \"a\", \"value\": {\"x\": 1}}\n{\"measure\": \"a\", \"value\": 1\n\
        {\"measure\": \"a\", \"value\": \"1.234\", \"date\": \"10\\/11\\/2020\", \"colour\": 1}\n{\"colour\": 2}\n[1]\n\
        {\"measure\": \"a\", \"value\": 1, \"value\": 2}\n";
    let found = reported("a.jsonl", wrong, "");
    assert_eq!(
        found,
        [
            "1:27 `{` line 1, `value`: a nested value is where a text or a figure belongs",
            "2:27 `1` line 2: the line is not a JSON object: EOF while parsing an object",
            "3:61 `colour` the key `colour` is not a field of a claim, so it is left out",
            "3:44 `\"10\\/11\\/2020\"` line 3, `date`: `10/11/2020` can be read as 2020-11-10 or 2020-10-11",
            "3:28 `1.234` line 3, `value`: `1.234` can be read as 1.234 or 1,234",
            "3:28 `1.234` `a` has no source",
            "4:1 `{\"colour\": 2}` line 4: the row does not say what is measured",
            "4:1 `{\"colour\": 2}` line 4: the row gives no figure",
            "5:1 `[` line 5: the line is not a JSON object: invalid type: sequence, expected an object",
            "6:39 `2` line 6, `value`: the line gives `value` twice",
        ],
        "{found:#?}"
    );
}

#[test]
fn places_and_counts_do_not_depend_on_threads() {
    let mut text = "measure,value,date,source,note\n".to_owned();
    for row in 0..15_000 {
        let value = if row % 700 == 0 { "1.234".to_owned() } else { row.to_string() };
        text.push_str(&format!("\"m \"\"{row}\"\"\",{value},2020-10-01,WHO,\"a\nb, {row}\"\n"));
    }
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| {
            let (sources, report) = checked(&[("a.csv", &text)], "");
            (lines(&sources, &report), report.summary)
        })
    };
    let (found, summary) = run(1);
    assert_eq!((summary.rows, summary.claims), (15_000, 15_000));
    let ambiguous: Vec<&String> = found.iter().filter(|line| line.contains("can be read as")).collect();
    assert_eq!(ambiguous.len(), 22);
    assert_eq!(*ambiguous[1], "1402:13 `1.234` row 702, `value`: `1.234` can be read as 1.234 or 1,234");
    assert_eq!(run(2), (found, summary));
}

proptest::proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_bytes_bring_it_down(bytes: Vec<u8>, form in 0..4usize) {
        survives(form, bytes);
    }

    #[test]
    fn nothing_made_of_its_pieces_brings_it_down(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40),
        form in 0..4usize,
    ) {
        survives(form, pieces.concat().into_bytes());
    }
}

const PIECES: [&str; 50] = [
    "measure",
    "value",
    "date",
    "source",
    "id",
    "statement",
    "wide",
    ",",
    ",",
    ",",
    ";",
    "\t",
    "\n",
    "\n",
    "\r\n",
    "\"",
    "\"\"",
    " ",
    "12",
    "1.234",
    "(5)",
    "#REF!",
    "44123",
    "10/11/2020",
    "Total",
    "é",
    "\u{FEFF}",
    "\\",
    "\\u00e9",
    "{",
    "}",
    "[",
    "]",
    ":",
    "\"measure\":",
    "\"value\":",
    "null",
    "true",
    "```claims\n",
    "```\n",
    "~~~",
    "    ",
    "death toll 5",
    "from",
    "to",
    "scope",
    "a=b",
    "Gov",
    "UN",
    "\u{FFFD}",
];

fn survives(form: usize, bytes: Vec<u8>) {
    let name = ["a.csv", "a.jsonl", "a.md", "a.tsv"][form];
    let settled = settled(
        "[tables.\"*.csv\"]\nwide = { field = \"place\", columns = [\"Gov\", \"UN\"] }\nscope = [\"wide\"]\n\
         decimal = \"comma\"\nskip = [\"Total\"]\nconstants = { measure = \"toll\" }\n",
    );
    any::sheet::holds(&Source::from_bytes(name, bytes.clone()), settled.table(name));
    any::report::holds(&[(name.to_owned(), bytes)], &settled);
}

#[test]
fn what_is_proposed_for_a_sheet_can_be_read_whatever_its_headings_and_its_name_are() {
    for heading in
        ["\0\0\u{1B}[2J", "a\u{7F}b", "\"As\rof\"", "\"a\nb\"", "\u{202E}tolls", "a\u{FFFF}b", "\u{85}"]
    {
        for name in ["a.csv", "a\nb = 1.csv", "\u{202E}a.csv"] {
            let text = format!(
                "measure,value,{heading},place,source\ntoll,12,2020-10-19,A,B\ntoll,13,3/14/2020,A,\u{202E}C\n"
            );
            let source = Source::new(name, text);
            any::sheet::holds(&source, None);
            let proposal = propose(&source, false).expect("it has headings");
            let acts = |c: char| c.is_control() && c != '\n' || c == '\u{202E}' || c == '\u{FFFF}';
            assert!(!proposal.settings.chars().any(acts), "{:?}", proposal.settings);
            assert!(!proposal.vocabulary.lines().any(|line| line.starts_with('#') && line.chars().any(acts)));
            // The heading is what is measured, and so a name that is to be defined.
            let text = format!("date,source,{heading}\n2020-10-19,A,12\n2020-10-20,A,13\n");
            any::sheet::holds(&Source::new(name, text), None);
        }
    }
}

#[test]
fn a_text_of_skip_may_be_a_pattern_and_is_told_where_no_cell_matches() {
    let text = "place,toll,source\nHarrow,5,TechForPalestine (daily)\nHarrow,6,WHO\nHarrow,7,techforpalestine (summary)\nTotal,9,WHO\n";
    let toml = "[tables.\"*.csv\"]\ncolumns = { toll = \"value\" }\nconstants = { measure = \"toll\", date = \"2024-01-05\" }\n\
        skip = [\"TechForPalestine (*)\", \"total\", \"Sum*\"]\n";
    let (_, report) = checked(&[("a.csv", text)], toml);
    let sum = report.summary;
    assert_eq!((sum.rows, sum.refused, sum.skipped, sum.claims), (4, 0, 3, 1));
    let told: Vec<&str> = report.settings.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(told, ["no cell reads `Sum*`, so `skip` leaves out nothing"]);
    assert_eq!(&toml[report.settings[0].at.start as usize..report.settings[0].at.end as usize], "\"Sum*\"");
    // Of several sheets one is enough, and objects are read alike.
    let lines = "{\"place\": \"Summit\", \"measure\": \"toll\", \"value\": 3, \"source\": \"WHO\"}\n";
    let all = toml.replace("*.csv", "*");
    let (_, report) = checked(&[("a.csv", text), ("b.jsonl", lines)], &all);
    assert_eq!((report.summary.skipped, report.settings.len()), (4, 0));
}

#[test]
fn every_field_can_be_named_in_the_settings() {
    let toml = "[tables.\"*.csv\"]\ncolumns = { \"Why\" = \"because\" }\n";
    let text = "statement,measure,value,place,date,source,id,target,Why\n\
        claim,death toll,5,Harrow,2024-01-05,WHO,one,,\n\
        retract,,,,2024-01-06,WHO,,one,counted twice\n";
    let (sources, report) = checked(&[("a.csv", text)], toml);
    assert_eq!(lines(&sources, &report), [""; 0]);
    assert_eq!(report.summary.claims, 1);
}

#[test]
fn no_none_and_na_are_names_where_names_stand() {
    let text =
        "person,armed,source,place\nAda,No,None,N/A\nBo,none,No,No\nCy,N/A,N/A,None\nDi,unarmed,WHO,Harrow\n";
    let toml = "[tables.\"*.csv\"]\ncolumns = { armed = \"value\" }\nscope = [\"person\"]\n\
        constants = { measure = \"armed\", date = \"2015-01-03\" }\n";
    let vocabulary = "define measure armed\n    kind name\ndefine armed unarmed\n    aka \"No\", \"none\"\n";
    let sources = Sources::new(vec![Source::new("v.claims", vocabulary), Source::new("a.csv", text)]);
    let settings = Settings {
        today: "2026-11-23".to_owned(),
        corpus: settled(toml),
        vocabulary: vec!["v.claims".to_owned()],
        ..Settings::default()
    };
    let model = model::read(&sources, &settings.read_options());
    assert!(model.problems.is_empty(), "{:#?}", model.problems);
    let registers = &model.registers;
    let said: Vec<String> = model
        .claims
        .iter()
        .map(|claim| {
            let gainsay::model::claim::Value::Name(name) = &claim.value else { panic!("{:?}", claim.value) };
            let scope = registers.scopes.get(claim.scope.0).iter();
            let scope: Vec<&str> = scope.map(|pair| registers.names.get(pair.1.0).display.as_str()).collect();
            let source = claim.origin.map(|source| registers.sources.get(source.0).display.as_str());
            let name = registers.names.get(name.0).display.as_str();
            format!("{name}|{}|{}", scope.join(","), source.unwrap_or_default())
        })
        .collect();
    assert_eq!(
        said,
        ["unarmed|N/A,Ada|None", "unarmed|No,Bo|No", "N/A|None,Cy|N/A", "unarmed|Harrow,Di|WHO"]
    );
}

#[test]
fn a_whole_sheet_counts_on_a_basis_of_its_source() {
    let text = "date,source,toll\n2024-01-05,Oryx,5\n2024-01-05,WHO,9\n2024-01-06,Oryx,6\n";
    let toml = "[sources]\nOryx = [\"counts on basis: verified\"]\n[tables.\"*.csv\"]\ncolumns = { toll = \"value\" }\n\
        constants = { measure = \"toll\" }\n";
    let given = claims("a.csv", text, toml);
    let scopes: Vec<&str> = given.iter().map(|line| line.split('|').nth(2).unwrap_or_default()).collect();
    assert_eq!(scopes, ["basis=verified", "", "basis=verified"]);
    // Or the sheet says it for all of its rows, whatever its sources do elsewhere.
    let toml = "[tables.\"*.csv\"]\ncolumns = { toll = \"value\" }\nconstants = { measure = \"toll\", scope = \"basis=suspected\" }\n";
    let given = claims("a.csv", text, toml);
    assert!(given.iter().all(|line| line.contains("|basis=suspected|")), "{given:?}");
}

#[test]
fn an_empty_cell_means_the_one_above_it_where_the_settings_say_so() {
    let toml = "[tables.\"a.csv\"]\nfill-down = [\"measure\", \"place\"]\n";
    let text = "measure,place,source,date,value\nroads closed,North,A,2024-05-01,1\n,,B,2024-05-01,2\n\
        ,South,A,2024-05-01,3\nhomes flooded,,,,\n,,A,2024-05-01,4\n";
    let lines = claims("a.csv", text, toml);
    let starts: Vec<String> =
        lines.iter().map(|line| line.split('|').skip(1).take(3).collect::<Vec<_>>().join("|")).collect();
    // A new measure has no place yet, and a row with nothing but a measure is a heading for those below it.
    assert_eq!(
        starts,
        [
            "roads closed|place=North|1 ",
            "roads closed|place=North|2 ",
            "roads closed|place=South|3 ",
            "homes flooded||4 "
        ]
    );
    // An empty row, or a sum, ends it.
    for end in ["", "Total,,,,9"] {
        let text = format!("measure,place,source,date,value\nx,,A,2024-05-01,1\n{end}\n,,A,2024-05-01,2\n");
        let found = reported("a.csv", &text, toml);
        assert!(
            found.iter().any(|line| line.contains("row 4, `measure`: the row does not say what is measured")),
            "{found:?}"
        );
    }
}

#[test]
fn a_heading_that_the_settings_name_and_the_sheet_lacks_is_told() {
    let text = "What,value,date\nx,1,2024-05-01\n";
    let lacking = |pattern: &str| {
        let toml = format!(
            "[tables.{pattern:?}]\ncolumns = {{ What = \"measure\", Who = \"source\" }}\nfill-down = [\"place\"]\n"
        );
        let found = reported("desk/a.csv", text, &toml);
        found.into_iter().filter(|line| line.contains("of this sheet name the column")).collect::<Vec<_>>()
    };
    let told = lacking("desk/a.csv");
    assert!(told.len() == 2 && told[0].contains("`Who`") && told[1].contains("`place`"), "{told:?}");
    // A pattern is about sheets of several kinds.
    assert!(lacking("desk/*.csv").is_empty());
}
