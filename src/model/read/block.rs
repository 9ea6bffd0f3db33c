//! The second pass over a text: the claims of each block, under the article that applies.

use crate::finding::Problem;
use crate::model::claim::Claim;
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives::{self, Allow};
use crate::model::lower::{ArticleDefaults, Lowering};
use crate::model::read::outline::{Block, FirstPass, MetaStatement, is_claim, label_of, parse};
use crate::model::read::row_counts::RowCounts;
use crate::model::register::Shared;
use crate::model::vocabulary::Vocabulary;
use crate::source::{FileId, Place};
use crate::syntax;
use crate::syntax::tree::Body;

/// An `article` or `end article`.
pub(super) struct ArticleAt {
    /// The byte of the file at which it begins.
    pub(super) start: u32,
    /// What holds for the claims below it; none below an `end article`.
    pub(super) defaults: Option<ArticleDefaults>,
}

/// Every `article` and `end article` of a file, in order.
pub(super) fn articles(
    outline: &FirstPass<'_>,
    vocabulary: &Vocabulary,
    shared: &Shared,
    diagnostics: &mut Diagnostics,
) -> Vec<ArticleAt> {
    let articles = outline.articles.iter().map(|&(start, number)| {
        let defaults = number.and_then(|number| {
            let meta = &outline.meta_statements[number];
            let Body::Article(article) = &meta.statement.body else { return None };
            let mut lowering = Lowering::new(vocabulary, shared, meta.at);
            let defaults = lowering.article_defaults(&meta.statement, &article.qualifiers);
            diagnostics.problems.append(&mut lowering.diagnostics.problems);
            Some(defaults)
        });
        ArticleAt { start, defaults }
    });
    articles.collect()
}

/// The result of lowering a block.
#[derive(Default)]
pub(super) struct LoweredBlock<'s> {
    /// Its claims, in the order of the text.
    pub(super) claims: Vec<Claim>,
    /// The problems met in its statements.
    pub(super) diagnostics: Diagnostics,
    /// The comments that suppress findings of its claims.
    pub(super) allows: Vec<Allow>,
    /// The labels of statements that could not be read: a reference to one of them is not reported as unresolved.
    pub(super) unread_labels: Vec<(FileId, String)>,
    /// The statements that could not be read, and the rows that could be read only in part.
    pub(super) unread: Vec<Place>,
    /// Of rows: those that retract or correct a claim.
    pub(super) meta_statements: Vec<MetaStatement<'s>>,
    /// Of rows: problems that concern the whole table, such as with its settings.
    pub(super) table_problems: Vec<Problem>,
    /// Of rows that are objects: the keys that are no field, each where the block first has it.
    pub(super) unknown_keys: Vec<(FileId, &'s str)>,
    /// Of rows that are skipped: the figures that an outlet filled in by itself.
    pub(super) filled: Vec<Claim>,
    /// How many rows there are.
    pub(super) row_counts: RowCounts,
}

/// Lowers the claims of a block of text, each with the defaults of the article above it. `lowering` keeps what the thread looked up
/// for earlier blocks.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    block: &Block<'s>,
    articles: &[ArticleAt],
) -> LoweredBlock<'s> {
    let (mut allows, mut unread_labels, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let mut articles_before = block.articles_before;
    // The first block of a file may start with a byte order mark.
    let text = block.text.strip_prefix('\u{FEFF}').unwrap_or(block.text);
    for chunk in syntax::split_within(text, block.margin).filter(|chunk| is_claim(chunk.text)) {
        let at = Locator::of(block.file, block.whole, chunk.text);
        let start = at.statement().span.start;
        while articles.get(articles_before).is_some_and(|article| article.start < start) {
            articles_before += 1;
        }
        let defaults = articles_before.checked_sub(1).and_then(|last| articles[last].defaults.as_ref());
        lowering.at = at;
        match parse(at, chunk, &mut lowering.diagnostics) {
            Some(statement) => {
                lowering.at.text = statement.text;
                allows.extend(directives::allows(&statement, lowering.at));
                lowering.statement(&statement, defaults);
            }
            None => {
                unread_labels.extend(label_of(chunk.text).map(|label| (block.file, label.to_owned())));
                unread.push(at.statement());
            }
        }
    }
    LoweredBlock {
        claims: std::mem::take(&mut lowering.claims),
        diagnostics: std::mem::take(&mut lowering.diagnostics),
        allows,
        unread_labels,
        unread,
        ..LoweredBlock::default()
    }
}
