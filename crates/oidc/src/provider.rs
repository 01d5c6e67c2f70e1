use std::sync::Arc;

use jiff::Timestamp;
use reqwest::Url;

use crate::{
    ConfigurationError, Settings, Unreachable,
    directory::Directory,
    http::{Http, chain},
    settings::Checked,
};

/// One identity provider at which employees can prove who they are. To be made once and shared.
#[derive(Debug)]
pub struct Provider {
    pub(crate) http: Http,
    pub(crate) settings: Arc<Checked>,
    pub(crate) directory: Directory,
}

impl Provider {
    /// Makes no request: a provider that is down does not hinder a start.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub fn new(settings: Settings) -> Result<Self, ConfigurationError> {
        let settings = Arc::new(settings.check()?);
        let http = Http::new().map_err(|error| ConfigurationError::Http(chain(&error)))?;
        Ok(Self {
            directory: Directory::new(http.clone(), settings.clone()),
            http,
            settings,
        })
    }

    /// Where the provider publishes the keys that it signs with, logout tokens as well.
    ///
    /// # Errors
    /// When nothing is known about the provider yet and it cannot be asked.
    pub async fn jwks_url(&self, now: Timestamp) -> Result<Url, Unreachable> {
        let known = self.directory.known(now).await?;
        Ok(known.metadata.jwks_uri().url().clone())
    }
}
