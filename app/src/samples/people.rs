//! People, and the ways in which they sign in.

use domain::Identity;

use crate::pages;

/// The people of the demonstration.
pub fn people() -> Vec<Identity> {
    [
        ("Alex Fischer", "alex.fischer@example.com"),
        ("Sam Okafor", "sam.okafor@example.com"),
        ("Mia Laurent", "mia.laurent@example.com"),
    ]
    .map(|(name, upn)| Identity {
        email: None,
        id: upn.parse().expect("an id"),
        name: name.into(),
        upn: upn.into(),
        standing: domain::Standing::default(),
    })
    .to_vec()
}

/// Ways to sign in, at the top level.
pub fn ways<'a>(providers: &'a [pages::Way], people: &'a [Identity]) -> pages::SignIn<'a> {
    pages::SignIn {
        providers,
        people,
        popup: false,
    }
}

/// Two identity providers.
pub fn providers() -> Vec<pages::Way> {
    [("company", "your Example account"), ("partner", "Partner login")]
        .map(|(name, label)| pages::Way {
            name: name.into(),
            label: label.into(),
        })
        .to_vec()
}

/// Somebody of whom Nexthink knows nothing, or too much.
pub fn not_recognised(several: bool) -> pages::Problem {
    pages::Problem::NotRecognised {
        who: "alex.fischer@corp.example.com".into(),
        several,
    }
}
