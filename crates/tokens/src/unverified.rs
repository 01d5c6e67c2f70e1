//! A token as it came: nothing of it is true yet.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use crate::{Refused, claims};

/// The longest token that is read, in bytes.
const LONGEST: usize = 8 << 10;

pub(crate) struct Unverified<'a> {
    /// What is signed: the first two parts.
    pub(crate) message: &'a str,
    /// Still in base64url.
    pub(crate) signature: &'a str,
    pub(crate) header: Header,
    pub(crate) claims: Map<String, Value>,
}

/// What is looked at of the header. Keys that it brings along (`jwk`, `jku`, `x5c`, `x5u`) are not.
pub(crate) struct Header {
    pub(crate) alg: String,
    pub(crate) kid: Option<String>,
    pub(crate) typ: Option<String>,
}

impl<'a> Unverified<'a> {
    pub(crate) fn read(token: &'a str) -> Result<Self, Refused> {
        let malformed = |reason| Refused::Malformed { reason };
        if token.len() > LONGEST {
            return Err(malformed("it is longer than 8 KiB"));
        }
        let (message, signature) = token.rsplit_once('.').ok_or(malformed("it has one part"))?;
        let (header, payload) = message.split_once('.').ok_or(malformed("it has two parts"))?;
        // A further dot would be in the payload, and is no character of base64url.
        let header = object(header).ok_or(malformed("its header is no JSON object in base64url"))?;
        let claims = object(payload).ok_or(malformed("its payload is no JSON object in base64url"))?;
        Ok(Self {
            message,
            signature,
            header: Header::read(&header)?,
            claims,
        })
    }

    /// Who it says it is from.
    pub(crate) fn issuer(&self) -> Result<&str, Refused> {
        claims::text(&self.claims, "iss")
    }
}

impl Header {
    fn read(header: &Map<String, Value>) -> Result<Self, Refused> {
        // RFC 7515, 4.1.11: whoever does not know what is critical has to refuse, and nothing critical is known here.
        if header.contains_key("crit") {
            return Err(Refused::Malformed {
                reason: "its header has `crit`",
            });
        }
        let text = |name| match header.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(Refused::Malformed {
                reason: "`alg`, `kid` or `typ` of its header is no text",
            }),
        };
        Ok(Self {
            alg: text("alg")?.ok_or(Refused::Malformed {
                reason: "its header has no `alg`",
            })?,
            kid: text("kid")?,
            typ: text("typ")?,
        })
    }
}

fn object(part: &str) -> Option<Map<String, Value>> {
    let json = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&json).ok()
}
