//! Webhooks: the tenant tells somebody else about each event of a table (Nexthink, outbound connectors).
//!
//! What is known of them is kept to: a name, a condition in NQL with `where` and one `list`, a credential with an
//! instance URL and Basic, Bearer or OAuth 2.0 client credentials, a method, a resource that is appended to the URL, and
//! a payload with `{{placeholders}}`. Deliveries are throttled. What is not known is decided here:
//!
//! - A placeholder is replaced by the value as a saved query would show it (dates in the tenant's zone), escaped so that
//!   it can stand between quotation marks in JSON, or percent-encoded in the resource; no value is an empty text.
//! - Without a condition every event of the table is sent, and every field of it can be a placeholder.
//! - Each change of an execution's status is an event, the first status as well.
//! - Each webhook sends one call at a time, 10 s at most. After a 5xx or no answer at all it tries three more times, after
//!   0.25, 0.5 and 1 s; then the delivery is dropped and counted. Any other status ends a delivery: below 400 it is
//!   delivered, from 400 on it is dropped.
//! - Nothing is signed; redirects are not followed.
//!
//! A delivery never holds up the tenant: it queues.

mod auth;
mod definition;
mod delivery;
mod garbage;
mod hook;
mod publish;
mod registry;
mod sample;
mod send;
mod tally;
mod template;
mod throttle;
mod worker;

pub use auth::Auth;
pub use definition::{Method, Webhook};
pub use garbage::garbage;
pub use publish::{News, publish};
pub use registry::Webhooks;
pub use sample::test_send;

/// Why a webhook cannot be added.
#[derive(Debug, thiserror::Error)]
pub enum WebhookRefused {
    /// The condition is no query.
    #[error("the condition is invalid: {0}")]
    Syntax(String),
    /// The condition or a placeholder does not fit the table.
    #[error(transparent)]
    Query(#[from] crate::engine::QueryError),
    /// The condition is about another table.
    #[error("the condition is about '{0}', not about the webhook's table")]
    OtherTable(String),
    /// The table cannot trigger webhooks.
    #[error("the table '{0}' cannot trigger webhooks")]
    Untriggerable(String),
    /// A placeholder without its end.
    #[error("a placeholder is not closed: every '{{{{' needs its '}}}}'")]
    OpenPlaceholder,
    /// The credential's URL cannot be called.
    #[error("'{0}' is no http or https address")]
    Address(String),
    /// There is no client for it.
    #[error("cannot make calls: {0}")]
    Client(#[from] reqwest::Error),
}
