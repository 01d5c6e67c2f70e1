//! The Nexthink Query Language: parser, syntax tree, printer.

pub mod ast;
mod columns;
mod error;
mod failure;
mod lexer;
mod parser;
mod print;
mod validate;

pub use ast::Query;
pub use columns::{BUCKET_COLUMNS, column_key, is_linked_object};
pub use error::{Fault, ParseError};
pub use parser::parse;

/// The longest query text that Nexthink takes, in characters.
pub const MAX_CHARACTERS: usize = 16_000;
