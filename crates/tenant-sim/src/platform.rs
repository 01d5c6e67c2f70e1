//! What happens to the tenant itself: rows of `platform.*`.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use crate::tables::{Links, Row, Tables, Value, schema};
use crate::world::World;

/// How many days of logs there are at the start.
const DAYS: i64 = 30;
const ADMINISTRATORS: [&str; 2] = ["admin.one@example.com", "admin.two@example.com"];
/// The tenant's data exporters, which run once a day.
const EXPORTERS: [&str; 2] = ["Devices of people", "Scores of the day"];

impl World {
    /// A saved query was run: how many rows it gave, or why it failed.
    pub fn log_query(&mut self, query_id: &str, outcome: &Result<usize, String>, now: Timestamp) {
        self.tables
            .push(&schema::NQL_API_LOGS, query_row(query_id, outcome, now));
    }

    /// Somebody has triggered or changed something.
    pub fn audit(&mut self, who: &str, action: &'static str, object: &str, now: Timestamp) {
        self.tables
            .push(&schema::AUDIT_LOGS, audit_row(who, action, object, now));
    }

    /// The data exporters run.
    pub fn run_exporters(&mut self, now: Timestamp) {
        let devices = self.tables.get(&schema::DEVICES).rows().len();
        for exporter in EXPORTERS {
            self.tables
                .push(&schema::DATA_EXPORT_LOGS, export_row(exporter, Ok(devices), now));
        }
    }
}

/// A month of logs, before what the tenant does from now on.
pub fn seed(tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    let devices = tables.get(&schema::DEVICES).rows().len();
    for days_ago in (1..=DAYS - 1).rev() {
        let day = now - SignedDuration::from_hours(24 * days_ago);
        for hour in 0..6 {
            let time = day + SignedDuration::from_hours(hour);
            let rows = Ok(rng.random_range(0..devices.max(1)));
            tables.push(
                &schema::NQL_API_LOGS,
                query_row("#nightly_inventory", &rows, time),
            );
        }
        if rng.random_bool(0.4) {
            let who = ADMINISTRATORS[rng.random_range(0..ADMINISTRATORS.len())];
            let action = if rng.random_bool(0.5) {
                "workflow_edited"
            } else {
                "remote_action_edited"
            };
            tables.push(&schema::AUDIT_LOGS, audit_row(who, action, "content", day));
        }
        for exporter in EXPORTERS {
            let outcome = if rng.random_bool(0.04) {
                Err("The destination refused the credential.")
            } else {
                Ok(devices)
            };
            tables.push(&schema::DATA_EXPORT_LOGS, export_row(exporter, outcome, day));
        }
    }
}

fn query_row(query_id: &str, outcome: &Result<usize, String>, time: Timestamp) -> Row {
    let (status, details, rows) = match outcome {
        Ok(rows) => ("success", Value::Null, whole(*rows)),
        Err(why) => ("failure", Value::text(why), Value::Null),
    };
    let values = [
        Value::Time(time),
        Value::text(query_id),
        Value::Word(status),
        details,
        rows,
        Value::Int(1),
    ];
    Row::new(time, Links::NONE, values)
}

fn audit_row(who: &str, action: &'static str, object: &str, time: Timestamp) -> Row {
    let values = [
        Value::Time(time),
        Value::text(who),
        Value::Word(action),
        Value::text(object),
        Value::Int(1),
    ];
    Row::new(time, Links::NONE, values)
}

fn export_row(exporter: &'static str, outcome: Result<usize, &'static str>, time: Timestamp) -> Row {
    let (status, details, rows) = match outcome {
        Ok(rows) => ("success", Value::Null, whole(rows)),
        Err(why) => ("failure", Value::Word(why), Value::Null),
    };
    let values = [
        Value::Time(time),
        Value::Word(exporter),
        Value::Word(status),
        details,
        rows,
    ];
    Row::new(time, Links::NONE, values)
}

fn whole(count: usize) -> Value {
    Value::Int(i64::try_from(count).unwrap_or(i64::MAX))
}
