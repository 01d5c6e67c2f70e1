//! Whom a token may come from.

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, crypto, errors::ErrorKind};

use crate::{ConfigurationError, Keys, Refused, claims, unverified::Unverified};

/// By how much the clocks of issuer and verifier may differ.
pub(crate) const LEEWAY: SignedDuration = SignedDuration::from_secs(30);

/// What an [`Issuer`] is made of.
#[derive(Debug)]
pub struct Trust {
    /// How it is called here, in logs and in what comes of a token.
    pub name: String,
    /// `iss` of its tokens, exactly.
    pub issuer: String,
    /// What `aud` of its tokens has to be, or to contain.
    pub audience: String,
    /// The algorithms that it may sign with.
    pub algorithms: Vec<Algorithm>,
    /// The keys that it signs with.
    pub keys: Keys,
}

/// Somebody whose tokens are believed.
#[derive(Debug)]
pub struct Issuer {
    trust: Trust,
}

impl Issuer {
    /// An issuer that is trusted in this way.
    ///
    /// # Errors
    /// When the issuer or the audience is empty, no algorithm is allowed, or one of them cannot be used with the keys:
    /// an HMAC algorithm with public keys, any other one with a secret, one of another family with the one public key.
    pub fn new(trust: Trust) -> Result<Self, ConfigurationError> {
        for (what, text) in [("issuer", &trust.issuer), ("audience", &trust.audience)] {
            if text.is_empty() {
                return Err(ConfigurationError::Empty { what });
            }
        }
        if trust.algorithms.is_empty() {
            return Err(ConfigurationError::NoAlgorithm);
        }
        if let Some(&algorithm) = trust
            .algorithms
            .iter()
            .find(|&&algorithm| !trust.keys.serve(algorithm))
        {
            let keys = trust.keys.described();
            return Err(ConfigurationError::AlgorithmDoesNotFit { algorithm, keys });
        }
        Ok(Self { trust })
    }

    /// How it is called here.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.trust.name
    }

    /// `iss` of its tokens.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.trust.issuer
    }

    /// Proves that the token is of this issuer, meant for this audience, and of one of these types. What is left is
    /// its time.
    pub(crate) async fn prove(
        &self,
        token: &Unverified<'_>,
        types: &[&str],
        now: Timestamp,
    ) -> Result<(), Refused> {
        if token.issuer()? != self.trust.issuer {
            return Err(Refused::UnknownIssuer);
        }
        let algorithm: Algorithm = token.header.alg.parse().map_err(|_| Refused::WrongAlgorithm)?;
        if !self.trust.algorithms.contains(&algorithm) {
            return Err(Refused::WrongAlgorithm);
        }
        if !token.header.typ.as_deref().is_none_or(|typ| is_among(typ, types)) {
            return Err(Refused::Malformed {
                reason: "its header says another `typ`",
            });
        }
        let key = self
            .trust
            .keys
            .find(token.header.kid.as_deref(), algorithm, now)
            .await?;
        match crypto::verify(token.signature, token.message.as_bytes(), &key, algorithm) {
            Ok(true) => {}
            Err(error) if matches!(error.kind(), ErrorKind::Base64(_)) => {
                return Err(Refused::Malformed {
                    reason: "its signature is not in base64url",
                });
            }
            Ok(false) | Err(_) => return Err(Refused::BadSignature),
        }
        if !claims::is_for(&token.claims, &self.trust.audience)? {
            return Err(Refused::WrongAudience);
        }
        Ok(())
    }

    /// Says who it was of, which whoever asked may not know.
    pub(crate) fn noted<T>(&self, outcome: Result<T, Refused>) -> Result<T, Refused> {
        if let Err(refused) = &outcome {
            tracing::info!(issuer = self.trust.name, code = refused.code(), "{refused}");
        }
        outcome
    }
}

/// Media types: case means nothing, and `application/` may be left out (RFC 7515, 4.1.9).
fn is_among(typ: &str, types: &[&str]) -> bool {
    let typ = typ.to_ascii_lowercase();
    types.contains(&typ.strip_prefix("application/").unwrap_or(&typ))
}

/// The moment from which on a token that ends at `exp` is not believed.
///
/// # Errors
/// When that moment has come, or its `nbf` has not.
pub(crate) fn end(token: &Unverified<'_>, exp: Timestamp, now: Timestamp) -> Result<Timestamp, Refused> {
    let end = after(exp, LEEWAY);
    if now >= end {
        return Err(Refused::Expired);
    }
    let nbf = claims::optional_time(&token.claims, "nbf")?;
    if nbf.is_some_and(|nbf| nbf > after(now, LEEWAY)) {
        return Err(Refused::NotYetValid);
    }
    Ok(end)
}

pub(crate) fn after(time: Timestamp, span: SignedDuration) -> Timestamp {
    time.saturating_add(span).unwrap_or(time)
}
