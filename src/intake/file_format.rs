//! The format of a file, by how its name ends.

/// The forms in which claims come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// The claim language itself.
    Claims,
    /// Markdown with fences of it.
    Markdown,
    /// Cells with commas, semicolons or tabs between them.
    Cells,
    /// A JSON object a line.
    Objects,
}

impl FileFormat {
    /// The ends of names, each with its format.
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
