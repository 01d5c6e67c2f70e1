//! What a query is evaluated against.

use std::collections::HashMap;

use jiff::{Timestamp, tz::TimeZone};

use crate::tables::Tables;

/// The tables, the time, the zone and the parameters.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The tenant's data.
    pub tables: &'a Tables,
    /// When the query runs.
    pub now: Timestamp,
    /// The tenant's regional zone: whole days are its days, and a date without a zone is in it.
    pub zone: TimeZone,
    /// Values by parameter name, without the `$`.
    pub parameters: &'a HashMap<String, String>,
}
