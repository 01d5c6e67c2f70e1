//! The Nexthink Query Language: parser, syntax tree, printer.

pub mod ast;
mod columns;
mod error;

pub use ast::Query;
pub use columns::{column_key, is_linked_object};
pub use error::{Fault, ParseError};

/// The longest query text that Nexthink takes, in characters.
pub const MAX_CHARACTERS: usize = 16_000;
