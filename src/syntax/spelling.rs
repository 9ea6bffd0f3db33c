//! Typing slips: which known word was probably meant.

/// The known word that is nearest to `found`, if any is near enough.
pub fn nearest<'k>(found: &str, among: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let found = found.to_lowercase();
    let allowed = match found.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let near = among.into_iter().map(|key| (strsim::damerau_levenshtein(&found, &key.to_lowercase()), key));
    let (distance, key) = near.min_by_key(|&(distance, _)| distance)?;
    (distance <= allowed && distance > 0).then_some(key)
}
