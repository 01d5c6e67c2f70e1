use thiserror::Error;

/// Settings that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ConfigurationError {
    /// What was given is not repeated, as it may hold a password.
    #[error("the address of the {what} cannot be used: {reason}")]
    Address {
        /// Whose address.
        what: &'static str,
        /// Why not.
        reason: &'static str,
    },
    /// A name that the desk cannot have.
    #[error("{given:?} is not the name of a {what}: {expected}")]
    Name {
        /// Of what it is the name.
        what: &'static str,
        /// What was given.
        given: String,
        /// What such names are like.
        expected: &'static str,
    },
    /// A field that the connector fills itself.
    #[error("the field {field:?} is filled by the connector; leave it out")]
    Reserved {
        /// The field.
        field: String,
    },
    /// Something is empty that must not be.
    #[error("the {0} is empty")]
    Empty(&'static str),
    /// A webhook's secret.
    #[error("a secret of the webhook cannot be used: {reason}")]
    Secret {
        /// Why not.
        reason: &'static str,
    },
    /// TLS cannot be set up.
    #[error("the HTTP client cannot be set up ({0})")]
    Http(String),
}
