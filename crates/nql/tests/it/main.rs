//! What the crate promises, through its public interface alone.

mod columns;
mod content;
mod errors;
mod fields;
mod generator;
mod limits;
mod literals;
mod round_trip;
mod semantics;
mod tree;

/// The query, which must parse.
fn parse(text: &str) -> nql::Query {
    nql::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}
