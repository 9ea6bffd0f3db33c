//! Reads all texts of a run into one model: definitions first, then claims in parallel, then statements about other
//! statements.

mod row_counts;
mod model;
mod given;
mod outline;
mod definitions;
mod block;
mod rows;
mod labels;
mod gathered;
mod renumber;
mod dropped;
mod as_of;

use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;

use crate::intake::Sheet;
use crate::model::amend::{AmendmentInput, ClaimIndex};
use crate::model::define::define;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives;
use crate::model::impossible::impossible;
use crate::model::include;
use crate::model::law_check;
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::name::key;
use crate::model::read::block::{ArticleAt, LoweredBlock, articles, lower};
pub use crate::model::read::definitions::built_in_measure;
use crate::model::read::definitions::definitions;
use crate::model::read::gathered::SecondPass;
use crate::model::read::labels::labels;
use crate::model::read::outline::{Block, FirstPass, inclusions, outline};
use crate::model::register::{Registers, Shared, SourceId};
use crate::settings::{Settings, SettingsProblem};
use crate::source::{FileId, Source, Sources};
use crate::syntax::tree::Body;

pub use given::ReadOptions;
pub use model::Model;
pub use row_counts::RowCounts;

/// The outlet that the prelude defines for a draft that names none.
pub const DRAFT: &str = "this draft";

/// Reads every text.
#[must_use]
pub fn read(sources: &Sources, given: &ReadOptions<'_>) -> Model {
    let as_of = given.as_of;
    let mut diagnostics = Diagnostics::default();
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let sheets: Vec<Option<Sheet<'_>>> =
        files.par_iter().map(|(_, source)| Sheet::open(source, given.table(source.name()))).collect();
    let mut outlines: Vec<FirstPass<'_>> =
        files.par_iter().zip(&sheets).map(|((file, source), sheet)| outline(*file, source, sheet)).collect();
    let (mut allows, mut unread) = (Vec::new(), Vec::new());
    for outline in &mut outlines {
        unread.append(&mut outline.unread);
        diagnostics.problems.append(&mut outline.diagnostics.problems);
        allows.append(&mut outline.allows);
    }
    let includes =
        include::resolve(sources, given.includes, given.vocabulary, inclusions(&outlines), &mut diagnostics);

    let mut registers = Registers::new();
    let pending = definitions(&outlines);
    let (vocabulary, mut unsettled) = define(&pending, given.settings, &mut registers, &mut diagnostics);
    drop(pending);
    let fixed = renumber::FixedCounts::of(&registers);
    let draft = registers.sources.find(&key(DRAFT)).map(SourceId);
    let shared = Shared::new(registers);

    let articles: Vec<Vec<ArticleAt>> =
        outlines.iter().map(|outline| articles(outline, &vocabulary, &shared, &mut diagnostics)).collect();
    let blocks: Vec<&Block<'_>> = outlines.iter().flat_map(|outline| &outline.blocks).collect();
    given.progress.expect(blocks.iter().map(|block| block.bytes()).sum());
    // Each thread takes a lowering that another block has left: it knows the names met so far.
    let spare: Mutex<Vec<Lowering<'_, '_>>> = Mutex::default();
    let spare = || spare.lock().unwrap_or_else(PoisonError::into_inner);
    let lowered: Vec<LoweredBlock<'_>> = blocks
        .par_iter()
        .map(|block| {
            let known = spare().pop();
            let mut lowering =
                known.unwrap_or_else(|| Lowering::new(&vocabulary, &shared, Locator::of(FileId(0), "", "")));
            let name = sources.get(block.file).name();
            lowering.outlet = draft.filter(|_| given.is_draft(name));
            let lowered = match block.rows {
                None => lower(&mut lowering, block, &articles[block.file.0 as usize]),
                Some((sheet, range)) => rows::lower(&mut lowering, block.file, sheet, range),
            };
            spare().push(lowering);
            given.progress.add(block.bytes(), lowered.claims.len() as u64);
            lowered
        })
        .collect();

    let mut claims = Vec::with_capacity(lowered.iter().map(|block| block.claims.len()).sum());
    let mut unread_labels: Vec<(FileId, String)> = Vec::new();
    let (mut row_counts, mut row_meta_statements, mut filled) =
        (RowCounts::default(), Vec::new(), Vec::new());
    let (mut table_problems, mut unknown_keys) = (Vec::new(), Vec::new());
    for block in lowered {
        claims.extend(block.claims);
        filled.extend(block.filled);
        diagnostics.problems.extend(block.diagnostics.problems);
        allows.extend(block.allows);
        unread_labels.extend(block.unread_labels);
        unread.extend(block.unread);
        row_counts.add(block.row_counts);
        row_meta_statements.extend(block.meta_statements);
        table_problems.extend(block.table_problems);
        unknown_keys.extend(block.unknown_keys);
    }
    rows::report_of_tables(table_problems, unknown_keys, &sheets, &mut diagnostics);
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
    let mut gathered =
        SecondPass { known: ClaimIndex::new(claims, amended), labels, as_of, ..SecondPass::default() };
    let mut amendments = Vec::new();
    for meta in meta_statements() {
        let articles = &articles[meta.at.file.0 as usize];
        let defaults = meta.article.checked_sub(1).and_then(|number| articles[number].defaults.as_ref());
        let mut lowering = Lowering::new(&vocabulary, &shared, meta.at);
        match AmendmentInput::of(&meta.statement) {
            Some(input) => {
                let when = lowering.particulars(input.qualifiers, None, defaults).when();
                // Problems in it are reported when it is applied.
                lowering.diagnostics.problems.clear();
                amendments.push((when.map(|when| when.order()), (meta.at, input, defaults)));
            }
            None => gathered.follow(meta, defaults, &mut lowering),
        }
        diagnostics.problems.append(&mut lowering.diagnostics.problems);
    }
    // Earlier amendments are applied earlier, and the correction of a correction waits for that, wherever the two
    // stand.
    amendments.sort_by_key(|(when, _)| *when);
    let mut amendments: Vec<_> = amendments.into_iter().map(|(_, amendment)| amendment).collect();
    while !amendments.is_empty() {
        let waiting = amendments.len();
        let stuck =
            |gathered: &SecondPass,
             (at, input, _): &(Locator<'_>, AmendmentInput<'_, '_>, Option<&ArticleDefaults>)| {
                let mut lowering = Lowering::new(&vocabulary, &shared, *at);
                gathered.awaits(input, &mut lowering)
            };
        let ready = amendments.iter().any(|amendment| !stuck(&gathered, amendment));
        let mut later = Vec::new();
        for amendment in amendments {
            if ready && stuck(&gathered, &amendment) {
                later.push(amendment);
                continue;
            }
            let (at, input, defaults) = amendment;
            let mut lowering = Lowering::new(&vocabulary, &shared, at);
            gathered.amend(&input, defaults, &mut lowering);
            diagnostics.problems.append(&mut lowering.diagnostics.problems);
        }
        amendments = later;
        debug_assert!(amendments.len() < waiting, "each round settles one at least");
    }
    let mut claims = gathered.known.into_claims();
    {
        let registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        dropped::mark(&mut claims, filled, as_of, &vocabulary, &registers);
    }
    gathered.amendments.sort_by_key(|amendment| amendment.place);
    {
        let registers = shared.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (laws, breaks) = (&mut gathered.laws, &gathered.breaks);
        claims.par_iter_mut().for_each(|claim| {
            claim.excluded |= impossible(claim, breaks, &registers, &vocabulary).is_some();
        });
        law_check::check(laws, breaks, &claims, &vocabulary, &registers, &mut diagnostics.problems);
    }
    directives::check_based_on(&claims, &gathered.labels, sources, &shared, &mut diagnostics);
    diagnostics.problems.sort_by_key(|problem| (problem.at, problem.kind));
    allows.sort_by_key(|allow| allow.comment);
    unread.sort_unstable();
    unsettled.extend(idle_skips(given.settings, &sheets));
    let named = files.iter().zip(&articles).filter(|((_, source), _)| given.is_draft(source.name()));
    let named = named.flat_map(|(_, articles)| articles).filter_map(|article| article.defaults.as_ref());
    let desk = named.filter_map(|defaults| defaults.via().last().copied()).chain(draft).collect();
    let mut model = Model {
        vocabulary,
        registers: shared.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner),
        claims,
        problems: diagnostics.problems,
        labels: gathered.labels,
        laws: gathered.laws,
        breaks: gathered.breaks,
        amenders: gathered.amenders,
        amendments: gathered.amendments,
        accepts: gathered.accepts,
        expects: gathered.expects,
        allows,
        statements: outlines.iter().map(|outline| outline.statements).sum::<usize>() + row_counts.rows,
        row_counts,
        unread,
        unsettled,
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
fn idle_skips(settings: &Settings, sheets: &[Option<Sheet<'_>>]) -> Vec<SettingsProblem> {
    let mut idle = Vec::new();
    for tables in settings.tables.iter().filter(|tables| tables.pattern.base.is_none()) {
        let of = || sheets.iter().flatten().filter(|sheet| sheet.is_read_by(&tables.table));
        if of().next().is_none() {
            continue;
        }
        let numbered = tables.table.skip.iter().enumerate();
        for (_, skip) in numbered.filter(|(at, _)| !of().any(|sheet| sheet.skips_by(*at))) {
            let message = format!("no cell reads `{}`, so `skip` leaves out nothing", skip.text);
            let problem = SettingsProblem::warning(skip.at, message).label("matches nothing");
            idle.push(problem.help("check the spelling against the sheet; `*` stands for any text"));
        }
    }
    idle
}
