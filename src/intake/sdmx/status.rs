//! What the status of an observation says of its figure.

/// The most letters that follow each other in a status; longer ones are words.
const MAX_LETTERS: usize = 3;

/// What the status of a figure means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Status {
    /// It is as it should be.
    Normal,
    /// There is none.
    Missing,
    /// It is estimated.
    Estimated,
    /// It is yet to come true.
    Forecast,
    /// It counts, and this is known about it.
    Remark(&'static str),
}

/// What a status says, in letters that follow each other or stand apart; none if it is in other words or letters.
pub(in crate::intake) fn statuses(code: &str) -> Option<Vec<Status>> {
    let parts = || code.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    let longest = if parts().count() > 1 { 1 } else { MAX_LETTERS };
    parts()
        .flat_map(|part| part.chars().enumerate())
        .map(|(at, letter)| if at < longest { Status::of(letter) } else { None })
        .collect()
}

/// Whether a status says that there is no figure.
pub(in crate::intake) fn is_missing(code: &str) -> bool {
    statuses(code).is_some_and(|found| found.contains(&Status::Missing))
}

impl Status {
    /// What a letter of a status means: of SDMX's code list, or in small letters of Eurostat's flags.
    fn of(letter: char) -> Option<Self> {
        Some(match letter {
            'A' => Self::Normal,
            'H' | 'K' | 'L' | 'M' | 'O' | 'Q' | 'm' | 'z' => Self::Missing,
            'E' | 'I' | 'e' | 'i' | 's' => Self::Estimated,
            'F' | 'f' => Self::Forecast,
            'B' | 'b' => Self::Remark("break in the series"),
            'D' | 'd' => Self::Remark("definition differs"),
            'G' => Self::Remark("experimental"),
            'J' => Self::Remark("derogation"),
            'N' | 'n' => Self::Remark("not significant"),
            'P' | 'p' => Self::Remark("provisional"),
            'S' => Self::Remark("special events"),
            'U' | 'u' => Self::Remark("low reliability"),
            'V' => Self::Remark("not validated"),
            'W' => Self::Remark("includes another category"),
            'c' => Self::Remark("confidential"),
            'r' => Self::Remark("revised"),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Status, statuses};

    #[test]
    fn letters_are_read_and_words_are_not() {
        assert_eq!(statuses("A"), Some(vec![Status::Normal]));
        assert_eq!(statuses("bep").map(|found| found.len()), Some(3));
        assert_eq!(statuses("e; p").map(|found| found.len()), Some(2));
        assert_eq!((statuses(""), statuses("-")), (Some(vec![]), Some(vec![])));
        for word in ["Normal value", "Estimated", "Est", "not ok", "M 2", "x", "beps"] {
            assert_eq!(statuses(word), None, "{word}");
        }
    }
}
