//! What is refused before any token comes.

use jsonwebtoken::Algorithm::{self, ES256, ES384, EdDSA, HS256, PS256, RS256};
use tokens::{ConfigurationError, Issuer, Issuers, Keys, Trust};

use crate::support::{EC, EC_PUBLIC, ISSUER, RSA, RSA_PUBLIC, trust};

fn secret() -> Keys {
    Keys::secret(&vec![7; 32].into()).unwrap()
}

fn pem(text: &str) -> Keys {
    Keys::pem(text).unwrap()
}

fn published() -> Keys {
    Keys::jwks("https://portal.example.com/jwks.json").unwrap()
}

#[test]
fn algorithms_fit_the_keys() {
    for (allowed, keys, odd) in [
        (vec![HS256], published(), HS256),
        (vec![RS256, HS256], published(), HS256),
        (vec![HS256], pem(EC_PUBLIC), HS256),
        (vec![ES256], secret(), ES256),
        (vec![HS256, RS256], secret(), RS256),
        (vec![ES256], pem(RSA_PUBLIC), ES256),
        (vec![RS256], pem(EC_PUBLIC), RS256),
        (vec![ES256, ES384], pem(EC_PUBLIC), ES384),
        (vec![ES256], pem(include_str!("../keys/ec-384.pub.pem")), ES256),
        (vec![EdDSA, ES256], pem(include_str!("../keys/ed.pub.pem")), ES256),
    ] {
        match Issuer::new(trust(&allowed, keys)) {
            Err(ConfigurationError::AlgorithmDoesNotFit { algorithm, .. }) => assert_eq!(algorithm, odd),
            other => panic!("{allowed:?}: {other:?}"),
        }
    }
    Issuer::new(trust(&[RS256, PS256], pem(RSA_PUBLIC))).unwrap();
    Issuer::new(trust(&[RS256, ES256, EdDSA], published())).unwrap();
}

#[test]
fn something_is_allowed_and_named() {
    assert_eq!(
        Issuer::new(trust(&[], published())).unwrap_err(),
        ConfigurationError::NoAlgorithm
    );
    let of = |issuer: &str, audience: &str| {
        Issuer::new(Trust {
            issuer: issuer.to_owned(),
            audience: audience.to_owned(),
            ..trust(&[ES256], published())
        })
    };
    let empty = |what| ConfigurationError::Empty { what };
    assert_eq!(of("", "deskside").unwrap_err(), empty("issuer"));
    assert_eq!(of(ISSUER, "").unwrap_err(), empty("audience"));
}

#[test]
fn an_issuer_is_configured_once() {
    let issuer = |name: &str| {
        let trust = Trust {
            name: name.to_owned(),
            ..trust(&[ES256], published())
        };
        Issuer::new(trust).unwrap()
    };
    assert_eq!(
        Issuers::new([issuer("portal"), issuer("intranet")]).unwrap_err(),
        ConfigurationError::SameIssuer {
            first: "portal".to_owned(),
            second: "intranet".to_owned()
        }
    );
}

#[test]
fn a_secret_has_32_bytes() {
    assert_eq!(
        Keys::secret(&vec![7; 31].into()).unwrap_err(),
        ConfigurationError::SecretTooShort { bytes: 31 }
    );
}

#[test]
fn a_private_key_is_told_from_a_public_one() {
    for private in [
        RSA,
        EC,
        include_str!("../keys/ed.pem"),
        include_str!("../keys/ec.sec1.pem"),
    ] {
        assert_eq!(Keys::pem(private).unwrap_err(), ConfigurationError::PrivateKey);
        let both = format!("{EC_PUBLIC}{private}");
        assert_eq!(Keys::pem(&both).unwrap_err(), ConfigurationError::PrivateKey);
    }
}

#[test]
fn only_one_public_key_is_a_public_key() {
    let broken = EC_PUBLIC.replace("MFkw", "MFkx");
    for (text, reason) in [
        ("", "it is no PEM text"),
        ("ssh-ed25519 AAAAC3Nz", "it is no PEM text"),
        (include_str!("../keys/ec.cert.pem"), "certificate"),
        (&format!("{EC_PUBLIC}{RSA_PUBLIC}"), "more than one"),
        (&EC_PUBLIC.replace("PUBLIC KEY", "X509 CRL"), "something else"),
        (&broken, "cannot be read"),
        (include_str!("../keys/rsa-1024.pub.pem"), "2048 bits"),
        (include_str!("../keys/ec-521.pub.pem"), "P-256"),
    ] {
        let error = Keys::pem(text).unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn keys_come_over_tls_or_from_this_machine() {
    for url in [
        "https://portal.example.com/jwks.json?tenant=a",
        "http://localhost:8080/jwks.json",
        "http://127.0.0.1/jwks.json",
        "http://[::1]:8080/jwks.json",
    ] {
        Keys::jwks(url).unwrap();
    }
    for url in [
        "http://portal.example.com/jwks.json",
        "http://localhost.example.com/jwks.json",
        "http://10.0.0.1/jwks.json",
        "ftp://portal.example.com/jwks.json",
        "file:///etc/jwks.json",
        "/jwks.json",
        "https://user:hush@portal.example.com/jwks.json",
    ] {
        let error = Keys::jwks(url).unwrap_err();
        assert!(
            matches!(error, ConfigurationError::KeysAddress { .. }),
            "{url}: {error}"
        );
        assert!(!error.to_string().contains("hush"));
    }
}

#[test]
fn nothing_secret_is_shown() {
    let keys = Keys::secret(&b"0123456789abcdef0123456789abcdef".to_vec().into()).unwrap();
    let shown = format!("{:?}", Issuer::new(trust(&[Algorithm::HS256], keys)).unwrap());
    assert!(
        !shown.contains("0123456789") && !shown.contains("48, 49"),
        "{shown}"
    );
}
