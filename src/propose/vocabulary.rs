//! The vocabulary that a sheet seems to need: kinds of its measures by the course of their figures, units, names spelt
//! twice.

use std::collections::BTreeMap;

use crate::finding::ProblemKind;
use crate::model::claim::{Claim, Value};
use crate::model::vocabulary::Declared;
use crate::model::{self, Day, Figure, Model, Number, ReadOptions};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::source::Sources;
use crate::syntax;

/// How many names of a kind are compared with one another.
const COMPARED: usize = 1_000;

/// How many steps a series needs before it shows its kind.
const STEPS: usize = 4;

/// What the words of a measure's name show of its kind.
const BY_NAME: [(&str, &str); 14] = [
    ("total", "cumulative"),
    ("cumulative", "cumulative"),
    ("so far", "cumulative"),
    ("toll", "cumulative"),
    ("to date", "cumulative"),
    ("daily", "flow"),
    ("new ", "flow"),
    ("per day", "flow"),
    ("weekly", "flow"),
    ("rate", "ratio"),
    ("share", "ratio"),
    ("per cent", "ratio"),
    ("percent", "ratio"),
    ("%", "ratio"),
];

/// Words of what is counted in people.
const PEOPLE: [&str; 22] = [
    "people",
    "dead",
    "death",
    "deaths",
    "killed",
    "injured",
    "wounded",
    "missing",
    "displaced",
    "evacuated",
    "refugees",
    "cases",
    "patients",
    "casualties",
    "fatalities",
    "victims",
    "recovered",
    "captured",
    "arrested",
    "hospitalised",
    "hospital",
    "tested",
];

/// The course of a measure's figures.
#[derive(Clone, Debug, Default)]
struct FigureTrend {
    claims: usize,
    up: usize,
    level: usize,
    down: usize,
    units: BTreeMap<String, usize>,
    /// Claims whose value is no figure, by what it is.
    others: BTreeMap<&'static str, usize>,
}

/// The text of a vocabulary for the claims of a sheet.
pub(super) fn vocabulary(sources: &Sources, settled: &Settings, file: &str) -> String {
    let paths = BTreeMap::new();
    let given = ReadOptions {
        includes: &[],
        vocabulary: &[],
        as_of: None,
        settings: settled,
        paths: &paths,
        progress: &Progress::default(),
    };
    let model = model::read(sources, &given);
    let mut text = format!(
        "# Proposed by `gainsay init {file}` from {} claims; correct what is wrong.\n",
        model.claims.len()
    );
    let runs = runs(&model);
    for (unit, count) in unknown_units(&model, sources) {
        text.push_str(&format!("\n# in {count} cells\ndefine unit {} counts\n", named(&unit)));
    }
    for (name, run) in &runs {
        text.push('\n');
        text.push_str(&definition(name, run));
        if let Some(total) = total_of(name, &runs) {
            text.push_str(&format!("    # if these are its increases:  adds up to {}\n", named(total)));
        }
    }
    if runs.is_empty() {
        text.push_str("\n# every measure of the sheet is built in\n");
    }
    let names = |entries: &[model::register::Entry]| -> Vec<(String, usize)> {
        entries.iter().map(|entry| (entry.display.clone(), 0)).collect()
    };
    let mut sources_counted = names(model.registers.sources.entries());
    for claim in &model.claims {
        for source in claim.origin.iter().chain(model.registers.chains.get(claim.via.0)) {
            sources_counted[source.0 as usize].1 += 1;
        }
    }
    text.push_str(&twins("source", sources_counted));
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut measures: BTreeMap<String, usize> = BTreeMap::new();
    for claim in &model.claims {
        for &(key, name) in model.registers.scopes.get(claim.scope.0) {
            if key == model::register::PLACE {
                *places.entry(model.registers.names.get(name.0).display.clone()).or_default() += 1;
            }
        }
        *measures.entry(model.registers.measures.get(claim.measure.0).display.clone()).or_default() += 1;
    }
    text.push_str(&twins("place", places.into_iter().collect()));
    text.push_str(&twins("measure", measures.into_iter().collect()));
    text
}

/// The undefined units, by how many cells name them.
fn unknown_units(model: &Model, sources: &Sources) -> BTreeMap<String, usize> {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for problem in model.problems.iter().filter(|problem| problem.kind == ProblemKind::UnknownUnit) {
        *found.entry(sources.slice(problem.at).trim().to_owned()).or_default() += 1;
    }
    found.retain(|unit, _| syntax::name(unit).is_ok_and(|name| name.raw == *unit));
    found
}

/// The measure whose name differs only in `total` for `daily`.
fn total_of<'r>(name: &str, runs: &'r BTreeMap<String, FigureTrend>) -> Option<&'r str> {
    const FLOW: [&str; 3] = ["daily", "new", "weekly"];
    const TOTAL: [&str; 2] = ["total", "cumulative"];
    let core = |name: &str, words: &[&str]| -> Option<String> {
        let all: Vec<String> =
            name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let rest: Vec<String> = all.iter().filter(|word| !words.contains(&word.as_str())).cloned().collect();
        (rest.len() < all.len()).then(|| rest.join(" "))
    };
    let flow = core(name, &FLOW)?;
    runs.keys().find(|other| core(other, &TOTAL).is_some_and(|total| total == flow)).map(String::as_str)
}

/// What separates series: measure, scope, origin, chain and mode.
type SeriesKey = (u32, u32, Option<u32>, u32, Option<crate::syntax::tree::Mode>);

/// The undeclared measures, each with the course of its figures.
fn runs(model: &Model) -> BTreeMap<String, FigureTrend> {
    let mut runs: BTreeMap<String, FigureTrend> = BTreeMap::new();
    let mut series: BTreeMap<SeriesKey, Vec<(Day, Number)>> = BTreeMap::new();
    let undeclared = |claim: &&Claim| {
        let known = model.vocabulary.measure(claim.measure);
        known.is_none_or(|measure| measure.declared == Declared::No && !measure.event)
            && !matches!(claim.value, Value::Quote(_))
    };
    for claim in model.claims.iter().filter(undeclared) {
        let name = model.registers.measures.get(claim.measure.0).display.clone();
        let run = runs.entry(name).or_default();
        run.claims += 1;
        if let Some(unit) = claim.unit {
            *run.units.entry(model.vocabulary.units.name(unit).to_owned()).or_default() += 1;
        }
        let other = match &claim.value {
            Value::Number(figure) => {
                if let (Figure::Exact(number), Some(day)) = (figure, claim.time.and_then(|time| time.from)) {
                    let origin = claim.origin.map(|origin| origin.0);
                    let key = (claim.measure.0, claim.scope.0, origin, claim.via.0, claim.mode);
                    series.entry(key).or_default().push((day, number.clone()));
                }
                continue;
            }
            Value::Truth(_) => "truth",
            Value::Name(_) => "name",
            Value::Set(_) => "set",
            Value::Date(_) => "date",
            Value::Quote(_) | Value::Unread => continue,
        };
        *run.others.entry(other).or_default() += 1;
    }
    for ((measure, ..), mut figures) in series {
        let name = &model.registers.measures.get(measure).display;
        let Some(run) = runs.get_mut(name) else { continue };
        figures.sort_by_key(|(day, _)| *day);
        for pair in figures.windows(2).filter(|pair| pair[0].0 < pair[1].0) {
            match pair[0].1.cmp(&pair[1].1) {
                std::cmp::Ordering::Less => run.up += 1,
                std::cmp::Ordering::Equal => run.level += 1,
                std::cmp::Ordering::Greater => run.down += 1,
            }
        }
    }
    runs
}

/// A measure's definition, and what it rests on.
fn definition(name: &str, run: &FigureTrend) -> String {
    let (kind, why) = kind(name, run);
    let mut text = format!("# {} claims; {why}\n", run.claims);
    text.push_str(&format!("define measure {}\n    kind {kind}\n", named(name)));
    let numeric = !matches!(kind, "truth" | "name" | "set" | "date");
    let unit = run.units.iter().max_by_key(|(_, count)| **count).map(|(unit, _)| unit.as_str());
    let words = name.to_lowercase();
    let people = words.split(|c: char| !c.is_alphanumeric()).any(|word| PEOPLE.contains(&word));
    match unit {
        Some(unit) if numeric && unit != "%" => text.push_str(&format!("    unit {unit}\n")),
        None if numeric && people && kind != "ratio" => {
            text.push_str("    unit people  # by its name\n");
        }
        _ => {}
    }
    text
}

fn kind(name: &str, run: &FigureTrend) -> (&'static str, String) {
    let figures: usize = run.claims - run.others.values().sum::<usize>();
    if let Some((&other, &count)) =
        run.others.iter().max_by_key(|(_, count)| **count).filter(|(_, c)| **c > figures)
    {
        return (other, format!("{count} of {} values show it", run.claims));
    }
    if run.units.get("%").is_some_and(|count| count * 2 > run.claims) {
        return ("ratio", "its figures are percentages".to_owned());
    }
    let words = format!("{} ", name.to_lowercase().replace('_', " "));
    let by_name =
        BY_NAME.iter().find(|(word, _)| words.contains(word)).map(|(word, kind)| (word.trim(), *kind));
    let steps = run.up + run.level + run.down;
    let runs = format!(
        "from one date to the next it rises {} times, stays {}, falls {}",
        run.up, run.level, run.down
    );
    // A running total falls only by a slip: in one step of twenty at most, and it does rise.
    let grows = steps >= STEPS && run.up > 0 && run.down * 20 <= steps;
    let falls = steps >= STEPS && run.down * 20 > steps;
    // A restated total falls now and then; what falls half as often as it rises is no total, whatever it is called.
    let falls = falls && run.down * 2 > run.up;
    match by_name {
        Some((word, "cumulative")) if falls => ("level", format!("`{word}` in its name, but {runs}")),
        Some((word, kind)) if steps >= STEPS => (kind, format!("`{word}` in its name; {runs}")),
        Some((word, kind)) => (kind, format!("`{word}` in its name")),
        None if grows => ("cumulative", runs),
        None if steps >= STEPS => ("level", runs),
        None => ("level", "too few dates to see how it changes".to_owned()),
    }
}

/// Names that are nearly the same, as definitions to be accepted or not.
fn twins(key: &str, names: Vec<(String, usize)>) -> String {
    let mut names: Vec<(String, usize)> = names.into_iter().filter(|(_, count)| *count > 0).collect();
    // The most frequent spelling is the likeliest to be right.
    names.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    names.truncate(COMPARED);
    let mut text = String::new();
    let mut taken = vec![false; names.len()];
    for at in 0..names.len() {
        if taken[at] {
            continue;
        }
        let twins: Vec<usize> = (at + 1..names.len())
            .filter(|&other| !taken[other] && near(&names[at].0, &names[other].0))
            .collect();
        if twins.is_empty() {
            continue;
        }
        let (name, count) = &names[at];
        let others: Vec<String> =
            twins.iter().map(|&other| format!("`{}` ({})", names[other].0, names[other].1)).collect();
        let aliases: Vec<String> = twins.iter().map(|&other| named(&names[other].0)).collect();
        text.push_str(&format!(
            "\n# {} beside `{name}` ({count}): if they are the same, remove the `#` marks\n# define {key} {}\n#     \
             aka {}\n",
            others.join(", "),
            named(name),
            aliases.join(", ")
        ));
        twins.into_iter().for_each(|other| taken[other] = true);
    }
    text
}

/// Whether two spellings may be one name: never where digits differ.
fn near(one: &str, other: &str) -> bool {
    let letters =
        |text: &str| -> String { text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect() };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if digits(one) != digits(other) {
        return false;
    }
    let (one, other) = (letters(one), letters(other));
    if one == other {
        return true;
    }
    let short = one.chars().count().min(other.chars().count());
    short >= 6
        && one.len().abs_diff(other.len()) <= 2
        && strsim::damerau_levenshtein(&one, &other) <= 1 + usize::from(short >= 12)
}

/// A name as a definition takes it.
fn named(name: &str) -> String {
    let bare =
        matches!(syntax::name(name), Ok(found) if found.raw == name && !found.quoted && !name.contains(' '));
    if bare { name.to_owned() } else { syntax::quoted(name) }
}
