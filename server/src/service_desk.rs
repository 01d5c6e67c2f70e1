//! The service desk, as configured: the adapter of what a company has to what the use-cases want.
//!
//! `settings.rs` reads the configuration for the connector, `connected.rs` fills the port with it, and `mail.rs` is for
//! desks that take mails only. What they are told is written by `report.rs` and `body.rs`, in the words of
//! `server/locales/`.

mod body;
mod connected;
mod mail;
mod report;
mod settings;
#[cfg(test)]
mod tests;
mod trouble;
mod words;

use std::sync::Arc;

use service::{Clock, Desk};
use tickets::{Connector, Timeouts};

use self::{connected::Connected, mail::Mail, report::Writer};
use crate::{
    config::{Email, Kind, SERVICE_DESK_EXAMPLE, ServiceDesk},
    fault::Fault,
};

/// How it takes what is handed over.
pub enum Takes<'a> {
    /// As a mail, which employees send themselves.
    Mails(&'a Email),
    /// By the API of a desk that makes tickets.
    Tickets(Box<Connector>),
}

/// The service desk, ready to be told something. Nothing is asked of it yet.
///
/// # Errors
/// What is wrong with its configuration.
pub fn open(config: &ServiceDesk, clock: Arc<dyn Clock>) -> Result<Desk, Fault> {
    let writer = Writer {
        lang: config.language,
        email_from_upn: config.email_from_upn,
    };
    Ok(match takes(config, clock)? {
        Takes::Mails(email) => Desk::Mail(Arc::new(Mail::new(email, writer)?)),
        Takes::Tickets(connector) => {
            let connector = *connector;
            Desk::Tickets(Arc::new(Connected { connector, writer }))
        }
    })
}

/// How the service desk takes what is handed over.
///
/// # Errors
/// What is wrong with its configuration.
pub fn takes(config: &ServiceDesk, clock: Arc<dyn Clock>) -> Result<Takes<'_>, Fault> {
    let settings = match &config.kind {
        Kind::Email(email) => return Ok(Takes::Mails(email)),
        Kind::ServiceNow(config) => settings::servicenow(config)?,
        Kind::Jira(config) => settings::jira(config)?,
        Kind::Webhook(config) => settings::webhook(config)?,
    };
    let clock = Arc::new(move || clock.now());
    let connector = Connector::new(settings, clock, Timeouts::default());
    let connector = connector.map_err(|error| wrong(&error))?;
    Ok(Takes::Tickets(Box::new(connector)))
}

/// A fault in the section.
fn wrong(what: &dyn std::fmt::Display) -> Fault {
    Fault::new(
        format!("service_desk: {what}"),
        format!("for example:\n{SERVICE_DESK_EXAMPLE}"),
    )
}
