//! Two spellings of what is probably one source, place or other name.

use rustc_hash::FxHashSet;

use crate::corpus::{ShortName, Shortening, join_words, number_of_name, plural};
use crate::finding::Severity;
use crate::model::register::{KeyId, NameId, Register, SUBJECT, TOPIC, VALUE, split_key};
use crate::model::vocabulary::Declared;
use crate::names::{
    DoubtfulSpelling, NameUses, RewordedKind, SpellingDifference, SpellingGroup, coincident, composed,
    reworded, spelling_groups, spellings,
};
use crate::phrasing::other_words::{NOT_COMPARED, report_coincident, report_composed, report_reworded};
use crate::phrasing::{Context, Findings, problem, quoted};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};
use crate::source::Place;

declare_rule! {
    /// Two spellings of what is probably one name.
    ///
    /// ## Why it matters
    /// The checker treats `Nagorno-Karabakh` and `Nagorno-Karabah` as two places, and compares no claim about one with claims
    /// about the other. It never finds the contradiction between them, and readers do not notice.
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
    /// A surname beside the full name of whoever bears it is a note, if no other full name that the corpus gives for the same thing
    /// ends so; likewise the first word of a name whose surname comes first (`Xi`, `Xi Jinping`). The two are compared as one
    /// name. If there are two full names that it can be short for, the note says so, and the short one contradicts neither.
    /// ```claims fails
    /// president of France is Macron by AFP
    /// president of France is "Emmanuel Macron" by Reuters
    /// ```
    /// ```claims passes
    /// define person "Emmanuel Macron"
    ///     aka Macron
    /// president of France is Macron by AFP
    /// president of France is "Emmanuel Macron" by Reuters
    /// ```
    ///
    /// A sentence is compared only with itself:
    /// ```claims fails
    /// Turkey supports Baku is true by AFP
    /// Turkey does not support Baku is true by TASS
    /// ```
    /// ```claims passes
    /// Turkey supports Baku is true by AFP
    /// Turkey supports Baku is false by TASS
    /// ```
    ///
    /// ## How to settle it
    /// - correct the spelling
    /// - write a sentence in one way, with `is false` where it is denied
    /// - or declare that both are one: `aka` in the definition; the message has the lines to copy
    /// - if they are two, define both: two definitions are two things, however similar
    ///
    /// ## When it is silent
    /// For names that are both declared, and for names that belong to two things: a county that is always in one state, and
    /// one that is always in another, each in several scopes. Names are compared within one kind only: sources with sources,
    /// places with places, the names in a scope key or a value with their like. Spellings are reported if one is a common
    /// short form (`US`, `United States`), or if they differ in marks and apostrophes (`Şentop`, `Sentop`), hyphens and
    /// spaces, a title or an abbreviation in front (`OSCE Minsk Group`), letters that stand for one sound (`Aliyev`, `Aliev`; `Defence`, `Defense`),
    /// the order of words around `of` (`Ministry of Defence`, `Defence Ministry`), or one wrong letter inside a long word, if
    /// that spelling appears no more than twice. Names are never reported if their digits, Roman numerals or short words
    /// differ (`Outlet 1`, `Outlet 2`), if they begin or end differently (`Armenia`, `Armenian`; `Niger`, `Nigeria`), or if
    /// they are pairs such as `Iran` and `Iraq` or `John Smith` and `Joan Smith`. Measures of figures and names are compared only
    /// where one holds whom the other is of (`US Secretary of State`, `secretary of state of the US`); for others undeclared-name
    /// suggests what was meant. Sentences are compared by their words in order, without articles, helping verbs,
    /// endings, titles and `not`; events, topics and measures of names in any order. Two events of one day that no file and no source
    /// names both are reported in a note where the same is given of each (`broker of first truce`).
    ///
    /// ## Settings
    /// None.
    pub(super) static NEAR_DUPLICATE_NAME = "R112" "near-duplicate-name", DefaultLevel::Fixed(Severity::Warning), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let model = &context.corpus.model;
    let uses = NameUses::of(context.corpus);
    let is_declared = |declared: Option<Declared>| declared.is_some_and(|declared| declared != Declared::No);
    let is_source_declared =
        |id: u32| is_declared(model.vocabulary.sources.get(id as usize).map(|source| source.declared));
    let sources = &model.registers.sources;
    let of_sources = spellings(sources).remove(&None).unwrap_or_default();
    for group in spelling_groups(sources, of_sources, &uses.sources, &is_source_declared, &|_, _| false) {
        report(context, findings, sources, "source", &group);
    }
    let is_name_declared =
        |id: u32| is_declared(model.vocabulary.names.get(id as usize).map(|name| name.declared));
    let names = &model.registers.names;
    let key_name = |key: KeyId| model.registers.keys.get(key.0).key.as_str();
    let mut reported: FxHashSet<Vec<&str>> = FxHashSet::default();
    for (kind, of_kind) in spellings(names) {
        let Some(kind) = kind else { continue };
        let word = if kind == VALUE { "name" } else { kind };
        // Values that are taken for short names are reported by `report_short`.
        let is_short = |short: u32, full: u32| {
            let mut all = context.corpus.short_names().iter();
            kind == VALUE
                && all.any(|short_name| {
                    short_name.short.0 == short && short_name.full.iter().any(|name| name.0 == full)
                })
        };
        // As values, a country and its abbreviation are one name.
        let are_forms_of_one = |one: u32, two: u32| {
            let number = |id: u32| number_of_name(&names.get(id).display);
            kind == VALUE && number(one).is_some() && number(one) == number(two)
        };
        let are_of_two_things = |one, two| {
            uses.are_of_two_things(one, two)
                || is_short(one, two)
                || is_short(two, one)
                || are_forms_of_one(one, two)
        };
        let groups = spelling_groups(names, of_kind, &uses.names, &is_name_declared, &are_of_two_things);
        for group in groups {
            let bare = |id: u32| split_key(&names.get(id).key).map_or("", |(_, bare)| bare);
            let mut all: Vec<&str> = group.doubtful.iter().map(|one| bare(one.name)).collect();
            all.push(bare(group.kept));
            all.sort_unstable();
            // Subjects, topics and values are not reported again if the same names are reported under another
            // key: one definition settles both.
            let is_reported_once = kind == VALUE || [SUBJECT, TOPIC].iter().any(|key| key_name(*key) == kind);
            if reported.insert(all) || !is_reported_once {
                report(context, findings, names, word, &group);
            }
        }
    }
    let mut short: Vec<&ShortName> = context.corpus.short_names().iter().collect();
    short.sort_by(|one, other| one.full.cmp(&other.full));
    let mut short: Vec<&[&ShortName]> = short.chunk_by(|one, other| one.full == other.full).collect();
    short.sort_by_key(|all| all[0].claim);
    for all in short {
        report_short(context, findings, all);
    }
    let composed = composed(context.corpus);
    for one in &composed {
        report_composed(context, findings, one);
    }
    let measure = |at: u32| context.corpus.claim(at).measure;
    let is_composed = |claims: [u32; 2]| {
        let measures = claims.map(measure);
        composed.iter().any(|one| {
            let [whole, apart] = [one.whole, one.apart].map(measure);
            measures == [whole, apart] || measures == [apart, whole]
        })
    };
    for one in reworded(context.corpus) {
        if one.what != RewordedKind::Office || !is_composed(one.claims) {
            report_reworded(context, findings, &one);
        }
    }
    for one in coincident(context.corpus) {
        report_coincident(context, findings, &one);
    }
}

/// Reports short names that are taken for one full name, or that may be any of several.
fn report_short(context: &Context<'_>, findings: &mut Findings, all: &[&ShortName]) {
    let words = context.words();
    let shown = |name: NameId| &context.corpus.model.registers.names.get(name.0).display;
    let named = |names: &mut dyn Iterator<Item = NameId>| -> Vec<String> {
        names.map(|name| format!("`{}`", shown(name))).collect()
    };
    let Some(&first) = all.first() else { return };
    let claim = context.corpus.claim(first.claim);
    let shorts = named(&mut all.iter().map(|short_name| short_name.short));
    let fulls = named(&mut first.full.iter().copied());
    let [full] = first.full[..] else {
        let message = format!("{} can be short for {}", join_words(&shorts), either(&fulls));
        let finding = findings.report(claim.place, claim.mark, message);
        finding.severity = Severity::Note;
        let none = if first.full.len() == 2 { "neither" } else { "none of them" };
        finding.reasoning = vec![format!("gainsay holds it against {none}")];
        finding.help.push("write the name in full".to_owned());
        finding.claims.extend(all.iter().map(|short_name| words.cite_dated(short_name.claim)));
        finding.claims.extend(first.beside.iter().map(|&at| words.cite_dated(at)));
        return;
    };
    let verb = if all.len() == 1 { "is" } else { "are" };
    let is_of = |form: Shortening| all.iter().all(|short_name| short_name.form == form);
    let why = if is_of(Shortening::Surname) {
        "here nobody else has that surname"
    } else if is_of(Shortening::Abbreviation) {
        "it is a common abbreviation"
    } else if is_of(Shortening::FirstName) {
        "its first name is short for the other"
    } else {
        "here no other name begins or ends so"
    };
    let message = format!("{} {verb} taken for {}: {why}", join_words(&shorts), fulls[0]);
    let finding = findings.report(claim.place, claim.mark, message);
    finding.severity = Severity::Note;
    finding.reasoning = vec!["gainsay compares them as one name".to_owned()];
    if is_of(Shortening::Abbreviation) {
        finding.help.push("use one spelling for both".to_owned());
        finding.claims.extend(all.iter().map(|short_name| words.cite_dated(short_name.claim)));
        finding.claims.extend(first.beside.iter().map(|&at| words.cite_dated(at)));
        return;
    }
    let aka: Vec<String> = all.iter().map(|short_name| quoted(shown(short_name.short))).collect();
    finding.help.push(format!(
        "if it is one person, define that, so that it holds everywhere:\n  define person {}\n      aka {}",
        quoted(shown(full)),
        aka.join(", ")
    ));
    let each = aka.iter().map(|name| format!("`define person {name}`"));
    let each: Vec<String> =
        each.chain(std::iter::once(format!("`define person {}`", quoted(shown(full))))).collect();
    finding.help.push(format!(
        "if not, define each, so that they are held against each other: {}",
        join_words(&each)
    ));
    for one in all {
        finding.claims.push(words.cite_dated(one.claim));
    }
    finding.claims.extend(first.beside.iter().map(|&at| words.cite_dated(at)));
}

/// `one or other`, `one, other or a third`.
fn either(names: &[String]) -> String {
    match names {
        [all @ .., last] if !all.is_empty() => format!("{} or {last}", all.join(", ")),
        _ => names.concat(),
    }
}

fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    register: &Register,
    kind: &str,
    group: &SpellingGroup,
) {
    let shown = |id: u32| format!("`{}`", register.get(id).display);
    // The place where a name is written; none for the prelude.
    let place_of = |id: u32| -> Option<Place> {
        let files = context.sources.len();
        register.get(id).seen.filter(|place| (place.file.0 as usize) < files)
    };
    // The rarest spelling comes first.
    let placed = group.doubtful.iter().filter(|doubtful| place_of(doubtful.name).is_some());
    let rarest: Option<&DoubtfulSpelling> = placed.min_by_key(|doubtful| (doubtful.uses, doubtful.name));
    let Some((at, rarest)) = rarest.and_then(|rarest| Some((place_of(rarest.name)?, rarest))) else { return };
    let kept = shown(group.kept);
    let doubtful = group.doubtful.iter().map(|doubtful| shown(doubtful.name));
    let all: Vec<String> = doubtful.chain(std::iter::once(kept.clone())).collect();
    let (number, differ) = match all.len() {
        2 => ("two".to_owned(), difference_in_words(rarest.difference)),
        more => (more.to_string(), "they differ in spelling"),
    };
    let message = format!(
        "{} are {number} {} here, but probably the same: {differ}",
        join_words(&all),
        plural_of(kind)
    );
    let cited = problem::cite(context, at, "");
    let finding = findings.report(cited.place, at.span, message);
    finding.reasoning = vec![why(kind).to_owned()];
    let aka: Vec<String> =
        group.doubtful.iter().map(|doubtful| quoted(&register.get(doubtful.name).display)).collect();
    let lines = format!(
        "  define {kind} {}\n      aka {}",
        quoted(&register.get(group.kept).display),
        aka.join(", ")
    );
    finding.help.push(if kind == "name" {
        "use one spelling for both".to_owned()
    } else if group.is_kept_declared {
        format!(
            "correct the spelling; or, if both are in use, add `aka {}` to the definition of {kept}",
            aka.join(", ")
        )
    } else {
        format!("correct the spelling; or, if both are in use, define them as one:\n{lines}")
    });
    let definitions: Vec<String> = group
        .doubtful
        .iter()
        .map(|doubtful| doubtful.name)
        .chain((!group.is_kept_declared).then_some(group.kept))
        .map(|id| format!("`define {kind} {}`", quoted(&register.get(id).display)))
        .collect();
    if kind != "name" {
        finding.help.push(format!("if they are different, define each: {}", join_words(&definitions)));
    }
    let times = |uses: u32| format!("in {}", plural(uses as usize, "claim"));
    for doubtful in &group.doubtful {
        if let Some(place) = place_of(doubtful.name) {
            finding.claims.push(problem::cite(context, place, &times(doubtful.uses)));
        }
    }
    if let Some(place) = place_of(group.kept) {
        finding.claims.push(problem::cite(context, place, &times(group.uses)));
    }
}

/// The consequence of two spellings being taken for two names.
fn why(kind: &str) -> &'static str {
    match kind {
        "source" => "gainsay counts them as different sources, each with a word of its own",
        "name" => "gainsay takes what gives the one to contradict what gives the other",
        _ => NOT_COMPARED,
    }
}

/// A kind of name, in the plural.
fn plural_of(kind: &str) -> String {
    match kind.strip_suffix('y') {
        Some(stem) if !kind.ends_with("ey") => format!("{stem}ies"),
        _ if kind.ends_with('s') => kind.to_owned(),
        _ => format!("{kind}s"),
    }
}

/// How two spellings differ, in words.
fn difference_in_words(difference: SpellingDifference) -> &'static str {
    match difference {
        SpellingDifference::Marks | SpellingDifference::Spacing => {
            "they differ only in marks, hyphens or spaces"
        }
        SpellingDifference::Letters => "they differ in letters that sound alike",
        SpellingDifference::Order => "they differ in the order of their words",
        SpellingDifference::Typo => "they differ by one letter",
        SpellingDifference::Short => "one is short for the other",
        SpellingDifference::InFront => "one has a title or an abbreviation in front",
    }
}
