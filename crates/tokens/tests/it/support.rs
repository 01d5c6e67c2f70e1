mod source;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use serde_json::{Value, json};
use tokens::{Issuer, Issuers, Keys, Refused, Trust, Verified};

pub use self::source::{Source, nobody, published, silent};

pub const ISSUER: &str = "https://portal.example.com";
pub const AUDIENCE: &str = "deskside";

pub const RSA: &str = include_str!("../keys/rsa.pem");
pub const RSA_PUBLIC: &str = include_str!("../keys/rsa.pub.pem");
pub const EC: &str = include_str!("../keys/ec.pem");
pub const EC_PUBLIC: &str = include_str!("../keys/ec.pub.pem");
pub const EC_OTHER: &str = include_str!("../keys/ec-other.pem");

/// Seconds since 1970.
pub const NOW: i64 = 1_772_899_000;

pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap()
}

pub fn now() -> Timestamp {
    at(NOW)
}

pub fn ec(pem: &str) -> EncodingKey {
    EncodingKey::from_ec_pem(pem.as_bytes()).unwrap()
}

pub fn rsa(pem: &str) -> EncodingKey {
    EncodingKey::from_rsa_pem(pem.as_bytes()).unwrap()
}

/// The claims of a token in which nothing is wrong.
pub fn claims() -> Value {
    json!({
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "jdoe@example.com",
        "iat": NOW - 10,
        "exp": NOW + 60,
        "jti": "6f1c7a0e",
    })
}

/// The same with other claims; those that are null are left out.
pub fn claims_with(others: Value) -> Value {
    changed(claims(), others)
}

pub fn changed(mut claims: Value, others: Value) -> Value {
    let members = claims.as_object_mut().unwrap();
    for (name, value) in others.as_object().unwrap() {
        match value {
            Value::Null => members.remove(name),
            value => members.insert(name.clone(), value.clone()),
        };
    }
    claims
}

/// Signs whatever stands in header and claims, however wrong.
pub fn signed(header: &Value, claims: &Value, key: &EncodingKey, algorithm: Algorithm) -> String {
    let encode = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
    let message = format!("{}.{}", encode(header), encode(claims));
    let signature = crypto::sign(message.as_bytes(), key, algorithm).unwrap();
    format!("{message}.{signature}")
}

/// A token of the issuer that [`issuers`] knows.
pub fn token(claims: &Value) -> String {
    token_with(json!({"alg": "ES256"}), claims)
}

pub fn token_with(header: Value, claims: &Value) -> String {
    signed(&header, claims, &ec(EC), Algorithm::ES256)
}

pub fn trust(algorithms: &[Algorithm], keys: Keys) -> Trust {
    Trust {
        name: "portal".to_owned(),
        issuer: ISSUER.to_owned(),
        audience: AUDIENCE.to_owned(),
        algorithms: algorithms.to_vec(),
        keys,
    }
}

pub fn issuers_with(algorithms: &[Algorithm], keys: Keys) -> Issuers {
    Issuers::new([Issuer::new(trust(algorithms, keys)).unwrap()]).unwrap()
}

/// One issuer with one key, which signs by ES256.
pub fn issuers() -> Issuers {
    issuers_with(&[Algorithm::ES256], Keys::pem(EC_PUBLIC).unwrap())
}

pub async fn verify(token: &str) -> Result<Verified, Refused> {
    issuers().verify(token, now()).await
}

/// The code of the refusal; fails where the token is accepted.
pub async fn code(token: &str) -> &'static str {
    verify(token).await.unwrap_err().code()
}
