//! `.claims` text to a tree. Never fails: invalid text becomes a [`SyntaxError`], and the rest is read as usual.
//!
//! The text is first [`split`] into statements (column one to the next column one); each is parsed alone by
//! [`statement`]. Nothing here consults a vocabulary, a calendar or a setting. One function per production of
//! `grammar/claims.ebnf`, with its name.

pub mod tree;
mod lines;
mod failure;
mod token;
mod clock;
mod calendar;
mod iso;
mod name;
mod number_word;
mod amount;
mod hedge;
mod fraction;
mod relative;
mod date;
mod figure;
mod one_name;
mod misread;
mod qualifier;
mod change;
mod value;
mod tail;
mod claim;
mod define;
mod law;
mod body;
mod allow;
mod syntax_error;
mod spelling;
mod context;
mod rewrite;
mod quoting;
mod hint;
mod date_mistake;
mod mistake;
mod diagnosis;
mod statement;
mod query;
mod cell;
mod spots;
mod edits;
mod format;

pub use body::{StatementKind, kind_of};
pub use cell::{date, name, property, value};
pub use edits::quoted;
pub use figure::VAGUE;
pub use format::format;
pub use lines::{Chunk, after_margin, split, split_within};
pub use number_word::{tens_of_word, unit_of_word};
pub use one_name::joined;
pub use query::query;
pub use quoting::begins_qualifier;
pub use spelling::nearest;
pub use statement::{Tree, parse, statement, unread};
pub use syntax_error::{SyntaxError, unreadable};
pub use tail::{DETAIL_KEYS, uncommented};
