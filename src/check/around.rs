//! Which series to solve so that all findings that show one statement are found.

use rustc_hash::FxHashSet;

use crate::corpus::{Corpus, Voice, voice};
use crate::finding::Finding;
use crate::model::claim::Claim;
use crate::model::directives::Accepted;
use crate::source::Place;

/// The series of a statement's claims, by number and in order, with all others of their scope: an
/// age, say, depends on a date of birth, and a figure is compared with what was expected.
pub(super) fn series_of_statement(corpus: &Corpus, place: Place) -> Vec<u32> {
    let of: Vec<&Claim> = corpus.claims_at(place).map(|at| corpus.claim(at)).collect();
    let numbered = (0_u32..).zip(&corpus.series);
    let own = numbered.filter(|(_, series)| of.iter().any(|claim| claim.scope == series.scope));
    own.map(|(number, _)| number).collect()
}

/// All series in which the voices of some series speak, by number and in order: a source may
/// restate figures of many series at once.
pub(super) fn series_of_their_voices(corpus: &Corpus, series: &[u32]) -> Vec<u32> {
    let voices = |number: u32| {
        let claims = corpus.claims_of(&corpus.series[number as usize]).iter();
        claims.map(|&at| voice(corpus.claim(at)))
    };
    let speaking: FxHashSet<Voice> = series.iter().flat_map(|&number| voices(number)).collect();
    let speaks = |number: &u32| voices(*number).any(|voice| speaking.contains(&voice));
    (0..corpus.series.len() as u32).filter(speaks).collect()
}

/// Whether the corpus accepts a finding by its fingerprint, which may be that of several folded into one.
pub(super) fn accepts_by_fingerprint(corpus: &Corpus) -> bool {
    corpus.model.accepts.iter().any(|accept| matches!(accept.what, Accepted::Finding(_)))
}

/// A finding, or those of its members, that show a statement.
pub(super) fn showing(finding: &Finding, place: Place) -> Vec<&Finding> {
    let shows =
        |finding: &&Finding| finding.at == place || finding.claims.iter().any(|cited| cited.place == place);
    if finding.members.is_empty() {
        return Some(finding).filter(shows).into_iter().collect();
    }
    let members: Vec<&Finding> = finding.members.iter().filter(shows).collect();
    if members.is_empty() { Some(finding).filter(shows).into_iter().collect() } else { members }
}
