//! What only the whole crate can show, in one binary.

mod ebnf;
mod meaning;
mod syntax_any;
mod syntax_files;
mod syntax_grammar;
mod syntax_language;
