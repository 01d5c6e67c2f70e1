use std::collections::HashSet;

use reqwest::{
    header::{CONTENT_TYPE, HeaderMap},
    multipart::{Form, Part},
};
use serde::Deserialize;
use serde_json::json;

use super::{Jira, create::LONGEST_DESCRIPTION};
use crate::{
    Attachment, Fault, Report, Ticket,
    body::fitting,
    connector::record,
    http::{Trouble, media_type},
};

#[derive(Deserialize)]
struct Attached {
    values: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    filename: String,
}

#[derive(Deserialize)]
struct Temporary {
    #[serde(rename = "temporaryAttachments")]
    files: Vec<TemporaryFile>,
}

#[derive(Deserialize)]
struct TemporaryFile {
    #[serde(rename = "temporaryAttachmentId")]
    id: String,
}

impl Jira {
    /// Jira Service Management REST API: files are brought to the service desk
    /// (`POST …/servicedesk/{serviceDeskId}/attachTemporaryFile`) and from there to the request
    /// (`POST …/request/{issueIdOrKey}/attachment`), all at once. They are for agents only: the person has them anyway.
    pub(crate) async fn attach(&self, report: &Report, ticket: &Ticket) -> Result<(), Fault> {
        let (_, mut files) = fitting(report, LONGEST_DESCRIPTION);
        if files.is_empty() {
            return Ok(());
        }
        let key = record(ticket)?;
        let there = self.attached(key).await?;
        files.retain(|file| !there.contains(&file.name));
        if files.is_empty() {
            return Ok(());
        }
        let brought = json!({ "temporaryAttachmentIds": self.bring(&files).await?, "public": false });
        let url = self.service_desk_url(&["request", key, "attachment"]);
        let build = || self.http.post(url.clone()).json(&brought);
        self.access.send(&self.http, build, Trouble::of_making).await?;
        Ok(())
    }

    async fn attached(&self, key: &str) -> Result<HashSet<String>, Fault> {
        let mut url = self.service_desk_url(&["request", key, "attachment"]);
        url.query_pairs_mut().append_pair("limit", "100");
        let build = || self.http.get(url.clone());
        let attached: Attached = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        Ok(attached.values.into_iter().map(|file| file.filename).collect())
    }

    /// Temporary files that are never used are Jira's to remove.
    async fn bring(&self, files: &[Attachment]) -> Result<Vec<String>, Fault> {
        let url = self.service_desk_url(&["servicedesk", &self.service_desk, "attachTemporaryFile"]);
        let build = || {
            let form = files
                .iter()
                .fold(Form::new(), |form, file| form.part("file", part(file)));
            // Without this header Jira takes the form for a forged one.
            let post = self
                .http
                .post(url.clone())
                .header("X-Atlassian-Token", "no-check");
            post.header("X-ExperimentalApi", "opt-in").multipart(form)
        };
        let brought: Temporary = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        Ok(brought.files.into_iter().map(|file| file.id).collect())
    }
}

fn part(file: &Attachment) -> Part {
    let headers = HeaderMap::from_iter([(CONTENT_TYPE, media_type(file))]);
    Part::bytes(file.bytes.clone())
        .file_name(file.name.clone())
        .headers(headers)
}
