//! The second pass over a text: the claims of each block, under the article that applies.

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

/// Where an article begins or ends, and what it gives.
pub(super) struct ArticleAt {
    pub(super) start: u32,
    pub(super) defaults: Option<ArticleDefaults>,
}

pub(super) fn article_defaults(
    outline: &FirstPass<'_>,
    vocabulary: &Vocabulary,
    shared: &Shared,
    diagnostics: &mut Diagnostics,
) -> Vec<ArticleAt> {
    let article_defaults = outline.articles.iter().map(|&(start, meta)| {
        let defaults = meta.and_then(|number| {
            let meta = &outline.meta_statements[number];
            let Body::Article(article) = &meta.statement.body else { return None };
            let mut lowering = Lowering::new(vocabulary, shared, meta.at);
            let defaults = lowering.article_defaults(&meta.statement, &article.qualifiers);
            diagnostics.problems.append(&mut lowering.diagnostics.problems);
            Some(defaults)
        });
        ArticleAt { start, defaults }
    });
    article_defaults.collect()
}

/// The result of lowering a block.
#[derive(Default)]
pub(super) struct LoweredBlock<'s> {
    pub(super) claims: Vec<Claim>,
    pub(super) diagnostics: Diagnostics,
    pub(super) allows: Vec<Allow>,
    pub(super) broken: Vec<(FileId, String)>,
    pub(super) unread: Vec<Place>,
    /// Rows about other statements.
    pub(super) meta_statements: Vec<MetaStatement<'s>>,
    /// Headings of a table that are no known field, each at its first place.
    pub(super) keys: Vec<(FileId, &'s str)>,
    /// What skipped rows say that an outlet filled in by itself.
    pub(super) filled: Vec<Claim>,
    pub(super) row_counts: RowCounts,
}

/// Lowers the claims of a block. The thread keeps its cached look-ups from earlier blocks.
pub(super) fn lower<'s>(
    lowering: &mut Lowering<'_, 's>,
    block: &Block<'s>,
    articles: &[ArticleAt],
) -> LoweredBlock<'s> {
    let (mut allows, mut broken, mut unread) = (Vec::new(), Vec::new(), Vec::new());
    let mut article = block.first_article;
    // The first block of a file may start with a byte order mark.
    let text = block.text.strip_prefix('\u{FEFF}').unwrap_or(block.text);
    for chunk in syntax::split_within(text, block.margin).filter(|chunk| is_claim(chunk.text)) {
        let at = Locator::of(block.file, block.whole, chunk.text);
        let start = at.statement().span.start;
        while articles.get(article).is_some_and(|article| article.start < start) {
            article += 1;
        }
        let defaults = article.checked_sub(1).and_then(|number| articles[number].defaults.as_ref());
        lowering.at = at;
        match parse(at, chunk, &mut lowering.diagnostics) {
            Some(statement) => {
                lowering.at.text = statement.text;
                allows.extend(directives::allows(&statement, lowering.at));
                lowering.statement(&statement, defaults);
            }
            None => {
                broken.extend(label_of(chunk.text).map(|label| (block.file, label.to_owned())));
                unread.push(at.statement());
            }
        }
    }
    LoweredBlock {
        claims: std::mem::take(&mut lowering.claims),
        diagnostics: std::mem::take(&mut lowering.diagnostics),
        allows,
        broken,
        unread,
        ..LoweredBlock::default()
    }
}
