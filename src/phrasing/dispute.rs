//! A dispute as a finding: the sides, what to remove, and what to do.

use rustc_hash::FxHashSet;

use crate::contradiction::{Side, span};
use crate::corpus::{Statement, ValueKey, Voice, by_value, join_words};
use crate::finding::{Finding, FoldInfo, LawCited, Severity, Standing};
use crate::model::{Number, Window};
use crate::phrasing::Findings;
use crate::phrasing::case::{Case, one_line, thousandths};
use crate::phrasing::read_as::read_as;
use crate::phrasing::sides;

impl Case<'_> {
    /// Reports the dispute.
    pub(crate) fn report<'f>(
        &self,
        findings: &'f mut Findings,
        rule: &str,
        message: String,
        reasoning: Vec<String>,
    ) -> &'f mut Finding {
        let dispute = self.dispute;
        let suspect = self.suspect();
        let leading = suspect.unwrap_or_else(|| self.sides().0.statement.speaker());
        let leading = self.words.corpus.claim(leading);
        let (standing, severity) = self.standing();
        let finding = findings.report(leading.place, leading.mark, message);
        finding.standing = Some(standing);
        finding.severity = severity;
        finding.fact = Some(self.words.fact(self.series, dispute.window.as_ref()));
        finding.reasoning = reasoning;
        finding.reasoning.extend(self.undecided());
        finding.reasoning.extend(self.read_as());
        finding.outlier = Some(self.outlier(suspect));
        self.cite(finding, suspect);
        finding.laws = dispute
            .laws
            .iter()
            .map(|&place| LawCited { place, text: one_line(self.words.sources.slice(place)) })
            .collect();
        finding.run = Some(self.run());
        let reason = self.reason(suspect.is_some());
        finding.help = self.settle(rule, finding, reason.as_ref().and_then(|reason| reason.edit.as_deref()));
        finding.cause = reason.map(|reason| reason.cause);
        finding
    }

    /// How figures of the core were read of which that is not plain: each once.
    fn read_as(&self) -> Vec<String> {
        let mut lines: Vec<String> = self
            .core()
            .into_iter()
            .filter_map(|side| read_as(&self.words, side.statement.speaker()))
            .collect();
        lines.dedup();
        lines
    }

    /// Which voices of the core said one of several things, as their relays give it.
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
            let none = if said.len() == 2 { "neither" } else { "none of them" };
            Some(format!("relays of {voice} give {}, as many each: {none} fits", join_words(&said)))
        });
        lines.collect()
    }

    fn standing(&self) -> (Standing, Severity) {
        if self.dispute.is_slip() {
            return (Standing::Slip, Severity::Error);
        }
        let parties: Vec<Option<&str>> =
            self.core().iter().map(|side| self.words.party(side.statement.voice)).collect();
        let contested = self
            .words
            .corpus
            .model
            .vocabulary
            .measure(self.series.measure)
            .is_some_and(|measure| measure.contested);
        let sides = parties.iter().all(Option::is_some) && parties.iter().any(|party| *party != parties[0]);
        (Standing::Disputed, if sides || contested { Severity::Note } else { Severity::Warning })
    }

    fn outlier(&self, suspect: Option<u32>) -> String {
        let dispute = self.dispute;
        if let Some(odd) = self.odd() {
            let said = self.words.said(odd.claim);
            return match self.why_odd(odd) {
                Some(why) => format!("{said}: {why}"),
                None => format!("{said}: it alone does not fit what its source says around it"),
            };
        }
        if suspect.is_none() {
            return if self.dispute.is_slip() && self.growth_and_flow().is_some() {
                self.open_question()
            } else if dispute.exact && dispute.opposed == 2 {
                "neither stands out: it is one against one".to_owned()
            } else if self.dispute.is_slip() {
                "one of these figures is wrong; nothing here says which".to_owned()
            } else if dispute.exact {
                "none stands out: there is no majority".to_owned()
            } else {
                "which figure is wrong cannot be said from these claims".to_owned()
            };
        }
        let is_certain = |statement: &&Statement| dispute.certain.contains(&statement.speaker());
        let whose: Vec<&Statement> = dispute.repair.iter().filter(is_certain).collect();
        let mut removed: Vec<String> = whose.iter().map(|statement| self.said(statement)).collect();
        removed.dedup();
        let outlier = format!("{} by {}", join_words(&removed), self.words.voices(&whose));
        let own = |side: &Side| !matches!(side.statement.voice, Voice::Origin(_));
        if dispute.opposed == 2 && own(&dispute.removed) && dispute.against.iter().any(|side| !own(side)) {
            return format!("{outlier}: an outlet's own voice, against a quoted source");
        }
        if !dispute.unique {
            return format!("{outlier}: it cannot stand, whichever of the others is wrong");
        }
        if !dispute.elsewhere.is_empty() {
            let said = |&at: &u32| {
                let dated = self.words.corpus.claim(at).time.map(|window| window.dated());
                format!("{} {}", self.words.said(at), dated.unwrap_or_default()).trim_end().to_owned()
            };
            let others: Vec<String> = self.others_named().iter().map(said).collect();
            let dots = if dispute.elsewhere.len() > others.len() { " and more" } else { "" };
            return format!("{outlier}: without it and {}{dots}, the rest agree", join_words(&others));
        }
        if dispute.kept.is_empty() && dispute.against.is_empty() {
            return format!("{outlier}: it alone breaks what is declared");
        }
        let them = if dispute.repair.len() == 1 { "it" } else { "them" };
        format!("{outlier}: without {them}, the others agree")
    }

    /// What the line about the outlier names of what is removed at other facts.
    fn others_named(&self) -> &[u32] {
        let all = &self.dispute.elsewhere;
        if self.dispute.unique { &all[..all.len().min(3)] } else { &[] }
    }

    fn cite(&self, finding: &mut Finding, suspect: Option<u32>) {
        let dispute = self.dispute;
        let across = dispute.against.iter().any(|side| side.window != dispute.removed.window);
        let mut cited: FxHashSet<u32> = FxHashSet::default();
        let odd = self.odd().map(|odd| odd.claim);
        let mut add = |at: u32, core: bool, repair: bool, suspect: bool| {
            let suspect = suspect || odd == Some(at);
            if cited.insert(at) {
                finding.claims.push(self.words.cite(at, core, repair, suspect, across));
            }
        };
        let removed: FxHashSet<u32> = dispute.repair.iter().map(Statement::speaker).collect();
        let repaired = |side: &Side| removed.contains(&side.statement.speaker());
        let certain = |at: u32| odd.is_none() && suspect.is_some() && dispute.certain.contains(&at);
        for side in self.core() {
            let speaker = side.statement.speaker();
            add(speaker, true, repaired(side), repaired(side) && certain(speaker));
        }
        let value = |claim: u32| ValueKey::of(&self.words.corpus.claim(claim).value);
        let stays: FxHashSet<_> =
            dispute.kept.iter().map(|kept| (kept.voice, value(kept.speaker()))).collect();
        let mut heard: FxHashSet<Voice> = FxHashSet::default();
        for statement in &dispute.repair {
            for &claim in &statement.claims {
                add(claim, false, true, certain(statement.speaker()));
            }
            // The statements of one voice share their superseded claims.
            let Some(superseded) = statement.superseded.as_ref().filter(|_| heard.insert(statement.voice))
            else {
                continue;
            };
            for &claim in &**superseded {
                // The superseded claims go with it, unless a kept statement says the same.
                if !stays.contains(&(statement.voice, value(claim))) {
                    add(claim, false, true, false);
                }
            }
        }
        for &claim in dispute.follows.iter().flat_map(|statement| &statement.claims) {
            add(claim, false, true, false);
        }
        for statement in dispute.kept.iter().chain(dispute.against.iter().map(|side| &side.statement)) {
            for &claim in &statement.claims {
                add(claim, false, false, false);
            }
        }
        let named = self.others_named().iter().filter(|_| suspect.is_some() && odd.is_none()).copied();
        for claim in self.reckoned().into_iter().chain(named) {
            add(claim, false, false, false);
        }
    }

    fn run(&self) -> FoldInfo {
        let voices = |statements: &mut dyn Iterator<Item = &Statement>| {
            let mut voices: Vec<u32> = statements.map(|statement| statement.voice.number()).collect();
            voices.sort_unstable();
            voices.dedup();
            voices
        };
        let kept = self.dispute.kept.iter();
        let against = self.dispute.against.iter().map(|side| &side.statement);
        let alone = self.dispute.kept.is_empty() || self.dispute.is_slip();
        let against = if alone { voices(&mut { against }) } else { voices(&mut { kept }) };
        let mut sides = (voices(&mut self.dispute.repair.iter()), against);
        if !self.dispute.unique && sides.1 < sides.0 {
            sides = (sides.1, sides.0);
        }
        FoldInfo {
            series: self.dispute.series,
            fact: self.dispute.fact,
            sides,
            gap: self.gap(),
            when: self.dispute.window.as_ref().map(Window::spoken).unwrap_or_default(),
        }
    }

    /// How far apart figures are that should be equal, in thousandths of the larger one.
    fn gap(&self) -> u64 {
        if let Some(argument) = self.dispute.argument.as_ref().filter(|argument| !argument.rows.is_empty()) {
            return sides::gap(argument, self.dispute.removed.statement.speaker());
        }
        let (one, two) = self.sides();
        let of = |side: &Side| span(self.words.corpus, &side.statement, false);
        let (one, two) = (of(one), of(two));
        let ends = [&one.low, &one.high, &two.low, &two.high];
        let largest = ends.into_iter().flatten().map(Number::abs).max().unwrap_or(Number::ZERO);
        thousandths(&one.gap(&two), &largest)
    }
}
