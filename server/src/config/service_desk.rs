//! `[service_desk]`: what takes what employees hand over to IT.

mod jira;
mod servicenow;
mod webhook;

use std::collections::BTreeMap;

use domain::Lang;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

pub use jira::{Jira, JiraCredentials};
pub use servicenow::{CallerMatch, ServiceNow, ServiceNowCredentials};
pub use webhook::Webhook;

pub const EXAMPLE: &str = r#"[service_desk]
kind = "servicenow"
instance = "https://example.service-now.com"
credentials = { kind = "basic", user = "deskside", password_file = "/run/secrets/servicenow" }"#;

/// A service desk.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ServiceDesk {
    /// Which.
    #[serde(flatten)]
    pub kind: Kind,
    /// The language in which it is told.
    #[serde(default)]
    #[schemars(extend("enum" = Lang::ALL))]
    #[schemars(with = "String")]
    pub language: Lang,
    /// Whether user principal names are addresses for mail, for people whose sign-in says none.
    #[serde(default)]
    pub email_from_upn: bool,
}

/// Which service desk, and how it is reached.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Kind {
    /// ServiceNow.
    ServiceNow(ServiceNow),
    /// Jira Service Management.
    Jira(Jira),
    /// Anything that takes a Standard Webhook.
    Webhook(Webhook),
    /// One that takes mails, which employees send themselves.
    Email(Email),
}

/// A service desk that takes mails.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Email {
    /// Its address.
    pub address: String,
}

/// Further fields of tickets: a value as it stands, or `{ fact = "…" }`.
pub type Fields = BTreeMap<String, Value>;
