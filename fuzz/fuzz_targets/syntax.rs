//! Any bytes are read and laid out: nothing is lost, and laying out twice changes nothing.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| gainsay_fuzz::text(bytes));
