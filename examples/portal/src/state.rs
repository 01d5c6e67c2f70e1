//! What the handlers share.

use crate::{desk::Desk, key::SigningKey, options::Options, sessions::Sessions};

/// A portal that knows where Deskside is.
pub struct State {
    /// How it was set up.
    pub options: Options,
    /// The `iss` of its tokens.
    pub issuer: String,
    /// Deskside's origin, `https://it.example.com`.
    pub deskside: String,
    /// The key of its tokens.
    pub key: SigningKey,
    /// Its own address, as a browser has it.
    pub origin: String,
    /// Its service desk, if it has one.
    pub desk: Option<Desk>,
    /// Who is signed in.
    pub sessions: Sessions,
}
