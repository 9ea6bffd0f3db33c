//! `.claims` text to a tree. Never fails: what is not the language becomes a [`Problem`], and the rest is read as ever.
//!
//! The text is first [`split`] into statements (column one to the next column one); each is parsed alone by
//! [`statement`]. Nothing here consults a vocabulary, a calendar or a setting. One function per production of
//! `grammar/claims.ebnf`, bearing its name.

pub mod tree;
