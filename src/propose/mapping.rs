//! Proposes the meaning of a sheet's columns: the field that each seems to be, by its heading and its cells.

use super::inert::{remark, toml_text};
use crate::intake::{DateGuess, Field, SheetPreview, date_look, is_total, probable};
use crate::source::Source;
use crate::syntax;
use crate::syntax::tree::{Value, ValueKind};

/// Cells that often mean a missing value.
const MISSING: [&str; 12] =
    ["n/a", "na", "n.a.", "-", "–", "—", "..", "…", "?", "unknown", "not known", "none reported"];

/// How many cells of a column are of each kind.
#[derive(Clone, Debug, Default)]
struct ColumnProfile {
    filled: usize,
    dates: usize,
    figures: usize,
    addresses: usize,
    letters: usize,
    distinct: usize,
}

/// The proposed meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Role {
    /// Its heading is the name of this field.
    Own(Field),
    /// It seems to be this field, for this reason.
    Field(Field, String),
    /// It seems to be part of the scope, for this reason.
    Scope(String),
    /// Each of its cells is a figure, and so a separate claim.
    Wide,
    /// It has no meaning for the checker.
    Nothing,
}

/// The `[tables]` section of a sheet. `windows_1252` says that its bytes are Windows-1252.
pub(super) fn section(source: &Source, windows_1252: bool) -> Option<String> {
    let preview = SheetPreview::of(source)?;
    let profiles: Vec<ColumnProfile> = preview.columns.iter().map(|cells| profile(cells)).collect();
    let roles = roles(&preview, &profiles);
    let file = source.name().rsplit('/').next().unwrap_or(source.name());
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
    let has = |field: Field| {
        roles.iter().any(|role| matches!(role, Role::Own(own) | Role::Field(own, _) if *own == field))
    };
    match wide.as_slice() {
        [] => {}
        [one] if !has(Field::Measure) => {
            lines.push(format!("# {one}: the only column of figures; nothing else says what is measured"));
            lines.retain(|line| !line.starts_with("columns ="));
            columns.push(format!("{} = \"value\"", toml_text(one)));
            lines.push(format!("columns = {{ {} }}", columns.join(", ")));
            lines.push(format!("constants = {{ measure = {} }}", toml_text(&one.to_lowercase())));
        }
        many => {
            let field = if has(Field::Measure) { "source" } else { "measure" };
            lines.push(format!("# {}: columns of figures, so each cell is a claim", many.join(", ")));
            let names: Vec<String> = many.iter().map(|name| toml_text(name)).collect();
            lines.push(format!("wide = {{ field = \"{field}\", columns = [{}] }}", names.join(", ")));
        }
    }
    if has(Field::Value) && !has(Field::Measure) && wide.is_empty() {
        lines.push("# nothing in the sheet says what is measured; write it here".to_owned());
        lines.push("constants = { measure = \"death toll\" }".to_owned());
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
    lines.iter_mut().filter(|line| line.starts_with('#')).for_each(|line| *line = remark(line));
    lines.push(String::new());
    Some(lines.join("\n"))
}

fn profile(cells: &[String]) -> ColumnProfile {
    let mut profile = ColumnProfile::default();
    let mut seen = std::collections::BTreeSet::new();
    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
        profile.filled += 1;
        profile.letters += cell.chars().count();
        profile.dates += usize::from(date_look(cell) != DateGuess::No);
        profile.figures += usize::from(is_figure(cell));
        profile.addresses += usize::from(cell.starts_with("http://") || cell.starts_with("https://"));
        seen.insert(cell);
    }
    profile.distinct = seen.len();
    profile
}

/// Whether a cell is a figure, in digits.
fn is_figure(cell: &str) -> bool {
    let figure = matches!(syntax::value(cell), Ok(Value { kind: ValueKind::Figure(_), .. }));
    figure && cell.bytes().any(|byte| byte.is_ascii_digit())
}

/// What each column means: by its heading, else by its cells.
fn roles(preview: &SheetPreview, profiles: &[ColumnProfile]) -> Vec<Role> {
    let mut roles: Vec<Role> =
        preview.fields.iter().map(|field| field.map_or(Role::Nothing, Role::Own)).collect();
    let taken = |roles: &[Role], field: Field| {
        roles.iter().any(|role| matches!(role, Role::Own(own) | Role::Field(own, _) if *own == field))
    };
    let is_most = |count: usize, profile: &ColumnProfile| profile.filled > 0 && count * 2 > profile.filled;
    // First by their headings, where the cells do not contradict.
    for at in 0..roles.len() {
        let (heading, profile) = (&preview.headings[at], &profiles[at]);
        if roles[at] != Role::Nothing || heading.is_empty() {
            continue;
        }
        let Some(field) = probable(heading).filter(|field| !taken(&roles, *field)) else { continue };
        let fits = match field {
            Field::Date | Field::From | Field::To | Field::Said | Field::Published => {
                is_most(profile.dates, profile)
            }
            Field::Value => is_most(profile.figures, profile),
            Field::Url => is_most(profile.addresses, profile),
            _ => {
                profile.filled == 0 || !is_most(profile.figures, profile) && !is_most(profile.dates, profile)
            }
        };
        if fits {
            roles[at] = Role::Field(field, "by its heading".to_owned());
        }
    }
    // Then by their cells.
    for at in 0..roles.len() {
        let profile = &profiles[at];
        if roles[at] != Role::Nothing || preview.headings[at].is_empty() || profile.filled == 0 {
            continue;
        }
        let share_of_cells = |count: usize| format!("{count} of {} cells", profile.filled);
        roles[at] = if is_most(profile.dates, profile) && !taken(&roles, Field::Date) {
            Role::Field(Field::Date, format!("{} are dates", share_of_cells(profile.dates)))
        } else if is_most(profile.addresses, profile) && !taken(&roles, Field::Url) {
            Role::Field(Field::Url, format!("{} are addresses", share_of_cells(profile.addresses)))
        } else if is_most(profile.figures, profile) && !taken(&roles, Field::Value) {
            Role::Wide
        } else if profile.letters > 30 * profile.filled
            || profile.distinct * 10 > profile.filled * 9 && profile.filled > 10
        {
            Role::Field(
                Field::Note,
                format!(
                    "long, or seldom repeated: {} values in {}",
                    profile.distinct,
                    share_of_cells(profile.filled)
                ),
            )
        } else {
            Role::Scope(format!(
                "short, and often repeated: {} values in {}",
                profile.distinct,
                share_of_cells(profile.filled)
            ))
        };
    }
    roles
}

/// Adds how dates and figures are written, and which rows are no data.
fn notation(preview: &SheetPreview, roles: &[Role], lines: &mut Vec<String>) {
    let field = |role: &Role| match role {
        Role::Own(field) | Role::Field(field, _) => Some(*field),
        _ => None,
    };
    let cells = |wanted: &dyn Fn(&Role) -> bool| -> Vec<&String> {
        let chosen = roles.iter().zip(&preview.columns).filter(|(role, _)| wanted(role));
        chosen.flat_map(|(_, cells)| cells).filter(|cell| !cell.is_empty()).collect()
    };
    let dated = |role: &Role| {
        matches!(field(role), Some(Field::Date | Field::From | Field::To | Field::Said | Field::Published))
    };
    let slashed: Vec<(u32, u32, &String)> = cells(&dated)
        .into_iter()
        .filter_map(|cell| match date_look(cell) {
            DateGuess::Slashed(first, second) => Some((first, second, cell)),
            _ => None,
        })
        .collect();
    let day_first = slashed.iter().find(|(first, second, _)| *first > 12 && *second <= 12);
    let month_first = slashed.iter().find(|(first, second, _)| *second > 12 && *first <= 12);
    match (day_first, month_first) {
        (Some((_, _, cell)), None) => {
            lines.push(format!("# `{cell}` can only be day first"));
            lines.push("date-order = \"dmy\"".to_owned());
        }
        (None, Some((_, _, cell))) => {
            lines.push(format!("# `{cell}` can only be month first"));
            lines.push("date-order = \"mdy\"".to_owned());
        }
        (Some((_, _, one)), Some((_, _, other))) => {
            lines.push(format!(
                "# `{one}` is day first and `{other}` month first: correct one of the two, then use"
            ));
            lines.push("# date-order = \"dmy\"".to_owned());
        }
        (None, None) if !slashed.is_empty() => {
            lines.push(format!(
                "# `{}` has two readings, and no date in the sheet shows which is right",
                slashed[0].2
            ));
            lines.push("# date-order = \"dmy\"".to_owned());
        }
        (None, None) => {}
    }
    let values = cells(&|role| field(role) == Some(Field::Value) || *role == Role::Wide);
    let comma = values.iter().filter(|cell| decimal_comma(cell)).count();
    let point = values.iter().filter(|cell| decimal_comma(&swapped(cell))).count();
    if comma > 0 && point == 0 {
        lines.push(format!("# {comma} figures clearly have a decimal comma, and none has a decimal point"));
        lines.push("decimal = \"comma\"".to_owned());
    }
    let mut missing: Vec<&str> = Vec::new();
    for cell in values {
        if MISSING.contains(&cell.to_lowercase().as_str()) && !missing.iter().any(|known| known == cell) {
            missing.push(cell);
        }
    }
    if !missing.is_empty() {
        let words: Vec<String> = missing.iter().map(|word| toml_text(word)).collect();
        lines.push("# these cells mean that there is no figure".to_owned());
        lines.push(format!("blank = [{}]", words.join(", ")));
    }
    let mut totals: Vec<&String> = Vec::new();
    for cell in cells(&|role| !matches!(role, Role::Nothing)) {
        if is_total(cell) && !totals.contains(&cell) {
            totals.push(cell);
        }
    }
    if !totals.is_empty() {
        let words: Vec<String> = totals.iter().map(|word| toml_text(word)).collect();
        lines.push("# rows of totals".to_owned());
        lines.push(format!("skip = [{}]", words.join(", ")));
    }
}

/// Whether a figure certainly has a decimal comma: `1.234,5`, `3,75`.
fn decimal_comma(cell: &str) -> bool {
    let Some((whole, part)) = cell.rsplit_once(',') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = whole.trim_start_matches(['-', '−', '~', '$', '€', '£', ' ']);
    digits(part) && whole.split('.').all(digits) && (whole.contains('.') || part.len() != 3)
}

/// A cell with its points and commas exchanged.
fn swapped(cell: &str) -> String {
    let swap = |c: char| match c {
        ',' => '.',
        '.' => ',',
        other => other,
    };
    cell.chars().map(swap).collect()
}
