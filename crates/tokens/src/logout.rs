//! [OpenID Connect Back-Channel Logout 1.0](https://openid.net/specs/openid-connect-backchannel-1_0.html), with its
//! errata set 1: sections 2.4 and 2.6.

use std::fmt;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use crate::{
    Issuer, Refused, claims,
    issuer::{after, end},
    unverified::Unverified,
};

/// How far `iat` may be from now, either way. A provider may deliver late, but whoever has found an old token shall not
/// end a session with it.
const WINDOW: SignedDuration = SignedDuration::from_secs(300);

/// Section 4.1 only suggests a type of its own, and providers older than that send none or the general one.
const TYPES: [&str; 2] = ["logout+jwt", "jwt"];

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// A provider's word that sessions have ended.
#[derive(Clone, PartialEq, Eq)]
pub struct LogoutToken {
    /// The name of the provider here: [`crate::Trust::name`].
    pub issuer: String,
    /// Whose session: `sub` of the ID token. At least one of `sub` and `sid` is there; without `sid` all sessions of
    /// this subject are meant.
    pub sub: Option<String>,
    /// Which session: `sid` of the ID token.
    pub sid: Option<String>,
    /// Its own id, unique for its issuer: 1 to 200 printable ASCII characters.
    pub jti: String,
    /// From then on it is refused in any case, leeway included.
    pub expires: Timestamp,
}

/// Whose session it is, is personal data.
impl fmt::Debug for LogoutToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogoutToken")
            .field("issuer", &self.issuer)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl Issuer {
    /// Whether this is a logout token of this provider, for us, and valid now.
    ///
    /// # Errors
    /// When it is not, or when the provider's keys cannot be had.
    pub async fn verify_logout(&self, token: &str, now: Timestamp) -> Result<LogoutToken, Refused> {
        self.noted(self.logout(token, now).await)
    }

    async fn logout(&self, token: &str, now: Timestamp) -> Result<LogoutToken, Refused> {
        let token = Unverified::read(token)?;
        self.prove(&token, &TYPES, now).await?;
        let exp = claims::time(&token.claims, "exp")?;
        let iat = claims::time(&token.claims, "iat")?;
        let expires = end(&token, exp, now)?.min(after(iat, WINDOW));
        if now >= expires {
            return Err(Refused::Expired);
        }
        if iat.duration_since(now) > WINDOW {
            return Err(Refused::NotYetValid);
        }
        is_logout(&token.claims)?;
        let sub = claims::optional_text(&token.claims, "sub")?;
        let sid = claims::optional_text(&token.claims, "sid")?;
        if sub.is_none() && sid.is_none() {
            return Err(Refused::MissingClaim { claim: "sub or sid" });
        }
        let jti = claims::id(&token.claims)?;
        Ok(LogoutToken {
            issuer: self.name().to_owned(),
            sub,
            sid,
            jti,
            expires,
        })
    }
}

/// What tells it from all other tokens of its provider, an ID token above all.
fn is_logout(claims: &Map<String, Value>) -> Result<(), Refused> {
    let event = claims::required(claims, "events")?.get(EVENT);
    if !event.is_some_and(Value::is_object) {
        return Err(Refused::Malformed {
            reason: "`events` does not say that it is about logging out",
        });
    }
    if claims.contains_key("nonce") {
        return Err(Refused::Malformed {
            reason: "a logout token must not have `nonce`",
        });
    }
    Ok(())
}
