//! Where the keys of an issuer come from.

mod fetch;
mod jwks;
mod pem;
mod public;

use jiff::Timestamp;
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey};
use secrecy::{ExposeSecret, SecretSlice};
use thiserror::Error;

use self::{jwks::Jwks, public::PublicKey};
use crate::{ConfigurationError, Refused};

/// RFC 7518, section 3.2: as long as the hash of HS256.
const SHORTEST_SECRET: usize = 32;

/// The keys of one issuer.
#[derive(Debug)]
pub struct Keys(Source);

#[derive(Debug)]
enum Source {
    Jwks(Jwks),
    Pem(PublicKey),
    Secret(DecodingKey),
}

/// Why published keys cannot be had, in words.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("the keys cannot be fetched: {0}")]
pub struct KeysUnreachable(String);

impl Keys {
    /// Public keys that the issuer publishes as a JWK set (RFC 7517), fetched when first needed.
    ///
    /// They are fetched anew once an hour, and when a token comes with a `kid` that is not among them, then at most
    /// every 30 s. When they cannot be fetched, those that are known go on serving for 24 h.
    ///
    /// # Errors
    /// When `url` is no `https` URL (`http` on this machine) or holds a password, or TLS cannot be set up.
    pub fn jwks(url: &str) -> Result<Self, ConfigurationError> {
        Jwks::new(url).map(|jwks| Self(Source::Jwks(jwks)))
    }

    /// The one public key in this PEM text: `PUBLIC KEY` or `RSA PUBLIC KEY`. RSA with 2048 bits at least, P-256, P-384
    /// or Ed25519.
    ///
    /// # Errors
    /// When it is something else; a private key has an error of its own.
    pub fn pem(text: &str) -> Result<Self, ConfigurationError> {
        pem::read(text).map(|key| Self(Source::Pem(key)))
    }

    /// A secret that is shared with the issuer, for HMAC.
    ///
    /// # Errors
    /// When it is shorter than 32 bytes.
    pub fn secret(secret: &SecretSlice<u8>) -> Result<Self, ConfigurationError> {
        let secret = secret.expose_secret();
        if secret.len() < SHORTEST_SECRET {
            let bytes = secret.len();
            return Err(ConfigurationError::SecretTooShort { bytes });
        }
        Ok(Self(Source::Secret(DecodingKey::from_secret(secret))))
    }

    /// How many keys there are for any of these algorithms. Published ones are fetched for it, and not kept.
    ///
    /// # Errors
    /// When published keys cannot be fetched.
    pub async fn count(&self, algorithms: &[Algorithm]) -> Result<usize, KeysUnreachable> {
        match &self.0 {
            Source::Jwks(jwks) => jwks.count(algorithms).await.map_err(KeysUnreachable),
            Source::Pem(_) | Source::Secret(_) => Ok(usize::from(
                algorithms.iter().any(|algorithm| self.serve(*algorithm)),
            )),
        }
    }

    /// Whether a token by this algorithm could ever be verified with them.
    pub(crate) fn serve(&self, algorithm: Algorithm) -> bool {
        match &self.0 {
            Source::Jwks(_) => algorithm.family() != AlgorithmFamily::Hmac,
            Source::Pem(key) => key.serves(algorithm),
            Source::Secret(_) => algorithm.family() == AlgorithmFamily::Hmac,
        }
    }

    /// As it stands in an error.
    pub(crate) fn described(&self) -> &'static str {
        match &self.0 {
            Source::Jwks(_) => "published keys",
            Source::Pem(_) => "the public key that is given",
            Source::Secret(_) => "a secret",
        }
    }

    /// The key that a token by this algorithm has to fit.
    pub(crate) async fn find(
        &self,
        kid: Option<&str>,
        algorithm: Algorithm,
        now: Timestamp,
    ) -> Result<DecodingKey, Refused> {
        match &self.0 {
            Source::Jwks(jwks) => jwks.find(kid, algorithm, now).await,
            Source::Pem(key) => Ok(key.key.clone()),
            Source::Secret(key) => Ok(key.clone()),
        }
    }
}
