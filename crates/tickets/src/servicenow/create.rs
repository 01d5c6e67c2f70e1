use serde_json::{Map, Value};

use super::{Answer, RECORD, Record, ServiceNow};
use crate::{
    Fault, Report, Ticket,
    address::below,
    body::{fitting, line, plain},
    fields,
    http::Trouble,
};

/// What the records say of where they come from.
pub(super) const ORIGIN: &str = "Deskside";
/// The default lengths of the columns of `task`. Longer values are cut by the instance, silently.
const LONGEST_SHORT_DESCRIPTION: usize = 160;
pub(super) const LONGEST_DESCRIPTION: usize = 4_000;

impl ServiceNow {
    /// Table API, `POST /api/now/table/{tableName}`: one record is made, 201.
    pub(crate) async fn create(&self, report: &Report) -> Result<Ticket, Fault> {
        let caller = self.caller(&report.person).await?;
        let record = self.record(report, caller);
        let mut url = below(&self.instance, &["api", "now", "table", &self.table]);
        url.query_pairs_mut().append_pair("sysparm_fields", RECORD);
        let build = || self.http.post(url.clone()).json(&record);
        let answer: Answer<Record> = self.access.ask(&self.http, build, Trouble::of_making).await?;
        if answer.result.correlation_id != report.id.to_string() {
            tracing::warn!(
                report = %report.id,
                "the table does not keep correlation_id, so that the ticket cannot be found again; \
                 check that the user may read and write the field"
            );
        }
        Ok(self.ticket(answer.result))
    }

    fn record(&self, report: &Report, caller: Option<(String, String)>) -> Map<String, Value> {
        let mut record = fields::filled(&self.fields, report);
        let (body, _) = fitting(report, LONGEST_DESCRIPTION);
        let ours = [
            (
                "short_description",
                line(&report.subject, LONGEST_SHORT_DESCRIPTION),
            ),
            ("description", plain(&body)),
            ("correlation_id", report.id.to_string()),
            ("correlation_display", ORIGIN.to_owned()),
        ];
        record.extend(ours.map(|(field, value)| (field.to_owned(), value.into())));
        record.extend(caller.map(|(field, sys_id)| (field, sys_id.into())));
        record
    }
}
