//! Two spellings of what is probably one source, place or other name.

use std::collections::{BTreeMap, BTreeSet};

use super::alike::{self, Difference, Look};
use super::problem;
use super::rule::{Check, Context, Findings, Level, declare_rule};
use crate::corpus::{join_words, plural};
use crate::finding::Severity;
use crate::model::claim::{Members, Value};
use crate::model::register::{NameId, Register};
use crate::model::vocabulary::Declared;
use crate::source::Place;

/// How often a name with a wrong letter in it is written at most: what is written more often is meant so.
const SLIPS: u32 = 2;

declare_rule! {
    /// Two spellings of what is probably one name.
    ///
    /// ## Why it matters
    /// `Nagorno-Karabakh` and `Nagorno-Karabah` are two places to the checker, and nothing said of the one is compared with the
    /// other. The contradiction between them is never found, and nobody notices.
    ///
    /// ## Example
    /// ```claims fails
    /// evacuated 480 in Nagorno-Karabakh on 2024-11-05 by "Town Hall"
    /// evacuated 510 in Nagorno-Karabah on 2024-11-06 by "Town Hall"
    /// ```
    /// ```claims passes
    /// define place Nagorno-Karabakh
    ///     aka Nagorno-Karabah
    /// evacuated 480 in Nagorno-Karabakh on 2024-11-05 by "Town Hall"
    /// evacuated 510 in Nagorno-Karabah on 2024-11-06 by "Town Hall"
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling
    /// - or say that both are one: `aka` in the definition; the message has the lines to copy
    /// - where they are two, define both: two definitions are two things, however alike
    ///
    /// ## When it is silent
    /// For names that are both declared. Names are compared within one kind only: sources with sources, places with places, what a
    /// scope key or a value names with its like. Told are spellings that differ in marks and apostrophes (`Şentop`, `Sentop`),
    /// hyphens and spaces, letters that stand for one sound (`Aliyev`, `Aliev`; `Defence`, `Defense`), the order of words around `of` (`Ministry of
    /// Defence`, `Defence Ministry`), and one wrong letter inside a long word, if that spelling stands no more than twice. Never
    /// told are names whose digits, Roman numbers or short words differ (`Outlet 1`, `Outlet 2`), that begin or end differently
    /// (`Armenia`, `Armenian`; `Niger`, `Nigeria`), and pairs such as `Iran` and `Iraq` or `John Smith` and `Joan Smith`. Measures and events
    /// are not compared; for measures undeclared-name says what was meant.
    ///
    /// ## Settings
    /// None.
    pub(super) static NEAR_DUPLICATE_NAME = "R112" "near-duplicate-name", Level::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let model = &context.corpus.model;
    let used = Used::of(context);
    let declared = |declared: Option<Declared>| declared.is_some_and(|declared| declared != Declared::No);
    let of_source = |id: u32| declared(model.vocabulary.sources.get(id as usize).map(|it| it.declared));
    for twins in twins(&model.registers.sources, "", &used.sources, &of_source) {
        tell(context, findings, &model.registers.sources, "source", &twins);
    }
    let of_name = |id: u32| declared(model.vocabulary.names.get(id as usize).map(|it| it.declared));
    let names = &model.registers.names;
    let mut kinds: Vec<&str> =
        names.entries().iter().filter_map(|entry| Some(entry.key.split_once('\u{1F}')?.0)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let word = if kind == "value" { "name" } else { kind };
        for twins in twins(names, &format!("{kind}\u{1F}"), &used.names, &of_name) {
            tell(context, findings, names, word, &twins);
        }
    }
}

/// The sources that are probably another, declared one: that they are not declared need not be told as well.
pub(super) fn misspelt(context: &Context<'_>) -> BTreeSet<u32> {
    let model = &context.corpus.model;
    let declared =
        |id: u32| model.vocabulary.sources.get(id as usize).is_some_and(|it| it.declared != Declared::No);
    let all = twins(&model.registers.sources, "", &Used::of(context).sources, &declared).into_iter();
    all.filter(|twins| twins.declared).flat_map(|twins| twins.doubtful).map(|(id, ..)| id).collect()
}

/// How many claims make use of each source and name.
struct Used {
    sources: Vec<u32>,
    names: Vec<u32>,
}

impl Used {
    fn of(context: &Context<'_>) -> Self {
        let registers = &context.corpus.model.registers;
        let mut used = Self {
            sources: vec![0; registers.sources.entries().len()],
            names: vec![0; registers.names.entries().len()],
        };
        let mut chains = vec![0_u32; registers.chains.len()];
        let mut scopes = vec![0_u32; registers.scopes.len()];
        for claim in context.corpus.claims() {
            add(&mut chains, claim.via.0, 1);
            add(&mut scopes, claim.scope.0, 1);
            if let Some(origin) = claim.origin {
                add(&mut used.sources, origin.0, 1);
            }
            let mut name = |id: &NameId| add(&mut used.names, id.0, 1);
            match &claim.value {
                Value::Name(id) => name(id),
                Value::Set(members) => match members.as_ref() {
                    Members::Exactly(ids) => ids.iter().for_each(name),
                    Members::Includes(id) | Members::Excludes(id) => name(id),
                },
                _ => {}
            }
        }
        for (chain, &count) in chains.iter().enumerate() {
            for outlet in registers.chains.get(chain as u32) {
                add(&mut used.sources, outlet.0, count);
            }
        }
        for (scope, &count) in scopes.iter().enumerate() {
            for (_, name) in registers.scopes.get(scope as u32) {
                add(&mut used.names, name.0, count);
            }
        }
        used
    }
}

fn add(counts: &mut [u32], number: u32, count: u32) {
    if let Some(known) = counts.get_mut(number as usize) {
        *known = known.saturating_add(count);
    }
}

/// A name, and others that are probably the same.
struct Twins {
    /// The one that stays: declared, or else the one used most.
    kept: u32,
    /// The doubtful ones, each with the claims it stands in and how it differs from some other of the family.
    doubtful: Vec<(u32, u32, Difference)>,
    /// In how many claims the one that stays stands.
    uses: u32,
    /// Whether the one that stays is declared.
    declared: bool,
}

/// The names of one kind, those that begin with `prefix`, that are probably fewer.
fn twins(register: &Register, prefix: &str, uses: &[u32], declared: &dyn Fn(u32) -> bool) -> Vec<Twins> {
    let mut spellings: Vec<(&str, u32)> = Vec::new();
    for (key, id) in register.names() {
        let Some(name) = key.strip_prefix(prefix) else { continue };
        // Whom an outlet quotes without a name is nobody's spelling.
        if !name.contains('\u{1F}') && !name.starts_with(char::is_control) {
            spellings.push((name, id));
        }
    }
    if spellings.iter().all(|&(_, id)| declared(id)) {
        return Vec::new();
    }
    let looks: Vec<Look> = spellings.iter().map(|(name, _)| Look::of(name)).collect();
    let uses = |id: u32| uses.get(id as usize).copied().unwrap_or(0);
    // The family of each name, by its best member; better is declared, used more, and written first.
    let better = |a: u32, b: u32| {
        let rank = |id: u32| (!declared(id), std::cmp::Reverse(uses(id)), register.get(id).seen, id);
        if rank(a) <= rank(b) { a } else { b }
    };
    let mut best: BTreeMap<u32, (u32, Difference)> = BTreeMap::new();
    for (one, two, how) in alike::pairs(&looks) {
        let (one, two) = (spellings[one as usize].1, spellings[two as usize].1);
        if one == two || (declared(one) && declared(two)) {
            continue;
        }
        let kept = better(one, two);
        let doubtful = if kept == one { two } else { one };
        if how == Difference::Slip && uses(doubtful) > SLIPS {
            continue;
        }
        match best.get(&doubtful) {
            Some(&(known, _)) if better(known, kept) == known => {}
            _ => {
                best.insert(doubtful, (kept, how));
            }
        }
    }
    let mut families: BTreeMap<u32, Vec<(u32, u32, Difference)>> = BTreeMap::new();
    for (&doubtful, &(kept, how)) in &best {
        // Each step leads to a better name, so this ends.
        let mut root = kept;
        while let Some(&(next, _)) = best.get(&root) {
            root = next;
        }
        families.entry(root).or_default().push((doubtful, uses(doubtful), how));
    }
    let mut all: Vec<Twins> = families
        .into_iter()
        .map(|(kept, mut doubtful)| {
            doubtful.sort_unstable();
            Twins { kept, doubtful, uses: uses(kept), declared: declared(kept) }
        })
        .collect();
    all.sort_by_key(|twins| twins.kept);
    all
}

fn tell(context: &Context<'_>, findings: &mut Findings, register: &Register, kind: &str, twins: &Twins) {
    let shown = |id: u32| format!("`{}`", register.get(id).display);
    let here = |id: u32| -> Option<Place> {
        let files = context.sources.len();
        register.get(id).seen.filter(|place| (place.file.0 as usize) < files)
    };
    // The rarest spelling is the first to look at.
    let rarest =
        twins.doubtful.iter().filter(|(id, ..)| here(*id).is_some()).min_by_key(|(id, uses, _)| (*uses, *id));
    let Some((at, how)) = rarest.and_then(|&(id, _, how)| Some((here(id)?, how))) else { return };
    let kept = shown(twins.kept);
    let all: Vec<String> =
        twins.doubtful.iter().map(|&(id, ..)| shown(id)).chain(std::iter::once(kept.clone())).collect();
    let (number, differ) = match all.len() {
        2 => ("two".to_owned(), words(how)),
        more => (more.to_string(), "in spelling"),
    };
    let message = format!(
        "{} are {number} {} here, and probably one: they differ {differ}",
        join_words(&all),
        plural_of(kind)
    );
    let cited = problem::cite(context, at, "");
    let finding = findings.report(cited.place, at.span, message);
    finding.reasoning = vec!["what is said of the one is not compared with the other".to_owned()];
    let aka: Vec<String> =
        twins.doubtful.iter().map(|&(id, ..)| format!("\"{}\"", register.get(id).display)).collect();
    let lines =
        format!("  define {kind} \"{}\"\n      aka {}", register.get(twins.kept).display, aka.join(", "));
    finding.help.push(if kind == "name" {
        "write the one as the other".to_owned()
    } else if twins.declared {
        format!(
            "correct the spelling; or, if both are used, add `aka {}` to the definition of {kept}",
            aka.join(", ")
        )
    } else {
        format!("correct the spelling; or, if both are used, say that they are one:\n{lines}")
    });
    let both: Vec<String> = twins
        .doubtful
        .iter()
        .map(|&(id, ..)| id)
        .chain((!twins.declared).then_some(twins.kept))
        .map(|id| format!("`define {kind} \"{}\"`", register.get(id).display))
        .collect();
    if kind != "name" {
        finding.help.push(format!("if they are two, define each: {}", join_words(&both)));
    }
    let times = |uses: u32| format!("so in {}", plural(uses as usize, "claim"));
    for &(id, uses, _) in &twins.doubtful {
        if let Some(place) = here(id) {
            finding.claims.push(problem::cite(context, place, &times(uses)));
        }
    }
    if let Some(place) = here(twins.kept) {
        finding.claims.push(problem::cite(context, place, &times(twins.uses)));
    }
}

/// Several of a kind.
fn plural_of(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) if !kind.ends_with("ey") => format!("{stem}ies"),
        _ if kind.ends_with('s') => kind.to_owned(),
        _ => format!("{kind}s"),
    }
}

/// How two spellings differ, in a reader's words.
fn words(how: Difference) -> &'static str {
    match how {
        Difference::Marks | Difference::Spacing => "in marks, hyphens or spaces only",
        Difference::Letters => "in letters that stand for one sound",
        Difference::Order => "in the order of their words",
        Difference::Slip => "by one letter",
    }
}
