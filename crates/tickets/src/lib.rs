//! Makes a ticket of a report at a company's service desk, once. It knows desks and nothing of what reports are about.
//!
//! ```no_run
//! use std::sync::Arc;
//!
//! use tickets::{Clock, Connector, Fault, Report, ServiceNowCredentials, ServiceNowSettings, Settings, Timeouts};
//!
//! # async fn example(clock: Clock, report: Report, wait: impl AsyncFn(std::time::Duration)) -> Result<(), Box<dyn std::error::Error>> {
//! let desk = Connector::new(
//!     Settings::ServiceNow(ServiceNowSettings {
//!         instance: "https://company.service-now.com".to_owned(),
//!         table: "incident".to_owned(),
//!         credentials: ServiceNowCredentials::Basic {
//!             user: "deskside".to_owned(),
//!             password: std::env::var("SERVICENOW_PASSWORD")?.into(),
//!         },
//!         caller: None,
//!         fields: tickets::Fields::new(),
//!     }),
//!     clock,
//!     Timeouts::default(),
//! )?;
//!
//! let ticket = loop {
//!     match desk.create(&report).await {
//!         Ok(ticket) => break ticket,
//!         // Certainly not made: it may be sent again.
//!         Err(Fault::Busy { retry_after, .. }) => wait(retry_after.unwrap_or_default()).await,
//!         // Perhaps made: it may be sent again only when there is none.
//!         Err(Fault::Unknown { .. }) => {
//!             wait(desk.settles_after()).await;
//!             if let Some(ticket) = desk.find(report.id).await? {
//!                 break ticket;
//!             }
//!         }
//!         Err(refused @ Fault::Refused { .. }) => return Err(refused.into()),
//!     }
//! };
//! desk.attach(&report, &ticket).await?;
//! println!("{:?} at {:?}", ticket.number, ticket.link);
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes care of
//!
//! - **Once**: a report's id goes with its ticket (ServiceNow: `correlation_id`; Jira: a label; webhooks: `webhook-id`),
//!   by which it is found again. Nothing that makes something is sent twice, apart from what was refused for its token.
//! - **Faults** ([`Fault`]) say whether a ticket was certainly not made, or perhaps.
//! - **Texts** are plain ([`Block`]) and become what the desk reads. Nothing in them can be markup, a query or a script.
//!   What is too long for a desk is cut, and the whole attached.
//! - **Answers** are bounded in size and time and not believed further than needed. Redirects are not followed. Every
//!   address must be https, apart from those on loopback.
//! - **Secrets** show neither in `Debug` nor in errors. Logs hold the ids of reports and the numbers of tickets.
//!
//! # What it leaves to the caller
//!
//! - **That reports outlive a crash**, and that an attempt is known to have begun before it is made.
//! - **Waiting**: nothing here is repeated after a pause.
//!
//! # Adding a desk
//!
//! 1. Write a folder beside `servicenow/` and `jira/`, with its settings and a file for each of `create`, `find` and
//!    `attach`. Send by `http::Access`; `Trouble::of_making` is for requests that make something, `of_asking` for
//!    all others.
//! 2. Add it to [`Settings`] and to the matches in `connector.rs`. How long it may take until `find` sees what `create`
//!    has sent is [`Connector::settles_after`].
//! 3. Add a stand-in to `end2end/support/service-desk/`, strict about what is documented, and the desk to
//!    `tests/it/support.rs`: the tests of faults, and that there is never more than one ticket, run over all of them.

mod address;
mod body;
mod clock;
mod configuration;
mod connector;
mod fault;
mod fields;
mod http;
mod jira;
mod mailto;
mod report;
mod servicenow;
mod ticket;
mod timeouts;
mod webhook;

pub use reqwest::Url;

pub use self::{
    body::{Block, markdown, plain},
    clock::Clock,
    configuration::ConfigurationError,
    connector::{Connector, Probed, Settings},
    fault::Fault,
    fields::{Fields, Fill},
    jira::{JiraCredentials, JiraSettings},
    mailto::mailto,
    report::{Attachment, Person, Report},
    servicenow::{Caller, CallerMatch, ServiceNowCredentials, ServiceNowSettings},
    ticket::Ticket,
    timeouts::Timeouts,
    webhook::WebhookSettings,
};
