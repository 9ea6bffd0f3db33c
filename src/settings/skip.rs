//! The setting `skip`: cells that mark their row as no data.

use crate::source::Span;

/// One entry of `skip`: the text of a cell, in which `*` stands for any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// As it is written.
    pub text: String,
    /// Where it stands in the settings' file.
    pub at: Span,
    /// The texts before, between and after its stars, in small letters.
    parts: Vec<String>,
}

impl Skip {
    /// Reads an entry. One of stars only means a cell of stars.
    #[must_use]
    pub fn new(text: &str, at: Span) -> Self {
        let small = text.trim().to_lowercase();
        let parts = if small.bytes().all(|byte| byte == b'*') {
            vec![small]
        } else {
            small.split('*').map(str::to_owned).collect()
        };
        Self { text: text.to_owned(), at, parts }
    }

    /// Whether a cell matches; upper or lower case does not matter.
    #[must_use]
    pub fn matches(&self, cell: &str) -> bool {
        let cell = cell.trim().to_lowercase();
        let [first, middle @ .., last] = &self.parts[..] else { return self.parts.first() == Some(&cell) };
        let Some(rest) = cell.strip_prefix(first.as_str()) else { return false };
        let Some(mut rest) = rest.strip_suffix(last.as_str()) else { return false };
        for part in middle {
            let Some(at) = rest.find(part.as_str()) else { return false };
            rest = &rest[at + part.len()..];
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::Skip;
    use crate::source::Span;

    #[test]
    fn a_star_stands_for_any_text() {
        let fits = |text: &str, cell: &str| Skip::new(text, Span::START).matches(cell);
        assert!(fits("Total", "total") && fits(" Total ", "TOTAL ") && !fits("Total", "Totals"));
        assert!(fits("TechForPalestine (*)", "TechForPalestine (daily)"));
        assert!(fits("TechForPalestine (*)", "techforpalestine ()"));
        assert!(!fits("TechForPalestine (*)", "TechForPalestine"));
        assert!(!fits("TechForPalestine (*)", "TechForPalestine (daily), revised"));
        assert!(
            fits("*total*", "Grand total of all") && fits("*total", "Subtotal") && !fits("*total", "totals")
        );
        assert!(fits("a*b*c", "a1b2c") && !fits("a*b*c", "acb") && fits("a*b*c", "abbc"));
        assert!(!fits("ab*ba", "aba"), "what stands before and behind does not overlap");
        assert!(fits("*", "*") && !fits("*", "anything") && fits("**", "**"));
        assert!(fits("İ*", "İstanbul"));
    }
}
