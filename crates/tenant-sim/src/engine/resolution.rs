//! Tables that are kept at several resolutions: the time frame chooses.

use nql::ast::{DateTime, Moment, TimeRange, TimeUnit, Timeframe};

use super::QueryError;
use crate::tables::{TableSchema, schema};

/// The only granularity that can be asked for, in milliseconds.
const FINE: u64 = 30_000;

/// The table to read for this time frame. Only `session.vdi_events` has several (Nexthink, NQL time selection); on other
/// tables a granularity changes nothing (ours).
pub fn of(
    table: &'static TableSchema,
    frame: Option<&Timeframe>,
) -> Result<&'static TableSchema, QueryError> {
    if !std::ptr::eq(table, &raw const schema::VDI_EVENTS) {
        return Ok(table);
    }
    match frame.and_then(|frame| frame.granularity) {
        Some(FINE) => Ok(&schema::VDI_EVENTS_30S),
        Some(_) => Err(QueryError::Timeframe(
            "the only granularity is 'by 30s'".to_owned(),
        )),
        None if frame.is_none_or(|frame| whole_days(&frame.range)) => Ok(table),
        None => Ok(&schema::VDI_EVENTS_5MIN),
    }
}

fn whole_days(range: &TimeRange) -> bool {
    let day = |date: &DateTime| date.time.is_none();
    let moment = |moment: &Moment| match moment {
        Moment::At(date) => day(date),
        Moment::Ago(period) => period.unit == TimeUnit::Day,
    };
    match range {
        TimeRange::Past(period) => period.unit == TimeUnit::Day,
        TimeRange::On(date) => day(date),
        TimeRange::Between { from, to } => moment(from) && moment(to),
    }
}
