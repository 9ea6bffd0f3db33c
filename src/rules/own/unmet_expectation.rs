use crate::finding::{Finding, Severity};
use crate::model::directives::{Expect, Expected};
use crate::phrasing::Findings;
use crate::rules::rule::OtherResults;
use crate::rules::rule::declare_rule;
use crate::rules::rule::{Check, DefaultLevel, Rule};
use crate::source::{FileId, Place, Span};

declare_rule! {
    /// The check did not produce what the corpus expects.
    ///
    /// ## Why it matters
    /// An `expect` is the corpus's own test: a known conflict that must be found, or a file that must stay clean. If it is
    /// not met, either the claims or the check has changed: an editor should look at both.
    ///
    /// ## Example
    /// ```claims fails
    /// @a evacuated 118 in Aldwater on 2024-11-05 by Town Hall
    /// @b evacuated 118 in Aldwater on 2024-11-05 by Fire Service
    /// expect conflicting-figures between @a and @b
    /// ```
    /// ```claims passes
    /// @a evacuated 118 in Aldwater on 2024-11-05 by Town Hall
    /// @b evacuated 131 in Aldwater on 2024-11-05 by Fire Service
    /// expect conflicting-figures between @a and @b
    /// ```
    ///
    /// ## How to settle it
    /// - check what changed in the statements that are named; if the change is right, remove the `expect`
    /// - for `expect none`, settle the findings that are listed, or accept them with a reason
    ///
    /// ## When it is silent
    /// - where no statement has a label that the expectation names: `dangling-label` reports that
    /// - with `--as-of`, where a statement that is named was published later
    /// - a finding silenced by an `accept` or a comment still meets `expect RULE`; a file in which only such findings are
    ///   left meets `expect none`
    ///
    /// ## Settings
    /// None.
    pub(super) static UNMET_EXPECTATION = "A101" "unmet-expectation", DefaultLevel::Fixed(Severity::Error), Check::Own(check);
}

fn check(outcome: &OtherResults<'_>, findings: &mut Findings) {
    for expect in &outcome.context.corpus.model.expects {
        match &expect.what {
            Expected::Nothing => check_no_findings(outcome, expect, findings),
            Expected::Finding { rule, rule_place, statements, can_be_judged: whole } => match outcome
                .rule(rule)
            {
                Ok(rule) if *whole => check_finding(outcome, expect, rule, statements, *rule_place, findings),
                Ok(_) => {}
                Err((message, help)) => {
                    findings.report(expect.place, rule_place.span, message).help.push(help);
                }
            },
        }
    }
}

/// `expect RULE between @a and @b`.
fn check_finding(
    outcome: &OtherResults<'_>,
    expect: &Expect,
    rule: &Rule,
    statements: &[Place],
    mark: Place,
    findings: &mut Findings,
) {
    let Some(&first) = statements.first() else { return };
    let shows_all = |finding: &&Finding| statements.iter().all(|place| shows(finding, *place));
    let mut other: Vec<&str> = Vec::new();
    for finding in outcome.findings_at(first).filter(shows_all) {
        if finding.code == rule.code {
            return;
        }
        other.extend(outcome.rules.iter().find(|rule| rule.code == finding.code).map(|rule| rule.name));
    }
    other.sort_unstable();
    other.dedup();
    let link = if statements.len() > 1 { "between" } else { "of" };
    let message =
        format!("expected `{}` {link} {}, but there is none", rule.name, outcome.statements(statements));
    let found = findings.report(expect.place, mark.span, message);
    found.claims.extend(statements.iter().map(|&place| outcome.cite(place, "")));
    match other.as_slice() {
        [] => found
            .help
            .push("check whether these statements have changed, or remove the expectation".to_owned()),
        other => {
            found.help.push(format!("there is `{}` instead: if that is right, expect it", other.join("`, `")))
        }
    }
}

/// `expect none`.
fn check_no_findings(outcome: &OtherResults<'_>, expect: &Expect, findings: &mut Findings) {
    /// How many findings are named; more are only counted.
    const MAX_NAMED: usize = 5;
    let file = expect.place.file;
    let mut broken: Vec<&Finding> = outcome
        .findings
        .iter()
        .zip(outcome.is_suppressed)
        .filter(|(finding, is_suppressed)| {
            !**is_suppressed && finding.severity > Severity::Note && touches(finding, file)
        })
        .map(|(finding, _)| finding)
        .collect();
    if broken.is_empty() {
        return;
    }
    broken.sort_by(|a, b| (a.at, a.code, &a.message).cmp(&(b.at, b.code, &b.message)));
    let count = |severity: Severity, word: &str| {
        let number = broken.iter().filter(|finding| finding.severity == severity).count();
        (number > 0).then(|| crate::corpus::plural(number, word))
    };
    let counts: Vec<String> = [count(Severity::Error, "error"), count(Severity::Warning, "warning")]
        .into_iter()
        .flatten()
        .collect();
    let touch = if broken.len() == 1 { "touches" } else { "touch" };
    let message =
        format!("this file should have no errors or warnings, but {} {touch} it", counts.join(" and "));
    let sources = outcome.context.sources;
    let mark = Span { start: expect.place.span.start, end: expect.place.span.end };
    let found = findings.report(expect.place, mark, message);
    for finding in broken.iter().take(MAX_NAMED) {
        let name = outcome
            .rules
            .iter()
            .find(|rule| rule.code == finding.code)
            .map_or(finding.code.0, |rule| rule.name);
        let line = sources.position(finding.at).line;
        found.reasoning.push(format!(
            "{}:{line}: {name}: {}",
            sources.get(finding.at.file).name(),
            finding.message
        ));
    }
    if broken.len() > MAX_NAMED {
        found.reasoning.push(format!("and {} more", broken.len() - MAX_NAMED));
    }
    found.help.push(
        "settle them, or accept them with a reason; if the file need not be clean, remove the line"
            .to_owned(),
    );
}

/// Whether a finding shows a statement.
fn shows(finding: &Finding, statement: Place) -> bool {
    let within = statement.file == finding.at.file
        && statement.span.start <= finding.at.span.start
        && finding.at.span.end <= statement.span.end;
    within || finding.claims.iter().any(|claim| claim.place == statement)
}

fn touches(finding: &Finding, file: FileId) -> bool {
    finding.at.file == file || finding.claims.iter().any(|claim| claim.place.file == file)
}
