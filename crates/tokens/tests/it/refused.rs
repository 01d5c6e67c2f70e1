//! One thing wrong at a time, and its code.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey};
use serde_json::{Value, json};
use tokens::{Keys, Refused};

use crate::support::{
    EC_OTHER, EC_PUBLIC, NOW, RSA, RSA_PUBLIC, claims, claims_with, code, ec, issuers_with, now, published,
    rsa, signed, token, token_with, verify,
};

async fn code_of_claims(others: Value) -> &'static str {
    code(&token(&claims_with(others))).await
}

async fn code_of_header(header: Value) -> &'static str {
    code(&token_with(header, &claims())).await
}

#[tokio::test]
async fn no_signature_is_no_proof() {
    let encode = |part: Value| URL_SAFE_NO_PAD.encode(part.to_string());
    for alg in ["none", "None", "NONE", "nOnE"] {
        let unsigned = format!("{}.{}.", encode(json!({ "alg": alg })), encode(claims()));
        assert_eq!(code(&unsigned).await, "wrong_algorithm", "{alg}");
        assert_eq!(
            code_of_header(json!({ "alg": alg })).await,
            "wrong_algorithm",
            "{alg}"
        );
    }
    let signed = token(&claims());
    let (message, _) = signed.rsplit_once('.').unwrap();
    assert_eq!(code(&format!("{message}.")).await, "bad_signature");
}

#[tokio::test]
async fn a_public_key_is_no_secret() {
    for (public, algorithm) in [(RSA_PUBLIC, Algorithm::RS256), (EC_PUBLIC, Algorithm::ES256)] {
        let issuers = issuers_with(&[algorithm], Keys::pem(public).unwrap());
        for secret in [public, public.trim_end()] {
            for (hmac, name) in [(Algorithm::HS256, "HS256"), (Algorithm::HS512, "HS512")] {
                let key = EncodingKey::from_secret(secret.as_bytes());
                let forged = signed(&json!({ "alg": name }), &claims(), &key, hmac);
                let refused = issuers.verify(&forged, now()).await.unwrap_err();
                assert_eq!(refused, Refused::WrongAlgorithm);
                // The header says what is allowed, and the signature is still not by the private key.
                let forged = signed(&json!({ "alg": algorithm }), &claims(), &key, hmac);
                let refused = issuers.verify(&forged, now()).await.unwrap_err();
                assert_eq!(refused, Refused::BadSignature);
            }
        }
    }
}

#[tokio::test]
async fn an_algorithm_must_be_allowed() {
    let issuers = issuers_with(&[Algorithm::RS256], Keys::pem(RSA_PUBLIC).unwrap());
    let token = signed(&json!({"alg": "PS256"}), &claims(), &rsa(RSA), Algorithm::PS256);
    let refused = issuers.verify(&token, now()).await.unwrap_err();
    assert_eq!(refused, Refused::WrongAlgorithm);
    assert_eq!(code_of_header(json!({"alg": "ES256K"})).await, "wrong_algorithm");
    assert_eq!(code_of_header(json!({"alg": "es256"})).await, "wrong_algorithm");
}

#[tokio::test]
async fn another_key_does_not_fit() {
    let forged = signed(
        &json!({"alg": "ES256"}),
        &claims(),
        &ec(EC_OTHER),
        Algorithm::ES256,
    );
    assert_eq!(code(&forged).await, "bad_signature");
}

#[tokio::test]
async fn a_key_that_the_token_brings_is_not_looked_at() {
    let own = ec(EC_OTHER);
    for header in [
        json!({"alg": "ES256", "jwk": published("own", &own, Algorithm::ES256)}),
        json!({"alg": "ES256", "jku": "https://attacker.example/jwks.json", "kid": "own"}),
        json!({"alg": "ES256", "x5u": "https://attacker.example/own.pem"}),
    ] {
        let forged = signed(&header, &claims(), &own, Algorithm::ES256);
        assert_eq!(code(&forged).await, "bad_signature", "{header}");
        // Nor does it disturb, whatever it is.
        verify(&token_with(header, &claims())).await.unwrap();
    }
    verify(&token_with(json!({"alg": "ES256", "jwk": 7}), &claims()))
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_critical_is_not_known() {
    for crit in [json!(["exp"]), json!([]), Value::Null] {
        let header = json!({"alg": "ES256", "crit": crit});
        assert_eq!(code_of_header(header).await, "malformed", "{crit}");
    }
}

#[tokio::test]
async fn a_header_is_of_its_kind() {
    for header in [
        json!({}),
        json!({"alg": 256}),
        json!({"alg": "ES256", "kid": 1}),
        json!({"alg": "ES256", "typ": null}),
        json!({"alg": "ES256", "typ": "logout+jwt"}),
        json!({"alg": "ES256", "typ": "dpop+jwt"}),
    ] {
        assert_eq!(code_of_header(header.clone()).await, "malformed", "{header}");
    }
}

#[tokio::test]
async fn it_is_for_somebody_else() {
    for aud in [
        json!("desk"),
        json!("deskside2"),
        json!("Deskside"),
        json!(""),
        json!([]),
        json!(["other", "deskside "]),
        json!([["deskside"]]),
    ] {
        assert_eq!(
            code_of_claims(json!({ "aud": aud })).await,
            "wrong_audience",
            "{aud}"
        );
    }
    assert_eq!(code_of_claims(json!({"aud": {"deskside": 1}})).await, "malformed");
}

#[tokio::test]
async fn its_issuer_is_nobody_known() {
    for iss in [
        "https://portal.example.com/",
        "https://PORTAL.example.com",
        "",
        "portal",
    ] {
        assert_eq!(
            code_of_claims(json!({ "iss": iss })).await,
            "unknown_issuer",
            "{iss}"
        );
    }
    assert_eq!(
        code_of_claims(json!({"iss": ["https://portal.example.com"]})).await,
        "malformed"
    );
}

#[tokio::test]
async fn its_time_is_over() {
    for exp in [NOW - 30, NOW - 31, NOW - 3600, 0, -1] {
        assert_eq!(code_of_claims(json!({ "exp": exp })).await, "expired", "{exp}");
    }
}

#[tokio::test]
async fn its_time_has_not_come() {
    for times in [
        json!({"nbf": NOW + 31}),
        json!({"iat": NOW + 31}),
        json!({"iat": NOW + 31, "exp": NOW + 100}),
    ] {
        assert_eq!(code_of_claims(times.clone()).await, "not_yet_valid", "{times}");
    }
}

#[tokio::test]
async fn it_lives_for_too_long() {
    for times in [json!({"exp": NOW + 291}), json!({"iat": NOW - 86_400})] {
        assert_eq!(code_of_claims(times.clone()).await, "too_long_lived", "{times}");
    }
    verify(&token(&claims_with(json!({"exp": NOW + 290}))))
        .await
        .unwrap();
}

#[tokio::test]
async fn times_are_times() {
    for value in [
        json!("1772899060"),
        json!(1e300),
        json!(i64::MAX),
        json!(u64::MAX),
        json!([NOW]),
    ] {
        for claim in ["exp", "iat", "nbf"] {
            assert_eq!(
                code_of_claims(json!({ claim: value })).await,
                "malformed",
                "{claim} {value}"
            );
        }
    }
}

#[tokio::test]
async fn what_must_be_there_is_missed_by_name() {
    for claim in ["iss", "aud", "exp", "iat", "jti"] {
        let refused = verify(&token(&claims_with(json!({ claim: null }))))
            .await
            .unwrap_err();
        assert_eq!(refused, Refused::MissingClaim { claim });
        assert_eq!(refused.code(), "missing_claim");
    }
}

#[tokio::test]
async fn an_id_can_be_kept() {
    for jti in [
        json!(""),
        json!("x".repeat(201)),
        json!("a\nb"),
        json!("é"),
        json!("\u{7f}"),
        json!(7),
    ] {
        assert_eq!(code_of_claims(json!({ "jti": jti })).await, "malformed", "{jti}");
    }
    for jti in ["x".repeat(200), "a b/~+=".to_owned()] {
        verify(&token(&claims_with(json!({ "jti": jti })))).await.unwrap();
    }
}

#[tokio::test]
async fn it_has_three_parts_of_base64url() {
    let good = token(&claims());
    let [header, payload, signature]: [&str; 3] = good.split('.').collect::<Vec<_>>().try_into().unwrap();
    for bad in [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        header.to_owned(),
        format!("{header}.{payload}"),
        format!("{good}.{signature}"),
        format!(".{payload}.{signature}"),
        format!("{header}..{signature}"),
        format!("{header}.{payload}.!!!"),
        format!("{header}.{payload}.{signature}="),
        format!("{header}.{payload}.{signature}\n"),
        format!(" {good}"),
        format!("{header}=.{payload}.{signature}"),
        format!("{header}.{payload}*.{signature}"),
        format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode("[]")),
        format!("{header}.{}.{signature}", URL_SAFE_NO_PAD.encode(b"\xff\xfe")),
        format!(
            "{header}.{}.{signature}",
            URL_SAFE_NO_PAD.encode("[".repeat(4000))
        ),
    ] {
        assert_eq!(code(&bad).await, "malformed", "{bad}");
    }
}

#[tokio::test]
async fn a_refusal_says_nothing_of_the_token() {
    let secret = "whisper";
    for others in [
        json!({"iss": secret}),
        json!({"aud": secret}),
        json!({"exp": secret}),
        json!({"jti": format!("{secret}\n")}),
    ] {
        let refused = verify(&token(&claims_with(others))).await.unwrap_err();
        let said = format!("{refused} {refused:?} {}", refused.code());
        assert!(!said.contains(secret), "{said}");
    }
}
