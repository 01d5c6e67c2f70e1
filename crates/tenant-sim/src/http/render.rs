//! Rows as JSON and CSV.

use jiff::tz::TimeZone;
use serde_json::{Map, Value};

use crate::engine::ResultSet;

/// v1: a matrix.
pub fn matrix(result: &ResultSet, zone: &TimeZone) -> Vec<Vec<Value>> {
    result
        .rows
        .iter()
        .map(|row| row.iter().map(|value| value.to_json(zone)).collect())
        .collect()
}

/// v2: one object a row.
pub fn objects(result: &ResultSet, zone: &TimeZone) -> Vec<Map<String, Value>> {
    let object = |row: &Vec<crate::tables::Value>| {
        let cells = result.columns.iter().zip(row);
        cells
            .map(|(key, value)| (key.clone(), value.to_json(zone)))
            .collect()
    };
    result.rows.iter().map(object).collect()
}

/// A table with a line of column keys.
pub fn csv(result: &ResultSet, zone: &TimeZone) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let infallible = "writing to memory cannot fail, and all records have the same length";
    writer.write_record(&result.columns).expect(infallible);
    for row in &result.rows {
        writer
            .write_record(row.iter().map(|value| value.to_cell(zone)))
            .expect(infallible);
    }
    writer.into_inner().expect(infallible)
}
