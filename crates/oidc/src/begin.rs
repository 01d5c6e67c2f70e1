//! The first half of a sign-in: where the browser goes, and what has to be kept for when it is back.

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::Timestamp;
use openidconnect::{
    AuthenticationFlow, CsrfToken, Nonce, PkceCodeChallenge, PkceCodeVerifier, core::CoreResponseType,
};
use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::{Provider, Unreachable};

/// A sign-in that was begun. To be kept where only the browser that began it leads to, on the server or in a cookie that no
/// script and no other site can read or write, and to be removed when it is used. It gives nobody else anything: the
/// provider takes a code once, and only together with this.
#[derive(Debug, Serialize, Deserialize)]
pub struct Pending {
    pub(crate) state: CsrfToken,
    pub(crate) nonce: Nonce,
    pub(crate) verifier: PkceCodeVerifier,
    pub(crate) begun_at: Timestamp,
}

impl Pending {
    /// What the callback says as its `state`.
    #[must_use]
    pub fn state(&self) -> &str {
        self.state.secret()
    }
}

impl Provider {
    /// Begins a sign-in: the address to send the browser to, and what [`finish`](Self::finish) will need.
    /// `new_secret` makes 256 bits that nobody can guess, each time others.
    ///
    /// # Errors
    /// When nothing is known about the provider yet and it cannot be asked.
    pub async fn begin(
        &self,
        now: Timestamp,
        mut new_secret: impl FnMut() -> [u8; 32],
    ) -> Result<(Url, Pending), Unreachable> {
        // 43 characters each, as many as a PKCE verifier needs (RFC 7636, section 4.1).
        let [state, nonce, verifier] = [(); 3].map(|()| BASE64_URL_SAFE_NO_PAD.encode(new_secret()));
        let verifier = PkceCodeVerifier::new(verifier);
        let known = self.directory.known(now).await?;
        let request = known.client.authorize_url(
            AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
            move || CsrfToken::new(state),
            move || Nonce::new(nonce),
        );
        let (address, state, nonce) = request
            .add_scopes(self.settings.scopes.iter().cloned())
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        let pending = Pending {
            state,
            nonce,
            verifier,
            begun_at: now,
        };
        Ok((address, pending))
    }
}
