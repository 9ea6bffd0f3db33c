//! Claims grouped by what they say.

use rustc_hash::FxHashMap;

use super::same::ValueKey;
use super::series::Corpus;

/// Groups claims by value, in the order of the first claim of each group.
pub(crate) fn by_value<T: Copy>(
    corpus: &Corpus,
    items: impl IntoIterator<Item = T>,
    claim: impl Fn(T) -> u32,
) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut index_of = FxHashMap::default();
    for item in items {
        let key = ValueKey::of(&corpus.claim(claim(item)).value);
        let at = *index_of.entry(key).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(item),
            None => groups.push(vec![item]),
        }
    }
    groups
}
