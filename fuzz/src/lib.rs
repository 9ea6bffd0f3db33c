//! What each fuzz target asks of its input. It is what the property tests ask of theirs, in the same words.

#[path = "../../tests/it/any/mod.rs"]
mod any;
mod folder;
#[path = "../../tests/it/literal.rs"]
mod literal;
#[path = "../../tests/it/meaning.rs"]
mod meaning;

use folder::Folder;
use gainsay::settings::Settings;
use gainsay::source::Source;
use gainsay::syntax;

/// Bytes as a text of the claim language, and each line of it as a cell of a table.
pub fn text(bytes: &[u8]) {
    let source = Source::from_bytes("a.claims", bytes.to_vec());
    any::text::holds(source.text());
    for line in source.text().lines() {
        let _ = syntax::value(line);
        let _ = syntax::date(line);
        let _ = syntax::name(line);
        let _ = syntax::property(line);
    }
}

/// Bytes as tables, with settings for them where the input has a `gainsay.toml`.
pub fn tables(bytes: &[u8]) {
    let folder = Folder::of(bytes, "a.csv");
    let settings = settings_of(&folder);
    for (name, bytes) in &folder.files {
        let source = Source::from_bytes(name.clone(), bytes.clone());
        any::sheet::holds(&source, settings.table(name));
    }
    any::report::holds(&folder.files, &settings);
}

/// Bytes as settings; those that can be used are used, on a corpus that has something for each of them.
pub fn settings(bytes: &[u8]) {
    if let Some(settings) = any::settings::holds(bytes) {
        let folder = Folder::of(include_bytes!("corpus.txt"), "a.claims");
        any::report::holds(&folder.files, &settings);
    }
}

/// Bytes as a whole corpus.
pub fn corpus(bytes: &[u8]) {
    let folder = Folder::of(bytes, "a.claims");
    any::report::holds(&folder.files, &settings_of(&folder));
}

fn settings_of(folder: &Folder) -> Settings {
    folder.settings.as_deref().and_then(any::settings::holds).unwrap_or_default()
}
