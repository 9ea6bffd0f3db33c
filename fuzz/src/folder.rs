//! Several files in one text, so that a single input can be a whole corpus: a line `-- NAME --` begins another file.

use gainsay::settings;

/// The files of a corpus and the text of its settings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Folder {
    /// The files by name, each once.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Its `gainsay.toml`, where there is one.
    pub(crate) settings: Option<Vec<u8>>,
}

impl Folder {
    /// The files in some bytes. What stands above the first mark is a file of the name `first`.
    pub(crate) fn of(bytes: &[u8], first: &str) -> Self {
        let mut folder = Self::default();
        let (mut name, mut text) = (first.to_owned(), Vec::new());
        for line in bytes.split_inclusive(|&byte| byte == b'\n') {
            match marked(line) {
                Some(other) => {
                    folder.add(std::mem::replace(&mut name, other), std::mem::take(&mut text));
                }
                None => text.extend_from_slice(line),
            }
        }
        folder.add(name, text);
        folder
    }

    fn add(&mut self, name: String, text: Vec<u8>) {
        if name == settings::NAME {
            self.settings.get_or_insert(text);
        } else if !text.is_empty() && self.files.iter().all(|(known, _)| *known != name) {
            self.files.push((name, text));
        }
    }
}

/// The name in a line `-- NAME --`.
fn marked(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?.trim_end();
    let name = line.strip_prefix("-- ")?.strip_suffix(" --")?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
