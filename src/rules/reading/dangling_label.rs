//! Labels that lead nowhere.

use crate::finding::{ProblemKind, Severity};
use crate::model::relative;
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::FileId;

declare_rule! {
    /// A label that is not on any statement.
    ///
    /// ## Why it matters
    /// A retraction that names no claim takes nothing back, and an acceptance that names none accepts nothing. The corpus
    /// then says something other than its author intended.
    ///
    /// ## Example
    /// ```claims fails
    /// @toll death toll 5 in Spain on 2020-03-05 by WHO
    /// retract @tol by WHO on 2020-03-06 because "counted twice"
    /// ```
    /// ```claims passes
    /// @toll death toll 5 in Spain on 2020-03-05 by WHO
    /// retract @toll by WHO on 2020-03-06 because "counted twice"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling of the label
    /// - put the label before the statement you mean
    /// - if the statement is in another file, include that file, also where both are checked in one run: the message has the line
    /// - only a claim's own origin, or an outlet in its chain, can take it back
    ///
    /// ## When it is silent
    /// Where the statement with the label could not be read: another finding reports that there.
    ///
    /// ## Settings
    /// None.
    pub(super) static DANGLING_LABEL = "R120" "dangling-label", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let of = |kind| problem::of(context, kind);
    for problem in of(ProblemKind::DanglingLabel).chain(of(ProblemKind::NotTheirsToRetract)) {
        let finding = problem::report_one(context, findings, problem);
        let name = |file| context.sources.get(file).name();
        let mut files: Vec<FileId> = problem.others.iter().map(|(place, _)| place.file).collect();
        files.dedup();
        let lines: Vec<String> = files
            .iter()
            .map(|&file| format!("`include \"{}\"`", relative(name(problem.at.file), name(file))))
            .collect();
        finding.help.extend(match &lines[..] {
            [] => None,
            [one] => Some(format!("write {one} above it in {}", name(problem.at.file))),
            _ => Some(format!("include the file that you mean: {}", lines.join(" or "))),
        });
    }
}
