//! Claims without a reference to look up.

use rustc_hash::FxHashSet;

use crate::corpus::plural;
use crate::finding::Cited;
use crate::intake::FileFormat;
use crate::model::claim::{Claim, ClaimStatus};
use crate::phrasing::{Context, Findings, problem};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::FileId;

/// The details that lead a reader to the original, besides the web address.
const REFERENCE_KEYS: [&str; 2] = ["archived", "page"];

declare_rule! {
    /// A claim without an address where it can be looked up.
    ///
    /// ## Why it matters
    /// `by "Health Ministry"` shows who said it, but not where. A year later the page cannot be found again, and a correction
    /// cannot be checked against what it said. A desk that publishes its evidence asks for an address with every claim.
    ///
    /// ## Example
    /// ```toml
    /// [rules]
    /// missing-citation = "warning"
    /// ```
    /// ```claims fails
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry"
    /// ```
    /// ```claims passes
    /// death toll 28,752 in Spain on 2020-05-24 by "Health Ministry" <https://www.example.org/24-may>
    /// death toll 27,119 in Spain on 2020-05-25 by "Health Ministry"
    ///     page: 12
    /// ```
    ///
    /// ## How to settle it
    /// - give the address in angle brackets, or as `url:` below the claim; use `archived:` for a permanent copy
    /// - give a file of claims from one article its address once, on the `article` line
    /// - give printed material a `page:`
    ///
    /// ## When it is silent
    /// Where the claim, or the article above it, has an address, an archived copy or a page. `accessed:` and `note:` are not
    /// addresses and do not count. For figures of your own that are `based on` others, which have their own addresses, and
    /// for claims that were taken back. A sheet in which no row has an address is reported once.
    ///
    /// ## Settings
    /// Off unless `gainsay.toml` gives it a level or `--select missing-citation` asks for it.
    pub(super) static MISSING_CITATION = "R116" "missing-citation", DefaultLevel::Off, Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let claims = context.corpus.claims();
    let mut start = 0;
    while start < claims.len() {
        let file = claims[start].place.file;
        let len = claims[start..].iter().take_while(|claim| claim.place.file == file).count();
        of_file(context, findings, file, start..start + len);
        start += len;
    }
}

fn of_file(context: &Context<'_>, findings: &mut Findings, file: FileId, numbers: std::ops::Range<usize>) {
    let claims = context.corpus.claims();
    let missing: Vec<usize> = numbers.clone().filter(|&at| !is_cited(&claims[at])).collect();
    let is_sheet = FileFormat::of(context.sources.get(file).name()).is_some_and(FileFormat::is_rows);
    if is_sheet && missing.len() > 1 && missing.len() == numbers.len() {
        let first = &claims[missing[0]];
        let none = plural(numbers.len(), "claim");
        let finding = findings.report(
            first.place,
            first.mark,
            format!("none of the {none} in this sheet has an address"),
        );
        finding.help.push("add a column `url` with the address of each row's source".to_owned());
        let cited = context.words().cite(missing[0] as u32);
        finding.claims.push(Cited { label: "the first of them".to_owned(), ..cited });
        return;
    }
    // A statement by several origins needs only one citation.
    let mut reported = FxHashSet::default();
    for at in missing {
        let claim = &claims[at];
        if !reported.insert(claim.place) {
            continue;
        }
        let what = problem::about(context, claim);
        let finding = findings.report(claim.place, claim.mark, format!("{what} has no address"));
        finding.help.push(
            "add where readers can look it up: `<https://…>` on the claim or its article, `archived:` or `page:` below it"
                .to_owned(),
        );
        let cited = context.words().cite(at as u32);
        finding.claims.push(Cited { label: "where was it said?".to_owned(), ..cited });
    }
}

/// Whether a claim can be looked up, or need not be.
fn is_cited(claim: &Claim) -> bool {
    claim.status != ClaimStatus::Current
        || claim.details.as_ref().is_some_and(|details| {
            details.url.is_some()
                || details.tally
                || details.rest.iter().any(|(key, _)| REFERENCE_KEYS.contains(&key.as_str()))
        })
}
