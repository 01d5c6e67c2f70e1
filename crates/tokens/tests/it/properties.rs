//! Whatever comes, nothing panics, and only what the issuer has signed is accepted.

use std::sync::LazyLock;

use jsonwebtoken::Algorithm;
use proptest::{collection::vec, prelude::*, sample::Index};
use serde_json::{Value, json};
use tokens::{Issuer, Issuers, Keys};
use tokio::runtime::{Builder, Runtime};

use crate::support::{EC_PUBLIC, claims, claims_with, issuers, now, token, token_with, trust};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().build().unwrap());
static ISSUERS: LazyLock<Issuers> = LazyLock::new(issuers);
static PROVIDER: LazyLock<Issuer> =
    LazyLock::new(|| Issuer::new(trust(&[Algorithm::ES256], Keys::pem(EC_PUBLIC).unwrap())).unwrap());
static GOOD: LazyLock<String> = LazyLock::new(|| token(&claims()));

/// Whether either way accepts it.
fn is_accepted(token: &str) -> bool {
    RUNTIME.block_on(async {
        let verified = ISSUERS.verify(token, now()).await;
        let logout = PROVIDER.verify_logout(token, now()).await;
        verified.is_ok() || logout.is_ok()
    })
}

/// Any JSON, with the shapes that claims have more often than others.
fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((any::<String>(), inner), 0..4).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

proptest! {
    #[test]
    fn no_bytes_are_accepted(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(!is_accepted(&String::from_utf8_lossy(&bytes)));
    }

    #[test]
    fn no_parts_are_accepted(parts in vec("[A-Za-z0-9_-]{0,60}", 0..5)) {
        prop_assert!(!is_accepted(&parts.join(".")));
    }

    #[test]
    fn no_other_character_is_accepted(at in any::<Index>(), other in any::<char>()) {
        let mut characters: Vec<char> = GOOD.chars().collect();
        let at = at.index(characters.len());
        prop_assume!(characters[at] != other);
        characters[at] = other;
        prop_assert!(!is_accepted(&characters.into_iter().collect::<String>()));
    }

    #[test]
    fn no_other_bit_is_accepted(at in any::<Index>(), bit in 0..7_u8) {
        let mut bytes = GOOD.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        prop_assert!(!is_accepted(&String::from_utf8(bytes).unwrap()));
    }

    #[test]
    fn nothing_put_in_or_left_out_is_accepted(at in any::<Index>(), cut in 0..40_usize, junk in "[A-Za-z0-9_.=-]{0,8}") {
        let at = at.index(GOOD.len());
        let end = (at + cut).min(GOOD.len());
        prop_assume!(GOOD[at..end] != junk);
        let damaged = format!("{}{junk}{}", &GOOD[..at], &GOOD[end..]);
        prop_assume!(damaged != *GOOD);
        prop_assert!(!is_accepted(&damaged));
    }

    #[test]
    fn parts_of_two_tokens_do_not_make_one(kept in 0..3_usize, jti in "[a-z]{1,8}") {
        let other = token(&claims_with(json!({ "jti": jti })));
        let good: Vec<&str> = GOOD.split('.').collect();
        let mut parts: Vec<&str> = other.split('.').collect();
        parts[kept] = good[kept];
        // The headers are the same.
        prop_assume!(kept != 0);
        prop_assert!(!is_accepted(&parts.join(".")));
    }

    #[test]
    fn whatever_an_issuer_signs_is_judged(
        claim in prop::sample::select(vec!["iss", "aud", "exp", "iat", "nbf", "jti", "events", "sub"]),
        value in value(),
    ) {
        let mut claims = claims();
        claims[claim] = value;
        is_accepted(&token(&claims));
    }

    #[test]
    fn whatever_a_header_says_is_judged(
        name in prop::sample::select(vec!["alg", "typ", "kid", "crit", "jwk", "x5c"]),
        value in value(),
    ) {
        let mut header = json!({"alg": "ES256"});
        header[name] = value;
        is_accepted(&token_with(header, &claims()));
    }
}

#[test]
fn the_good_one_is_accepted() {
    assert!(is_accepted(&GOOD));
}
