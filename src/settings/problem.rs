//! Problems with the settings, at their places in the settings file.

use crate::finding::Severity;
use crate::source::Span;

/// A setting that is invalid, or that matches nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingsProblem {
    /// An error where the settings cannot be used; a warning where a part of them has no effect.
    pub severity: Severity,
    /// The place in the settings' file.
    pub at: Span,
    /// The label of the underline.
    pub label: String,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What can be done.
    pub help: Vec<String>,
    /// Whether it is a name that is probably a misspelling of a known one.
    pub misspelt: bool,
}

impl SettingsProblem {
    /// A problem that must be fixed.
    pub fn error(at: Span, message: impl Into<String>) -> Self {
        let (label, message) = (String::new(), message.into());
        Self { severity: Severity::Error, at, label, message, help: Vec::new(), misspelt: false }
    }

    /// A setting that has no effect.
    pub fn warning(at: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(at, message) }
    }

    /// With the label of the underline.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With the name that was probably meant, where one is near.
    #[must_use]
    pub fn meant(mut self, near: Option<&str>) -> Self {
        if let Some(near) = near {
            self.help.insert(0, format!("did you mean `{near}`?"));
            self.misspelt = true;
        }
        self
    }

    /// With something that can be done.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }
}

/// Something that stands in the settings' file, with its place there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What is written.
    pub what: T,
    /// Where.
    pub at: Span,
}

/// The known name that was probably meant, if one is near.
pub(super) fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase().replace(['_', ' '], "-");
    let far = typed.chars().count() / 3 + 1;
    let distance = |name: &str| match name.replace(' ', "-") {
        // A prefix of a name means that name: `warn`.
        name if typed.len() >= 3 && name.starts_with(&typed) => 1,
        name => strsim::osa_distance(&typed, &name),
    };
    let names = names.into_iter().map(|name| (distance(name), name));
    names.min().filter(|(distance, _)| *distance <= far).map(|(_, name)| name)
}
