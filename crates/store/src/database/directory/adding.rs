//! Rows that are added to a set, many by one statement.

use std::sync::LazyLock;

use service::{DirectorySet, StoreError};

use super::Side;
use crate::sql::{Statement, Transaction, Value, query};

/// So many rows are added by one statement, and the rest one by one: so there are two statements for a database to keep
/// ready, and not one for each number of rows.
const AT_ONCE: usize = 100;

/// How rows are added to a table.
struct Adding {
    one: Text,
    many: Text,
}

/// A statement that is made once.
struct Text {
    sqlite: String,
    postgres: String,
}

impl Adding {
    fn to(table: &str, columns: &[&str]) -> Self {
        let text = |rows| Text {
            // A value with a number would be looked for among all others, for each of them.
            sqlite: insertion(table, columns, rows, |_| "?".to_owned()),
            postgres: insertion(table, columns, rows, |place| format!("${place}")),
        };
        Self {
            one: text(1),
            many: text(AT_ONCE),
        }
    }
}

impl Text {
    fn statement(&'static self) -> Statement {
        Statement {
            sqlite: &self.sqlite,
            postgres: &self.postgres,
        }
    }
}

/// Values are written by their places, from 1.
fn insertion(table: &str, columns: &[&str], rows: usize, value: impl Fn(usize) -> String) -> String {
    let row = |row: usize| {
        let places = row * columns.len() + 1..=(row + 1) * columns.len();
        format!("({})", places.map(&value).collect::<Vec<_>>().join(", "))
    };
    let (columns, rows) = (columns.join(", "), (0..rows).map(row).collect::<Vec<_>>());
    format!("INSERT INTO {table} ({columns}) VALUES {}", rows.join(", "))
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

/// Adds rows to a set.
pub async fn add<const WIDTH: usize>(
    tx: &mut Transaction,
    (set, side): (DirectorySet, Side),
    rows: Vec<[Value; WIDTH]>,
) -> Result<(), StoreError> {
    let adding: &'static Adding = match set {
        DirectorySet::Devices => &DEVICES[side],
        DirectorySet::People => &PEOPLE[side],
    };
    let mut left = rows.into_iter();
    while left.len() > 0 {
        let (text, count) = match left.len() {
            AT_ONCE.. => (&adding.many, AT_ONCE),
            _ => (&adding.one, 1),
        };
        let values = left.by_ref().take(count).flatten();
        query(text.statement()).bind_all(values).execute(&mut *tx).await?;
    }
    Ok(())
}
