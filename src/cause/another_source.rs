//! Cause: figures that should add up do so if the few that another source gives differently are
//! replaced by its own.

use super::evidence::Causes;
use super::figure_index::{precise_figure, voice_of};
use super::reason::{EDIT, Reason};
use crate::corpus::{Voice, claims_beside, join_words};
use crate::finding::{ANOTHER_SOURCE, Cause};
use crate::model::Number;
use crate::model::claim::ClaimStatus;

/// In how many figures the two sources differ, at most.
const DIFFERING: usize = 3;

impl Causes<'_> {
    /// Why the figures of one source, each with its coefficient, do not add up to a constant: they
    /// do if all that one other source gives differently are replaced by its own.
    ///
    /// No figures are chosen to fit: all in which the other source differs are replaced. If these
    /// are several, they must be three at most, and fewer than half of what it states; and it must
    /// state at least half of the figures.
    #[must_use]
    pub fn as_another_says(&self, terms: &[(Number, u32)], constant: &Number) -> Option<Reason> {
        let corpus = self.words.corpus;
        let mut voices: Vec<Voice> = Vec::new();
        for &(_, at) in terms {
            for &other in claims_beside(corpus, &corpus.series[corpus.series_of(at)? as usize], at) {
                // A tally may be computed from these very figures.
                if corpus.claim(other).is_tally() {
                    continue;
                }
                let voice = voice_of(corpus.claim(other));
                if !matches!(voice, Voice::Nobody(_)) && !voices.contains(&voice) {
                    voices.push(voice);
                }
            }
        }
        let own = |voice: Voice| terms.iter().any(|&(_, at)| voice_of(corpus.claim(at)) == voice);
        voices
            .into_iter()
            .filter(|&voice| !own(voice))
            .find_map(|voice| self.as_voice_says(voice, terms, constant))
    }

    fn as_voice_says(&self, voice: Voice, terms: &[(Number, u32)], constant: &Number) -> Option<Reason> {
        let corpus = self.words.corpus;
        let mut sum = Number::ZERO;
        let mut stated = 0;
        let mut differing: Vec<(u32, u32, &Number)> = Vec::new();
        for (times, at) in terms {
            let own = precise_figure(corpus.claim(*at))?;
            let theirs = self.latest_of(voice, *at);
            stated += usize::from(theirs.is_some());
            let theirs = theirs.filter(|(_, figure)| *figure != own);
            differing.extend(theirs.map(|(other, figure)| (*at, other, figure)));
            sum = &sum + &(times * theirs.map_or(own, |(_, figure)| figure));
        }
        // One figure of another source that is exactly what is missing is no coincidence; several might be.
        let are_few = stated * 2 >= terms.len()
            && (2..=DIFFERING).contains(&differing.len())
            && differing.len() * 2 < stated;
        let is_evidence = sum == *constant && (differing.len() == 1 || are_few);
        if !is_evidence {
            return None;
        }
        let figures: Vec<String> = differing
            .iter()
            .map(|&(at, other, _)| {
                let claim = corpus.claim(at);
                let scope = corpus.model.registers.scopes.get(claim.scope.0);
                let about = self.words.about(claim.measure, scope, None);
                format!("{} instead of {} for {about}", self.words.said(other), self.words.said(at))
            })
            .collect();
        let text = format!(
            "the figures add up with what {} says where the two differ: {}",
            self.words.voice(voice),
            join_words(&figures)
        );
        let (edit, corrected) = match differing[..] {
            [(at, other, theirs)] => {
                let claim = self.reference_in_text(at, terms.iter().map(|term| term.1));
                (Some(format!("{EDIT} {claim} says {}", self.words.said(other))), Some((at, theirs.clone())))
            }
            _ => (None, None),
        };
        Some(Reason { cause: Cause::new(ANOTHER_SOURCE, text), edit, corrected })
    }

    /// The claim with the latest figure that a voice gives of the fact of a claim, in its unit.
    fn latest_of(&self, voice: Voice, at: u32) -> Option<(u32, &Number)> {
        let corpus = self.words.corpus;
        let claim = corpus.claim(at);
        let beside = claims_beside(corpus, &corpus.series[corpus.series_of(at)? as usize], at);
        let theirs = beside.iter().copied().filter(|&other| {
            let other = corpus.claim(other);
            voice_of(other) == voice
                && other.unit == claim.unit
                && other.status == ClaimStatus::Current
                && !other.is_tally()
        });
        let latest =
            theirs.max_by_key(|&other| (corpus.edition(other).map(|moment| moment.order()), other))?;
        precise_figure(corpus.claim(latest)).map(|figure| (latest, figure))
    }
}
