//! All devices of the tenant, by one export.

use std::collections::BTreeSet;

use nexthink::{Compression, Error, ExportFile, Parameters, Polling, Table};
use serde_json::Value;
use service::DeviceReading;

use super::{NexthinkTenant, queries::DEVICE_COLUMNS, read};

/// The largest file that is read, in bytes. A device takes about 300 of them.
const LARGEST: usize = 512 * 1024 * 1024;

/// So many rows are read at once.
const ROWS: usize = 1_000;

/// What an export brought besides the devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exported {
    /// Whether devices are missing, because the tenant's licence allows no more.
    pub truncated: bool,
    /// How many rows could not be read.
    pub unread: u64,
}

/// Why not all devices could be read.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// The tenant did not give the file.
    #[error(transparent)]
    Tenant(#[from] Error),
    /// The query that is saved in Nexthink does not give these columns.
    #[error("the query that is saved in Nexthink does not give {}", .0.join(", "))]
    Columns(Vec<String>),
    /// The file is larger than anybody has expected.
    #[error("the export is larger than {LARGEST} bytes")]
    TooLarge,
    /// The file is no table.
    #[error("the export is no table: {0}")]
    Broken(String),
}

impl NexthinkTenant {
    /// Reads all devices by one export of the saved query, which has to give these columns besides those of a device.
    /// Each export counts against a daily allowance of the tenant.
    ///
    /// # Errors
    /// Why not all could be read.
    pub async fn fleet(
        &self,
        figures: &BTreeSet<&str>,
        mut each: impl FnMut(DeviceReading),
    ) -> Result<Exported, FleetError> {
        let query = &self.queries.fleet;
        let export = self
            .client
            .start_export(query, &Parameters::new(), Compression::None)
            .await?;
        let finished = self.client.wait_for_export(&export, Polling::default()).await?;
        let text = whole(self.client.open_export(&finished.file).await?).await?;
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let broken = |error: csv::Error| FleetError::Broken(error.to_string());
        let columns: Vec<String> = reader
            .headers()
            .map_err(broken)?
            .iter()
            .map(str::to_owned)
            .collect();
        let wanted = DEVICE_COLUMNS.iter().chain(figures);
        let missing: Vec<String> = wanted
            .filter(|wanted| columns.iter().all(|column| column != *wanted))
            .map(ToString::to_string)
            .collect();
        if !missing.is_empty() {
            return Err(FleetError::Columns(missing));
        }
        let mut exported = Exported {
            truncated: finished.truncated,
            unread: 0,
        };
        let mut records = reader.records();
        loop {
            let rows = records.by_ref().take(ROWS).map(|record| Ok(cells(&record?)));
            let rows: Vec<Vec<Value>> = rows.collect::<Result<_, _>>().map_err(broken)?;
            if rows.is_empty() {
                return Ok(exported);
            }
            let table = Table::new(query.clone(), columns.clone(), rows);
            let table = table.map_err(|error| FleetError::Broken(error.to_string()))?;
            for row in table.rows() {
                match read::device(&row, read::numbers(&columns, &row)) {
                    Ok(reading) => each(reading),
                    Err(error) => {
                        exported.unread += 1;
                        tracing::warn!(query = %query, "a row of {query} cannot be read: {error}");
                    }
                }
            }
        }
    }
}

/// In a file, nothing stands for null.
fn cells(record: &csv::StringRecord) -> Vec<Value> {
    let cell = |text: &str| match text.is_empty() {
        true => Value::Null,
        false => Value::String(text.to_owned()),
    };
    record.iter().map(cell).collect()
}

async fn whole(mut file: ExportFile) -> Result<Vec<u8>, FleetError> {
    let mut text = Vec::new();
    while let Some(chunk) = file.chunk().await? {
        if text.len() + chunk.len() > LARGEST {
            return Err(FleetError::TooLarge);
        }
        text.extend_from_slice(&chunk);
    }
    Ok(text)
}
