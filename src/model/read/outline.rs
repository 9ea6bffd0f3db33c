//! The first pass over a text: cuts it into blocks of claims, and reads all other statements (*meta statements*:
//! definitions, laws, articles …).

use crate::intake::{self, BlockSize, FileFormat, RowRange, Sheet};
use crate::model::diagnostics::{Diagnostics, Locator};
use crate::model::directives::{self, Allow};
use crate::model::read::block_key::BlockKey;
use crate::model::read::shift::BlockPosition;
use crate::source::{FileId, Place, Source};
use crate::syntax::tree::{Body, Name, Statement};
use crate::syntax::{self, Chunk, StatementKind};

/// Consecutive statements of one file that one thread reads, starting under the same article.
pub(super) struct Block<'s> {
    pub(super) file: FileId,
    /// The text of the whole file.
    pub(super) whole: &'s str,
    /// The statements; empty for rows of a table.
    pub(super) text: &'s str,
    /// By how many columns all its statements are indented.
    pub(super) margin: usize,
    /// The table, and which of its rows; none if the block is text.
    pub(super) rows: Option<(&'s Sheet<'s>, RowRange)>,
    /// How many `article` and `end article` of the file stand before the block. The last of them applies at its start.
    pub(super) articles_before: usize,
}

impl<'s> Block<'s> {
    /// How many bytes there are to read.
    pub(super) fn bytes(&self) -> u64 {
        self.rows.map_or(self.text.len(), |(_, range)| range.end - range.start) as u64
    }

    /// Its first byte in the file.
    fn start(&self) -> u32 {
        let start = match self.rows {
            Some((_, range)) => range.start,
            None => self.text.as_ptr() as usize - self.whole.as_ptr() as usize,
        };
        start as u32
    }

    /// Where it stands.
    pub(super) fn position(&self, outline: &FirstPass<'s>) -> BlockPosition {
        let article = outline.article_above(self).map(|article| article.at.statement().span);
        BlockPosition { file: self.file, start: self.start(), article }
    }

    /// The number of its first row; 0 if it has none.
    pub(super) fn row(&self) -> u32 {
        self.rows.map_or(0, |(_, range)| range.row)
    }

    /// All that it is read from.
    pub(super) fn key(&self, outline: &FirstPass<'s>, file: &'s str, is_draft: bool) -> BlockKey<'s> {
        let (above, text) = match self.rows {
            Some((sheet, range)) => (sheet.head(), &self.whole[range.start..range.end]),
            None => (outline.article_above(self).map_or("", |article| article.at.text), self.text),
        };
        BlockKey { file, above, text, margin: self.margin, is_draft }
    }
}

/// A statement that is neither a claim, an event nor a quote.
pub(super) struct MetaStatement<'s> {
    /// Where it stands.
    pub(super) at: Locator<'s>,
    pub(super) statement: Statement<'s>,
    /// The number, from 1, of the last `article` or `end article` of the file up to here, which may be this statement; 0 if there
    /// is none.
    pub(super) article: usize,
}

/// The result of one file's first pass.
pub(super) struct FirstPass<'s> {
    /// What the second pass reads.
    pub(super) blocks: Vec<Block<'s>>,
    /// All statements but claims, events and quotes, in order.
    pub(super) meta_statements: Vec<MetaStatement<'s>>,
    /// For each `article` or `end article`, where it begins and, for an article, its number among the meta
    /// statements.
    pub(super) articles: Vec<(u32, Option<usize>)>,
    /// The problems met in the meta statements, and with the headings of a table.
    pub(super) diagnostics: Diagnostics,
    /// The labels of meta statements that could not be read: a reference to one of them is not reported as unresolved.
    pub(super) unread_labels: Vec<&'s str>,
    /// The meta statements that could not be read.
    pub(super) unread: Vec<Place>,
    /// How many statements of either pass there are; rows of a table are not counted here.
    pub(super) statements: usize,
    /// The comments that suppress findings of the meta statements.
    pub(super) allows: Vec<Allow>,
}

/// Cuts a file into blocks and reads its statements that are neither claims, events nor quotes.
pub(super) fn outline<'s>(
    file: FileId,
    source: &'s Source,
    sheet: &'s Option<Sheet<'s>>,
    size: BlockSize,
) -> FirstPass<'s> {
    let whole = source.text();
    let mut outline = FirstPass {
        blocks: Vec::new(),
        meta_statements: Vec::new(),
        articles: Vec::new(),
        diagnostics: Diagnostics::default(),
        unread_labels: Vec::new(),
        unread: Vec::new(),
        statements: 0,
        allows: Vec::new(),
    };
    if let Some(sheet) = sheet {
        let at = Locator { sheet: Some(sheet), ..Locator::of(file, whole, whole) };
        for error in sheet.errors() {
            outline.diagnostics.syntax(at, error.clone());
        }
        outline.blocks.extend(sheet.ranges().iter().map(|&range| Block {
            file,
            whole,
            text: "",
            margin: 0,
            rows: Some((sheet, range)),
            articles_before: 0,
        }));
    } else if FileFormat::of(source.name()) == Some(FileFormat::Markdown) {
        for fence in intake::fences(whole) {
            let start = fence.text.as_ptr() as usize - whole.as_ptr() as usize;
            let chunks = syntax::split_within(fence.text, fence.margin);
            outline.add(Locator::of(file, whole, whole), (start, size), fence.margin, chunks);
        }
    } else {
        outline.add(Locator::of(file, whole, whole), (0, size), 0, syntax::split(whole));
    }
    outline
}

impl<'s> FirstPass<'s> {
    /// The `article` that applies at the start of a block.
    fn article_above(&self, block: &Block<'_>) -> Option<&MetaStatement<'s>> {
        let (_, number) = self.articles[block.articles_before.checked_sub(1)?];
        Some(&self.meta_statements[number?])
    }

    /// Adds the statements of the file from a byte on.
    fn add(
        &mut self,
        file: Locator<'s>,
        (mut start, size): (usize, BlockSize),
        margin: usize,
        chunks: impl Iterator<Item = Chunk<'s>>,
    ) {
        let Locator { file, whole, .. } = file;
        let block = |start: usize, end: usize, articles_before| Block {
            file,
            whole,
            text: &whole[start..end],
            margin,
            rows: None,
            articles_before,
        };
        let (mut end, mut articles_before) = (start, self.articles.len());
        let mut last = "";
        for chunk in chunks {
            self.statements += 1;
            let offset = chunk.text.as_ptr() as usize - whole.as_ptr() as usize;
            if size.ends(end - start, last) {
                self.blocks.push(block(start, end, articles_before));
                start = end;
                articles_before = self.articles.len();
            }
            end = offset + chunk.text.len();
            last = chunk.text;
            if is_claim(chunk.text) {
                continue;
            }
            let at = Locator::of(file, whole, chunk.text);
            let Some(statement) = parse(at, chunk, &mut self.diagnostics) else {
                self.unread_labels.extend(label_of(chunk.text));
                self.unread.push(at.statement());
                continue;
            };
            self.allows.extend(directives::allows(&statement, at));
            match statement.body {
                Body::Article(_) => self.articles.push((offset as u32, Some(self.meta_statements.len()))),
                Body::EndArticle => self.articles.push((offset as u32, None)),
                _ => {}
            }
            let article = self.articles.len();
            self.meta_statements.push(MetaStatement {
                at: Locator { text: statement.text, ..at },
                statement,
                article,
            });
        }
        self.blocks.push(block(start, end, articles_before));
    }
}

/// Whether a statement makes claims by itself.
pub(super) fn is_claim(text: &str) -> bool {
    matches!(syntax::kind_of(text), StatementKind::Claim | StatementKind::Event | StatementKind::Quote)
}

/// The statement of some lines; none if it cannot be read.
pub(super) fn parse<'s>(
    at: Locator<'s>,
    chunk: Chunk<'s>,
    diagnostics: &mut Diagnostics,
) -> Option<Statement<'s>> {
    let (statement, errors) = syntax::statement(chunk);
    for error in errors {
        diagnostics.syntax(at, error);
    }
    statement
}

/// The label of a statement that could not be read.
pub(super) fn label_of(text: &str) -> Option<&str> {
    text.strip_prefix('@')?.split_whitespace().next()
}

/// The `include` statements of all files, each with its path.
pub(super) fn inclusions<'o, 's>(
    outlines: &'o [FirstPass<'s>],
) -> impl Iterator<Item = (Locator<'s>, Name<'s>)> + 'o {
    outlines.iter().flat_map(|outline| &outline.meta_statements).filter_map(|meta| {
        match &meta.statement.body {
            Body::Include(path) => Some((meta.at, *path)),
            _ => None,
        }
    })
}
