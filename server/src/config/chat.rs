//! `[chat]`: which chatbots may speak for employees, and what each may do.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use domain::{BotName, Scope, Scopes};
use ipnet::IpNet;
use jiff::SignedDuration;
use schemars::JsonSchema;
use secrecy::SecretString;
use serde::Deserialize;

use super::{
    credential::{LEAST, long_enough},
    secret::{KeptSecret, Secret},
};
use crate::fault::Fault;

pub const EXAMPLE: &str = r#"[chat.accounts.helpdesk]
user = "chatbot"
password_file = "/run/secrets/chatbot"
scopes = ["read", "diagnose", "remediate"]"#;

/// A key that holds for longer is forgotten by everybody but whoever has stolen it.
const MOST_DAYS: u16 = 365;

/// The door for chatbots.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chat {
    /// Who may have keys, each by a name of yours.
    #[schemars(with = "BTreeMap<String, Account>")]
    pub accounts: BTreeMap<BotName, Account>,
}

/// A chatbot.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What it proves itself with when it asks for a key (basic authentication).
    pub user: String,
    /// Its password.
    #[schemars(with = "Option<Secret>", extend("minLength" = LEAST))]
    pub password: Option<SecretString>,
    /// A file that holds it.
    pub password_file: Option<PathBuf>,
    /// What its keys allow.
    #[schemars(length(min = 1))]
    pub scopes: BTreeSet<Allowed>,
    /// For how long a key holds that it asks for.
    #[serde(default = "default_days")]
    #[schemars(range(min = 1, max = MOST_DAYS))]
    pub days: u16,
    /// Whether it may ask for its key again, as the Chatbot SDK allowed. The key is then derived from the password.
    #[serde(default)]
    pub fetch: bool,
    /// The networks that it calls from; all when left out.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub networks: Vec<IpNet>,
}

/// What a key may allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Allowed {
    /// To see devices, their health, topics, and how executions stand.
    Read,
    /// To look for what is wrong with a device.
    Diagnose,
    /// To run remedies, and to hand over to IT.
    Remediate,
}

const fn default_days() -> u16 {
    90
}

impl Chat {
    /// Whether each account says enough, and no two are the same.
    ///
    /// # Errors
    /// What is wrong, with an example.
    pub fn check(&self) -> Result<(), Fault> {
        let mut users = BTreeMap::new();
        for (name, account) in &self.accounts {
            account.check(name)?;
            if let Some(other) = users.insert(&account.user, name) {
                let what = format!("chat.accounts.{name}.user: it is the user of {other}, too");
                return Err(Fault::new(what, "give each account a user of its own"));
            }
        }
        Ok(())
    }
}

impl Account {
    fn check(&self, name: &BotName) -> Result<(), Fault> {
        let fault = |what: &str| {
            let what = format!("chat.accounts.{name}.{what}");
            Err(Fault::new(what, format!("for example:\n{EXAMPLE}")))
        };
        if self.user.is_empty() || self.user.contains(':') {
            return fault("user: it is empty or holds a colon");
        }
        if self.scopes.is_empty() {
            return fault("scopes: it allows nothing");
        }
        if !(1..=MOST_DAYS).contains(&self.days) {
            return fault(&format!("days: it is not from 1 to {MOST_DAYS}"));
        }
        let section = section(name);
        let kept = self.kept_password(&section);
        kept.check()?;
        kept.text.map_or(Ok(()), |password| long_enough(&kept, password))
    }

    /// The password, from wherever it is kept.
    ///
    /// # Errors
    /// When its file cannot be read, or it is too short.
    pub fn read_password(&self, name: &BotName) -> Result<SecretString, Fault> {
        let section = section(name);
        let kept = self.kept_password(&section);
        let password = kept.read()?;
        long_enough(&kept, &password)?;
        Ok(password)
    }

    /// What its keys allow.
    pub fn allows(&self) -> Scopes {
        self.scopes.iter().map(|allowed| Scope::from(*allowed)).collect()
    }

    /// For how long a key holds that it asks for.
    pub fn life(&self) -> SignedDuration {
        SignedDuration::from_hours(i64::from(self.days) * 24)
    }

    fn kept_password<'a>(&'a self, section: &'a str) -> KeptSecret<'a> {
        KeptSecret {
            section,
            key: "password",
            text: self.password.as_ref(),
            file: self.password_file.as_deref(),
            example: EXAMPLE,
        }
    }
}

impl From<Allowed> for Scope {
    fn from(allowed: Allowed) -> Self {
        match allowed {
            Allowed::Read => Self::Read,
            Allowed::Diagnose => Self::Diagnose,
            Allowed::Remediate => Self::Remediate,
        }
    }
}

fn section(name: &BotName) -> String {
    format!("chat.accounts.{name}")
}

#[cfg(test)]
mod tests {
    use figment::{
        Figment,
        providers::{Format as _, Toml},
    };

    use super::*;

    const LONG: &str = "0123456789abcdef01234567";

    fn chat(accounts: &str) -> Result<Chat, String> {
        let chat: Chat = Figment::from(Toml::string(accounts))
            .extract_inner("chat")
            .map_err(|error| error.to_string())?;
        chat.check().map_err(|fault| fault.to_string())?;
        Ok(chat)
    }

    fn account(rest: &str) -> Result<Chat, String> {
        chat(&format!("[chat.accounts.helpdesk]\n{rest}"))
    }

    #[test]
    fn an_account_allows_what_it_names_for_ninety_days() {
        let chat = account(&format!(
            "user = 'bot'\npassword = '{LONG}'\nscopes = ['remediate', 'read']"
        ))
        .unwrap();
        let account = &chat.accounts[&"helpdesk".parse().unwrap()];
        assert_eq!(account.allows().to_string(), "read remediate");
        assert_eq!(account.life(), SignedDuration::from_hours(90 * 24));
        assert!(!account.fetch && account.networks.is_empty());
        assert!(!format!("{chat:?}").contains(LONG), "{chat:?}");
    }

    #[test]
    fn what_is_wrong_with_an_account_is_said_without_its_password() {
        for (rest, why) in [
            (
                format!("user = 'a:b'\npassword = '{LONG}'\nscopes = ['read']"),
                "helpdesk.user: it is empty or",
            ),
            (
                format!("user = 'a'\npassword = '{LONG}'\nscopes = []"),
                "helpdesk.scopes: it allows nothing",
            ),
            (
                format!("user = 'a'\npassword = '{LONG}'\nscopes = ['all']"),
                "scopes",
            ),
            (
                format!("user = 'a'\npassword = '{LONG}'\nscopes = ['read']\ndays = 366"),
                "days: it is not from 1 to 365",
            ),
            (
                format!("user = 'a'\npassword = '{}'\nscopes = ['read']", &LONG[1..]),
                "password: it is too short",
            ),
            (
                "user = 'a'\nscopes = ['read']".to_owned(),
                "neither password nor password_file",
            ),
        ] {
            let said = account(&rest).unwrap_err();
            assert!(said.contains(why), "{said}");
            assert!(!said.contains(&LONG[1..]), "{said}");
        }
    }

    #[test]
    fn no_two_accounts_have_the_same_user() {
        let one = format!("user = 'bot'\npassword = '{LONG}'\nscopes = ['read']");
        let said = chat(&format!("[chat.accounts.a]\n{one}\n[chat.accounts.b]\n{one}")).unwrap_err();
        assert!(
            said.contains("chat.accounts.b.user: it is the user of a, too"),
            "{said}"
        );
    }
}
