use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::Value;

use super::{Webhook, payload::Payload, signature::signatures};
use crate::{
    Fault, Report, Ticket,
    address::link,
    body::line,
    http::{Trouble, parse},
};

/// Numbers are short.
const LONGEST_NUMBER: usize = 100;

/// What a receiver may answer with.
#[derive(Deserialize, Default)]
struct Told {
    number: Option<Value>,
    link: Option<String>,
}

impl Webhook {
    /// Sends the report; any success means that it is taken. The id is that of the report, so that a receiver which
    /// gets it again knows it ("Webhook headers": `webhook-id` is unique, and the same when it is sent again).
    pub(crate) async fn create(&self, report: &Report) -> Result<Ticket, Fault> {
        let body = serde_json::to_vec(&Payload::of(report)).map_err(|error| Fault::Refused {
            status: None,
            why: error.to_string(),
        })?;
        let now = self.http.now();
        let request = self
            .http
            .post(self.address.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", report.id.to_string())
            .header("webhook-timestamp", now.as_second().to_string())
            .header(
                "webhook-signature",
                signatures(&self.secrets, report.id, now, &body),
            )
            .body(body);
        let answer = self.http.exchange(request).await.map_err(Trouble::of_making)?;
        // A receiver need not say anything, and what it says beside the point is none of ours.
        Ok(parse::<Told>(&answer).unwrap_or_default().into())
    }
}

impl From<Told> for Ticket {
    fn from(told: Told) -> Self {
        let number = told.number.and_then(|number| match number {
            Value::String(text) => Some(line(&text, LONGEST_NUMBER)),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        Self {
            number: number.filter(|number| !number.is_empty()),
            link: told.link.as_deref().and_then(link),
            record: None,
        }
    }
}
