//! Golden files: the expected text is in a file, a difference is shown line by line, `UPDATE=1` rewrites it.

use std::fs;
use std::path::Path;

/// Compares a text with the golden file at `path`, which is relative to the package.
///
/// # Panics
/// Where they differ, unless `UPDATE=1` is set: then the file is rewritten.
#[track_caller]
pub(crate) fn check(path: &str, actual: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let expected = fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n");
    if expected == actual {
        return;
    }
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        fs::create_dir_all(file.parent().expect("a golden file has a folder"))
            .expect("the folder can be made");
        fs::write(&file, actual).expect("the golden file can be written");
        return;
    }
    let diff = similar::TextDiff::from_lines(expected.as_str(), actual);
    panic!(
        "{path} differs (UPDATE=1 writes it anew)\n{}",
        diff.unified_diff().context_radius(3).header("expected", "actual")
    );
}
