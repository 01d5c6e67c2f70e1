use serde::Deserialize;

use super::Jira;
use crate::{Fault, Person, http::Trouble};

#[derive(Deserialize)]
struct Account {
    #[serde(rename = "accountId")]
    account_id: String,
    /// Hidden where the person's privacy settings say so. Then nothing tells whose account it is: names are chosen freely.
    #[serde(rename = "emailAddress")]
    email_address: Option<String>,
}

impl Jira {
    /// The person's account, where the site shows exactly one with the person's address. Jira platform REST API,
    /// `GET /rest/api/3/user/search`: `query` is matched against names and addresses, hidden ones as well, by how they
    /// begin.
    pub(super) async fn customer(&self, person: &Person) -> Result<Option<String>, Fault> {
        let Some(email) = person.email.as_deref().filter(|email| !email.is_empty()) else {
            return Ok(None);
        };
        let mut url = self.url(&["rest", "api", "3", "user", "search"]);
        url.query_pairs_mut()
            .append_pair("query", email)
            .append_pair("maxResults", "10");
        let build = || self.http.get(url.clone());
        let found: Vec<Account> = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        let hidden = found
            .iter()
            .filter(|account| account.email_address.is_none())
            .count();
        let is_theirs = |shown: &str| shown.to_lowercase() == email.to_lowercase();
        let theirs = found
            .into_iter()
            .filter(|account| account.email_address.as_deref().is_some_and(is_theirs));
        match <[Account; 1]>::try_from(theirs.collect::<Vec<_>>()) {
            Ok([account]) => Ok(Some(account.account_id)),
            Err(others) => {
                let count = others.len();
                tracing::info!(
                    count,
                    hidden,
                    "no single account of the site shows the person's address; the ticket gets no customer"
                );
                Ok(None)
            }
        }
    }
}
