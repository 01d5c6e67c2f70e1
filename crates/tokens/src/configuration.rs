use jsonwebtoken::Algorithm;
use thiserror::Error;

/// An issuer that cannot be trusted as configured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// A name that must not be empty.
    #[error("the {what} is empty")]
    Empty {
        /// `issuer` or `audience`.
        what: &'static str,
    },
    /// No algorithm is allowed.
    #[error("no algorithm is allowed: name at least one, such as ES256")]
    NoAlgorithm,
    /// An algorithm that the keys can never be used with.
    #[error("{algorithm:?} cannot be used with {keys}")]
    AlgorithmDoesNotFit {
        /// Which.
        algorithm: Algorithm,
        /// What the keys are.
        keys: &'static str,
    },
    /// A secret that could be guessed.
    #[error("the secret has {bytes} bytes, and needs 32 at least")]
    SecretTooShort {
        /// Its length.
        bytes: usize,
    },
    /// A private key where a public one belongs. Whoever has it can sign, so it should be replaced.
    #[error(
        "this is a private key: give the public key only, and replace the pair, as it has left its owner"
    )]
    PrivateKey,
    /// Not a public key that can be used.
    #[error("the public key cannot be used: {reason}")]
    PublicKey {
        /// Why.
        reason: &'static str,
    },
    /// The address of the keys cannot be used. It is not repeated, as it may hold a password.
    #[error("the address of the keys cannot be used: {reason}")]
    KeysAddress {
        /// Why.
        reason: &'static str,
    },
    /// TLS cannot be set up: the machine has no root certificates.
    #[error("the HTTP client cannot be set up: {reason}")]
    Http {
        /// Why.
        reason: String,
    },
    /// Two issuers that no token could tell apart.
    #[error("the issuers {first} and {second} have the same `iss`")]
    SameIssuer {
        /// Name of the one.
        first: String,
        /// Name of the other.
        second: String,
    },
}
