//! The name out of many, most often a declared one, that is nearest to another.

/// How many names are compared with each one; if there are more, only its neighbours in the alphabet, by first and by
/// last letters.
const ALL_TRIED: usize = 1_000;

/// How many neighbours on each side are compared.
const NEIGHBOURS: usize = 100;

/// For how many names the nearest one is searched; more suggestions would not be read.
const MAX_SEARCHES: usize = 1_000;

/// The names to search.
pub(crate) struct NameSearch<'n> {
    /// In alphabetical order, each with the caller's number of it.
    names: Vec<(&'n str, u32)>,
    /// In alphabetical order of the names spelt backwards, each with its index in `names`.
    from_the_end: Vec<(String, u32)>,
    searches: usize,
}

impl<'n> NameSearch<'n> {
    /// The names, in order of name.
    pub(crate) fn new(names: Vec<(&'n str, u32)>) -> Self {
        let mut from_the_end: Vec<(String, u32)> = Vec::new();
        if names.len() > ALL_TRIED {
            let backwards = names.iter().enumerate();
            from_the_end.extend(backwards.map(|(at, (name, _))| (name.chars().rev().collect(), at as u32)));
            from_the_end.sort_unstable();
        }
        Self { names, from_the_end, searches: 0 }
    }

    /// The nearest name, as its key, and its number; none if none is near, or after too many searches.
    pub(crate) fn nearest(&mut self, name: &str) -> Option<(String, u32)> {
        self.searches += 1;
        if self.searches > MAX_SEARCHES {
            return None;
        }
        let with_distance =
            |(other, id): (&str, u32)| distance(name, other).map(|distance| (distance, other.to_owned(), id));
        if self.names.len() <= ALL_TRIED {
            return self
                .names
                .iter()
                .copied()
                .filter_map(with_distance)
                .min()
                .map(|(_, name, id)| (name, id));
        }
        let backwards: String = name.chars().rev().collect();
        let at = self.names.partition_point(|(other, _)| *other < name);
        let from_the_end = self.from_the_end.partition_point(|(other, _)| *other < backwards);
        let around = |at: usize, len: usize| at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(len);
        let forwards = self.names[around(at, self.names.len())].iter().copied();
        let from_the_end = &self.from_the_end[around(from_the_end, self.from_the_end.len())];
        let from_the_end = from_the_end.iter().map(|(_, at)| self.names[*at as usize]);
        forwards.chain(from_the_end).filter_map(with_distance).min().map(|(_, name, id)| (name, id))
    }
}

/// The distance of two names that are near: at most a third of the letters differ and no whole word, or they begin alike.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    let shared_prefix = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let begin_alike = shared_prefix >= 5 && shared_prefix * 2 >= short;
    if !begin_alike && long - short > long / 3 {
        return None;
    }
    let distance = strsim::osa_distance(a, b);
    (begin_alike || distance <= long / 3 && !differ_in_a_word(a, b)).then_some(distance)
}

/// Whether two names of equally many words differ in more than a third of the letters of one word: `mean income`, `net income`.
fn differ_in_a_word(a: &str, b: &str) -> bool {
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<Vec<_>>();
    let (one, two) = (words(a), words(b));
    one.len() == two.len()
        && one.iter().zip(&two).any(|(one, two)| {
            let long = one.chars().count().max(two.chars().count());
            strsim::osa_distance(one, two) > long.div_ceil(3)
        })
}

#[cfg(test)]
mod tests {
    use super::NameSearch;

    #[test]
    fn a_slip_finds_its_name_among_few_and_many() {
        let few = vec![("death toll", 1), ("injured", 2), ("sandbags laid", 3)];
        let mut near = NameSearch::new(few);
        assert_eq!(near.nearest("deth toll"), Some(("death toll".to_owned(), 1)));
        assert_eq!(near.nearest("sandbag heaped"), Some(("sandbags laid".to_owned(), 3)));
        assert_eq!(near.nearest("rainfall"), None);
        assert_eq!(near.nearest("deaf toll"), Some(("death toll".to_owned(), 1)));
        assert_eq!(near.nearest("dead call"), None);
        let many: Vec<String> =
            (0..5_000).map(|number| format!("measure {number:05}")).chain(["zebras".to_owned()]).collect();
        let mut near =
            NameSearch::new(many.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect());
        assert_eq!(near.nearest("zebrs"), Some(("zebras".to_owned(), 5_000)));
        assert_eq!(near.nearest("mesure 00500"), Some(("measure 00500".to_owned(), 500)));
    }
}
