//! Any bytes are read as settings: they are understood or refused, and a refusal can be shown.

use gainsay::report::{self, RenderOptions};
use gainsay::rules;
use gainsay::settings::{self, Settings, SettingsProblem};
use gainsay::source::{Source, Sources};

/// Reports problems as the command line does.
pub(crate) fn reported(text: Source, problems: &[SettingsProblem]) -> String {
    let mut out = Vec::new();
    let sources = Sources::new(vec![text]);
    report::settings(&mut out, &sources, problems, RenderOptions { width: 100, colour: false })
        .expect("a vector takes all");
    String::from_utf8(out).expect("reports are UTF-8")
}

/// Reads any bytes; problems lie in the text, on its characters' edges, and can be shown. The settings, where they can be
/// used.
pub(crate) fn holds(bytes: &[u8]) -> Option<Settings> {
    let source = Source::from_bytes("gainsay.toml", bytes.to_vec());
    let problems = match settings::read(&source, &rules::names()) {
        Ok(settings) => return Some(settings),
        Err(problems) => problems,
    };
    assert!(!problems.is_empty(), "a refusal says why");
    for problem in &problems {
        let (start, end) = (problem.at.start as usize, problem.at.end as usize);
        assert!(source.text().get(start..end).is_some(), "{problem:?}");
        assert!(!problem.message.is_empty() && !problem.message.ends_with('.'), "{problem:?}");
    }
    let shown = reported(source, &problems);
    assert!(!shown.chars().any(|c| c.is_control() && c != '\n'), "a character acts: {shown:?}");
    None
}
