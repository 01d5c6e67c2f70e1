use bytes::Bytes;
use reqwest::{Response, header::ACCEPT};

use super::SignedUrl;
use crate::{
    Call, Error, InvalidRequest,
    transport::{Transport, broken, failure},
};

const CALL: Call = Call::NqlExportFile;

/// An exported file that is being fetched: CSV, packed as the export asked for.
#[derive(Debug)]
pub struct ExportFile {
    response: Response,
}

impl ExportFile {
    pub(super) async fn open(transport: &Transport, SignedUrl(url): &SignedUrl) -> Result<Self, Error> {
        if !transport.endpoints.may_fetch(url) {
            return Err(Error::InvalidRequest {
                call: CALL,
                reason: InvalidRequest::FileUrl,
            });
        }
        let request = transport
            .files
            .get(url.clone())
            .timeout(transport.timeouts.download)
            .header(ACCEPT, "text/csv, */*;q=0.5");
        let response = request.send().await.map_err(|error| broken(CALL, error))?;
        if response.status().is_success() {
            Ok(Self { response })
        } else {
            Err(failure(CALL, response, &transport.times).await)
        }
    }

    /// The length in bytes, where the store says it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.response.content_length()
    }

    /// The next piece; `None` at the end. What is not asked for is not read, so memory stays bounded.
    ///
    /// # Errors
    /// [`Error::Timeout`] or [`Error::Interrupted`]. What came before is then only the beginning of the file.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        self.response.chunk().await.map_err(|error| broken(CALL, error))
    }
}
