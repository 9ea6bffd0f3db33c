//! The references of a statement: who says it, where, and when that was said and looked up.

use super::json;
use super::labels::Labels;
use super::properties::{
    IMPORT_URL, IMPORTED_FROM, PUBLISHED, PUBLISHER, REFERENCE_URL, RETRIEVED, STATED_IN,
};
use super::snak::{Snak, snak};
use super::time::time;

/// Who says it, by one reference.
pub(super) struct Origin<'s> {
    pub(super) name: String,
    /// Where the file names it.
    pub(super) at: &'s str,
    /// The address of the reference, and where that stands.
    pub(super) address: Option<(String, &'s str)>,
    /// When it was looked up.
    pub(super) retrieved: Option<(String, &'s str)>,
    /// When it was published.
    pub(super) published: Option<(String, &'s str)>,
}

/// The origins of a statement, each once; and how many references name none.
pub(super) fn origins<'s>(references: Option<&'s str>, labels: &Labels<'_>) -> (Vec<Origin<'s>>, usize) {
    let (mut found, mut without): (Vec<Origin<'s>>, usize) = (Vec::new(), 0);
    for reference in references.and_then(json::list).unwrap_or_default() {
        let snaks = json::object(reference).as_deref().and_then(|pairs| json::get(pairs, "snaks"));
        let snaks = snaks.and_then(json::object).unwrap_or_default();
        let of = |property: &str| -> Vec<Snak<'s>> {
            let all = json::get(&snaks, property).and_then(json::list).unwrap_or_default();
            all.into_iter().filter_map(snak).collect()
        };
        let date = |property: &str| {
            of(property).iter().find_map(|snak| {
                let raw = snak.time()?;
                let date = time(raw, false).ok()?.text;
                let at = json::heart_of_date(raw, &date);
                Some((date, at))
            })
        };
        let address = [REFERENCE_URL, IMPORT_URL].iter().find_map(|property| {
            of(property).iter().find_map(|snak| Some((snak.words()?.trim().to_owned(), snak.mark())))
        });
        let mut names: Vec<(String, &'s str)> = Vec::new();
        for property in [STATED_IN, PUBLISHER, IMPORTED_FROM] {
            names = of(property)
                .iter()
                .filter_map(|snak| Some((labels.name(&snak.item()?), snak.mark())))
                .collect();
            if !names.is_empty() {
                break;
            }
        }
        if names.is_empty() {
            names.extend(address.as_ref().and_then(|(address, at)| Some((host(address)?, *at))));
        }
        without += usize::from(names.is_empty());
        for (name, at) in names {
            // What was published on another day is another edition.
            let published = date(PUBLISHED);
            let day = |published: &Option<(String, &str)>| published.as_ref().map(|(day, _)| day.clone());
            if found.iter().all(|known| known.name != name || day(&known.published) != day(&published)) {
                let retrieved = date(RETRIEVED);
                found.push(Origin { name, at, address: address.clone(), retrieved, published });
            }
        }
    }
    (found, without)
}

/// The host of a web address without `www.`: whoever keeps the page.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?;
    let host = host.trim().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (!host.is_empty() && host.contains('.')).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn an_address_names_its_host() {
        assert_eq!(host("https://www.Destatis.de:443/a?b").as_deref(), Some("destatis.de"));
        assert_eq!(host("http://a.example.org").as_deref(), Some("a.example.org"));
        assert_eq!(host("destatis.de/a"), None);
        assert_eq!(host("https:///a"), None);
    }
}
