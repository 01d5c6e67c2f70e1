//! What is old goes, in one transaction.

use jiff::Timestamp;
use service::StoreError;

use super::{Sqlite, database, executions::begin, inbox, row::micros};

pub(super) async fn forget(
    store: &Sqlite,
    ended: Timestamp,
    happened: Timestamp,
    over: Timestamp,
) -> Result<u64, StoreError> {
    let mut tx = begin(store).await?;
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
        ("DELETE FROM handovers WHERE expires_at < $1", over),
    ] {
        let done = sqlx::query(statement)
            .bind(micros(before))
            .execute(&mut *tx)
            .await
            .map_err(database)?;
        gone += done.rows_affected();
    }
    gone += inbox::thin_out(&mut *tx).await?;
    tx.commit().await.map_err(database)?;
    Ok(gone)
}
