//! What an article sets for the claims that follow it.

use crate::model::claim::{Moment, Scope};
use crate::model::register::SourceId;
use crate::model::window::{Day, Window};

/// What an `article` sets for the claims that follow it.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct ArticleDefaults {
    pub(super) scope: Scope,
    pub(super) time: Option<Window>,
    /// The days between which a claim holds all the time: `from … to …`, `since …`.
    pub(super) throughout: Option<(Day, Day)>,
    /// Whether `time` was given by `on` with a month, a quarter, a year …: whether it then is a period depends on the measure's kind.
    pub(super) calendar: bool,
    pub(super) said: Option<Moment>,
    pub(super) by: Vec<SourceId>,
    pub(super) via: Vec<SourceId>,
    pub(super) published: Option<Moment>,
    pub(super) url: Option<String>,
}

impl ArticleDefaults {
    /// When the article was published.
    pub(in crate::model) fn published(&self) -> Option<Moment> {
        self.published
    }

    /// The outlets that relay what the article's claims say.
    pub(in crate::model) fn via(&self) -> &[SourceId] {
        &self.via
    }
}
