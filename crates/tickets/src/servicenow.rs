//! ServiceNow: records of a table, by the Table API and the Attachment API.

mod attach;
mod caller;
mod create;
mod find;
mod query;
mod settings;

use std::time::Duration;

use reqwest::Url;
use serde::Deserialize;

pub use self::settings::{Caller, CallerMatch, ServiceNowCredentials, ServiceNowSettings};
use crate::{
    ConfigurationError, Fields, Ticket,
    address::below,
    http::{Access, Http},
};

pub(crate) struct ServiceNow {
    http: Http,
    access: Access,
    instance: Url,
    table: String,
    caller: Option<Caller>,
    fields: Fields,
}

/// What a table answers with.
#[derive(Deserialize)]
struct Answer<T> {
    result: T,
}

/// A ticket, in the fields that are asked for (`sysparm_fields`).
#[derive(Deserialize)]
struct Record {
    /// Not told to a user who may make records and not read them.
    sys_id: Option<query::SysId>,
    /// Tables that are not of the task family have no numbers.
    number: Option<String>,
    #[serde(default)]
    correlation_id: String,
    #[serde(default)]
    correlation_display: String,
}

/// The fields of [`Record`].
const RECORD: &str = "sys_id,number,correlation_id,correlation_display";

impl ServiceNow {
    /// ServiceNow breaks off a REST transaction after 60 s (its transaction quota rules), whether or not the connection
    /// still stands; what it then has not done it will not do. Twice that.
    pub(crate) const SETTLES_AFTER: Duration = Duration::from_mins(2);

    pub(crate) fn new(settings: ServiceNowSettings, http: Http) -> Result<Self, ConfigurationError> {
        settings.check(http)
    }

    fn ticket(&self, record: Record) -> Ticket {
        let link = record.sys_id.as_ref().map(|sys_id| {
            let mut link = below(&self.instance, &["nav_to.do"]);
            // "Navigate to a record or module using a URL": the page inside the frame is a parameter.
            link.query_pairs_mut()
                .append_pair("uri", &format!("{}.do?sys_id={}", self.table, sys_id.as_str()));
            link
        });
        Ticket {
            number: record.number.filter(|number| !number.is_empty()),
            link,
            record: record.sys_id.map(query::SysId::into_string),
        }
    }
}
