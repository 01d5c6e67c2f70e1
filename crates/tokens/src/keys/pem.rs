//! One public key from PEM text.

use jsonwebtoken::{DecodingKey, jwk::Jwk};

use super::public::PublicKey;
use crate::ConfigurationError;

pub(super) fn read(text: &str) -> Result<PublicKey, ConfigurationError> {
    let unusable = |reason| ConfigurationError::PublicKey { reason };
    let labels: Vec<&str> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("-----BEGIN ")?.strip_suffix("-----"))
        .collect();
    // The library would read the public half of a private key, and the mistake would never be noticed.
    if labels.iter().any(|label| label.ends_with("PRIVATE KEY")) {
        return Err(ConfigurationError::PrivateKey);
    }
    match labels[..] {
        ["PUBLIC KEY" | "RSA PUBLIC KEY"] => {}
        ["CERTIFICATE"] => return Err(unusable("it is a certificate; give the public key in it")),
        [] => return Err(unusable("it is no PEM text")),
        [_] => return Err(unusable("it is PEM text of something else")),
        _ => return Err(unusable("it is more than one; give one")),
    }
    let pem = text.as_bytes();
    let key = DecodingKey::from_rsa_pem(pem)
        .or_else(|_| DecodingKey::from_ec_pem(pem))
        .or_else(|_| DecodingKey::from_ed_pem(pem))
        .map_err(|_| unusable("it cannot be read"))?;
    // By the way of a JWK, so that the same is asked of both.
    Jwk::from_decoding_key(&key, None)
        .ok()
        .and_then(|jwk| PublicKey::read(&jwk))
        .ok_or(unusable(
            "only RSA with 2048 bits or more, P-256, P-384 and Ed25519 are supported",
        ))
}
