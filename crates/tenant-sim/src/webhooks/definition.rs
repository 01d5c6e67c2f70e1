//! What a webhook is: the body of `POST /webhooks`.

use serde::{Deserialize, Serialize};

use super::Auth;

/// One webhook.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Its name; another of the same name is replaced.
    pub name: String,
    /// Whose events trigger it: `remote_action.executions`, `workflow.executions`, `alert.alerts` or
    /// `campaign.responses`.
    pub table: String,
    /// The credential's instance URL, `https://host[:port]/`.
    pub url: String,
    /// What is appended to it, a path and perhaps a query; placeholders may stand in it.
    #[serde(default)]
    pub resource: String,
    /// How it calls.
    #[serde(default)]
    pub method: Method,
    /// What it sends: any text, with placeholders.
    pub payload: String,
    /// The credential's authorization.
    #[serde(default)]
    pub auth: Auth,
    /// Which events: NQL over the table with `where` and one `list`, which names the fields that can be placeholders.
    #[serde(default)]
    pub condition: Option<String>,
}

/// The methods of webhooks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `POST`
    #[default]
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
}

impl Webhook {
    /// One webhook a table of executions, with a payload that says everything a portal may want to know: what
    /// `--webhook-url` stands for.
    pub fn of_executions(url: &str, token: Option<&str>) -> Vec<Self> {
        let auth = token.map_or(Auth::None, |token| Auth::Bearer {
            token: token.to_owned(),
        });
        let webhook = |table: &str, fields: &[&str]| Self {
            name: table.to_owned(),
            table: table.to_owned(),
            url: url.to_owned(),
            resource: String::new(),
            method: Method::Post,
            payload: payload(table, fields),
            auth: auth.clone(),
            condition: None,
        };
        vec![
            webhook("remote_action.executions", REMOTE_ACTION_FIELDS),
            webhook("workflow.executions", WORKFLOW_FIELDS),
        ]
    }
}

const REMOTE_ACTION_FIELDS: &[&str] = &[
    "request_id",
    "external_reference",
    "external_source",
    "device.collector.uid",
    "remote_action.nql_id",
    "status",
    "status_details",
    "outputs",
    "request_time",
    "time",
];
const WORKFLOW_FIELDS: &[&str] = &[
    "request_id",
    "execution_id",
    "device.collector.uid",
    "workflow.nql_id",
    "status",
    "status_details",
    "outcome",
    "outcome_details",
    "request_time",
    "time",
];

/// `{"table": …, "<field>": "{{<field>}}", …}`
fn payload(table: &str, fields: &[&str]) -> String {
    let fields = fields
        .iter()
        .map(|field| format!(",\"{field}\":\"{{{{{field}}}}}\""));
    let fields: String = fields.collect();
    format!("{{\"table\":\"{table}\"{fields}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payload_of_executions_is_json_with_placeholders() {
        let webhooks = Webhook::of_executions("http://localhost", Some("secret"));
        let payload: serde_json::Value = serde_json::from_str(&webhooks[1].payload).unwrap();
        assert_eq!(payload["table"], "workflow.executions");
        assert_eq!(payload["execution_id"], "{{execution_id}}");
        assert_eq!(payload.as_object().unwrap().len(), 11);
    }
}
