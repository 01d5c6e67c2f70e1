//! Texts with `{{placeholders}}`.

use super::WebhookRefused;
use crate::engine::{Context, EventField, EventFilter};
use crate::tables::Row;

/// A text whose placeholders are fields of an event.
#[derive(Clone, Debug)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    Field(EventField),
}

impl Template {
    /// Reads a text; its placeholders must be fields of the filter's events.
    ///
    /// # Errors
    /// When a placeholder is not closed, or is no such field.
    pub fn compile(text: &str, filter: &EventFilter) -> Result<Self, WebhookRefused> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").ok_or(WebhookRefused::OpenPlaceholder)?;
            parts.push(Part::Text(before.to_owned()));
            parts.push(Part::Field(filter.field(name.trim())?));
            rest = after;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { parts })
    }

    /// With the values of an event, as they can stand between quotation marks in JSON.
    pub fn json(&self, event: &Row, cx: &Context<'_>) -> String {
        self.render(event, cx, |value| {
            let quoted = serde_json::Value::from(value).to_string();
            quoted[1..quoted.len() - 1].to_owned()
        })
    }

    /// With the values of an event, percent-encoded. What stands around them stays as it is.
    pub fn address(&self, event: &Row, cx: &Context<'_>) -> String {
        self.render(event, cx, |value| {
            let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            encoded.replace('+', "%20")
        })
    }

    fn render(&self, event: &Row, cx: &Context<'_>, escape: impl Fn(&str) -> String) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Field(field) => escape(&field.value(event, cx).to_cell(&cx.zone)),
        };
        self.parts.iter().map(part).collect()
    }
}
