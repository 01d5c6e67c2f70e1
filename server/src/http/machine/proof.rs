//! What a call says to prove itself, as it stands in its `Authorization` header.

use axum::http::{HeaderMap, header};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

/// The digest of a secret. Digests are compared instead of secrets: how many of their first bytes agree, which the
/// time of a comparison may tell, says nothing about the secret.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of this secret.
    pub fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// The digest of a name and its secret, as they stand in a basic credential.
    pub fn of_pair(name: &str, secret: &str) -> Self {
        Self::of(format!("{name}:{secret}").as_bytes())
    }
}

/// The token of a bearer credential.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    credential(headers, "bearer")
}

/// The name and secret of a basic credential, with a colon between them.
pub fn basic(headers: &HeaderMap) -> Option<Vec<u8>> {
    STANDARD.decode(credential(headers, "basic")?).ok()
}

/// What follows the scheme. Two headers prove nothing: whoever checks another one than we do would be deceived.
fn credential<'a>(headers: &'a HeaderMap, scheme: &str) -> Option<&'a str> {
    let mut said = headers.get_all(header::AUTHORIZATION).into_iter();
    let (first, None) = (said.next()?, said.next()) else {
        return None;
    };
    let (found, credential) = first.to_str().ok()?.split_once(' ')?;
    found
        .eq_ignore_ascii_case(scheme)
        .then(|| credential.trim_matches(' '))
}
