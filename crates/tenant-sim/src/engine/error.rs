//! Why a query cannot be run.

use thiserror::Error;

/// What is wrong with a query that could be parsed, or with its parameters.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum QueryError {
    /// No such table.
    #[error("unknown table '{0}'")]
    UnknownTable(String),
    /// No such field.
    #[error("unknown field '{field}' in table '{table}'")]
    UnknownField {
        /// As written.
        field: String,
        /// Where it was looked up.
        table: String,
    },
    /// A parameter of the query has no value.
    #[error("missing value for parameter '{0}'")]
    MissingParameter(String),
    /// Two types do not go together.
    #[error("cannot compare '{field}' with {value}")]
    Type {
        /// The left side as written.
        field: String,
        /// The right side.
        value: String,
    },
    /// A function does not fit where it stands.
    #[error("function '{function}' cannot be used in '{place}'")]
    Misplaced {
        /// The function's name.
        function: &'static str,
        /// The keyword.
        place: &'static str,
    },
    /// A function was applied to a value that it does not take.
    #[error("function '{function}' cannot be applied to '{to}'")]
    Inapplicable {
        /// The function's name.
        function: &'static str,
        /// What it was applied to.
        to: String,
    },
    /// An aggregate is missing where one is needed.
    #[error("'{alias}' needs an aggregate function such as sum() or avg()")]
    NotAggregated {
        /// The column.
        alias: String,
    },
    /// `with`, `include` or `compute` at the wrong place.
    #[error("'{keyword}' cannot be used here: {why}")]
    Statement {
        /// The keyword.
        keyword: &'static str,
        /// Why not.
        why: String,
    },
    /// Grouping by a number or a moment.
    #[error("cannot group by '{0}': it is a number or a date")]
    Ungroupable(String),
    /// A time zone that does not exist.
    #[error("unknown time zone '{0}'")]
    UnknownZone(String),
    /// A time frame that cannot be.
    #[error("invalid time frame: {0}")]
    Timeframe(String),
}
