use thiserror::Error;

/// A rule of the API that a request breaks. Checked before sending.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum InvalidRequest {
    /// Neither devices nor users (for a remote action: no devices).
    #[error("it has no target")]
    NoTarget,
    /// More than 10,000 devices.
    #[error("it has {count} devices, and 10,000 is the limit")]
    TooManyDevices {
        /// How many.
        count: usize,
    },
    /// More than 10,000 users.
    #[error("it has {count} users, and 10,000 is the limit")]
    TooManyUsers {
        /// How many.
        count: usize,
    },
    /// An expiry outside 60 to 10,080 minutes.
    #[error("it expires in {minutes} min, and 60 to 10080 are allowed")]
    Expiry {
        /// In minutes.
        minutes: u32,
    },
    /// A reason of more than 500 characters.
    #[error("its reason has {length} characters, and 500 is the limit")]
    ReasonTooLong {
        /// In UTF-16 units, the strictest way to count.
        length: usize,
    },
    /// A thinklet's parameter with an empty value.
    #[error("its parameter {name:?} is empty, and a thinklet's parameters must not be")]
    EmptyParameter {
        /// The parameter.
        name: String,
    },
    /// A signed URL that must not be fetched: not `https`, while the API is.
    #[error("the URL of the file is not one that may be fetched")]
    FileUrl,
    /// It cannot be put into HTTP.
    #[error("it cannot be sent ({detail})")]
    Unsendable {
        /// Why.
        detail: String,
    },
}
