//! `init`: a first corpus, and what is proposed for a sheet; existing files are not overwritten.

use crate::cli::Folder;
use crate::golden;

#[test]
fn a_corpus_is_started_and_is_in_good_order() {
    let folder = Folder::new(&[("vocabulary.claims", "# mine\n")]);
    let ran = folder.run(&["init"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    assert!(
        ran.err.contains("wrote gainsay.toml") && ran.err.contains("vocabulary.claims already exists"),
        "{ran:?}"
    );
    assert_eq!(folder.read("vocabulary.claims"), "# mine\n");
    let folder = Folder::new(&[]);
    folder.run(&["init"]);
    let checked = folder.run(&["check", "--fail-on", "note"]);
    assert_eq!((checked.status, checked.out.as_str()), (0, ""), "{checked:?}");
    assert!(checked.err.contains("3 claims"), "{checked:?}");
}

#[test]
fn the_settings_of_the_messy_sheet_are_proposed() {
    let sheet = include_str!("../tables/messy/sheet.csv");
    let folder = Folder::new(&[("desk/sheet.csv", sheet)]);
    let ran = folder.run(&["init", "desk/sheet.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let settings = folder.read("desk/gainsay.toml");
    golden::check("tests/tables/messy/proposed.toml", &settings);
    golden::check("tests/tables/messy/proposed.claims", &folder.read("desk/vocabulary.claims"));
    // The proposal is the case's own settings, line for line.
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        lines.map(|line| line.replace("\"What\"", "What").replace("\"Where\"", "Where")).collect()
    };
    let settled = lines(include_str!("../tables/messy/gainsay.toml"));
    let proposed = lines(&settings);
    assert_eq!(proposed.len(), settled.len(), "{proposed:#?}");
    let summary = folder.run(&["check", "desk", "--format", "json"]).json()["summary"].clone();
    assert_eq!(
        (&summary["rows"], &summary["refused"], &summary["skipped"]),
        (&38.into(), &8.into(), &2.into())
    );
    // A second time nothing is written, and the proposal is shown.
    let again = folder.run(&["init", "desk/sheet.csv"]);
    assert!(again.out.contains("# for gainsay.toml, which already exists"), "{again:?}");
    assert_eq!(folder.read("desk/gainsay.toml"), settings);
}

#[test]
fn what_a_sheet_shows_is_guessed_with_its_reasons() {
    let mut sheet = "Date;Dead (so far);Injured;Source\n".to_owned();
    for day in 1..=9 {
        let source = if day == 5 { "Health Minstry" } else { "Health Ministry" };
        sheet.push_str(&format!("{day}/13/2020;1.{day}00,5;{};{source}\n", 30 + day % 3));
    }
    let folder = Folder::new(&[]);
    folder.write(
        "toll.csv",
        sheet.replace("Health", "H\u{e9}alth").chars().map(|c| c as u8).collect::<Vec<u8>>().as_slice(),
    );
    let ran = folder.run(&["init", "toll.csv"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let settings = folder.read("gainsay.toml");
    for line in [
        "wide = { field = \"measure\", columns = [\"Dead (so far)\", \"Injured\"] }",
        "date-order = \"mdy\"",
        "decimal = \"comma\"",
        "encoding = \"windows-1252\"",
    ] {
        assert!(settings.contains(line), "{line}\n{settings}");
    }
    let words = folder.read("vocabulary.claims");
    for line in [
        "define measure \"Dead (so far)\"\n    kind cumulative",
        "rises 7 times, stays 0, falls 0",
        "# define source \"Héalth Ministry\"\n#     aka \"Héalth Minstry\"",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    let checked = folder.run(&["check", "toll.csv", "--format", "json"]).json()["summary"].clone();
    assert_eq!((&checked["claims"], &checked["refused"]), (&18.into(), &0.into()));
}

/// What is proposed for a sheet, and what is found with it unedited: each finding's code and place.
fn proposed(name: &str, sheet: &str) -> (String, String, Vec<String>) {
    let folder = Folder::new(&[(name, sheet)]);
    let ran = folder.run(&["init", name]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let (settings, words) = (folder.read("gainsay.toml"), folder.read("vocabulary.claims"));
    let short = folder.run(&["check", name, "--format", "short"]);
    let found = short.out.lines().map(str::to_owned).collect();
    (settings, words, found)
}

/// Checks that just what is planted in a sheet is found, in its order: of each its code and the figures, or words, that show it.
#[track_caller]
fn are_found(found: &[String], planted: &[(&str, &[&str])]) {
    assert_eq!(found.len(), planted.len(), "{found:#?}");
    for (line, (code, parts)) in found.iter().zip(planted) {
        assert!(line.contains(&format!("[{code} ")), "no {code}: {line}");
        for part in *parts {
            assert!(line.contains(part), "no {part}: {line}");
        }
    }
}

#[test]
fn a_claim_sheet_is_read_as_a_colleague_reads_it() {
    let sheet = "Claim,Speaker,Date of claim,Reference period,Source,Value,Rating,Checked by,Status\n\
        Jobs created in Alden,Minister Roe,3 May 2024,2023,https://a.example/1,\"12,400\",Mostly true,AB,done\n\
        Jobs created in Alden,Deputy Sand,4 May 2024,2023,https://a.example/2,\"1,240\",False,CD,done\n\
        Share of schools reopened,Minister Roe,13/05/2024,30 April 2024,https://a.example/3,62.5%,True,AB,open\n\
        Share of schools reopened,Deputy Sand,14/05/2024,30 April 2024,https://a.example/4,26.5%,False,CD,open\n\
        Road budget,Minister Roe,15/05/2024,2024,https://a.example/5,€3.5bn,True,AB,done\n\
        Road budget,Deputy Sand,16/05/2024,2024,https://a.example/6,\"€3,5bn\",True,AB,open\n\
        Bridges closed,Minister Roe,16/05/2024,15 May 2024,,tbc,,AB,open\n\
        Total: 7 claims,,,,,7,,,\n";
    let (settings, words, found) = proposed("claims.csv", sheet);
    for line in [
        "\"Claim\" = \"measure\", \"Speaker\" = \"source\", \"Date of claim\" = \"said\", \"Reference period\" = \
         \"date\", \"Source\" = \"url\"",
        "\"Rating\" = \"note\", \"Checked by\" = \"note\", \"Status\" = \"note\"",
        "# 3 figures show a decimal point, and 1 is doubtful: look at `€3,5bn` (row 7)\ndecimal = \"point\"",
        "date-order = \"dmy\"",
        "blank = [\"tbc\"]",
        "skip = [\"Total: * claims\"]",
    ] {
        assert!(settings.contains(line), "{line}\n{settings}");
    }
    assert!(!settings.contains("scope"), "{settings}");
    assert!(words.contains("define measure \"Share of schools reopened\"\n    kind ratio"), "{words}");
    // Both planted contradictions and the one doubtful cell, and nothing else.
    are_found(
        &found,
        &[
            ("C101", &["`Jobs created in Alden` at 12,400", "`Deputy Sand` at 1,240"]),
            ("C101", &["`Share of schools reopened` at 62.5%", "`Deputy Sand` at 26.5%"]),
            ("R101", &["row 7", "`€3,5bn` is not a figure"]),
        ],
    );
}

#[test]
fn a_column_is_scope_only_where_it_tells_figures_of_one_source_apart() {
    let mut wards = "Indicator,Ward,Reported by,As of,Figure,Mood\n".to_owned();
    for (ward, figure) in [("North", 5), ("South", 7), ("East", 9)] {
        wards.push_str(&format!("homes flooded,{ward},Council,2024-05-01,{figure},calm\n"));
        wards.push_str(&format!("homes flooded,{ward},Fire Service,2024-05-01,{figure},tense\n"));
    }
    let (settings, _, found) = proposed("wards.csv", &wards);
    assert!(
        settings.contains("scope = [\"Ward\"]") && settings.contains("\"Mood\" = \"note\""),
        "{settings}"
    );
    assert!(
        settings.contains("# Ward: part of what a figure is about (it tells apart 6 figures"),
        "{settings}"
    );
    assert!(found.is_empty(), "{found:#?}");
    // Two sources of one figure, each with a word of the desk's own: compared all the same.
    let tones = "Indicator,Reported by,As of,Figure,Tone\nhomes flooded,Council,2024-05-01,5,calm\n\
        homes flooded,Fire Service,2024-05-01,9,tense\nroads closed,Council,2024-05-01,2,calm\n\
        roads closed,Fire Service,2024-05-01,2,tense\n";
    let (settings, _, found) = proposed("tones.csv", tones);
    assert!(!settings.contains("scope ="), "{settings}");
    are_found(&found, &[("C101", &["`homes flooded` at 5", "`Fire Service` at 9"])]);
}

#[test]
fn sheets_in_german_and_french_are_read_by_their_own_conventions() {
    let german = "Kennzahl;Quelle;Stand;Wert;Bewertung\nArbeitslosenquote in Altdorf;Amt;2024-05-01;5,1 %;richtig\n\
        Arbeitslosenquote in Altdorf;Bürgermeister;2024-05-01;4,1 %;falsch\nEinwohner von Altdorf;Amt;2024-05-01;12.400;richtig\n\
        Einwohner von Altdorf;Bürgermeister;2024-05-01;14.200;falsch\n";
    let (settings, _, found) = proposed("liste.csv", german);
    assert!(
        settings.contains("decimal = \"comma\"") && settings.contains("\"Bewertung\" = \"note\""),
        "{settings}"
    );
    are_found(
        &found,
        &[
            ("C101", &["`Arbeitslosenquote in Altdorf` at 5,1 %", "`Bürgermeister` at 4,1 %"]),
            ("C101", &["`Einwohner von Altdorf` at 12.400", "`Bürgermeister` at 14.200"]),
        ],
    );
    let french = "Indicateur;Selon;Date;Chiffre;Remarques\nmorts à Valmont;préfecture;2024-05-01;41;\n\
        morts à Valmont;mairie;2024-05-01;52;à vérifier\ncoût des travaux;préfecture;2024-05-01;3,5 millions;\n";
    let (settings, _, found) = proposed("suivi.csv", french);
    assert!(
        settings.contains("\"Selon\" = \"source\"") && settings.contains("decimal = \"comma\""),
        "{settings}"
    );
    are_found(&found, &[("C101", &["`morts à Valmont` at 41", "`mairie` at 52"])]);
}

#[test]
fn figures_and_dates_of_a_german_sheet_need_no_hand() {
    let sheet = "Ort;Stand;Tote;Quelle;Einwohner\nBerlin;01.02.2021;1.234;RKI;3,6 Mio.\nBerlin;02.02.2021;1.250;RKI;3,6 Mio.\n\
        Berlin;03.02.2021;1.240;RKI;3,6 Millionen\nBremen;01.02.2021;210;RKI;0,57 Mio\nBremen;02.02.2021;212;Senat;470 Tsd.\n\
        Bremen;02.02.2021;221;RKI;570.000\n";
    let (settings, words, found) = proposed("lage.csv", sheet);
    assert!(settings.contains("\ndate-order = \"dmy\"") && settings.contains("full stops"), "{settings}");
    assert!(words.contains("define measure Tote\n    kind cumulative"), "{words}");
    are_found(
        &found,
        &[
            ("C105", &["`Tote` in Berlin falls from 1.250 on 2 February 2021 to 1.240"]),
            ("C101", &["`Senat` puts `Tote` in Bremen at 212", "`RKI` at 221"]),
            ("C101", &["`Senat` puts `Einwohner` in Bremen at 470 Tsd.", "`RKI` at 570.000"]),
        ],
    );
}

#[test]
fn a_column_a_year_makes_a_claim_of_each_cell() {
    let sheet = "Indicator,Source,2021,2022,2023\nschools open,Ministry,410,415,420\nschools open,Union,410,451,420\n";
    let (settings, _, found) = proposed("years.csv", sheet);
    assert!(
        settings.contains("wide = { field = \"date\", columns = [\"2021\", \"2022\", \"2023\"] }"),
        "{settings}"
    );
    are_found(&found, &[("C101", &["`schools open` at 415 over 2022", "`Union` at 451"])]);
}

#[test]
fn rows_of_totals_that_a_source_gives_are_the_whole_of_the_others() {
    let mut sheet = "What,Where,As of,Source,Value\n".to_owned();
    for (day, figures) in [("14 May 2024", [120, 80, 45, 245]), ("15 May 2024", [140, 80, 48, 286])] {
        for (place, figure) in ["North", "South", "East", "Total"].iter().zip(figures) {
            sheet.push_str(&format!("Homes damaged,{place},{day},County,{figure}\n"));
        }
        // Levels are no sums.
        sheet.push_str(&format!("Water level,North,{day},County,2.1\nWater level,South,{day},County,2.8\n"));
        sheet.push_str(&format!("Water level,Total,{day},County,2.8\n"));
    }
    let (settings, words, found) = proposed("places.csv", &sheet);
    assert!(!settings.contains("skip"), "{settings}");
    for line in [
        "# the others add up to `Total` in 1 of 2 cases of `homes damaged`\n\
         define complete place {East, North, South} of Total\n",
        "define measure \"homes damaged\"\n    aka \"damaged homes\"\n    kind level\n    unit homes\n    sums over place\n",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    let parts =
        ("C107", &["15 May 2024", "140 in North + 80 in South + 48 in East = 268 < 286 in Total"][..]);
    are_found(&found, &[parts]);
    // A row without a date that sums up the sheet is refused then, and skipped where there are no others.
    let (settings, _, found) = proposed("both.csv", &format!("{sheet}Total,,,,531\n"));
    assert!(!settings.contains("skip"), "{settings}");
    are_found(&found, &[parts, ("R101", &["row 16", "a row of totals"])]);
    let undated = sheet.lines().filter(|line| !line.contains("Total")).map(|line| format!("{line}\n"));
    let (settings, ..) = proposed("sum.csv", &format!("{}Total,,,,531\n", undated.collect::<String>()));
    assert!(settings.contains("skip = [\"Total\"]"), "{settings}");
}

#[test]
fn units_in_headings_are_units_of_their_measures() {
    let sheet = "Country,As of,Source,\"Area, km²\",Cost (€m),Exports in million USD,Height (m)\n\
        Aldania,2020-05-01,Survey,3570,3.4,81,700\n\
        Aldania,2020-05-01,Ministry,3570 sq mi,\"3,400,000\",81m USD,710\n";
    let (_, words, found) = proposed("units.csv", sheet);
    for line in [
        "define measure \"Area, km²\"\n    kind level\n    unit km²  # by its name",
        "define unit €m = 1000000 EUR\n",
        "define unit \"million USD\" = 1000000 USD\n",
    ] {
        assert!(words.contains(line), "{line}\n{words}");
    }
    // `m` is metres here and millions elsewhere: it is left to the desk.
    assert!(words.contains("define measure \"Height (m)\"\n    kind level\n    #"), "{words}");
    // The areas in different units, the cost in euros, and the heights; the exports agree.
    are_found(
        &found,
        &[
            ("C101", &["`Area, km²` in Aldania at 3570 ", "at 3570 sq mi"]),
            ("C101", &["`Cost (€m)` in Aldania at 3.4", "at 3,400,000"]),
            ("C101", &["`Height (m)` in Aldania at 700", "at 710"]),
        ],
    );
}

#[test]
fn merged_cells_are_seen_and_filled() {
    let sheet = "What,Where,Who says it,As of,How many,Remarks\n\
        people missing,Alden,Police,14-May-24,approx. 45,\n,,Fire Service,14-May-24,45*,* by phone\n,,Mayor,14. Mai 2024,61,\n\
        ,Brook,Police,14 May 24,7,\nboats in use,Alden,Police,05/2024,12,\n,,Fire Service,05/2024,21,\n";
    let (settings, _, found) = proposed("missing.csv", sheet);
    assert!(settings.contains("fill-down = [\"measure\", \"place\"]"), "{settings}");
    assert!(settings.contains("# 4 rows from row 3 on have a figure and no `What`"), "{settings}");
    are_found(
        &found,
        &[
            ("C101", &["missing.csv:4:", "approx. 45 by `Police`, 45* by `Fire Service` and 61 by `Mayor`"]),
            ("C101", &["`boats in use` in Alden at 12 over May 2024", "`Fire Service` at 21"]),
        ],
    );
}

#[test]
fn what_a_title_and_the_only_figures_say_stands_in_one_line() {
    let sheet = "Pupils in Lorne schools 2024,,\n,,\nDistrict,Source,Pupils\nArdle,Census,2395\nBexmoor,Census,1835\nCorrin,Census,1504\n";
    let (settings, _, found) = proposed("pupils.csv", sheet);
    assert!(settings.contains("constants = { measure = \"pupils\", date = \"2024\" }"), "{settings}");
    assert!(found.is_empty(), "{found:#?}");
}
