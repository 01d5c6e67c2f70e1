//! What can be wrong with a query.

use thiserror::Error;

/// The first thing that is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{line}:{column}: {fault}")]
pub struct ParseError {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong with a query.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Fault {
    /// Something else should stand here.
    #[error("expected {}, found {found}", one_of(expected))]
    Unexpected {
        /// What may stand here, each a phrase such as "a comparison operator".
        expected: Vec<String>,
        /// What does, in quotes, or "the end of the query".
        found: String,
    },
}

fn one_of(expected: &[String]) -> String {
    match expected {
        [] => "nothing more".to_owned(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
