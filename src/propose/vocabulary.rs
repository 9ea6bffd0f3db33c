//! The vocabulary that a sheet seems to need: kinds of its measures by how their figures change, units, and names in
//! two spellings.

use std::collections::{BTreeMap, BTreeSet};

use super::heading_unit::{HeadingUnit, heading_unit};
use super::inert::{named, remark};
use super::kind::kind;
use super::new_unit::new_units;
use super::split_name::split_name;
use super::sum::{parts_by_name, sums};
use super::usage::{Usage, usage};
use super::whole::{Whole, wholes};
use crate::finding::ProblemKind;
use crate::model::claim::{Claim, Value};
use crate::model::register::MeasureId;
use crate::model::vocabulary::Declared;
use crate::model::{self, Model, Number, ReadOptions};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::source::{Source, Sources};
use crate::syntax;

/// The name of the text in which the units are defined while the sheet is read once more.
const UNITS_FILE: &str = "units.claims";

/// How many names of a kind are compared with one another.
const COMPARED: usize = 1_000;

/// Words of things counted in people.
const PEOPLE: [&str; 36] = [
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
    "blessés",
    "cas",
    "décès",
    "einwohner",
    "fälle",
    "genesene",
    "guéris",
    "habitants",
    "infizierte",
    "morts",
    "todesfälle",
    "tote",
    "verletzte",
    "victimes",
];

/// Reads a sheet, with a vocabulary or without.
fn read(sources: &Sources, vocabulary: &[String], settings: &Settings) -> Model {
    let given = ReadOptions {
        includes: &[],
        vocabulary,
        as_of: None,
        settings,
        paths: &BTreeMap::new(),
        archive: &BTreeSet::new(),
        will_be_read_again: false,
        progress: &Progress::default(),
    };
    model::read(sources, &given)
}

/// The text of a vocabulary for the claims of a sheet.
pub(super) fn vocabulary(sources: &Sources, settings: &Settings, file: &str) -> String {
    let mut model = read(sources, &[], settings);
    let mut units = new_units(&model.vocabulary.units, unknown_units(&model, sources));
    if !units.is_empty() {
        // With its units known, the sheet's figures can be read.
        let text: String = units.iter().map(|(name, unit)| unit.definition(name)).collect();
        let mut texts = sources.iter().map(|(_, source)| source.clone()).collect::<Vec<_>>();
        texts.push(Source::new(UNITS_FILE, text));
        model = read(&Sources::new(texts), &[UNITS_FILE.to_owned()], settings);
        for claim in &model.claims {
            let is_whole = claim.best().is_none_or(Number::is_integer);
            let unit = claim.unit.filter(|_| !is_whole).map(|unit| model.vocabulary.units.name(unit));
            if let Some(unit) = unit.and_then(|unit| units.get_mut(unit)) {
                unit.has_fractions();
            }
        }
    }
    let mut text = format!(
        "# Proposed by `gainsay init {}` from {} claims; correct what is wrong.\n",
        remark(file),
        model.claims.len()
    );
    let mut usages = usages(&model);
    text.extend(units.iter().map(|(name, unit)| unit.definition(name)));
    let has_measures = !usages.is_empty();
    usages.retain(|name, _| {
        let can_be_defined = syntax::unreadable(name).is_none();
        if !can_be_defined {
            let name = remark(name);
            text.push_str(&format!("\n# `{name}` has characters that no name can have: correct the sheet\n"));
        }
        can_be_defined
    });
    let wholes = wholes(&model);
    for whole in &wholes {
        text.push_str(&complete_set(&model, whole));
    }
    let parts_of = parts_by_name(&model);
    let mut defined: BTreeSet<String> = BTreeSet::new();
    for (name, usage) in &usages {
        text.push('\n');
        // Figures that name no unit have that of the heading.
        let has_bare = usage.units.values().sum::<usize>() < usage.claims;
        let unit = heading_unit(&model.vocabulary.units, name).filter(|_| has_bare);
        if let Some(HeadingUnit { unit, multiple: Some((factor, of)) }) = &unit
            && defined.insert(unit.clone())
        {
            text.push_str(&format!("define unit {} = {factor} {of}\n\n", named(unit)));
        }
        text.push_str(&definition(&model, name, usage, unit.as_ref()));
        text.push_str(&sums_over(&model, name, &wholes));
        if let Some((whole, fits, cases)) = parts_of.get(name) {
            text.push_str(&format!(
                "    part of {}  # by its name; it is no larger in {fits} of {cases} cases\n",
                named(whole)
            ));
        }
        if let Some(total) = total_of(name, &usages) {
            text.push_str(&format!("    # if these are its increases:  adds up to {}\n", named(total)));
        }
    }
    for whole in &wholes {
        for &measure in whole.measures.keys().filter(|&&measure| whole.adds_up(measure)) {
            let name = &model.registers.measures.get(measure.0).display;
            let again = model::built_in_measure(name).filter(|_| defined.insert(name.clone()));
            if let Some(again) = again {
                let keys = sums_over(&model, name, &wholes);
                text.push_str(&format!("\n# as it is built in, and its parts add up\n{again}\n{keys}"));
            }
        }
    }
    text.extend(sums(&model).iter().map(|sum| sum.law(&model)));
    if !has_measures {
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
    found.retain(|unit, _| !unit.is_empty() && syntax::unreadable(unit).is_none());
    found
}

/// The measure whose name has `total` where this one has `daily`, and is the same otherwise.
fn total_of<'r>(name: &str, usages: &'r BTreeMap<String, Usage>) -> Option<&'r str> {
    const FLOW: [&str; 3] = ["daily", "new", "weekly"];
    const TOTAL: [&str; 2] = ["total", "cumulative"];
    let core = |name: &str, words: &[&str]| -> Option<String> {
        let all: Vec<String> =
            name.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let rest: Vec<String> = all.iter().filter(|word| !words.contains(&word.as_str())).cloned().collect();
        (rest.len() < all.len()).then(|| rest.join(" "))
    };
    let flow = core(name, &FLOW)?;
    usages.keys().find(|other| core(other, &TOTAL).is_some_and(|total| total == flow)).map(String::as_str)
}

/// The undeclared measures, each with its usage.
fn usages(model: &Model) -> BTreeMap<String, Usage> {
    let undeclared = |claim: &Claim| {
        let known = model.vocabulary.measure(claim.measure);
        known.is_none_or(|measure| measure.declared == Declared::No && !measure.event)
            && !matches!(claim.value, Value::Quote(_))
    };
    let name = |id: MeasureId| model.registers.measures.get(id.0).display.clone();
    usage(model, undeclared).into_iter().map(|(id, usage)| (name(id), usage)).collect()
}

/// A row of totals as a complete set, with how often its parts add up to it.
fn complete_set(model: &Model, whole: &Whole) -> String {
    let cases: Vec<String> = whole
        .measures
        .iter()
        .filter(|&(&measure, _)| whole.adds_up(measure))
        .map(|(&measure, (right, wrong))| {
            let name = remark(&model.registers.measures.get(measure.0).display);
            format!("in {right} of {} cases of `{name}`", right + wrong)
        })
        .collect();
    let parts: Vec<String> = whole.parts.iter().map(|part| named(part)).collect();
    format!(
        "\n# the others add up to `{}` {}\ndefine complete {} {{{}}} of {}\n",
        remark(&whole.whole),
        cases.join(", "),
        named(&whole.key),
        parts.join(", "),
        named(&whole.whole)
    )
}

/// The line that makes parts of a measure add up, where they do in the sheet.
fn sums_over(model: &Model, name: &str, wholes: &[Whole]) -> String {
    let own = |whole: &&Whole| {
        let mut adding = whole.measures.keys().filter(|&&measure| whole.adds_up(measure));
        adding.any(|measure| model.registers.measures.get(measure.0).display == name)
    };
    let keys: BTreeSet<String> = wholes.iter().filter(own).map(|whole| named(&whole.key)).collect();
    if keys.is_empty() {
        return String::new();
    }
    format!("    sums over {}\n", keys.into_iter().collect::<Vec<_>>().join(", "))
}

/// The definition of a measure, with its reason and with what else the measure could be.
fn definition(model: &Model, name: &str, usage: &Usage, heading: Option<&HeadingUnit>) -> String {
    let proposal = kind(name, usage);
    let mut text = format!("# {} claims; {}\n", usage.claims, proposal.why);
    if let Some(split) = split_name(model, name) {
        let written: Vec<String> = split.written.iter().map(|way| format!("`{way}`")).collect();
        let written = written.join(", or ");
        text.push_str(&format!("# if it belongs to `{}`, write {written}\n", split.measure));
    }
    text.push_str(&format!("define measure {}\n    kind {}\n", named(name), proposal.kind));
    let numeric = !matches!(proposal.kind, "truth" | "name" | "set" | "date");
    let unit = usage.units.iter().max_by_key(|(_, count)| **count).map(|(unit, _)| unit.as_str());
    let words = name.to_lowercase();
    let people = words.split(|c: char| !c.is_alphanumeric()).any(|word| PEOPLE.contains(&word));
    match unit {
        _ if numeric && heading.is_some() => {
            let unit = heading.map_or("", |heading| &heading.unit);
            text.push_str(&format!("    unit {}  # by its name\n", named(unit)));
        }
        Some("%") if proposal.kind == "level" => text.push_str("    unit %\n"),
        Some(unit) if numeric && unit != "%" => text.push_str(&format!("    unit {}\n", named(unit))),
        None if numeric && people && proposal.kind != "ratio" => {
            text.push_str("    unit people  # by its name\n");
        }
        _ => {}
    }
    if proposal.may_be_negative {
        text.push_str("    may be negative\n");
    }
    for other in proposal.alternatives(name, usage) {
        text.push_str(&format!("    # or: {other}\n"));
    }
    text
}

/// Names that are nearly the same, as proposed alias definitions.
fn twins(key: &str, names: Vec<(String, usize)>) -> String {
    let mut names: Vec<(String, usize)> =
        names.into_iter().filter(|(name, count)| *count > 0 && syntax::unreadable(name).is_none()).collect();
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

/// Whether two spellings may be of one name; never if digits differ.
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
