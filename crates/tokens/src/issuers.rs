use std::collections::{BTreeMap, btree_map::Entry};

use jiff::Timestamp;

use crate::{ConfigurationError, Issuer, Refused, Verified, unverified::Unverified};

/// All whose tokens are believed, each by its own keys and algorithms only.
#[derive(Debug, Default)]
pub struct Issuers {
    /// By `iss`.
    issuers: BTreeMap<String, Issuer>,
}

impl Issuers {
    /// These issuers.
    ///
    /// # Errors
    /// When two have the same `iss`: a token says nothing else of whose it is.
    pub fn new(issuers: impl IntoIterator<Item = Issuer>) -> Result<Self, ConfigurationError> {
        let mut by_iss = BTreeMap::new();
        for issuer in issuers {
            match by_iss.entry(issuer.issuer().to_owned()) {
                Entry::Vacant(free) => {
                    free.insert(issuer);
                }
                Entry::Occupied(taken) => {
                    let taken: &Issuer = taken.get();
                    return Err(ConfigurationError::SameIssuer {
                        first: taken.name().to_owned(),
                        second: issuer.name().to_owned(),
                    });
                }
            }
        }
        Ok(Self { issuers: by_iss })
    }

    /// Whether the token is by one of them, for us, and valid now. That it comes for the first time is for the caller
    /// to see to, by [`Verified::jti`].
    ///
    /// # Errors
    /// When it is not, or when the issuer's keys cannot be had.
    pub async fn verify(&self, token: &str, now: Timestamp) -> Result<Verified, Refused> {
        let token = Unverified::read(token)?;
        // What it says of itself chooses whose keys it has to fit, and nothing more.
        let issuer = self.issuers.get(token.issuer()?).ok_or(Refused::UnknownIssuer)?;
        issuer.noted(issuer.verify(token, now).await)
    }
}
