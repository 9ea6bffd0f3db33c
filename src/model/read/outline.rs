//! The first pass over a text: its blocks of claims, and the statements that are neither claims, events nor quotes.

use crate::intake::{self, Form, Sheet, Stretch};
use crate::model::own::{self, Allow};
use crate::model::trouble::{At, Troubles};
use crate::source::{FileId, Place, Source};
use crate::syntax::tree::{Body, Name, Statement};
use crate::syntax::{self, Chunk, StatementKind};

/// How much text a thread takes at a time, in bytes.
const BLOCK: usize = 1 << 18;

/// Statements of one file that belong together: those of a stretch of text, under the article in force at its start.
pub(super) struct Block<'s> {
    pub(super) file: FileId,
    pub(super) whole: &'s str,
    pub(super) text: &'s str,
    /// How far in column one is.
    pub(super) margin: usize,
    /// The table and its rows, where they are rows.
    pub(super) rows: Option<(&'s Sheet<'s>, Stretch)>,
    /// The articles of the file that begin in this block or before it, by where they begin.
    pub(super) first_article: usize,
}

impl Block<'_> {
    /// How many bytes there are to read.
    pub(super) fn bytes(&self) -> u64 {
        self.rows.map_or(self.text.len(), |(_, stretch)| stretch.end - stretch.start) as u64
    }
}

/// A statement that is neither claim, event nor quote.
pub(super) struct Special<'s> {
    pub(super) at: At<'s>,
    pub(super) statement: Statement<'s>,
    /// The number of the article it stands under, counted from 1 in its file; 0 for none.
    pub(super) article: usize,
}

/// What one file's first pass finds.
pub(super) struct Outline<'s> {
    pub(super) blocks: Vec<Block<'s>>,
    pub(super) specials: Vec<Special<'s>>,
    /// For each article or `end article`, where it begins and its number among the specials; none for an end.
    pub(super) articles: Vec<(u32, Option<usize>)>,
    pub(super) troubles: Troubles,
    pub(super) broken: Vec<&'s str>,
    pub(super) unread: Vec<Place>,
    pub(super) statements: usize,
    pub(super) allows: Vec<Allow>,
}

/// Cuts a file into blocks and reads its statements that are neither claims, events nor quotes.
pub(super) fn outline<'s>(file: FileId, source: &'s Source, sheet: &'s Option<Sheet<'s>>) -> Outline<'s> {
    let whole = source.text();
    let mut outline = Outline {
        blocks: Vec::new(),
        specials: Vec::new(),
        articles: Vec::new(),
        troubles: Troubles::default(),
        broken: Vec::new(),
        unread: Vec::new(),
        statements: 0,
        allows: Vec::new(),
    };
    if let Some(sheet) = sheet {
        let at = At { sheet: Some(sheet), ..At::of(file, whole, whole) };
        for trouble in sheet.troubles() {
            outline.troubles.syntax(at, trouble.clone());
        }
        outline.blocks.extend(sheet.stretches().iter().map(|&stretch| Block {
            file,
            whole,
            text: "",
            margin: 0,
            rows: Some((sheet, stretch)),
            first_article: 0,
        }));
    } else if Form::of(source.name()) == Some(Form::Markdown) {
        for fence in intake::fences(whole) {
            let start = fence.text.as_ptr() as usize - whole.as_ptr() as usize;
            let chunks = syntax::split_within(fence.text, fence.margin);
            outline.part(At::of(file, whole, whole), start, fence.margin, chunks);
        }
    } else {
        outline.part(At::of(file, whole, whole), 0, 0, syntax::split(whole));
    }
    outline
}

impl<'s> Outline<'s> {
    /// Takes up the statements of a stretch of the file that begins at `start`.
    fn part(
        &mut self,
        file: At<'s>,
        mut start: usize,
        margin: usize,
        chunks: impl Iterator<Item = Chunk<'s>>,
    ) {
        let At { file, whole, .. } = file;
        let (mut end, mut first_article) = (start, self.articles.len());
        for chunk in chunks {
            self.statements += 1;
            let offset = chunk.text.as_ptr() as usize - whole.as_ptr() as usize;
            if end - start > BLOCK {
                self.blocks.push(Block {
                    file,
                    whole,
                    text: &whole[start..end],
                    margin,
                    rows: None,
                    first_article,
                });
                start = end;
                first_article = self.articles.len();
            }
            end = offset + chunk.text.len();
            if is_claim(chunk.text) {
                continue;
            }
            let at = At::of(file, whole, chunk.text);
            let Some(statement) = parse(at, chunk, &mut self.troubles) else {
                self.broken.extend(label_of(chunk.text));
                self.unread.push(at.statement());
                continue;
            };
            self.allows.extend(own::allows(&statement, at));
            match statement.body {
                Body::Article(_) => self.articles.push((offset as u32, Some(self.specials.len()))),
                Body::EndArticle => self.articles.push((offset as u32, None)),
                _ => {}
            }
            let article = self.articles.len();
            self.specials.push(Special { at: At { text: statement.text, ..at }, statement, article });
        }
        self.blocks.push(Block { file, whole, text: &whole[start..end], margin, rows: None, first_article });
    }
}

/// Whether a statement makes claims by itself.
pub(super) fn is_claim(text: &str) -> bool {
    matches!(syntax::kind_of(text), StatementKind::Claim | StatementKind::Event | StatementKind::Quote)
}

pub(super) fn parse<'s>(at: At<'s>, chunk: Chunk<'s>, troubles: &mut Troubles) -> Option<Statement<'s>> {
    let (statement, found) = syntax::statement(chunk);
    for trouble in found {
        troubles.syntax(at, trouble);
    }
    statement
}

/// The label of a statement that could not be read, so that those who name it are not told it is missing.
pub(super) fn label_of(text: &str) -> Option<&str> {
    text.strip_prefix('@')?.split_whitespace().next()
}

pub(super) fn inclusions<'o, 's>(
    outlines: &'o [Outline<'s>],
) -> impl Iterator<Item = (At<'s>, Name<'s>)> + 'o {
    outlines.iter().flat_map(|outline| &outline.specials).filter_map(|special| {
        match &special.statement.body {
            Body::Include(path) => Some((special.at, *path)),
            _ => None,
        }
    })
}
