//! Bodies that no webhook should ever send.

use bytes::Bytes;
use serde_json::{Value as Json, json};

use super::WebhookRefused;
use super::sample::{described, latest};
use super::send::{client, send};
use crate::state::Sim;

/// The size of a body that is too large for anybody.
const HUGE: usize = 3_000_000;

/// Sends each kind of broken body to the address of each webhook, with its credential; tells what was answered.
///
/// # Errors
/// When no calls can be made at all.
pub async fn garbage(sim: &Sim) -> Result<Vec<Json>, WebhookRefused> {
    let client = client()?;
    let mut results = Vec::new();
    for hook in sim.webhooks.hooks() {
        let sound = latest(sim, &hook);
        for (kind, body) in bodies(&sound.body) {
            let answer = send(&client, &hook, &sound.address, body).await;
            results.push(described(&hook, kind, answer));
        }
    }
    Ok(results)
}

fn bodies(sound: &Bytes) -> Vec<(&'static str, Bytes)> {
    let half = sound.slice(..sound.len() / 2);
    let huge = json!({ "status": "x".repeat(HUGE) }).to_string();
    let deep = "[".repeat(100_000);
    vec![
        ("empty", Bytes::new()),
        ("broken", half),
        (
            "not_json",
            Bytes::from_static(b"<html><body>Bad gateway</body></html>"),
        ),
        ("not_text", Bytes::from_static(b"\xff\xfe\x00{\"status\":1}")),
        ("null", Bytes::from_static(b"null")),
        ("wrong_types", wrong_types(sound)),
        ("deep", deep.into()),
        ("huge", huge.into()),
    ]
}

/// The same keys, with values of other types.
fn wrong_types(sound: &[u8]) -> Bytes {
    let odd = [
        json!(7),
        json!(true),
        json!([]),
        json!({ "status": {} }),
        json!(null),
    ];
    let fields: Vec<String> = match serde_json::from_slice(sound) {
        Ok(Json::Object(fields)) => fields.keys().cloned().collect(),
        _ => vec!["status".to_owned()],
    };
    let values = odd.iter().cycle().cloned();
    let wrong: serde_json::Map<String, Json> = fields.into_iter().zip(values).collect();
    Json::from(wrong).to_string().into()
}
