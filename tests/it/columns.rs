//! Tables stored by columns (Parquet, Arrow): the same findings as the CSV saved from them, places as rows, every type of
//! value as its text, and a clear word on what cannot be read.

use std::sync::Arc;

use arrow_array::types::{Int8Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Date32Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StringViewArray, StructArray,
    TimestampMicrosecondArray, TimestampSecondArray, UInt8Array,
};
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{DataType, Field, Fields, Schema};
use gainsay::intake::{ColumnTable, open_columns};
use gainsay::settings::DecimalMark;
use parquet::arrow::ArrowWriter;
use proptest::prelude::*;

use crate::cli::Folder;

const CSV: &str = include_str!("../columns/desk.csv");

/// One table of claims, written by pyarrow and Polars: words from a dictionary, sources as lists, dates, moments, records as
/// scopes, an empty row, and a column of bytes.
const TABLES: [(&str, &[u8]); 3] = [
    ("desk.parquet", include_bytes!("../columns/desk.parquet")),
    ("desk.feather", include_bytes!("../columns/desk.feather")),
    ("desk.arrow", include_bytes!("../columns/desk.arrow")),
];

fn folder(name: &str, bytes: &[u8]) -> Folder {
    let folder = Folder::new(&[]);
    folder.write(name, bytes);
    folder
}

/// What is reported, without places.
fn messages(short: &str) -> Vec<String> {
    let said = |line: &str| line.split_once(": ").map_or(line, |(_, rest)| rest).to_owned();
    short.lines().filter(|line| !line.contains("unknown-key")).map(said).collect()
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), None).expect("a file can begin");
    writer.write(batch).expect("rows can be written");
    writer.into_inner().expect("a file can be finished")
}

fn stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).expect("a stream can begin");
    writer.write(batch).expect("rows can be written");
    writer.into_inner().expect("a stream can be finished")
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, column)| (name, column, true)))
        .expect("columns of one length")
}

#[test]
fn a_table_gives_the_findings_of_the_csv_saved_from_it() {
    let csv = folder("desk.csv", CSV.as_bytes()).run(&["check", "desk.csv", "--format", "short"]);
    let expected = messages(&csv.out);
    assert_eq!(expected.len(), 4, "{csv:?}");
    for (name, bytes) in TABLES {
        let folder = folder(name, bytes);
        let ran = folder.run(&["check", name, "--format", "short"]);
        assert_eq!(messages(&ran.out), expected, "{name}: {ran:?}");
        assert!(ran.out.starts_with(&format!("{name}#row 1: ")), "{ran:?}");
        assert!(ran.err.contains(&format!("passed over {name}#outline: it holds bytes that are no text")));
        // The same in a folder, as the headings show that it holds claims; and as rows of another form.
        assert_eq!(folder.run(&["check", "--format", "short"]).out, ran.out, "{name}");
        let converted = folder.run(&["convert", name, "--to", "claims"]);
        assert!(converted.out.contains("12%") && converted.out.contains("2024-05-14"), "{converted:?}");
        // A text may include it, and its rows are counted from 1.
        folder.write("b.claims", format!("include \"{name}\"\n").as_bytes());
        let included = folder.run(&["claims", "b.claims"]);
        assert!(included.out.contains(&format!("\"id\":\"{name}:7\"")), "{included:?}");
        for place in [format!("{name}:7"), format!("{name}#row 7")] {
            let traced = folder.run(&["trace", &place, name]);
            assert!(traced.out.contains(&format!("{name}#row 7")), "{traced:?}");
        }
    }
}

#[test]
fn every_format_names_the_row() {
    let folder = folder(TABLES[0].0, TABLES[0].1);
    for (format, place) in [
        ("pretty", "[desk.parquet#row 1]"),
        ("short", "desk.parquet#row 1: "),
        ("json", "\"cell\":\"row 1\""),
        ("csv", "desk.parquet,1,4,"),
        ("html", "desk.parquet#row 1"),
        ("markdown", "desk.parquet<span>#</span>row 1"),
        ("github", "file=desk.parquet,line=1,"),
        ("github", "::row 1: "),
        ("gitlab", "row 1: "),
        ("sarif", "row 1: "),
        ("rdjsonl", "row 1: "),
        ("junit", "desk.parquet#row 1"),
    ] {
        let ran = folder.run(&["check", "desk.parquet", "--format", format]);
        assert!(ran.out.contains(place), "{format} {place}\n{}", ran.out);
    }
    let pretty = folder.run(&["check", "desk.parquet"]).out;
    assert!(pretty.contains("check 12% in row 3 and 21% in row 4"), "{pretty}");
    assert!(pretty.contains("[desk.parquet#headings]"), "{pretty}");
}

#[test]
fn headings_of_its_own_are_mapped_by_the_settings_that_init_proposes() {
    let texts = |cells: &[&str]| Arc::new(StringArray::from_iter_values(cells)) as ArrayRef;
    let table = batch(vec![
        ("What was claimed", texts(&["water level", "water level"])),
        ("Reported by", texts(&["Council", "Fire Service"])),
        ("As of", Arc::new(Date32Array::from(vec![19_857, 19_857]))),
        ("Figure", Arc::new(Float64Array::from(vec![12_400.5, 14_200.5]))),
    ]);
    let folder = folder("data/desk.parquet", &parquet(&table));
    let ran = folder.run(&["init", "data/desk.parquet"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let checked = folder.run(&["check", "data", "--format", "short"]);
    assert!(
        checked.out.starts_with("data/desk.parquet#row 1: warning[C101"),
        "{checked:?}\n{}",
        folder.read("data/gainsay.toml")
    );
    // A decimal comma is written in the numbers too, as the settings say how all cells are read.
    let settings = folder.read("data/gainsay.toml");
    folder.write("data/gainsay.toml", format!("decimal = \"comma\"\n{settings}").as_bytes());
    let comma = folder.run(&["check", "data", "--format", "short"]);
    assert_eq!(messages(&comma.out), messages(&checked.out.replace(".5", ",5")), "{comma:?}");
}

#[test]
fn every_type_of_value_has_its_text() {
    let words: ArrayRef = Arc::new(DictionaryArray::<Int8Type>::from_iter([Some("a"), None, Some("a")]));
    let lists: ArrayRef = Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>([
        Some(vec![Some(1), None, Some(2)]),
        None,
        Some(vec![]),
    ]));
    let pair =
        Fields::from(vec![Field::new("place", DataType::Utf8, true), Field::new("n", DataType::Int64, true)]);
    let places: ArrayRef = Arc::new(StringArray::from(vec![Some("Rome"), None, None]));
    let numbers: ArrayRef = Arc::new(Int64Array::from(vec![Some(-1), Some(2), None]));
    let records: ArrayRef = Arc::new(StructArray::new(pair, vec![places, numbers], None));
    let table = batch(vec![
        ("words", words),
        ("whole", Arc::new(Int64Array::from(vec![i64::MIN, 0, i64::MAX]))),
        ("small", Arc::new(UInt8Array::from(vec![Some(255), None, Some(0)]))),
        ("float", Arc::new(Float64Array::from(vec![0.1, f64::NAN, 1e21]))),
        ("single", Arc::new(Float32Array::from(vec![0.1, -0.0, -2.5]))),
        (
            "decimal",
            Arc::new(
                Decimal128Array::from(vec![1_234_567_890_123_456_789_012_345_678_905, -5, 100])
                    .with_precision_and_scale(38, 2)
                    .expect("a precision that holds them"),
            ),
        ),
        ("day", Arc::new(Date32Array::from(vec![Some(19_782), None, Some(-1)]))),
        ("moment", Arc::new(TimestampSecondArray::from(vec![1_715_680_830, 1_715_644_800, 1_715_680_800]))),
        (
            "utc",
            Arc::new(
                TimestampMicrosecondArray::from(vec![1_715_680_830_999_999, 0, -1]).with_timezone("UTC"),
            ),
        ),
        ("zone", Arc::new(TimestampSecondArray::from(vec![1_715_637_600, 0, 60]).with_timezone("+02:00"))),
        ("truth", Arc::new(BooleanArray::from(vec![Some(true), Some(false), None]))),
        ("view", Arc::new(StringViewArray::from(vec!["\"q\" x", "a\tb\r\nc", " d "]))),
        ("bytes", Arc::new(BinaryArray::from_vec(vec![b"e", "é".as_bytes(), b""]))),
        ("lists", lists),
        ("records", records),
    ]);
    let expected = "a\t-9223372036854775808\t255\t0.1\t0.1\t12345678901234567890123456789.05\t2024-02-29\t\
        2024-05-14 10:00:30\t2024-05-14T10:00:30Z\t2024-05-14\tyes\t\"\"\"q\"\" x\"\te\t1; 2\tplace=Rome; n=-1\n\
        \t0\t\t\t0\t-0.05\t\t2024-05-14\t1970-01-01\t1970-01-01T02:00+02:00\tno\ta b  c\té\t\tn=2\n\
        a\t9223372036854775807\t0\t1000000000000000000000\t-2.5\t1.00\t1969-12-31\t2024-05-14 10:00\t\
        1969-12-31T23:59:59Z\t1970-01-01T02:01+02:00\t\td\t\t\t\n\
        words\twhole\tsmall\tfloat\tsingle\tdecimal\tday\tmoment\tutc\tzone\ttruth\tview\tbytes\tlists\trecords";
    for file in [parquet(&table), stream(&table)] {
        let ColumnTable { text, left_out } = open_columns(file.clone(), None).expect("it can be read");
        assert_eq!(text, expected);
        assert!(left_out.is_empty(), "{left_out:?}");
        let comma = open_columns(file, Some(DecimalMark::Comma)).expect("it can be read").text;
        assert!(
            comma.starts_with("a\t-9223372036854775808\t255\t0,1\t0,1\t12345678901234567890123456789,05\t")
        );
    }
}

#[test]
fn what_no_cell_can_hold_is_told() {
    let rome: ArrayRef = Arc::new(TimestampSecondArray::from(vec![0]).with_timezone("Europe/Rome"));
    let said =
        open_columns(parquet(&batch(vec![("when", rome.clone())])), None).expect_err("nothing is left");
    assert!(
        said.starts_with("has no column that can be read (when: its times are in the zone Europe/Rome"),
        "{said}"
    );
    let table = batch(vec![
        ("when", rome),
        ("__index_level_0__", Arc::new(Int64Array::from(vec![7]))),
        ("n", Arc::new(Int64Array::from(vec![1]))),
    ]);
    let read = open_columns(parquet(&table), None).expect("a column is left");
    assert_eq!(read.text, "1\nn");
    assert_eq!(read.left_out.len(), 1, "{read:?}");
    // No rows, and only headings.
    let none =
        RecordBatch::new_empty(Arc::new(Schema::new(vec![Field::new("measure", DataType::Utf8, true)])));
    assert_eq!(open_columns(stream(&none), None).expect("it can be read").text, "measure");
    let empty = folder("a.parquet", &parquet(&none)).run(&["check", "a.parquet"]);
    assert!(empty.status == 1 || empty.status == 2, "{empty:?}");
}

#[test]
fn what_is_no_such_table_is_refused_with_a_clear_word() {
    let damaged = &TABLES[0].1[..2_000];
    for (name, bytes, word) in [
        ("a.parquet", b"measure,value\n".as_slice(), "is damaged, or neither Parquet nor Arrow"),
        ("b.parquet", damaged, "is damaged, or neither Parquet nor Arrow"),
        ("c.arrow", b"ARROW1\0\0", "is damaged, or neither Parquet nor Arrow"),
        ("d.feather", b"FEA1\0\0\0\0", "is a Feather file of the first version"),
        ("e.parquet", b"PARE\0\0\0\0PARE", "is encrypted"),
    ] {
        let folder = folder(name, bytes);
        let ran = folder.run(&["check", name]);
        assert!(ran.status == 3 && ran.err.contains(word), "{name}: {ran:?}");
        // In a folder it may be anybody's.
        folder.write("v.claims", b"death toll in Rome: 5 by Mayor on 2024-05-01\n");
        let found = folder.run(&["check"]);
        assert!(found.status == 0 && found.err.contains(&format!("passed over {name}")), "{name}: {found:?}");
    }
}

#[test]
fn no_bytes_of_a_table_bring_it_down() {
    let mut seed = 1_u64;
    let mut next = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % below
    };
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut refused = 0;
    let rounds = if std::env::var_os("GAINSAY_LONG").is_some() { 50_000 } else { 900 };
    for number in 0..rounds {
        let mut bytes = TABLES[number % 3].1.to_vec();
        if number % 10 == 0 {
            bytes.truncate(next(bytes.len()));
        }
        for _ in 0..1 + next(8) {
            // The lists of what is in the file stand at its end.
            let from = if number % 2 == 0 { bytes.len() / 2 } else { 0 };
            if bytes.len() > from {
                let at = from + next(bytes.len() - from);
                bytes[at] = next(256) as u8;
            }
        }
        refused += usize::from(open_columns(bytes, None).is_err());
    }
    std::panic::set_hook(quiet);
    assert!(refused > 200, "{refused}");
    // A part that says it unpacks to a million gigabytes.
    let mut bytes = TABLES[1].1.to_vec();
    let (frame, size) = ([0x04, 0x22, 0x4D, 0x18], (1_i64 << 50).to_le_bytes());
    let part = memchr::memmem::find(&bytes, &frame).expect("a part that is packed");
    bytes[part - 8..part].copy_from_slice(&size);
    assert!(open_columns(bytes, None).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if std::env::var_os("GAINSAY_LONG").is_some() { 2_000 } else { 40 }, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is in a table, its claims are those of the CSV with the same texts.
    #[test]
    fn rows_are_those_of_the_csv(
        rows in prop::collection::vec(
            (
                prop::option::of(0_usize..4),
                prop::option::of(-50_i64..5_000),
                prop::option::of(19_000_i32..19_010),
                prop::option::of("[A-C]( [a-c\"]{1,3})?"),
            ),
            0..12,
        )
    ) {
        let measures = ["death toll", "homes damaged", "say \"five\"", "x;y"];
        let measure: StringArray = rows.iter().map(|row| row.0.map(|at| measures[at])).collect();
        let table = batch(vec![
            ("measure", Arc::new(measure)),
            ("value", Arc::new(rows.iter().map(|row| row.1).collect::<Int64Array>())),
            ("date", Arc::new(rows.iter().map(|row| row.2).collect::<Date32Array>())),
            ("source", Arc::new(rows.iter().map(|row| row.3.clone()).collect::<StringArray>())),
        ]);
        let text = open_columns(parquet(&table), None).expect("it can be read").text;
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["measure", "value", "date", "source"]).expect("it can be written");
        let days = table.column(2).as_any().downcast_ref::<Date32Array>().expect("days");
        for (at, row) in rows.iter().enumerate() {
            let day = days.is_valid(at).then(|| days.value_as_date(at).expect("a day").to_string());
            csv.write_record([
                row.0.map_or(String::new(), |at| measures[at].to_owned()),
                row.1.map_or(String::new(), |value| value.to_string()),
                day.unwrap_or_default(),
                row.3.clone().unwrap_or_default(),
            ])
            .expect("it can be written");
        }
        let csv = String::from_utf8(csv.into_inner().expect("it is written")).expect("a text");
        let claims = |source: gainsay::source::Source| {
            let sources = gainsay::source::Sources::new(vec![source]);
            let settings = gainsay::check::Settings { today: "2024-06-01".to_owned(), ..Default::default() };
            let checked = gainsay::check::checked(&sources, &settings);
            let mut found: Vec<String> = checked
                .report
                .findings
                .iter()
                // A message that names a row counts it below the headings, or with them.
                .map(|finding| finding.message.split_once(": ").map_or(finding.message.as_str(), |(_, rest)| rest).to_owned())
                .collect();
            // A voice without a name has that of its file.
            found.iter_mut().for_each(|message| *message = message.replace("a.parquet", "a.csv"));
            found.sort();
            (checked.corpus.claims().len(), found)
        };
        prop_assert_eq!(
            claims(gainsay::source::Source::of_table("a.parquet", text)),
            claims(gainsay::source::Source::new("a.csv", csv))
        );
    }
}
