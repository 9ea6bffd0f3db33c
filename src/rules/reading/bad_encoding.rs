//! Bytes that are not UTF-8.

use crate::finding::{ProblemKind, Severity};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

declare_rule! {
    /// A text with bytes that are not UTF-8.
    ///
    /// ## Why it matters
    /// Text pasted from an old program uses another encoding: `Café` arrives with a byte that stands for no character. A name
    /// that has lost a letter is another name, so the statement is left out until you have checked it.
    ///
    /// ## Example
    /// A file saved as Latin-1 fails. (It cannot be shown here: this page is UTF-8.)
    /// ```claims passes
    /// death toll 3 in Café on 2024-11-05 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - save the file as UTF-8; every editor can
    /// - or retype the character
    ///
    /// ## When it is silent
    /// For a byte order mark at the start of a file, and for every character that is UTF-8, whatever its script.
    ///
    /// ## Settings
    /// None.
    pub(super) static BAD_ENCODING = "R102" "bad-encoding", DefaultLevel::Fixed(Severity::Error), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let problems: Vec<_> = problem::of(context, ProblemKind::BadEncoding).collect();
    let lines = |at: usize| {
        let cited = problem::cite(context, problems[at].at, "");
        let source = context.sources.get(cited.place.file);
        (cited.place.file, source.line_of(cited.place.span.start), source.line_of(cited.place.span.end))
    };
    let mut first = 0;
    while first < problems.len() {
        // A file in another encoding is one problem, not one for each of its lines.
        let (file, start, mut end) = lines(first);
        let mut next = first + 1;
        while next < problems.len() {
            let (other, from, to) = lines(next);
            if other != file || from > end + 1 {
                break;
            }
            end = end.max(to);
            next += 1;
        }
        let finding = problem::report_one(context, findings, problems[first]);
        if next - first > 1 {
            finding.message = format!("lines {start} to {end} contain bytes that are not UTF-8 text");
        }
        first = next;
    }
}
