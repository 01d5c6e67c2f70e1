use uuid::Uuid;

use super::{
    Answer, RECORD, Record, ServiceNow,
    query::{Literal, all},
};
use crate::{Fault, Ticket, address::below, http::Trouble};

impl ServiceNow {
    /// Table API, `GET /api/now/table/{tableName}`, by `correlation_id`; the oldest where there are several.
    pub(crate) async fn find(&self, report: Uuid) -> Result<Option<Ticket>, Fault> {
        let report = report.to_string();
        let Some(id) = Literal::new(&report) else {
            return Ok(None);
        };
        let query = format!("{}^ORDERBYsys_created_on", all(&[("correlation_id", &id)]));
        let mut url = below(&self.instance, &["api", "now", "table", &self.table]);
        url.query_pairs_mut()
            .append_pair("sysparm_query", &query)
            .append_pair("sysparm_fields", RECORD)
            .append_pair("sysparm_limit", "2");
        let build = || self.http.get(url.clone());
        let answer: Answer<Vec<Record>> = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        // An instance leaves out a condition on a column that is not there or may not be read, and answers with
        // whatever remains ("glide.invalid_query.returns_no_rows").
        if answer.result.iter().any(|record| record.correlation_id != report) {
            return Err(Fault::Refused {
                status: None,
                why: "the table cannot be searched by correlation_id; check that the user may read it"
                    .to_owned(),
            });
        }
        if answer.result.len() > 1 {
            tracing::warn!(%report, "there is more than one ticket of the report");
        }
        Ok(answer.result.into_iter().next().map(|record| self.ticket(record)))
    }
}
