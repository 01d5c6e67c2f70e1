//! What a client cannot be built with.

use nexthink::{Client, ConfigurationError, Credentials, Endpoints, Region};

fn with_root(pem: &str) -> Result<Client, ConfigurationError> {
    let endpoints = Endpoints::of_instance("example", Region::Eu).unwrap();
    Client::builder(endpoints, Credentials::new("portal", "hush".into()))
        .root_certificate_pem(pem)
        .build()
}

#[test]
fn a_root_certificate_that_is_no_pem_is_refused() {
    for pem in ["", "no certificate"] {
        let client = with_root(pem);
        assert!(
            matches!(client, Err(ConfigurationError::RootCertificate { .. })),
            "{pem:?}: {client:?}"
        );
    }
}

#[test]
fn a_root_certificate_that_is_pem_of_something_else_is_refused_with_the_cause() {
    let pem = "-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n";
    match with_root(pem) {
        Err(ConfigurationError::Http { reason }) => assert!(reason.contains("certificate"), "{reason}"),
        other => panic!("{other:?}"),
    }
}
