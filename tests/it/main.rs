//! What only the whole crate can show, in one binary.

mod syntax_files;
