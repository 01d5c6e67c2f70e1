//! All devices of the tenant and who uses them, by exports.

mod decode;

use std::{
    collections::{BTreeSet, HashMap},
    sync::{MutexGuard, PoisonError},
};

use async_trait::async_trait;
use futures::{StreamExt as _, TryStreamExt as _, stream};
use nexthink::{Compression, Error, ExportFile, Parameters, Polling, QueryId, SignedUrl};
use service::{
    DeviceReading, ExportState, FleetBatch, FleetFile, FleetPart, FleetRows, TenantError, TroubleKind,
};
use tokio::sync::mpsc;
use tokio_util::io::{StreamReader, SyncIoBridge};

use self::decode::Decoder;
use super::{NexthinkTenant, queries::DEVICE_COLUMNS, trouble};

/// How files are packed that are asked for.
const PACKED: Compression = Compression::Gzip;

/// So many batches may wait for whoever reads them.
const AHEAD: usize = 2;

/// What an export brought besides the devices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exported {
    /// Whether devices are missing, because the tenant's licence allows no more.
    pub truncated: bool,
    /// How many rows could not be read.
    pub unread: u64,
}

/// Why not all could be read.
#[derive(Debug, thiserror::Error)]
pub enum FleetError {
    /// The tenant did not give the file.
    #[error(transparent)]
    Tenant(#[from] Error),
    /// The query that is saved in Nexthink does not give these columns.
    #[error("the query that is saved in Nexthink does not give {}", .0.join(", "))]
    Columns(Vec<String>),
    /// The file is no table, or broke off.
    #[error("the export is no table: {0}")]
    Broken(#[from] intake::Fault),
}

/// A file that is fetched here and unpacked elsewhere: that takes a processor for itself.
struct Fetched {
    batches: mpsc::Receiver<Result<FleetBatch, FleetError>>,
}

impl Fetched {
    /// Begins to read a file with this decoder.
    fn begin(file: ExportFile, decoder: Decoder) -> Self {
        let (sender, batches) = mpsc::channel(AHEAD);
        let chunks = stream::try_unfold(file, |mut file| async move {
            let chunk = file.chunk().await?;
            Ok::<_, Error>(chunk.map(|chunk| (chunk, file)))
        });
        let bytes = chunks.map_err(std::io::Error::other).boxed();
        let reader = SyncIoBridge::new(StreamReader::new(bytes));
        tokio::task::spawn_blocking(move || {
            let send = |batch| sender.blocking_send(Ok(batch)).is_ok();
            if let Err(error) = decoder.decode(reader, send) {
                // Whoever does not listen any more does not want to know.
                let _ = sender.blocking_send(Err(error));
            }
        });
        Self { batches }
    }

    async fn batch(&mut self) -> Result<Option<FleetBatch>, FleetError> {
        self.batches.recv().await.transpose()
    }
}

#[async_trait]
impl FleetFile for Fetched {
    async fn next(&mut self) -> Result<Option<FleetBatch>, TenantError> {
        self.batch().await.map_err(of_fleet)
    }
}

/// What is wrong with an export, as the trouble that it means.
pub fn of_fleet(error: FleetError) -> TenantError {
    let kind = match error {
        FleetError::Tenant(error) => return trouble::of(error),
        FleetError::Columns(_) => TroubleKind::Misconfigured,
        FleetError::Broken(_) => TroubleKind::BrokenAnswer,
    };
    TenantError {
        kind,
        message: error.to_string(),
        may_have_been_applied: false,
        retry_after: None,
    }
}

impl NexthinkTenant {
    const fn query_of(&self, part: FleetPart) -> &QueryId {
        match part {
            FleetPart::WindowsDevices => &self.queries.windows_devices,
            FleetPart::WindowsPeople => &self.queries.windows_people,
            FleetPart::MacDevices => &self.queries.mac_devices,
            FleetPart::MacPeople => &self.queries.mac_people,
        }
    }

    pub(super) async fn begin_export(&self, part: FleetPart) -> Result<String, Error> {
        let none = Parameters::new();
        let export = self
            .client
            .start_export(self.query_of(part), &none, PACKED)
            .await?;
        Ok(export.into())
    }

    pub(super) async fn state_of_export(&self, export: &str) -> Result<ExportState, TenantError> {
        let id = super::parsed(export)?;
        let status = self.client.export_status(&id).await.map_err(trouble::of)?;
        Ok(match status.state {
            nexthink::ExportState::Submitted | nexthink::ExportState::InProgress => ExportState::Running,
            nexthink::ExportState::Failed(why) => ExportState::Failed(why),
            nexthink::ExportState::Completed(file) => {
                self.files().insert(export.to_owned(), file);
                ExportState::Ready {
                    truncated: status.truncated,
                }
            }
        })
    }

    pub(super) async fn file_of_export(
        &self,
        part: FleetPart,
        export: &str,
    ) -> Result<Box<dyn FleetFile>, TenantError> {
        let url = self.files().remove(export).ok_or_else(trouble::no_file)?;
        let file = self.client.open_export(&url).await.map_err(trouble::of)?;
        let decoder = Decoder::new(part, self.query_of(part).clone());
        Ok(Box::new(Fetched::begin(file, decoder)))
    }

    fn files(&self) -> MutexGuard<'_, HashMap<String, SignedUrl>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }

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
            .start_export(query, &Parameters::new(), PACKED)
            .await?;
        let finished = self.client.wait_for_export(&export, Polling::default()).await?;
        let file = self.client.open_export(&finished.file).await?;
        let wanted = DEVICE_COLUMNS.iter().chain(figures);
        let decoder = Decoder::of_devices(query.clone(), wanted.map(ToString::to_string).collect());
        let mut fetched = Fetched::begin(file, decoder);
        let mut exported = Exported {
            truncated: finished.truncated,
            unread: 0,
        };
        while let Some(batch) = fetched.batch().await? {
            exported.unread += batch.unread;
            if let FleetRows::Devices(devices) = batch.rows {
                devices.into_iter().for_each(&mut each);
            }
        }
        Ok(exported)
    }
}
