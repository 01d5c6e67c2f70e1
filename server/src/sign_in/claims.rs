//! What the claims of a sign-in say of somebody.

use domain::Claimed;
use serde_json::{Map, Value};
use thiserror::Error;

use super::Rights;
use crate::config::{Claims, VERIFIED};

/// Why the claims do not say who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotClaimed {
    /// The claim that names the person is not there, or is no text.
    #[error("there is no claim {0:?} that is a text")]
    Missing(String),
    /// The provider has not verified the e-mail address, so it may be anybody's.
    #[error("the e-mail address is not verified")]
    Unverified,
    /// Nobody has configured which claim names the person.
    #[error("no claim is configured to name the person")]
    Nothing,
}

/// Reads what is wanted from the claims.
pub fn read(wanted: &Claims, claims: &Map<String, Value>, rights: &Rights) -> Result<Claimed, NotClaimed> {
    let (by, claim) = wanted.identifier().ok_or(NotClaimed::Nothing)?;
    let value = text(claims, claim).ok_or_else(|| NotClaimed::Missing(claim.to_owned()))?;
    let is_verified = claims.get(VERIFIED).is_none_or(is_true);
    if wanted.email.is_some() && !is_verified {
        return Err(NotClaimed::Unverified);
    }
    let mail = wanted.mail.as_deref().filter(|_| is_verified);
    let groups = wanted.groups.as_deref().and_then(|claim| find(claims, claim));
    Ok(Claimed {
        by,
        value: value.to_owned(),
        name: wanted
            .name
            .as_deref()
            .and_then(|claim| text(claims, claim))
            .map(str::to_owned),
        email: mail.and_then(|claim| text(claims, claim)).map(str::to_owned),
        standing: rights.of(texts(groups)),
    })
}

/// Some providers write it as a text.
fn is_true(value: &Value) -> bool {
    value == &Value::Bool(true) || value.as_str() == Some("true")
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    find(claims, name)?
        .as_str()
        .filter(|text| !text.trim().is_empty())
}

/// The claim of this name; else what the name's dots lead to.
fn find<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = claims.get(name) {
        return Some(value);
    }
    let mut parts = name.split('.');
    let first = claims.get(parts.next()?)?;
    parts.try_fold(first, |value, part| value.get(part))
}

fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(many)) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use domain::{Identifier, Lookup};
    use serde_json::json;

    use super::*;
    use crate::config;

    fn wanted(text: &str) -> Claims {
        toml(text)
    }

    fn toml<T: serde::de::DeserializeOwned>(text: &str) -> T {
        use figment::providers::{Format as _, Toml};
        figment::Figment::from(Toml::string(text)).extract().unwrap()
    }

    fn rights() -> Rights {
        Rights::new(&toml::<config::Identity>(
            "admins = ['it']\n[audiences]\nfinance = ['fin', 'cfo']\ndesign = ['dsgn']",
        ))
    }

    fn read(claims: &Claims, given: Value) -> Result<Claimed, NotClaimed> {
        super::read(claims, given.as_object().unwrap(), &rights())
    }

    #[test]
    fn claims_name_somebody_and_groups_make_what_they_belong_to() {
        let wanted = wanted("upn = 'sub'\nname = 'name'\ngroups = 'realm_access.roles'");
        let given = json!({
            "sub": "robin@example.com", "name": "Robin Lake",
            "realm_access": { "roles": ["cfo", 7, "it", "unknown"] },
        });
        let claimed = read(&wanted, given).unwrap();
        assert_eq!(
            (claimed.by, claimed.value.as_str(), claimed.name.as_deref()),
            (Identifier::Upn, "robin@example.com", Some("Robin Lake"))
        );
        assert!(claimed.standing.admin);
        let audiences: Vec<String> = claimed
            .standing
            .audiences
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(audiences, ["finance"]);
    }

    #[test]
    fn a_claim_is_found_by_its_whole_name_first() {
        let wanted = wanted("upn = 'https://example.com/upn'\ngroups = 'a.b'");
        let given =
            json!({ "https://example.com/upn": "kim@example.com", "a.b": "dsgn", "a": { "b": "fin" } });
        let claimed = read(&wanted, given).unwrap();
        assert_eq!(claimed.value, "kim@example.com");
        assert!(claimed.standing.audiences.contains(&"design".parse().unwrap()));
        assert_eq!(claimed.standing.audiences.len(), 1);
    }

    #[test]
    fn what_does_not_name_anybody_is_refused() {
        let by_upn = wanted("upn = 'upn'");
        for given in [
            json!({}),
            json!({ "upn": 7 }),
            json!({ "upn": " " }),
            json!({ "upn": ["a"] }),
        ] {
            assert_eq!(read(&by_upn, given), Err(NotClaimed::Missing("upn".into())));
        }
        let by_mail = wanted("email = 'email'");
        let mail = |verified: Value| json!({ "email": "a@example.com", "email_verified": verified });
        for unverified in [json!(false), json!("false"), json!("no"), json!(null), json!(0)] {
            assert_eq!(read(&by_mail, mail(unverified)), Err(NotClaimed::Unverified));
        }
        assert!(by_mail.wanted().contains(&"email_verified".to_owned()));
        read(&by_mail, mail(json!("true"))).unwrap();
        let claimed = read(&by_mail, mail(json!(true))).unwrap();
        assert_eq!(claimed.by, Identifier::Other(Lookup::Email));
    }

    #[test]
    fn an_address_for_mail_that_may_be_anybodys_is_left_out() {
        let wanted = wanted("upn = 'upn'\nmail = 'email'");
        let given = |verified: Value| json!({ "upn": "robin@example.com", "email": "r@example.com", "email_verified": verified });
        let read = |given| read(&wanted, given).unwrap().email;
        assert_eq!(read(given(json!(true))).as_deref(), Some("r@example.com"));
        assert_eq!(read(given(json!(false))), None);
        assert_eq!(read(json!({ "upn": "robin@example.com" })), None);
        for claim in ["email", "email_verified"] {
            assert!(wanted.wanted().contains(&claim.to_owned()));
        }
    }
}
