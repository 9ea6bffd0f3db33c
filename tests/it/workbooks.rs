//! Workbooks: the same findings as the CSV saved from them, places as cells, and a clear word on what cannot be read.

use crate::cli::Folder;

const CSV: &str = include_str!("../workbooks/desk.csv");

/// One table of claims, written by openpyxl, xlwt and odfpy: dates, per cents, currencies, truth values, a failed formula, an
/// empty row; row 3 is hidden but in `.xls`. The `.xlsx` has a sheet of notes and a hidden one as well.
const BOOKS: [(&str, &[u8]); 3] = [
    ("desk.xlsx", include_bytes!("../workbooks/desk.xlsx")),
    ("desk.xls", include_bytes!("../workbooks/desk.xls")),
    ("desk.ods", include_bytes!("../workbooks/desk.ods")),
];

/// A folder with a file and the settings that `init` proposes for it.
fn folder(name: &str, bytes: &[u8]) -> Folder {
    let folder = Folder::new(&[]);
    folder.write(name, bytes);
    let ran = folder.run(&["init", name]);
    assert_eq!(ran.status, 0, "{ran:?}");
    folder
}

/// What is reported, without places.
fn messages(short: &str) -> Vec<String> {
    short.lines().map(|line| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned()).collect()
}

#[test]
fn a_workbook_gives_the_findings_of_the_csv_saved_from_it() {
    let csv = folder("desk.csv", CSV.as_bytes()).run(&["check", "desk.csv", "--format", "short"]);
    let expected = messages(&csv.out);
    assert_eq!(expected.len(), 5, "{csv:?}");
    for (name, bytes) in BOOKS {
        let folder = folder(name, bytes);
        let ran = folder.run(&["check", name, "--format", "short"]);
        assert_eq!(messages(&ran.out), expected, "{name}");
        assert!(ran.out.starts_with(&format!("{name}#Claims!D2: ")), "{ran:?}");
        let hidden = format!("{name}#Claims: row 3 is hidden, and is read all the same");
        assert_eq!(ran.err.contains(&hidden), name != "desk.xls", "{ran:?}");
        // The same in a folder, as the settings name it; and as rows of another form.
        let found = folder.run(&["check", "--format", "short"]);
        assert_eq!(found.out, ran.out, "{name}");
        let converted = folder.run(&["convert", name, "--to", "claims"]);
        assert!(converted.out.contains("12%") && converted.out.contains("2024-05-14"), "{converted:?}");
    }
}

#[test]
fn every_format_names_the_cell() {
    let folder = folder(BOOKS[0].0, BOOKS[0].1);
    for (format, place) in [
        ("pretty", "[desk.xlsx#Claims!D4]"),
        ("short", "desk.xlsx#Claims!D4: "),
        ("json", "\"cell\":\"D4\""),
        ("csv", "desk.xlsx#Claims,4,4,"),
        ("html", "desk.xlsx#Claims!D4"),
        ("markdown", "desk.xlsx<span>#</span>Claims<span>!</span>D4"),
        ("github", "file=desk.xlsx,line=4,"),
        ("github", "::Claims!D4: "),
        ("gitlab", "Claims!D4: "),
        ("sarif", "Claims!D4: "),
        ("rdjsonl", "Claims!D4: "),
        ("junit", "desk.xlsx#Claims!D4"),
    ] {
        let ran = folder.run(&["check", "desk.xlsx", "--format", format]);
        assert!(ran.out.contains(place), "{format} {place}\n{}", ran.out);
    }
}

#[test]
fn sheets_are_read_by_name_and_the_others_are_told() {
    let folder = folder(BOOKS[0].0, BOOKS[0].1);
    folder.write("~$desk.xlsx", b"lock");
    let ran = folder.run(&["check", "--format", "short"]);
    assert!(ran.err.contains("passed over desk.xlsx#Notes: its headings are none"), "{ran:?}");
    assert!(ran.err.contains("passed over desk.xlsx#Old: the sheet is hidden"), "{ran:?}");
    assert!(!ran.err.contains("~$"), "{ran:?}");
    // A section for the whole workbook is about all its sheets.
    let settings = folder.read("gainsay.toml");
    folder.write("gainsay.toml", settings.replace("desk.xlsx#Claims", "desk.xlsx").as_bytes());
    let whole = folder.run(&["check", "desk.xlsx", "--format", "short"]);
    assert!(
        whole.out.contains("desk.xlsx#Claims!D4: ") && whole.out.contains("desk.xlsx#Notes!A1: "),
        "{whole:?}"
    );
    folder.write("b.claims", b"include \"desk.xlsx\"\n");
    let included = folder.run(&["check", "b.claims", "--format", "short"]);
    assert!(included.out.contains("a workbook cannot be included"), "{included:?}");
}

#[test]
fn numbers_have_the_decimal_mark_that_the_settings_say() {
    let folder = folder(BOOKS[2].0, BOOKS[2].1);
    let settings = folder.read("gainsay.toml");
    folder.write("gainsay.toml", format!("{settings}decimal = \"comma\"\n").as_bytes());
    let claims = folder.run(&["claims", "desk.ods"]);
    // The failed formula, and no number.
    assert!(
        claims.out.contains("17.5") && claims.err.contains(" 1 statement could not be read"),
        "{claims:?}"
    );
}

#[test]
fn what_is_no_workbook_is_refused_with_a_clear_word() {
    let damaged = &BOOKS[0].1[..4_000];
    for (name, bytes, word) in [
        ("a.xlsx", b"measure,value\n".as_slice(), "is damaged, or no workbook"),
        ("b.xlsx", damaged, "is damaged, or no workbook"),
        ("c.ods", b"PK\x03\x04", "is damaged, or no workbook"),
        ("d.xls", &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "is damaged, or no workbook"),
        ("~$e.xlsx", b"x", "only shows that somebody has the workbook open"),
        ("f.numbers", b"x", "save the sheet as CSV"),
    ] {
        let folder = Folder::new(&[]);
        folder.write(name, bytes);
        let ran = folder.run(&["check", name]);
        if !name.ends_with("numbers") && !name.starts_with('~') {
            // In a folder it may be anybody's.
            folder.write("v.claims", b"death toll in Rome: 5 by Mayor on 2024-05-01\n");
            let found = folder.run(&["check"]);
            assert!(
                found.status == 0 && found.err.contains(&format!("passed over {name}")),
                "{name}: {found:?}"
            );
        }
        assert!(ran.status == 3 && ran.err.contains(word), "{name}: {ran:?}");
    }
}

#[test]
fn no_bytes_of_a_workbook_bring_it_down() {
    // A table of sectors that is empty, and a length that is too large: readers of such files stumble over both.
    let folder = Folder::new(&[]);
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    for number in 0..40 {
        let mut bytes = BOOKS[1].1.to_vec();
        for _ in 0..8 {
            // The head of the file is where it hurts.
            let at = if number % 2 == 0 { next(512) } else { next(bytes.len()) };
            bytes[at] = next(256) as u8;
        }
        folder.write("a.xls", &bytes);
        let ran = folder.run(&["check", "a.xls"]);
        assert!((0..4).contains(&ran.status) && !ran.err.contains("panicked"), "{number}: {ran:?}");
    }
    // Whatever fails inside is a damaged file.
    folder.write("b.xls", include_bytes!("../workbooks/no-sectors.xls"));
    let ran = folder.run(&["check", "b.xls"]);
    assert!(ran.status == 3 && ran.err.starts_with("gainsay: b.xls: is damaged"), "{ran:?}");
}
