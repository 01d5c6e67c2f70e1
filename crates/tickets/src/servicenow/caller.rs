use serde::Deserialize;

use super::{
    Answer, CallerMatch, ServiceNow,
    query::{Literal, SysId, all},
};
use crate::{Fault, Person, address::below, http::Trouble};

#[derive(Deserialize)]
struct User {
    sys_id: SysId,
    #[serde(default)]
    email: String,
    #[serde(default)]
    user_name: String,
}

impl ServiceNow {
    /// The caller's field and the person's `sys_id`. A person whom the instance does not know, or knows twice, is not
    /// named there; the ticket is made all the same.
    pub(super) async fn caller(&self, person: &Person) -> Result<Option<(String, String)>, Fault> {
        let Some(caller) = &self.caller else {
            return Ok(None);
        };
        for by in &caller.matches {
            if let Some(sys_id) = self.user(*by, person).await? {
                return Ok(Some((caller.field.clone(), sys_id.as_str().to_owned())));
            }
        }
        tracing::info!("no single user of the service desk matches the person; the ticket gets no caller");
        Ok(None)
    }

    /// Table API, `GET /api/now/table/sys_user`.
    async fn user(&self, by: CallerMatch, person: &Person) -> Result<Option<SysId>, Fault> {
        let (column, value) = match by {
            CallerMatch::Email => ("email", &person.email),
            CallerMatch::UserName => ("user_name", &person.principal),
        };
        let value = value.as_deref().and_then(Literal::new);
        let (Some(value), Some(yes)) = (value, Literal::new("true")) else {
            return Ok(None);
        };
        let mut url = below(&self.instance, &["api", "now", "table", "sys_user"]);
        url.query_pairs_mut()
            .append_pair("sysparm_query", &all(&[(column, &value), ("active", &yes)]))
            .append_pair("sysparm_fields", "sys_id,email,user_name")
            .append_pair("sysparm_limit", "2");
        let build = || self.http.get(url.clone());
        let answer: Answer<Vec<User>> = self.access.ask(&self.http, build, Trouble::of_asking).await?;
        let found = |user: &User| match by {
            CallerMatch::Email => user.email.to_lowercase(),
            CallerMatch::UserName => user.user_name.to_lowercase(),
        };
        // What the instance answers to a condition that it left out is somebody else.
        match <[User; 1]>::try_from(answer.result) {
            Ok([user]) if found(&user) == value.as_str().to_lowercase() => Ok(Some(user.sys_id)),
            _ => Ok(None),
        }
    }
}
