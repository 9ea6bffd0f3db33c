//! The format of a file, by the ending of its name.

/// The forms in which claims are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// The claim language itself.
    Claims,
    /// Markdown with fenced blocks in the claim language.
    Markdown,
    /// Cells separated by commas, semicolons or tabs.
    Cells,
    /// JSON, one object per line.
    Objects,
}

impl FileFormat {
    /// The endings of file names, each with its format.
    pub const ENDS: &[(&str, Self)] = &[
        ("claims", Self::Claims),
        ("md", Self::Markdown),
        ("markdown", Self::Markdown),
        ("csv", Self::Cells),
        ("tsv", Self::Cells),
        ("tab", Self::Cells),
        ("jsonl", Self::Objects),
        ("ndjson", Self::Objects),
    ];

    /// The form of a file of this name; none where it is no input format.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (_, written) = name.rsplit_once('.')?;
        let found = Self::ENDS.iter().find(|(end, _)| written.eq_ignore_ascii_case(end));
        found.map(|&(_, format)| format)
    }
}
