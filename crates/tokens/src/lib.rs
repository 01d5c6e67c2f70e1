//! Verifies short-lived signed tokens ([JWT](https://www.rfc-editor.org/rfc/rfc7519)) that come from outside: those by
//! which a portal's back end says who its visitor is, and those by which an OpenID provider says that a session has
//! ended. It knows nothing of what they are used for, and keeps nothing but keys.
//!
//! ```
//! use jiff::Timestamp;
//! use tokens::{Algorithm, ConfigurationError, Issuer, Issuers, Keys, Refused, Trust, Verified};
//!
//! fn issuers() -> Result<Issuers, ConfigurationError> {
//!     Issuers::new([Issuer::new(Trust {
//!         name: "portal".to_owned(),
//!         issuer: "https://portal.example.com".to_owned(),
//!         audience: "deskside".to_owned(),
//!         algorithms: vec![Algorithm::ES256],
//!         keys: Keys::jwks("https://portal.example.com/jwks.json")?,
//!     })?])
//! }
//!
//! async fn who(issuers: &Issuers, token: &str, now: Timestamp) -> Result<Verified, Refused> {
//!     let verified = issuers.verify(token, now).await?;
//!     // Here: remember `verified.issuer` and `verified.jti` until `verified.expires`, and refuse it if it is known.
//!     Ok(verified)
//! }
//! # assert!(issuers().is_ok());
//! ```
//!
//! # What it takes care of
//!
//! - **The token chooses nothing.** Its `iss`, untrusted yet, only says whose keys and algorithms it has to fit. `alg` has
//!   to be on that issuer's list, which cannot mix secrets with public keys, and never has `none`. Keys that it brings
//!   along or points to are not looked at.
//! - **Time** comes in by the caller. Clocks may differ by 30 s. A token may live for 5 minutes at most, and a logout
//!   token is 5 minutes old at most.
//! - **Keys** that are published are fetched once for all who wait, kept for an hour, fetched again for a `kid` that is
//!   not known (at most every 30 s), and go on serving for 24 h when their source is down.
//! - **Refusals** ([`Refused`]) have a stable [`Refused::code`] and say nothing of what is in the token. Those of a known
//!   issuer are logged with its name.
//!
//! # What it leaves to the caller
//!
//! - **That a token is used once**: remember [`Verified::jti`] with [`Verified::issuer`]. Never compare whole tokens, as
//!   one that has been used can be given another valid signature without the key (ECDSA).
//! - **What the claims mean**: they are proven to be the issuer's words, and nothing else about them is checked.
//!
//! # Adding a kind of token
//!
//! 1. Write a file beside `verified.rs` and `logout.rs`, with the values of `typ` that the kind may have. It must not be
//!    possible to take one kind for another: by `typ`, or by a claim that no other kind has.
//! 2. `Issuer::prove` does what is the same for all (issuer, algorithm, type, signature, audience); `issuer::end` checks
//!    `exp` and `nbf`. Read the other claims by `claims.rs`, and limit how long the token may live.
//! 3. Test each refusal in `tests/it` with a token that is really signed and wrong in nothing else.
//!
//! An algorithm that `jsonwebtoken` learns is added to `fitting` in `keys/public.rs`.

mod claims;
mod configuration;
mod issuer;
mod issuers;
mod keys;
mod logout;
mod refused;
mod unverified;
mod verified;

pub use jsonwebtoken::Algorithm;

pub use self::{
    configuration::ConfigurationError,
    issuer::{Issuer, Trust},
    issuers::Issuers,
    keys::{Keys, KeysUnreachable},
    logout::LogoutToken,
    refused::Refused,
    verified::Verified,
};
