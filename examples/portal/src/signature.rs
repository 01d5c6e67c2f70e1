//! Whether a webhook is Deskside's: a [Standard Webhook](https://www.standardwebhooks.com), version 1.0.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, verify};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use thiserror::Error;

/// How old a message may be, and how far in the future, in seconds.
const TOLERANCE: i64 = 300;

/// The secret that the desk shares with Deskside.
#[derive(Debug)]
pub struct Secret(Key);

/// It is not `whsec_` and 24 to 64 bytes in base64.
#[derive(Debug, Error)]
#[error("the secret of the desk is not whsec_ and 24 to 64 bytes in base64")]
pub struct NoSecret;

impl Secret {
    /// Reads a secret.
    pub fn read(text: &str) -> Result<Self, NoSecret> {
        let encoded = text.trim().strip_prefix("whsec_").ok_or(NoSecret)?;
        let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| NoSecret)?;
        match bytes.len() {
            24..=64 => Ok(Self(Key::new(HMAC_SHA256, &bytes))),
            _ => Err(NoSecret),
        }
    }

    /// Whether one of `signatures`, the value of `webhook-signature`, is that of this message, which is not too old.
    pub fn vouches(&self, message: &Message<'_>, signatures: &str, now: Timestamp) -> bool {
        let Ok(sent): Result<i64, _> = message.timestamp.parse() else {
            return false;
        };
        if (now.as_second() - sent).abs() > TOLERANCE {
            return false;
        }
        let head = format!("{}.{}.", message.id, message.timestamp);
        let signed = [head.as_bytes(), message.body].concat();
        let mut given = signatures.split(' ').filter_map(|one| one.strip_prefix("v1,"));
        given.any(|one| {
            BASE64_STANDARD
                .decode(one)
                .is_ok_and(|tag| verify(&self.0, &signed, &tag).is_ok())
        })
    }
}

/// What came.
pub struct Message<'a> {
    /// The value of `webhook-id`.
    pub id: &'a str,
    /// The value of `webhook-timestamp`, seconds since 1970.
    pub timestamp: &'a str,
    /// The body, byte by byte.
    pub body: &'a [u8],
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_vouched_for_by_its_signature_and_nothing_else() {
        let key = format!("whsec_{}", BASE64_STANDARD.encode("a key of twenty-four byte"));
        let secret = Secret::read(&key).unwrap();
        let message = |id, timestamp, body| Message { id, timestamp, body };
        let id = "018f3f5e-0000-7000-8000-000000000001";
        // By OpenSSL: printf '%s' "$id.1674087231.{}" | openssl dgst -sha256 -hmac "$key" -binary | base64
        let good = "v1,39oRaXY4cE2n6ZCzq9mSEF92IY06C90ERXVtO961w88=";
        let at = |seconds| Timestamp::from_second(seconds).unwrap();
        let sent = 1_674_087_231;
        for (message, signatures, now, is_so) in [
            (message(id, "1674087231", b"{}".as_slice()), good, sent, true),
            (
                message(id, "1674087231", b"{}"),
                &format!("v1,AAAA {good}"),
                sent + 299,
                true,
            ),
            (message(id, "1674087231", b"{}"), good, sent + 301, false),
            (message(id, "1674087231", b"{}"), good, sent - 301, false),
            (message(id, "1674087230", b"{}"), good, sent, false),
            (message(id, "soon", b"{}"), good, sent, false),
            (message("other", "1674087231", b"{}"), good, sent, false),
            (message(id, "1674087231", b"{ }"), good, sent, false),
            (message(id, "1674087231", b"{}"), "v1,AAAA", sent, false),
            (
                message(id, "1674087231", b"{}"),
                &good.replace("v1", "v2"),
                sent,
                false,
            ),
            (message(id, "1674087231", b"{}"), "", sent, false),
        ] {
            assert_eq!(
                secret.vouches(&message, signatures, at(now)),
                is_so,
                "{signatures}"
            );
        }
    }

    #[test]
    fn a_secret_has_its_form() {
        for wrong in [
            "",
            "whsec_",
            "whsec_%%",
            "whsec_AAAA",
            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        ] {
            assert!(Secret::read(wrong).is_err(), "{wrong}");
        }
    }
}
