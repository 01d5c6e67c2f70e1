use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value};
use thiserror::Error;

use super::{QueryId, Row};

/// The most rows that one execution answers with. Nexthink cuts off there without saying so; an export goes further.
pub const ROW_LIMIT: usize = 1_000;

/// A table that does not hold what was asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TableError {
    /// The query does not list this column.
    #[error("the query {query} has no column {column}; list it in the saved query")]
    MissingColumn {
        /// The query.
        query: QueryId,
        /// The column.
        column: String,
    },
    /// A value that may not be missing is null.
    #[error("the query {query} has no value in column {column}, row {row}")]
    Null {
        /// The query.
        query: QueryId,
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
    },
    /// A value that is not of the kind asked for.
    #[error(
        "the query {query} has in column {column}, row {row}, the value {found}, which is not {expected}"
    )]
    WrongType {
        /// The query.
        query: QueryId,
        /// The column.
        column: String,
        /// The row, from 0.
        row: usize,
        /// The kind asked for.
        expected: &'static str,
        /// The value as JSON, shortened.
        found: String,
    },
    /// A row that is longer or shorter than the list of columns.
    #[error("the query {query} has {columns} columns, but {cells} values in row {row}")]
    Ragged {
        /// The query.
        query: QueryId,
        /// The row, from 0.
        row: usize,
        /// How many values it has.
        cells: usize,
        /// How many columns there are.
        columns: usize,
    },
}

/// What a saved query answers. Column names are full paths such as `device.collector.uid`, whatever short form the
/// query used.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    query: QueryId,
    columns: Option<Vec<String>>,
    rows: Vec<Vec<Value>>,
    executed_query: Option<String>,
    executed_at: Option<Timestamp>,
}

impl Table {
    /// A table with known columns, as version 1 answers it.
    ///
    /// # Errors
    /// [`TableError::Ragged`] where a row has more or fewer values than there are columns.
    pub fn new(query: QueryId, columns: Vec<String>, rows: Vec<Vec<Value>>) -> Result<Self, TableError> {
        if let Some((row, cells)) = rows
            .iter()
            .enumerate()
            .find(|(_, cells)| cells.len() != columns.len())
        {
            return Err(TableError::Ragged {
                query,
                row,
                cells: cells.len(),
                columns: columns.len(),
            });
        }
        Ok(Self {
            query,
            columns: Some(columns),
            rows,
            executed_query: None,
            executed_at: None,
        })
    }

    /// A table of objects, as version 2 answers it: its columns are those that any row has, and a row without one of
    /// them has null there. Where there are no rows, the columns are unknown.
    #[must_use]
    pub fn of_objects(query: QueryId, objects: Vec<Map<String, Value>>) -> Self {
        let mut columns: Vec<String> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut rows = Vec::with_capacity(objects.len());
        for object in objects {
            let mut cells = vec![Value::Null; columns.len()];
            for (name, value) in object {
                if let Some(place) = places.get(&name) {
                    cells[*place] = value;
                } else {
                    places.insert(name.clone(), columns.len());
                    columns.push(name);
                    cells.push(value);
                }
            }
            rows.push(cells);
        }
        for cells in &mut rows {
            cells.resize(columns.len(), Value::Null);
        }
        let columns = (!rows.is_empty()).then_some(columns);
        Self {
            query,
            columns,
            rows,
            executed_query: None,
            executed_at: None,
        }
    }

    pub(super) fn executed(mut self, query: Option<String>, at: Option<Timestamp>) -> Self {
        self.executed_query = query;
        self.executed_at = at;
        self
    }

    /// The saved query.
    #[must_use]
    pub fn query(&self) -> &QueryId {
        &self.query
    }

    /// The columns. `None` where they are unknown, because version 2 answered without rows.
    #[must_use]
    pub fn columns(&self) -> Option<&[String]> {
        self.columns.as_deref()
    }

    /// Those of the wanted columns that the query does not list. `None` where that is unknown; see
    /// [`columns`](Self::columns).
    #[must_use]
    pub fn missing_columns<'a>(&self, wanted: &[&'a str]) -> Option<Vec<&'a str>> {
        let columns = self.columns()?;
        Some(
            wanted
                .iter()
                .copied()
                .filter(|name| !columns.iter().any(|column| column == name))
                .collect(),
        )
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether there are as many rows as Nexthink gives, so that some are probably missing.
    #[must_use]
    pub fn reached_row_limit(&self) -> bool {
        self.rows.len() >= ROW_LIMIT
    }

    /// The rows, in the order of the query.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().enumerate().map(|(number, cells)| Row {
            table: self,
            number,
            cells,
        })
    }

    /// The query's text with the parameters filled in, as the tenant ran it. It may hold personal data.
    #[must_use]
    pub fn executed_query(&self) -> Option<&str> {
        self.executed_query.as_deref()
    }

    /// When the tenant ran it. `None` where it did not say so legibly.
    #[must_use]
    pub fn executed_at(&self) -> Option<Timestamp> {
        self.executed_at
    }

    pub(super) fn place(&self, column: &str) -> Result<usize, TableError> {
        self.columns
            .iter()
            .flatten()
            .position(|name| name == column)
            .ok_or_else(|| TableError::MissingColumn {
                query: self.query.clone(),
                column: column.to_owned(),
            })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn query() -> QueryId {
        QueryId::new("#devices").unwrap()
    }

    fn objects(data: Value) -> Table {
        Table::of_objects(query(), serde_json::from_value(data).unwrap())
    }

    #[test]
    fn the_columns_of_objects_are_those_that_any_row_has() {
        let table = objects(json!([{"a": 1}, {"b": 2}, {"a": 3, "b": 4}]));
        assert_eq!(table.columns().unwrap(), ["a", "b"]);
        let cells: Vec<_> = table
            .rows()
            .map(|row| (row.integer("a").unwrap(), row.integer("b").unwrap()))
            .collect();
        assert_eq!(cells, [(Some(1), None), (None, Some(2)), (Some(3), Some(4))]);
        assert_eq!(table.missing_columns(&["a", "c"]), Some(vec!["c"]));
    }

    #[test]
    fn without_rows_the_columns_are_unknown_unless_they_are_given() {
        assert_eq!(objects(json!([])).columns(), None);
        assert_eq!(objects(json!([])).missing_columns(&["a"]), None);
        let table = Table::new(query(), vec!["a".to_owned()], Vec::new()).unwrap();
        assert_eq!(table.missing_columns(&["a", "b"]), Some(vec!["b"]));
    }

    #[test]
    fn a_ragged_row_is_an_error() {
        let rows = vec![vec![json!(1)], vec![json!(1), json!(2)]];
        assert_eq!(
            Table::new(query(), vec!["a".to_owned()], rows).unwrap_err(),
            TableError::Ragged {
                query: query(),
                row: 1,
                cells: 2,
                columns: 1
            }
        );
    }

    #[test]
    fn a_full_answer_is_flagged() {
        assert!(!objects(Value::Array(vec![json!({"a": 1}); ROW_LIMIT - 1])).reached_row_limit());
        assert!(objects(Value::Array(vec![json!({"a": 1}); ROW_LIMIT])).reached_row_limit());
    }
}
