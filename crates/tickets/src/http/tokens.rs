//! Access tokens: fetched when first needed, once for all who wait, and renewed before they end.

use jiff::{SignedDuration, Timestamp};
use reqwest::{RequestBuilder, Url};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use tokio::sync::Mutex;

use super::{Http, Trouble, parse};

/// So long before its end a token is renewed.
const MARGIN: SignedDuration = SignedDuration::from_secs(60);
/// How long a token is taken to live where its answer does not say.
const SHORT_LIFE: i64 = 120;

/// A token with its number, by which a refused one is told from its successor.
#[derive(Clone)]
pub(crate) struct Token {
    value: SecretString,
    number: u64,
    renew_at: Timestamp,
}

impl Token {
    pub(super) fn authorize(&self, request: RequestBuilder) -> RequestBuilder {
        request.bearer_auth(self.value.expose_secret())
    }
}

/// The token endpoint, and what it is asked with.
pub(crate) struct Tokens {
    url: Url,
    form: Vec<(&'static str, SecretString)>,
    current: Mutex<Option<Token>>,
}

#[derive(Deserialize)]
struct Answer {
    access_token: SecretString,
    expires_in: Option<i64>,
}

impl Tokens {
    pub(crate) fn new(url: Url, form: Vec<(&'static str, SecretString)>) -> Self {
        Self {
            url,
            form,
            current: Mutex::new(None),
        }
    }

    /// A token that still lives and is not `refused`. Whoever comes while one is fetched waits for it.
    pub(super) async fn usable(&self, http: &Http, refused: Option<&Token>) -> Result<Token, Trouble> {
        let mut current = self.current.lock().await;
        let now = http.now();
        if let Some(token) = &*current
            && now < token.renew_at
            && refused.is_none_or(|refused| refused.number < token.number)
        {
            return Ok(token.clone());
        }
        let form: Vec<_> = self
            .form
            .iter()
            .map(|(name, value)| (*name, value.expose_secret()))
            .collect();
        let answer: Answer = parse(&http.exchange(http.post(self.url.clone()).form(&form)).await?)?;
        if answer.access_token.expose_secret().is_empty() {
            return Err(Trouble::Unreadable("the token is empty".to_owned()));
        }
        // At most half of a short life, or the token would be renewed before each use.
        let life = SignedDuration::from_secs(answer.expires_in.unwrap_or(SHORT_LIFE).clamp(0, 86_400));
        let token = Token {
            value: answer.access_token,
            number: current.as_ref().map_or(1, |previous| previous.number + 1),
            renew_at: now.saturating_add(life - MARGIN.min(life / 2)).unwrap_or(now),
        };
        *current = Some(token.clone());
        Ok(token)
    }
}
