//! The declared name nearest to an undeclared one.

/// How many names are tried for each; where there are more, those around it in the alphabet, from either end.
const TRIED: usize = 1_000;

/// How many of the neighbours on each side are tried.
const NEIGHBOURS: usize = 100;

/// For how many names a nearest one is searched; more suggestions would not be read.
const ASKED: usize = 1_000;

/// Declared names to look among.
pub(crate) struct Near<'n> {
    /// By name.
    names: Vec<(&'n str, u32)>,
    /// By the name spelt backwards.
    turned: Vec<(String, u32)>,
    asked: usize,
}

impl<'n> Near<'n> {
    /// The names, in order of name.
    pub(crate) fn new(names: Vec<(&'n str, u32)>) -> Self {
        let mut turned: Vec<(String, u32)> = Vec::new();
        if names.len() > TRIED {
            let backwards = names.iter().enumerate();
            turned.extend(backwards.map(|(at, (name, _))| (name.chars().rev().collect(), at as u32)));
            turned.sort_unstable();
        }
        Self { names, turned, asked: 0 }
    }

    /// The nearest name, as it is compared, and its number; none where none is near.
    pub(crate) fn nearest(&mut self, name: &str) -> Option<(String, u32)> {
        self.asked += 1;
        if self.asked > ASKED {
            return None;
        }
        let near = |(other, id): (&str, u32)| distance(name, other).map(|far| (far, other.to_owned(), id));
        if self.names.len() <= TRIED {
            return self.names.iter().copied().filter_map(near).min().map(|(_, name, id)| (name, id));
        }
        let backwards: String = name.chars().rev().collect();
        let at = self.names.partition_point(|(other, _)| *other < name);
        let turned = self.turned.partition_point(|(other, _)| *other < backwards);
        let around = |at: usize, len: usize| at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS).min(len);
        let forwards = self.names[around(at, self.names.len())].iter().copied();
        let turned = &self.turned[around(turned, self.turned.len())];
        let turned = turned.iter().map(|(_, at)| self.names[*at as usize]);
        forwards.chain(turned).filter_map(near).min().map(|(_, name, id)| (name, id))
    }
}

/// The distance of two names, where they are near: a third of the letters differ at most, or they begin alike.
fn distance(a: &str, b: &str) -> Option<usize> {
    let (long, short) = (a.chars().count().max(b.chars().count()), a.chars().count().min(b.chars().count()));
    let alike = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let begins = alike >= 5 && alike * 2 >= short;
    if !begins && long - short > long / 3 {
        return None;
    }
    let far = strsim::osa_distance(a, b);
    (begins || far <= long / 3 && !differ_in_a_word(a, b)).then_some(far)
}

/// Whether names of as many words have words at one place that are nothing alike: `mean income`, `net income`.
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
    use super::Near;

    #[test]
    fn a_slip_finds_its_name_among_few_and_many() {
        let few = vec![("death toll", 1), ("injured", 2), ("sandbags laid", 3)];
        let mut near = Near::new(few);
        assert_eq!(near.nearest("deth toll"), Some(("death toll".to_owned(), 1)));
        assert_eq!(near.nearest("sandbag heaped"), Some(("sandbags laid".to_owned(), 3)));
        assert_eq!(near.nearest("rainfall"), None);
        assert_eq!(near.nearest("deaf toll"), Some(("death toll".to_owned(), 1)));
        assert_eq!(near.nearest("dead call"), None);
        let many: Vec<String> =
            (0..5_000).map(|number| format!("measure {number:05}")).chain(["zebras".to_owned()]).collect();
        let mut near =
            Near::new(many.iter().enumerate().map(|(at, name)| (name.as_str(), at as u32)).collect());
        assert_eq!(near.nearest("zebrs"), Some(("zebras".to_owned(), 5_000)));
        assert_eq!(near.nearest("mesure 00500"), Some(("measure 00500".to_owned(), 500)));
    }
}
