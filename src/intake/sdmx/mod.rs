//! SDMX-CSV (1.0 and 2.0), the form in which statistical offices and central banks publish: what a column is, what its codes mean,
//! and what the cells of a row say together. `known_format` uses it for the headings, `survey` for what the rows of a table say
//! together, `edits` for rows that take others back.

mod component;
mod code;
mod action;
mod status;
mod scale;
mod observation;

pub(super) use action::Action;
pub(super) use code::{Unit, is_no_figure, is_whole, parts};
pub(super) use component::{Component, Meaning, id, meaning};
pub(super) use observation::{Act, Observation, UnitUse};
pub(super) use status::{is_missing, statuses};
