//! Any bytes pass through reading, checking, formatting and every report without a panic; and through the settings
//! reader.

#![no_main]

use gainsay::check::{self, Settings};
use gainsay::report::{self, RenderOptions, ReportView};
use gainsay::settings;
use gainsay::source::{Source, Sources};
use gainsay::{rules, syntax};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // The first byte selects the input format.
    let (name, bytes) = match bytes.split_first() {
        Some((first, rest)) => (["a.claims", "a.csv", "a.jsonl", "a.md"][usize::from(first % 4)], rest),
        None => ("a.claims", bytes),
    };
    let sources = Sources::new(vec![Source::from_bytes(name, bytes.to_vec())]);
    let settings = Settings {
        today: "2026-11-23".to_owned(),
        parts: true,
        ..Settings::default()
    };
    let report = check::check(&sources, &settings);
    let view = ReportView::new(&report, &sources, rules::ALL, None);
    let mut out = Vec::new();
    for format in report::FORMATS {
        (format.write)(&mut out, &view, RenderOptions { width: 80, colour: true }).expect("a vector takes all");
    }
    for (_, source) in sources.iter() {
        if let Err(problems) = settings::read(source, &[]) {
            report::settings(&mut out, &sources, &problems, RenderOptions { width: 80, colour: true }).expect("a vector takes all");
        }
        let once = syntax::format(source.text());
        assert_eq!(syntax::format(&once), once, "laying out twice changes nothing");
    }
});
