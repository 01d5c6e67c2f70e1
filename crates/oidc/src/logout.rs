use jiff::Timestamp;
use reqwest::Url;
use secrecy::{ExposeSecret as _, SecretString};

use crate::{Provider, Unreachable};

impl Provider {
    /// Where the browser goes to sign out at the provider as well
    /// ([RP-Initiated Logout](https://openid.net/specs/openid-connect-rpinitiated-1_0.html)), and is sent back from to
    /// `return_to`, an address that is registered there, with `state` in its query. `None` when the provider has no such
    /// place. The address holds the ID token: it is for the browser only, and not for logs.
    ///
    /// # Errors
    /// When nothing is known about the provider yet and it cannot be asked.
    pub async fn logout_address(
        &self,
        id_token_hint: &SecretString,
        return_to: &Url,
        state: &str,
        now: Timestamp,
    ) -> Result<Option<Url>, Unreachable> {
        let known = self.directory.known(now).await?;
        let Some(endpoint) = &known.metadata.additional_metadata().end_session_endpoint else {
            return Ok(None);
        };
        let mut address = endpoint.url().clone();
        address
            .query_pairs_mut()
            .append_pair("id_token_hint", id_token_hint.expose_secret())
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", return_to.as_str())
            .append_pair("state", state);
        Ok(Some(address))
    }
}
