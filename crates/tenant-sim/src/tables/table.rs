//! A table: rows, and for events the index by linked object.

use crate::tables::{ObjectKind, Row, TableKind, TableSchema, Value};

/// Rows of one schema.
#[derive(Debug)]
pub struct Table {
    schema: &'static TableSchema,
    rows: Vec<Row>,
    index: [Vec<Vec<u32>>; ObjectKind::COUNT],
}

impl Table {
    /// An empty table.
    pub fn new(schema: &'static TableSchema) -> Self {
        Self {
            schema,
            rows: Vec::new(),
            index: Default::default(),
        }
    }

    /// Its declaration.
    pub fn schema(&self) -> &'static TableSchema {
        self.schema
    }

    /// All rows, in the order in which they came.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The positions of the events that belong to this object.
    pub fn rows_of(&self, kind: ObjectKind, object: usize) -> &[u32] {
        self.index[kind as usize].get(object).map_or(&[], Vec::as_slice)
    }

    /// Appends a row and gives its position.
    pub fn push(&mut self, row: Row) -> usize {
        debug_assert_eq!(
            row.values.len(),
            self.schema.fields.len(),
            "a row of {}",
            self.schema.name
        );
        let position = self.rows.len();
        self.note(position, &row);
        self.rows.push(row);
        position
    }

    /// Replaces one value.
    pub fn set(&mut self, position: usize, field: &str, value: Value) {
        let column = self
            .schema
            .column(field)
            .expect("the caller names a declared field");
        self.rows[position].values[column] = value;
    }

    /// One value.
    pub fn value(&self, position: usize, field: &str) -> &Value {
        let column = self
            .schema
            .column(field)
            .expect("the caller names a declared field");
        &self.rows[position].values[column]
    }

    /// Changes one row in place; its links must stay.
    pub fn row_mut(&mut self, position: usize) -> &mut Row {
        &mut self.rows[position]
    }

    /// Gives back memory that was reserved for rows to come.
    pub fn shrink(&mut self) {
        self.rows.shrink_to_fit();
        self.index.iter_mut().flatten().for_each(Vec::shrink_to_fit);
    }

    /// Drops the events that `keep` does not hold for; objects stay.
    pub fn retain_events(&mut self, keep: impl Fn(&Row) -> bool) {
        let disposable = matches!(self.schema.kind, TableKind::Events { kept: false, .. });
        if !disposable || self.rows.iter().all(&keep) {
            return;
        }
        self.rows.retain(keep);
        self.index = Default::default();
        let rows = std::mem::take(&mut self.rows);
        for (position, row) in rows.iter().enumerate() {
            self.note(position, row);
        }
        self.rows = rows;
    }

    /// Drops the oldest events until so many are left; they stand in the order of their time.
    pub fn keep_last(&mut self, count: usize) {
        if let Some(first) = self.rows.len().checked_sub(count) {
            let oldest = self.rows.get(first).map(|row| row.time);
            self.retain_events(|row| oldest.is_some_and(|oldest| row.time >= oldest));
        }
    }

    fn note(&mut self, position: usize, row: &Row) {
        let TableKind::Events { .. } = self.schema.kind else {
            return;
        };
        for kind in ObjectKind::ALL {
            let Some(object) = row.links.get(kind) else {
                continue;
            };
            let by_object = &mut self.index[kind as usize];
            if by_object.len() <= object {
                by_object.resize_with(object + 1, Vec::new);
            }
            by_object[object]
                .push(u32::try_from(position).expect("a simulated tenant has fewer than 2^32 events"));
        }
    }
}
