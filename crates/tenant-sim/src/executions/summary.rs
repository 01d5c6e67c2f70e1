//! How many executions ended how, a day (UTC): `remote_action.executions_summary` and `workflow.executions_summary`.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use crate::catalogue::Catalogue;
use crate::tables::{Links, Row, TableSchema, Tables, Value, schema};

const DAY: i64 = 86_400;
/// 13 months.
const DAYS: i64 = 396;

/// What ended, as its summary names it.
#[derive(Clone, Copy, Debug)]
pub struct Ended<'a> {
    /// Which summary.
    pub schema: &'static TableSchema,
    /// Name that people read.
    pub name: &'a str,
    /// NQL ID with its `#`.
    pub nql_id: &'a str,
    /// How it ended.
    pub status: &'a str,
}

/// Counts one more execution that has ended at `at`.
pub fn count(tables: &mut Tables, ended: &Ended<'_>, at: Timestamp) {
    let start = start_of_day(at);
    let table = tables.get_mut(ended.schema);
    let (status, nql_id) = (column(ended.schema, "status"), ended.schema.fields.len() - 1);
    let today = (0..table.rows().len())
        .rev()
        .take_while(|&row| table.rows()[row].time >= start)
        .find(|&row| {
            let values = &table.rows()[row].values;
            values[status].as_text() == Some(ended.status) && values[nql_id].as_text() == Some(ended.nql_id)
        });
    match today {
        Some(row) => {
            let so_far = table
                .value(row, "number_of_executions")
                .as_number()
                .unwrap_or_default();
            #[expect(clippy::cast_possible_truncation, reason = "executions of one day")]
            table.set(row, "number_of_executions", Value::Int(so_far as i64 + 1));
        }
        None => {
            table.push(row(ended, start, 1));
        }
    }
}

/// Thirteen months of what the tenant has done so far, up to yesterday.
pub fn seed(catalogue: &Catalogue, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    let actions = catalogue.remote_actions.iter();
    let actions = actions.map(|it| (&schema::REMOTE_ACTION_SUMMARY, it.name.as_str(), it.id.clone()));
    let workflows = catalogue.workflows.iter();
    let workflows = workflows.map(|it| (&schema::WORKFLOW_SUMMARY, it.name.as_str(), format!("#{}", it.id)));
    let all: Vec<(&'static TableSchema, &str, String)> = actions.chain(workflows).collect();
    for days_ago in (1..DAYS).rev() {
        let start = start_of_day(now) - SignedDuration::from_hours(24 * days_ago);
        for (schema, name, nql_id) in &all {
            // Not every day, and some of them fail.
            let statuses = [("success", 0.3, 9), ("failure", 0.06, 2)];
            for (status, likely, most) in statuses {
                if rng.random_bool(likely) {
                    let ended = Ended {
                        schema,
                        name,
                        nql_id,
                        status,
                    };
                    tables.push(schema, row(&ended, start, rng.random_range(1..=most)));
                }
            }
        }
    }
}

fn row(ended: &Ended<'_>, start: Timestamp, count: i64) -> Row {
    let values = [
        Value::Time(start),
        Value::Time(start + SignedDuration::from_secs(DAY)),
        Value::text(ended.status),
        Value::Int(count),
        Value::text(ended.name),
        Value::text(ended.nql_id),
    ];
    Row::new(start, Links::NONE, values)
}

fn column(schema: &TableSchema, name: &str) -> usize {
    schema.column(name).expect("summaries declare it")
}

fn start_of_day(at: Timestamp) -> Timestamp {
    let second = at.as_second() - at.as_second().rem_euclid(DAY);
    Timestamp::from_second(second).unwrap_or(at)
}
