use secrecy::SecretString;

/// An OAuth client credential of the tenant, as made under Administration > Account Management > API credentials.
/// Its check boxes there decide which APIs it may call.
#[derive(Debug, Clone)]
pub struct Credentials {
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
}

impl Credentials {
    /// Both parts are opaque. The secret is sent to the token endpoint only and shows in no `Debug` and no error.
    pub fn new(client_id: impl Into<String>, client_secret: SecretString) -> Self {
        Self {
            client_id: client_id.into(),
            client_secret,
        }
    }

    /// The public half.
    #[must_use]
    pub fn client_id(&self) -> &str {
        &self.client_id
    }
}
