//! A dispute told as a finding: who stands against whom, what to set aside, and what to do.

use rustc_hash::FxHashSet;

use crate::contradiction::{Dispute, Nature, Side, span};
use crate::corpus::{Series, Statement, ValueKey, Voice, Words, by_value, join_words, same_value};
use crate::finding::{Finding, LawCited, Run, Severity, Standing};
use crate::model::{Number, Window};
use crate::rules::rule::{Context, Findings};

/// How many claims an acceptance is proposed for at most: beyond that it is no line to copy.
const ACCEPTED: usize = 6;

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
        let mut all: Vec<&Statement> = self.dispute.repair.iter().chain(&self.dispute.kept).collect();
        all.sort_by_key(|statement| statement.speaker());
        let mut camps = by_value(self.words.corpus, all, Statement::speaker);
        camps.sort_by_key(|camp| std::cmp::Reverse(camp.len()));
        camps
    }

    /// Reports the dispute.
    pub(super) fn report<'f>(
        &self,
        findings: &'f mut Findings,
        rule: &str,
        message: String,
        reasoning: Vec<String>,
    ) -> &'f mut Finding {
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
        finding.odd = Some(self.odd(suspect));
        self.cite(finding, suspect);
        finding.laws = dispute
            .laws
            .iter()
            .map(|&place| LawCited { place, text: one_line(self.words.sources.slice(place)) })
            .collect();
        finding.run = Some(self.run(aside, kept));
        finding.help = self.settle(rule, finding);
        finding
    }

    /// What can be done.
    fn settle(&self, rule: &str, finding: &Finding) -> Vec<String> {
        let (one, two) = self.sides();
        let reference = |side: &Side| self.reference(side, finding);
        let mut help = Vec::new();
        if self.dispute.unique && self.dispute.exact {
            help.push(format!(
                "check {} against the source's own words first",
                reference(&self.dispute.core.0)
            ));
        } else {
            let both = format!("check {} and {}", reference(one), reference(two));
            help.push(format!("{both} against their sources' own words"));
        }
        if self.dispute.is_slip() && self.dispute.nature == Nature::Decrease {
            return help;
        }
        if self.dispute.is_slip() {
            let dated = "add `said 2020-10-20` or `published 2020-10-20`";
            help.push(format!("if the source restated it, say when it spoke each time: {dated}"));
            return help;
        }
        // An acceptance names every claim of the core and the repair, so that a new voice reopens the matter.
        let mut missing: Vec<String> = Vec::new();
        let mut labels: Vec<String> = Vec::new();
        for cited in finding.claims.iter().filter(|cited| cited.core || cited.repair) {
            let claim = self.words.corpus.claims_at(cited.place).next().map(|at| self.words.corpus.claim(at));
            let label = match claim.and_then(|claim| claim.label) {
                Some(label) => format!("@{}", self.words.corpus.model.registers.labels.get(label.0).display),
                None => {
                    let source = self.words.sources.get(cited.place.file);
                    let line = source.line_of(cited.place.span.start);
                    // Labels are proposed by line, so that those of two disputes never coincide.
                    let label = format!("@line{line}");
                    if !missing.iter().any(|known| known.starts_with(&label)) {
                        let file = if cited.place.file == finding.at.file {
                            String::new()
                        } else {
                            format!(" of {}", source.name())
                        };
                        missing.push(format!("{label} before line {line}{file}"));
                    }
                    label
                }
            };
            if !labels.contains(&label) {
                labels.push(label);
            }
            if labels.len() > ACCEPTED {
                return help;
            }
        }
        help.push("if they really say so, keep them all, and record that it is known:".to_owned());
        help.push(format!("  accept {rule} between {} because \"…\"", join_words(&labels)));
        if !missing.is_empty() {
            help.push(format!("for that put the label {}", join_words(&missing)));
        }
        help
    }

    /// How a side is pointed to: its label, else its line, with the file where that is another than the finding's.
    fn reference(&self, side: &Side, finding: &Finding) -> String {
        let at = side.statement.speaker();
        let claim = self.words.corpus.claim(at);
        if claim.label.is_none() && claim.place.file == finding.at.file {
            let line = self.words.sources.get(claim.place.file).line_of(claim.place.span.start);
            return format!("line {line}");
        }
        self.words.reference(at)
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
            return if dispute.opposed == 2 {
                "neither stands out: it is one against one".to_owned()
            } else {
                "nobody stands out: there is no majority".to_owned()
            };
        }
        let mut aside: Vec<String> = dispute.repair.iter().map(|statement| self.said(statement)).collect();
        aside.dedup();
        let whose: Vec<&Statement> = dispute.repair.iter().collect();
        let odd = format!("{} by {}", join_words(&aside), self.words.voices(&whose));
        let own = |side: &Side| !matches!(side.statement.voice, Voice::Origin(_));
        if dispute.opposed == 2 && own(&dispute.core.0) && !own(&dispute.core.1) {
            return format!("{odd}: an outlet's own voice, against what a source is quoted with");
        }
        if !dispute.elsewhere.is_empty() {
            let others: Vec<String> = dispute.elsewhere.iter().map(|&at| self.words.reference(at)).collect();
            let dots = if others.len() > 3 { " and more" } else { "" };
            let others = join_words(&others[..others.len().min(3)]);
            return format!("{odd}: with it and {others}{dots} set aside the rest agree");
        }
        let them = if dispute.repair.len() == 1 { "it" } else { "them" };
        format!("{odd}: with {them} set aside the others agree")
    }

    fn cite(&self, finding: &mut Finding, suspect: bool) {
        let dispute = self.dispute;
        let across = dispute.core.0.window != dispute.core.1.window;
        let mut cited: FxHashSet<u32> = FxHashSet::default();
        let mut add = |at: u32, core: bool, repair: bool, suspect: bool| {
            if cited.insert(at) {
                finding.claims.push(self.words.cite(at, core, repair, suspect, across));
            }
        };
        let (first, second) = self.sides();
        let repaired = |side: &Side| side.statement.claims == dispute.core.0.statement.claims;
        for side in [first, second] {
            add(side.statement.speaker(), true, repaired(side), repaired(side) && suspect);
        }
        let value = |claim: u32| ValueKey::of(&self.words.corpus.claim(claim).value);
        let stays: FxHashSet<_> =
            dispute.kept.iter().map(|kept| (kept.voice, value(kept.speaker()))).collect();
        let mut heard: FxHashSet<Voice> = FxHashSet::default();
        for statement in &dispute.repair {
            for &claim in &statement.claims {
                add(claim, false, true, suspect);
            }
            // The statements of one voice share what is hushed.
            let Some(hushed) = statement.hushed.as_ref().filter(|_| heard.insert(statement.voice)) else {
                continue;
            };
            for &claim in &**hushed {
                // What would speak in its stead goes with it, unless somebody kept says that anyway.
                if !stays.contains(&(statement.voice, value(claim))) {
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
