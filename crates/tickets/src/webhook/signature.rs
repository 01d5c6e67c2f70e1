use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use jiff::Timestamp;
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use crate::ConfigurationError;

/// A shared secret ("Signature scheme": at least 24 bytes, 64 at most, in base64 after `whsec_`).
pub(super) struct Secret(Key);

impl Secret {
    pub(super) fn read(given: &SecretString) -> Result<Self, ConfigurationError> {
        let wrong = |reason| ConfigurationError::Secret { reason };
        let encoded = given
            .expose_secret()
            .trim()
            .strip_prefix("whsec_")
            .ok_or_else(|| wrong("it does not begin with whsec_"))?;
        let bytes = BASE64_STANDARD
            .decode(encoded)
            .map_err(|_| wrong("it is not in base64"))?;
        match bytes.len() {
            24..=64 => Ok(Self(Key::new(HMAC_SHA256, &bytes))),
            _ => Err(wrong("it has not 24 to 64 bytes")),
        }
    }
}

/// The value of `webhook-signature`: one `v1` signature of `{id}.{timestamp}.{body}` for each secret.
pub(super) fn signatures(secrets: &[Secret], id: Uuid, at: Timestamp, body: &[u8]) -> String {
    let signed = [format!("{id}.{}.", at.as_second()).as_bytes(), body].concat();
    let one = |Secret(key): &Secret| format!("v1,{}", BASE64_STANDARD.encode(sign(key, &signed)));
    secrets.iter().map(one).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn secret(text: &str) -> Result<Secret, ConfigurationError> {
        Secret::read(&text.into())
    }

    #[test]
    fn a_signature_is_what_another_implementation_makes_of_it() {
        // By OpenSSL: printf '%s' "$id.1674087231.{}" | openssl dgst -sha256 -hmac "$key" -binary | base64
        let key = format!("whsec_{}", BASE64_STANDARD.encode("a key of twenty-four byte"));
        let id = "018f3f5e-0000-7000-8000-000000000001".parse().unwrap();
        let at = Timestamp::from_second(1_674_087_231).unwrap();
        let secrets = [secret(&key).unwrap()];
        assert_eq!(
            signatures(&secrets, id, at, b"{}"),
            "v1,39oRaXY4cE2n6ZCzq9mSEF92IY06C90ERXVtO961w88="
        );
    }

    #[test]
    fn a_secret_has_its_form() {
        let of = |length| format!("whsec_{}", BASE64_STANDARD.encode(vec![7; length]));
        for (text, taken) in [
            (of(24), true),
            (of(64), true),
            (format!(" {} ", of(32)), true),
            (of(23), false),
            (of(65), false),
            (BASE64_STANDARD.encode([7; 32]), false),
            ("whsec_%%%".to_owned(), false),
        ] {
            assert_eq!(secret(&text).is_ok(), taken, "{text}");
        }
    }
}
