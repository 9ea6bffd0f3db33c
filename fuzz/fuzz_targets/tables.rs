//! Any bytes are read as tables and Markdown, with settings of their own, then converted, checked and reported.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gainsay_fuzz::tables(bytes));
