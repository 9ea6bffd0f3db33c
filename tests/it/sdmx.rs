//! What rows of SDMX-CSV are about: those that may be about different things are not compared, those about the same are.

use gainsay::convert::convert;
use gainsay::intake::{BlockSize, FileFormat, Sheet};
use gainsay::source::Source;

use crate::tables::{claims, coded};

/// The codes of the findings on a table, without those that ask for definitions.
fn found(text: &str, toml: &str) -> Vec<String> {
    let all = coded(&[("a.csv", text)], toml);
    all.into_iter().map(|(code, _)| code).filter(|code| code != "R111").collect()
}

/// What is told of a table, but for what asks for definitions.
fn told(text: &str, toml: &str) -> Vec<String> {
    let all = coded(&[("a.csv", text)], toml);
    all.into_iter().filter(|(code, _)| code != "R111").map(|(_, line)| line).collect()
}

/// The claims of a table: measure, scope and value.
fn read(text: &str, toml: &str) -> Vec<String> {
    let short = |line: String| line.split('|').skip(1).take(3).collect::<Vec<_>>().join("|");
    claims("a.csv", text, toml).into_iter().map(short).collect()
}

/// The table with these headings and rows, in which `…` stands for a data set and what is always the same.
fn table(headings: &str, rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("T:DF(1.0),FR,RATE,{row}\n")).collect();
    format!("DATAFLOW,REF_AREA,INDICATOR,{headings}\n{}", rows.concat())
}

fn edited(rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!("dataflow,T:DF(1.0),{row}\n")).collect();
    format!(
        "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n{}",
        rows.concat()
    )
}

#[test]
fn rows_that_may_be_about_different_things_are_not_compared() {
    for (what, headings, rows) in [
        ("units in per cent", "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["PC,2020,1.2", "PA,2020,4.9"][..]),
        ("units of one meaning", "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["PC,2020,12", "PT,2020,13"]),
        ("numbers", "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["NR,2020,12", "_Z,2020,13", ",2020,14"]),
        ("a number and people", "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["NR,2020,12", "PS,2020,13"]),
        ("unit behind the figure", "TIME_PERIOD,OBS_VALUE,UNIT_MEASURE", &["2020,1.2,PC", "2020,4.9,PA"]),
        ("the whole and none", "SEX,TIME_PERIOD,OBS_VALUE", &["_T,2020,12", "_Z,2020,11"]),
        ("frequencies of none", "FREQ,TIME_PERIOD,OBS_VALUE", &["A,2020,12", "_Z,2020,11"]),
        ("two units", "UNIT_MEASURE,UNIT,TIME_PERIOD,OBS_VALUE", &["EUR,N,2020,12", "USD,N,2020,14"]),
        (
            "business days",
            "FREQ,TIME_PERIOD,OBS_VALUE",
            &["D,2020-01-03,12", "B,2020-01-03,11", "N,2020-01-03,10"],
        ),
        ("a dimension behind", "OBS_VALUE,TIME_PERIOD,SEX,OBS_STATUS", &["12,2020,F,A", "13,2020,M,A"]),
        ("an attribute", "TIME_PERIOD,OBS_VALUE,COVERAGE", &["2020,12,urban", "2020,13,"]),
        ("a base", "TIME_PERIOD,OBS_VALUE,UNIT_INDEX_BASE", &["2020,12,2010", "2020,13,2015"]),
        ("labels", "SEX,TIME_PERIOD,OBS_VALUE", &["F: a,2020,12", "F: b,2020,13"]),
    ] {
        let text = table(headings, rows);
        let found = found(&text, "");
        assert_eq!(found, Vec::<String>::new(), "{what}: {:#?} {:#?}", told(&text, ""), read(&text, ""));
        assert_eq!(read(&text, "").len(), rows.len(), "{what}");
    }
    let flows = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nT:DF_A(1.0),FR,RATE,2020,12\nT:DF_B(1.0),FR,RATE,2020,11\n";
    assert_eq!(found(flows, ""), Vec::<String>::new());
    let places = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nT:DF(1.0),GE: Georgia,RATE,2020,12\nT:DF(1.0),US-GA: Georgia,RATE,2020,11\n";
    assert_eq!(found(places, ""), Vec::<String>::new());
    let names = "DATAFLOW,REF_AREA,TIME_PERIOD,OBS_VALUE\nT:DF_A(1.0): Deaths,FR,2020,12\nT:DF_B(1.0): Deaths,FR,2020,11\n";
    assert_eq!(found(names, ""), Vec::<String>::new());
}

#[test]
fn rows_about_the_same_are_compared() {
    for (what, headings, rows) in [
        ("nothing else", "TIME_PERIOD,OBS_VALUE", &["2020,12", "2020,11"][..]),
        ("one unit", "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["PA,2020,12", "PA,2020,11"]),
        (
            "a unit of a code list",
            "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE",
            &["EUR,2020,12", "EUR,2020,11", "USD,2021,5"],
        ),
        ("the whole", "AGE,TIME_PERIOD,OBS_VALUE", &["_T,2020,12", "TOTAL,2020,11"]),
        ("the frequency", "FREQ,TIME_PERIOD,OBS_VALUE", &["D,2020-01-03,12", "D,2020-01-03,11"]),
        (
            "an attribute",
            "TIME_PERIOD,OBS_VALUE,COVERAGE",
            &["2020,12,urban", "2020,13,urban", "2021,12,rural"],
        ),
        ("two statuses", "TIME_PERIOD,OBS_VALUE,OBS_FLAG,OBS_STATUS", &["2020,12,,A", "2020,11,b,"]),
    ] {
        let text = table(headings, rows);
        assert!(found(&text, "").contains(&"C102".to_owned()), "{what}: {:#?}", told(&text, ""));
    }
    // A version of a data set is about the same as the one before.
    let text = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE\nT:DF(1.0),FR,RATE,2020,12\nT:DF(1.1),FR,RATE,2020,11\n";
    assert!(found(text, "").contains(&"C102".to_owned()));
}

#[test]
fn a_code_that_the_language_has_a_word_for_is_that_word() {
    let text = table(
        "UNIT_MEASURE,TIME_PERIOD,OBS_VALUE",
        &["PC,2020,12", "EUR,2020,13", "PA,2020,14", "PS,2020,15"],
    );
    assert_eq!(
        read(&text, ""),
        [
            "RATE|place=FR;DATAFLOW=T:DF|12 %",
            "RATE|place=FR;DATAFLOW=T:DF;UNIT_MEASURE=EUR|13 ",
            "RATE|place=FR;DATAFLOW=T:DF;UNIT_MEASURE=PA|14 %",
            "RATE|place=FR;DATAFLOW=T:DF|15 people",
        ]
    );
}

#[test]
fn a_later_row_takes_the_place_of_an_earlier_one() {
    for (what, rows, figures) in [
        ("replaced", &["I,FR,RATE,2020,12,A", "R,FR,RATE,2020,11,A"][..], &["11"][..]),
        ("appended", &["I,FR,RATE,2020,12,A", "A,FR,RATE,2020,11,A"], &["11"]),
        ("merged", &["I,FR,RATE,2020,12,A", "M,FR,RATE,2020,11,A", "M,FR,RATE,2020,,P"], &["11"]),
        (
            "another",
            &["I,FR,RATE,2020,12,A", "R,FR,RATE,2021,11,A", "R,ES,RATE,2020,10,A"],
            &["12", "11", "10"],
        ),
        ("missing", &["I,FR,RATE,2020,12,A", "R,FR,RATE,2020,,M"], &[]),
        ("no longer known", &["I,FR,RATE,2020,12,A", "M,FR,RATE,2020,NaN,"], &[]),
        ("again", &["R,FR,RATE,2020,12,A", "R,FR,RATE,2020,11,A", "R,FR,RATE,2020,12,A"], &["12"]),
        ("stated anew", &["I,FR,RATE,2020,12,A", "D,FR,RATE,2020,,", "I,FR,RATE,2020,11,A"], &["11"]),
        ("labelled", &["I: Information,FR,RATE,2020,12,A", "R: Replace,FR,RATE,2020,11,A"], &["11"]),
    ] {
        let text = edited(rows);
        assert_eq!(told(&text, ""), Vec::<String>::new(), "{what}");
        let own: Vec<String> = read(&text, "")
            .iter()
            .filter_map(|line| Some(line.rsplit('|').next()?.trim().to_owned()))
            .collect();
        assert_eq!(own, figures, "{what}");
    }
    assert_eq!(found(&edited(&["I,FR,RATE,2020,12,A", "I,FR,RATE,2020,11,A"]), ""), ["C102"]);
}

#[test]
fn only_what_was_stated_is_deleted() {
    for rows in [
        &["I,FR,RATE,2020,0,M", "D,FR,RATE,2020,,"][1..],
        &["I,ES,RATE,2020,12,A", "D,FR,RATE,2020,,"],
        &["D,FR,RATE,2020,,", "I,FR,RATE,2020,12,A"],
    ] {
        let told = told(&edited(rows), "");
        assert!(
            told.iter().all(|line| line.contains("no row above it states")) && told.len() == 1,
            "{told:#?}"
        );
    }
    for rows in [
        &["I,FR,RATE,2020,,M", "D,FR,RATE,2020,,"][..],
        &["I,FR,RATE,2020,NaN,", "I,FR,RATE,2021,5,A", "D,FR,RATE,,,"],
        &["I,FR,RATE,2020,12,A", "R,FR,RATE,2020,11,A", "D,FR,RATE,,,"],
    ] {
        assert_eq!(told(&edited(rows), ""), Vec::<String>::new(), "{rows:?}");
    }
    // What the settings leave out was not stated either.
    let rows = ["I,FR,RATE,2020,12,A", "D,FR,RATE,2020,,"];
    assert_eq!(told(&edited(&rows), "[tables.\"a.csv\"]\nblank = [\"12\"]\n"), Vec::<String>::new());
    let wide = "[tables.\"a.csv\"]\nwide = { field = \"measure\", columns = [\"OBS_VALUE\"] }\n";
    let text = edited(&rows).replace(",INDICATOR", "").replace(",RATE", "");
    assert_eq!(told(&text, wide), Vec::<String>::new());
    assert_eq!(read(&text, wide).len(), 0);
    // A row keeps the label that it has.
    let labelled = "[tables.\"a.csv\"]\ncolumns = { OBS_STATUS = \"id\" }\n";
    let source = Source::new("a.csv", edited(&["I,FR,RATE,2020,12,x1", "D,FR,RATE,2020,,"]));
    let settings = crate::tables::settled(labelled);
    let words = convert(
        &source,
        settings.tables.first().map(|found| &found.table),
        None,
        FileFormat::Claims,
        &|_| None,
    )
    .text;
    assert!(words.contains("retract @x1 by T"), "{words}");
}

#[test]
fn too_many_sets_of_columns_are_told() {
    let names: Vec<String> = (0..40).map(|at| format!("D{at}")).collect();
    let mut text =
        format!("STRUCTURE,STRUCTURE_ID,ACTION,{},INDICATOR,TIME_PERIOD,OBS_VALUE\n", names.join(","));
    text += &format!("dataflow,T:DF(1.0),I,{}RATE,2020,5\n", "x,".repeat(40));
    for at in 0..40 {
        text += &format!("dataflow,T:DF(1.0),D,{}x,{}RATE,,\n", ",".repeat(at), ",".repeat(39 - at));
    }
    let told = told(&text, "");
    assert_eq!(told.iter().filter(|line| line.contains("too many sets of columns")).count(), 8, "{told:#?}");
}

#[test]
fn two_columns_of_one_meaning_are_told() {
    let wide = table("TIME_PERIOD,OBS_VALUE,OBS_VALUE", &["2020,12,13", "2021,12,15"]);
    let found_one = told(&wide, "");
    assert!(found_one.len() == 1 && found_one[0].contains("two headings mean the figure"), "{found_one:#?}");
    let keys = table("SEX,SEX,TIME_PERIOD,OBS_VALUE", &["F,M,2020,12", "F,F,2020,14"]);
    let found_two = told(&keys, "");
    assert!(
        found_two.len() == 1 && found_two[0].contains("two headings mean the scope key `SEX`"),
        "{found_two:#?}"
    );
    // Under the other spelling there is the name.
    let named = table("SEX,Sex,TIME_PERIOD,OBS_VALUE", &["F,Female,2020,12"]);
    assert_eq!(read(&named, ""), ["RATE|place=FR;DATAFLOW=T:DF;SEX=F|12 "]);
    let powers =
        table("TIME_PERIOD,OBS_VALUE,UNIT_MULT,POWERCODE", &["2020,12,6,3", "2021,12,,3", "2022,12,3,"]);
    let found_three = told(&powers, "");
    assert!(
        found_three.len() == 1 && found_three[0].contains("two cells of one meaning say `6` and `3`"),
        "{found_three:#?}"
    );
    let good = table("TIME_PERIOD,OBS_VALUE,UNIT_MULT,POWERCODE", &["2021,12,,3", "2022,12,3,"]);
    assert!(read(&good, "").iter().all(|line| line.ends_with("|12 thousand ")), "{:#?}", read(&good, ""));
    // Both statuses count, also where the second is empty.
    let text =
        table("TIME_PERIOD,OBS_VALUE,OBS_FLAG,OBS_STATUS", &["2020,100,e,A", "2021,100,,E", "2022,100,e,"]);
    assert!(read(&text, "").iter().all(|line| line.ends_with("|about 100 ")), "{:#?}", read(&text, ""));
}

#[test]
fn words_of_a_status_are_told_and_kept() {
    let text =
        table("TIME_PERIOD,OBS_VALUE,OBS_STATUS", &["2020,12,Normal value", "2021,13,A", "2022,14,Missing"]);
    let told = told(&text, "");
    assert!(
        told.len() == 1 && told[0].contains("the statuses `Normal value`, `Missing` are not known"),
        "{told:#?}"
    );
}

#[test]
fn a_row_of_several_figures_has_its_status_and_its_power_for_each() {
    let wide = "[tables.\"a.csv\"]\nwide = { field = \"measure\", columns = [\"OBS_VALUE\", \"VALUE2\"] }\n";
    let headings = "TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,VALUE2";
    let text = table(headings, &["2020,12,E,6,13", "2021,,M,6,"]);
    let figures: Vec<String> =
        read(&text, wide).iter().filter_map(|line| Some(line.rsplit('|').next()?.to_owned())).collect();
    assert_eq!(figures, ["about 12 million ", "about 13 million "]);
    let told = told(&table(headings, &["2020,,M,6,13", "2021,12,A,many,x"]), wide);
    for part in ["the status `M` says that there is no figure", "to the power of `many`"] {
        assert!(told.iter().any(|line| line.contains(part)), "{part} {told:#?}");
    }
}

#[test]
fn nothing_and_powers_that_change_nothing_are_multiplied() {
    let text =
        table("TIME_PERIOD,OBS_VALUE,UNIT_MULT", &["2020,0,2", "2021,5,00", "2022,-7,6", "2024,-.5,2"]);
    assert_eq!(told(&text, ""), Vec::<String>::new());
}

#[test]
fn rows_that_are_read_with_others_are_known_to_be() {
    let unit = "[tables.\"a.csv\"]\nconstants = { unit = \"euros\" }\n";
    for (headings, rows, toml, is_independent) in [
        ("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["EUR,2020,1", "USD,2021,2"][..], "", true),
        ("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["PC,2020,1", "PA,2021,2", "PS,2022,3"], "", true),
        ("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["PC,2020,1", "PT,2021,2"], "", false),
        ("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["EUR,2020,1", "EUR,2021,2"], unit, true),
        ("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", &["EUR,2020,1", "USD,2021,2"], unit, false),
        ("TIME_PERIOD,OBS_VALUE,SEX", &["2020,1,F", "2020,2,M"], "", false),
        ("SEX,TIME_PERIOD,OBS_VALUE", &["F: a,2020,1", "F: b,2020,2"], "", false),
    ] {
        let source = Source::new("a.csv", table(headings, rows));
        let settings = crate::tables::settled(toml);
        let own = settings.tables.first().map(|found| &found.table);
        let sheet = Sheet::open(&source, own, BlockSize::ONCE).expect("a table");
        assert_eq!(sheet.has_independent_rows(), is_independent, "{rows:?}");
    }
    // Of a unit that the settings name, codes count only if there are several.
    let keys = |rows: &[&str]| {
        read(&table("UNIT_MEASURE,TIME_PERIOD,OBS_VALUE", rows), unit)[0].contains("UNIT_MEASURE")
    };
    assert!(!keys(&["EUR,2020,1"]) && keys(&["EUR,2020,1", "USD,2021,2"]));
}
