//! The wire shapes of `nql/execute`. The rows are insisted on: an answer of another kind must not read as "none found".

use jiff::{Timestamp, civil::DateTime, tz::Offset};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{QueryId, Table, TableError, parse_timestamp};
use crate::json::{lenient, null_as_default};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V1 {
    #[serde(default, deserialize_with = "lenient")]
    executed_query: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    execution_date_time: Option<DateParts>,
    headers: Vec<String>,
    #[serde(deserialize_with = "null_as_default")]
    data: Vec<Vec<Value>>,
}

#[derive(Deserialize)]
struct DateParts {
    year: i16,
    month: i8,
    day: i8,
    hour: i8,
    minute: i8,
    second: i8,
}

impl DateParts {
    fn timestamp(&self) -> Option<Timestamp> {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = *self;
        Offset::UTC
            .to_timestamp(DateTime::new(year, month, day, hour, minute, second, 0).ok()?)
            .ok()
    }
}

impl V1 {
    pub(super) fn into_table(self, query: &QueryId) -> Result<Table, TableError> {
        let executed_at = self.execution_date_time.and_then(|parts| parts.timestamp());
        Ok(Table::new(query.clone(), self.headers, self.data)?.executed(self.executed_query, executed_at))
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct V2 {
    #[serde(default, deserialize_with = "lenient")]
    executed_query: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    execution_date_time: Option<String>,
    #[serde(deserialize_with = "null_as_default")]
    data: Vec<Map<String, Value>>,
}

impl V2 {
    pub(super) fn into_table(self, query: &QueryId) -> Table {
        let executed_at = self.execution_date_time.as_deref().and_then(parse_timestamp);
        Table::of_objects(query.clone(), self.data).executed(self.executed_query, executed_at)
    }
}
