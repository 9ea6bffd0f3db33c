//! The report as a page: findings by what they are about, the gravest first, with charts, a filter, and the sources. As a
//! file it works offline and asks nothing of a network; the pages that `gainsay serve` shows are made of the same parts. All
//! text of a corpus is escaped.

mod link;
mod frame;
mod prose;
mod article;
mod groups;
mod page;
mod asked;
mod listed;
mod draft;

pub use asked::{answer_file, answer_page, problem_page, search_page, series_page, timeline_file};
pub use draft::{DraftClaim, DraftPage, draft_page};
pub use frame::{FILTER_SCRIPT, LIVE_SCRIPT, Live, STYLE, message_page};
pub use listed::{rule_page, rules_page, source_page, sources_page};
pub use page::findings_page;

pub(super) use page::HTML;
