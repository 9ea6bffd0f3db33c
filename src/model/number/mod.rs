//! Exact numbers: a decimal of up to eighteen digits where that is enough, a big rational where it is not.

mod rational;
mod arithmetic;
mod text;

#[cfg(test)]
mod tests;

pub use rational::Number;
