//! Proposes the meaning of a sheet's columns: the field that each seems to be, by its heading and its cells.

use super::across::{are_sources, measure_column};
use super::inert::{remark, toml_text};
use super::known_form;
use super::merged::merged;
use super::notation::notation;
use super::profile::ColumnProfile;
use super::role::{Role, are_dates, roles, taken};
use crate::intake::{Field, SheetPreview};
use crate::source::Source;

/// The `[tables]` section of a sheet. `windows_1252` says that its bytes are Windows-1252.
pub(super) fn section(source: &Source, windows_1252: bool) -> Option<String> {
    let preview = SheetPreview::of(source)?;
    let file = source.name().rsplit('/').next().unwrap_or(source.name());
    if let Some(section) = known_form::section(&preview, file) {
        return Some(section);
    }
    let profiles: Vec<ColumnProfile> = preview.columns.iter().map(|cells| ColumnProfile::of(cells)).collect();
    let mut roles = roles(&preview, &profiles);
    let of_sources = are_sources(&preview, &roles);
    let lacks_measure = !taken(&roles, Field::Measure) && (of_sources || taken(&roles, Field::Value));
    if let Some(at) = measure_column(&preview, &roles).filter(|_| lacks_measure) {
        roles[at] = Role::Field(Field::Measure, "no other column says what is measured".to_owned());
    }
    let mut lines = vec![format!("[tables.{}]", toml_text(file))];
    let mut reasons = Vec::new();
    let (mut columns, mut scope, mut wide) = (Vec::new(), Vec::new(), Vec::new());
    for (heading, role) in preview.headings.iter().zip(&roles) {
        let heading = heading.split_whitespace().collect::<Vec<_>>().join(" ");
        match role {
            Role::Field(field, why) => {
                columns.push(format!("{} = \"{}\"", toml_text(&heading), field.name()));
                reasons.push(format!("# {heading}: {} ({why})", field.name()));
            }
            Role::Scope(why) => {
                scope.push(toml_text(&heading));
                reasons.push(format!("# {heading}: part of what a figure is about ({why})"));
            }
            Role::Wide => wide.push(heading),
            Role::Own(_) | Role::Nothing => {}
        }
    }
    lines.append(&mut reasons);
    if !columns.is_empty() {
        lines.push(format!("columns = {{ {} }}", columns.join(", ")));
    }
    if !scope.is_empty() {
        lines.push(format!("scope = [{}]", scope.join(", ")));
    }
    let has = |field: Field| taken(&roles, field);
    let mut constants = Vec::new();
    match wide.as_slice() {
        [] => {}
        [one] if !has(Field::Measure) => {
            lines.push(format!("# {one}: the only column of figures; nothing else says what is measured"));
            lines.retain(|line| !line.starts_with("columns ="));
            columns.push(format!("{} = \"value\"", toml_text(one)));
            lines.push(format!("columns = {{ {} }}", columns.join(", ")));
            constants.push(format!("measure = {}", toml_text(&one.to_lowercase())));
        }
        many => {
            let field = match has(Field::Measure) {
                _ if are_dates(many) => "date",
                has_measure if has_measure || of_sources => "source",
                _ => "measure",
            };
            lines.push(format!("# {}: columns of figures, so each cell is a claim", many.join(", ")));
            let names: Vec<String> = many.iter().map(|name| toml_text(name)).collect();
            lines.push(format!("wide = {{ field = \"{field}\", columns = [{}] }}", names.join(", ")));
        }
    }
    if has(Field::Value) && !has(Field::Measure) && wide.is_empty() {
        lines.push(
            "# nothing in the sheet says what is measured: write it here, and remove the `#`".to_owned(),
        );
        lines.push("# constants = { measure = \"…\" }".to_owned());
    }
    if !has(Field::Value) && wide.is_empty() {
        lines.push(
            "# no column holds figures: a claim that is a sentence has to be split, its figure into a column of its own (`Figure`)"
                .to_owned(),
        );
    }
    let dates = [Field::Date, Field::From, Field::To, Field::Said, Field::Published];
    let is_dated = dates.into_iter().any(has) || wide.len() > 1 && are_dates(&wide);
    if !is_dated && (has(Field::Value) || !wide.is_empty()) {
        of_when(source.text(), preview.header, &mut lines, &mut constants);
    }
    if !constants.is_empty() {
        lines.push(format!("constants = {{ {} }}", constants.join(", ")));
    }
    if windows_1252 {
        lines.push("# some bytes are not UTF-8; the file may be Windows-1252".to_owned());
        lines.push("encoding = \"windows-1252\"".to_owned());
    }
    if preview.header > 1 {
        lines.push(format!("# the first row that looks like headings is row {}", preview.header));
        lines.push(format!("header = {}", preview.header));
    }
    notation(&preview, &roles, &mut lines);
    merged(&preview, &roles, &mut lines);
    lines.iter_mut().filter(|line| line.starts_with('#')).for_each(|line| *line = remark(line));
    lines.push(String::new());
    Some(lines.join("\n"))
}

/// Adds when the figures of a sheet without dates are of: the year in the title above its headings; else the question.
fn of_when(text: &str, header: u32, lines: &mut Vec<String>, constants: &mut Vec<String>) {
    let title: String = text.lines().take(header.saturating_sub(1) as usize).collect::<Vec<_>>().join(" ");
    let words = title.split(|c: char| !c.is_alphanumeric());
    let mut years: Vec<&str> = words
        .filter(|word| word.len() == 4 && word.parse().is_ok_and(|year: u32| (1_900..2_100).contains(&year)))
        .collect();
    years.dedup();
    if let [year] = years[..] {
        lines.push(
            "# no column says of when the figures are; the title above the headings has a year".to_owned(),
        );
        constants.push(format!("date = \"{year}\""));
        return;
    }
    lines.push(
        "# nothing in the sheet says of when the figures are, and figures without a date are compared with few others: write it here, \
         and remove the `#`"
            .to_owned(),
    );
    lines.push("# constants = { date = \"2024-05-14\" }".to_owned());
}
