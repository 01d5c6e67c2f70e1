//! The portal's service desk: takes what employees hand over, by a webhook, and numbers it. Kept in memory.

use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::Deserialize;

use crate::signature::Secret;

/// What Deskside sends (`docs/guides/service-desk.md`), as far as this desk looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Report {
    /// Who hands it over.
    pub person: Reporter,
    /// One line.
    pub subject: String,
    /// All of it, as plain text.
    pub text: String,
    /// The receipts.
    pub attachments: Vec<Attachment>,
}

/// Who hands something over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Reporter {
    /// First and last name.
    pub name: String,
    /// The user principal name.
    pub principal: Option<String>,
}

/// A file that goes along.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Attachment {
    /// The name of the file.
    pub name: String,
}

/// The desk.
#[derive(Debug)]
pub struct Desk {
    /// By what it knows that a report is Deskside's.
    pub secret: Secret,
    /// In the order in which they came, each with the message that brought it.
    tickets: Mutex<Vec<(String, Report)>>,
}

impl Desk {
    /// A desk without tickets.
    pub fn new(secret: Secret) -> Self {
        Self {
            secret,
            tickets: Mutex::default(),
        }
    }

    /// Makes a ticket of a report, and answers its number. The same message is the same ticket however often it comes:
    /// what got no answer is sent again.
    pub fn take(&self, message: &str, report: Report) -> String {
        let mut tickets = self.tickets();
        let known = tickets.iter().position(|(known, _)| known == message);
        let index = known.unwrap_or_else(|| {
            tickets.push((message.to_owned(), report));
            tickets.len() - 1
        });
        format!("REQ-{:04}", index + 1)
    }

    /// A person's ticket by its number; nobody else's.
    pub fn ticket_of(&self, upn: &str, number: &str) -> Option<Report> {
        let index: usize = number.strip_prefix("REQ-")?.parse().ok()?;
        let (_, report) = self.tickets().get(index.checked_sub(1)?)?.clone();
        (report.person.principal.as_deref() == Some(upn)).then_some(report)
    }

    fn tickets(&self) -> MutexGuard<'_, Vec<(String, Report)>> {
        self.tickets.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
