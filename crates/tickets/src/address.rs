//! Which addresses may be asked, and shown.

use std::net::IpAddr;

use reqwest::Url;

use crate::ConfigurationError;

/// Reads an address from the settings: https, or http on loopback, and nothing in it that would be lost or leaked.
pub(crate) fn read(what: &'static str, given: &str) -> Result<Url, ConfigurationError> {
    let wrong = |reason| ConfigurationError::Address { what, reason };
    let url = Url::parse(given.trim()).map_err(|_| wrong("it is no absolute URL"))?;
    if has_credentials(&url) {
        return Err(wrong("it holds a user or a password"));
    }
    if url.fragment().is_some() {
        return Err(wrong("it has a fragment (#…)"));
    }
    if !is_private(&url) {
        return Err(wrong(
            "it has to begin with https:// (http:// is for loopback addresses)",
        ));
    }
    Ok(url)
}

/// The same for one below which others lie.
pub(crate) fn read_base(what: &'static str, given: &str) -> Result<Url, ConfigurationError> {
    let url = read(what, given)?;
    match url.query() {
        Some(_) => Err(ConfigurationError::Address {
            what,
            reason: "it has a query (?…)",
        }),
        None => Ok(url),
    }
}

/// An address below a base.
pub(crate) fn below(base: &Url, segments: &[&str]) -> Url {
    let mut url = base.clone();
    if let Ok(mut path) = url.path_segments_mut() {
        path.pop_if_empty().extend(segments);
    }
    url
}

/// Reads the link that a desk answers with. One that nobody should be sent to is none.
pub(crate) fn link(given: &str) -> Option<Url> {
    let url = Url::parse(given).ok()?;
    (is_private(&url) && !has_credentials(&url) && given.len() <= 2_000).then_some(url)
}

fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether what is sent there can be read by nobody on the way: https, or this machine itself.
fn is_private(url: &Url) -> bool {
    match (url.scheme(), url.host_str()) {
        ("https", Some(_)) => true,
        ("http", Some(host)) => {
            let bare = host.trim_start_matches('[').trim_end_matches(']');
            host == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn http_is_for_this_machine_only() {
        for (given, taken) in [
            ("https://company.service-now.com", true),
            (" https://company.service-now.com/ ", true),
            ("http://127.0.0.1:8080/x", true),
            ("http://[::1]:8080", true),
            ("http://localhost:1", true),
            ("http://company.service-now.com", false),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
            ("ftp://127.0.0.1", false),
            ("company.service-now.com", false),
            ("https://user:hush@company.service-now.com", false),
            ("https://company.service-now.com/#x", false),
        ] {
            assert_eq!(read("desk", given).is_ok(), taken, "{given}");
        }
        assert!(read("desk", "https://company.example/hook?key=1").is_ok());
        assert!(read_base("desk", "https://company.example/?key=1").is_err());
    }

    #[test]
    fn a_refusal_does_not_repeat_the_address() {
        let refusal = read("desk", "https://user:hush@example.com")
            .unwrap_err()
            .to_string();
        assert!(!refusal.contains("hush"), "{refusal}");
    }

    #[test]
    fn paths_go_below_the_base_and_cannot_leave_it() {
        let base = |given| read_base("desk", given).unwrap();
        for given in ["https://a.example/ex/jira/1", "https://a.example/ex/jira/1/"] {
            assert_eq!(
                below(&base(given), &["rest", "a/b"]).as_str(),
                "https://a.example/ex/jira/1/rest/a%2Fb"
            );
        }
        assert_eq!(
            below(&base("https://a.example"), &["x"]).as_str(),
            "https://a.example/x"
        );
    }

    #[test]
    fn links_that_nobody_should_follow_are_none() {
        assert!(link("https://desk.example/INC1").is_some());
        for given in [
            "javascript:alert(1)",
            "http://desk.example",
            "https://u:p@desk.example",
            "/INC1",
            "",
        ] {
            assert_eq!(link(given), None, "{given}");
        }
    }
}
