//! Turns a dispute into a finding: the sides, what to remove, and what to do.

use rustc_hash::FxHashSet;

use crate::contradiction::{Argument, DisputeKind, EvidenceBy, OtherProof, Side, hard_span};
use crate::corpus::{Statement, ValueKey, Voice, by_value, join_words};
use crate::finding::{Cited, Finding, FoldInfo, LawCited, Severity, Standing};
use crate::phrasing::Findings;
use crate::phrasing::arithmetic;
use crate::phrasing::odd::with_cause;
use crate::phrasing::presenter::{Presenter, on_date, one_line};
use crate::phrasing::read_as::read_as;

/// How many other conflicts are worded: of the removed statement, and of a slip's figures with other voices.
const MAX_OTHER_PROOFS: usize = 3;

impl Presenter<'_> {
    /// Reports the dispute.
    pub(crate) fn report<'f>(
        &self,
        findings: &'f mut Findings,
        rule: &str,
        message: String,
        reasoning: Vec<String>,
    ) -> &'f mut Finding {
        self.report_asking(findings, rule, message, reasoning, &self.open_claims())
    }

    /// Reports the dispute; if nothing stands out, asks to check these claims.
    pub(crate) fn report_asking<'f>(
        &self,
        findings: &'f mut Findings,
        rule: &str,
        message: String,
        reasoning: Vec<String>,
        asked: &[u32],
    ) -> &'f mut Finding {
        let dispute = self.dispute;
        let suspect = self.suspect();
        let leading = suspect.unwrap_or_else(|| self.first_two().0.statement.representative());
        let leading = self.words.corpus.claim(leading);
        let (standing, severity) = self.standing();
        let finding = findings.report(leading.place, leading.mark, message);
        finding.standing = Some(standing);
        finding.severity = severity;
        finding.fact = Some(self.words.fact(self.series, dispute.window.as_ref()));
        finding.reasoning = reasoning;
        let others = dispute.other_proofs.iter().filter(|other| !self.is_shown_anyway(&other.claims));
        let conclusions = others.filter_map(|other| arithmetic::conclusion_of(self.words, &other.argument));
        let is_new = |conclusion: &String| !finding.message.contains(conclusion.as_str());
        let conclusions: Vec<String> = conclusions.filter(is_new).take(MAX_OTHER_PROOFS).collect();
        finding.reasoning.extend(
            conclusions.iter().map(|conclusion| format!("this does not go together either: {conclusion}")),
        );
        finding.reasoning.extend(self.with_others());
        finding.reasoning.extend(self.undecided());
        finding.reasoning.extend(self.beside());
        finding.reasoning.extend(self.read_as());
        finding.reasoning.extend(self.only_noted());
        finding.outlier = Some(self.odd_line(suspect));
        self.cite(finding, suspect);
        let of_evidence = dispute.evidence.iter().filter_map(|evidence| match evidence.by {
            EvidenceBy::Tie { declared, .. } => declared,
            EvidenceBy::Series { .. } => None,
        });
        finding.laws = dispute
            .laws
            .iter()
            .copied()
            .chain(of_evidence)
            .map(|place| LawCited { place, text: one_line(self.words.sources.slice(place)) })
            .collect();
        finding.fold = Some(FoldInfo { other_disputes: self.other_disputes(suspect), ..self.fold() });
        let reason = self.why_they_differ(suspect.is_some());
        // If the rest of the series contradicts a side, an edit there may only move the contradiction.
        let is_settled = |suspect: u32| {
            dispute.evidence.as_ref().is_none_or(|evidence| evidence.breaking.contains(&suspect))
        };
        // Nor is an edit safe if the source's own figure of the day leads to the suspect.
        let is_alone = |suspect: u32| dispute.is_slip() || self.own_flow_to(suspect).is_none();
        let is_safe = !dispute.is_contradicted_by_others()
            && suspect.map_or(dispute.evidence.is_none(), |suspect| is_settled(suspect) && is_alone(suspect));
        let edit = reason.as_ref().and_then(|reason| reason.edit.as_deref()).filter(|_| is_safe);
        finding.help = self.settle(rule, finding, asked, edit);
        finding.cause = reason.map(|reason| reason.cause);
        if let Some(cause) = &finding.cause {
            finding.outlier = finding.outlier.take().map(|outlier| with_cause(outlier, cause));
        }
        finding
    }

    /// What other voices contradict of the figures of a slip.
    fn with_others(&self) -> Vec<String> {
        let of = |other: &OtherProof| {
            let conclusion = arithmetic::conclusion_of(self.words, &other.argument)?;
            let mut times = other.claims.iter().map(|&at| self.words.corpus.claim(at).time);
            let first = times.next().flatten().filter(|first| times.all(|time| time.as_ref() == Some(first)));
            let when = first.as_ref().map(on_date).unwrap_or_default();
            Some(format!(
                "nor do the figures of {}{when} go together: {conclusion}",
                self.words.voices_of(&other.claims)
            ))
        };
        let fall = |&[before, after]: &[u32; 2]| {
            format!(
                "nor do the figures of {} go together: {} > {}",
                self.words.voices_of(&[before, after]),
                self.dated(before),
                self.dated(after)
            )
        };
        let all = self.dispute.with_others.iter().filter_map(of);
        all.chain(self.dispute.falls_with_others.iter().map(fall)).take(MAX_OTHER_PROOFS).collect()
    }

    /// Whether these claims are what the finding is about anyway; falls of one total are always listed.
    fn is_shown_anyway(&self, claims: &[u32]) -> bool {
        let own = |claim: &u32| self.words.corpus.series_of(*claim) == Some(self.dispute.series);
        if self.dispute.kind == DisputeKind::Decrease && claims.iter().all(own) {
            return true;
        }
        let core: FxHashSet<u32> = self.core().iter().map(|side| side.statement.representative()).collect();
        claims.len() == core.len() && claims.iter().all(|claim| core.contains(claim))
    }

    /// How unclear figures of the core were read, each once.
    fn read_as(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .core()
            .into_iter()
            .filter_map(|side| read_as(&self.words, side.statement.representative()))
            .collect();
        lines.dedup();
        lines
    }

    /// For the undecided voices of the core: the several figures that their relays give.
    fn undecided(&self) -> Vec<String> {
        let corpus = self.words.corpus;
        let lines = self.core().into_iter().filter_map(|side| {
            let claims = side.statement.claims.iter().copied();
            let mut groups = by_value(corpus, claims, |at| at);
            if groups.len() < 2 {
                return None;
            }
            groups.sort_by_key(|group| group[0]);
            let said: Vec<String> = groups.iter().map(|group| self.words.said(group[0])).collect();
            let voice = self.words.voice(side.statement.voice);
            // Where the finding says of each what rules it out, that is enough.
            let fits = match said.len() {
                _ if self.is_whichever() => "",
                2 => ", and neither fits",
                _ => ", and none of them fits",
            };
            Some(format!(
                "what {voice} said itself is missing: as many of its relays give {}{fits}",
                said.join(" as ")
            ))
        });
        lines.collect()
    }

    /// Other figures that others give at the time of a slip: they are shown, but are no part of the proof.
    fn beside(&self) -> Option<String> {
        if !self.dispute.is_slip() {
            return None;
        }
        let own: Vec<Voice> = self.core().iter().map(|side| side.statement.voice).collect();
        let mine = hard_span(self.words.corpus, &self.dispute.removed.statement);
        let others = self.dispute.kept.iter().filter(|statement| {
            !own.contains(&statement.voice) && hard_span(self.words.corpus, statement) != mine
        });
        let said: Vec<String> = others
            .take(3)
            .map(|other| format!("{} by {}", self.said(other), self.words.voice(other.voice)))
            .collect();
        (!said.is_empty()).then(|| format!("others say at that time: {}", join_words(&said)))
    }

    fn standing(&self) -> (Standing, Severity) {
        if self.dispute.is_slip() {
            return (Standing::Slip, Severity::Error);
        }
        let noted = self.is_between_parties() || self.is_contested();
        (Standing::Disputed, if noted { Severity::Note } else { Severity::Warning })
    }

    fn is_between_parties(&self) -> bool {
        let parties: Vec<Option<&str>> =
            self.core().iter().map(|side| self.words.corpus.party(side.statement.voice)).collect();
        parties.iter().all(Option::is_some) && parties.iter().any(|party| *party != parties[0])
    }

    fn is_contested(&self) -> bool {
        let measure = self.words.corpus.model.vocabulary.measure(self.series.measure);
        measure.is_some_and(|measure| measure.contested)
    }

    /// Why the finding is only a note.
    fn only_noted(&self) -> Option<String> {
        if self.dispute.is_slip() || !self.is_contested() {
            return None;
        }
        let measure = &self.words.corpus.model.registers.measures.get(self.series.measure.0).display;
        Some(format!(
            "a note only: sources are known to differ on `{measure}`, which is declared `contested`"
        ))
    }

    fn cite(&self, finding: &mut Finding, suspect: Option<u32>) {
        let dispute = self.dispute;
        let across = dispute.against.iter().any(|side| side.window != dispute.removed.window);
        let mut cited: FxHashSet<u32> = FxHashSet::default();
        // The suspect, if other figures of its source point at it and not the repair.
        let pointed = suspect.filter(|_| !dispute.has_suspect());
        let mut add = |at: u32, core: bool, repair: bool, suspect: bool| {
            let suspect = suspect || pointed == Some(at);
            if cited.insert(at) {
                let cited = if across { self.words.cite_dated(at) } else { self.words.cite(at) };
                finding.claims.push(Cited { core, repair, suspect, ..cited });
            }
        };
        let removed: FxHashSet<u32> =
            dispute.repair.iter().chain(&dispute.consequences).map(Statement::representative).collect();
        let repaired = |side: &Side| removed.contains(&side.statement.representative());
        let certain = |at: u32| pointed.is_none() && suspect.is_some() && dispute.certain.contains(&at);
        for side in self.core() {
            let speaker = side.statement.representative();
            add(speaker, true, repaired(side), repaired(side) && certain(speaker));
            // Where none of the figures that it may have stated can be true, all of them are part of the core.
            for claim in self.alternatives(side) {
                add(claim, true, repaired(side), repaired(side) && certain(speaker));
            }
        }
        let value = |claim: u32| ValueKey::of(&self.words.corpus.claim(claim).value);
        let stays: FxHashSet<_> =
            dispute.kept.iter().map(|kept| (kept.voice, value(kept.representative()))).collect();
        let mut seen_voices: FxHashSet<Voice> = FxHashSet::default();
        for statement in &dispute.repair {
            for &claim in &statement.claims {
                add(claim, false, true, certain(statement.representative()));
            }
            // The statements of one voice share their superseded claims.
            let Some(superseded) =
                statement.superseded.as_ref().filter(|_| seen_voices.insert(statement.voice))
            else {
                continue;
            };
            for &claim in &**superseded {
                // Superseded claims are removed with their statement, unless a kept statement says the same.
                if !stays.contains(&(statement.voice, value(claim))) {
                    add(claim, false, true, false);
                }
            }
        }
        for &claim in dispute.consequences.iter().flat_map(|statement| &statement.claims) {
            add(claim, false, true, false);
        }
        let others = dispute.other_proofs.iter().chain(&dispute.with_others);
        let stated = dispute.argument.iter().chain(others.clone().map(|other| &other.argument));
        for claim in others.flat_map(|other| &other.claims).copied().chain(stated.flat_map(Argument::claims))
        {
            add(claim, false, false, false);
        }
        for statement in dispute.kept.iter().chain(dispute.against.iter().map(|side| &side.statement)) {
            for &claim in &statement.claims {
                add(claim, false, false, false);
            }
        }
        let falls = dispute.falls_with_others.as_flattened();
        falls.iter().for_each(|&claim| add(claim, false, false, false));
        let named = self.others_named().iter().filter(|_| suspect.is_some() && pointed.is_none()).copied();
        for claim in self.reckoned().into_iter().chain(named) {
            add(claim, false, false, false);
        }
        for claim in self.other_editions() {
            if cited.insert(claim) {
                finding.claims.push(self.words.cite_dated(claim));
            }
        }
        for one in dispute.restated.iter().flat_map(|restatement| &restatement.figures) {
            let Some(was) = one.was else { continue };
            let claim = self.words.corpus.claim(was);
            let mut all = finding.claims.iter_mut();
            if let Some(cited) = all.find(|cited| (cited.place, cited.mark) == (claim.place, claim.mark)) {
                cited.label = format!("{}, until {}", self.words.said(was), self.since(one));
            }
        }
        match dispute.evidence.as_ref().map(|evidence| &evidence.by) {
            // The claim that shows which side does not fit is of another day.
            Some(EvidenceBy::Series { neighbour, .. }) => {
                let new = Some(*neighbour).filter(|at| cited.insert(*at));
                finding.claims.extend(new.map(|at| self.words.cite_dated(at)));
            }
            Some(EvidenceBy::Tie { proof, .. }) => {
                let new = proof.claims.iter().filter(|&&at| cited.insert(at));
                finding.claims.extend(new.map(|&at| self.words.cite(at)));
            }
            None => {}
        }
    }
}
