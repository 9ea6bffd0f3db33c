//! The line of a finding that says who stands out in a dispute (the odd one out), and why.

use std::collections::BTreeMap;

use crate::contradiction::{ConstraintKind, DisputeKind, EvidenceBy};
use crate::corpus::{Statement, Voice, Vote, join_words, voice};
use crate::finding::{ANOTHER_SOURCE, Cause, WIDER_COUNT};
use crate::phrasing::arithmetic;
use crate::phrasing::presenter::{Presenter, on_date};

/// Up to how many sources of one party are named.
const MAX_NAMED: usize = 3;

/// Of a sum with more figures, the line does not give the arithmetic.
const MAX_TERMS: usize = 6;

/// Of a slip that no claim settles.
const UNDECIDED: &str = "at least one of these figures is wrong; the claims shown do not decide which";

/// What to say instead of [`UNDECIDED`] beside a cause that leaves less open.
pub(super) fn with_cause(outlier: String, cause: &Cause) -> String {
    match cause.kind {
        _ if outlier != UNDECIDED => outlier,
        WIDER_COUNT => "if all of them count alike, at least one of these figures is wrong".to_owned(),
        ANOTHER_SOURCE => "most likely what the cause names; the claims shown do not settle it".to_owned(),
        _ => outlier,
    }
}

impl Presenter<'_> {
    /// Who stands out, and why; also which sources are of one party and so count once.
    pub(super) fn odd_line(&self, suspect: Option<u32>) -> String {
        if self.dispute.is_slip() {
            return self.outlier(suspect);
        }
        let own = suspect.and_then(|suspect| self.own_flow_to(suspect));
        let own =
            own.map_or_else(String::new, |sum| format!("; but its source's own figures lead to it: {sum}"));
        format!(
            "{}{own}{}{}",
            self.outlier_by_evidence(suspect),
            self.parties(),
            self.other_disputes(suspect)
        )
    }

    /// What the line about the outlier of a dispute says of other disputes, at its end.
    pub(super) fn other_disputes(&self, suspect: Option<u32>) -> String {
        let says_so = suspect.is_none() && self.dispute.is_smallest && !self.dispute.is_slip();
        self.record().filter(|_| says_so).unwrap_or_default()
    }

    /// Who stands out, with what nobody disputes shows.
    fn outlier_by_evidence(&self, suspect: Option<u32>) -> String {
        let Some(evidence) = &self.dispute.evidence else { return self.outlier(suspect) };
        let misfit = self.misfit(&evidence.by);
        let is_breaking = |statement: &&Statement| evidence.breaking.contains(&statement.representative());
        let statements = self.dispute.repair.iter().chain(&self.dispute.kept);
        let breaking: Vec<&Statement> = statements.filter(is_breaking).collect();
        if suspect.is_some_and(|suspect| evidence.breaking.contains(&suspect)) {
            if self.dispute.conflict_size > 2 {
                return format!("{}; it would also {misfit}", self.outlier(suspect));
            }
            let said = breaking.first().map(|statement| self.said(statement)).unwrap_or_default();
            return format!("{said} by {}: it would {misfit}", self.words.voices(&breaking));
        }
        let mut said: Vec<String> = breaking.iter().map(|statement| self.said(statement)).collect();
        said.dedup();
        let groups = self.groups_by_value();
        let outlier = match &groups[..] {
            [larger, smaller] if suspect.is_none() && larger.len() > smaller.len() => {
                format!("{} by {} is in the minority", self.said(smaller[0]), self.words.voices(smaller))
            }
            _ => self.outlier(suspect),
        };
        format!("{outlier}; but {} by {} would {misfit}", join_words(&said), self.words.voices(&breaking))
    }

    /// What a disputed figure would do by what nobody disputes, after "would".
    fn misfit(&self, by: &EvidenceBy) -> String {
        let corpus = self.words.corpus;
        match by {
            EvidenceBy::Series { neighbour, is_before } => {
                let claim = corpus.claim(*neighbour);
                format!(
                    "make the total fall {} {}{}, which {} says and nobody disputes",
                    if *is_before { "from" } else { "to" },
                    self.words.said(*neighbour),
                    claim.time.as_ref().map(on_date).unwrap_or_default(),
                    self.words.voice(voice(claim))
                )
            }
            EvidenceBy::Tie { kind, proof, is_independent, .. } => {
                let misfit = match kind {
                    ConstraintKind::Law => "break a declared law with",
                    ConstraintKind::Sum => "not add up with",
                    _ => "not fit",
                };
                let names = self.words.voices_of(&proof.claims[1..]);
                let undisputed = if *is_independent { ", which nobody disputes" } else { "" };
                let is_short = proof.claims.len() <= MAX_TERMS;
                let conclusion = arithmetic::conclusion_of(self.words, &proof.argument).filter(|_| is_short);
                let conclusion = conclusion.map_or_else(String::new, |conclusion| format!(": {conclusion}"));
                format!("{misfit} the figures of {names}{undisputed}{conclusion}")
            }
        }
    }

    fn outlier(&self, suspect: Option<u32>) -> String {
        let dispute = self.dispute;
        if let Some(odd) = self.odd_figure() {
            let said = self.words.said(odd.claim);
            let restated = self.why_restated().filter(|_| odd.fixed.is_empty());
            return match restated.or_else(|| self.why_odd(odd)) {
                Some(why) => format!("{said}: {why}"),
                None => format!("{said}: it alone does not fit what its source says around it"),
            };
        }
        let pointed = suspect.filter(|_| !dispute.has_suspect());
        let why = || self.why_restated().or_else(|| self.why_pointed_at());
        if let Some((claim, why)) = pointed.and_then(|claim| Some((claim, why()?))) {
            return format!("{}: {why}", self.words.said(claim));
        }
        if let Some(newer) = self.newer_edition() {
            return newer;
        }
        let is_left = || dispute.restated.as_ref().is_some_and(|restated| restated.left_behind.is_some());
        let open = || self.open_editions().filter(|_| dispute.is_slip() || is_left());
        if let Some(open) = open().filter(|_| suspect.is_none()) {
            return open;
        }
        if suspect.is_none() {
            return if self.dispute.is_slip() && self.growth_and_flow().is_some() {
                self.open_question()
            } else if let Some(around) = self.around_the_fall() {
                around
            } else if dispute.is_smallest && dispute.conflict_size == 2 && !self.names_more_than_two() {
                "neither stands out: it is one against one".to_owned()
            } else if self.dispute.is_slip() && dispute.kind == DisputeKind::Decrease {
                "either one of these figures is wrong or the source has counted anew".to_owned()
            } else if self.dispute.is_slip() {
                self.fitting_growth().map_or_else(|| UNDECIDED.to_owned(), |(text, _)| text)
            } else if dispute.is_smallest {
                "none stands out: there is no majority".to_owned()
            } else {
                "which figure is wrong cannot be said from these claims".to_owned()
            };
        }
        let is_certain = |statement: &&Statement| dispute.certain.contains(&statement.representative());
        let whose: Vec<&Statement> = dispute.repair.iter().filter(is_certain).collect();
        // Each figure with those who give it.
        let mut figures: Vec<(String, Vec<&Statement>)> = Vec::new();
        for statement in whose {
            let said = self.said(statement);
            match figures.iter_mut().find(|(figure, _)| *figure == said) {
                Some((_, voices)) => voices.push(statement),
                None => figures.push((said, vec![statement])),
            }
        }
        let figures =
            figures.iter().map(|(figure, whose)| format!("{figure} by {}", self.words.voices(whose)));
        let outlier = join_words(&figures.collect::<Vec<_>>());
        if let Some(quoted) = self.only_quoted() {
            return format!("{outlier}: an outlet's own voice, against {quoted}");
        }
        if let Some(authority) = self.authority() {
            return format!("{outlier}: {authority}");
        }
        if !dispute.unique {
            return format!("{outlier}: {}", self.why_certain());
        }
        if !dispute.elsewhere.is_empty() {
            let said = |&at: &u32| {
                let claim = self.words.corpus.claim(at);
                let dated = claim.time.map(|window| window.dated()).unwrap_or_default();
                let here =
                    self.words.corpus.series_of(at).map(|series| &self.words.corpus.series[series as usize]);
                let measure = match here {
                    Some(series) if !std::ptr::eq(series, self.series) => {
                        format!(" for {}", self.words.series(series))
                    }
                    _ => String::new(),
                };
                format!("{}{measure} {dated}", self.words.said(at)).trim_end().to_owned()
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

    /// If an outlet's own voice is the outlier only because what is quoted outweighs it: the one quoted source, or those that
    /// count once.
    fn only_quoted(&self) -> Option<&'static str> {
        let dispute = self.dispute;
        let is_quoted = |statement: &Statement| matches!(statement.voice, Voice::Origin(_));
        let [outlier] = &dispute.repair[..] else { return None };
        let against = dispute.against.iter().map(|side| &side.statement);
        let mut others: Vec<&Statement> = dispute.kept.iter().chain(against).collect();
        others.sort_by_key(|statement| statement.representative());
        others.dedup_by_key(|statement| statement.representative());
        let count_once = others.iter().filter(|other| other.vote == Vote::Full).count() == 1;
        let is_whole = dispute.conflict_size as usize == others.len() + 1;
        if is_quoted(outlier) || !others.iter().all(|other| is_quoted(other)) || !count_once || !is_whole {
            return None;
        }
        Some(if others.len() == 1 { "a quoted source" } else { "quoted sources" })
    }

    /// Whether the argument is about more figures than the two that contradict each other.
    fn names_more_than_two(&self) -> bool {
        let mut claims: Vec<u32> =
            self.dispute.argument.iter().flat_map(|argument| argument.claims()).collect();
        claims.sort_unstable();
        claims.dedup();
        claims.len() > 2
    }

    /// Why a figure stands out although others may be wrong too: what fits around it, or what else it breaks.
    fn why_certain(&self) -> String {
        let suspect = self.dispute.removed.statement.representative();
        let odd = self.dispute.reckoning.as_ref().and_then(|reckoning| reckoning.odd.as_ref());
        if let Some(why) = odd.filter(|odd| odd.claim == suspect).and_then(|odd| self.why_odd(odd)) {
            return why;
        }
        let mut others = self.dispute.other_proofs.iter();
        let others = others.find_map(|other| arithmetic::conclusion_of(self.words, &other.argument));
        match others {
            Some(conclusion) => format!("it also breaks {conclusion}"),
            None => "to put everything right with the fewest changes, it has to change".to_owned(),
        }
    }

    /// Why a restated figure is not named as the outlier although older figures contradict it.
    fn newer_edition(&self) -> Option<String> {
        let removed = &self.dispute.removed.statement;
        let claim = self.words.corpus.claim(removed.representative());
        let restated = claim.said.or(claim.published).filter(|_| self.dispute.is_newer_edition)?;
        let what = if self.dispute.against.len() == 1 { "the figure" } else { "the figures" };
        Some(format!(
            "none is named as wrong: {} was restated on {}, after {what} that it contradicts had been published",
            self.words.said(removed.representative()),
            restated.in_words()
        ))
    }

    /// The claims removed at other facts that the line names.
    pub(super) fn others_named(&self) -> &[u32] {
        let all = &self.dispute.elsewhere;
        if self.dispute.unique { &all[..all.len().min(3)] } else { &[] }
    }

    /// `; elsewhere A was the odd one out in 40 of 52 disputes, B in 3 of 44`, if there is one voice on each side and
    /// the two records clearly differ.
    fn record(&self) -> Option<String> {
        let groups = self.groups_by_value();
        let voices: Vec<Voice> = if let [one, two] = &groups[..] {
            let [one, two] = [&one[..], &two[..]].map(|group| match group {
                [only] => Some(only.voice),
                _ => None,
            });
            vec![one?, two?]
        } else {
            let [one, two] = &self.core()[..] else { return None };
            vec![one.statement.voice, two.statement.voice]
        };
        let [one, two] = [voices[0], voices[1]].map(|voice| (voice, self.records.voice(voice)));
        if one.0 == two.0 || !one.1.differs(two.1) {
            return None;
        }
        // The one that was wrong more often comes first.
        let more = one.1.odd * two.1.decided >= two.1.odd * one.1.decided;
        let [(worse, worst), (better, best)] = if more { [one, two] } else { [two, one] };
        Some(format!(
            "; elsewhere {} was the odd one out in {} of {} disputes, {} in {} of {}",
            self.words.voice(worse),
            worst.odd,
            worst.decided,
            self.words.voice(better),
            best.odd,
            best.decided
        ))
    }

    /// The source that is the authority on the measure, unless its own statement is removed.
    fn authority(&self) -> Option<String> {
        let dispute = self.dispute;
        let is_one = |statement: &&Statement| statement.vote == Vote::Settles;
        if dispute.is_slip() || dispute.repair.iter().any(|one| is_one(&one)) {
            return None;
        }
        let against = dispute.against.iter().map(|side| (side.series, &side.statement));
        let here = dispute.kept.iter().map(|statement| (dispute.series, statement));
        let (series, statement) = against.chain(here).find(|(_, statement)| is_one(statement))?;
        let measure = self.words.about(self.words.corpus.series[series as usize].measure, &[], None);
        Some(format!("{} settles {measure}", self.words.voice(statement.voice)))
    }

    /// `; A and B are one party and count once`, for each party with several sources. With one source on each side,
    /// parties do not matter.
    fn parties(&self) -> String {
        let dispute = self.dispute;
        if dispute.conflict_size == 2 {
            return String::new();
        }
        let against = dispute.against.iter().map(|side| &side.statement);
        let all = dispute.repair.iter().chain(&dispute.kept).chain(against);
        let mut parties: BTreeMap<&[Voice], bool> = BTreeMap::new();
        for statement in all {
            if let Some(party_voices) = &statement.party_voices {
                *parties.entry(party_voices).or_default() |= statement.vote == Vote::Split;
            }
        }
        let mut said = String::new();
        for (voices, split) in parties {
            let names: Vec<String> =
                voices.iter().take(MAX_NAMED).map(|&voice| self.words.voice(voice)).collect();
            let whose = match voices.len() - names.len() {
                0 => join_words(&names),
                more => format!("{} and {more} more", names.join(", ")),
            };
            let counts = if split { "but differ: they count for neither side" } else { "and count once" };
            said.push_str(&format!("; {whose} are one party {counts}"));
        }
        said
    }
}
