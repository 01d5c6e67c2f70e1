//! Who somebody is: one person, or nobody.

use domain::{Claimed, Identifier, KnownUser, Lookup, Standing};
use service::Unidentified;

use crate::support::{Call, Line, Office, down};

fn claimed(by: Identifier, value: &str) -> Claimed {
    Claimed {
        by,
        value: value.into(),
        name: None,
        email: None,
        standing: Standing::default(),
    }
}

fn by_mail(value: &str) -> Claimed {
    claimed(Identifier::Other(Lookup::Email), value)
}

fn user(upn: &str, name: &str) -> KnownUser {
    known_as(MAIL, upn, name)
}

fn known_as(identifier: &str, upn: &str, name: &str) -> KnownUser {
    KnownUser {
        identifier: identifier.into(),
        upn: upn.into(),
        name: name.into(),
    }
}

const MAIL: &str = "r.lake@mail.example.com";

#[tokio::test]
async fn a_user_principal_name_is_believed_without_asking() {
    let office = Office::open().await;
    office.tenant.fails(Line::Users, down());
    let known = office
        .service
        .identify(claimed(Identifier::Upn, " Robin@Example.com "))
        .await
        .unwrap();
    assert_eq!(
        (known.id.as_str(), known.name.as_str()),
        ("robin@example.com", "Robin")
    );
    assert_eq!(office.tenant.calls(Line::Users), []);
}

#[tokio::test]
async fn whoever_is_known_by_something_else_is_looked_up_once() {
    let office = Office::open().await;
    office
        .tenant
        .knows(Lookup::Email, MAIL, user("robin@example.com", "Robin Lake"));
    for _ in 0..2 {
        let known = office.service.identify(by_mail(MAIL)).await.unwrap();
        assert_eq!(
            (known.id.as_str(), known.name.as_str()),
            ("robin@example.com", "Robin Lake")
        );
    }
    assert_eq!(
        office.tenant.calls(Line::Users),
        [Call::UsersBy(Lookup::Email, MAIL.into())]
    );
}

#[tokio::test]
async fn two_people_are_nobody_and_two_accounts_of_one_are_one() {
    let office = Office::open().await;
    let tenant = &office.tenant;
    tenant.knows(
        Lookup::UserName,
        "rlake",
        known_as("RLake", "robin@example.com", "Robin"),
    );
    tenant.knows(
        Lookup::UserName,
        "rlake",
        known_as("RLake", "rita@example.com", "Rita"),
    );
    tenant.knows(Lookup::Email, MAIL, user("robin@example.com", "Robin"));
    tenant.knows(
        Lookup::Email,
        MAIL,
        user("ROBIN@example.com", "Robin, old domain"),
    );
    tenant.knows(Lookup::Email, MAIL, user("", "a local account"));
    let by_name = claimed(Identifier::Other(Lookup::UserName), "rlake");
    assert!(matches!(
        office.service.identify(by_name).await,
        Err(Unidentified::Several(_))
    ));
    let robin = office.service.identify(by_mail(MAIL)).await.unwrap();
    assert_eq!(robin.id.as_str(), "robin@example.com");
}

#[tokio::test]
async fn nobody_is_nobody() {
    let office = Office::open().await;
    office
        .tenant
        .knows(Lookup::Email, MAIL, user("", "no principal name"));
    for mail in [MAIL, "who@example.com"] {
        let outcome = office.service.identify(by_mail(mail)).await;
        assert!(matches!(outcome, Err(Unidentified::Nobody(_))), "{outcome:?}");
    }
    for wrong in ["", "  ", "a\nb", &"x".repeat(201)] {
        let outcome = office.service.identify(by_mail(wrong)).await;
        assert!(matches!(outcome, Err(Unidentified::Malformed(_))), "{outcome:?}");
    }
    // The sign of the unit Kelvin folds into a `k`.
    let kelvin = claimed(Identifier::Upn, "\u{212a}im@example.com");
    assert!(matches!(
        office.service.identify(kelvin).await,
        Err(Unidentified::Malformed(_))
    ));
}

#[tokio::test]
async fn a_tenant_that_is_down_makes_nobody_somebody() {
    let office = Office::open().await;
    office.tenant.fails(Line::Users, down());
    assert!(matches!(
        office.service.identify(by_mail(MAIL)).await,
        Err(Unidentified::Unavailable(_))
    ));
    office.tenant.recovers(Line::Users);
    office
        .tenant
        .knows(Lookup::Email, MAIL, user("robin@example.com", "Robin"));
    office.service.identify(by_mail(MAIL)).await.unwrap();
}

#[tokio::test]
async fn what_stands_for_many_names_nobody() {
    let office = Office::open().await;
    // As a tenant may understand it.
    let other = known_as(MAIL, "robin@example.com", "Robin");
    for pattern in ["*", "r?lake@mail.example.com", "*@mail.example.com"] {
        office.tenant.knows(Lookup::Email, pattern, other.clone());
        for by in [Identifier::Upn, Identifier::Other(Lookup::Email)] {
            let outcome = office.service.identify(claimed(by, pattern)).await;
            assert!(matches!(outcome, Err(Unidentified::Malformed(_))), "{outcome:?}");
        }
    }
    // It takes two letters for the same that are not.
    let kelvin = "\u{212a}im@example.com";
    let kim = known_as("kim@example.com", "kim@example.com", "Kim");
    office.tenant.knows(Lookup::Email, kelvin, kim);
    let outcome = office.service.identify(by_mail(kelvin)).await;
    assert!(matches!(outcome, Err(Unidentified::Nobody(_))), "{outcome:?}");
    // Nor can a principal name stand for many.
    let everybody = known_as(MAIL, "*@example.com", "Everybody");
    office.tenant.knows(Lookup::Email, MAIL, everybody);
    let outcome = office.service.identify(by_mail(MAIL)).await;
    assert!(matches!(outcome, Err(Unidentified::Malformed(_))), "{outcome:?}");
}

#[tokio::test]
async fn the_address_for_mail_is_what_the_sign_in_says_it_is() {
    let office = Office::open().await;
    let robin = user("robin@example.com", "Robin Lake");
    office.tenant.knows(Lookup::Email, MAIL, robin);
    let told = |email: &str| Claimed {
        email: Some(email.to_owned()),
        ..claimed(Identifier::Upn, "robin@example.com")
    };
    let crowd = "a@example.com\n, b@example.com";
    for (claimed, email) in [
        (claimed(Identifier::Upn, "robin@example.com"), None),
        (by_mail(MAIL), Some(MAIL)),
        (told(" r@example.com "), Some("r@example.com")),
        (told("nowhere"), None),
        (told(crowd), None),
    ] {
        let known = office.service.identify(claimed).await.unwrap();
        assert_eq!(known.email.as_deref(), email);
    }
}
