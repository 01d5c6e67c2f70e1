//! Errors of `openidconnect` in words of this crate. Theirs quote claims and bodies, so their texts are left behind.

use openidconnect::{
    ClaimsVerificationError, ConfigurationError as MissingEndpoint, DiscoveryError, RequestTokenError,
    SignatureVerificationError, UserInfoError,
};

use super::{Ended, RefreshError, Refused, TokenFault, Unreachable};
use crate::{http::Failure, types::NoTokens};

/// What providers say in callbacks and at the token endpoint: RFC 6749, sections 4.1.2.1 and 5.2, and OpenID Connect
/// Core, section 3.1.2.6.
const OAUTH_ERRORS: [&str; 16] = [
    "access_denied",
    "account_selection_required",
    "consent_required",
    "interaction_required",
    "invalid_client",
    "invalid_grant",
    "invalid_request",
    "invalid_scope",
    "login_required",
    "registration_not_supported",
    "request_not_supported",
    "server_error",
    "temporarily_unavailable",
    "unauthorized_client",
    "unsupported_grant_type",
    "unsupported_response_type",
];

/// An error by its name, which is then safe to log. In a callback anybody can write anything.
pub fn oauth_error(said: &str) -> &'static str {
    OAUTH_ERRORS
        .into_iter()
        .find(|known| *known == said)
        .unwrap_or("other")
}

/// What the token endpoint's failure means, given what its refusal means.
pub fn no_tokens<E: From<Unreachable>>(error: NoTokens, refused: impl FnOnce(&'static str) -> E) -> E {
    match error {
        RequestTokenError::ServerResponse(answer) => refused(oauth_error(answer.error().as_ref())),
        RequestTokenError::Request(failure) => Unreachable::from(failure).into(),
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => Unreachable::Malformed.into(),
    }
}

impl From<TokenFault> for RefreshError {
    fn from(fault: TokenFault) -> Self {
        Self::Ended(Ended::Token(fault))
    }
}

impl From<Failure> for Unreachable {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Silent(detail) => Self::Silent(detail),
            Failure::Status(status) => Self::Status(status),
            Failure::TooLarge => Self::TooLarge,
            // The issuer is looked at with the settings, and the other endpoints before they are asked.
            Failure::Insecure => Self::Insecure("address of keys"),
        }
    }
}

impl From<MissingEndpoint> for Unreachable {
    fn from(_: MissingEndpoint) -> Self {
        Self::Unsupported("a token endpoint")
    }
}

impl From<DiscoveryError<Failure>> for Unreachable {
    fn from(error: DiscoveryError<Failure>) -> Self {
        match error {
            DiscoveryError::Request(failure) => failure.into(),
            DiscoveryError::Response(status, ..) if !status.is_success() => Self::Status(status.as_u16()),
            DiscoveryError::Validation(_) => Self::OtherIssuer,
            _ => Self::Malformed,
        }
    }
}

impl From<UserInfoError<Failure>> for Refused {
    fn from(error: UserInfoError<Failure>) -> Self {
        match error {
            UserInfoError::ClaimsVerification(error) => Self::Token(error.into()),
            UserInfoError::Request(failure) => Self::Unreachable(failure.into()),
            UserInfoError::Response(status, ..) if !status.is_success() => {
                Self::Unreachable(Unreachable::Status(status.as_u16()))
            }
            _ => Self::Unreachable(Unreachable::Malformed),
        }
    }
}

impl From<ClaimsVerificationError> for TokenFault {
    fn from(error: ClaimsVerificationError) -> Self {
        match error {
            ClaimsVerificationError::Expired(_) => Self::Expired,
            ClaimsVerificationError::InvalidAudience(_) => Self::Audience,
            ClaimsVerificationError::InvalidIssuer(_) => Self::Issuer,
            ClaimsVerificationError::InvalidNonce(_) => Self::Nonce,
            ClaimsVerificationError::InvalidSubject(_) => Self::Subject,
            ClaimsVerificationError::SignatureVerification(error) => error.into(),
            _ => Self::Unsupported,
        }
    }
}

impl From<SignatureVerificationError> for TokenFault {
    fn from(error: SignatureVerificationError) -> Self {
        match error {
            SignatureVerificationError::NoMatchingKey => Self::UnknownKey,
            SignatureVerificationError::NoSignature
            | SignatureVerificationError::DisallowedAlg(_)
            | SignatureVerificationError::UnsupportedAlg(_) => Self::Algorithm,
            _ => Self::Signature,
        }
    }
}
