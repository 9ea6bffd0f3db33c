//! A dispute told as a finding: who stands against whom, what to set aside, and what to do.

use crate::contradiction::{Dispute, Nature, Side, span};
use crate::corpus::{Series, Statement, Voice, Words, same_value};
use crate::finding::{Finding, LawCited, Run, Severity, Standing};
use crate::model::claim::Value;
use crate::model::{Number, Window};
use crate::rules::rule::{Context, Findings};

/// The disputes of one nature, with what is needed to tell them.
pub(super) fn of<'a>(context: &Context<'a>, nature: Nature) -> impl Iterator<Item = Case<'a>> {
    let (words, contradictions) = (context.words(), context.contradictions);
    contradictions.disputes.iter().filter(move |dispute| dispute.nature == nature).map(move |dispute| {
        let series = &words.corpus.series[dispute.series as usize];
        Case { words, dispute, series }
    })
}

/// One dispute and its words.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) words: Words<'a>,
    pub(super) dispute: &'a Dispute,
    pub(super) series: &'a Series,
}

impl Case<'_> {
    /// What it is about.
    pub(super) fn about(&self) -> String {
        self.words.series(self.series)
    }

    /// ` on 19 October 2020`, or nothing where it holds always.
    pub(super) fn when(&self) -> String {
        self.dispute.window.as_ref().map(when).unwrap_or_default()
    }

    /// Both sides of the core, the earlier or else the first written one first.
    pub(super) fn sides(&self) -> (&Side, &Side) {
        let (aside, kept) = &self.dispute.core;
        let key = |side: &Side| {
            let window = side.window.as_ref();
            (
                window.and_then(|window| window.from),
                window.and_then(|window| window.to),
                side.statement.speaker(),
            )
        };
        if key(aside) <= key(kept) { (aside, kept) } else { (kept, aside) }
    }

    /// What a statement says, as written.
    pub(super) fn said(&self, statement: &Statement) -> String {
        self.words.said(statement.speaker())
    }

    /// Everybody at the fact who says the same as a side of the core.
    pub(super) fn with<'s>(&'s self, side: &'s Side) -> Vec<&'s Statement> {
        let value = &self.words.corpus.claim(side.statement.speaker()).value;
        let all = self.dispute.repair.iter().chain(&self.dispute.kept);
        let same = all.filter(|other| same_value(&self.words.corpus.claim(other.speaker()).value, value));
        let mut with: Vec<&Statement> = same.collect();
        if with.iter().all(|other| other.claims != side.statement.claims) {
            with.push(&side.statement);
        }
        with
    }

    /// The groups at the fact that say the same, the largest first.
    pub(super) fn camps(&self) -> Vec<Vec<&Statement>> {
        let mut camps: Vec<Vec<&Statement>> = Vec::new();
        let mut all: Vec<&Statement> = self.dispute.repair.iter().chain(&self.dispute.kept).collect();
        all.sort_by_key(|statement| statement.speaker());
        for statement in all {
            let value = &self.words.corpus.claim(statement.speaker()).value;
            let same = |camp: &&mut Vec<&Statement>| {
                same_value(&self.words.corpus.claim(camp[0].speaker()).value, value)
            };
            match camps.iter_mut().find(same) {
                Some(camp) => camp.push(statement),
                None => camps.push(vec![statement]),
            }
        }
        camps.sort_by_key(|camp| std::cmp::Reverse(camp.len()));
        camps
    }

    /// Reports the dispute.
    pub(super) fn report(
        &self,
        findings: &mut Findings,
        message: String,
        reasoning: Vec<String>,
        help: Vec<String>,
    ) {
        let dispute = self.dispute;
        let suspect = dispute.unique && dispute.exact;
        let (aside, kept) = &dispute.core;
        let leading = if suspect { aside.statement.speaker() } else { self.sides().0.statement.speaker() };
        let leading = self.words.corpus.claim(leading);
        let (standing, severity) = self.standing();
        let finding = findings.report(leading.place, leading.mark, message);
        finding.standing = Some(standing);
        finding.severity = severity;
        finding.fact = Some(self.words.fact(self.series, dispute.window.as_ref()));
        finding.reasoning = reasoning;
        finding.help = help;
        finding.odd = Some(self.odd(suspect));
        self.cite(finding, suspect);
        finding.laws = dispute
            .laws
            .iter()
            .map(|&place| LawCited { place, text: one_line(self.words.sources.slice(place)) })
            .collect();
        finding.run = Some(self.run(aside, kept));
    }

    fn standing(&self) -> (Standing, Severity) {
        if self.dispute.is_slip() {
            return (Standing::Slip, Severity::Error);
        }
        let (one, two) = &self.dispute.core;
        let parties = (self.words.party(one.statement.voice), self.words.party(two.statement.voice));
        let contested = self
            .words
            .corpus
            .model
            .vocabulary
            .measure(self.series.measure)
            .is_some_and(|measure| measure.contested);
        let sides = matches!(parties, (Some(one), Some(two)) if one != two);
        (Standing::Disputed, if sides || contested { Severity::Note } else { Severity::Warning })
    }

    fn odd(&self, suspect: bool) -> String {
        let dispute = self.dispute;
        if !dispute.exact {
            return "suspects not sought: too many claims stand against each other here".to_owned();
        }
        if !suspect {
            return if dispute.repair.len() + dispute.kept.len() <= 2 {
                "neither stands out: it is one against one".to_owned()
            } else {
                "nobody stands out: there is no majority".to_owned()
            };
        }
        let aside: Vec<String> = dispute.repair.iter().map(|statement| self.said(statement)).collect();
        let whose: Vec<&Statement> = dispute.repair.iter().collect();
        format!(
            "{} of {}: with it set aside the others agree",
            crate::corpus::join_words(&aside),
            self.words.voices(&whose)
        )
    }

    fn cite(&self, finding: &mut Finding, suspect: bool) {
        let dispute = self.dispute;
        let across = dispute.core.0.window != dispute.core.1.window;
        let mut cited: Vec<u32> = Vec::new();
        let mut add = |at: u32, core: bool, repair: bool, suspect: bool| {
            if !cited.contains(&at) {
                cited.push(at);
                finding.claims.push(self.words.cite(at, core, repair, suspect, across));
            }
        };
        let (first, second) = self.sides();
        let repaired = |side: &Side| side.statement.claims == dispute.core.0.statement.claims;
        for side in [first, second] {
            add(side.statement.speaker(), true, repaired(side), repaired(side) && suspect);
        }
        for statement in &dispute.repair {
            for &claim in &statement.claims {
                add(claim, false, true, suspect);
            }
            for &claim in &statement.hushed {
                // What would speak in its stead goes with it, unless somebody kept says that anyway.
                let value = &self.words.corpus.claim(claim).value;
                let kept = dispute.kept.iter().filter(|kept| kept.voice == statement.voice);
                let stays = kept
                    .map(|kept| &self.words.corpus.claim(kept.speaker()).value)
                    .any(|kept| same_value(kept, value));
                if !stays {
                    add(claim, false, true, false);
                }
            }
        }
        for statement in dispute.kept.iter().chain([&dispute.core.1.statement]) {
            for &claim in &statement.claims {
                add(claim, false, false, false);
            }
        }
    }

    fn run(&self, aside: &Side, kept: &Side) -> Run {
        let voices = |statements: &mut dyn Iterator<Item = &Statement>| {
            let mut voices: Vec<u32> = statements.map(|statement| voice_number(statement.voice)).collect();
            voices.sort_unstable();
            voices.dedup();
            voices
        };
        let against = if self.dispute.kept.is_empty() {
            std::slice::from_ref(&kept.statement)
        } else {
            &self.dispute.kept[..]
        };
        let mut sides = (voices(&mut self.dispute.repair.iter()), voices(&mut against.iter()));
        if !self.dispute.unique && sides.1 < sides.0 {
            sides = (sides.1, sides.0);
        }
        Run {
            series: self.dispute.series,
            fact: self.dispute.fact,
            sides,
            gap: self.gap(&aside.statement, &kept.statement),
            when: self.dispute.window.as_ref().map(Window::spoken).unwrap_or_default(),
        }
    }

    /// How far two figures are apart, in thousandths of the larger one.
    fn gap(&self, one: &Statement, two: &Statement) -> u64 {
        let (one, two) = (span(self.words.corpus, one, false), span(self.words.corpus, two, false));
        let ends = [&one.low, &one.high, &two.low, &two.high];
        let largest = ends.into_iter().flatten().map(Number::abs).max().unwrap_or(Number::ZERO);
        let share = (&one.gap(&two) * &Number::from_i64(1000)).checked_div(&largest);
        share.map_or(0, |share| share.floor_to_u64())
    }
}

/// What can be done about a dispute whose sides are named by two claims.
pub(super) fn settle(case: &Case<'_>, rule: &str) -> Vec<String> {
    let (one, two) = case.sides();
    let (one_ref, two_ref) =
        (case.words.reference(one.statement.speaker()), case.words.reference(two.statement.speaker()));
    let mut help = Vec::new();
    let suspect = case.dispute.unique && case.dispute.exact;
    if suspect {
        let aside = case.words.reference(case.dispute.core.0.statement.speaker());
        help.push(format!("check {aside} against the source's own words first"));
    } else if case.dispute.is_slip() {
        help.push(format!(
            "check {one_ref} and {two_ref} against the source's own words: at least one is not what it says"
        ));
    } else {
        help.push(format!("check {one_ref} and {two_ref} against their sources' own words"));
    }
    if case.dispute.is_slip() {
        help.push("if the source restated it, say when it spoke each time: add `said 2020-10-20` or `published 2020-10-20`".to_owned());
    } else {
        help.push("if both really say so, keep both, and record that it is known:".to_owned());
        let labels = |side: &Side, name: &str| match case.words.corpus.claim(side.statement.speaker()).label {
            Some(_) => case.words.reference(side.statement.speaker()),
            None => format!("@{name}"),
        };
        let (a, b) = (labels(one, "first"), labels(two, "second"));
        help.push(format!("  accept {rule} between {a} and {b} because \"…\""));
        if a == "@first" || b == "@second" {
            help.push("where a claim has no label yet, put `@first` or `@second` before it".to_owned());
        }
    }
    help
}

/// ` on 19 October 2020`, ` from 10 to 18 October 2020`, or as the window says.
pub(super) fn when(window: &Window) -> String {
    let spoken = window.spoken();
    let instant = window.shape == crate::model::Shape::Instant;
    let preposition = ["since ", "until ", "from "].iter().any(|word| spoken.starts_with(word));
    if preposition {
        format!(" {spoken}")
    } else if instant && window.from == window.to {
        format!(" on {spoken}")
    } else if instant {
        format!(" as of {spoken}")
    } else {
        format!(" over {spoken}")
    }
}

/// A number that stands for a voice in the comparison of runs.
fn voice_number(voice: Voice) -> u32 {
    match voice {
        Voice::Origin(source) => source.0 * 2,
        Voice::Own(source) => source.0 * 2 + 1,
        Voice::Nobody(file) => u32::MAX - file.0,
    }
}

/// A statement's text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a value is an exact figure.
pub(super) fn exact(words: &Words<'_>, statement: &Statement) -> Option<Number> {
    match &words.corpus.claim(statement.speaker()).value {
        Value::Number(figure) => figure.hard().single().cloned(),
        _ => None,
    }
}
