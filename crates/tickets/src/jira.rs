//! Jira Service Management in Atlassian's cloud, by its own API (`/rest/servicedeskapi`) and that of the Jira platform
//! (`/rest/api/3`).

mod attach;
mod create;
mod customer;
mod find;
mod settings;

use std::time::Duration;

use reqwest::Url;
use serde::Deserialize;
use uuid::Uuid;

pub use self::settings::{JiraCredentials, JiraSettings};
use crate::{
    ConfigurationError, Fields, Ticket,
    address::{below, link},
    http::{Access, Http},
};

pub(crate) struct Jira {
    http: Http,
    access: Access,
    site: Url,
    service_desk: String,
    request_type: String,
    on_behalf: bool,
    fields: Fields,
}

/// A customer request, as far as it matters.
#[derive(Deserialize)]
struct CustomerRequest {
    #[serde(rename = "issueKey")]
    issue_key: String,
    #[serde(rename = "_links", default)]
    links: Links,
}

#[derive(Deserialize, Default)]
struct Links {
    /// The page in the portal, which the customer may open.
    web: Option<String>,
}

impl Jira {
    /// The search of issues lags behind ("Recent updates might not be immediately visible in the returned search
    /// results", JQL enhanced search), by seconds as a rule, and a request that we gave up may still be at work.
    pub(crate) const SETTLES_AFTER: Duration = Duration::from_mins(2);

    pub(crate) fn new(settings: JiraSettings, http: Http) -> Result<Self, ConfigurationError> {
        settings.check(http)
    }

    fn url(&self, segments: &[&str]) -> Url {
        below(&self.site, segments)
    }

    fn service_desk_url(&self, segments: &[&str]) -> Url {
        self.url(&[&["rest", "servicedeskapi"], segments].concat())
    }
}

/// By what a report's request is found again. A request is born with its labels, which any search can find; an issue
/// property could be set only in a second step, after which a crash might leave it unset, and is searchable only for
/// apps that declare it.
fn label(report: Uuid) -> String {
    format!("deskside-{report}")
}

impl From<CustomerRequest> for Ticket {
    fn from(request: CustomerRequest) -> Self {
        Self {
            link: request.links.web.as_deref().and_then(link),
            record: Some(request.issue_key.clone()),
            number: Some(request.issue_key),
        }
    }
}
