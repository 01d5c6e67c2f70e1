//! How often the tenant was asked.

use async_trait::async_trait;
use service::{KeptMeter, Meters, StoreError};

use crate::{Database, sql::query};

#[async_trait]
impl Meters for Database {
    async fn meter(&self, name: &str) -> Result<Option<KeptMeter>, StoreError> {
        let row: Option<(String, i64)> = query("SELECT body, revision FROM meters WHERE name = $1")
            .bind(name)
            .fetch_optional(self.readers())
            .await?;
        Ok(row.map(|(body, revision)| KeptMeter { body, revision }))
    }

    async fn keep_meter(&self, name: &str, body: &str, before: Option<i64>) -> Result<bool, StoreError> {
        let statement = match before {
            None => {
                "INSERT INTO meters (name, revision, body) VALUES ($1, $3 + 1, $2) ON CONFLICT (name) DO NOTHING"
            }
            Some(_) => "UPDATE meters SET body = $2, revision = $3 + 1 WHERE name = $1 AND revision = $3",
        };
        let done = query(statement)
            .bind(name)
            .bind(body)
            .bind(before.unwrap_or_default())
            .execute(self.writer())
            .await?;
        Ok(done == 1)
    }
}
