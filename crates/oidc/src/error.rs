//! What can go wrong, and what it means for the caller. No text here holds a secret, a claim, or what a browser sent.

mod from;

use thiserror::Error;

pub(crate) use self::from::{no_tokens, oauth_error};

/// [`Settings`](crate::Settings) that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// It cannot be read as an address.
    #[error("the {0} is not an address; write it as https://…")]
    NoAddress(&'static str),
    /// Tokens would travel unprotected.
    #[error("the {0} must begin with https:// (http:// is for loopback addresses)")]
    Insecure(&'static str),
    /// TLS cannot be set up.
    #[error("the HTTP client cannot be built ({0})")]
    Http(String),
}

/// The provider cannot be used now. Whoever signs in may try again later.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Unreachable {
    /// No connection, no answer in time, or one that broke off.
    #[error("the provider does not answer ({0})")]
    Silent(String),
    /// A status that is no answer.
    #[error("the provider answers with status {0}")]
    Status(u16),
    /// More than 1 MiB.
    #[error("the provider's answer is larger than 1 MiB")]
    TooLarge,
    /// Not JSON, or not of the shape that OpenID Connect describes.
    #[error("the provider's answer cannot be read as what OpenID Connect describes")]
    Malformed,
    /// The metadata name another issuer.
    #[error(
        "the provider's metadata name another issuer than the configured one; they must be equal to the letter"
    )]
    OtherIssuer,
    /// The provider cannot do what is needed.
    #[error("the provider does not support {0}")]
    Unsupported(&'static str),
    /// The provider refuses this client, whoever the account is.
    #[error("the provider refuses this client ({error}); check the client's id and secret")]
    Refused {
        /// The error of OAuth 2.0, or `other`.
        error: &'static str,
    },
    /// An address in the metadata is not https.
    #[error("the provider's {0} is not an https address")]
    Insecure(&'static str),
}

impl Unreachable {
    /// `provider`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "provider"
    }
}

/// A sign-in that came to nothing. Whoever signs in has to begin anew.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Refused {
    /// The person, or the provider in their place, said no.
    #[error("the person or the provider declined the sign-in")]
    Denied,
    /// The callback belongs to another sign-in.
    #[error("the callback's state is not that of the sign-in")]
    State,
    /// The sign-in was begun too long ago.
    #[error("the sign-in was begun too long ago")]
    Expired,
    /// The callback comes from another provider, or does not say from which.
    #[error("the callback's issuer is not the provider's")]
    Issuer,
    /// The callback has neither a code nor an error.
    #[error("the callback has neither a code nor an error")]
    Incomplete,
    /// The provider refused, in the callback or when the code was exchanged, as for a code that was used before.
    #[error("the provider refuses the sign-in ({error})")]
    Refused {
        /// The error of OAuth 2.0 or OpenID Connect, or `other`.
        error: &'static str,
    },
    /// The ID token, or what userinfo says besides it, is not to be believed.
    #[error(transparent)]
    Token(#[from] TokenFault),
    /// The provider cannot be used now.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
}

impl Refused {
    /// A stable word for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::State => "state",
            Self::Expired => "expired",
            Self::Issuer => "issuer",
            Self::Incomplete => "incomplete",
            Self::Refused { .. } => "refused",
            Self::Token(fault) => fault.code(),
            Self::Unreachable(reason) => reason.code(),
        }
    }
}

/// A refresh that brought nothing.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RefreshError {
    /// The account is no longer what it was: the session must end.
    #[error("the session has ended at the provider: {0}")]
    Ended(#[source] Ended),
    /// The provider cannot be used now: try later.
    #[error(transparent)]
    Unreachable(#[from] Unreachable),
}

/// Why a session has ended at the provider.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Ended {
    /// The provider refuses the refresh token.
    #[error("it refuses the refresh token ({error})")]
    Refused {
        /// The error of OAuth 2.0, or `other`.
        error: &'static str,
    },
    /// The new ID token is not to be believed.
    #[error(transparent)]
    Token(#[from] TokenFault),
}

impl RefreshError {
    /// A stable word for it.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Ended(_) => "ended",
            Self::Unreachable(reason) => reason.code(),
        }
    }
}

/// Why an ID token is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TokenFault {
    /// The provider sent none.
    #[error("the provider sent no ID token")]
    Missing,
    /// Not signed, signed with a shared secret, or in a way that is not known.
    #[error("the ID token is not signed in a way that is taken: an asymmetric algorithm is needed")]
    Algorithm,
    /// Signed with a key that the provider does not publish.
    #[error("the ID token is signed with a key that the provider does not publish")]
    UnknownKey,
    /// The signature does not fit.
    #[error("the ID token's signature is wrong")]
    Signature,
    /// Another issuer.
    #[error("the ID token names another issuer")]
    Issuer,
    /// For another client, or for others as well.
    #[error("the ID token is not for this client alone")]
    Audience,
    /// Given to another client.
    #[error("the ID token was given to another client")]
    AuthorizedParty,
    /// No longer valid.
    #[error("the ID token has expired; check the clocks")]
    Expired,
    /// Issued in the future.
    #[error("the ID token was issued in the future; check the clocks")]
    IssuedInFuture,
    /// Of another sign-in.
    #[error("the ID token's nonce is not that of the sign-in")]
    Nonce,
    /// The access token beside it is not the one that it was issued with.
    #[error("the ID token was issued with another access token")]
    AccessToken,
    /// About somebody else.
    #[error("the answer is about another account")]
    Subject,
    /// Anything else, such as encryption.
    #[error("the ID token is of a kind that is not supported")]
    Unsupported,
}

impl TokenFault {
    /// `token`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        "token"
    }
}
