//! An identity provider, as configured.

use jiff::Timestamp;
use store::Way;
use tokens::{Algorithm, Issuer, Keys, LogoutToken, Trust};
use tokio::sync::OnceCell;

use crate::{
    config::{self, Claims},
    fault::Fault,
};

/// What providers sign logout tokens by.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// An identity provider.
#[derive(Debug)]
pub struct Provider {
    /// What the button says.
    pub label: String,
    /// What the provider's claims mean.
    pub claims: Claims,
    /// The way to it.
    pub client: oidc::Provider,
    way: Way,
    trust: (String, String),
    logout: OnceCell<Issuer>,
}

/// Why a logout token is not believed.
#[derive(Debug, thiserror::Error)]
pub enum NoLogout {
    /// The token is not right.
    #[error(transparent)]
    Token(#[from] tokens::Refused),
    /// The provider's keys cannot be had.
    #[error("the provider cannot be asked for its keys: {0}")]
    Provider(#[from] oidc::Unreachable),
    /// The provider's keys are at no safe address.
    #[error("the provider's keys cannot be used: {0}")]
    Keys(#[from] tokens::ConfigurationError),
}

impl Provider {
    /// As configured. Nothing is asked of it yet.
    pub fn new(name: &str, config: &config::Oidc, public_url: &str) -> Result<Self, Fault> {
        let section = format!("identity.oidc.{name}");
        let fault = |what: String| Fault::new(format!("{section}: {what}"), "");
        let redirect = format!("{public_url}/sign-in/oidc/{name}/callback");
        let settings = oidc::Settings {
            issuer: config.issuer.clone(),
            client_id: config.client_id.clone(),
            client_secret: config.secret(name)?,
            scopes: config.scopes.clone(),
            redirect: redirect
                .parse()
                .map_err(|_| fault(format!("{redirect} is no address: check server.public_url")))?,
            refresh: config.refresh,
        };
        Ok(Self {
            label: config.label.clone().unwrap_or_else(|| name.to_owned()),
            claims: config.claims.clone(),
            client: oidc::Provider::new(settings).map_err(|error| fault(error.to_string()))?,
            way: Way::Oidc(name.to_owned()),
            trust: (config.issuer.clone(), config.client_id.clone()),
            logout: OnceCell::new(),
        })
    }

    /// What the provider says has ended.
    ///
    /// # Errors
    /// When it is not the provider that says it.
    pub async fn logged_out(&self, token: &str, now: Timestamp) -> Result<LogoutToken, NoLogout> {
        let issuer = self.logout.get_or_try_init(async || {
            let keys = self.client.jwks_url(now).await?;
            let (issuer, audience) = self.trust.clone();
            let trust = Trust {
                name: self.way.to_string(),
                issuer,
                audience,
                algorithms: ALGORITHMS.to_vec(),
                keys: Keys::jwks(keys.as_str())?,
            };
            Ok::<_, NoLogout>(Issuer::new(trust)?)
        });
        Ok(issuer.await?.verify_logout(token, now).await?)
    }
}
