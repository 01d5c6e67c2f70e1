//! What a statement works on.

use crate::tables::{Row, Value};

/// One row on its way through the statements.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its position in the query's table; after `summarize` there is none.
    pub position: Option<usize>,
    /// The columns made so far.
    pub computed: Vec<Value>,
}

/// One row to evaluate terms on.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The table's row.
    pub row: Option<&'a Row>,
    /// Its position in the table.
    pub position: usize,
    /// The columns made so far.
    pub computed: &'a [Value],
}
