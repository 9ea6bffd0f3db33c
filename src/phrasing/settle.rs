//! What can be done about a dispute: what to check, and an acceptance to copy, with the labels that it needs.

use crate::contradiction::{DisputeKind, Side};
use crate::corpus::join_words;
use crate::finding::{Cited, Finding, THIS_FINDING, TO_DO_SO};
use crate::intake::FileFormat;
use crate::model::register::{LabelId, SourceId};
use crate::model::relative;
use crate::model::vocabulary::Kind;
use crate::phrasing::presenter::Presenter;
use crate::source::{FileId, Place};

/// For how many claims at most an acceptance is proposed; for more it would be too long.
const MAX_ACCEPTED: usize = 6;

/// How many claims to check are listed one by one; if there are more, all claims shown are meant.
const MAX_LISTED: usize = 8;

impl Presenter<'_> {
    /// What can be done, including the edit that would reconcile the claims.
    pub(super) fn settle(
        &self,
        rule: &str,
        finding: &Finding,
        in_question: &[u32],
        edit: Option<&str>,
    ) -> Vec<String> {
        let mut help = Vec::new();
        if let Some(suspect) = self.suspect() {
            help.push(format!(
                "check {} against the source's own words first",
                self.reference(suspect, finding)
            ));
        } else {
            let pointed = self.fitting_growth();
            let pointed = pointed.filter(|(text, _)| finding.outlier.as_ref() == Some(text));
            let in_question = pointed.as_ref().map_or(in_question, |(_, claims)| claims);
            let mut all: Vec<String> =
                in_question.iter().map(|&claim| self.reference(claim, finding)).collect();
            all.dedup();
            let whose = if all.len() == 1 { "its source's" } else { "their sources'" };
            let what = match all.len() {
                many if many > MAX_LISTED => format!("these {many} figures"),
                _ => join_words(&all),
            };
            help.push(format!("check {what} against {whose} own words"));
        }
        help.extend(self.own_word());
        help.extend(self.time_within_the_day());
        help.extend(edit.map(str::to_owned));
        if self.dispute.is_slip() && is_tied(self.dispute.kind) {
            return help;
        }
        if self.dispute.is_slip() {
            let what = self.words.value_noun(self.first_two().1.statement.representative());
            help.push(match self.one_day() {
                Some(day) => format!(
                    "if the source restated the {what} that day, give the time of day with each date: \
                     `{day}T10:00`"
                ),
                None => {
                    let day = self.words.example_day(self.first_two().1.statement.representative());
                    let dated = format!("add `said {day}` or `published {day}`");
                    format!("if the source restated the {what}, give the date of each statement: {dated}")
                }
            });
            help.extend(self.another_time());
            return help;
        }
        help.extend(self.acceptance(rule, finding));
        help
    }

    /// For a source that contradicts itself only in what different outlets relay: its own statement would decide.
    fn own_word(&self) -> Option<String> {
        let corpus = self.words.corpus;
        let core = self.core();
        let first = |side: &&Side| {
            let claim = corpus.claim(side.statement.representative());
            claim.origin.and(corpus.model.registers.chains.get(claim.via.0).first().copied())
        };
        let first_relays: Option<Vec<SourceId>> = core.iter().map(first).collect();
        let apart = first_relays.is_some_and(|all| all.iter().any(|relay| *relay != all[0]));
        let voice = core.first()?.statement.voice;
        (apart && core.iter().all(|side| side.statement.voice == voice)).then(|| {
            format!(
                "different outlets pass these on, and one of them may have it wrong: find {}'s own statement and add it without \
                 `via`",
                self.words.voice(voice)
            )
        })
    }

    /// The one day on which both sides were stated, without a time of day.
    fn one_day(&self) -> Option<String> {
        let (one, two) = self.first_two();
        let stated = |side: &Side| {
            let claim = self.words.corpus.claim(side.statement.representative());
            claim.said.or(claim.published).filter(|stated| stated.from == stated.to && stated.clock.is_none())
        };
        let (first, second) = (stated(one)?, stated(two)?);
        (first.from == second.from).then(|| first.from.iso())
    }

    /// The hint that a total may have been said before its day was over, where that would resolve the dispute.
    fn time_within_the_day(&self) -> Option<String> {
        let claim = self.total_within_its_day()?;
        let day = self.words.corpus.claim(claim).time?.only_day()?;
        Some(format!(
            "if {} was said before the day was over, give the time of day: `at {}T10:00`",
            self.words.said(claim),
            day.iso()
        ))
    }

    /// The hint that a level may have changed within the day.
    fn another_time(&self) -> Option<String> {
        let moves = matches!(self.series.kind, Kind::Level | Kind::Ratio);
        let window = self.dispute.window.as_ref().filter(|window| window.from_clock.is_none());
        let day = window.filter(|_| moves && self.dispute.kind == DisputeKind::Figures)?.only_day()?;
        Some(format!("if it changed during the day, give the time of each figure: `at {}T10:00`", day.iso()))
    }

    /// The line that accepts a dispute, and what it needs. It names every claim of the core and the repair, so that a
    /// new voice reopens the dispute. If these are too many, or rows without labels, it names the finding by its
    /// fingerprint, which a new voice changes too.
    fn acceptance(&self, rule: &str, finding: &Finding) -> Vec<String> {
        let named: Vec<&Cited> = finding.claims.iter().filter(|cited| cited.core || cited.repair).collect();
        if named.is_empty() {
            return Vec::new();
        }
        let by_fingerprint = || {
            vec![
                "if they really say so, keep them all, and record the conflict as known in a .claims file:"
                    .to_owned(),
                format!("  accept finding \"{THIS_FINDING}\" because \"…\""),
            ]
        };
        let home = self.home(finding, &named);
        if named.iter().any(|cited| self.is_label_shared(cited.place, finding)) {
            return by_fingerprint();
        }
        let (mut labels, mut missing): (Vec<String>, Vec<String>) = Default::default();
        let (mut sheets, mut texts): (Vec<FileId>, Vec<FileId>) = (Vec::new(), Vec::new());
        for cited in &named {
            let (file, source) = (cited.place.file, self.words.sources.get(cited.place.file));
            let row = FileFormat::of(source.name()).is_some_and(FileFormat::is_rows);
            let files = if row { &mut sheets } else { &mut texts };
            if !files.contains(&file) {
                files.push(file);
            }
            if let Some(label) = self.label_at(cited.place) {
                let label = format!("@{}", self.words.corpus.model.registers.labels.get(label.0).display);
                if !labels.contains(&label) {
                    labels.push(label);
                }
                continue;
            }
            // Labels are derived from line numbers, so that those of two disputes never coincide.
            let line = source.line_of(cited.place.span.start);
            let label = format!("@{}line{line}", self.label_prefix(file, home, &named));
            if labels.contains(&label) {
                continue;
            }
            let of =
                if self.is_apart(file, finding) { format!(" of {}", source.name()) } else { String::new() };
            if row {
                return by_fingerprint();
            }
            missing.push(format!("{label} before line {line}{of}"));
            labels.push(label);
        }
        if labels.len() > MAX_ACCEPTED {
            return by_fingerprint();
        }
        let mut help = vec![
            "if they really say so, keep them all, and record the conflict as known:".to_owned(),
            format!("  accept {rule} between {} because \"…\"", join_words(&labels)),
        ];
        if !missing.is_empty() {
            help.push(format!("{TO_DO_SO} put the label {}", join_words(&missing)));
        }
        let name = |file: FileId| self.words.sources.get(file).name();
        let home_text = texts.iter().copied().find(|&file| file == home);
        match home_text {
            _ if texts.len() + sheets.len() < 2 && sheets.is_empty() => {}
            Some(home_text) => {
                let others = sheets.iter().chain(&texts).filter(|&&file| file != home_text);
                let lines: Vec<String> = others
                    .map(|&file| format!("`include \"{}\"`", relative(name(home_text), name(file))))
                    .collect();
                help.push(format!(
                    "write the acceptance in {}, which has to say {}",
                    name(home_text),
                    join_words(&lines)
                ));
            }
            None => {
                let lines: Vec<String> = sheets
                    .iter()
                    .map(|&file| format!("`include \"{}\"`", relative(name(sheets[0]), name(file))))
                    .collect();
                help.push(format!(
                    "write statements about rows in a .claims file beside them, with {}",
                    join_words(&lines)
                ));
            }
        }
        help
    }

    /// The file in which to write an acceptance: a text, and none of the archive.
    fn home(&self, finding: &Finding, named: &[&Cited]) -> FileId {
        let is_text = |file: FileId| {
            let format = FileFormat::of(self.words.sources.get(file).name());
            !format.is_some_and(FileFormat::is_rows)
        };
        let is_archive = |file: FileId| self.archive.get(file.0 as usize) == Some(&true);
        let files = std::iter::once(finding.at.file).chain(named.iter().map(|cited| cited.place.file));
        let texts = files.filter(|&file| is_text(file));
        texts.min_by_key(|&file| is_archive(file)).unwrap_or(finding.at.file)
    }

    /// A prefix for proposed labels in another file than the acceptance's: the file's name, or its path if two files
    /// have the same name.
    fn label_prefix(&self, file: FileId, home: FileId, named: &[&Cited]) -> String {
        if file == home {
            return String::new();
        }
        let name = |file: FileId| self.words.sources.get(file).name();
        let stem = |file: FileId| {
            let last = name(file).rsplit('/').next().unwrap_or_default();
            last.split_once('.').map_or(last, |(stem, _)| stem).to_owned()
        };
        let twin = named.iter().any(|other| {
            let other = other.place.file;
            other != file && other != home && stem(other) == stem(file)
        });
        let text = if twin { name(file).to_owned() } else { stem(file) };
        let kept = |c: char| if c.is_ascii_alphanumeric() || c == '_' { c } else { '-' };
        let text: String = text.chars().map(kept).collect();
        format!("{}-", text.trim_matches('-'))
    }

    /// How a claim is referred to: by its label, else by its line, with the file unless everything shown is in one
    /// file.
    fn reference(&self, at: u32, finding: &Finding) -> String {
        let claim = self.words.corpus.claim(at);
        let source = self.words.sources.get(claim.place.file);
        if claim.label.is_some() {
            let reference = self.words.reference(at);
            let shared = self.is_label_shared(claim.place, finding);
            return if shared { format!("{reference} of {}", source.name()) } else { reference };
        }
        let place = if self.is_apart(claim.place.file, finding) {
            self.words.reference(at)
        } else {
            source.line_in_words(claim.place.span.start)
        };
        // Of a table row, which has many cells, also which one.
        let is_row = matches!(FileFormat::of(source.name()), Some(FileFormat::Cells | FileFormat::Columns));
        if is_row { format!("{} in {place}", self.words.said(at)) } else { place }
    }

    /// The label of a claim.
    fn label_at(&self, place: Place) -> Option<LabelId> {
        self.words.corpus.claims_at(place).next().and_then(|at| self.words.corpus.claim(at).label)
    }

    /// Whether a finding shows another claim of the same label: each file has labels of its own.
    fn is_label_shared(&self, place: Place, finding: &Finding) -> bool {
        let label = self.label_at(place);
        let others = || finding.claims.iter().filter(|cited| cited.place.file != place.file);
        label.is_some() && others().any(|cited| self.label_at(cited.place) == label)
    }

    /// Whether a finding shows claims of other files than this one, so that a line does not say where it is.
    fn is_apart(&self, file: FileId, finding: &Finding) -> bool {
        finding.at.file != file || finding.claims.iter().any(|cited| cited.place.file != file)
    }
}

/// Whether a contradiction of this kind is between several facts, so that dating a restatement would not resolve it.
fn is_tied(kind: DisputeKind) -> bool {
    matches!(
        kind,
        DisputeKind::Decrease
            | DisputeKind::Part
            | DisputeKind::Sum
            | DisputeKind::Flow
            | DisputeKind::Law
            | DisputeKind::Order
            | DisputeKind::Ages
    )
}
