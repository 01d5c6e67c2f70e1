//! Exports of saved queries: up to a million rows, made in the background, fetched as a file.

mod file;
mod status;

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::{sleep, timeout};

use self::status::StatusAnswer;
pub use self::{
    file::ExportFile,
    status::{ExportState, ExportStatus, SignedUrl},
};
use crate::{Call, Client, Error, ExportId, Parameters, QueryId, nql::QueryRequest, transport::Request};

/// How an exported file is packed. The client hands it on as it comes; unpacking is the caller's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Compression {
    /// Plain CSV.
    #[default]
    None,
    /// A gzip stream.
    Gzip,
    /// A Zstandard stream.
    Zstd,
}

/// How patiently [`Client::wait_for_export`] asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Polling {
    /// The pause after the first question; each is half as long again as the one before. 1 s.
    pub first_pause: Duration,
    /// The longest pause. 10 s.
    pub longest_pause: Duration,
    /// When to give up. 10 min.
    pub deadline: Duration,
}

impl Default for Polling {
    fn default() -> Self {
        Self {
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(10),
            deadline: Duration::from_mins(10),
        }
    }
}

/// An export whose file can be fetched.
#[derive(Debug, Clone)]
pub struct FinishedExport {
    /// Where the file is. It ends after 15 minutes.
    pub file: SignedUrl,
    /// Whether rows are missing, because the tenant's licence allows no more.
    pub truncated: bool,
}

#[derive(Serialize)]
struct ExportRequest<'a> {
    #[serde(flatten)]
    query: QueryRequest<'a>,
    compression: Compression,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ExportAnswer {
    export_id: ExportId,
}

impl Client {
    /// Starts an export. Each counts against a daily allowance of the tenant.
    ///
    /// # Errors
    /// As [`execute_query`](Client::execute_query).
    pub async fn start_export(
        &self,
        query: &QueryId,
        parameters: &Parameters,
        compression: Compression,
    ) -> Result<ExportId, Error> {
        let url = self.transport.endpoints.api_url(&["api", "v1", "nql", "export"]);
        let body = ExportRequest {
            query: QueryRequest {
                query_id: query,
                parameters,
            },
            compression,
        };
        // The header is documented for executions only, and does no harm where it is not known.
        let request = Request::post(Call::NqlExport, url, &body)?
            .about(query)
            .utc_times();
        Ok(self.transport.call::<ExportAnswer>(&request).await?.export_id)
    }

    /// Asks how an export stands.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the tenant does not know it, [`Error::RateLimited`] where the day's allowance is used
    /// up, and what any call can meet.
    pub async fn export_status(&self, export: &ExportId) -> Result<ExportStatus, Error> {
        let call = Call::NqlExportStatus;
        let url = self
            .transport
            .endpoints
            .api_url(&["api", "v1", "nql", "status", export.as_str()]);
        let (status, answer) = self
            .transport
            .call_with_status::<StatusAnswer>(&Request::get(call, url))
            .await?;
        answer
            .into_status(status)
            .map_err(|detail| Error::UnexpectedShape { call, status, detail })
    }

    /// Asks until the export is finished.
    ///
    /// # Errors
    /// [`Error::ExportFailed`], [`Error::ExportTooSlow`], and those of [`export_status`](Client::export_status).
    pub async fn wait_for_export(
        &self,
        export: &ExportId,
        polling: Polling,
    ) -> Result<FinishedExport, Error> {
        let ask = async {
            let mut pause = polling.first_pause;
            loop {
                let ExportStatus { state, truncated } = self.export_status(export).await?;
                match state {
                    ExportState::Completed(file) => return Ok(FinishedExport { file, truncated }),
                    ExportState::Failed(description) => return Err(Error::ExportFailed { description }),
                    ExportState::Submitted | ExportState::InProgress => {}
                }
                sleep(pause.min(polling.longest_pause)).await;
                pause = pause.saturating_mul(3) / 2;
            }
        };
        timeout(polling.deadline, ask)
            .await
            .unwrap_or(Err(Error::ExportTooSlow {
                deadline: polling.deadline,
            }))
    }

    /// Opens the file of a finished export, without our token: object stores refuse a signed URL that comes with one.
    /// A broken download cannot be resumed; open it anew.
    ///
    /// # Errors
    /// [`Error::Rejected`] with status 403 where the URL has ended, [`Error::InvalidRequest`] where it is plain HTTP
    /// although the API is not, and what any call can meet.
    pub async fn open_export(&self, file: &SignedUrl) -> Result<ExportFile, Error> {
        ExportFile::open(&self.transport, file).await
    }
}
