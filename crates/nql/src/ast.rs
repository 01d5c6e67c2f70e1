//! The syntax tree: what a query says, without the white space, the comments and the choice of spelling.

mod condition;
mod expression;
mod function;
mod literal;
mod span;
mod statement;
mod table;
mod timeframe;
mod walk;

pub use condition::{Comparison, Condition};
pub use expression::{Arithmetic, Expr, Field, Parameter, Word};
pub use function::{Call, Format, Function};
pub use literal::{Date, DateTime, IpMask, Literal, Time, Version};
pub use span::Span;
pub use statement::{Assignment, Direction, GroupBy, Source, Statement, StatementKind};
pub use table::TableRef;
pub use timeframe::{Moment, Period, TimeRange, TimeUnit, Timeframe};

/// A whole query: `table [timeframe] { "|" statement }`.
///
/// [`crate::parse`] makes one from text; its [`Display`](std::fmt::Display) prints the canonical text again, one
/// statement a line. Comments are not kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The table that gives the rows.
    pub table: TableRef,
    /// Which time the rows are taken from; without one, the tenant chooses.
    pub timeframe: Option<Timeframe>,
    /// The statements, in order.
    pub statements: Vec<Statement>,
}
