//! Suppressions: acceptances (`accept`) of known findings, and comments that allow a rule (`# gainsay: allow`).

use rustc_hash::FxHashMap;

use crate::finding::{Code, Finding};
use crate::model::directives::{Accept, Accepted, Allow, Expected};
use crate::model::{Day, Model};
use crate::rules;
use crate::source::Place;

/// Why a finding is not reported.
#[derive(Clone, Copy)]
pub(super) struct Suppression<'a> {
    /// Whether it is a comment rather than an acceptance.
    pub(super) is_by_comment: bool,
    /// The reason as written; empty if none is given.
    pub(super) because: &'a str,
}

/// The acceptances and allowing comments of a run, and which of them matched a finding.
pub(super) struct Suppressions<'a> {
    accepts: &'a [Accept],
    all_allows: &'a [Allow],
    today: Option<Day>,
    /// By statement, the acceptances that name it.
    by_statement: FxHashMap<Place, Vec<u32>>,
    /// The fingerprints that acceptances name, each with the number of its acceptance.
    by_fingerprint: Vec<(&'a str, u32)>,
    /// By acceptance, the code of the rule that it names.
    accept_codes: Vec<Option<Code>>,
    /// By acceptance, whether it matched a finding.
    is_accept_matched: Vec<bool>,
    /// The statements that have allowing comments above them, by place, each with the number of its comment.
    allowed_statements: Vec<(Place, u32)>,
    /// By comment, the codes of the rules that it names; none for an unknown rule.
    allow_codes: Vec<Vec<Option<Code>>>,
    /// By comment and rule, whether it matched a finding.
    is_allow_matched: Vec<Vec<bool>>,
}

impl<'a> Suppressions<'a> {
    pub(super) fn new(model: &'a Model, today: Option<Day>) -> Self {
        let code = |name: &String| rules::by_name(name).map(|rule| rule.code);
        let mut by_statement: FxHashMap<Place, Vec<u32>> = FxHashMap::default();
        for (number, accept) in model.accepts.iter().enumerate() {
            for &statement in accept.statements() {
                by_statement.entry(statement).or_default().push(number as u32);
            }
        }
        let mut allowed_statements: Vec<(Place, u32)> =
            model.allows.iter().enumerate().map(|(number, allow)| (allow.statement, number as u32)).collect();
        allowed_statements.sort_unstable();
        let allow_codes: Vec<Vec<Option<Code>>> =
            model.allows.iter().map(|allow| allow.rules.iter().map(code).collect()).collect();
        Self {
            accepts: &model.accepts,
            all_allows: &model.allows,
            today,
            by_statement,
            accept_codes: model
                .accepts
                .iter()
                .map(|accept| accept.rule().and_then(|rule| rules::by_name(rule).map(|rule| rule.code)))
                .collect(),
            by_fingerprint: model
                .accepts
                .iter()
                .zip(0..)
                .filter_map(|(accept, number)| match &accept.what {
                    Accepted::Finding(fingerprint) => Some((fingerprint.as_str(), number)),
                    Accepted::Conflict(..) => None,
                })
                .collect(),
            is_accept_matched: vec![false; model.accepts.len()],
            allowed_statements,
            is_allow_matched: allow_codes.iter().map(|codes| vec![false; codes.len()]).collect(),
            allow_codes,
        }
    }

    pub(super) fn today(&self) -> Option<Day> {
        self.today
    }

    /// For each acceptance whether it matched a finding, expired or not.
    pub(super) fn matched_accepts(&self) -> &[bool] {
        &self.is_accept_matched
    }

    /// For each allowing comment, and each rule it names, whether it matched a finding.
    pub(super) fn matched_allows(&self) -> &[Vec<bool>] {
        &self.is_allow_matched
    }

    /// What suppresses a finding, if anything does.
    pub(super) fn suppression_of(&mut self, finding: &Finding) -> Option<Suppression<'a>> {
        // Both are looked up, so that neither counts as unused because of the other.
        let comment = self.allowing_comment(finding);
        let acceptance = self.acceptance_of(finding);
        let (is_by_comment, because) = match (comment, acceptance) {
            (Some(number), _) => (true, &self.all_allows[number as usize].because),
            (None, Some(number)) => (false, &self.accepts[number as usize].because),
            (None, None) => return None,
        };
        Some(Suppression { is_by_comment, because: because.as_deref().unwrap_or("") })
    }

    /// The number of the first comment that allows a finding; every other one is counted as used too. A comment allows it
    /// above a statement of its core; if it has no core, above the statement that it is placed in.
    pub(super) fn allowing_comment(&mut self, finding: &Finding) -> Option<u32> {
        if self.allowed_statements.is_empty() {
            return None;
        }
        let mut places: Vec<Place> =
            finding.claims.iter().filter(|claim| claim.core).map(|claim| claim.place).collect();
        if places.is_empty() {
            places.push(finding.at);
        }
        let mut allowed = None;
        for place in places {
            let first = self.allowed_statements.partition_point(|(statement, _)| {
                (statement.file, statement.span.end) <= (place.file, place.span.start)
            });
            for &(_, number) in self.allowed_statements[first..]
                .iter()
                .take_while(|(statement, _)| contains(*statement, place))
            {
                let codes = &self.allow_codes[number as usize];
                for (is_matched, _) in self.is_allow_matched[number as usize]
                    .iter_mut()
                    .zip(codes)
                    .filter(|(_, code)| **code == Some(finding.code))
                {
                    *is_matched = true;
                    allowed = allowed.or(Some(number));
                }
            }
        }
        allowed
    }

    /// The reason why a folded finding is accepted by its fingerprint; empty if none is given. None if no acceptance names
    /// it, or only expired ones do.
    pub(super) fn acceptance_of_fold(&mut self, fingerprint: &str) -> Option<&'a str> {
        let number = self.acceptance_by_fingerprint(fingerprint)?;
        Some(self.accepts[number as usize].because.as_deref().unwrap_or(""))
    }

    /// The number of an acceptance, not expired, that names a finding by its fingerprint.
    fn acceptance_by_fingerprint(&mut self, fingerprint: &str) -> Option<u32> {
        let mut accepted = None;
        for &(_, number) in self.by_fingerprint.iter().filter(|(known, _)| *known == fingerprint) {
            self.is_accept_matched[number as usize] = true;
            if !self.accepts[number as usize].expired(self.today) {
                accepted = accepted.or(Some(number));
            }
        }
        accepted
    }

    /// The number of an acceptance, not expired, that names a finding, or all statements of its conflict.
    fn acceptance_of(&mut self, finding: &Finding) -> Option<u32> {
        let mut accepted = self.acceptance_by_fingerprint(&finding.fingerprint);
        let conflict = statements_in_conflict(finding);
        let Some(numbers) = conflict.first().and_then(|place| self.by_statement.get(place)) else {
            return accepted;
        };
        for &number in numbers {
            let accept = &self.accepts[number as usize];
            let fits = self.accept_codes[number as usize] == Some(finding.code)
                && conflict.iter().all(|place| accept.statements().contains(place));
            if fits {
                self.is_accept_matched[number as usize] = true;
                if !accept.expired(self.today) {
                    accepted = accepted.or(Some(number));
                }
            }
        }
        accepted
    }
}

/// Whether a place lies within a statement.
fn contains(statement: Place, place: Place) -> bool {
    statement.file == place.file
        && statement.span.start <= place.span.start
        && place.span.end <= statement.span.end
}

/// The statements that an acceptance of a finding must name: core and repair; if there are none, all that it shows.
fn statements_in_conflict(finding: &Finding) -> Vec<Place> {
    let conflict: Vec<Place> =
        finding.claims.iter().filter(|claim| claim.core || claim.repair).map(|claim| claim.place).collect();
    if !conflict.is_empty() {
        return conflict;
    }
    let shown: Vec<Place> = finding.claims.iter().map(|claim| claim.place).collect();
    if shown.is_empty() { vec![finding.at] } else { shown }
}

/// For each statement that an acceptance or expectation names, the findings that show it.
pub(super) fn findings_by_statement(model: &Model, findings: &[Finding]) -> FxHashMap<Place, Vec<u32>> {
    let expected = model.expects.iter().flat_map(|expect| match &expect.what {
        Expected::Nothing => &[][..],
        Expected::Finding { statements, .. } => statements,
    });
    let places = model.accepts.iter().flat_map(|accept| accept.statements()).chain(expected);
    let mut named: FxHashMap<Place, Vec<u32>> = places.map(|&place| (place, Vec::new())).collect();
    if named.is_empty() {
        return named;
    }
    let mut order: Vec<Place> = named.keys().copied().collect();
    order.sort_unstable();
    for (number, finding) in findings.iter().enumerate() {
        // A finding may be placed at a part of its statement.
        let next = order.partition_point(|place| {
            *place <= Place { span: crate::source::Span { end: u32::MAX, ..finding.at.span }, ..finding.at }
        });
        let at = next.checked_sub(1).map(|last| order[last]).filter(|&place| contains(place, finding.at));
        for place in finding.claims.iter().map(|claim| claim.place).chain(at) {
            if let Some(numbers) = named.get_mut(&place)
                && numbers.last() != Some(&(number as u32))
            {
                numbers.push(number as u32);
            }
        }
    }
    named
}
