//! Tests of the whole, in one binary.

mod cli;
mod convert;
mod corpora;
mod ebnf;
mod golden;
mod house;
mod init;
mod laws;
mod markdown;
mod meaning;
mod oracle;
mod pages;
mod properties;
mod reports;
mod rules;
mod schema;
mod settings;
mod settings_schema;
mod syntax_any;
mod syntax_files;
mod syntax_grammar;
mod syntax_language;
mod tables;
mod torn;
mod truth;
mod worlds;
