//! A finding's fingerprint: its identity across runs. It survives moved lines, reformatting and edits elsewhere, so
//! that baselines can use it.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::{Corpus, claims_beside, is_timeless, voice};
use crate::finding::{Cited, Finding, Standing};
use crate::model::claim::{Claim, ClaimStatus};
use crate::rules;
use crate::source::{Place, Sources};

/// Gives each finding of a run its fingerprint: sixteen hexadecimal digits.
///
/// It is a hash of the rule's name and, for a contradiction, of what every voice says at the facts of its core (for a
/// slip only its own voice). So it does not depend on which of several equal claims is in the core, nor on labels,
/// lines, files or blanks; another figure or another voice at one of these facts makes it another finding. For other
/// findings it is a hash of the fact and of the statements as written. Findings that are equal in all this get an
/// ordinal, in the order of their places: `…-2`, `…-3`.
pub fn set_fingerprints(findings: &mut [Finding], corpus: Option<&Corpus>, sources: &Sources) {
    let mut order: Vec<u32> = (0..findings.len() as u32).collect();
    let place =
        |at: u32| (findings[at as usize].at, findings[at as usize].code, &findings[at as usize].message);
    order.par_sort_by(|&a, &b| place(a).cmp(&place(b)).then(a.cmp(&b)));
    let hashes: Vec<u64> = findings.par_iter().map(|finding| hash(finding, corpus, sources)).collect();
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    for at in order {
        let hash = hashes[at as usize];
        let count = seen.entry(hash).or_insert(0);
        *count += 1;
        findings[at as usize].fingerprint =
            if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") };
    }
}

/// The fingerprint of a folded finding, from its members: another or a changed member makes it another.
pub(super) fn of_members(findings: &[Finding], members: &[u32]) -> String {
    of_fingerprints(members.iter().map(|&at| findings[at as usize].fingerprint.as_str()).collect())
}

/// The fingerprint of several findings, from theirs.
pub(super) fn of_fingerprints(mut fingerprints: Vec<&str>) -> String {
    fingerprints.sort_unstable();
    let mut fnv = Fnv::new();
    fingerprints.into_iter().for_each(|fingerprint| fnv.part(fingerprint));
    format!("{:016x}", fnv.0)
}

fn hash(finding: &Finding, corpus: Option<&Corpus>, sources: &Sources) -> u64 {
    let contradiction = corpus.filter(|_| finding.standing.is_some());
    contradiction
        .and_then(|corpus| hash_of_facts(finding, corpus, sources))
        .unwrap_or_else(|| hash_of_text(finding, sources))
}

/// The hash of a contradiction; none if a claim of its core cannot be found.
fn hash_of_facts(finding: &Finding, corpus: &Corpus, sources: &Sources) -> Option<u64> {
    let mut facts: BTreeSet<u64> = BTreeSet::new();
    for cited in finding.claims.iter().filter(|claim| claim.core) {
        let claim = corpus.claims_at(cited.place).find(|&at| corpus.claim(at).mark == cited.mark)?;
        facts.insert(fact(corpus, claim, finding.standing == Some(Standing::Slip), sources)?);
    }
    let mut fnv = Fnv::new();
    fnv.part(rules::by_code(finding.code).map_or(finding.code.0, |rule| rule.name));
    facts.iter().for_each(|fact| fnv.bytes(&fact.to_le_bytes()));
    (!facts.is_empty()).then_some(fnv.0)
}

/// A hash of what is said of a claim's fact, by its own voice only or by every voice.
fn fact(corpus: &Corpus, claim: u32, is_slip: bool, sources: &Sources) -> Option<u64> {
    let registers = &corpus.model.registers;
    let own = corpus.claim(claim);
    let series = &corpus.series[corpus.series_of(claim)? as usize];
    let claims = claims_beside(corpus, series, claim);
    let mut fnv = Fnv::new();
    fnv.part(&registers.measures.get(own.measure.0).key);
    for (key, name) in registers.scopes.get(own.scope.0) {
        fnv.part(&registers.keys.get(key.0).key);
        fnv.part(&registers.names.get(name.0).key);
    }
    fnv.part(own.mode.map_or("", |mode| mode.keyword()));
    if !is_timeless(series) {
        fnv.part(&own.time.and_then(|window| window.iso_from()).unwrap_or_default());
        fnv.part(&own.time.and_then(|window| window.iso_to()).unwrap_or_default());
    }
    let speaker = |claim: &Claim| match claim.voice {
        Some(voice) => (claim.origin.is_none(), registers.sources.get(voice.0).key.as_str()),
        None => (true, ""),
    };
    let said = |&at: &u32| {
        let claim = corpus.claim(at);
        let (is_own, name) = speaker(claim);
        let mut one = Fnv::new();
        one.part(if is_own { "own" } else { "" });
        one.part(name);
        one.text(sources.slice(Place { span: claim.mark, ..claim.place }));
        one.0
    };
    let counts = |&at: &u32| {
        let other = corpus.claim(at);
        other.status == ClaimStatus::Current && (!is_slip || voice(other) == voice(own))
    };
    let said: BTreeSet<u64> = claims.iter().copied().filter(counts).map(|at| said(&at)).collect();
    said.iter().for_each(|one| fnv.bytes(&one.to_le_bytes()));
    Some(fnv.0)
}

fn hash_of_text(finding: &Finding, sources: &Sources) -> u64 {
    let mut fnv = Fnv::new();
    fnv.part(rules::by_code(finding.code).map_or(finding.code.0, |rule| rule.name));
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
        // Claims may be reported in the order of file names, which are no part of the finding.
        let statement = |claim: &Cited| {
            let mut one = Fnv::new();
            one.text(sources.slice(claim.place));
            one.0
        };
        let mut claims: Vec<u64> = core(!any_core).map(statement).collect();
        claims.sort_unstable();
        claims.iter().for_each(|claim| fnv.bytes(&claim.to_le_bytes()));
        // Another figure at a disputed fact makes it another dispute; one more relay of a known figure does not.
        let figure = |claim: &Cited| {
            let mut one = Fnv::new();
            one.text(sources.slice(Place { file: claim.place.file, span: claim.mark }));
            one.0
        };
        let known: BTreeSet<u64> = core(!any_core).map(figure).collect();
        let repaired = finding.claims.iter().filter(|claim| claim.repair && !claim.core && any_core);
        let others: BTreeSet<u64> = repaired.map(figure).collect();
        others.difference(&known).for_each(|figure| fnv.bytes(&figure.to_le_bytes()));
    }
    fnv.0
}

/// The hash function FNV-1a of Fowler, Noll and Vo, with 64 bits; it must give the same in every version.
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

    /// A text as written, ended by a byte that never occurs in UTF-8.
    fn part(&mut self, text: &str) {
        self.bytes(text.as_bytes());
        self.byte(0xFF);
    }

    /// A statement without what `fmt` or a comment may change: blanks, comments, the style of quotation marks.
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
    use super::{Fnv, set_fingerprints};
    use crate::finding::Cited;
    use crate::phrasing::Findings;
    use crate::rules;
    use crate::source::{FileId, Place, Source, Sources, Span};

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

    /// The fingerprints of two findings between the statements that begin with `@a` and `@b`.
    fn fingerprints(text: &str) -> [String; 2] {
        let sources = Sources::new(vec![Source::new("a.claims", text)]);
        let statement = |label: &str| {
            let start = text.find(label).expect("a label");
            let end = text[start..].find("\n@").map_or(text.trim_end().len(), |end| start + end);
            let end = text[start..end].find("\nother").map_or(end, |end| start + end);
            Place { file: FileId(0), span: Span { start: start as u32, end: end as u32 } }
        };
        let rule = rules::by_name("conflicting-figures").expect("a rule");
        let mut findings = Findings::new(rule.code, crate::finding::Severity::Warning);
        for _ in 0..2 {
            let found = findings.report(statement("@a"), statement("@a").span, "m");
            found.claims.extend(["@a", "@b"].map(|label| Cited {
                id: label.to_owned(),
                place: statement(label),
                mark: statement(label).span,
                label: String::new(),
                core: true,
                repair: false,
                suspect: false,
            }));
        }
        let mut findings = findings.into_vec();
        set_fingerprints(&mut findings, None, &sources);
        [findings[0].fingerprint.clone(), findings[1].fingerprint.clone()]
    }

    #[test]
    fn fingerprints_survive_moves_and_layout() {
        let [first, second] = fingerprints("@a death toll 5 by A\n@b death toll 6 by B\n");
        assert_eq!(second, format!("{first}-2"), "findings alike in all are told apart");
        assert_eq!(first, "125b99918e4c9bcc", "a fingerprint must never change between versions");
        let moved = "# new\n\n@b  death toll 6 by B # why\nother 3\n@a death toll 5\n    by A\n";
        assert_eq!(fingerprints(moved)[0], first);
        assert_ne!(fingerprints("@a death toll 5 by A\n@b death toll 6 by C\n")[0], first);
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
