//! What the tenant knows: objects (devices, users, binaries, applications) and the events that point at them.
//!
//! The tables are those of the vendor's data model that a self-service portal reads. Their columns are declared in
//! [`schema`]; to add a table, add a schema there and rows wherever they come from.

mod retention;
pub mod row;
pub mod schema;
pub mod table;
pub mod value;

use std::collections::HashMap;

use jiff::Timestamp;

pub use row::{Links, Row};
pub use schema::{FieldType, ObjectKind, TableKind, TableSchema};
pub use table::Table;
pub use value::Value;

/// All tables of the tenant, with the look-ups that keep a query for one device or one person cheap.
#[derive(Debug)]
pub struct Tables {
    tables: Vec<Table>,
    device_by_collector: HashMap<String, usize>,
    user_by_upn: HashMap<String, usize>,
}

impl Default for Tables {
    fn default() -> Self {
        Self {
            tables: schema::ALL.iter().map(|schema| Table::new(schema)).collect(),
            device_by_collector: HashMap::new(),
            user_by_upn: HashMap::new(),
        }
    }
}

impl Tables {
    /// The table with this full name (`device_performance.events`, `device.devices`), if the tenant has it.
    pub fn named(&self, name: &str) -> Option<&Table> {
        self.tables
            .iter()
            .find(|table| table.schema().name.eq_ignore_ascii_case(name))
    }

    /// The table declared by `schema`.
    pub fn get(&self, schema: &'static TableSchema) -> &Table {
        self.named(schema.name)
            .expect("every declared schema has its table")
    }

    /// The table declared by `schema`, to change it.
    pub fn get_mut(&mut self, schema: &'static TableSchema) -> &mut Table {
        self.tables
            .iter_mut()
            .find(|table| std::ptr::eq(table.schema(), schema))
            .expect("every declared schema has its table")
    }

    /// The table that holds the objects of this kind.
    pub fn objects(&self, kind: ObjectKind) -> &Table {
        self.get(schema::object_schema(kind))
    }

    /// Appends a row and gives its position, which for an object is the number that events point at.
    pub fn push(&mut self, schema: &'static TableSchema, row: Row) -> usize {
        let position = self.get_mut(schema).push(row);
        match schema.kind {
            TableKind::Objects(ObjectKind::Device) => {
                if let Some(uid) = self.text(schema, position, "collector.uid") {
                    self.device_by_collector.insert(uid, position);
                }
            }
            TableKind::Objects(ObjectKind::User) => {
                if let Some(upn) = self.text(schema, position, "upn") {
                    self.user_by_upn.insert(upn, position);
                }
            }
            TableKind::Objects(_) | TableKind::Events { .. } => {}
        }
        position
    }

    /// The device with this Collector UID, whatever its case.
    pub fn device_by_collector_uid(&self, uid: &str) -> Option<usize> {
        self.device_by_collector.get(&uid.to_lowercase()).copied()
    }

    /// The user with this user principal name, whatever its case.
    pub fn user_by_upn(&self, upn: &str) -> Option<usize> {
        self.user_by_upn.get(&upn.to_lowercase()).copied()
    }

    /// The position of the object whose text field `field` is `text`; of several, the one seen last.
    pub fn latest_object_with(&self, kind: ObjectKind, field: &str, text: &str) -> Option<usize> {
        let table = self.objects(kind);
        let column = table.schema().column(field)?;
        table
            .rows()
            .iter()
            .enumerate()
            .filter(|(_, row)| {
                row.values[column]
                    .as_text()
                    .is_some_and(|value| value.eq_ignore_ascii_case(text))
            })
            .max_by_key(|(_, row)| row.time)
            .map(|(position, _)| position)
    }

    /// Gives back memory that was reserved for rows to come.
    pub fn shrink(&mut self) {
        self.tables.iter_mut().for_each(Table::shrink);
    }

    /// Drops the events that are not kept any more.
    pub fn forget_old_events(&mut self, now: Timestamp) {
        for table in &mut self.tables {
            let declared = table.schema();
            table.retain_events(|row| retention::keeps(declared, row.time, now));
            if std::ptr::eq(declared, &raw const schema::NQL_API_LOGS) {
                table.keep_last(retention::LOGGED_QUERIES);
            }
        }
    }

    fn text(&self, schema: &'static TableSchema, position: usize, field: &str) -> Option<String> {
        let column = schema.column(field)?;
        self.get(schema).rows()[position].values[column]
            .as_text()
            .map(str::to_lowercase)
    }
}
