//! One call to be made.

/// What is to be sent where.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// The whole address.
    pub address: String,
    /// The body.
    pub body: bytes::Bytes,
    /// Whether it has been delivered before and is sent once more.
    pub again: bool,
}
