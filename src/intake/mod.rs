//! Every way in to the same tree: `.claims` text, Markdown with fences of it, and tables; places point into the file itself.

mod form;
mod letters;
mod markdown;
mod field;
mod trouble;
mod aside;
mod cells;
mod excel;
mod column;
mod heading;
mod row;
mod objects;
mod sheet;
mod cell_row;
mod object_row;
mod read;
mod peek;

use crate::settings::Table;
use crate::source::Source;

pub use field::{Field, detail, probable};
pub use form::Form;
pub use letters::windows_1252;
pub use markdown::{Fence, fences};
pub use peek::{DateLook, Peek, date_look, is_total};
pub use sheet::{Read, Sheet, Stretch};

/// Whether a file that was found and not asked for holds claims.
#[must_use]
pub fn holds_claims(source: &Source, table: Option<&Table>) -> bool {
    match Form::of(source.name()) {
        None | Some(Form::Claims) => true,
        Some(Form::Markdown) => !fences(source.text()).is_empty(),
        Some(Form::Cells | Form::Objects) => table.is_some() || Sheet::speaks(source),
    }
}
