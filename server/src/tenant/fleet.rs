//! All devices of the tenant and who uses them, by exports.

mod decode;

use std::{
    collections::{BTreeSet, HashMap},
    io,
    sync::{MutexGuard, PoisonError},
};

use async_trait::async_trait;
use axum::body::Bytes;
use futures::{Stream, StreamExt as _, TryStreamExt as _, stream};
use intake::{Format, Limits};
use nexthink::{Compression, Error, ExportFile, Parameters, Polling, QueryId, SignedUrl};
use service::{
    DeviceReading, DirectorySet, Excess, ExportState, FileError, FleetBatch, FleetFile, FleetPart, FleetRows,
    TenantError,
};
use tokio::sync::mpsc;
use tokio_util::{
    io::{StreamReader, SyncIoBridge},
    sync::CancellationToken,
};

use self::decode::Decoder;
use super::{NexthinkTenant, trouble};

/// How files are packed that are asked for.
const PACKED: Compression = Compression::Gzip;

/// So many batches may wait for whoever reads them.
const AHEAD: usize = 2;

/// How large a file may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileLimits {
    /// In bytes, as it comes.
    pub sent: u64,
    /// When it is unpacked.
    pub inside: Limits,
}

impl FileLimits {
    /// Where nobody has set another one. All devices of the largest companies fit in.
    pub const USUAL: Self = Self {
        sent: 2 << 30,
        inside: Limits {
            bytes: 8 << 30,
            rows: 5_000_000,
        },
    };
}

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

/// A file has more bytes than it may have.
#[derive(Debug, thiserror::Error)]
#[error("it has more than {0} bytes")]
struct TooLarge(u64);

/// A file does not come to its end.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Interrupted(io::Error);

/// A file that is fetched here and unpacked elsewhere: that takes a processor for itself.
pub struct Fetched {
    batches: mpsc::Receiver<Result<FleetBatch, FleetError>>,
}

impl Fetched {
    /// Begins to read a file with this decoder.
    fn begin(bytes: impl Stream<Item = io::Result<Bytes>> + Send + 'static, decoder: Decoder) -> Self {
        let (sender, batches) = mpsc::channel(AHEAD);
        let reader = SyncIoBridge::new(StreamReader::new(bytes.boxed()));
        tokio::task::spawn_blocking(move || {
            let send = |batch| sender.blocking_send(Ok(batch)).is_ok();
            if let Err(error) = decoder.decode(reader, send) {
                // Whoever does not listen any more does not want to know.
                let _ = sender.blocking_send(Err(error));
            }
        });
        Self { batches }
    }

    /// Begins to read a file of whatever form that somebody sends. What is cut short by a stop is no whole file.
    pub fn of(
        set: DirectorySet,
        bytes: impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static,
        limits: FileLimits,
        stop: CancellationToken,
    ) -> Self {
        let largest = limits.sent;
        let mut left = largest;
        let limited = until(stop, bytes).map(move |chunk| {
            let chunk = chunk.map_err(|error| io::Error::other(Interrupted(error)))?;
            let size = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
            left = left
                .checked_sub(size)
                .ok_or_else(|| io::Error::other(TooLarge(largest)))?;
            Ok(chunk)
        });
        Self::begin(limited, Decoder::new(set, None, limits.inside))
    }

    async fn batch(&mut self) -> Result<Option<FleetBatch>, FleetError> {
        self.batches.recv().await.transpose()
    }
}

fn until(
    stop: CancellationToken,
    bytes: impl Stream<Item = io::Result<Bytes>> + Send + Unpin + 'static,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    stream::unfold((bytes, stop), async |(mut bytes, stop)| {
        let chunk = tokio::select! {
            chunk = bytes.next() => chunk?,
            () = stop.cancelled() => Err(io::Error::other("this server stops")),
        };
        Some((chunk, (bytes, stop)))
    })
}

#[async_trait]
impl FleetFile for Fetched {
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError> {
        Ok(self.batch().await?)
    }
}

impl From<FleetError> for FileError {
    fn from(error: FleetError) -> Self {
        match error {
            FleetError::Tenant(error) => trouble::of(error).into(),
            FleetError::Columns(missing) => Self::Columns(missing),
            FleetError::Broken(fault) => said_of(&fault).unwrap_or_else(|| Self::Broken(fault.to_string())),
        }
    }
}

/// What is wrong with a file, where that is not in it.
fn said_of(fault: &intake::Fault) -> Option<FileError> {
    let error = match fault {
        intake::Fault::Bytes(most) => return Some(FileError::TooLarge(Excess::Unpacked(*most))),
        intake::Fault::Rows(most) => return Some(FileError::TooLarge(Excess::Rows(*most))),
        intake::Fault::Read(error) => error.get_ref()?,
        _ => return None,
    };
    if let Some(TooLarge(largest)) = error.downcast_ref() {
        return Some(FileError::TooLarge(Excess::Sent(*largest)));
    }
    let Interrupted(error) = error.downcast_ref()?;
    Some(FileError::Interrupted(error.to_string()))
}

/// The bytes of an export's file.
fn bytes_of(file: ExportFile) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let chunks = stream::try_unfold(file, |mut file| async move {
        let chunk = file.chunk().await?;
        Ok::<_, Error>(chunk.map(|chunk| (chunk, file)))
    });
    chunks.map_err(io::Error::other)
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
        let decoder = Decoder::new(part.set(), Some(Format::Csv), FileLimits::USUAL.inside);
        Ok(Box::new(Fetched::begin(bytes_of(file), decoder)))
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
        let decoder = Decoder::new(DirectorySet::Devices, Some(Format::Csv), FileLimits::USUAL.inside)
            .with(figures.iter().copied());
        let mut fetched = Fetched::begin(bytes_of(file), decoder);
        let mut exported = Exported {
            truncated: finished.truncated,
            unread: 0,
        };
        while let Some(batch) = fetched.batch().await? {
            exported.unread += u64::try_from(batch.bad.len()).unwrap_or(u64::MAX);
            if let FleetRows::Devices(devices) = batch.rows {
                devices.into_iter().for_each(&mut each);
            }
        }
        Ok(exported)
    }
}
