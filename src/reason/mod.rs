//! What can be true together.
