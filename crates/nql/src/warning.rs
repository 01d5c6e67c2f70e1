//! What is allowed in a query and yet probably a mistake.

use thiserror::Error;

use crate::ast::{Query, StatementKind};

/// Something that the tenant accepts but the author hardly meant.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Warning {
    /// An `include` whose events nothing is computed from.
    #[error(
        "{line}:{column}: `include {table}` has no effect without a `compute` after it; add one or remove it"
    )]
    UnusedInclude {
        /// The line of the `include`, from 1.
        line: u32,
        /// Its column in characters, from 1.
        column: u32,
        /// The event table as written.
        table: String,
    },
}

impl Query {
    /// What is allowed in the query and yet probably a mistake, in the order of the text.
    pub fn warnings(&self) -> Vec<Warning> {
        let is_compute = |kind: &StatementKind| matches!(kind, StatementKind::Compute(_));
        let last_compute = self
            .statements
            .iter()
            .rposition(|statement| is_compute(&statement.kind));
        let unused = self.statements.iter().skip(last_compute.unwrap_or_default());
        unused
            .filter_map(|statement| match &statement.kind {
                StatementKind::Include(source) => Some(Warning::UnusedInclude {
                    line: statement.span.line,
                    column: statement.span.column,
                    table: source.table.to_string(),
                }),
                _ => None,
            })
            .collect()
    }
}
