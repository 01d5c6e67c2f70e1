//! What the provider says about a person.

use openidconnect::{OAuth2TokenResponse as _, SubjectIdentifier};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    Provider, Refused, TokenFault,
    directory::Known,
    types::{TokenAnswer, Userinfo},
};

/// Claims by their names.
pub fn by_name(claims: &impl Serialize) -> Result<Map<String, Value>, TokenFault> {
    match serde_json::to_value(claims) {
        Ok(Value::Object(claims)) => Ok(claims),
        _ => Err(TokenFault::Unsupported),
    }
}

impl Provider {
    /// Adds those wanted claims that are missing, as far as userinfo knows them.
    pub(crate) async fn add_userinfo(
        &self,
        known: &Known,
        answer: &TokenAnswer,
        subject: &SubjectIdentifier,
        wanted: &[&str],
        claims: &mut Map<String, Value>,
    ) -> Result<(), Refused> {
        let missing = wanted.iter().any(|name| !claims.contains_key(*name));
        let request = known
            .client
            .user_info(answer.access_token().clone(), Some(subject.clone()));
        let (true, Ok(request)) = (missing, request) else {
            return Ok(());
        };
        let told: Userinfo = request.request_async(&self.http).await?;
        for (name, value) in by_name(&told)? {
            if wanted.contains(&name.as_str()) {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(())
    }
}
