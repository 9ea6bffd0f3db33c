//! Moves the places in a block that now stands somewhere else than when it was read.

use crate::finding::Problem;
use crate::model::claim::Claim;
use crate::model::directives::Allow;
use crate::source::{FileId, Place, Span};

/// From where to where a block has moved.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shift {
    /// Its file, then and now.
    files: (FileId, FileId),
    /// Its first byte, then and now.
    starts: (u32, u32),
    /// The article above it, whose names it uses, then and now.
    articles: Option<(Span, Span)>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockPosition {
    pub(super) file: FileId,
    /// Its first byte there.
    pub(super) start: u32,
    /// The article that applies at its start.
    pub(super) article: Option<Span>,
}

impl Shift {
    pub(super) fn new(then: BlockPosition, now: BlockPosition) -> Self {
        Self {
            files: (then.file, now.file),
            starts: (then.start, now.start),
            articles: then.article.zip(now.article),
        }
    }

    /// The block's file now.
    pub(super) fn file(self) -> FileId {
        self.files.1
    }

    fn is_idle(self) -> bool {
        self.files.0 == self.files.1
            && self.starts.0 == self.starts.1
            && self.articles.is_none_or(|(then, now)| then == now)
    }

    /// A span of the block's file; what stands above the block, such as the headings of a table, stays where it is.
    fn span(self, span: Span) -> Span {
        let from = match self.articles {
            // What has no place stands at the start of the file.
            _ if span == Span::START => return span,
            _ if span.start >= self.starts.0 => self.starts,
            Some((then, now)) if then.start <= span.start && span.end <= then.end => (then.start, now.start),
            _ => return span,
        };
        let moved = |at: u32| at - from.0 + from.1;
        Span { start: moved(span.start), end: moved(span.end) }
    }

    /// A place; what is in another file stays where it is.
    pub(super) fn place(self, place: Place) -> Place {
        if place.file != self.files.0 {
            return place;
        }
        Place { file: self.files.1, span: self.span(place.span) }
    }

    pub(super) fn claim(self, claim: &mut Claim) {
        if self.is_idle() {
            return;
        }
        claim.place = self.place(claim.place);
        claim.mark = self.span(claim.mark);
        claim.time_mark = self.span(claim.time_mark);
        if let Some(change) = &mut claim.change {
            change.mark = self.span(change.mark);
            change.by_mark = change.by_mark.map(|mark| self.span(mark));
            change.from_mark = change.from_mark.map(|mark| self.span(mark));
        }
    }

    pub(super) fn problem(self, problem: &mut Problem) {
        problem.at = self.place(problem.at);
        problem.others.iter_mut().for_each(|(place, _)| *place = self.place(*place));
    }

    pub(super) fn allow(self, allow: &mut Allow) {
        allow.comment = self.place(allow.comment);
        allow.statement = self.place(allow.statement);
    }
}
