//! The second pass over a text: the claims of each block, under the article that applies.

use std::sync::Arc;

use crate::finding::Problem;
use crate::model::claim::Claim;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives::{self, Allow};
use crate::model::lower::{ArticleDefaults, Lowering, UsedNames};
use crate::model::read::numbering::Numbering;
use crate::model::read::outline::{Block, FirstPass, MetaStatement, is_claim, label_of, parse};
use crate::model::read::print::PrintBasis;
use crate::model::read::row_counts::RowCounts;
use crate::model::read::shift::Shift;
use crate::model::register::Shared;
use crate::model::vocabulary::Vocabulary;
use crate::source::{FileId, Place};
use crate::syntax;
use crate::syntax::tree::Body;

/// What every `article` and `end article` of a file sets for the claims below it, in order; an `end article` nothing.
pub(super) fn articles(
    outline: &FirstPass<'_>,
    vocabulary: &Vocabulary,
    shared: &Shared,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<ArticleDefaults>> {
    let articles = outline.articles.iter().map(|&(_, number)| {
        let meta = &outline.meta_statements[number?];
        let mut lowering = Lowering::new(vocabulary, shared, meta.at);
        let defaults = article(&mut lowering, meta);
        diagnostics.problems.append(&mut lowering.diagnostics.problems);
        defaults
    });
    articles.collect()
}

/// What an article sets.
fn article<'s>(lowering: &mut Lowering<'_, 's>, meta: &MetaStatement<'s>) -> Option<ArticleDefaults> {
    let Body::Article(article) = &meta.statement.body else { return None };
    lowering.at = meta.at;
    Some(lowering.article_defaults(&meta.statement, &article.qualifiers))
}

/// The result of lowering a block.
pub(super) struct LoweredBlock<'s> {
    /// What does not refer to the text.
    pub(super) lowered: Arc<Lowered>,
    /// Where it stands now.
    pub(super) shift: Shift,
    /// Of rows: those that retract or correct a claim.
    pub(super) meta_statements: Vec<MetaStatement<'s>>,
    /// Of rows that are objects: the keys that are no field, each where the block first has it.
    pub(super) unknown_keys: Vec<(FileId, &'s str)>,
}

/// What a block says, with the places where it stood when it was lowered.
#[derive(Clone, Debug, Default)]
pub(super) struct Lowered {
    /// Its claims, in the order of the text.
    pub(super) claims: Vec<Claim>,
    /// The problems met in its statements.
    pub(super) diagnostics: Diagnostics,
    /// The comments that suppress findings of its claims.
    pub(super) allows: Vec<Allow>,
    /// The labels of statements that could not be read: a reference to one of them is not reported as unresolved.
    pub(super) unread_labels: Vec<String>,
    /// The statements that could not be read, and the rows that could be read only in part.
    pub(super) unread: Vec<Place>,
    /// Of rows: problems that concern the whole table, such as with its settings.
    pub(super) table_problems: Vec<Problem>,
    /// Of rows that are skipped: the figures that an outlet filled in by itself.
    pub(super) filled: Vec<Claim>,
    /// How many rows there are.
    pub(super) row_counts: RowCounts,
    /// The texts of the setting `skip` that its cells match, by number.
    pub(super) skips: Vec<usize>,
    /// The names that it uses.
    pub(super) used_names: UsedNames,
}

impl Lowered {
    /// Gives everything the place where it stands now, and the numbers that its names have now.
    pub(super) fn settle(&mut self, shift: Shift, new: &Numbering) {
        for claim in self.claims.iter_mut().chain(&mut self.filled) {
            shift.claim(claim);
            new.claim(claim);
        }
        let problems = self.diagnostics.problems.iter_mut().chain(&mut self.table_problems);
        problems.for_each(|problem| shift.problem(problem));
        self.allows.iter_mut().for_each(|allow| shift.allow(allow));
        self.unread.iter_mut().for_each(|place| *place = shift.place(*place));
    }
}

/// Lowers the claims of a block of text, each with the defaults of the article above it. With a basis they get prints.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    block: &Block<'s>,
    outline: &FirstPass<'s>,
    print_basis: Option<PrintBasis<'_>>,
) -> Lowered {
    let (mut allows, mut unread_labels, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let mut next = block.articles_before;
    let mut defaults = None;
    let mut above = None;
    let enter = |lowering: &mut Lowering<'_, 's>, at: usize, above: &mut Option<&'s str>| {
        let meta = outline.articles[at].1.map(|number| &outline.meta_statements[number]);
        *above = meta.map(|meta| meta.at.text);
        let defaults = meta.and_then(|meta| article(lowering, meta));
        // The problems of articles are reported where all of them are read.
        lowering.diagnostics.problems.clear();
        defaults
    };
    let mut found = Vec::new();
    if let Some(last) = next.checked_sub(1) {
        defaults = enter(lowering, last, &mut above);
    }
    // The first block of a file may start with a byte order mark.
    let text = block.text.strip_prefix('\u{FEFF}').unwrap_or(block.text);
    for chunk in syntax::split_within(text, block.margin).filter(|chunk| is_claim(chunk.text)) {
        let at = Locator::of(block.file, block.whole, chunk.text);
        let start = at.statement().span.start;
        let first = next;
        while outline.articles.get(next).is_some_and(|article| article.0 < start) {
            next += 1;
        }
        if next > first {
            found.append(&mut lowering.diagnostics.problems);
            defaults = enter(lowering, next - 1, &mut above);
        }
        lowering.at = at;
        match parse(at, chunk, &mut lowering.diagnostics) {
            Some(statement) => {
                lowering.at.text = statement.text;
                allows.extend(directives::allows(&statement, lowering.at));
                let made = lowering.claims.len();
                lowering.statement(&statement, defaults.as_ref());
                if let Some(basis) = print_basis {
                    basis.mark(&mut lowering.claims[made..], above.unwrap_or(""), statement.text);
                }
            }
            None => {
                unread_labels.extend(label_of(chunk.text).map(ToOwned::to_owned));
                unread.push(at.statement());
            }
        }
    }
    found.append(&mut lowering.diagnostics.problems);
    Lowered {
        claims: std::mem::take(&mut lowering.claims),
        diagnostics: Diagnostics { problems: found },
        allows,
        unread_labels,
        unread,
        used_names: std::mem::take(&mut lowering.used_names),
        ..Lowered::default()
    }
}
