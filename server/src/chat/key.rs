//! What a chatbot's key looks like: `dsk_`, an id by which it is found, and 256 bits that nobody can guess. The only place
//! that makes or compares one.

use std::str::FromStr;

use aws_lc_rs::{constant_time::verify_slices_are_equal, hmac};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{ApiKeyId, BotName};
use secrecy::{ExposeSecret as _, SecretString};
use service::Clock;
use sha2::{Digest as _, Sha256};
use store::ApiKey;

/// What every key begins with, so that whoever finds one knows what it is.
const PREFIX: &str = "dsk_";
/// What an id is made of: no digit that looks like a letter.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const ID: usize = 12;
/// 32 bytes as base64.
const SECRET: usize = 43;

/// A key. It is never kept: only its digest is.
pub struct Key {
    id: ApiKeyId,
    text: SecretString,
}

/// What is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoKey;

impl Key {
    /// One that nobody can guess.
    pub fn random(clock: &dyn Clock) -> Self {
        Self::of(new_id(clock), &clock.new_secret())
    }

    /// One that follows from a password, for whoever has to have it again.
    pub fn derived(id: ApiKeyId, account: &BotName, password: &SecretString) -> Self {
        let by = hmac::Key::new(hmac::HMAC_SHA256, password.expose_secret().as_bytes());
        let what = format!("deskside api key v1/{account}/{id}");
        let secret = hmac::sign(&by, what.as_bytes());
        Self::of(id, secret.as_ref())
    }

    fn of(id: ApiKeyId, secret: &[u8]) -> Self {
        let text = format!("{PREFIX}{id}_{}", URL_SAFE_NO_PAD.encode(secret));
        Self {
            id,
            text: text.into(),
        }
    }

    /// By which it is found.
    pub const fn id(&self) -> &ApiKeyId {
        &self.id
    }

    /// What is kept of it.
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.text.expose_secret()).into()
    }

    /// Whether this was kept of it. How long that takes says nothing.
    pub fn is_of(&self, kept: &ApiKey) -> bool {
        verify_slices_are_equal(&self.digest(), &kept.digest).is_ok()
    }

    /// The whole key, to be shown once.
    pub fn expose(&self) -> &str {
        self.text.expose_secret()
    }
}

impl FromStr for Key {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let (id, secret) = text
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.split_once('_'))
            .ok_or(NoKey)?;
        let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if secret.len() != SECRET || !secret.bytes().all(is_base64) {
            return Err(NoKey);
        }
        Ok(Self {
            id: id.parse().map_err(|_| NoKey)?,
            text: text.to_owned().into(),
        })
    }
}

/// An id that no other key has.
pub fn new_id(clock: &dyn Clock) -> ApiKeyId {
    let letters = clock.new_secret().into_iter().take(ID);
    let id: String = letters
        .map(|byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]))
        .collect();
    id.parse().expect("it is made of the letters of an id")
}

#[cfg(test)]
mod tests {
    use service::SystemClock;

    use super::*;

    fn kept(key: &Key) -> ApiKey {
        ApiKey {
            id: key.id.clone(),
            account: "helpdesk".parse().unwrap(),
            name: String::new(),
            issued: true,
            digest: key.digest().to_vec(),
            scopes: "read".parse().unwrap(),
            created_at: jiff::Timestamp::UNIX_EPOCH,
            expires_at: jiff::Timestamp::MAX,
            revoked_at: None,
            used_at: None,
        }
    }

    #[test]
    fn a_key_is_read_as_it_was_shown_and_nothing_else_is_it() {
        let clock = SystemClock::default();
        let key = Key::random(&clock);
        let shown: Key = key.expose().parse().unwrap();
        assert!(shown.is_of(&kept(&key)));
        assert_eq!(shown.id(), key.id());
        assert!(!Key::random(&clock).is_of(&kept(&key)));
        let last = key.expose().len() - 1;
        for other in ["A", "B"].map(|end| format!("{}{end}", &key.expose()[..last])) {
            let other: Key = other.parse().unwrap();
            assert_eq!(other.is_of(&kept(&key)), other.expose() == key.expose());
        }
    }

    #[test]
    fn what_is_no_key_is_not_looked_for() {
        let key = Key::random(&SystemClock::default());
        let good = key.expose();
        for bad in [
            "",
            "dsk_",
            &good[4..],
            &good[..good.len() - 1],
            &format!("{good}A"),
            &good.replace("dsk", "DSK"),
            &good.replacen('_', "-", 2),
            &format!("{}=", &good[..good.len() - 1]),
        ] {
            assert_eq!(bad.parse::<Key>().err(), Some(NoKey), "{bad}");
        }
    }

    #[test]
    fn a_derived_key_follows_from_its_account_its_password_and_its_id() {
        let clock = SystemClock::default();
        let [one, other] = ["helpdesk", "other"].map(|name| name.parse::<BotName>().unwrap());
        let [right, wrong] =
            ["0123456789abcdef01234567", "another-password-altogether"].map(SecretString::from);
        let id = new_id(&clock);
        let key = Key::derived(id.clone(), &one, &right);
        assert_eq!(Key::derived(id.clone(), &one, &right).expose(), key.expose());
        for different in [
            Key::derived(id.clone(), &one, &wrong),
            Key::derived(id, &other, &right),
            Key::derived(new_id(&clock), &one, &right),
        ] {
            assert_ne!(different.expose(), key.expose());
        }
    }
}
