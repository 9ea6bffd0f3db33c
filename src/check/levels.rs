//! The severity of each finding: by its rule, then by the settings.

use rustc_hash::FxHashSet;

use super::run::Settings;
use super::selection::Selection;
use crate::corpus::Corpus;
use crate::finding::{Finding, Severity, Standing};
use crate::model::claim::Claim;
use crate::model::directives::Expected;
use crate::model::key;
use crate::model::register::{MeasureId, Register, SourceId};
use crate::model::vocabulary::Declared;
use crate::names::NameSearch;
use crate::rules::{DefaultLevel, Rule};
use crate::settings::{Level, Levels as Set, SettingsProblem};
use crate::source::Sources;

/// The rule about outlets' copy: if the copy is ours, somebody here has to correct it, so the level is higher.
const RELAY_DRIFT: &str = "relay-drift";

/// The levels of a run.
pub(super) struct Levels<'a> {
    corpus: &'a Corpus,
    settings: &'a Settings,
    selection: &'a Selection,
    /// The outlets that publish this corpus.
    ours: Vec<SourceId>,
    /// For each file the sections of `[[paths]]` that match it.
    sections: Vec<Vec<&'a Set>>,
}

impl<'a> Levels<'a> {
    pub(super) fn new(
        corpus: &'a Corpus,
        sources: &Sources,
        settings: &'a Settings,
        selection: &'a Selection,
    ) -> Self {
        let register = &corpus.model.registers.sources;
        let named =
            settings.corpus.ours.iter().filter_map(|name| register.find(&key(&name.what)).map(SourceId));
        let ours = named.chain(corpus.model.desk.iter().copied());
        let sections = sources.iter().map(|(_, source)| {
            let path = settings.paths.get(source.name()).map_or(source.name(), String::as_str);
            let holding = settings.corpus.paths.iter().filter(|section| section.holds(path));
            holding.map(|section| &section.levels).collect()
        });
        Self { corpus, settings, selection, ours: ours.collect(), sections: sections.collect() }
    }

    /// The outlets that publish this corpus.
    pub(super) fn ours(&self) -> &[SourceId] {
        &self.ours
    }

    /// Whether a rule's findings can be reported at all: a rule that is off by default need not run unless the
    /// command line, the settings or the corpus itself asks for it.
    pub(super) fn can_show(&self, rule: &Rule) -> bool {
        let is = |name: &str| name == rule.name || name.eq_ignore_ascii_case(rule.code.0);
        let model = &self.corpus.model;
        let expected = |what: &Expected| matches!(what, Expected::Finding { rule, .. } if is(rule));
        let mut sections = self.settings.corpus.paths.iter().map(|section| &section.levels);
        rule.level != DefaultLevel::Off
            || self.selection.names_rule(rule)
            || self.settings.corpus.levels.of_rule(rule.name).is_some()
            || sections.any(|set| set.of_rule(rule.name).is_some())
            || model.allows.iter().any(|allow| allow.rules.iter().any(|name| is(name)))
            || model.accepts.iter().any(|accept| accept.rule().is_some_and(is))
            || model.expects.iter().any(|expect| expected(&expect.what))
    }

    /// Sets a finding's severity; returns whether it is off.
    pub(super) fn apply(&self, rule: &Rule, finding: &mut Finding) -> bool {
        // The command line takes precedence over the settings.
        let selected = self.selection.names_rule(rule);
        match self.level(rule, finding) {
            Level::At(severity) => finding.severity = severity,
            Level::Off if selected => finding.severity = default_severity(rule, finding),
            Level::Off => {
                finding.severity = Severity::Note;
                return true;
            }
        }
        false
    }

    fn level(&self, rule: &Rule, finding: &Finding) -> Level {
        // Disputes about a measure declared `contested` become notes.
        let ceiling = match finding.standing {
            Some(_) if finding.severity == Severity::Note => Severity::Note,
            Some(Standing::Slip) if self.is_only_in_others_copy(finding) => Severity::Warning,
            _ => Severity::Error,
        };
        let mut level = match rule.level {
            DefaultLevel::Off => Level::Off,
            DefaultLevel::Fixed(_) if rule.name == RELAY_DRIFT && self.is_our_copy(finding) => {
                Level::At(Severity::Error)
            }
            DefaultLevel::Fixed(_) | DefaultLevel::ByStanding => {
                Level::At(default_severity(rule, finding).min(ceiling))
            }
        };
        let everywhere = std::iter::once(&self.settings.corpus.levels);
        for set in everywhere.chain(self.sections[finding.at.file.0 as usize].iter().copied()) {
            if let Some(named) = set.of_rule(rule.name) {
                level = named;
                continue;
            }
            let standing = finding.standing.filter(|_| rule.level == DefaultLevel::ByStanding);
            let family = || set.of_family(rule.code).filter(|_| rule.level != DefaultLevel::Off);
            level = match standing.and_then(|standing| set.of_standing(standing)).or_else(family) {
                Some(Level::At(severity)) => Level::At(severity.min(ceiling)),
                Some(Level::Off) => Level::Off,
                None => level,
            };
        }
        level
    }

    /// Whether a slip is only in other outlets' copy: a claim with no outlet counts as ours.
    fn is_only_in_others_copy(&self, finding: &Finding) -> bool {
        if self.settings.corpus.ours.is_empty() {
            return false;
        }
        let core = finding.claims.iter().filter(|cited| cited.core);
        let mut claims = core.flat_map(|cited| self.corpus.claims_at(cited.place)).peekable();
        claims.peek().is_some()
            && claims.all(|at| {
                let claim = self.corpus.claim(at);
                let outlets = self.corpus.model.registers.chains.get(claim.via.0);
                let ours = |source: &SourceId| self.ours.contains(source);
                !outlets.is_empty()
                    && !outlets.iter().any(ours)
                    && !claim.origin.is_some_and(|origin| ours(&origin))
            })
    }

    /// Whether one of our outlets relays a claim that a finding's repair removes.
    fn is_our_copy(&self, finding: &Finding) -> bool {
        if self.ours.is_empty() {
            return false;
        }
        let removed = finding.claims.iter().filter(|cited| cited.repair);
        removed.flat_map(|cited| self.corpus.claims_at(cited.place)).any(|at| {
            let outlets = self.corpus.model.registers.chains.get(self.corpus.claim(at).via.0);
            // An outlet's own voice is no relay. The last outlet is the one that published the
            // claim.
            let relayed = self.corpus.claim(at).origin.is_some() || outlets.len() > 1;
            relayed && outlets.last().is_some_and(|outlet| self.ours.contains(outlet))
        })
    }

    /// Reports settings that match nothing in the corpus.
    pub(super) fn unmatched_settings(&self) -> Vec<SettingsProblem> {
        let registers = &self.corpus.model.registers;
        let mut unmatched = self.corpus.model.settings_problems.clone();
        let near = |register: &Register, name: &str| {
            // The names in the settings are in the register too, so a name must not match itself.
            let mut names = register.names();
            names.retain(|(other, _)| *other != key(name));
            NameSearch::new(names).nearest(&key(name)).map(|(_, at)| register.get(at).display.clone())
        };
        for name in &self.settings.corpus.ours {
            if registers.sources.find(&key(&name.what)).is_none() {
                let message = format!("no claim is by or via `{}`", name.what);
                let problem = SettingsProblem::warning(name.at, message).label("no such outlet here");
                let problem = problem.meant(near(&registers.sources, &name.what).as_deref());
                unmatched.push(problem.help("check the spelling against the `via` of your claims"));
            }
        }
        if !self.settings.corpus.tolerances.is_empty() {
            let measures: FxHashSet<u32> = self.corpus.claims().iter().map(|claim| claim.measure.0).collect();
            for (measure, _) in &self.settings.corpus.tolerances {
                let known = registers.measures.find(&key(&measure.what));
                let declared = |known: u32| {
                    let measure = self.corpus.model.vocabulary.measure(MeasureId(known));
                    measure.is_some_and(|measure| measure.declared != Declared::No)
                };
                if !known.is_some_and(|known| declared(known) || measures.contains(&known)) {
                    let message = format!("no claim is about `{}`", measure.what);
                    let problem = SettingsProblem::warning(measure.at, message).label("no such measure here");
                    let problem = problem.meant(near(&registers.measures, &measure.what).as_deref());
                    unmatched.push(
                        problem.help("check the spelling against your claims, or remove the tolerance"),
                    );
                }
            }
        }
        for (source, _) in &self.settings.corpus.sources {
            let known = registers.sources.find(&key(&source.what)).map(SourceId);
            let claims = |known: SourceId| {
                let outlet = |claim: &Claim| registers.chains.get(claim.via.0).first().copied();
                let speaks = |claim: &Claim| claim.origin.or_else(|| outlet(claim));
                self.corpus
                    .claims()
                    .iter()
                    .any(|claim| speaks(claim).is_some_and(|by| by == known) || claim.voice == Some(known))
            };
            if !known.is_some_and(claims) {
                let message = format!("no claim is by `{}`", source.what);
                let problem = SettingsProblem::warning(source.at, message).label("no such source here");
                let problem = problem.meant(near(&registers.sources, &source.what).as_deref());
                unmatched.push(problem.help("check the spelling against your claims, or remove the entry"));
            }
        }
        unmatched.sort_by_key(|problem| problem.at);
        unmatched
    }
}

/// A finding's severity without settings: a contradiction's by its standing, unless its rule made it a note.
fn default_severity(rule: &Rule, finding: &Finding) -> Severity {
    match (rule.level, finding.standing) {
        _ if finding.severity == Severity::Note => Severity::Note,
        (DefaultLevel::ByStanding, Some(Standing::Slip)) => Severity::Error,
        (DefaultLevel::ByStanding, Some(Standing::Disputed)) => Severity::Warning,
        _ => finding.severity,
    }
}
