//! The tree of a `.claims` text: what is written, before any interpretation. Every slice points into the text.

mod name;
mod date;
mod value;
mod qualifier;
mod law;
mod definition;
mod statement;

pub use date::{Clock, Date, DateForm, Direction, Part, TimeUnit, Weekday};
pub use definition::{Definition, Property, PropertyKind};
pub use law::{Atom, Law, Relation, Term};
pub use name::Name;
pub use qualifier::{Period, Qualifier, QualifierKind};
pub use statement::{
    Accept, Accepted, Allow, Article, Body, Break, Claim, Correct, Detail, Event, Expect, Mode, Query,
    QuerySubject, Quote, Retract, Statement,
};
pub use value::{
    Amount, Change, ChangeFigure, ChangeVerb, Figure, Form, Fraction, Hedge, Scale, Since, SinceKind, Value,
    ValueKind,
};
