//! How values stand in rows.

use domain::Execution;
use jiff::Timestamp;
use serde::{Serialize, de::DeserializeOwned};
use service::StoreError;
use sha2::{Digest as _, Sha256};

pub(crate) fn database(error: impl std::error::Error + Send + Sync + 'static) -> StoreError {
    StoreError::Database(Box::new(error))
}

pub(crate) fn corrupt(what: &'static str, why: impl ToString) -> StoreError {
    StoreError::Corrupt {
        what,
        why: why.to_string(),
    }
}

pub(crate) fn digest(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

pub(crate) fn timestamp(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|error| corrupt("time", error))
}

pub(crate) fn to_json(what: &'static str, value: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| corrupt(what, error))
}

pub(crate) fn from_json<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| corrupt(what, error))
}

/// What is to be worked on, or nothing where it cannot be read: one such row must not keep the others back. What was
/// leased is held by its lease, so that it is not met again at once. The log names it by its id; what is wrong may quote
/// its body.
pub(crate) fn or_skipped<T>(what: &'static str, id: &str, read: Result<T, StoreError>) -> Option<T> {
    read.inspect_err(|_| {
        tracing::error!(
            id,
            "{what} {id} cannot be read, and waits until somebody has mended it"
        );
    })
    .ok()
}

pub(crate) fn number(what: &'static str, number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|error| corrupt(what, error))
}

pub(crate) fn executions(bodies: &[String]) -> Result<Vec<Execution>, StoreError> {
    bodies.iter().map(|body| from_json("execution", body)).collect()
}
