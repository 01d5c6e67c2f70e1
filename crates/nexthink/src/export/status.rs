use std::fmt;

use reqwest::Url;
use serde::Deserialize;

use crate::error::shortened;

/// How an export stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportStatus {
    /// Where it is in its course.
    pub state: ExportState,
    /// Whether rows are missing, because the tenant's licence allows no more (status 206).
    pub truncated: bool,
}

/// Where an export is in its course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportState {
    /// Not begun.
    Submitted,
    /// Under way.
    InProgress,
    /// Done; the file is here.
    Completed(SignedUrl),
    /// Ended in error, with the tenant's words.
    Failed(String),
}

/// The URL of a file, which anybody who knows it may fetch: `Debug` shows its host only.
#[derive(Clone, PartialEq, Eq)]
pub struct SignedUrl(pub(super) Url);

impl fmt::Debug for SignedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SignedUrl")
            .field(&self.0.host_str().unwrap_or_default())
            .finish()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct StatusAnswer {
    status: String,
    results_file_url: Option<String>,
    error_description: Option<String>,
}

impl StatusAnswer {
    pub(super) fn into_status(self, http_status: u16) -> Result<ExportStatus, String> {
        let state = match self.status.as_str() {
            "SUBMITTED" => ExportState::Submitted,
            "IN_PROGRESS" => ExportState::InProgress,
            "COMPLETED" => {
                let url = self
                    .results_file_url
                    .ok_or("completed, but without the URL of a file")?;
                let url = Url::parse(&url).map_err(|error| format!("the URL of the file: {error}"))?;
                ExportState::Completed(SignedUrl(url))
            }
            "ERROR" => ExportState::Failed(
                self.error_description
                    .as_deref()
                    .and_then(shortened)
                    .unwrap_or_else(|| "no reason given".to_owned()),
            ),
            other => {
                return Err(format!(
                    "unknown status {:?}",
                    shortened(other).unwrap_or_default()
                ));
            }
        };
        Ok(ExportStatus {
            state,
            truncated: http_status == 206,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<ExportStatus, String> {
        serde_json::from_str::<StatusAnswer>(json)
            .unwrap()
            .into_status(200)
    }

    #[test]
    fn the_signature_does_not_show() {
        let status = read(
            r#"{"status": "COMPLETED", "resultsFileUrl": "https://files.example.com/a?signature=secret"}"#,
        )
        .unwrap();
        let shown = format!("{status:?}");
        assert!(
            shown.contains("files.example.com") && !shown.contains("secret"),
            "{shown}"
        );
    }

    #[test]
    fn what_is_not_documented_is_an_error() {
        assert_eq!(
            read(r#"{"status": "RUNNING"}"#).unwrap_err(),
            "unknown status \"RUNNING\""
        );
        assert!(
            read(r#"{"status": "COMPLETED", "resultsFileUrl": null}"#)
                .unwrap_err()
                .contains("without")
        );
        assert!(read(r#"{"status": "COMPLETED", "resultsFileUrl": "/a"}"#).is_err());
    }

    #[test]
    fn a_failure_has_a_reason() {
        let failed = |json: &str| read(json).unwrap().state;
        assert_eq!(
            failed(r#"{"status": "ERROR", "errorDescription": "too big"}"#),
            ExportState::Failed("too big".to_owned())
        );
        assert_eq!(
            failed(r#"{"status": "ERROR"}"#),
            ExportState::Failed("no reason given".to_owned())
        );
    }
}
