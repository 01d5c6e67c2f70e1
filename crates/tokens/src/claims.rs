//! Single claims, read as what they have to be (RFC 7519, section 4).

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::Refused;

type Claims = Map<String, Value>;

/// The most characters of a `jti`; callers keep it.
const LONGEST_ID: usize = 200;

pub(crate) fn required<'a>(claims: &'a Claims, claim: &'static str) -> Result<&'a Value, Refused> {
    claims.get(claim).ok_or(Refused::MissingClaim { claim })
}

pub(crate) fn text<'a>(claims: &'a Claims, claim: &'static str) -> Result<&'a str, Refused> {
    required(claims, claim)?.as_str().ok_or(Refused::Malformed {
        reason: "a claim that has to be a text is none",
    })
}

/// A text that is not empty, if it is there.
pub(crate) fn optional_text(claims: &Claims, claim: &'static str) -> Result<Option<String>, Refused> {
    match claims.get(claim) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text.clone())),
        Some(_) => Err(Refused::Malformed {
            reason: "a claim that has to be a text is none, or empty",
        }),
    }
}

pub(crate) fn time(claims: &Claims, claim: &'static str) -> Result<Timestamp, Refused> {
    required(claims, claim).and_then(date)
}

pub(crate) fn optional_time(claims: &Claims, claim: &'static str) -> Result<Option<Timestamp>, Refused> {
    claims.get(claim).map(date).transpose()
}

/// Seconds since 1970, which may have a fraction; it is cut off.
fn date(value: &Value) -> Result<Timestamp, Refused> {
    value
        .as_i64()
        .or_else(|| value.as_f64().map(|seconds| seconds as i64))
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .ok_or(Refused::Malformed {
            reason: "a claim that has to be a time is none",
        })
}

/// Whether `aud`, one text or several, names this audience exactly.
pub(crate) fn is_for(claims: &Claims, audience: &str) -> Result<bool, Refused> {
    match required(claims, "aud")? {
        Value::String(one) => Ok(one == audience),
        Value::Array(several) => Ok(several.iter().any(|one| one == audience)),
        _ => Err(Refused::Malformed {
            reason: "`aud` is neither a text nor a list",
        }),
    }
}

/// `jti`, which has to be fit to be kept and compared.
pub(crate) fn id(claims: &Claims) -> Result<String, Refused> {
    let id = text(claims, "jti")?;
    let is_printable = id.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    if id.is_empty() || id.len() > LONGEST_ID || !is_printable {
        return Err(Refused::Malformed {
            reason: "`jti` is not 1 to 200 printable ASCII characters",
        });
    }
    Ok(id.to_owned())
}
