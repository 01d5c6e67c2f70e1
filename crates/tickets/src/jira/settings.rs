use secrecy::SecretString;

use super::Jira;
use crate::{
    ConfigurationError, Fields,
    address::read_base,
    fields,
    http::{Access, Http},
};

/// How this installation is known to Jira Service Management.
#[derive(Debug, Clone)]
pub struct JiraSettings {
    /// The site, such as `https://company.atlassian.net`; for OAuth 2.0, `https://api.atlassian.com/ex/jira/{cloudId}`.
    pub site: String,
    /// The service desk's id, a number.
    pub service_desk: String,
    /// The request type's id, a number. Its form must have the fields Summary, Description and Labels, the last of
    /// which may be hidden from the portal's visitors.
    pub request_type: String,
    /// Who raises the requests. The account needs the permission "Browse projects" for the desk's project, or what it
    /// has raised could not be found again.
    pub credentials: JiraCredentials,
    /// Whether requests are raised on behalf of the person, where the site shows one account with the person's address;
    /// one whose address is hidden from the credentials' account is nobody's.
    /// The credentials need the permission "Browse users and groups", and those of an agent.
    pub on_behalf: bool,
    /// Further fields of the request.
    pub fields: Fields,
}

/// An account of the site.
#[derive(Debug, Clone)]
pub enum JiraCredentials {
    /// Basic authentication.
    Basic {
        /// The account's address.
        email: String,
        /// An API token of the account.
        token: SecretString,
    },
    /// A token of OAuth 2.0.
    Bearer(SecretString),
}

/// What the connector fills by itself.
const OURS: [&str; 3] = ["summary", "description", "labels"];

impl JiraSettings {
    pub(super) fn check(self, http: Http) -> Result<Jira, ConfigurationError> {
        for (what, given) in [
            ("service desk", &self.service_desk),
            ("request type", &self.request_type),
        ] {
            if given.is_empty() || !given.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(ConfigurationError::Name {
                    what,
                    given: given.clone(),
                    expected: "its id, a number",
                });
            }
        }
        fields::check(&self.fields, &OURS)?;
        Ok(Jira {
            http,
            access: match self.credentials {
                JiraCredentials::Basic { email, token } => Access::Basic {
                    user: email,
                    secret: token,
                },
                JiraCredentials::Bearer(token) => Access::Bearer(token),
            },
            site: read_base("Jira site", &self.site)?,
            service_desk: self.service_desk,
            request_type: self.request_type,
            on_behalf: self.on_behalf,
            fields: self.fields,
        })
    }
}
