//! Evaluates a parsed query over the tenant's tables.
//!
//! A query is compiled statement by statement: fields become column positions, literals and parameters become values of
//! the field's type, so that a wrong name or a wrong type is an error of the query and not an empty answer. What the
//! vendor's documentation leaves open is decided here and marked with "ours".
//!
//! To add a function: give it to `crates/nql`, then compile it in [`term`] (one value) or [`aggregate`] (many rows).

mod aggregate;
mod arithmetic;
mod bucket;
mod compare;
mod constant;
mod context;
mod error;
mod event;
mod frame;
mod item;
mod pattern;
mod pin;
mod predicate;
mod run;
mod scope;
mod source;
mod summarize;
mod term;
#[cfg(test)]
mod tests;

pub use context::Context;
pub use error::QueryError;
pub use event::{EventField, EventFilter};
pub use run::{ResultSet, run};
