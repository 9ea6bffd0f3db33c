//! Exact rational numbers: a decimal of up to eighteen digits where that is enough, else a quotient of big integers.

mod rational;
mod arithmetic;
mod text;

#[cfg(test)]
mod tests;

pub use rational::Number;
