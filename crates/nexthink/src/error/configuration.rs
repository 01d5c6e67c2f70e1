use thiserror::Error;

/// A client that cannot be built as configured.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// Not the name of a tenant.
    #[error(
        "{given:?} is not the name of a Nexthink instance: give the first part of its host name, such as \"example\""
    )]
    Instance {
        /// What was given.
        given: String,
    },
    /// Not a region.
    #[error("{given:?} is not a Nexthink region: give us, eu, pac or meta")]
    Region {
        /// What was given.
        given: String,
    },
    /// Not a usable base URL. What was given is not repeated, as it may hold a password.
    #[error("the {name} base URL cannot be used: {reason}")]
    BaseUrl {
        /// `api` or `login`.
        name: &'static str,
        /// Why.
        reason: String,
    },
    /// The extra root certificate cannot be read.
    #[error("the root certificate cannot be read: {reason}; give PEM text")]
    RootCertificate {
        /// Why.
        reason: String,
    },
    /// TLS cannot be set up: the machine has no root certificates, or one that was given is PEM but no certificate.
    #[error("the HTTP client cannot be set up: {reason}")]
    Http {
        /// Why.
        reason: String,
    },
}
