//! What the status of an observation says of its figure.

/// What the status of a figure means for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
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
    /// The letter says nothing.
    Unknown,
}

impl Status {
    /// What a letter of a status means: of SDMX's code list, or in small letters of Eurostat's flags.
    pub(super) fn of(letter: char) -> Self {
        match letter {
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
            _ => Self::Unknown,
        }
    }
}
