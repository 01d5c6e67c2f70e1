use thiserror::Error;

/// Why a token is not believed. No message holds any part of the token, so that all of them may be logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refused {
    /// Not a token, or one that breaks the rules for its kind.
    #[error("the token is malformed: {reason}")]
    Malformed {
        /// Which rule.
        reason: &'static str,
    },
    /// Nobody that is configured has this `iss`.
    #[error("the token is of no configured issuer")]
    UnknownIssuer,
    /// `alg` is not one that is allowed for this issuer; `none` never is.
    #[error("the token is signed by an algorithm that its issuer may not use")]
    WrongAlgorithm,
    /// The issuer has published no key with this `kid` for this algorithm, or the token has no `kid` where there are
    /// several keys.
    #[error("the token's key is not among those of its issuer")]
    UnknownKey,
    /// The signature is not by the issuer's key.
    #[error("the token's signature does not fit")]
    BadSignature,
    /// `aud` does not name us.
    #[error("the token is meant for somebody else")]
    WrongAudience,
    /// It was valid and no longer is.
    #[error("the token has expired, or one of the clocks is wrong")]
    Expired,
    /// Its time has not come: `nbf` or `iat` is in the future.
    #[error("the token is not valid yet, or one of the clocks is wrong")]
    NotYetValid,
    /// It is valid for longer than a token of its kind may be.
    #[error("the token is valid for too long")]
    TooLongLived,
    /// A claim that must be there is not.
    #[error("the token has no {claim}")]
    MissingClaim {
        /// Its name.
        claim: &'static str,
    },
    /// The issuer's keys cannot be had; the same token may be accepted later.
    #[error("the keys of the token's issuer cannot be fetched")]
    KeysUnavailable,
}

impl Refused {
    /// A stable word for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed { .. } => "malformed",
            Self::UnknownIssuer => "unknown_issuer",
            Self::WrongAlgorithm => "wrong_algorithm",
            Self::UnknownKey => "unknown_key",
            Self::BadSignature => "bad_signature",
            Self::WrongAudience => "wrong_audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::TooLongLived => "too_long_lived",
            Self::MissingClaim { .. } => "missing_claim",
            Self::KeysUnavailable => "keys_unavailable",
        }
    }
}
