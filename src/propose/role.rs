//! What each column of a sheet seems to mean: by its heading, else by its cells.

use std::collections::{BTreeMap, BTreeSet};

use super::profile::ColumnProfile;
use crate::intake::{DateGuess, Field, SheetPreview, guess_date, is_speaker, probable};

/// The proposed meaning of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
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

impl Role {
    /// The field, if it is one.
    pub(super) fn field(&self) -> Option<Field> {
        match self {
            Self::Own(field) | Self::Field(field, _) => Some(*field),
            _ => None,
        }
    }
}

/// Whether a column is already taken to be a field.
pub(super) fn taken(roles: &[Role], field: Field) -> bool {
    roles.iter().any(|role| role.field() == Some(field))
}

/// What each column means.
pub(super) fn roles(preview: &SheetPreview, profiles: &[ColumnProfile]) -> Vec<Role> {
    let own = |(field, profile): (&Option<Field>, &ColumnProfile)| match field {
        Some(field) if belies(*field, profile) => Role::Nothing,
        Some(field) => Role::Own(*field),
        None => Role::Nothing,
    };
    let mut roles: Vec<Role> = preview.fields.iter().zip(profiles).map(own).collect();
    by_heading(preview, profiles, &mut roles);
    who(preview, &mut roles);
    one_of_several(preview, profiles, &mut roles);
    sources(preview, &mut roles);
    dates(preview, &mut roles);
    by_cells(preview, profiles, &mut roles);
    beside_dates(preview, &mut roles);
    roles
}

/// Who is concerned is a group, but who spoke where no other column says that.
fn who(preview: &SheetPreview, roles: &mut [Role]) {
    if taken(roles, Field::Source) {
        return;
    }
    let is_who = |at: &usize| {
        let heading = preview.headings[*at].to_lowercase();
        roles[*at].field() == Some(Field::Group)
            && ["who", "wer", "qui"].contains(&heading.trim().trim_end_matches('?'))
    };
    if let Some(at) = (0..roles.len()).find(is_who) {
        roles[at] = Role::Field(Field::Source, "no other column says who spoke".to_owned());
    }
}

/// A column that only by its heading would hold the figures is one of several if two others or more hold figures as well.
fn one_of_several(preview: &SheetPreview, profiles: &[ColumnProfile], roles: &mut [Role]) {
    let is_open = |at: &usize| {
        let profile = &profiles[*at];
        roles[*at] == Role::Nothing
            && !preview.headings[*at].is_empty()
            && profile.is_most(profile.figures)
            && !profile.counts_rows
            && !profile.is_most(profile.dates)
    };
    if (0..roles.len()).filter(is_open).count() < 2 {
        return;
    }
    let is_value = |role: &&mut Role| matches!(role, Role::Field(Field::Value, _));
    if let Some(role) = roles.iter_mut().find(is_value) {
        *role = Role::Nothing;
    }
}

/// Among columns of figures that are one each of a date, the few others sum these up, or say something else.
fn beside_dates(preview: &SheetPreview, roles: &mut [Role]) {
    let wide: Vec<usize> = (0..roles.len()).filter(|&at| roles[at] == Role::Wide).collect();
    let (dated, others): (Vec<usize>, Vec<usize>) =
        wide.into_iter().partition(|&at| is_date(&preview.headings[at]));
    if dated.len() < 3 || others.len() * 3 > dated.len() {
        return;
    }
    for at in others {
        roles[at] = Role::Field(Field::Note, "the other columns of figures are of one date each".to_owned());
    }
}

/// Whether the cells of a column show that its heading, the name of a field, means something else.
fn belies(field: Field, profile: &ColumnProfile) -> bool {
    match field {
        Field::Statement => profile.filled > 0 && !profile.is_most(profile.kinds),
        Field::Source | Field::Via => profile.is_most(profile.addresses),
        Field::Measure => profile.is_most(profile.figures),
        _ => false,
    }
}

/// Gives columns the fields that their headings usually mean, unless the cells contradict.
fn by_heading(preview: &SheetPreview, profiles: &[ColumnProfile], roles: &mut [Role]) {
    for at in 0..roles.len() {
        let (heading, profile) = (&preview.headings[at], &profiles[at]);
        if roles[at] != Role::Nothing || heading.is_empty() {
            continue;
        }
        let Some(field) = meant(heading, profile) else { continue };
        let several = matches!(field, Field::Note | Field::Source | Field::Date);
        if !several && taken(roles, field) {
            continue;
        }
        let fits = match field {
            Field::Date | Field::From | Field::To | Field::Said | Field::Published => {
                profile.is_most(profile.dates) || profile.is_most(profile.years) && field == Field::Date
            }
            Field::Value => profile.is_most(profile.figures) && !profile.counts_rows,
            Field::Url => profile.is_most(profile.addresses),
            Field::Note => true,
            _ => profile.filled == 0 || !profile.is_most(profile.figures) && !profile.is_most(profile.dates),
        };
        if fits {
            roles[at] = Role::Field(field, "by its heading".to_owned());
        }
    }
}

/// The field that a heading means above such cells.
fn meant(heading: &str, profile: &ColumnProfile) -> Option<Field> {
    match probable(heading)? {
        Field::Statement => Some(Field::Measure),
        Field::Measure if profile.is_most(profile.figures) => Some(Field::Value),
        Field::Source if profile.is_most(profile.addresses) => Some(Field::Url),
        field => Some(field),
    }
}

/// If several columns name a source: who spoke is the source, the next one passed it on, and the rest
/// are notes.
fn sources(preview: &SheetPreview, roles: &mut [Role]) {
    let mut named: Vec<usize> =
        (0..roles.len()).filter(|&at| roles[at].field() == Some(Field::Source)).collect();
    if named.len() < 2 {
        return;
    }
    // A speaker first, then a column with the name itself, then the others in their order.
    named.sort_by_key(|&at| (!is_speaker(&preview.headings[at]), !matches!(roles[at], Role::Own(_))));
    let first = preview.headings[named[0]].clone();
    for &at in &named[1..] {
        roles[at] = match taken(roles, Field::Via) {
            false => Role::Field(Field::Via, format!("it passes on what `{first}` said")),
            true => Role::Field(Field::Note, format!("the source is `{first}`")),
        };
    }
    if !matches!(roles[named[0]], Role::Own(_)) {
        roles[named[0]] = Role::Field(Field::Source, "by its heading".to_owned());
    }
}

/// Decides which date column is the date of the figures. One headed only `When` says when somebody spoke,
/// if another column is a date or a speaker is named; the others are notes.
fn dates(preview: &SheetPreview, roles: &mut [Role]) {
    let mut dates: Vec<usize> =
        (0..roles.len()).filter(|&at| roles[at].field() == Some(Field::Date)).collect();
    let is_headed_when = |at: usize| {
        let name = preview.headings[at].to_lowercase();
        ["when", "wann", "quand"].iter().any(|word| name.trim().trim_end_matches('?') == *word)
    };
    let has_speaker = roles
        .iter()
        .zip(&preview.headings)
        .any(|(role, heading)| role.field() == Some(Field::Source) && is_speaker(heading));
    dates.sort_by_key(|&at| (is_headed_when(at), !matches!(roles[at], Role::Own(_))));
    let first = usize::from(!(dates.len() == 1 && is_headed_when(dates[0]) && has_speaker));
    for &at in dates.iter().skip(first) {
        roles[at] = match taken(roles, Field::Said) {
            false if is_headed_when(at) => Role::Field(Field::Said, "when it was said".to_owned()),
            _ if first == 0 => Role::Field(Field::Date, "by its heading".to_owned()),
            _ => Role::Field(Field::Note, "another column is the date".to_owned()),
        };
    }
}

/// Gives the remaining columns a meaning by their cells.
fn by_cells(preview: &SheetPreview, profiles: &[ColumnProfile], roles: &mut [Role]) {
    for at in 0..roles.len() {
        let profile = &profiles[at];
        if roles[at] != Role::Nothing || preview.headings[at].is_empty() || profile.filled == 0 {
            continue;
        }
        let of = |count: usize| format!("{count} of {} cells", profile.filled);
        let dated = taken(roles, Field::Date) || taken(roles, Field::From);
        roles[at] = if profile.counts_rows {
            Role::Field(Field::Note, "it counts the rows".to_owned())
        } else if profile.is_most(profile.dates) && !dated {
            Role::Field(Field::Date, format!("{} are dates", of(profile.dates)))
        } else if profile.is_most(profile.addresses) && !taken(roles, Field::Url) {
            Role::Field(Field::Url, format!("{} are addresses", of(profile.addresses)))
        } else if profile.is_most(profile.figures) && !taken(roles, Field::Value) {
            Role::Wide
        } else if profile.characters > 30 * profile.filled
            || profile.distinct * 10 > profile.filled * 9 && profile.filled > 10
        {
            let why =
                format!("long, or seldom repeated: {} values in {}", profile.distinct, of(profile.filled));
            Role::Field(Field::Note, why)
        } else {
            Role::Nothing
        };
    }
    let open: Vec<usize> = (0..roles.len())
        .filter(|&at| {
            roles[at] == Role::Nothing && profiles[at].filled > 0 && !preview.headings[at].is_empty()
        })
        .collect();
    let decided: Vec<Role> = open.iter().map(|&at| scope_or_note(preview, roles, at)).collect();
    for (at, role) in open.into_iter().zip(decided) {
        roles[at] = role;
    }
}

/// Whether a column that is no field is part of the scope or a note. It is part of the scope if it
/// tells apart figures that one source gives of one thing on one day; any other scope key would keep
/// figures from being compared.
fn scope_or_note(preview: &SheetPreview, roles: &[Role], at: usize) -> Role {
    let keys: Vec<usize> = (0..roles.len())
        .filter(|&other| {
            matches!(
                roles[other].field(),
                Some(
                    Field::Measure
                        | Field::Source
                        | Field::Via
                        | Field::Date
                        | Field::From
                        | Field::To
                        | Field::Said
                        | Field::Published
                        | Field::Place
                        | Field::Group
                        | Field::Subject
                        | Field::Topic
                        | Field::Unit
                )
            )
        })
        .collect();
    let mut groups: BTreeMap<Vec<&str>, (usize, BTreeSet<&str>)> = BTreeMap::new();
    for row in 0..preview.rows.len() {
        let key = keys.iter().map(|&other| preview.columns[other][row].as_str()).collect();
        let cell = preview.columns[at][row].as_str();
        if !cell.is_empty() {
            let group = groups.entry(key).or_default();
            group.0 += 1;
            group.1.insert(cell);
        }
    }
    let several = groups.values().filter(|(count, _)| *count > 1);
    let rows: usize = several.clone().map(|(count, _)| count).sum();
    // Each of its values once in a group: it says which figure is which.
    let apart: usize = several.filter(|(count, cells)| cells.len() == *count).map(|(count, _)| count).sum();
    let filled = preview.columns[at].iter().filter(|cell| !cell.is_empty()).count();
    if apart >= 3 && apart * 2 > rows && apart * 5 > filled {
        let why = format!("it tells apart {apart} figures that one source gives of one thing at one time");
        return Role::Scope(why);
    }
    let why = "it tells no figures of one source apart; figures that differ in it are compared. If they are about \
               different things, write it under `scope` instead";
    Role::Field(Field::Note, why.to_owned())
}

/// Whether every heading of some columns is a date.
pub(super) fn are_dates(headings: &[String]) -> bool {
    headings.len() > 1 && headings.iter().all(|heading| is_date(heading))
}

/// Whether a heading is a date, or a year.
fn is_date(heading: &str) -> bool {
    let heading = heading.trim();
    let is_year = heading.len() == 4 && heading.parse().is_ok_and(|year: u32| (1_000..2_200).contains(&year));
    is_year || guess_date(heading) == DateGuess::Date
}
