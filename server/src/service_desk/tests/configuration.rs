//! What is wrong with the section is said before anybody hands something over.

use std::sync::Arc;

use service::SystemClock;

use crate::{service_desk, testing::section_of};

fn opened(section: &str) -> Result<(), String> {
    let section = format!("[service_desk]\n{section}");
    let section = section_of(&section)?;
    let opened = service_desk::open(&section, Arc::new(SystemClock::default()));
    opened.map(drop).map_err(|fault| fault.to_string())
}

const SERVICENOW: &str = "kind = 'servicenow'\ninstance = 'https://example.service-now.com'\n";
const JIRA: &str =
    "kind = 'jira'\nsite = 'https://example.atlassian.net'\nservice_desk = '4'\nrequest_type = '25'\n";
const BASIC: &str = "credentials = { kind = 'basic', user = 'deskside', password = 'hush-hush' }\n";

#[test]
fn every_kind_can_be_configured() {
    for good in [
        format!("{SERVICENOW}{BASIC}"),
        format!(
            "{SERVICENOW}credentials = {{ kind = 'client_credentials', client_id = 'a', client_secret = 'b' }}"
        ),
        format!(
            "{SERVICENOW}credentials = {{ kind = 'password', client_id = 'a', client_secret = 'b', user = 'c', \
             password = 'd' }}"
        ),
        format!("{JIRA}credentials = {{ kind = 'basic', email = 'd@example.com', token = 'b' }}"),
        format!("{JIRA}credentials = {{ kind = 'bearer', token = 'b' }}\nlanguage = 'fr'"),
        "kind = 'webhook'\naddress = 'https://flow.example.com/1'\n\
         secret = 'whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAx'\n\
         previous_secret = 'whsec_c2VydmljZS1kZXNrLXdlYmhvb2stc2VjcmV0LTAy'"
            .to_owned(),
        "kind = 'email'\naddress = 'it@example.com'".to_owned(),
    ] {
        opened(&good).unwrap_or_else(|said| panic!("{good}\n{said}"));
    }
}

#[test]
fn a_secret_may_be_in_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("secret");
    let section = format!(
        "{SERVICENOW}credentials = {{ kind = 'basic', user = 'deskside', password_file = '{}' }}",
        file.display()
    );
    let said = opened(&section).unwrap_err();
    assert!(said.contains("service_desk.credentials.password_file"), "{said}");
    std::fs::write(&file, "hush\n").unwrap();
    opened(&section).unwrap();
    std::fs::write(&file, "\n").unwrap();
    assert!(opened(&section).unwrap_err().contains("empty"));
}

#[test]
fn what_is_wrong_is_named_without_its_secrets() {
    for (bad, why) in [
        ("kind = 'servicenau'".to_owned(), "servicenau"),
        (format!("{SERVICENOW}{BASIC}tabel = 'incident'"), "tabel"),
        (format!("{SERVICENOW}{BASIC}language = 'nl'"), "nl"),
        (format!("{SERVICENOW}{BASIC}table = 'In Cident'"), "table"),
        (
            format!("{SERVICENOW}credentials = {{ kind = 'basic', user = 'deskside' }}"),
            "neither password nor password_file",
        ),
        (
            format!("{SERVICENOW}{BASIC}fields = {{ u_device = {{ fact = 'divice' }} }}"),
            "service_desk.fields.u_device",
        ),
        (
            format!("{SERVICENOW}{BASIC}fields = {{ description = 'x' }}"),
            "description",
        ),
        (
            format!("kind = 'servicenow'\ninstance = 'http://example.service-now.com'\n{BASIC}"),
            "https://",
        ),
        (
            format!("{JIRA}credentials = {{ kind = 'bearer', token = 'hush-hush' }}")
                .replace("'4'", "'HELP'"),
            "service desk",
        ),
        (
            "kind = 'webhook'\naddress = 'https://flow.example.com/1'\nsecret = 'hush-hush'".to_owned(),
            "whsec_",
        ),
        (
            "kind = 'email'\naddress = 'it@example.com, kim@example.com'".to_owned(),
            "address",
        ),
    ] {
        let said = opened(&bad).unwrap_err();
        assert!(said.contains(why), "{why}: {said}");
        assert!(!said.contains("hush-hush"), "{said}");
    }
}
