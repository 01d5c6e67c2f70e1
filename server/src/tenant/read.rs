//! Rows of answers, read into the domain's words.

use std::{borrow::Cow, collections::BTreeMap};

use domain::{Device, DeviceKind, KnownUser, Platform, Report, TenantStatus};
use jiff::Timestamp;
use nexthink::{Row, Table, TableError};
use service::{DayReading, DeviceReading, Sighting, Sightings, Use};

use super::queries::{self, DAY, LAST_USED, device, user};

/// Why a row cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum RowError {
    /// A column is missing or has no value.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A row of a file is none.
    #[error(transparent)]
    Bad(#[from] intake::BadRow),
    /// A value is no identifier.
    #[error(transparent)]
    Id(#[from] domain::InvalidId),
    /// A status that nobody knows.
    #[error("the status {0:?} is unknown")]
    Status(String),
    /// A value is missing.
    #[error("the column {0} has no value")]
    NoValue(String),
    /// A value is no time.
    #[error("the column {column} has the value {found:?}, which is not a date and time")]
    NoTime {
        /// Its column.
        column: String,
        /// What it is, shortened.
        found: String,
    },
}

/// A row that is read by the names of its columns, wherever it comes from.
pub trait Cells {
    /// The value as text; null is `None`.
    fn text(&self, column: &str) -> Result<Option<Cow<'_, str>>, RowError>;

    /// The value as text that has to be there.
    fn required_text(&self, column: &str) -> Result<Cow<'_, str>, RowError> {
        self.text(column)?
            .ok_or_else(|| RowError::NoValue(column.to_owned()))
    }

    /// The value as a point in time. Empty text is null.
    fn timestamp(&self, column: &str) -> Result<Option<Timestamp>, RowError>;
}

impl Cells for Row<'_> {
    fn text(&self, column: &str) -> Result<Option<Cow<'_, str>>, RowError> {
        Ok(Row::text(self, column)?)
    }

    // Its own error names the query and the row.
    fn required_text(&self, column: &str) -> Result<Cow<'_, str>, RowError> {
        Ok(Row::required_text(self, column)?)
    }

    fn timestamp(&self, column: &str) -> Result<Option<Timestamp>, RowError> {
        Ok(Row::timestamp(self, column)?)
    }
}

impl Cells for intake::Row<'_> {
    fn text(&self, column: &str) -> Result<Option<Cow<'_, str>>, RowError> {
        Ok(intake::Row::text(self, column))
    }

    fn timestamp(&self, column: &str) -> Result<Option<Timestamp>, RowError> {
        let Some(text) = intake::Row::text(self, column).filter(|text| !text.trim().is_empty()) else {
            return Ok(None);
        };
        let read = nexthink::parse_timestamp(&text).map(Some);
        read.ok_or_else(|| RowError::NoTime {
            column: column.to_owned(),
            found: text.chars().take(SHOWN).collect(),
        })
    }
}

/// How much of a value is shown that cannot be read, in characters.
const SHOWN: usize = 100;

/// A text that may be missing, and then is empty.
fn text_or_none(row: &dyn Cells, column: &str) -> Result<String, RowError> {
    Ok(row.text(column)?.unwrap_or_default().into_owned())
}

/// Every row, with the numbers in it. One that cannot be read makes the whole answer unreadable: half a truth about
/// somebody's devices is none.
pub fn rows<T>(
    table: &Table,
    read: impl Fn(&dyn Cells, BTreeMap<String, f64>) -> Result<T, RowError>,
) -> Result<Vec<T>, RowError> {
    let columns = table.columns().unwrap_or_default();
    table
        .rows()
        .map(|row| read(&row, numbers(columns, &row)))
        .collect()
}

/// The numbers in a row, by column.
pub fn numbers(columns: &[String], row: &Row<'_>) -> BTreeMap<String, f64> {
    let numbers = columns
        .iter()
        .filter_map(|column| Some((column.clone(), row.number(column).ok()??)));
    numbers.collect()
}

/// A device with its numbers.
pub fn device(row: &dyn Cells, numbers: BTreeMap<String, f64>) -> Result<DeviceReading, RowError> {
    let text = |column| text_or_none(row, column);
    let model = [text(device::MANUFACTURER)?, text(device::MODEL)?];
    // Many models begin with their maker's name.
    let model = if model[1].starts_with(&model[0]) {
        model[1].clone()
    } else {
        model.join(" ")
    };
    let device = Device {
        uid: row.required_text(device::UID)?.parse()?,
        name: row.required_text(device::NAME)?.into_owned(),
        kind: DeviceKind::from_nql(&text(device::KIND)?),
        model: model.trim().to_owned(),
        platform: Platform::from_nql(&text(device::PLATFORM)?),
        system: text(device::SYSTEM)?,
        last_seen: row
            .timestamp(device::LAST_SEEN)?
            .ok_or_else(|| RowError::NoValue(device::LAST_SEEN.to_owned()))?,
        last_user: text(device::LAST_USER)?,
    };
    Ok(DeviceReading { device, numbers })
}

/// A user, with the column that they were looked for by.
pub fn user(row: &dyn Cells, by: &'static str) -> Result<KnownUser, RowError> {
    let text = |column| text_or_none(row, column);
    let full_name = text(user::FULL_NAME)?;
    Ok(KnownUser {
        identifier: text(by)?,
        upn: text(user::UPN)?,
        name: match full_name.is_empty() {
            true => text(user::NAME)?,
            false => full_name,
        },
    })
}

/// Who used which device; `None` for an account without a user principal name, which nobody signs in by.
pub fn used(row: &dyn Cells) -> Result<Option<Use>, RowError> {
    let text = |column| text_or_none(row, column);
    let upn = text(user::UPN)?;
    if upn.trim().is_empty() {
        return Ok(None);
    }
    let at = row
        .timestamp(LAST_USED)?
        .ok_or_else(|| RowError::NoValue(LAST_USED.to_owned()))?;
    Ok(Some(Use {
        employee: upn.parse()?,
        name: text(user::NAME)?,
        device: row.required_text(device::UID)?.parse()?,
        at,
    }))
}

/// One day of a history.
pub fn day(row: &dyn Cells, numbers: BTreeMap<String, f64>) -> Result<DayReading, RowError> {
    let at = row
        .timestamp(DAY)?
        .ok_or_else(|| RowError::NoValue(DAY.to_owned()))?;
    Ok(DayReading { at, numbers })
}

/// Executions. A row that cannot be read is left out and logged: it must not hide the others. But then nobody can say
/// that something is not there. Nor of what is older than `shown_since`, which the query does not ask for.
pub fn sightings(
    table: &Table,
    shown_since: Timestamp,
    read: impl Fn(&dyn Cells) -> Result<Sighting, RowError>,
) -> Sightings {
    let mut all = true;
    let mut seen = Vec::new();
    for row in table.rows() {
        match read(&row) {
            Ok(sighting) => seen.push(sighting),
            Err(error) => {
                all = false;
                tracing::warn!(query = %table.query(), "a row of {} cannot be read: {error}", table.query());
            }
        }
    }
    // The latest change comes first, so what was cut off is older than the last row.
    let last = || seen.last().map(|sighting| sighting.report.changed_at);
    let since = match table.reached_row_limit() {
        true => last(),
        false => Some(shown_since),
    };
    Sightings {
        since: since.filter(|_| all),
        seen,
    }
}

/// An execution of a remote action.
pub fn remote_action(row: &dyn Cells) -> Result<Sighting, RowError> {
    execution(row, &queries::REMOTE_ACTION)
}

/// An execution of a workflow.
pub fn workflow(row: &dyn Cells) -> Result<Sighting, RowError> {
    execution(row, &queries::WORKFLOW)
}

fn execution(row: &dyn Cells, columns: &queries::Execution) -> Result<Sighting, RowError> {
    let text = |column| text_or_none(row, column);
    let status = row.required_text(columns.status)?;
    // Other systems may use our source's name; what is no id of ours is simply none.
    let reference = columns
        .reference
        .map(text)
        .transpose()?
        .and_then(|reference| reference.parse().ok());
    let run = columns.run.map(text).transpose()?.filter(|run| !run.is_empty());
    Ok(Sighting {
        reference,
        device: row.required_text(device::UID)?.parse()?,
        requested_at: row.timestamp(columns.requested_at)?,
        report: Report {
            request: row.required_text(columns.request)?.parse()?,
            status: TenantStatus::from_nql(&status).ok_or_else(|| RowError::Status(status.into_owned()))?,
            details: text(columns.details)?,
            output: text(columns.output)?,
            changed_at: row
                .timestamp(columns.changed_at)?
                .ok_or_else(|| RowError::NoValue(columns.changed_at.to_owned()))?,
            run: run.map(|run| run.parse()).transpose()?,
            meaning: None,
        },
    })
}
