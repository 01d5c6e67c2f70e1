//! Tokens in which nothing is wrong.

use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::json;
use tokens::{Issuer, Issuers, Keys, Trust};

use crate::support::{
    AUDIENCE, EC, EC_PUBLIC, NOW, RSA, RSA_PUBLIC, at, claims, claims_with, ec, issuers_with, now, rsa,
    signed, token, token_with, trust, verify,
};

const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";

#[tokio::test]
async fn what_is_proven_is_handed_on() {
    let verified = verify(&token(&claims())).await.unwrap();
    assert_eq!(verified.issuer, "portal");
    assert_eq!(verified.jti, "6f1c7a0e");
    assert_eq!(verified.expires, at(NOW + 90), "with the leeway");
    assert_eq!(serde_json::Value::Object(verified.claims), claims());
}

#[tokio::test]
async fn every_algorithm_works_with_its_keys() {
    let ed = EncodingKey::from_ed_pem(include_bytes!("../keys/ed.pem")).unwrap();
    let p384 = ec(include_str!("../keys/ec-384.pem"));
    let p384_public = include_str!("../keys/ec-384.pub.pem");
    let pkcs1 = include_str!("../keys/rsa.pkcs1.pub.pem");
    let hmac = EncodingKey::from_secret(SECRET);
    let secret = || Keys::secret(&SECRET.to_vec().into()).unwrap();
    let pem = |text| Keys::pem(text).unwrap();
    for (algorithm, key, keys) in [
        (Algorithm::RS256, rsa(RSA), pem(RSA_PUBLIC)),
        (Algorithm::RS384, rsa(RSA), pem(RSA_PUBLIC)),
        (Algorithm::RS512, rsa(RSA), pem(pkcs1)),
        (Algorithm::PS256, rsa(RSA), pem(RSA_PUBLIC)),
        (Algorithm::PS384, rsa(RSA), pem(RSA_PUBLIC)),
        (Algorithm::PS512, rsa(RSA), pem(pkcs1)),
        (Algorithm::ES256, ec(EC), pem(EC_PUBLIC)),
        (Algorithm::ES384, p384, pem(p384_public)),
        (Algorithm::EdDSA, ed, pem(include_str!("../keys/ed.pub.pem"))),
        (Algorithm::HS256, hmac.clone(), secret()),
        (Algorithm::HS384, hmac.clone(), secret()),
        (Algorithm::HS512, hmac, secret()),
    ] {
        let issuers = issuers_with(&[algorithm], keys);
        let token = signed(&json!({"alg": algorithm}), &claims(), &key, algorithm);
        let verified = issuers.verify(&token, now()).await;
        assert!(verified.is_ok(), "{algorithm:?}: {verified:?}");
    }
}

#[tokio::test]
async fn one_audience_of_several_is_enough() {
    for aud in [json!([AUDIENCE]), json!(["other", AUDIENCE])] {
        verify(&token(&claims_with(json!({ "aud": aud })))).await.unwrap();
    }
}

#[tokio::test]
async fn the_type_may_be_absent_or_one_of_two() {
    for typ in ["JWT", "jwt", "at+jwt", "AT+JWT", "application/at+jwt"] {
        let token = token_with(json!({"alg": "ES256", "typ": typ}), &claims());
        assert!(verify(&token).await.is_ok(), "{typ}");
    }
}

#[tokio::test]
async fn clocks_may_differ_a_little() {
    for times in [
        json!({"exp": NOW - 29}),
        json!({"iat": NOW + 30, "exp": NOW + 330}),
        json!({"nbf": NOW + 30}),
        json!({"iat": NOW - 299, "exp": NOW + 1}),
        json!({"iat": NOW as f64 - 0.5, "exp": NOW as f64 + 0.5}),
    ] {
        let verified = verify(&token(&claims_with(times.clone()))).await;
        assert!(verified.is_ok(), "{times}: {verified:?}");
    }
}

#[tokio::test]
async fn a_token_may_be_8_kib_long_and_no_longer() {
    let with = |padding: usize| token(&claims_with(json!({"padding": "x".repeat(padding)})));
    let longest = (0..8192)
        .rev()
        .map(with)
        .find(|token| token.len() == 8192)
        .unwrap();
    verify(&longest).await.unwrap();
    let verified = verify(&with(8192)).await;
    assert_eq!(verified.unwrap_err().code(), "malformed");
}

#[tokio::test]
async fn each_issuer_is_held_to_its_own_keys() {
    let other = Trust {
        name: "intranet".to_owned(),
        issuer: "https://intranet.example.com".to_owned(),
        ..trust(&[Algorithm::RS256], Keys::pem(RSA_PUBLIC).unwrap())
    };
    let portal = trust(&[Algorithm::ES256], Keys::pem(EC_PUBLIC).unwrap());
    let issuers = Issuers::new([portal, other].map(|trust| Issuer::new(trust).unwrap())).unwrap();

    let of_intranet = claims_with(json!({"iss": "https://intranet.example.com"}));
    let genuine = signed(
        &json!({"alg": "RS256"}),
        &of_intranet,
        &rsa(RSA),
        Algorithm::RS256,
    );
    assert_eq!(issuers.verify(&genuine, now()).await.unwrap().issuer, "intranet");
    // The portal signs, and says that it is the intranet.
    let refused = issuers.verify(&token(&of_intranet), now()).await.unwrap_err();
    assert_eq!(refused.code(), "wrong_algorithm");
}

#[tokio::test]
async fn nothing_personal_is_shown() {
    let verified = verify(&token(&claims())).await.unwrap();
    let shown = format!("{verified:?}");
    assert!(shown.contains("portal"), "{shown}");
    assert!(!shown.contains("jdoe") && !shown.contains("6f1c7a0e"), "{shown}");
}
