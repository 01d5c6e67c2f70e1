//! Tokens by which somebody says who stands before us.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::{
    Issuer, Refused, claims,
    issuer::{LEEWAY, end},
    unverified::Unverified,
};

/// From `iat` to `exp` at most. A token that lives longer is one that is kept, and what is kept can be stolen.
const LONGEST_LIFE: SignedDuration = SignedDuration::from_secs(300);

/// Access tokens (RFC 9068) and what has no type of its own.
const TYPES: [&str; 2] = ["jwt", "at+jwt"];

/// What a token says that has been proven.
#[derive(Clone, PartialEq)]
pub struct Verified {
    /// The name of its issuer here: [`crate::Trust::name`].
    pub issuer: String,
    /// All its claims.
    pub claims: Map<String, Value>,
    /// Its own id, unique for its issuer: 1 to 200 printable ASCII characters.
    pub jti: String,
    /// From then on it is refused in any case, leeway included. Until then its `jti` must be remembered and refused, or
    /// it could be used twice.
    pub expires: Timestamp,
}

/// Claims are personal data and the id is half of a replay, so neither is shown.
impl fmt::Debug for Verified {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verified")
            .field("issuer", &self.issuer)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl Issuer {
    pub(crate) async fn verify(&self, token: Unverified<'_>, now: Timestamp) -> Result<Verified, Refused> {
        self.prove(&token, &TYPES, now).await?;
        let exp = claims::time(&token.claims, "exp")?;
        let iat = claims::time(&token.claims, "iat")?;
        let expires = end(&token, exp, now)?;
        if iat.duration_since(now) > LEEWAY {
            return Err(Refused::NotYetValid);
        }
        if exp.duration_since(iat) > LONGEST_LIFE {
            return Err(Refused::TooLongLived);
        }
        let jti = claims::id(&token.claims)?;
        Ok(Verified {
            issuer: self.name().to_owned(),
            claims: token.claims,
            jti,
            expires,
        })
    }
}
