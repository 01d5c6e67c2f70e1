use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Attachment, Report,
    body::{markdown, plain},
};

/// The body of a webhook ("Payload structure": type, timestamp of the event, data). It is the same for every attempt.
#[derive(Serialize)]
pub(super) struct Payload<'a> {
    r#type: &'static str,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
struct Data<'a> {
    id: Uuid,
    person: Person<'a>,
    subject: &'a str,
    text: String,
    markdown: String,
    facts: &'a BTreeMap<String, String>,
    attachments: Vec<File<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    name: &'a str,
    email: Option<&'a str>,
    principal: Option<&'a str>,
}

#[derive(Serialize)]
struct File<'a> {
    name: &'a str,
    media_type: &'a str,
    /// In base64.
    content: String,
}

impl<'a> Payload<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        Self {
            r#type: "ticket.requested",
            timestamp: report.at.to_string(),
            data: Data {
                id: report.id,
                person: Person {
                    name: &report.person.name,
                    email: report.person.email.as_deref(),
                    principal: report.person.principal.as_deref(),
                },
                subject: &report.subject,
                text: plain(&report.body),
                markdown: markdown(&report.body),
                facts: &report.facts,
                attachments: report.attachments.iter().map(file).collect(),
            },
        }
    }
}

fn file(attachment: &Attachment) -> File<'_> {
    File {
        name: &attachment.name,
        media_type: &attachment.media_type,
        content: BASE64_STANDARD.encode(&attachment.bytes),
    }
}
