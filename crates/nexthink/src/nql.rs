//! Saved queries. Only queries that an administrator has saved can be run, by their id; nobody sends query text.

mod answer;
mod date_time;
mod query_id;
mod row;
mod table;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::{
    date_time::parse_timestamp,
    query_id::QueryId,
    row::Row,
    table::{ROW_LIMIT, Table, TableError},
};
use crate::{Call, Client, Error, transport::Request};

/// Parameters of a query, remote action, workflow or thinklet, by name. A query's names stand without `$`.
pub type Parameters = BTreeMap<String, String>;

/// The version of the API that runs saved queries. Both give the same [`Table`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NqlVersion {
    /// `/api/v1/nql/execute`: the columns are known even where there are no rows.
    V1,
    /// `/api/v2/nql/execute`, which Nexthink recommends.
    #[default]
    V2,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct QueryRequest<'a> {
    pub(crate) query_id: &'a QueryId,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) parameters: &'a Parameters,
}

impl Client {
    /// Runs a saved query and waits for its rows, of which there are [`ROW_LIMIT`] at most.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the tenant has no such query, [`Error::Forbidden`] where the credential lacks the NQL
    /// API, and what any call can meet.
    pub async fn execute_query(&self, query: &QueryId, parameters: &Parameters) -> Result<Table, Error> {
        self.execute_query_by(self.transport.nql_version, query, parameters)
            .await
    }

    /// As [`execute_query`](Self::execute_query), by this version of the API whatever the client uses otherwise.
    /// Version 1 names the columns of a query that finds nothing.
    ///
    /// # Errors
    /// As [`execute_query`](Self::execute_query).
    pub async fn execute_query_by(
        &self,
        version: NqlVersion,
        query: &QueryId,
        parameters: &Parameters,
    ) -> Result<Table, Error> {
        let call = Call::NqlExecute;
        let path = match version {
            NqlVersion::V1 => "v1",
            NqlVersion::V2 => "v2",
        };
        let url = self.transport.endpoints.api_url(&["api", path, "nql", "execute"]);
        let request = Request::post(
            call,
            url,
            &QueryRequest {
                query_id: query,
                parameters,
            },
        )?
        .about(query)
        .utc_times();
        match version {
            NqlVersion::V1 => {
                let (status, answer) = self.transport.call_with_status::<answer::V1>(&request).await?;
                answer.into_table(query).map_err(|error| Error::UnexpectedShape {
                    call,
                    status,
                    detail: error.to_string(),
                })
            }
            NqlVersion::V2 => Ok(self
                .transport
                .call::<answer::V2>(&request)
                .await?
                .into_table(query)),
        }
    }
}
