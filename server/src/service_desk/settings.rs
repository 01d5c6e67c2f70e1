//! What the configuration says, as the connector wants it.

use secrecy::SecretString;
use serde_json::Value;
use tickets::{Fill, JiraSettings, ServiceNowSettings, Settings, WebhookSettings};

use super::{report::FACTS, wrong};
use crate::{
    config::{CallerMatch, DeskFields, Jira, JiraCredentials, ServiceNow, ServiceNowCredentials, Webhook},
    fault::Fault,
};

/// A table of ServiceNow.
///
/// # Errors
/// When a secret cannot be read or is empty, or a field is wrong.
pub fn servicenow(config: &ServiceNow) -> Result<Settings, Fault> {
    let given = &config.credentials;
    let credentials = match given {
        ServiceNowCredentials::Basic { user, .. } => tickets::ServiceNowCredentials::Basic {
            user: user.clone(),
            password: not_empty(given.password()?)?,
        },
        ServiceNowCredentials::ClientCredentials { client_id, .. } => {
            tickets::ServiceNowCredentials::ClientCredentials {
                client_id: client_id.clone(),
                client_secret: not_empty(given.client_secret()?)?,
            }
        }
        ServiceNowCredentials::Password { client_id, user, .. } => tickets::ServiceNowCredentials::Password {
            client_id: client_id.clone(),
            client_secret: not_empty(given.client_secret()?)?,
            user: user.clone(),
            password: not_empty(given.password()?)?,
        },
    };
    let matched = |by: &CallerMatch| match by {
        CallerMatch::Email => tickets::CallerMatch::Email,
        CallerMatch::UserName => tickets::CallerMatch::UserName,
    };
    Ok(Settings::ServiceNow(ServiceNowSettings {
        instance: config.instance.clone(),
        table: config.table.clone(),
        credentials,
        caller: config.caller.as_ref().map(|caller| tickets::Caller {
            field: caller.field.clone(),
            matches: caller.by.iter().map(matched).collect(),
        }),
        fields: fields(&config.fields)?,
    }))
}

/// A service desk of Jira Service Management.
///
/// # Errors
/// When the token cannot be read or is empty, or a field is wrong.
pub fn jira(config: &Jira) -> Result<Settings, Fault> {
    let token = not_empty(config.credentials.token()?)?;
    Ok(Settings::JiraServiceManagement(JiraSettings {
        site: config.site.clone(),
        service_desk: config.service_desk.clone(),
        request_type: config.request_type.clone(),
        credentials: match &config.credentials {
            JiraCredentials::Basic { email, .. } => tickets::JiraCredentials::Basic {
                email: email.clone(),
                token,
            },
            JiraCredentials::Bearer { .. } => tickets::JiraCredentials::Bearer(token),
        },
        on_behalf: config.on_behalf,
        fields: fields(&config.fields)?,
    }))
}

/// Whatever takes a webhook.
///
/// # Errors
/// When the address or a secret cannot be read.
pub fn webhook(config: &Webhook) -> Result<Settings, Fault> {
    Ok(Settings::Webhook(WebhookSettings {
        address: config.address()?,
        secrets: config.secrets()?,
    }))
}

/// An empty one would be refused by the service desk only when somebody needs it.
fn not_empty(secret: SecretString) -> Result<SecretString, Fault> {
    use secrecy::ExposeSecret as _;
    match secret.expose_secret().is_empty() {
        true => Err(wrong(&"a secret of credentials is empty")),
        false => Ok(secret),
    }
}

fn fields(given: &DeskFields) -> Result<tickets::Fields, Fault> {
    given
        .iter()
        .map(|(field, value)| Ok((field.clone(), fill(field, value)?)))
        .collect()
}

fn fill(field: &str, value: &Value) -> Result<Fill, Fault> {
    let Some(fact) = value.get("fact") else {
        return Ok(Fill::Fixed(value.clone()));
    };
    let known = fact.as_str().filter(|fact| FACTS.contains(fact));
    known.map(|fact| Fill::Fact(fact.to_owned())).ok_or_else(|| {
        let facts = FACTS.join(", ");
        Fault::new(
            format!("service_desk.fields.{field}: there is no such fact"),
            format!("one of {facts}; for example: {field} = {{ fact = \"device\" }}"),
        )
    })
}
