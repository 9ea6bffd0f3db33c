//! Reads all texts of a run into one model: definitions first, then claims in parallel, then laws, breaks, amendments and the
//! corpus's statements about its own check.

mod row_counts;
mod model;
mod options;
mod shift;
mod numbering;
mod print;
mod block_key;
mod outline;
mod definitions;
mod block;
mod kept;
mod rows;
mod in_use;
mod blocks;
mod labels;
mod meta_results;
mod renumber;
mod dropped;
mod as_of;

use rayon::prelude::*;

use crate::intake::{BlockSize, Sheet};
use crate::model::amend::{AmendmentInput, ClaimIndex};
use crate::model::define::define;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives;
use crate::model::impossible::impossible;
use crate::model::include;
use crate::model::law_check;
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::name::key;
use crate::model::read::block::articles;
pub use crate::model::read::definitions::built_in_measure;
use crate::model::read::definitions::definitions;
use crate::model::read::labels::labels;
use crate::model::read::meta_results::MetaResults;
use crate::model::read::outline::{FirstPass, inclusions, outline};
use crate::model::register::{Registers, Shared, SourceId};
use crate::settings::{Settings, SettingsProblem};
use crate::source::{FileId, Source, Sources};
use crate::syntax::tree::Body;

pub use kept::Kept;
pub use model::Model;
pub use options::ReadOptions;
pub use row_counts::RowCounts;

/// The outlet that the prelude defines for a draft that names none.
pub const DRAFT: &str = "this draft";

/// Reads every text.
#[must_use]
pub fn read(sources: &Sources, options: &ReadOptions<'_>) -> Model {
    read_again(sources, options, &mut Kept::default())
}

/// Reads every text; blocks that have not changed since the last reading under the same settings are taken from `kept`.
#[must_use]
pub fn read_again(sources: &Sources, options: &ReadOptions<'_>, kept: &mut Kept) -> Model {
    let as_of = options.as_of;
    let mut diagnostics = Diagnostics::default();
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let size = if options.will_be_read_again { BlockSize::AGAIN } else { BlockSize::ONCE };
    let open = |source| Sheet::open(source, options.table(source.name()), size);
    let sheets: Vec<Option<Sheet<'_>>> = files.par_iter().map(|(_, source)| open(source)).collect();
    let mut outlines: Vec<FirstPass<'_>> = files
        .par_iter()
        .zip(&sheets)
        .map(|((file, source), sheet)| outline(*file, source, sheet, size))
        .collect();
    let (mut allows, mut unread) = (Vec::new(), Vec::new());
    for outline in &mut outlines {
        unread.append(&mut outline.unread);
        diagnostics.problems.append(&mut outline.diagnostics.problems);
        allows.append(&mut outline.allows);
    }
    let includes = include::resolve(
        sources,
        options.includes,
        options.vocabulary,
        inclusions(&outlines),
        &mut diagnostics,
    );

    let mut registers = Registers::new();
    let pending = definitions(&outlines);
    let (vocabulary, mut settings_problems) =
        define(&pending, options.settings, &mut registers, &mut diagnostics);
    kept.begin(&pending, &registers);
    drop(pending);
    let fixed = renumber::FixedCounts::of(&registers);
    let draft = registers.sources.find(&key(DRAFT)).map(SourceId);
    let lowered = blocks::lower(&outlines, sources, options, (&vocabulary, draft), kept);
    let (read, registers) = blocks::gather(lowered, &kept.known, &registers);
    kept.end(&registers);
    let shared = Shared::new(registers);
    let articles: Vec<Vec<Option<ArticleDefaults>>> =
        outlines.iter().map(|outline| articles(outline, &vocabulary, &shared, &mut diagnostics)).collect();
    let mut claims = read.claims;
    diagnostics.problems.extend(read.problems);
    allows.extend(read.allows);
    unread.extend(read.unread);
    let (row_counts, row_meta_statements) = (read.row_counts, read.meta_statements);
    rows::report_of_tables(read.table_problems, read.unknown_keys, &sheets, &mut diagnostics);
    let mut unread_labels = read.unread_labels;
    for (outline, (file, _)) in outlines.iter().zip(&files) {
        unread_labels.extend(outline.unread_labels.iter().map(|&label| (*file, label.to_owned())));
    }

    let meta_statements =
        || outlines.iter().flat_map(|outline| &outline.meta_statements).chain(&row_meta_statements);
    let labels =
        labels(meta_statements(), &claims, &sheets, &shared, unread_labels, includes, &mut diagnostics);
    claims.sort_by_key(|claim| (claim.place, claim.part));
    let amended =
        meta_statements().any(|meta| matches!(meta.statement.body, Body::Retract(_) | Body::Correct(_)));
    let mut meta_results =
        MetaResults { known: ClaimIndex::new(claims, amended), labels, as_of, ..MetaResults::default() };
    let mut amendments = Vec::new();
    for meta in meta_statements() {
        let articles = &articles[meta.at.file.0 as usize];
        let defaults = meta.article.checked_sub(1).and_then(|number| articles[number].as_ref());
        let mut lowering = Lowering::new(&vocabulary, &shared, meta.at);
        match AmendmentInput::of(&meta.statement) {
            Some(input) => {
                let when = lowering.particulars(input.qualifiers, None, defaults).when();
                // Problems in it are reported when it is applied.
                lowering.diagnostics.problems.clear();
                amendments.push((when.map(|when| when.order()), (meta.at, input, defaults)));
            }
            None => meta_results.follow(meta, defaults, &mut lowering),
        }
        diagnostics.problems.append(&mut lowering.diagnostics.problems);
    }
    // Amendments are applied in the order in which they were made; one of a correction waits for that correction, wherever the two
    // stand.
    amendments.sort_by_key(|(when, _)| *when);
    let mut amendments: Vec<_> = amendments.into_iter().map(|(_, amendment)| amendment).collect();
    while !amendments.is_empty() {
        let waiting = amendments.len();
        let stuck =
            |meta_results: &MetaResults,
             (at, input, _): &(Locator<'_>, AmendmentInput<'_, '_>, Option<&ArticleDefaults>)| {
                let mut lowering = Lowering::new(&vocabulary, &shared, *at);
                meta_results.awaits(input, &mut lowering)
            };
        let ready = amendments.iter().any(|amendment| !stuck(&meta_results, amendment));
        let mut later = Vec::new();
        for amendment in amendments {
            if ready && stuck(&meta_results, &amendment) {
                later.push(amendment);
                continue;
            }
            let (at, input, defaults) = amendment;
            let mut lowering = Lowering::new(&vocabulary, &shared, at);
            meta_results.amend(&input, defaults, &mut lowering);
            diagnostics.problems.append(&mut lowering.diagnostics.problems);
        }
        amendments = later;
        debug_assert!(amendments.len() < waiting, "each round settles one at least");
    }
    let mut claims = meta_results.known.into_claims();
    {
        let registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        dropped::mark(&mut claims, read.filled, as_of, &vocabulary, &registers);
    }
    meta_results.amendments.sort_by_key(|amendment| amendment.place);
    {
        let registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (laws, breaks) = (&mut meta_results.laws, &meta_results.breaks);
        claims.par_iter_mut().for_each(|claim| {
            claim.excluded |= impossible(claim, breaks, &registers, &vocabulary).is_some();
        });
        law_check::check(laws, breaks, &claims, &vocabulary, &registers, &mut diagnostics.problems);
    }
    directives::check_based_on(&claims, &meta_results.labels, sources, &shared, &mut diagnostics);
    diagnostics.problems.sort_by_key(|problem| (problem.at, problem.kind));
    allows.sort_by_key(|allow| allow.comment);
    unread.sort_unstable();
    settings_problems.extend(idle_skips(options.settings, &sheets, &read.skips));
    let named = files.iter().zip(&articles).filter(|((_, source), _)| options.is_draft(source.name()));
    let named = named.flat_map(|(_, articles)| articles).flatten();
    let desk = named.filter_map(|defaults| defaults.via().last().copied()).chain(draft).collect();
    let mut model = Model {
        vocabulary,
        registers: shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner),
        claims,
        problems: diagnostics.problems,
        labels: meta_results.labels,
        laws: meta_results.laws,
        breaks: meta_results.breaks,
        amenders: meta_results.amenders,
        amendments: meta_results.amendments,
        accepts: meta_results.accepts,
        expects: meta_results.expects,
        allows,
        statements: outlines.iter().map(|outline| outline.statements).sum::<usize>() + row_counts.rows,
        row_counts,
        left_out: files
            .iter()
            .zip(&sheets)
            .flat_map(|((file, _), sheet)| {
                sheet.iter().flat_map(Sheet::losses).map(|loss| (*file, loss.clone()))
            })
            .collect(),
        unread,
        settings_problems,
        desk,
        draft,
    };
    renumber::renumber(&mut model, fixed);
    if let Some(day) = as_of {
        as_of::hold_back(&mut model, day);
    }
    model
}

/// The `skip` texts of the settings that match no cell of the tables read with them. Those of an archive are in
/// another settings file.
fn idle_skips(
    settings: &Settings,
    sheets: &[Option<Sheet<'_>>],
    matched: &[(FileId, usize)],
) -> Vec<SettingsProblem> {
    let mut idle = Vec::new();
    for tables in settings.tables.iter().filter(|tables| tables.pattern.base.is_none()) {
        let is_read_by =
            |file: u32| sheets[file as usize].as_ref().is_some_and(|sheet| sheet.is_read_by(&tables.table));
        if !(0..sheets.len() as u32).any(is_read_by) {
            continue;
        }
        let mut matching: Vec<usize> =
            matched.iter().filter(|(file, _)| is_read_by(file.0)).map(|&(_, number)| number).collect();
        matching.sort_unstable();
        for (number, skip) in tables.table.skip.iter().enumerate() {
            if matching.binary_search(&number).is_ok() {
                continue;
            }
            let message = format!("no cell reads `{}`, so `skip` leaves out nothing", skip.text);
            let problem = SettingsProblem::warning(skip.at, message).label("matches nothing");
            idle.push(problem.help("check the spelling against the sheet; `*` stands for any text"));
        }
    }
    idle
}
