//! The summary of a run in one sentence, and the number of findings of each rule.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::paint::{RenderOptions, TextRole};
use super::short::severity_word;
use super::view::ReportView;
use crate::check::Summary;
use crate::finding::{Code, Severity};
use crate::model::Number;

/// Writes `3 files, 41 claims by 9 sources: 1 error, 2 warnings, 1 note`.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn summary(out: &mut dyn Write, view: &ReportView<'_>, options: RenderOptions) -> io::Result<()> {
    let sum = &view.report.summary;
    if sum.archive_files > 0 {
        against(out, sum)?;
    } else {
        write!(out, "{}, ", grouped_plural(sum.files, "file"))?;
        if sum.rows > 0 {
            write!(out, "{}{}, ", grouped_plural(sum.rows, "row"), left_out(sum))?;
        }
        write!(out, "{}{}", grouped_plural(sum.claims, "claim"), compared(sum))?;
        if sum.sources > 0 {
            write!(out, " by {}", grouped_plural(sum.sources, "source"))?;
        }
    }
    write!(out, ": ")?;
    let levels = [
        (sum.errors, "error", Severity::Error),
        (sum.warnings, "warning", Severity::Warning),
        (sum.notes, "note", Severity::Note),
    ];
    let mut said = false;
    for (number, name, severity) in levels {
        if number > 0 {
            let count = grouped_plural(number, name);
            write!(
                out,
                "{}{}",
                if said { ", " } else { "" },
                options.paint(TextRole::Finding(severity), count)
            )?;
            said = true;
        }
    }
    if !said {
        let nothing = match sum.archive_files {
            1.. if sum.claims == sum.archive_claims => "the draft makes no claims, so nothing was checked",
            1.. if sum.compared == 0 => "nothing to report, as nothing of the draft could be compared",
            0 if sum.claims > 0 && sum.compared == 0 => {
                "nothing to report, as no claim has another to be compared with"
            }
            _ => "nothing to report",
        };
        write!(out, "{}", options.paint(TextRole::Strong, nothing))?;
    }
    if sum.accepted > 0 {
        write!(out, "; {} accepted", grouped(sum.accepted))?;
    }
    if sum.baselined > 0 {
        write!(out, "; {} known already", grouped(sum.baselined))?;
    }
    if sum.reopened > 0 {
        write!(out, "; {} reopened", grouped(sum.reopened))?;
    }
    if sum.passed_over > 0 {
        write!(out, "; {} passed over", grouped(sum.passed_over))?;
    }
    writeln!(out)?;
    let claims = sum.claims - sum.archive_claims;
    if sum.compared > 0 && 5 * (claims - sum.compared) >= claims {
        let others = match claims - sum.compared {
            1 => "one that has".to_owned(),
            many => format!("{} that have", grouped(many)),
        };
        writeln!(out, "`gainsay claims --uncompared` lists the {others} no other to be compared with")?;
    }
    if view.held_back() > 0 {
        let kept = view.report.findings.len() - view.held_back();
        writeln!(
            out,
            "{} held back: only the {} shown (--max-findings shows more)",
            grouped_plural(view.held_back(), "finding"),
            match kept {
                1 => "gravest is".to_owned(),
                _ => format!("{} gravest are", grouped(kept)),
            }
        )?;
    }
    Ok(())
}

/// How many claims (of the draft, if there is one) had another to be compared with, and how many are of sources that
/// fill in: ` (3 compared, 2 filled in)`; empty if there are no claims.
fn compared(sum: &Summary) -> String {
    let claims = sum.claims - sum.archive_claims;
    let compared = match sum.compared {
        _ if claims == 0 => return String::new(),
        0 => "none compared".to_owned(),
        all if all == claims => "all compared".to_owned(),
        some => format!("{} compared", grouped(some)),
    };
    match sum.filled_in {
        0 => format!(" ({compared})"),
        filled => format!(" ({compared}, {} filled in)", grouped(filled)),
    }
}

/// What was read as draft and as archive: `1 file with 5 claims against 3 files with 41 claims`.
fn against(out: &mut dyn Write, sum: &Summary) -> io::Result<()> {
    let of = |files: usize, claims: usize| {
        format!("{} with {}", grouped_plural(files, "file"), grouped_plural(claims, "claim"))
    };
    let draft = of(sum.files - sum.archive_files, sum.claims - sum.archive_claims);
    write!(out, "{draft}{} against {}", compared(sum), of(sum.archive_files, sum.archive_claims))?;
    if sum.rows > 0 {
        write!(out, ", {} in all{}", grouped_plural(sum.rows, "row"), left_out(sum))?;
    }
    Ok(())
}

/// Writes a line for each rule with findings: number, level, code and name; the most frequent first.
///
/// # Errors
/// Where `out` cannot be written to.
pub fn statistics(out: &mut dyn Write, view: &ReportView<'_>) -> io::Result<()> {
    let mut fired: BTreeMap<(Code, std::cmp::Reverse<Severity>), (usize, &str)> = BTreeMap::new();
    for finding in &view.report.findings {
        let key = (finding.code, std::cmp::Reverse(finding.severity));
        fired.entry(key).or_insert_with(|| (0, view.rule_name(finding))).0 += 1;
    }
    let mut rows: Vec<_> = fired.into_iter().collect();
    rows.sort_by_key(|&((code, severity), (number, _))| (std::cmp::Reverse(number), code, severity));
    let wide = rows.first().map_or(0, |row| grouped(row.1.0).len());
    for ((code, severity), (number, name)) in rows {
        writeln!(out, "{:>wide$}  {:<7}  {:<4}  {name}", grouped(number), severity_word(severity.0), code.0)?;
    }
    Ok(())
}

/// The number of rows that made no claim: ` (3 refused, 1 skipped)`.
fn left_out(sum: &Summary) -> String {
    let parts = [(sum.refused, "refused"), (sum.skipped, "skipped")];
    let said: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, what)| format!("{} {what}", grouped(*number)))
        .collect();
    if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) }
}

/// A number of things: `1 file`, `1,204 files`.
#[must_use]
pub fn grouped_plural(number: usize, thing: &str) -> String {
    format!("{} {thing}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A number with thousands separators.
pub(super) fn grouped(number: usize) -> String {
    Number::from_u64(number as u64).grouped()
}

#[cfg(test)]
mod tests {
    use super::grouped_plural;

    #[test]
    fn numbers_are_said_as_a_reader_says_them() {
        assert_eq!(grouped_plural(0, "note"), "0 notes");
        assert_eq!(grouped_plural(1, "note"), "1 note");
        assert_eq!(grouped_plural(1_234_567, "claim"), "1,234,567 claims");
    }
}
