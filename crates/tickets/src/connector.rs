use std::time::Duration;

use uuid::Uuid;

use crate::{
    Clock, ConfigurationError, Fault, JiraSettings, Report, ServiceNowSettings, Ticket, Timeouts,
    WebhookSettings, http::Http, jira::Jira, servicenow::ServiceNow, webhook::Webhook,
};

/// Which service desk, and how it is reached.
#[derive(Debug, Clone)]
pub enum Settings {
    /// ServiceNow, by its Table API.
    ServiceNow(ServiceNowSettings),
    /// Jira Service Management in Atlassian's cloud.
    JiraServiceManagement(JiraSettings),
    /// Anything that takes a Standard Webhook.
    Webhook(WebhookSettings),
}

/// A company's service desk.
pub struct Connector(Desk);

/// What became of asking a desk whether it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Probed {
    /// It answers, and takes the credentials.
    Answers,
    /// It was not asked, because that would make something.
    NotAsked,
}

enum Desk {
    ServiceNow(ServiceNow),
    Jira(Jira),
    Webhook(Webhook),
}

impl Connector {
    /// Connects to nothing yet. Proxies are taken from the environment (`HTTPS_PROXY` …).
    ///
    /// # Errors
    /// For settings that cannot be used.
    pub fn new(settings: Settings, clock: Clock, timeouts: Timeouts) -> Result<Self, ConfigurationError> {
        let http = Http::new(clock, timeouts)?;
        Ok(Self(match settings {
            Settings::ServiceNow(settings) => Desk::ServiceNow(ServiceNow::new(settings, http)?),
            Settings::JiraServiceManagement(settings) => Desk::Jira(Jira::new(settings, http)?),
            Settings::Webhook(settings) => Desk::Webhook(Webhook::new(&settings, http)?),
        }))
    }

    /// Makes a ticket of a report, without its attachments. It is sent once. After [`Fault::Unknown`], and where this
    /// future is dropped before its end, ask [`find`](Self::find) before sending it again.
    ///
    /// # Errors
    /// See [`Fault`].
    pub async fn create(&self, report: &Report) -> Result<Ticket, Fault> {
        let made = match &self.0 {
            Desk::ServiceNow(desk) => desk.create(report).await,
            Desk::Jira(desk) => desk.create(report).await,
            Desk::Webhook(desk) => desk.create(report).await,
        };
        match &made {
            Ok(ticket) => tracing::info!(report = %report.id, number = ?ticket.number, "a ticket is made"),
            Err(fault) => {
                tracing::warn!(report = %report.id, fault = fault.code(), "no ticket is known to be made")
            }
        }
        made
    }

    /// The ticket of a report, if there is one. `None` means that none was made, where the last attempt to make it is
    /// longer ago than [`settles_after`](Self::settles_after): only then may it be made again.
    ///
    /// A webhook's receiver cannot be asked. It tells by `webhook-id` what it has taken already, so that sending again
    /// is safe: `None` at once.
    ///
    /// # Errors
    /// [`Fault::Refused`] and [`Fault::Busy`] where the desk cannot be asked, or where it shows nothing and it is not
    /// proven that it would. Neither says that there is no ticket.
    pub async fn find(&self, report: Uuid) -> Result<Option<Ticket>, Fault> {
        match &self.0 {
            Desk::ServiceNow(desk) => desk.find(report).await,
            Desk::Jira(desk) => desk.find(report).await,
            Desk::Webhook(_) => Ok(None),
        }
    }

    /// Adds the report's attachments that its ticket has not got yet, by name. It may be called again after any fault.
    /// A webhook has carried them with the report.
    ///
    /// # Errors
    /// See [`Fault`]; it is about the attachments, not the ticket.
    pub async fn attach(&self, report: &Report, ticket: &Ticket) -> Result<(), Fault> {
        match &self.0 {
            Desk::ServiceNow(desk) => desk.attach(report, ticket).await,
            Desk::Jira(desk) => desk.attach(report, ticket).await,
            Desk::Webhook(_) => Ok(()),
        }
    }

    /// Whether the desk answers, takes the credentials, and shows what it has, by requests that make nothing. A webhook's
    /// receiver cannot be asked: every call is a ticket there.
    ///
    /// # Errors
    /// [`Fault::Refused`] and [`Fault::Busy`].
    pub async fn probe(&self) -> Result<Probed, Fault> {
        match &self.0 {
            Desk::ServiceNow(desk) => desk.probe().await?,
            Desk::Jira(desk) => desk.probe().await?,
            Desk::Webhook(_) => return Ok(Probed::NotAsked),
        }
        Ok(Probed::Answers)
    }

    /// How long after an attempt the desk may still be making the ticket, or not yet show it.
    #[must_use]
    pub fn settles_after(&self) -> Duration {
        match &self.0 {
            Desk::ServiceNow(_) => ServiceNow::SETTLES_AFTER,
            Desk::Jira(_) => Jira::SETTLES_AFTER,
            Desk::Webhook(_) => Duration::ZERO,
        }
    }
}

/// A ticket without a name of its own at the desk cannot be given anything.
pub(crate) fn record(ticket: &Ticket) -> Result<&str, Fault> {
    ticket.record.as_deref().ok_or_else(|| Fault::Refused {
        status: None,
        why: "the service desk has not said which record the ticket is".to_owned(),
    })
}
