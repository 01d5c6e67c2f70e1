//! The chatbots of an installation: what each proves itself with, and the keys that they have.

pub mod key;

use std::{collections::BTreeMap, net::IpAddr, sync::Arc};

use domain::{BotName, Scopes};
use ipnet::IpNet;
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret as _, SecretString};
use service::Clock;
use store::{ApiKey, ApiKeys};

use self::key::Key;
use crate::{config, fault::Fault, http::machine::proof::Digest};

/// All of them.
pub struct Chat {
    accounts: BTreeMap<BotName, Arc<Account>>,
    /// Their keys.
    pub keys: ApiKeys,
    clock: Arc<dyn Clock>,
}

/// One of them.
pub struct Account {
    name: BotName,
    pair: Digest,
    password: SecretString,
    scopes: Scopes,
    life: SignedDuration,
    /// Whether it may ask for its key again.
    pub fetches: bool,
    networks: Vec<IpNet>,
}

impl Chat {
    /// The chatbots as configured.
    ///
    /// # Errors
    /// When a password cannot be read or is too short.
    pub fn new(config: &config::Chat, keys: ApiKeys, clock: Arc<dyn Clock>) -> Result<Self, Fault> {
        let accounts = config.accounts.iter().map(|(name, account)| {
            let password = account.read_password(name)?;
            let account = Account {
                name: name.clone(),
                pair: Digest::of_pair(&account.user, password.expose_secret()),
                password,
                scopes: account.allows(),
                life: account.life(),
                fetches: account.fetch,
                networks: account.networks.clone(),
            };
            Ok((name.clone(), Arc::new(account)))
        });
        Ok(Self {
            accounts: accounts.collect::<Result<_, Fault>>()?,
            keys,
            clock,
        })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.accounts.is_empty()
    }

    /// Whether any of them calls from there.
    pub fn is_anybodys(&self, from: IpAddr) -> bool {
        self.accounts.values().any(|account| account.calls_from(from))
    }

    /// Whose user and password these are, with a colon between them, if it calls from there.
    pub fn proven_by(&self, pair: &[u8], from: IpAddr) -> Option<&Arc<Account>> {
        let pair = Digest::of(pair);
        let account = self.accounts.values().find(|account| account.pair == pair)?;
        account.calls_from(from).then_some(account)
    }

    /// The account of this name, if it calls from there.
    pub fn account(&self, name: &BotName, from: IpAddr) -> Option<&Arc<Account>> {
        self.accounts.get(name).filter(|account| account.calls_from(from))
    }

    /// A new key for this account, and what is kept of it.
    pub fn new_key(&self, account: &Account) -> (Key, ApiKey) {
        let key = match account.fetches {
            true => Key::derived(key::new_id(&*self.clock), &account.name, &account.password),
            false => Key::random(&*self.clock),
        };
        let created_at = self.clock.now();
        let kept = ApiKey {
            id: key.id().clone(),
            account: account.name.clone(),
            name: account.name.to_string(),
            issued: true,
            digest: key.digest().to_vec(),
            scopes: account.scopes.clone(),
            created_at,
            expires_at: created_at.saturating_add(account.life).unwrap_or(Timestamp::MAX),
            revoked_at: None,
            used_at: None,
        };
        (key, kept)
    }
}

impl Account {
    /// Its name.
    pub const fn name(&self) -> &BotName {
        &self.name
    }

    /// What its keys allow at most.
    pub const fn scopes(&self) -> &Scopes {
        &self.scopes
    }

    /// The key of which this is kept, derived once more; `None` when it was not derived from this account's password.
    pub fn derived_anew(&self, kept: &ApiKey) -> Option<Key> {
        let key = Key::derived(kept.id.clone(), &self.name, &self.password);
        key.is_of(kept).then_some(key)
    }

    fn calls_from(&self, from: IpAddr) -> bool {
        let from = from.to_canonical();
        self.networks.is_empty() || self.networks.iter().any(|network| network.contains(&from))
    }
}
