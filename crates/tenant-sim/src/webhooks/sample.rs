//! One call to see whether a webhook arrives, as the vendor's console makes it.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Value as Json, json};

use super::send::{NoAnswer, client, send};
use super::{WebhookRefused, delivery::Delivery, hook::Hook};
use crate::engine::Context;
use crate::state::Sim;
use crate::tables::{Links, Row, Value};

/// Sends the latest event of each webhook's table, or one without values; tells what was answered.
///
/// # Errors
/// When no calls can be made at all.
pub async fn test_send(sim: &Sim) -> Result<Vec<Json>, WebhookRefused> {
    let client = client()?;
    let mut results = Vec::new();
    for hook in sim.webhooks.hooks() {
        let Delivery { address, body, .. } = latest(sim, &hook);
        let answer = send(&client, &hook, &address, body).await;
        results.push(described(&hook, "test", answer));
    }
    Ok(results)
}

/// `{"name", "kind", "status"}`, or with `error` instead.
pub fn described(hook: &Hook, kind: &str, answer: Result<reqwest::StatusCode, NoAnswer>) -> Json {
    let name = &hook.webhook.name;
    match answer {
        Ok(status) => json!({ "name": name, "kind": kind, "status": status.as_u16() }),
        Err(error) => json!({ "name": name, "kind": kind, "error": error.to_string() }),
    }
}

/// What a webhook would send for the latest event of its table.
pub fn latest(sim: &Sim, hook: &Hook) -> Delivery {
    let world = sim.world();
    let parameters = HashMap::new();
    let context = Context {
        tables: &world.tables,
        now: sim.clock.now(),
        zone: sim.options.zone.clone(),
        parameters: &parameters,
    };
    let none = || Row {
        time: Timestamp::UNIX_EPOCH,
        links: Links::NONE,
        values: vec![Value::Null; hook.schema().fields.len()].into(),
    };
    let rows = world.tables.get(hook.schema()).rows();
    let event = rows
        .iter()
        .max_by_key(|row| row.time)
        .cloned()
        .unwrap_or_else(none);
    hook.rendered(&event, &context)
}
