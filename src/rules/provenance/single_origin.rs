//! Many outlets, one origin.

use rustc_hash::FxHashMap;

use crate::contradiction::contradict;
use crate::corpus::{Corpus, Fact, Series, Statement, ValueType, Voice, join_words, plural};
use crate::finding::{FoldSides, Severity};
use crate::model::register::SourceId;
use crate::model::vocabulary::Kind;
use crate::phrasing::{Context, Findings, fold_info, on_date};
use crate::rules::rule::{Check, DefaultLevel, declare_rule};

/// From how many outlets on a single origin is reported: two are common, three begin to look like a consensus.
const MIN_OUTLETS: u64 = 3;

/// How many outlets are listed one by one.
const MAX_NAMED: usize = 5;

/// A fact with more voices than this has more than one origin, or is no single fact.
const MAX_VOICES: usize = 50;

declare_rule! {
    /// Several outlets carry a figure from a single origin.
    ///
    /// ## Why it matters
    /// Five outlets that cite one ministry are one source. A reader who counts headlines believes that it was confirmed five
    /// times. It is not a mistake, but worth knowing before the figure is called established.
    ///
    /// ## Example
    /// ```claims fails
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via Courier
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via "Valley Radio"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via "Northern Wire"
    /// ```
    /// If the origin's own words are on file, the outlets add nothing new.
    /// ```claims passes
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via Courier
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via "Valley Radio"
    /// roads closed 6 in Aldwater on 2024-11-05 by "Town Hall" via "Northern Wire"
    /// ```
    ///
    /// ## How to settle it
    /// - look for the origin's own words, and file them as a claim without `via`
    /// - look for a second origin
    /// - until then, attribute it to the one origin
    ///
    /// ## When it is silent
    /// Below three outlets, counted by the last outlet of each chain: a chain of three counts as one. Where another source
    /// gives a figure that agrees, even an outlet in its own voice that is not one of them. Where the corpus holds the
    /// origin's own words: the desk has then been at the source, and wires normally carry an official count. For undated
    /// figures. The same origin over several dates of one series is one note.
    ///
    /// ## Settings
    /// `outlets` under `[origins]` in `gainsay.toml`: how many outlets it takes.
    pub(super) static SINGLE_ORIGIN = "P105" "single-origin", DefaultLevel::Fixed(Severity::Note), Check::Corpus(check);
}

fn check(context: &Context<'_>, findings: &mut Findings) {
    let min_outlets = usize::try_from(context.settings.outlets.unwrap_or(MIN_OUTLETS)).unwrap_or(usize::MAX);
    for (number, series) in context.series() {
        if !may_have_one_origin(context.corpus, series, min_outlets) {
            continue;
        }
        let mut reported: FxHashMap<Voice, u32> = FxHashMap::default();
        for fact in context.corpus.facts(series) {
            for sole in sole_statements(context, series, &fact, min_outlets) {
                // Numbered by origin, as folding joins neighbouring numbers and other origins come between.
                let count = reported.entry(sole.statement.voice).or_default();
                report(context, findings, number, &fact, &sole, *count);
                *count += 1;
            }
        }
    }
}

/// Whether one voice has enough relayed claims in a series.
fn may_have_one_origin(corpus: &Corpus, series: &Series, min_outlets: usize) -> bool {
    let claims = corpus.claims_of(series);
    let is_relayed = |at: u32| {
        let claim = corpus.claim(at);
        claim.origin.is_some() && !corpus.model.registers.chains.get(claim.via.0).is_empty()
    };
    let timeless = is_timeless(series);
    let mut run = 0;
    claims.iter().enumerate().any(|(number, &at)| {
        let same =
            number > 0 && (timeless || corpus.claim(claims[number - 1]).voice == corpus.claim(at).voice);
        run = if same { run } else { 0 } + usize::from(is_relayed(at));
        run >= min_outlets
    })
}

/// Whether all claims of a series are about one fact, whenever they were made.
fn is_timeless(series: &Series) -> bool {
    series.value_type == ValueType::Date || series.kind == Kind::Constant
}

/// A statement that no source but the outlets that carry it confirms, and these outlets.
struct SoleStatement<'f> {
    statement: &'f Statement,
    outlets: Vec<SourceId>,
    /// The one outlet that all others have it from, if there is one.
    through: Option<SourceId>,
}

fn sole_statements<'f>(
    context: &Context<'_>,
    series: &Series,
    fact: &'f Fact,
    min_outlets: usize,
) -> Vec<SoleStatement<'f>> {
    let undated = fact.window.is_none() && series.value_type == ValueType::Number && !is_timeless(series);
    if undated || fact.statements.len() > MAX_VOICES {
        return Vec::new();
    }
    let chains = &context.corpus.model.registers.chains;
    let sole = |statement: &'f Statement| {
        let Voice::Origin(_) = statement.voice else { return None };
        if statement.claims.len() < min_outlets {
            return None;
        }
        let chain = |at: &u32| chains.get(context.corpus.claim(*at).via.0);
        let mut outlets: Vec<SourceId> =
            statement.claims.iter().map(|at| chain(at).last().copied()).collect::<Option<_>>()?;
        outlets.sort_unstable();
        outlets.dedup();
        let has_other_origin = fact.statements.iter().any(|other| {
            let is_carrier = matches!(other.voice, Voice::Own(outlet) if outlets.contains(&outlet));
            other.voice != statement.voice
                && !is_carrier
                && !contradict(context.corpus, series, statement, other)
        });
        if outlets.len() < min_outlets || has_other_origin {
            return None;
        }
        let first = chain(statement.claims.first()?).first().copied();
        let through =
            first.filter(|first| statement.claims.iter().all(|at| chain(at).first() == Some(first)));
        Some(SoleStatement { statement, outlets, through })
    };
    fact.statements.iter().filter_map(sole).collect()
}

fn report(
    context: &Context<'_>,
    findings: &mut Findings,
    series: u32,
    fact: &Fact,
    sole: &SoleStatement<'_>,
    number: u32,
) {
    let words = context.words();
    let series_of_fact = &context.corpus.series[series as usize];
    let statement = sole.statement;
    let at = statement.representative();
    let claim = context.corpus.claim(at);
    let outlets = plural(sole.outlets.len(), "outlet");
    let origin = words.voice(statement.voice);
    let when = fact.window.as_ref().map(on_date).unwrap_or_default();
    let message = format!(
        "{outlets}, one origin: {} for {}{when} comes only from {origin}",
        words.said(at),
        words.series(series_of_fact)
    );
    let finding = findings.report(claim.place, claim.mark, message);
    finding.fact = Some(words.fact(series_of_fact, fact.window.as_ref()));
    let mut named: Vec<String> =
        sole.outlets.iter().take(MAX_NAMED).map(|&outlet| format!("`{}`", words.source(outlet))).collect();
    if sole.outlets.len() > MAX_NAMED {
        named.push(format!("{} more", sole.outlets.len() - MAX_NAMED));
    }
    let through = match sole.through {
        Some(first) => format!(", all of them through `{}`", words.source(first)),
        None => String::new(),
    };
    finding.reasoning = vec![format!(
        "{} cite {origin}{through}; no other source gives a figure that agrees",
        join_words(&named)
    )];
    finding.help = vec![
        format!(
            "look for a second origin and for {origin}'s own statement; add that as a claim without `via`"
        ),
        "until then count it as one source and attribute it".to_owned(),
    ];
    finding.claims = statement.claims.iter().map(|&at| words.cite(at).in_core()).collect();
    let sides = FoldSides { first: vec![statement.voice.number()], second: Vec::new() };
    finding.fold = Some(fold_info(series, number, sides, fact.window.as_ref()));
}
