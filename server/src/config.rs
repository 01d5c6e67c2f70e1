//! The configuration: a TOML file, overridden by environment variables, one file a section.

mod budget;
mod chat;
mod content;
mod credential;
mod database;
mod discovery;
mod embed;
mod exports;
mod hooks;
mod identity;
pub mod reference;
pub mod schema;
mod secret;
mod server;
mod service_desk;
mod session;
mod telemetry;
pub mod tenant;

use std::{collections::BTreeMap, path::Path};

use domain::{FeedName, HookSource};
use figment::{
    Figment,
    providers::{Env, Format as _, Toml},
};
use schemars::JsonSchema;
use serde::Deserialize;

pub use budget::Budget;
pub use chat::Chat;
pub use content::ContentSection;
pub use credential::Credential;
pub use database::{Database, Place, SHARED_EXAMPLE};
pub use discovery::Discovery;
pub use embed::Embed;
pub use exports::{Access, Export, FetchedFrom, feeds};
pub use hooks::Hook;
pub use identity::{Claims, Identity, KeySource, Oidc, Proxy, TokenIssuer, VERIFIED};
pub use server::Server;
pub use service_desk::{
    CallerMatch, EXAMPLE as SERVICE_DESK_EXAMPLE, Email, Fields as DeskFields, Jira, JiraCredentials, Kind,
    ServiceDesk, ServiceNow, ServiceNowCredentials, Webhook,
};
pub use session::Session;
pub use telemetry::Telemetry;
pub use tenant::Tenant;

use crate::fault::Fault;

/// Everything that can be configured.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where and as what to listen.
    #[serde(default)]
    pub server: Server,
    /// The Nexthink tenant.
    pub tenant: Tenant,
    /// How employees prove who they are.
    #[serde(default)]
    pub identity: Identity,
    /// How long a sign-in counts.
    #[serde(default)]
    pub session: Session,
    /// Who may frame Deskside.
    #[serde(default)]
    pub embed: Embed,
    /// Where to keep what happened.
    #[serde(default)]
    pub database: Database,
    /// What the portal admin writes.
    #[serde(default)]
    pub content: ContentSection,
    /// How often the tenant may be asked.
    #[serde(default)]
    pub budget: Budget,
    /// How everybody's devices are learned at once.
    #[serde(default)]
    pub discovery: Discovery,
    /// Who may send webhooks.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Hook>")]
    pub hooks: BTreeMap<HookSource, Hook>,
    /// Who may bring exported data.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Export>")]
    pub exports: BTreeMap<FeedName, Export>,
    /// Which chatbots may speak for employees.
    #[serde(default)]
    pub chat: Chat,
    /// What takes what employees hand over to IT.
    pub service_desk: Option<ServiceDesk>,
    /// Where traces are sent.
    #[serde(default)]
    pub telemetry: Telemetry,
}

/// An example of each section, shown with a fault in it.
const EXAMPLES: &[(&str, &str)] = &[
    ("server", server::EXAMPLE),
    ("tenant", tenant::EXAMPLE),
    ("identity", identity::EXAMPLE),
    ("session", session::EXAMPLE),
    ("embed", embed::EXAMPLE),
    ("database", database::EXAMPLE),
    ("content", content::EXAMPLE),
    ("budget", budget::EXAMPLE),
    ("discovery", discovery::EXAMPLE),
    ("hooks", hooks::EXAMPLE),
    ("exports", exports::EXAMPLE),
    ("chat", chat::EXAMPLE),
    ("service_desk", service_desk::EXAMPLE),
    ("telemetry", telemetry::EXAMPLE),
];

impl Config {
    /// Reads the file and the environment (`DESKSIDE_TENANT__CLIENT_SECRET` is `tenant.client_secret`).
    ///
    /// # Errors
    /// The first fault, with its key, the reason and an example.
    pub fn read(file: &Path) -> Result<Self, Fault> {
        if !file.is_file() {
            return Err(Fault::new(
                format!("there is no configuration file {}", file.display()),
                format!(
                    "write one, or name it with --config. The least it holds:\n{}\n{}",
                    tenant::EXAMPLE,
                    identity::EXAMPLE
                ),
            ));
        }
        let figment = Figment::new()
            .merge(Toml::file_exact(file))
            // Every key has a section; what has none is not ours (service discovery sets DESKSIDE_PORT and the like).
            .merge(
                Env::prefixed("DESKSIDE_")
                    .filter(|key| key.as_str().contains("__"))
                    .split("__"),
            );
        let config: Self = figment.extract().map_err(|error| unreadable(&error))?;
        config.tenant.check()?;
        config.identity.check()?;
        config.session.check()?;
        config.server.check()?;
        if config.server.public_url.is_none() && !config.identity.oidc.is_empty() {
            return Err(Fault::new(
                "server.public_url: it is not set, so identity providers could not send anybody back",
                format!("for example:\n{}", server::EXAMPLE),
            ));
        }
        config.database.check()?;
        config.budget.check()?;
        config.discovery.check()?;
        config.telemetry.check()?;
        for (source, hook) in &config.hooks {
            hook.check(source)?;
        }
        for (feed, export) in &config.exports {
            export.check(feed)?;
        }
        config.chat.check()?;
        exports::check_sets(&config.exports)?;
        Ok(config)
    }
}

/// Says which key is wrong, why, and how it should look. Values are not repeated: they may be secret.
fn unreadable(error: &figment::Error) -> Fault {
    let key = error.path.join(".");
    let section = error.path.first().map_or("", String::as_str);
    let missing = match &error.kind {
        figment::error::Kind::MissingField(field) => field.to_string(),
        figment::error::Kind::UnknownField(field, _) => field.clone(),
        _ => String::new(),
    };
    let named = [section, missing.as_str()];
    let example = EXAMPLES
        .iter()
        .find(|(name, _)| named.contains(name))
        .map_or("", |(_, example)| example);
    let place = error.metadata.as_ref().map(|metadata| match &metadata.source {
        Some(source) => format!(" in {source}"),
        None => format!(" in {}", metadata.name),
    });
    // What was found may be a secret; only what was expected is said.
    let reason = match &error.kind {
        figment::error::Kind::InvalidType(_, expected) | figment::error::Kind::InvalidValue(_, expected) => {
            format!("it is not {expected}")
        }
        other => other.to_string(),
    };
    let what = if key.is_empty() {
        format!(
            "the configuration is not sound{}: {}",
            place.unwrap_or_default(),
            reason
        )
    } else {
        format!(
            "the configuration is not sound{}: {key}: {}",
            place.unwrap_or_default(),
            reason
        )
    };
    let todo = if example.is_empty() {
        String::new()
    } else {
        format!("for example:\n{example}")
    };
    Fault::new(what, todo)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("deskside.toml");
        std::fs::write(&file, text).unwrap();
        Config::read(&file).unwrap_err().to_string()
    }

    #[test]
    fn a_fault_names_the_key_and_never_the_value() {
        let said = refused("[tenant]\napi_url = \"http://x\"\nclient_id = \"a\"\nclient_secret = 12345678\n");
        assert!(said.contains("tenant.client_secret"), "{said}");
        assert!(said.contains("for example"), "{said}");
        assert!(!said.contains("12345678"), "{said}");
    }

    #[test]
    fn a_fault_in_what_a_machine_proves_itself_by_never_says_its_secret() {
        let rest = "[tenant]\napi_url = \"http://x\"\nclient_id = \"a\"\nclient_secret = \"b\"\n[identity.proxy]\n\
                    networks = [\"10.0.0.1/32\"]\nuser_header = \"x-user\"\n";
        for (hook, why) in [
            (
                "[hooks.acme]\ncredential = { kind = \"bearer\", token = 123456789012 }",
                "hooks.acme.credential",
            ),
            (
                "[hooks.acme]\ncredential = { kind = \"bearer\", token = \"123456789012\" }",
                "too short",
            ),
            (
                "[hooks.Acme]\ncredential = { kind = \"bearer\", token = \"123456789012\" }",
                "webhook source",
            ),
            (
                "[exports.all]\nset = \"people\"\ncredential = { kind = \"bearer\", token = \"123456789012\" }",
                "exports.all.credential.token: it is too short",
            ),
        ] {
            let said = refused(&format!("{rest}{hook}\n"));
            assert!(said.contains(why), "{said}");
            assert!(!said.contains("123456789012"), "{said}");
        }
    }

    #[test]
    fn a_fault_in_a_service_desk_never_says_its_secret() {
        let rest = "[tenant]\napi_url = \"http://x\"\nclient_id = \"a\"\nclient_secret = \"b\"\n[identity.proxy]\n\
                    networks = [\"10.0.0.1/32\"]\nuser_header = \"x-user\"\n[service_desk]\n";
        for desk in [
            "kind = \"servicenow\"\ninstance = \"https://x\"\n\
             credentials = { kind = \"basic\", user = \"a\", password = 12345678 }",
            "kind = \"webhook\"\naddress = 12345678\nsecret = \"b\"",
        ] {
            let said = refused(&format!("{rest}{desk}\n"));
            assert!(
                said.contains("service_desk") && said.contains("for example"),
                "{said}"
            );
            assert!(!said.contains("12345678"), "{said}");
        }
    }

    #[test]
    fn nobody_could_sign_in() {
        let said = refused("[tenant]\napi_url = \"http://x\"\nclient_id = \"a\"\nclient_secret = \"b\"\n");
        assert!(
            said.contains("identity") && said.contains("[identity.proxy]"),
            "{said}"
        );
    }
}
