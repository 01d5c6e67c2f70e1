//! What is old goes, in one transaction.

use jiff::Timestamp;
use service::StoreError;

use super::inbox;
use crate::{Database, row::micros, sql::query};

pub(super) async fn forget(
    store: &Database,
    ended: Timestamp,
    happened: Timestamp,
    over: Timestamp,
) -> Result<u64, StoreError> {
    let mut tx = store.begin().await?;
    let mut gone = 0;
    for (statement, before) in [
        ("DELETE FROM executions WHERE open = 0 AND updated_at < $1", ended),
        ("DELETE FROM diagnoses WHERE started_at < $1", ended),
        ("DELETE FROM hand_overs WHERE open = 0 AND updated_at < $1", ended),
        ("DELETE FROM preferences WHERE seen_at < $1", ended),
        ("DELETE FROM events WHERE at < $1", happened),
        ("DELETE FROM inbox WHERE state = 'read' AND since < $1", happened),
        (
            "DELETE FROM inbox WHERE state = 'quarantined' AND since < $1",
            ended,
        ),
        ("DELETE FROM sessions WHERE expires_at < $1", over),
        ("DELETE FROM hook_tokens WHERE expires_at < $1", over),
        ("DELETE FROM used_tokens WHERE expires_at < $1", over),
        ("DELETE FROM api_keys WHERE expires_at < $1", ended),
        ("DELETE FROM turns WHERE until_at < $1", over),
        ("DELETE FROM failures WHERE until_at < $1", over),
        ("DELETE FROM handovers WHERE expires_at < $1", over),
    ] {
        let done = query(statement).bind(micros(before)).execute(&mut tx).await?;
        gone += done;
    }
    gone += inbox::thin_out(&mut tx).await?;
    tx.commit().await?;
    Ok(gone)
}
