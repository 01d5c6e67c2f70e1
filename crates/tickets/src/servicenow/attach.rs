use std::collections::HashSet;

use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;

use super::{
    Answer, ServiceNow,
    create::LONGEST_DESCRIPTION,
    query::{Literal, SysId, all},
};
use crate::{
    Fault, Report, Ticket,
    address::below,
    body::fitting,
    connector::record,
    http::{Trouble, media_type},
};

#[derive(Deserialize)]
struct Attached {
    file_name: String,
}

/// What is needed of the answer to a file: that it is one.
#[derive(Deserialize)]
struct Taken {
    #[serde(rename = "sys_id")]
    _sys_id: SysId,
}

impl ServiceNow {
    /// Attachment API, `POST /api/now/attachment/file` for each file that `GET /api/now/attachment` does not list.
    pub(crate) async fn attach(&self, report: &Report, ticket: &Ticket) -> Result<(), Fault> {
        let (_, files) = fitting(report, LONGEST_DESCRIPTION);
        if files.is_empty() {
            return Ok(());
        }
        let sys_id = record(ticket)?;
        let there = self.attached(sys_id).await?;
        for file in files.into_iter().filter(|file| !there.contains(&file.name)) {
            let mut url = below(&self.instance, &["api", "now", "attachment", "file"]);
            url.query_pairs_mut()
                .append_pair("table_name", &self.table)
                .append_pair("table_sys_id", sys_id)
                .append_pair("file_name", &file.name);
            let build = || {
                let request = self
                    .http
                    .post(url.clone())
                    .header(CONTENT_TYPE, media_type(&file));
                request.body(file.bytes.clone())
            };
            let _: Answer<Taken> = self.access.ask(&self.http, build, Trouble::of_making).await?;
        }
        Ok(())
    }

    async fn attached(&self, sys_id: &str) -> Result<HashSet<String>, Fault> {
        let (Some(table), Some(id)) = (Literal::new(&self.table), Literal::new(sys_id)) else {
            return Ok(HashSet::new());
        };
        let mut url = below(&self.instance, &["api", "now", "attachment"]);
        url.query_pairs_mut()
            .append_pair(
                "sysparm_query",
                &all(&[("table_name", &table), ("table_sys_id", &id)]),
            )
            .append_pair("sysparm_limit", "100");
        let build = || self.http.get(url.clone());
        let answer: Answer<Vec<Attached>> = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        Ok(answer.result.into_iter().map(|file| file.file_name).collect())
    }
}
