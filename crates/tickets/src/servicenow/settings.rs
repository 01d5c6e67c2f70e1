use reqwest::Url;
use secrecy::SecretString;

use super::ServiceNow;
use crate::{
    ConfigurationError, Fields,
    address::{below, read_base},
    fields,
    http::{Access, Http, Tokens},
};

/// How this installation is known to ServiceNow.
#[derive(Debug, Clone)]
pub struct ServiceNowSettings {
    /// The instance, such as `https://company.service-now.com`.
    pub instance: String,
    /// The table that tickets are records of, such as `incident`. It must have `short_description`, `description`,
    /// `correlation_id` and `correlation_display`, as every table of the task family has, and the user must be allowed
    /// to read and write them.
    pub table: String,
    /// Who makes the records.
    pub credentials: ServiceNowCredentials,
    /// How the person is named as the caller; `None` leaves the field alone.
    pub caller: Option<Caller>,
    /// Further fields of the record.
    pub fields: Fields,
}

/// A user of the instance, directly or by its OAuth 2.0 provider.
#[derive(Debug, Clone)]
pub enum ServiceNowCredentials {
    /// Basic authentication.
    Basic {
        /// The user's id.
        user: String,
        /// The user's password.
        password: SecretString,
    },
    /// The grant `client_credentials`: the user that is set in the application registry.
    ClientCredentials {
        /// The client's id.
        client_id: String,
        /// The client's secret.
        client_secret: SecretString,
    },
    /// The grant `password`.
    Password {
        /// The client's id.
        client_id: String,
        /// The client's secret.
        client_secret: SecretString,
        /// The user's id.
        user: String,
        /// The user's password.
        password: SecretString,
    },
}

/// How the person becomes the caller: the one active user who matches.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The field that refers to the user: `caller_id` of incidents.
    pub field: String,
    /// What to match by, in this order, until there is exactly one.
    pub matches: Vec<CallerMatch>,
}

/// A column of `sys_user`, and what of the person stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallerMatch {
    /// `email` is the person's address.
    Email,
    /// `user_name` is the person's principal name.
    UserName,
}

/// What the connector fills by itself.
const OURS: [&str; 5] = [
    "short_description",
    "description",
    "correlation_id",
    "correlation_display",
    "sys_id",
];

impl ServiceNowSettings {
    pub(super) fn check(self, http: Http) -> Result<ServiceNow, ConfigurationError> {
        let instance = read_base("ServiceNow instance", &self.instance)?;
        check_name("table", &self.table)?;
        for field in self.fields.keys() {
            check_name("field", field)?;
        }
        fields::check(&self.fields, &OURS)?;
        if let Some(caller) = &self.caller {
            check_name("field", &caller.field)?;
            fields::check(&self.fields, &[&caller.field])?;
        }
        Ok(ServiceNow {
            http,
            access: self.credentials.access(&instance),
            instance,
            table: self.table,
            caller: self.caller,
            fields: self.fields,
        })
    }
}

impl ServiceNowCredentials {
    /// OAuth tokens come from `/oauth_token.do` (ServiceNow, "OAuth tokens").
    fn access(self, instance: &Url) -> Access {
        let tokens = |form| Access::Tokens(Tokens::new(below(instance, &["oauth_token.do"]), form));
        match self {
            Self::Basic { user, password } => Access::Basic {
                user,
                secret: password,
            },
            Self::ClientCredentials {
                client_id,
                client_secret,
            } => tokens(vec![
                ("grant_type", "client_credentials".into()),
                ("client_id", client_id.into()),
                ("client_secret", client_secret),
            ]),
            Self::Password {
                client_id,
                client_secret,
                user,
                password,
            } => tokens(vec![
                ("grant_type", "password".into()),
                ("client_id", client_id.into()),
                ("client_secret", client_secret),
                ("username", user.into()),
                ("password", password),
            ]),
        }
    }
}

/// Names stand in paths and queries.
fn check_name(what: &'static str, given: &str) -> Result<(), ConfigurationError> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    if !given.is_empty() && given.chars().all(fits) {
        return Ok(());
    }
    Err(ConfigurationError::Name {
        what,
        given: given.to_owned(),
        expected: "lower-case letters, digits and underscores",
    })
}
