use uuid::Uuid;

use super::{
    Answer, RECORD, Record, ServiceNow,
    create::ORIGIN,
    query::{Literal, all},
};
use crate::{Fault, Ticket, address::below, http::Trouble};

impl ServiceNow {
    /// Table API, `GET /api/now/table/{tableName}`, by `correlation_id`; the oldest where there are several.
    pub(crate) async fn find(&self, report: Uuid) -> Result<Option<Ticket>, Fault> {
        let found = self.of_report(report).await?;
        if found.len() > 1 {
            tracing::warn!(%report, "there is more than one ticket of the report");
        }
        let Some(record) = found.into_iter().next() else {
            self.prove_sight().await.inspect_err(|fault| {
                tracing::warn!(%report, "it cannot be told whether there is a ticket of the report: {fault}");
            })?;
            return Ok(None);
        };
        Ok(Some(self.ticket(record)))
    }

    async fn of_report(&self, report: Uuid) -> Result<Vec<Record>, Fault> {
        let report = report.to_string();
        let found = self
            .search("correlation_id", &report, "ORDERBYsys_created_on", 2)
            .await?;
        // An instance leaves out a condition on a column that is not there or may not be read, and answers with
        // whatever remains, or with nothing ("glide.invalid_query.returns_no_rows").
        if found.iter().any(|record| record.correlation_id != report) {
            return Err(blind("the table cannot be searched by correlation_id"));
        }
        Ok(found)
    }

    /// A search finds nothing, too, where the user may make records and not read them (ServiceNow, KB3047115: what may
    /// not be read is taken out of the answer, without a word), or where the instance drops what the user may not
    /// write. That it finds nothing means something where the same search finds the latest record that says to be ours.
    /// While there is none, nothing proves that the first one was not made.
    async fn prove_sight(&self) -> Result<(), Fault> {
        let Some(latest) = self.latest().await? else {
            return Err(blind(
                "the table shows no earlier ticket of ours, or not the latest, so that an empty answer proves nothing",
            ));
        };
        let Ok(id) = latest.correlation_id.parse() else {
            return Err(blind("the latest ticket of ours shows no correlation_id"));
        };
        match self.of_report(id).await?.is_empty() {
            true => Err(blind(
                "a search by correlation_id does not find the latest ticket of ours",
            )),
            false => Ok(()),
        }
    }

    /// The latest record that says to be ours, where there is one and it may be read.
    async fn latest(&self) -> Result<Option<Record>, Fault> {
        let latest = self
            .search("correlation_display", ORIGIN, "ORDERBYDESCsys_created_on", 1)
            .await?;
        // What may not be read is taken out after the limit: no later one is hidden behind this one.
        match latest.into_iter().next() {
            Some(latest) if latest.correlation_display != ORIGIN => {
                Err(blind("the table cannot be searched by correlation_display"))
            }
            latest => Ok(latest),
        }
    }

    /// Whether the instance takes the credentials and lets the table be searched. One that has never had a ticket of
    /// ours has none to show.
    pub(crate) async fn probe(&self) -> Result<(), Fault> {
        self.latest().await.map(drop)
    }

    async fn search(&self, column: &str, value: &str, order: &str, limit: u8) -> Result<Vec<Record>, Fault> {
        let Some(value) = Literal::new(value) else {
            return Ok(Vec::new());
        };
        let mut url = below(&self.instance, &["api", "now", "table", &self.table]);
        url.query_pairs_mut()
            .append_pair("sysparm_query", &format!("{}^{order}", all(&[(column, &value)])))
            .append_pair("sysparm_fields", RECORD)
            .append_pair("sysparm_limit", &limit.to_string());
        let build = || self.http.get(url.clone());
        let answer: Answer<Vec<Record>> = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        Ok(answer.result)
    }
}

/// Nothing was found, which says nothing.
fn blind(why: &str) -> Fault {
    Fault::Refused {
        status: None,
        why: format!(
            "{why}; check that the user may read the table's records and may read and write correlation_id and \
             correlation_display"
        ),
    }
}
