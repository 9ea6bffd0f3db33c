//! Tables in the forms of those who publish statistics: SDMX-CSV and Our World in Data, read without settings.

use std::fs;
use std::path::Path;

use gainsay::convert::convert;
use gainsay::intake::FileFormat;
use gainsay::propose::propose;
use gainsay::source::Source;

use crate::cli::Folder;
use crate::tables::{claims, reported};

fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/published").join(name);
    fs::read_to_string(path).expect("an example")
}

/// The claims of an example without the names of its rows.
fn read(name: &str, toml: &str) -> Vec<String> {
    let bare = |line: String| line.split_once('|').map(|(_, rest)| rest.to_owned()).unwrap_or(line);
    claims("a.csv", &text(name), toml).into_iter().map(bare).collect()
}

#[test]
fn a_service_of_the_oecd_is_read() {
    let read = read("sdmx/oecd-prices.csv", "[tables.\"a.csv\"]\ncolumns = { DURABILITY = \"note\" }\n");
    assert_eq!(read.len(), 7);
    // The whole (`_T`) and the frequency that the year says are no part of the scope.
    assert_eq!(
        read[0],
        "CPI|place=CHN;ADJUSTMENT=N;DATAFLOW=OECD.SDD.TPS:DSD_G20_PRICES@DF_G20_PRICES;METHODOLOGY=N;TRANSFORMATION=GY;\
         UNIT_MEASURE=PA|2.9 %|2019-01-01/2019-12-31, by OECD||"
    );
    let told = reported("a.csv", &text("sdmx/oecd-prices.csv"), "");
    assert!(told.iter().any(|line| line.contains("the heading `DURABILITY` is not a field")), "{told:?}");
    let settled = "[tables.\"a.csv\"]\ncolumns = { DURABILITY = \"note\", METHODOLOGY = \"note\" }\n\
        constants = { measure = \"inflation\", source = \"OECD Paris\" }\n";
    let own = claims("a.csv", &text("sdmx/oecd-prices.csv"), settled);
    assert!(
        own[0].contains("|inflation rate|place=CHN;ADJUSTMENT=N;DATAFLOW=")
            && own[0].contains(";MEASURE=CPI;TRANSFORMATION=GY;UNIT_MEASURE=PA|")
            && own[0].contains("by OECD Paris"),
        "{}",
        own[0]
    );
}

#[test]
fn a_service_of_eurostat_is_read() {
    let read = read("sdmx/eurostat-permits.csv", "");
    // As the data set says when it was last changed, later figures revise these.
    let source = Source::new("a.csv", text("sdmx/eurostat-permits.csv"));
    let words = convert(&source, None, None, FileFormat::Claims, &|_| None).text;
    assert!(
        words.starts_with("MIGR_RESFIRST 287179 people in FR on 2021 by ESTAT published 2026-05-22\n"),
        "{words}"
    );
    assert_eq!(read[0], "MIGR_RESFIRST|place=FR|287179 people|2021-01-01/2021-12-31, by ESTAT||");
}

#[test]
fn codes_with_labels_are_read() {
    let read = read("sdmx/bis-policy-rates.csv", "");
    assert_eq!(read.len(), 4, "{read:#?}");
    assert!(
        read[0].starts_with(
            "Central bank policy rates|place=Brazil;UNIT_MEASURE=368|11.25 %|2024-01-01/2024-01-31, by BIS|"
        ),
        "{}",
        read[0]
    );
    assert!(read[3].contains("|2024-03-21/2024-03-21, by BIS|"), "{}", read[3]);
}

#[test]
fn names_statuses_and_powers_are_read() {
    let read = read("sdmx/names.csv", "[tables.\"a.csv\"]\ndecimal = \"comma\"\n");
    assert_eq!(
        read,
        [
            "Employed persons|place=Spain;DATAFLOW=TEST:DF_EMP|19,3 million people|2020-01-01/2020-06-30, by TEST||None []",
            "Employed persons|place=Spain;DATAFLOW=TEST:DF_EMP;SEX=F|about 8,8 million people|2020-01-01/2020-06-30, by TEST||None []",
            "Employed persons|place=Spain;DATAFLOW=TEST:DF_EMP|19,2 million people|2020-07-01/2020-12-31, by TEST|projected|None []",
        ]
    );
}

#[test]
fn mistakes_are_told_where_they_are() {
    let told = reported("a.csv", &text("sdmx/mistakes.csv"), "");
    let told: Vec<&str> =
        told.iter().map(String::as_str).filter(|line| !line.contains("not declared")).collect();
    for (place, message) in [
        ("3:25 `X`", "`X` is not an action of SDMX-CSV"),
        ("4:45 `2020-Q5`", "`2020-Q5` is not a date"),
        ("5:53 `12`", "the status `M` says that there is no figure"),
        ("6:53 `1.2E6`", "to the power of `6`"),
        ("7:53 `12`", "to the power of `many`"),
        ("8:1 ", "deletes an observation that no row above it states"),
        ("9:1 ", "the row has 6 cells, but there are 9 headings"),
        ("10:53 `#REF!`", "a formula fails"),
    ] {
        assert!(
            told.iter().any(|line| line.starts_with(place) && line.contains(message)),
            "{place} {message}\n{told:#?}"
        );
    }
    assert_eq!(told.len(), 8, "{told:#?}");
}

#[test]
fn what_is_deleted_is_taken_back() {
    let text = text("sdmx/deleted.csv");
    let told = reported("a.csv", &text, "");
    assert!(told.iter().all(|line| line.contains("not declared")), "{told:#?}");
    // Both quarters of France are deleted, of Spain a status only, and the first quarter of France is stated anew.
    let source = Source::new("a.csv", text);
    let words = convert(&source, None, None, FileFormat::Claims, &|_| None).text;
    let retracted: Vec<&str> = words.lines().filter(|line| line.starts_with("retract")).collect();
    assert_eq!(retracted, ["retract @a-csv.3 by TEST because \"deleted from the data set\""]);
    let figures: Vec<&str> = words.lines().filter(|line| line.contains("DEATHS ")).collect();
    assert!(figures.len() == 3 && figures[2].starts_with("DEATHS 11 "), "{words}");
}

#[test]
fn a_label_of_two_codes_names_neither() {
    let text = "DATAFLOW,REF_AREA: Area,TIME_PERIOD: Time,OBS_VALUE: Value\n\
        X:Y(1): People,GE: Georgia,2020: 2020,5: 5\nX:Y(1): People,US-GA: Georgia,2020: 2020,6: 6\nX:Y(1): People,FR: France,2020: 2020,7: 7\n";
    let read = claims("a.csv", text, "");
    let places: Vec<&str> = read.iter().filter_map(|line| line.split('|').nth(2)).collect();
    assert_eq!(places, ["place=GE: Georgia", "place=US-GA: Georgia", "place=France"]);
    assert!(read[0].contains("|People|"), "{}", read[0]);
}

#[test]
fn a_table_without_its_first_headings_is_read_by_its_format() {
    let text = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE,OBS_STATUS\nEXR.A.USD,A,USD,2020,1.1422,A\n";
    let settled = "[tables.\"a.csv\"]\nformat = \"sdmx-csv\"\nconstants = { measure = \"exchange rate\", source = \"ECB\" }\n";
    assert_eq!(
        claims("a.csv", text, settled),
        ["a.csv:2|exchange rate|CURRENCY=USD|1.1422 |2020-01-01/2020-12-31, by ECB||"]
    );
}

#[test]
fn a_proposal_leaves_the_form_to_say_what_it_says() {
    for (name, section) in [
        ("sdmx/oecd-prices.csv", "format = \"sdmx-csv\"\n# DURABILITY: attributes, kept as part of what"),
        ("sdmx/names.csv", "# 3 figures have a comma, none a point\ndecimal = \"comma\"\n# to name"),
        ("our-world-in-data/life-expectancy.csv", "format = \"our-world-in-data\"\n"),
    ] {
        let proposal = propose(&Source::new("a.csv", text(name)), false).expect("it has headings");
        assert!(proposal.settings.contains(section), "{}", proposal.settings);
        assert_eq!(
            proposal.settings.contains("scope = "),
            section.contains("DURABILITY"),
            "{}",
            proposal.settings
        );
        let told = reported("a.csv", &text(name), &proposal.settings);
        assert!(
            told.iter().all(|line| line.contains("not declared") || line.contains("`-200`")),
            "{told:#?}"
        );
    }
}

#[test]
fn words_behind_the_figure_are_proposed_as_notes() {
    let text = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE,COVERAGE,REMARK\nT:DF(1.0),FR,2020,12,U: only towns,as told\n";
    let proposal = propose(&Source::new("a.csv", text), false).expect("it has headings");
    for line in ["scope = [\"COVERAGE\"]\n", "columns = { \"REMARK\" = \"note\" }\n"] {
        assert!(proposal.settings.contains(line), "{}", proposal.settings);
    }
    let told = reported("a.csv", text, &proposal.settings);
    assert!(told.iter().all(|line| line.contains("not declared")), "{told:#?}");
}

#[test]
fn a_data_package_says_how_its_tables_are_read() {
    let folder = Folder::new(&[]);
    for name in ["datapackage.json", "data/population.csv"] {
        folder.write(name, text(&format!("frictionless/{name}")).as_bytes());
    }
    let ran = folder.run(&["claims", ".", "--format", "csv"]);
    let lines: Vec<&str> = ran.out.lines().skip(1).collect();
    assert_eq!(lines.len(), 3, "{ran:?}");
    assert!(lines.iter().all(|line| line.contains("World Bank") && line.contains("population")), "{ran:?}");
    let told = "datapackage.json: of the resource `population` has no effect: `commentChar` of its dialect; the constraints of `Value`";
    assert!(ran.err.contains(told), "{ran:?}");
    // What a section sets comes first, for the rest the package.
    let settings = "[tables.\"data/*.csv\"]\ncolumns = { \"Country Name\" = \"place\", \"Country Code\" = \"note\" }\n\
        constants = { source = \"Ministry\" }\n";
    folder.write("gainsay.toml", settings.as_bytes());
    let ran = folder.run(&["claims", ".", "--format", "csv"]);
    assert!(
        ran.out.contains("place=France") && ran.out.contains("Ministry") && !ran.out.contains("World Bank"),
        "{ran:?}"
    );
    let ran = folder.run(&["check", "data/population.csv"]);
    assert!(!ran.err.contains("datapackage.json"), "{ran:?}");
    folder.write("datapackage.json", b"[]");
    let ran = folder.run(&["check", "."]);
    assert!(ran.err.contains("datapackage.json: is no data package: it has no list `resources`"), "{ran:?}");
}

#[test]
fn the_long_form_of_our_world_in_data_is_read() {
    let name = "our-world-in-data/life-expectancy.csv";
    let told = reported("a.csv", &text(name), "");
    assert!(told.iter().any(|line| line.starts_with("6:7 `-200`")), "{told:#?}");
    let whole = text(name);
    let (good, _) = whole.split_once("Rome").expect("Rome is last");
    let read = claims("a.csv", good, "");
    assert_eq!(read.len(), 5, "{read:#?}");
    assert!(
        read[0].ends_with("|Period life expectancy at birth|place=Africa|63.8 |2023-01-01/2023-12-31, by Our World in Data||"),
        "{}",
        read[0]
    );
    let settled = "[tables.\"a.csv\"]\ncolumns = { \"Period life expectancy at birth\" = \"value\", \"World regions according to OWID\" = \"note\" }\n\
        constants = { measure = \"life expectancy\", source = \"UN\" }\n";
    let mapped = claims("a.csv", good, settled);
    assert!(
        mapped.len() == 4 && mapped[0].contains("|life expectancy|place=Africa|63.8 years|"),
        "{mapped:#?}"
    );
}
