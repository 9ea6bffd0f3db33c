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
    /// The form of a file of this name; none where it is no input format.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let (_, end) = name.rsplit_once('.')?;
        Some(match end.to_ascii_lowercase().as_str() {
            "claims" => Self::Claims,
            "md" | "markdown" => Self::Markdown,
            "csv" | "tsv" | "tab" => Self::Cells,
            "jsonl" | "ndjson" => Self::Objects,
            _ => return None,
        })
    }
}
