//! The details of a statement (`key: value` lines) and its web address.

use std::borrow::Cow;

use crate::finding::ProblemKind;
use crate::model::claim::Details;
use crate::model::lower::defaults::ArticleDefaults;
use crate::model::lower::lowering::Lowering;
use crate::syntax::tree::{Detail, Name, Statement};

impl<'s> Lowering<'_, 's> {
    /// A statement's details. Its address in angle brackets comes before its `url:` line, and its article's address
    /// after.
    pub(in crate::model) fn details(
        &mut self,
        statement: &Statement<'s>,
        address: Option<&str>,
        defaults: Option<&ArticleDefaults>,
    ) -> Option<Box<Details>> {
        let default = defaults.and_then(|defaults| defaults.url.as_deref());
        if statement.details.is_empty() && address.is_none() && default.is_none() {
            return None;
        }
        let mut details = Details { url: address.map(str::to_owned), ..Details::default() };
        for detail in &statement.details {
            let value = unquoted(detail.value);
            match detail.key.trim_matches('"') {
                "url" if details.url.is_none() => details.url = Some(value.into_owned()),
                "based on" => self.based_on(detail, &mut details),
                key => match details.rest.iter_mut().find(|(known, _)| known == key) {
                    Some((_, said)) => *said = format!("{said}\n{value}"),
                    None => details.rest.push((key.to_owned(), value.into_owned())),
                },
            }
        }
        details.url = details.url.or_else(|| default.map(str::to_owned));
        Some(Box::new(details))
    }

    fn based_on(&mut self, detail: &Detail<'s>, details: &mut Details) {
        details.tally = true;
        for word in detail.value.split([',', ' ', '\t']).filter(|word| !word.is_empty() && *word != "and") {
            match word.strip_prefix('@') {
                Some(label) => details.based_on.push(label.to_owned()),
                None => {
                    self.diagnostics
                        .add(ProblemKind::UnknownKey, self.at, word, format!("`{word}` is not a label"))
                        .label("labels begin with @")
                        .help(Some(
                            "name the claims it is calculated from: `based on: @toll, @injured`".to_owned(),
                        ));
                }
            }
        }
    }
}

/// A detail's value without the quotation marks that enclose all of it.
pub(in crate::model) fn unquoted(value: &str) -> Cow<'_, str> {
    let quoted = value.len() >= 2 && value.starts_with('"') && value.ends_with('"');
    if quoted { Name { raw: value, quoted }.text() } else { Cow::Borrowed(value) }
}
