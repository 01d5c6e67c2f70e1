//! The Nexthink Query Language (NQL): parser, syntax tree, printer.
//!
//! Saved queries are how everything is read from a Nexthink tenant, and the tenant checks them only when somebody pastes
//! them into its console. This crate knows the language without a tenant: it finds mistakes where they are, tells which
//! parameters a query takes and which columns its result has, and gives the tree to whoever wants to evaluate it.
//!
//! ```
//! let query = nql::parse(
//!     "/* The devices of one person. */
//!      devices during past 30d
//!      | with session.events past 30d
//!      | where user.upn = $upn
//!      | list collector.uid, name, operating_system.name
//!      | sort last_seen desc",
//! )?;
//! assert_eq!(query.parameters()[0].name, "upn");
//! assert_eq!(query.columns(), ["device.collector.uid", "device.name", "device.operating_system.name"]);
//! assert_eq!(query.statements[0].to_string(), "with session.events during past 30d");
//!
//! let mistake = nql::parse("devices\n| lst name").unwrap_err();
//! assert_eq!(mistake.to_string(), "2:3: unknown statement `lst`, did you mean `list`?");
//! # Ok::<(), nql::ParseError>(())
//! ```
//!
//! # What is checked
//!
//! [`parse`] checks the grammar, then the rules that hold whatever tables the tenant has: parameters stand only in
//! `where` and once each; `compute` needs `with` or `include`; fields of an event table, written in full, are gone after
//! `compute`; one `list` and one `summarize`; no `limit 0`, no period of zero, groups in minutes by the quarter of an
//! hour. Whether a table or a field exists and of which type it is, it does not know. [`Query::warnings`] tells what is
//! allowed but useless.
//!
//! In doubt the parser is lenient, for the tenant has the last word: keywords and functions may be in any case, and
//! `during` may always be missing. Two choices where the vendor's documentation is silent: a backslash in a string
//! escapes only quotes and another backslash, and sizes such as `8GB` are decimal.
//!
//! # How to extend it
//!
//! *A new statement*: a variant of [`ast::StatementKind`], whose `keyword` and `Statement::walk` then do not compile; its
//! grammar in `parser/statement.rs` (the keyword list and the match); its text in `print.rs`; its columns, if it has any,
//! in `columns.rs`; a generator in `tests/it/generator.rs`, with which the property tests cover it.
//!
//! *A new function*: a variant of [`ast::Function`] with its arguments as fields; its name and grammar in
//! `parser/function.rs`; its arguments, if any, in `print/expression.rs`; a line in `tests/it/generator/expression.rs`.
//!
//! *A new kind of literal*: a token in `lexer.rs`, a variant of [`ast::Literal`], and a line each in
//! `parser/literal.rs`, `print/literal.rs` and `tests/it/generator/literal.rs`.
//!
//! *A new rule*: a variant of [`Fault`], whose text says what to do, and a check in `validate.rs`.

pub mod ast;
mod columns;
mod error;
mod failure;
mod fields;
mod lexer;
mod parser;
mod print;
mod validate;
mod warning;

pub use ast::Query;
pub use columns::{BUCKET_COLUMNS, column_key, is_linked_object};
pub use error::{Fault, ParseError};
pub use fields::NamedField;
pub use parser::parse;
pub use warning::Warning;

/// The longest query text that Nexthink takes, in characters.
pub const MAX_CHARACTERS: usize = 16_000;
