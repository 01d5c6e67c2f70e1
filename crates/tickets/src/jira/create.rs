use serde_json::{Value, json};

use super::{CustomerRequest, Jira, label};
use crate::{
    Fault, Report, Ticket,
    body::{document, fitting, line},
    fields,
    http::Trouble,
};

/// Jira takes summaries of 255 characters.
const LONGEST_SUMMARY: usize = 255;
/// Jira takes texts of 32,767 characters; what makes a document of the text counts as well.
pub(super) const LONGEST_DESCRIPTION: usize = 10_000;

impl Jira {
    /// Jira Service Management REST API, `POST /rest/servicedeskapi/request`: a request is made, 201.
    pub(crate) async fn create(&self, report: &Report) -> Result<Ticket, Fault> {
        let customer = match self.on_behalf {
            true => self.customer(&report.person).await?,
            false => None,
        };
        let request = self.request(report, customer);
        let url = self.service_desk_url(&["request"]);
        let build = || {
            let post = self.http.post(url.clone()).json(&request);
            // Documents in the description are marked experimental; without them the text would be read as markup.
            post.header("X-ExperimentalApi", "opt-in")
        };
        let made: CustomerRequest = self.access.ask(&self.http, build, Trouble::of_making).await?;
        Ok(made.into())
    }

    fn request(&self, report: &Report, customer: Option<String>) -> Value {
        let mut values = fields::filled(&self.fields, report);
        let (body, _) = fitting(report, LONGEST_DESCRIPTION);
        let ours = [
            ("summary", line(&report.subject, LONGEST_SUMMARY).into()),
            ("description", document(&body)),
            ("labels", json!([label(report.id)])),
        ];
        values.extend(ours.map(|(field, value)| (field.to_owned(), value)));
        let mut request = json!({
            "serviceDeskId": self.service_desk,
            "requestTypeId": self.request_type,
            "isAdfRequest": true,
            "requestFieldValues": values,
        });
        if let Some(customer) = customer {
            request["raiseOnBehalfOf"] = customer.into();
        }
        request
    }
}
