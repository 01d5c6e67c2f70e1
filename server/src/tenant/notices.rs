//! The bodies of webhooks, read into the domain's words. Their keys are ours: they stand in the payloads of
//! `content/webhooks`, which the portal admin pastes into Nexthink.

use domain::{CollectorUid, InvalidId, Report, RequestId, TenantStatus, WorkflowRunId};
use jiff::Timestamp;
use serde_json::{Map, Value};
use service::{Notice, Sighting, Unreadable};

/// Why a notice cannot be read.
#[derive(Debug, thiserror::Error)]
enum NoticeError {
    #[error("it is not JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("it holds no notice")]
    Empty,
    #[error("it is neither an object nor a list of objects")]
    Shape,
    #[error("its kind is missing or unknown; known are {REMOTE_ACTION}, {WORKFLOW} and {ALERT}")]
    Kind,
    #[error("the status {0:?} is unknown")]
    Status(String),
    #[error("{0} is no date and time")]
    Time(&'static str),
    #[error(transparent)]
    Id(#[from] InvalidId),
}

const REMOTE_ACTION: &str = "remote_action.execution";
const WORKFLOW: &str = "workflow.execution";
const ALERT: &str = "alert";

/// The notices in a body: an object is one, a list is several. One that cannot be read makes the whole body
/// unreadable, so that nothing is half done.
pub fn read(body: &[u8]) -> Result<Vec<Notice>, Unreadable> {
    notices(body).map_err(|error| Unreadable(error.to_string()))
}

fn notices(body: &[u8]) -> Result<Vec<Notice>, NoticeError> {
    let notices = match serde_json::from_slice(body)? {
        Value::Array(notices) => notices,
        one => vec![one],
    };
    if notices.is_empty() {
        return Err(NoticeError::Empty);
    }
    notices.iter().map(notice).collect()
}

fn notice(value: &Value) -> Result<Notice, NoticeError> {
    let fields = Fields(value.as_object().ok_or(NoticeError::Shape)?);
    match fields.text("kind").as_deref() {
        Some(REMOTE_ACTION) => execution(&fields, "outputs", None),
        Some(WORKFLOW) => match fields.text("execution_id") {
            Some(run) => execution(&fields, "outcome_details", Some(run.parse()?)),
            None => Ok(Notice::Hint),
        },
        Some(ALERT) => {
            fields.time("time")?;
            Ok(Notice::Alert {
                device: fields.device()?,
            })
        }
        _ => Err(NoticeError::Kind),
    }
}

/// An execution. What is not complete is a hint; what is there and makes no sense is an error.
fn execution(fields: &Fields<'_>, output: &str, run: Option<WorkflowRunId>) -> Result<Notice, NoticeError> {
    let request = fields.text("request_id");
    let request = request.map(|text| text.parse::<RequestId>()).transpose()?;
    let (status, changed_at, device) = (fields.status()?, fields.time("time")?, fields.device()?);
    let complete = (request, status, changed_at, device);
    let (Some(request), Some(status), Some(changed_at), Some(device)) = complete else {
        return Ok(Notice::Hint);
    };
    if !fields.has("status_details") || !fields.has(output) {
        return Ok(Notice::Hint);
    }
    // Other systems may use our source's name; what is no id of ours is simply none.
    let reference = fields.text("external_reference");
    Ok(Notice::Execution(Sighting {
        reference: reference.and_then(|text| text.parse().ok()),
        device,
        requested_at: None,
        report: Report {
            request,
            status,
            details: fields.text("status_details").unwrap_or_default(),
            output: fields.text(output).unwrap_or_default(),
            changed_at,
            run,
            meaning: None,
        },
    }))
}

/// The fields of a notice. How Nexthink fills a placeholder without a value is not documented, so empty text is null.
struct Fields<'a>(&'a Map<String, Value>);

impl Fields<'_> {
    fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// Text; a placeholder without quotes around it may have become another value, which is given as JSON.
    fn text(&self, key: &str) -> Option<String> {
        match self.0.get(key)? {
            Value::Null => None,
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            other => Some(other.to_string()),
        }
    }

    fn device(&self) -> Result<Option<CollectorUid>, NoticeError> {
        let text = self.text("device");
        Ok(text.map(|text| text.parse()).transpose()?)
    }

    fn status(&self) -> Result<Option<TenantStatus>, NoticeError> {
        let read = |text: String| {
            TenantStatus::from_nql(&text).ok_or_else(|| NoticeError::Status(text.chars().take(80).collect()))
        };
        self.text("status").map(read).transpose()
    }

    fn time(&self, key: &'static str) -> Result<Option<Timestamp>, NoticeError> {
        let read = |text: String| nexthink::parse_timestamp(&text).ok_or(NoticeError::Time(key));
        self.text(key).map(read).transpose()
    }
}

#[cfg(test)]
mod tests;
