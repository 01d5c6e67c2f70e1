//! What a token says.

use jiff::Timestamp;
use serde::Serialize;

use crate::options::Person;

/// Seconds that a token holds: as long as it takes to be handed over, and no session.
pub const LIFE: i64 = 120;

/// The claims of a token: the registered names of RFC 7519, and two of the portal's own.
#[derive(Debug, Serialize)]
pub struct Claims<'a> {
    /// The portal.
    pub iss: &'a str,
    /// Deskside.
    pub aud: &'a str,
    /// The person's user principal name.
    pub sub: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The person's groups.
    pub groups: &'a [String],
    /// When it was made, in seconds since 1970, as the two after it.
    pub iat: i64,
    /// Since when it holds.
    pub nbf: i64,
    /// Until when it holds.
    pub exp: i64,
    /// New for each token, so that it can be taken once only.
    pub jti: &'a str,
}

impl<'a> Claims<'a> {
    /// That `person` is signed in at `iss` at this moment.
    pub fn of(person: &'a Person, iss: &'a str, aud: &'a str, now: Timestamp, jti: &'a str) -> Self {
        let iat = now.as_second();
        Self {
            iss,
            aud,
            sub: &person.upn,
            name: &person.name,
            groups: &person.groups,
            iat,
            nbf: iat,
            exp: iat + LIFE,
            jti,
        }
    }
}
