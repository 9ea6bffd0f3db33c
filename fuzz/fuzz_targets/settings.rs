//! Any bytes are read as settings, and what is wrong with them is shown.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gainsay_fuzz::settings(bytes));
