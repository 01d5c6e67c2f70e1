//! What a browser takes along to an identity provider: a cookie that only it has, so that the way back is its own.

use axum::http::{HeaderMap, HeaderName, header};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use crate::http::cookies;

/// How long somebody may take there, in seconds.
const LIFE: u32 = 1800;

/// What is to be done when the browser is back.
#[derive(Debug, Serialize, Deserialize)]
pub struct Errand {
    /// The provider, by its name in the configuration.
    pub provider: String,
    /// Where to go then.
    pub back: String,
    /// Whether it is a pop-up of a frame.
    pub popup: bool,
    /// What the way back is checked against.
    pub pending: oidc::Pending,
}

impl Errand {
    /// The errand on which this browser is sent back with this callback.
    pub fn of(headers: &HeaderMap, callback: &oidc::Callback, provider: &str, secure: bool) -> Option<Self> {
        let state = callback.state.as_ref()?.expose_secret();
        let body = cookies::value(headers, &name(state, secure)?)?;
        let body = BASE64_URL_SAFE_NO_PAD.decode(body).ok()?;
        let errand: Self = serde_json::from_slice(&body).ok()?;
        (errand.provider == provider).then_some(errand)
    }

    /// The cookie to go with.
    pub fn cookie(&self, secure: bool) -> (HeaderName, String) {
        let body = serde_json::to_vec(self).unwrap_or_default();
        let body = BASE64_URL_SAFE_NO_PAD.encode(body);
        let name = name(self.pending.state(), secure).unwrap_or_default();
        (header::SET_COOKIE, set(&name, &body, LIFE, secure))
    }
}

/// Takes the cookie away.
pub fn forgotten(state: &str, secure: bool) -> (HeaderName, String) {
    let name = name(state, secure).unwrap_or_default();
    (header::SET_COOKIE, set(&name, "", 0, secure))
}

/// Each errand has a cookie of its own: somebody may sign in in two tabs at once.
fn name(state: &str, secure: bool) -> Option<String> {
    let mark = state.get(..8)?;
    let fits = mark
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let prefix = if secure { "__Host-" } else { "" };
    fits.then(|| format!("{prefix}deskside-errand-{mark}"))
}

fn set(name: &str, value: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    // Lax: the browser comes back from another site.
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}
