//! `deskside api-key`: the keys of chatbots. It works on the database, beside a running server, which notices within five
//! seconds.

use std::{
    io::{self, Write as _},
    sync::Arc,
};

use clap::{Args, Subcommand};
use domain::{ApiKeyId, BotName, Scope, Scopes};
use jiff::{SignedDuration, Timestamp};
use service::{Clock, StoreError, SystemClock};
use store::{ApiKey, ApiKeys, Database, WhichKeys};

use super::beside;
use crate::{chat::key::Key, config::Config, fault::Fault};

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// List all keys: whose they are, what they allow, until when they hold, and when they were used last.
    List,
    /// Make a key and show it, once.
    Create(Create),
    /// End keys for good.
    Revoke {
        /// Their ids, as `list` shows them: a key is dsk_ID_…
        #[arg(required_unless_present = "account", conflicts_with = "account")]
        keys: Vec<ApiKeyId>,
        /// All keys of this account.
        #[arg(long)]
        account: Option<BotName>,
    },
}

#[derive(Debug, Args)]
pub struct Create {
    /// The account in [chat.accounts] that it is for.
    #[arg(long)]
    account: BotName,
    /// What to call it, so that you know later what it is for.
    #[arg(long, value_parser = name)]
    name: String,
    /// What it allows, with commas between them; everything that its account may when left out.
    #[arg(long, value_delimiter = ',')]
    scopes: Vec<Scope>,
    /// For how many days it holds; as the account's configuration says when left out.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=365))]
    days: Option<u16>,
}

/// 1 to 80 printable characters.
fn name(text: &str) -> Result<String, String> {
    let text = text.trim();
    match (1..=80).contains(&text.chars().count()) && !text.chars().any(char::is_control) {
        true => Ok(text.to_owned()),
        false => Err("it is not 1 to 80 printable characters".to_owned()),
    }
}

impl beside::Task for Task {
    async fn run(self, config: &Config, store: &Database) -> Result<(), Fault> {
        let clock = Arc::new(SystemClock::default());
        let keys = ApiKeys::new(store.clone(), clock.clone());
        let mut out = io::stdout();
        let written = match self {
            Self::List => list(&keys, clock.now()).await?,
            Self::Create(create) => {
                let key = Key::random(&*clock);
                let kept = create.order(config, &key, clock.now())?;
                keys.keep(&kept).await.map_err(|error| failed(&error))?;
                writeln!(out, "{}", key.expose())
            }
            Self::Revoke { keys: ids, account } => {
                let mut revoked = 0;
                let which = ids
                    .iter()
                    .map(WhichKeys::One)
                    .chain(account.as_ref().map(WhichKeys::Of));
                for which in which {
                    revoked += keys.revoke(&which).await.map_err(|error| failed(&error))?;
                }
                writeln!(out, "{revoked} revoked")
            }
        };
        written.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }
}

impl Create {
    /// What is kept of the key, if its account allows it.
    fn order(self, config: &Config, key: &Key, now: Timestamp) -> Result<ApiKey, Fault> {
        let accounts = &config.chat.accounts;
        let Some(account) = accounts.get(&self.account) else {
            let names: Vec<&str> = accounts.keys().map(BotName::as_str).collect();
            let todo = match names.is_empty() {
                true => "there is none; see chat.accounts in the configuration".to_owned(),
                false => format!("there are {}", names.join(", ")),
            };
            return Err(Fault::new(format!("there is no account {}", self.account), todo));
        };
        let (wanted, allowed): (Scopes, Scopes) = (self.scopes.into_iter().collect(), account.allows());
        if !wanted.are_within(&allowed) {
            let what = format!("the account {} does not allow all of {wanted}", self.account);
            return Err(Fault::new(what, format!("it allows {allowed}")));
        }
        let days = |days| SignedDuration::from_hours(i64::from(days) * 24);
        let life = self.days.map_or(account.life(), days);
        Ok(ApiKey {
            id: key.id().clone(),
            account: self.account,
            name: self.name,
            issued: false,
            digest: key.digest().to_vec(),
            scopes: if wanted.is_empty() { allowed } else { wanted },
            created_at: now,
            expires_at: now.saturating_add(life).unwrap_or(Timestamp::MAX),
            revoked_at: None,
            used_at: None,
        })
    }
}

async fn list(keys: &ApiKeys, now: Timestamp) -> Result<io::Result<()>, Fault> {
    let all = keys.all().await.map_err(|error| failed(&error))?;
    let mut out = io::stdout().lock();
    let mut line = |[id, account, name, scopes, until, used]: [&str; 6]| {
        writeln!(
            out,
            "{id:<12}  {account:<20}  {name:<24}  {scopes:<24}  {until:<20}  {used}"
        )
    };
    let mut written = line(["ID", "ACCOUNT", "NAME", "ALLOWS", "UNTIL", "LAST USED"]);
    for key in all {
        let time = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        let until = match (key.revoked_at, key.holds(now)) {
            (Some(_), _) => "revoked".to_owned(),
            (None, true) => time(key.expires_at),
            (None, false) => "expired".to_owned(),
        };
        let used = key.used_at.map_or("never".to_owned(), time);
        written = written.and(line([
            key.id.as_str(),
            key.account.as_str(),
            &key.name,
            &key.scopes.to_string(),
            &until,
            &used,
        ]));
    }
    Ok(written)
}

fn failed(error: &StoreError) -> Fault {
    Fault::new(format!("the database cannot be used: {error}"), "")
}
