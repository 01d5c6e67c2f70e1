//! Settings that cannot be used are refused with words that say what to do.

use std::sync::Arc;

use jiff::Timestamp;
use tickets::{Connector, Fill, Settings, Timeouts};

use crate::support::{fields, jira, servicenow, webhook};

const DESK: &str = "https://desk.example.com";

fn complaint(settings: Settings) -> String {
    match Connector::new(settings, Arc::new(|| Timestamp::UNIX_EPOCH), Timeouts::default()) {
        Ok(_) => String::new(),
        Err(error) => error.to_string(),
    }
}

#[test]
fn what_is_right_is_taken() {
    assert_eq!(complaint(Settings::ServiceNow(servicenow(DESK))), "");
    assert_eq!(complaint(Settings::JiraServiceManagement(jira(DESK))), "");
    assert_eq!(complaint(Settings::Webhook(webhook(DESK))), "");
}

#[test]
fn servicenows_names_are_names() {
    let mut settings = servicenow("http://desk.example.com");
    assert!(complaint(Settings::ServiceNow(settings.clone())).contains("https://"));
    settings.instance = DESK.to_owned();
    settings.table = "incident/../sys_user".to_owned();
    assert!(complaint(Settings::ServiceNow(settings.clone())).contains("table"));
    settings.table = "incident".to_owned();
    for (field, word) in [
        ("correlation_id", "filled by the connector"),
        ("caller_id", "filled by the connector"),
        ("Category", "lower-case"),
    ] {
        settings.fields = fields([(field, Fill::Fixed("x".into()))]);
        let complaint = complaint(Settings::ServiceNow(settings.clone()));
        assert!(
            complaint.contains(word) && complaint.contains(field),
            "{complaint}"
        );
    }
}

#[test]
fn jiras_ids_are_numbers() {
    let mut settings = jira(DESK);
    settings.service_desk = "4/../5".to_owned();
    assert!(complaint(Settings::JiraServiceManagement(settings)).contains("service desk"));
    let mut settings = jira(DESK);
    settings.fields = fields([("labels", Fill::Fixed("x".into()))]);
    assert!(complaint(Settings::JiraServiceManagement(settings)).contains("labels"));
}

#[test]
fn a_webhook_has_secrets_that_are_long_enough() {
    let mut settings = webhook(DESK);
    settings.secrets.clear();
    assert!(complaint(Settings::Webhook(settings.clone())).contains("empty"));
    settings.secrets = vec!["whsec_c2hvcnQ=".into()];
    assert!(complaint(Settings::Webhook(settings)).contains("24 to 64 bytes"));
}
