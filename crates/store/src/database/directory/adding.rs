//! Rows that are added to a set, many by one statement.

use std::sync::LazyLock;

use service::{DirectorySet, StoreError};

use super::Side;
use crate::sql::{Transaction, Value, query};

/// So many rows are added by one statement, and the rest one by one: so there are two statements for a database to keep
/// ready, and not one for each number of rows.
const AT_ONCE: usize = 100;

/// How rows are added to a table.
struct Adding {
    width: usize,
    one: String,
    many: String,
}

impl Adding {
    fn to(table: &str, columns: &[&str]) -> Self {
        let width = columns.len();
        let statement = |rows: usize| {
            let row = |row: usize| {
                let values: Vec<_> = (1..=width)
                    .map(|value| format!("${}", row * width + value))
                    .collect();
                format!("({})", values.join(", "))
            };
            let rows: Vec<_> = (0..rows).map(row).collect();
            format!(
                "INSERT INTO {table} ({}) VALUES {}",
                columns.join(", "),
                rows.join(", ")
            )
        };
        Self {
            width,
            one: statement(1),
            many: statement(AT_ONCE),
        }
    }
}

/// By side.
static DEVICES: LazyLock<[Adding; 2]> = LazyLock::new(|| {
    ["directory_devices_0", "directory_devices_1"].map(|table| {
        let columns = ["uid", "last_seen", "last_user", "part", "body", "numbers"];
        Adding::to(table, &columns)
    })
});

/// By side.
static PEOPLE: LazyLock<[Adding; 2]> = LazyLock::new(|| {
    ["directory_people_0", "directory_people_1"]
        .map(|table| Adding::to(table, &["employee", "name", "device", "at", "part"]))
});

/// A row of the devices, in the order of its columns.
pub type DeviceRow = [Value; 6];

/// A row of the people, in the order of its columns.
pub type UseRow = [Value; 5];

/// Adds rows to a set, given as their values one after the other.
pub async fn add(
    tx: &mut Transaction,
    (set, side): (DirectorySet, Side),
    values: Vec<Value>,
) -> Result<(), StoreError> {
    let adding: &'static Adding = match set {
        DirectorySet::Devices => &DEVICES[side],
        DirectorySet::People => &PEOPLE[side],
    };
    let Adding { width, one, many } = adding;
    let mut left = values.into_iter();
    while left.len() >= *width {
        let (statement, rows) = match left.len() / width {
            AT_ONCE.. => (many, AT_ONCE),
            _ => (one, 1),
        };
        let values = left.by_ref().take(rows * width);
        query(statement.as_str())
            .bind_all(values)
            .execute(&mut *tx)
            .await?;
    }
    Ok(())
}
