//! Names as written.

/// A name as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name<'s> {
    /// As it stands in the text, quotation marks included.
    pub raw: &'s str,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}
