//! Tree to typed claims: figures, windows, units, names and vocabulary are settled here, once, and nowhere else.
