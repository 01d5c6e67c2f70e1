//! Statements: the steps after the `|`.

use super::{Condition, Expr, Field, Period, Span, TableRef, Timeframe};

/// One step of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What it does.
    pub kind: StatementKind,
    /// Where its keyword stands.
    pub span: Span,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StatementKind {
    /// `where …`: keeps the rows that meet the condition. Several are joined by "and". After `with` or `include` and
    /// before their `compute`, it filters the event table.
    Where(Condition),
    /// `list …`: the columns of the result; fields, aliases, or expressions such as `cost.as(format = currency)`.
    List(Vec<Expr>),
    /// `sort … asc` or `sort … desc`.
    Sort {
        /// A field, an alias, or an expression.
        by: Expr,
        /// Which way.
        direction: Direction,
    },
    /// `limit …`: at most so many rows, at least 1.
    Limit(u64),
    /// `with …`: keeps the objects that have such events.
    With(Source),
    /// `include …`: adds events to compute from, and keeps objects without any. Has no effect without `compute`.
    Include(Source),
    /// `compute …`: one value for each object, from the events of the `with` or `include` before.
    Compute(Vec<Assignment>),
    /// `summarize …`: the rows condensed, into one or into one for each group.
    Summarize {
        /// The new columns.
        values: Vec<Assignment>,
        /// What to group by, in order; empty for one row.
        by: Vec<GroupBy>,
    },
}

impl StatementKind {
    /// The keyword that begins the statement.
    pub fn keyword(&self) -> &'static str {
        match self {
            Self::Where(_) => "where",
            Self::List(_) => "list",
            Self::Sort { .. } => "sort",
            Self::Limit(_) => "limit",
            Self::With(_) => "with",
            Self::Include(_) => "include",
            Self::Compute(_) => "compute",
            Self::Summarize { .. } => "summarize",
        }
    }
}

/// An event table with its own time frame, as `with` and `include` name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The event table.
    pub table: TableRef,
    /// Which time its events are taken from.
    pub timeframe: Option<Timeframe>,
}

/// `alias = value` in `compute` and `summarize`.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The name of the new column.
    pub alias: String,
    /// Its value.
    pub value: Expr,
    /// Where the alias stands.
    pub span: Span,
}

/// One grouping of `summarize … by`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupBy {
    /// By the values of a field.
    Field(Field),
    /// By time: `by 1d`, `by 15min`.
    Every {
        /// The length of each bucket; never zero after [`crate::parse`].
        period: Period,
        /// Where it stands.
        span: Span,
    },
}

/// Which way to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// `asc`: the lowest first.
    Ascending,
    /// `desc`: the highest first.
    Descending,
}
