//! What a browser takes along to an identity provider: a cookie that only it has, so that the way back is its own.

use axum::http::{HeaderMap, HeaderName, header};
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use secrecy::ExposeSecret as _;
use serde::{Deserialize, Serialize};

use super::purpose::Purpose;
use crate::http::cookies;

/// How long somebody may take there, in seconds.
const LIFE: u32 = 1800;
/// So many a browser may be on at once, the new one included: its cookies come with every request, whose head must not
/// become too large.
const MOST: usize = 4;

/// What is to be done when the browser is back.
#[derive(Debug, Serialize, Deserialize)]
pub struct Errand {
    /// The provider, by its name in the configuration.
    pub provider: String,
    /// Where to go then.
    pub purpose: Purpose,
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

    /// The cookie to go with, after those that are taken away because there are too many.
    pub fn cookies(&self, headers: &HeaderMap, secure: bool) -> Vec<(HeaderName, String)> {
        let body = serde_json::to_vec(self).unwrap_or_default();
        let body = BASE64_URL_SAFE_NO_PAD.encode(body);
        let new = name(self.pending.state(), secure).unwrap_or_default();
        let mut cookies = surplus(headers, secure);
        cookies.push((header::SET_COOKIE, set(&new, &body, LIFE, secure)));
        cookies
    }
}

/// Takes the cookie away.
pub fn forgotten(state: &str, secure: bool) -> (HeaderName, String) {
    let name = name(state, secure).unwrap_or_default();
    (header::SET_COOKIE, set(&name, "", 0, secure))
}

/// Takes the oldest away. Browsers send the oldest first (RFC 6265, section 5.4).
fn surplus(headers: &HeaderMap, secure: bool) -> Vec<(HeaderName, String)> {
    let marks: Vec<&str> = cookies::names(headers)
        .filter_map(|name| name.strip_prefix(prefix(secure)))
        .filter(|mark| is_mark(mark))
        .collect();
    let most = marks.len().saturating_sub(MOST - 1);
    marks[..most].iter().map(|mark| forgotten(mark, secure)).collect()
}

/// Each errand has a cookie of its own: somebody may sign in in two tabs at once.
fn name(state: &str, secure: bool) -> Option<String> {
    let mark = state.get(..8).filter(|mark| is_mark(mark))?;
    Some(format!("{}{mark}", prefix(secure)))
}

fn is_mark(text: &str) -> bool {
    text.len() == 8
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

const fn prefix(secure: bool) -> &'static str {
    if secure {
        "__Host-deskside-errand-"
    } else {
        "deskside-errand-"
    }
}

fn set(name: &str, value: &str, seconds: u32, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    // Lax: the browser comes back from another site.
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}")
}
