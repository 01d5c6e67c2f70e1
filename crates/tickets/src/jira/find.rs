use serde::Deserialize;
use uuid::Uuid;

use super::{CustomerRequest, Jira, label};
use crate::{Fault, Ticket, http::Trouble};

#[derive(Deserialize)]
struct Found {
    issues: Vec<Issue>,
}

#[derive(Deserialize)]
struct Issue {
    key: String,
}

#[derive(Deserialize)]
struct ServiceDesk {
    #[serde(rename = "projectId")]
    project_id: String,
}

impl Jira {
    /// Jira platform REST API, `GET /rest/api/3/search/jql`, by the label; the oldest where there are several. Then
    /// `GET /rest/servicedeskapi/request/{issueIdOrKey}`, which knows the link.
    pub(crate) async fn find(&self, report: Uuid) -> Result<Option<Ticket>, Fault> {
        let mut url = self.url(&["rest", "api", "3", "search", "jql"]);
        url.query_pairs_mut()
            // A label of ours has no character that means something in JQL.
            .append_pair(
                "jql",
                &format!("labels = \"{}\" ORDER BY created ASC", label(report)),
            )
            .append_pair("fields", "labels")
            .append_pair("maxResults", "2");
        let build = || self.http.get(url.clone());
        let found: Found = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        if found.issues.len() > 1 {
            tracing::warn!(%report, "there is more than one ticket of the report");
        }
        let Some(issue) = found.issues.into_iter().next() else {
            self.prove_sight().await?;
            return Ok(None);
        };
        let url = self.service_desk_url(&["request", &issue.key]);
        let build = || self.http.get(url.clone());
        let request: CustomerRequest = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        Ok(Some(request.into()))
    }

    /// Whether the site takes the credentials, has the service desk, and shows its requests.
    pub(crate) async fn probe(&self) -> Result<(), Fault> {
        self.prove_sight().await
    }

    /// A search finds nothing, too, where the account may raise requests and not see them, which proves nothing. Jira
    /// platform REST API, `GET /rest/api/3/project/{projectIdOrKey}`: 404 without the permission to browse the project.
    async fn prove_sight(&self) -> Result<(), Fault> {
        let url = self.service_desk_url(&["servicedesk", &self.service_desk]);
        let build = || self.http.get(url.clone());
        let desk: ServiceDesk = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        let url = self.url(&["rest", "api", "3", "project", &desk.project_id]);
        let build = || self.http.get(url.clone());
        self.access.send(&self.http, build, Trouble::of_asking).await?;
        Ok(())
    }
}
