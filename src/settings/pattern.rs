//! Path patterns, read as in a `.gitignore`: a name alone matches in every folder, and a folder stands for all below
//! it.

use globset::{GlobBuilder, GlobMatcher};

use crate::source::Span;

/// A pattern of paths relative to the settings' file.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As it is written.
    pub text: String,
    /// Where it stands in the settings' file.
    pub at: Span,
    /// The folder that it is relative to, where that is not the settings' own.
    pub base: Option<String>,
    matcher: GlobMatcher,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Why it is invalid, as a clause.
    pub fn new(text: &str, at: Span) -> Result<Self, String> {
        let path = text.strip_prefix("./").unwrap_or(text).trim_end_matches('/');
        if path.is_empty() {
            return Err("it is empty".to_owned());
        }
        if text.contains('\\') {
            return Err("separate folders with `/`".to_owned());
        }
        if path.split('/').any(|part| part == "..") {
            return Err("it leads out of the settings' folder".to_owned());
        }
        let anywhere = !path.contains('/');
        let path = path.strip_prefix('/').unwrap_or(path);
        let glob = if anywhere { format!("**/{path}") } else { path.to_owned() };
        let glob = GlobBuilder::new(&glob).literal_separator(true).build();
        let matcher = glob.map_err(|error| error.kind().to_string())?.compile_matcher();
        Ok(Self { text: text.to_owned(), at, base: None, matcher })
    }

    /// The pattern for paths in another folder than that of the settings.
    #[must_use]
    pub fn under(self, base: &str) -> Self {
        Self { base: Some(base.to_owned()), ..self }
    }

    /// Whether a path, relative to the settings' file and with forward slashes, or a folder it lies in, matches.
    #[must_use]
    pub fn matches(&self, path: &str) -> bool {
        let path = match self.base.as_deref() {
            None | Some("") => path,
            Some(base) => match path.strip_prefix(base).and_then(|rest| rest.strip_prefix('/')) {
                Some(path) => path,
                None => return false,
            },
        };
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        self.matcher.is_match(path)
            || folders.filter(|folder| !folder.is_empty()).any(|folder| self.matcher.is_match(folder))
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::source::Span;

    fn fits(pattern: &str, path: &str) -> bool {
        Pattern::new(pattern, Span::START).expect("a pattern").matches(path)
    }

    #[test]
    fn patterns_are_those_of_a_gitignore() {
        assert!(fits("archive/**", "archive/2020/a.claims"));
        assert!(!fits("archive/**", "desk/archive/a.claims"));
        assert!(fits("archive", "desk/archive/a.claims"), "a name alone is met in every folder");
        assert!(fits("/archive", "archive/a.claims") && !fits("/archive", "desk/archive/a.claims"));
        assert!(fits("desk/", "desk/a.claims"));
        assert!(fits("*.csv", "a.csv") && fits("*.csv", "desk/a.csv"));
        assert!(fits("desk/*.csv", "desk/a.csv") && !fits("desk/*.csv", "desk/sub/a.csv"));
        assert!(fits("./desk/*.{csv,tsv}", "desk/a.tsv"));
        assert!(!fits("*.csv", "a.claims"));
        let archive = Pattern::new("*.csv", Span::START).expect("a pattern").under("/desk/archive");
        assert!(archive.matches("/desk/archive/2020/a.csv") && !archive.matches("/desk/archives/a.csv"));
        assert!(!archive.matches("a.csv"));
    }

    #[test]
    fn what_is_no_pattern_says_why() {
        for text in ["", "/", "desk/[", "desk/{a", "../a", "a\\b"] {
            assert!(Pattern::new(text, Span::START).is_err(), "{text}");
        }
    }
}
