//! Which of the published keys a token has to fit.

use jsonwebtoken::{Algorithm, EncodingKey, jwk::Jwk};
use serde_json::{Value, json};
use tokens::{Keys, Refused};

use crate::support::{
    EC, EC_OTHER, RSA, RSA_PUBLIC, Source, changed, claims, ec, now, published, rsa, signed, token_with,
};

fn ec_key(kid: &str) -> Value {
    published(kid, &ec(EC), Algorithm::ES256)
}

/// A token of the key `EC`.
fn token(kid: Option<&str>) -> String {
    let mut header = json!({"alg": "ES256"});
    if let Some(kid) = kid {
        header["kid"] = kid.into();
    }
    token_with(header, &claims())
}

async fn verify_by(keys: &[Value], token: &str) -> Result<(), Refused> {
    let source = Source::of(keys).await;
    let issuers = source.issuers(&[Algorithm::ES256, Algorithm::RS256]);
    issuers.verify(token, now()).await.map(drop)
}

#[tokio::test]
async fn a_key_is_found_by_its_id() {
    let keys = [
        published("old", &ec(EC_OTHER), Algorithm::ES256),
        ec_key("new"),
        published("rsa", &rsa(RSA), Algorithm::RS256),
    ];
    assert_eq!(verify_by(&keys, &token(Some("new"))).await, Ok(()));
    assert_eq!(
        verify_by(&keys, &token(Some("old"))).await,
        Err(Refused::BadSignature)
    );
    assert_eq!(
        verify_by(&keys, &token(Some("none"))).await,
        Err(Refused::UnknownKey)
    );
    let by_rsa = signed(
        &json!({"alg": "RS256", "kid": "rsa"}),
        &claims(),
        &rsa(RSA),
        Algorithm::RS256,
    );
    assert_eq!(verify_by(&keys, &by_rsa).await, Ok(()));
}

#[tokio::test]
async fn a_token_without_an_id_needs_a_set_without_a_choice() {
    let rsa_key = published("rsa", &rsa(RSA), Algorithm::RS256);
    assert_eq!(verify_by(&[rsa_key, ec_key("a")], &token(None)).await, Ok(()));
    let two = [ec_key("a"), published("b", &ec(EC_OTHER), Algorithm::ES256)];
    assert_eq!(verify_by(&two, &token(None)).await, Err(Refused::UnknownKey));
}

#[tokio::test]
async fn a_key_serves_only_what_it_is_for() {
    for others in [
        json!({"use": "enc"}),
        json!({"key_ops": ["encrypt"]}),
        json!({"alg": "RS256"}),
        json!({"crv": "P-384"}),
    ] {
        let keys = [changed(ec_key("a"), others.clone())];
        assert_eq!(
            verify_by(&keys, &token(Some("a"))).await,
            Err(Refused::UnknownKey),
            "{others}"
        );
    }
    for others in [json!({"use": "sig", "key_ops": ["verify"]}), json!({"alg": null})] {
        let keys = [changed(ec_key("a"), others.clone())];
        assert_eq!(verify_by(&keys, &token(Some("a"))).await, Ok(()), "{others}");
    }
}

#[tokio::test]
async fn a_published_secret_is_none() {
    let hmac = EncodingKey::from_secret(RSA_PUBLIC.as_bytes());
    let secret = serde_json::to_value(Jwk::from_encoding_key(&hmac, Algorithm::HS256).unwrap()).unwrap();
    let keys = [changed(secret, json!({"kid": "a"}))];
    let forged = signed(
        &json!({"alg": "HS256", "kid": "a"}),
        &claims(),
        &hmac,
        Algorithm::HS256,
    );
    assert_eq!(verify_by(&keys, &forged).await, Err(Refused::WrongAlgorithm));
    let forged = signed(
        &json!({"alg": "ES256", "kid": "a"}),
        &claims(),
        &hmac,
        Algorithm::HS256,
    );
    assert_eq!(verify_by(&keys, &forged).await, Err(Refused::UnknownKey));
}

#[tokio::test]
async fn what_cannot_be_read_does_not_hide_the_others() {
    let keys = [
        json!(7),
        json!({"kty": "EC"}),
        json!({"kty": "AKP", "alg": "ML-DSA-44", "kid": "a", "pub": "AA"}),
        json!({"kty": "OKP", "crv": "X25519", "kid": "a", "x": "AA"}),
        json!({"kty": "RSA", "kid": "a", "n": "!", "e": "AQAB"}),
        json!({"kty": "RSA", "kid": "a", "n": "AQAB", "e": "AQAB"}),
        ec_key("a"),
    ];
    assert_eq!(verify_by(&keys, &token(Some("a"))).await, Ok(()));
}

#[tokio::test]
async fn keys_are_counted_by_what_they_serve_or_it_is_said_why_not() {
    let keys = [
        ec_key("a"),
        published("b", &ec(EC_OTHER), Algorithm::ES256),
        published("rsa", &rsa(RSA), Algorithm::RS256),
    ];
    let source = Source::of(&keys).await;
    let published = Keys::jwks(&source.url()).unwrap();
    for (algorithms, count) in [
        (&[Algorithm::ES256][..], 2),
        (&[Algorithm::ES256, Algorithm::RS256], 3),
        (&[Algorithm::EdDSA], 0),
    ] {
        assert_eq!(published.count(algorithms).await, Ok(count), "{algorithms:?}");
    }
    let given = Keys::pem(RSA_PUBLIC).unwrap();
    assert_eq!(given.count(&[Algorithm::RS256]).await, Ok(1));
    assert_eq!(given.count(&[Algorithm::ES256]).await, Ok(0));
    source.go_down();
    let why = published.count(&[Algorithm::ES256]).await.unwrap_err();
    assert_eq!(why.to_string(), "the keys cannot be fetched: HTTP status 503");
}
