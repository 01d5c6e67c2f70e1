//! A relying party of [OpenID Connect](https://openid.net/specs/openid-connect-core-1_0.html): sign-in with a company's
//! identity provider by authorization code and PKCE, over the `openidconnect` crate. It knows providers and nothing of
//! what a signed-in person may do.
//!
//! ```no_run
//! use jiff::Timestamp;
//! use oidc::{Callback, Pending, Provider, Settings};
//!
//! # async fn example(now: Timestamp, secret: fn() -> [u8; 32], callback: Callback) -> Result<(), Box<dyn std::error::Error>> {
//! let provider = Provider::new(Settings {
//!     issuer: "https://login.example.com".to_owned(),
//!     client_id: "deskside".to_owned(),
//!     client_secret: std::env::var("OIDC_SECRET")?.into(),
//!     scopes: vec!["openid".to_owned(), "profile".to_owned()],
//!     redirect: "https://it.example.com/sign-in/oidc/company/callback".parse()?,
//!     refresh: true,
//! })?;
//!
//! // The browser is sent to `address`; `pending` is kept for it, to be found by its state and used once.
//! let (address, pending): (_, Pending) = provider.begin(now, secret).await?;
//!
//! // The browser comes back to the redirect address, whose query is the callback.
//! let proven = provider.finish(callback, pending, &["preferred_username", "groups"], now).await?;
//! println!("{} is {:?}", proven.subject, proven.claims.get("preferred_username"));
//!
//! // While the session lasts, the account is followed at the provider.
//! if let Some(tokens) = proven.tokens
//!     && tokens.is_due(now)
//! {
//!     match provider.refresh(&tokens, now).await {
//!         Ok(refreshed) => println!("again at {}", refreshed.tokens.refresh_at),
//!         Err(oidc::RefreshError::Ended(_)) => println!("the session must end"),
//!         Err(oidc::RefreshError::Unreachable(_)) => println!("later"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What it takes care of
//!
//! - **Metadata and keys** of the provider are fetched when first needed, once for all who wait, kept for an hour, and
//!   fetched anew when a token is signed with a key that is not known. While the provider is down, what is known goes on
//!   being used. The issuer in the metadata must be the configured one to the letter.
//! - **The callback** is believed for the sign-in that was begun only: state, PKCE, nonce, and the issuer of
//!   [RFC 9207](https://www.rfc-editor.org/rfc/rfc9207) where the provider sends it.
//! - **ID tokens** are taken with asymmetric signatures only; issuer, audience, authorized party, times, nonce and the
//!   hash of the access token are checked. Audiences besides the client are refused.
//! - **Claims** that the ID token lacks are asked for at the userinfo endpoint.
//! - **Secrets** show neither in `Debug` nor in errors; errors have a stable [`code`](Refused::code) for users' pages
//!   and counters, and a text for logs that holds no claim, code or token.
//!
//! Every address must be https, apart from those on loopback. Redirects are not followed; an answer may take 10 s and be
//! 1 MiB. Time and randomness come in as parameters. The tokens of back-channel logout are not read here: they are signed
//! with the keys at [`Provider::jwks_url`].
//!
//! # Extending it
//!
//! - A further thing to check about ID tokens: `verify.rs`, with a variant of [`TokenFault`], and a case in
//!   `tests/it/tokens.rs`, where a provider of the tests signs whatever it is told.
//! - A further field of the provider's metadata: `Further` in `types.rs`; whether a provider can be used at all is
//!   decided in `directory/discover.rs`.
//! - A further parameter of the authorization request: `begin.rs`.
//! - What the provider of the tests can do: `end2end/support/identity-provider/`.

mod begin;
mod claims;
mod directory;
mod error;
mod finish;
mod http;
mod logout;
mod provider;
mod refresh;
mod settings;
mod types;
mod verify;

pub use reqwest::Url;

pub use self::{
    begin::Pending,
    error::{ConfigurationError, Ended, RefreshError, Refused, TokenFault, Unreachable},
    finish::{Callback, Proven},
    provider::Provider,
    refresh::{Refreshed, Refreshing},
    settings::Settings,
};
