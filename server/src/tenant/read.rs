//! Rows of answers, read into the domain's words.

use std::collections::BTreeMap;

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
    /// A value is no identifier.
    #[error(transparent)]
    Id(#[from] domain::InvalidId),
    /// A status that nobody knows.
    #[error("the status {0:?} is unknown")]
    Status(String),
    /// A time is missing.
    #[error("the column {0} has no value")]
    NoTime(&'static str),
}

/// Every row, with the numbers in it. One that cannot be read makes the whole answer unreadable: half a truth about
/// somebody's devices is none.
pub fn rows<T>(
    table: &Table,
    read: impl Fn(&Row<'_>, BTreeMap<String, f64>) -> Result<T, RowError>,
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
pub fn device(row: &Row<'_>, numbers: BTreeMap<String, f64>) -> Result<DeviceReading, RowError> {
    let text = |column| Ok::<_, TableError>(row.text(column)?.unwrap_or_default().into_owned());
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
            .ok_or(RowError::NoTime(device::LAST_SEEN))?,
        last_user: text(device::LAST_USER)?,
    };
    Ok(DeviceReading { device, numbers })
}

/// A user, with the column that they were looked for by.
pub fn user(row: &Row<'_>, by: &'static str) -> Result<KnownUser, RowError> {
    let text = |column| Ok::<_, TableError>(row.text(column)?.unwrap_or_default().into_owned());
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
pub fn used(row: &Row<'_>) -> Result<Option<Use>, RowError> {
    let text = |column| Ok::<_, TableError>(row.text(column)?.unwrap_or_default().into_owned());
    let upn = text(user::UPN)?;
    if upn.trim().is_empty() {
        return Ok(None);
    }
    let at = row.timestamp(LAST_USED)?.ok_or(RowError::NoTime(LAST_USED))?;
    Ok(Some(Use {
        employee: upn.parse()?,
        name: text(user::NAME)?,
        device: row.required_text(device::UID)?.parse()?,
        at,
    }))
}

/// One day of a history.
pub fn day(row: &Row<'_>, numbers: BTreeMap<String, f64>) -> Result<DayReading, RowError> {
    let at = row.timestamp(DAY)?.ok_or(RowError::NoTime(DAY))?;
    Ok(DayReading { at, numbers })
}

/// Executions. A row that cannot be read is left out and logged: it must not hide the others. But then nobody can say
/// that something is not there.
pub fn sightings(table: &Table, read: impl Fn(&Row<'_>) -> Result<Sighting, RowError>) -> Sightings {
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
        false => Some(Timestamp::MIN),
    };
    Sightings {
        since: since.filter(|_| all),
        seen,
    }
}

/// An execution of a remote action.
pub fn remote_action(row: &Row<'_>) -> Result<Sighting, RowError> {
    execution(row, &queries::REMOTE_ACTION)
}

/// An execution of a workflow.
pub fn workflow(row: &Row<'_>) -> Result<Sighting, RowError> {
    execution(row, &queries::WORKFLOW)
}

fn execution(row: &Row<'_>, columns: &queries::Execution) -> Result<Sighting, RowError> {
    let text = |column| Ok::<_, TableError>(row.text(column)?.unwrap_or_default().into_owned());
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
                .ok_or(RowError::NoTime(columns.changed_at))?,
            run: run.map(|run| run.parse()).transpose()?,
            meaning: None,
        },
    })
}
