//! Quoted words in normalised form, so that quotations in different house styles can be compared.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::model::key;
use crate::syntax::{tens_of_word, unit_of_word};

/// Words interned by their normal form.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    normalized: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

impl Lexicon {
    fn number(&mut self, normalized: &str) -> u32 {
        if let Some(&number) = self.numbers.get(normalized) {
            return number;
        }
        let number = self.normalized.len() as u32;
        self.normalized.push(normalized.to_owned());
        self.numbers.insert(normalized.to_owned(), number);
        number
    }

    /// Words joined without blanks: `cease fire` and `ceasefire` are the same.
    pub(crate) fn joined(&self, words: &[u32]) -> String {
        words.iter().map(|&word| self.normalized[word as usize].as_str()).collect()
    }
}

/// A quotation as a list of words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wording {
    /// The words, numbered by a lexicon.
    pub(crate) words: Vec<u32>,
    /// The same words in the order of their numbers.
    sorted: Vec<u32>,
    /// The place of each word in the text, in bytes.
    pub(crate) spans: Vec<Range<u32>>,
    /// The words before which something may be missing or inserted (at ellipses and brackets), in order. The last may
    /// be the number of words.
    pub(crate) gaps: Vec<u32>,
    /// Its length in half words: in scripts without blanks a character counts as half a word.
    pub(crate) halves: usize,
}

impl Wording {
    /// The words of a text.
    pub(crate) fn of(text: &str, lexicon: &mut Lexicon) -> Self {
        let mut wording = Self::default();
        let mut at = 0;
        while let Some(char) = text[at..].chars().next() {
            let rest = &text[at..];
            let mut length = char.len_utf8();
            match char {
                '[' => {
                    // A bracket that is not closed is ignored.
                    if let Some(end) = rest.find(']') {
                        length = end + 1;
                        wording.gap();
                    }
                }
                '…' => wording.gap(),
                '.' => {
                    let dots = dots(rest);
                    if dots > 1 {
                        length = dots;
                        wording.gap();
                    }
                }
                '%' | '&' => {
                    let normalized: &[&str] = if char == '%' { &["per", "cent"] } else { &["and"] };
                    wording.push(normalized, at..at + length, lexicon);
                }
                _ if is_unspaced_letter(char) => {
                    wording.push(&[&rest[..length]], at..at + length, lexicon);
                    wording.halves -= 1;
                }
                _ if char.is_alphanumeric() => {
                    length = word(rest);
                    let normalized = normalized(&rest[..length]);
                    let normalized: Vec<&str> = normalized.iter().map(AsRef::as_ref).collect();
                    wording.push(&normalized, at..at + length, lexicon);
                }
                _ => {}
            }
            at += length;
        }
        wording.sorted = wording.words.clone();
        wording.sorted.sort_unstable();
        wording
    }

    /// How many words two quotations share, in any order.
    pub(crate) fn shared(&self, other: &Self) -> usize {
        let (mut mine, mut theirs) = (self.sorted.iter().peekable(), other.sorted.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            let order = a.cmp(b);
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                theirs.next();
            }
            shared += usize::from(order.is_eq());
        }
        shared
    }

    fn push(&mut self, normalized: &[&str], at: Range<usize>, lexicon: &mut Lexicon) {
        for word in normalized {
            self.words.push(lexicon.number(word));
            self.spans.push(at.start as u32..at.end as u32);
            self.halves += 2;
        }
    }

    fn gap(&mut self) {
        let at = self.words.len() as u32;
        if self.gaps.last() != Some(&at) {
            self.gaps.push(at);
        }
    }

    /// Whether something may be missing before one of these words, or after the last.
    pub(crate) fn has_gap(&self, words: &Range<usize>) -> bool {
        let first = self.gaps.partition_point(|&gap| (gap as usize) < words.start);
        self.gaps.get(first).is_some_and(|&gap| gap as usize <= words.end)
    }

    /// The words between the gaps.
    pub(crate) fn runs(&self) -> impl Iterator<Item = &[u32]> {
        let ends = self.gaps.iter().map(|&gap| gap as usize).chain([self.words.len()]);
        let mut start = 0;
        ends.map(move |end| {
            let run = &self.words[start..end];
            start = end;
            run
        })
        .filter(|run| !run.is_empty())
    }

    /// Whether this is a fragment of another quotation: all its runs are in that one, in order.
    pub(crate) fn is_within(&self, whole: &Self) -> bool {
        let mut rest = &whole.words[..];
        self.runs().all(|run| match find(rest, run) {
            Some(at) => {
                rest = &rest[at + run.len()..];
                true
            }
            None => false,
        })
    }

    /// The text of some words as written, from the first to the last.
    pub(crate) fn text<'t>(&self, text: &'t str, words: &Range<usize>) -> &'t str {
        match (self.spans.get(words.start), words.end.checked_sub(1).and_then(|last| self.spans.get(last))) {
            (Some(first), Some(last)) if !words.is_empty() => &text[first.start as usize..last.end as usize],
            _ => "",
        }
    }
}

/// Where a run of words begins in a list of words.
fn find(words: &[u32], run: &[u32]) -> Option<usize> {
    let first = *run.first()?;
    let last = words.len().checked_sub(run.len())?;
    let mut from = 0;
    while from <= last {
        let at = from + words[from..=last].iter().position(|&word| word == first)?;
        if words[at..].starts_with(run) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

/// How many bytes the dots at the start take, with or without blanks between them.
fn dots(text: &str) -> usize {
    let mut end = 1;
    loop {
        let blanks = text[end..].len() - text[end..].trim_start_matches([' ', '\u{A0}']).len();
        if !text[end + blanks..].starts_with('.') {
            return end;
        }
        end += blanks + 1;
    }
}

/// How many bytes the word at the start takes.
fn word(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    let mut before = ' ';
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let inside = match c {
            '\'' | '’' | 'ʼ' | '‘' | '`' => before.is_alphanumeric() && next.is_alphabetic(),
            '.' | ',' => before.is_numeric() && next.is_numeric(),
            _ => (c.is_alphanumeric() && !is_unspaced_letter(c)) || is_mark(c),
        };
        if !inside {
            return at;
        }
        before = c;
    }
    text.len()
}

/// Whether a character is a word by itself, in scripts that put no blanks between words.
fn is_unspaced_letter(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Whether a character combines with the letter before it, or is invisible.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{900}'..='\u{903}' | '\u{93A}'..='\u{94F}' | '\u{980}'..='\u{DFF}'
        | '\u{E00}'..='\u{EFF}' | '\u{200B}'..='\u{200D}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// The normal form of a word: lower case, contractions expanded, numbers as figures, one spelling for British and
/// American English. Sounds of hesitation have none.
fn normalized(word: &str) -> Vec<Cow<'static, str>> {
    let word = key(word);
    let word = word.as_ref();
    if matches!(word, "uh" | "um" | "er" | "erm" | "uhm") {
        return Vec::new();
    }
    if word == "percent" {
        return vec!["per".into(), "cent".into()];
    }
    if word == "cannot" {
        return vec!["can".into(), "not".into()];
    }
    // A house style may write out numbers up to twenty, and the tens.
    if let Some(number) = unit_of_word(word).or_else(|| tens_of_word(word)) {
        return vec![number.to_string().into()];
    }
    if let Some((stem, end)) = word.rsplit_once('\'') {
        let verb = match end {
            "re" => "are",
            "ve" => "have",
            "ll" => "will",
            "m" => "am",
            "s" if PRONOUNS.contains(&stem) => "is",
            "s" => return vec![format!("{}'s", one_spelling(stem)).into()],
            "t" => match stem {
                "won" => return vec!["will".into(), "not".into()],
                "shan" => return vec!["shall".into(), "not".into()],
                "can" => return vec!["can".into(), "not".into()],
                _ => match stem.strip_suffix('n') {
                    Some(stem) => return vec![stem.to_owned().into(), "not".into()],
                    None => return vec![word.to_owned().into()],
                },
            },
            _ => return vec![word.to_owned().into()],
        };
        return vec![one_spelling(stem).into(), verb.into()];
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return vec![word.replace(',', "").into()];
    }
    vec![one_spelling(word).into()]
}

/// Pronouns after which `'s` is a verb.
const PRONOUNS: [&str; 10] = ["it", "he", "she", "that", "there", "here", "what", "who", "where", "this"];

/// The endings in which British and American spelling differ, each with the one used for comparing.
const ENDINGS: [(&str, &str); 14] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("ence", "ense"),
    ("ences", "enses"),
    ("ogue", "og"),
    ("mme", "m"),
];

/// One spelling for British and American English. Short words have only one.
fn one_spelling(word: &str) -> String {
    if word.len() < 5 || !word.is_ascii() {
        return word.to_owned();
    }
    let ending = ENDINGS.iter().find_map(|(british, american)| Some((word.strip_suffix(british)?, american)));
    let word = ending.map_or_else(|| word.to_owned(), |(stem, american)| format!("{stem}{american}"));
    word.replace("our", "or").replace("ll", "l")
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, Wording};

    fn same(a: &str, b: &str) -> bool {
        let mut lexicon = Lexicon::default();
        let (a, b) = (Wording::of(a, &mut lexicon), Wording::of(b, &mut lexicon));
        a.words == b.words
    }

    #[test]
    fn house_style_changes_no_word() {
        for (a, b) in [
            ("Brain-dead!", "brain dead"),
            ("“We don’t know”, he said", "we do not know — he said"),
            ("1,234 people", "1234 people"),
            ("thirty years", "30 years"),
            ("10% more", "ten per cent more"),
            ("ten percent", "10 per cent"),
            ("the organisation of labour", "the organization of labor"),
            ("the centre’s programme", "the center's program"),
            ("We, uh, won't", "We will not"),
            ("Straße", "STRASSE"),
        ] {
            assert!(same(a, b), "{a} | {b}");
        }
        for (a, b) in [
            ("12.5 people", "125 people"),
            ("we will", "we will not"),
            ("the minister's", "the ministers"),
            ("five", "four"),
            ("twenty", "thirty"),
        ] {
            assert!(!same(a, b), "{a} | {b}");
        }
    }

    #[test]
    fn what_is_left_out_or_put_in_is_a_gap() {
        let mut lexicon = Lexicon::default();
        let mut within = |part: &str, whole: &str| {
            let (part, whole) = (Wording::of(part, &mut lexicon), Wording::of(whole, &mut lexicon));
            part.is_within(&whole)
        };
        assert!(within("brain-dead", "The group is brain-dead."));
        assert!(within("The group … is dead", "The group, which did nothing, is dead"));
        assert!(within("[It] is . . . dead", "The group is quite dead"));
        assert!(within("The group [...] dead", "The group is quite dead"));
        assert!(!within("The group dead", "The group is quite dead"));
        assert!(!within("dead ... The group", "The group is quite dead"));
        assert!(within("", "The group"));
    }

    #[test]
    fn the_text_of_words_is_what_was_written() {
        let text = "“We don’t, frankly, know.”";
        let wording = Wording::of(text, &mut Lexicon::default());
        assert_eq!(wording.words.len(), 5);
        assert_eq!(wording.text(text, &(1..4)), "don’t, frankly");
        assert_eq!(wording.text(text, &(2..2)), "");
        assert_eq!(wording.text(text, &(9..12)), "");
    }
}
