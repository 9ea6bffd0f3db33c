//! A finding's name across runs: it survives moved lines, reformatting and edits elsewhere, so baselines can rest on
//! it.

use rustc_hash::FxHashMap;

use crate::finding::{Cited, Finding};
use crate::rules;
use crate::source::{Place, Sources};

/// Gives the findings of a run, in the report's order, their fingerprints, and each of their members its own.
///
/// A member is counted after all findings, so that the ordinal of none depends on what is folded into another.
pub fn name_findings<'f>(findings: impl IntoIterator<Item = &'f mut Finding>, sources: &Sources) {
    let mut prints = Fingerprints::default();
    let mut one = |finding: &mut Finding| {
        let rule = rules::by_code(finding.code).map_or(finding.code.0, |rule| rule.name);
        finding.fingerprint = prints.next(finding, rule, sources);
    };
    let mut folded = Vec::new();
    for finding in findings {
        one(finding);
        folded.push(&mut finding.members);
    }
    folded.into_iter().flatten().for_each(one);
}

/// Gives each finding of a run its fingerprint, in the report's order.
///
/// It is a hash over the rule's name, the fact, and the normalised statements of the core (its labels stand in them);
/// neither lines nor files nor blanks enter. Findings alike in all that are distinguished by an ordinal: `…-2`, `…-3`.
#[derive(Debug, Default)]
struct Fingerprints {
    seen: FxHashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next finding: sixteen hexadecimal digits, and an ordinal where it is not the first such.
    fn next(&mut self, finding: &Finding, rule: &str, sources: &Sources) -> String {
        let hash = hash(finding, rule, sources);
        let seen = self.seen.entry(hash).or_insert(0);
        *seen += 1;
        if *seen == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{seen}") }
    }
}

fn hash(finding: &Finding, rule: &str, sources: &Sources) -> u64 {
    let mut fnv = Fnv::new();
    fnv.part(rule);
    if let Some(fact) = &finding.fact {
        fnv.part(&fact.measure);
        for (key, name) in &fact.scope {
            fnv.part(key);
            fnv.part(name);
        }
        fnv.part(fact.from.as_deref().unwrap_or(""));
        fnv.part(fact.to.as_deref().unwrap_or(""));
    }
    let core = |all: bool| finding.claims.iter().filter(move |claim| all || claim.core);
    let any_core = finding.claims.iter().any(|claim| claim.core);
    if finding.claims.is_empty() {
        let mark = Place { file: finding.at.file, span: finding.mark };
        fnv.text(sources.slice(finding.at));
        fnv.text(sources.slice(mark));
    } else {
        // The order in which claims are reported may follow their files' names, which are no part of the finding.
        let statement = |claim: &Cited| {
            let mut one = Fnv::new();
            one.text(sources.slice(claim.place));
            one.0
        };
        let mut claims: Vec<u64> = core(!any_core).map(statement).collect();
        claims.sort_unstable();
        claims.iter().for_each(|claim| fnv.bytes(&claim.to_le_bytes()));
    }
    fnv.0
}

/// Fowler, Noll and Vo's hash FNV-1a, 64 bits wide; it must give the same in every version for ever.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }

    fn bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.byte(byte));
    }

    /// A text as it stands; the byte that UTF-8 never has ends it.
    fn part(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.byte(0xFF);
    }

    /// A piece of the language without what `fmt` or a comment may change: blanks, comments, the style of quotation
    /// marks.
    fn text(&mut self, text: &str) {
        let mut closing = None;
        let mut before = '\n';
        let mut comment = false;
        let mut buffer = [0; 4];
        for c in text.chars() {
            let escaped = before == '\\' && closing.is_some();
            if c == '\n' {
                comment = false;
            } else if comment {
                continue;
            } else if closing == Some(c) && !escaped {
                closing = None;
                self.byte(b'"');
            } else if closing.is_none() && matches!(c, '"' | '“' | '«') {
                closing = Some(match c {
                    '“' => '”',
                    '«' => '»',
                    _ => '"',
                });
                self.byte(b'"');
            } else if c == '#' && closing.is_none() && before.is_whitespace() {
                comment = true;
            } else if !c.is_whitespace() && c != '\u{FEFF}' {
                self.bytes(c.encode_utf8(&mut buffer).as_bytes());
            }
            before = if escaped { ' ' } else { c };
        }
        self.byte(0xFF);
    }
}

#[cfg(test)]
mod tests {
    use super::Fnv;

    fn of(text: &str) -> u64 {
        let mut fnv = Fnv::new();
        fnv.text(text);
        fnv.0
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        let mut fnv = Fnv::new();
        fnv.bytes(b"foobar");
        assert_eq!(fnv.0, 0x8594_4171_f739_67e8);
    }

    #[test]
    fn layout_comments_and_quotation_marks_do_not_enter() {
        let plain = of("@toll death toll 729 by \"NKR # MoD\"");
        assert_eq!(plain, of("@toll  death toll 729\n    by “NKR # MoD”   # as told on Monday\n"));
        assert_ne!(plain, of("@toll death toll 792 by \"NKR # MoD\""));
        assert_ne!(plain, of("@toll death toll 729 by \"NKR\""));
        assert_eq!(of("quote \"a \\\" # b\""), of("quote  \"a \\\" # b\" # c"));
    }
}
