//! The fields of a row that a heading can name.

use crate::syntax::DETAIL_KEYS;

/// A field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is the field's own name")]
pub enum Field {
    Measure,
    Value,
    Unit,
    Place,
    Group,
    Subject,
    Topic,
    Date,
    From,
    To,
    Said,
    Source,
    Via,
    Published,
    Url,
    Quote,
    Note,
    Id,
    Mode,
    Scope,
    Statement,
    Target,
    Because,
}

impl Field {
    /// Every field, in the order of its number.
    pub const ALL: [Self; 23] = [
        Self::Measure,
        Self::Value,
        Self::Unit,
        Self::Place,
        Self::Group,
        Self::Subject,
        Self::Topic,
        Self::Date,
        Self::From,
        Self::To,
        Self::Said,
        Self::Source,
        Self::Via,
        Self::Published,
        Self::Url,
        Self::Quote,
        Self::Note,
        Self::Id,
        Self::Mode,
        Self::Scope,
        Self::Statement,
        Self::Target,
        Self::Because,
    ];

    /// How many fields there are.
    pub(super) const COUNT: usize = Self::ALL.len();

    /// Its name, as a heading and in the settings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Measure => "measure",
            Self::Value => "value",
            Self::Unit => "unit",
            Self::Place => "place",
            Self::Group => "group",
            Self::Subject => "subject",
            Self::Topic => "topic",
            Self::Date => "date",
            Self::From => "from",
            Self::To => "to",
            Self::Said => "said",
            Self::Source => "source",
            Self::Via => "via",
            Self::Published => "published",
            Self::Url => "url",
            Self::Quote => "quote",
            Self::Note => "note",
            Self::Id => "id",
            Self::Mode => "mode",
            Self::Scope => "scope",
            Self::Statement => "statement",
            Self::Target => "target",
            Self::Because => "because",
        }
    }

    /// The field of a name; case and blanks are ignored.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        let name = plain(name);
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Its name within a sentence.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Measure => "what is measured",
            Self::Value => "the figure",
            Self::Url => "the address",
            Self::Id => "the label",
            Self::From => "the first day",
            Self::To => "the last day",
            Self::Said => "when it was said",
            Self::Published => "when it was published",
            Self::Via => "who passed it on",
            Self::Source => "the source",
            Self::Date => "the date",
            Self::Place => "the place",
            Self::Unit => "the unit",
            Self::Note => "a note",
            Self::Group => "the group",
            Self::Subject => "the subject",
            Self::Topic => "the topic",
            _ => self.name(),
        }
    }
}

/// The detail (`url`, `note` …) that a heading names.
#[must_use]
pub fn detail(name: &str) -> Option<&'static str> {
    let name = plain(name);
    DETAIL_KEYS.into_iter().find(|key| *key == name)
}

/// A heading normalised for comparing: small letters, single blanks, `_` as a blank.
pub(super) fn plain(heading: &str) -> String {
    let words = heading.split(|c: char| c.is_whitespace() || c == '_').filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::Field;
    use crate::settings::FIELDS;

    #[test]
    fn the_settings_name_the_same_fields() {
        assert_eq!(Field::ALL.map(Field::name), FIELDS);
    }
}
