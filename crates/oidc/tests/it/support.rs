//! Providers, a browser, and what most tests begin with.

pub mod browser;
pub mod forger;
pub mod identity_provider;

use std::sync::atomic::{AtomicU8, Ordering};

use jiff::Timestamp;
use oidc::{Callback, Provider, Settings, Url};
use serde_json::Value;

pub const CLIENT: &str = "deskside";
pub const SECRET: &str = "a secret: with & odd % characters";
pub const REDIRECT: &str = "http://127.0.0.1:1/sign-in/oidc/company/callback";

/// As the tests' client is registered.
pub fn settings(issuer: &str) -> Settings {
    Settings {
        issuer: issuer.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.into(),
        scopes: ["openid", "profile", "email"].map(str::to_owned).into(),
        redirect: REDIRECT.parse().unwrap(),
        refresh: true,
    }
}

pub fn provider(issuer: &str) -> Provider {
    Provider::new(settings(issuer)).unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the certified provider lives in real time"
)]
pub fn now() -> Timestamp {
    Timestamp::now()
}

/// Others each time, and foreseeable.
pub fn new_secret() -> [u8; 32] {
    static MADE: AtomicU8 = AtomicU8::new(1);
    [MADE.fetch_add(1, Ordering::Relaxed); 32]
}

/// The callback in an address that the browser was sent to.
pub fn callback(address: &Url) -> Callback {
    let query = address
        .query_pairs()
        .map(|(name, value)| (name.into(), value.into()));
    serde_json::from_value(Value::Object(query.collect())).unwrap()
}

/// A parameter of an address's query.
pub fn parameter(address: &Url, name: &str) -> String {
    let found = address.query_pairs().find(|(found, _)| found == name);
    found.unwrap_or_else(|| panic!("no {name} in {address}")).1.into()
}
