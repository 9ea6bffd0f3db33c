//! Any bytes are checked as a whole corpus and reported in every format, twice with one outcome.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gainsay_fuzz::corpus(bytes));
