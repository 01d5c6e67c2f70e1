//! The address that employees see, and the pages that may frame it.

use super::{finding::Finding, tenant::is_here};
use crate::config::{Config, Server};

const PUBLIC: &str = "Put a reverse proxy with TLS in front, and set server.public_url to its address, such as \
                      \"https://it.example.com\".";

/// Looks at what is configured; nothing is asked.
pub fn examine(config: &Config) -> Vec<Finding> {
    let public = config.server.public_url.as_deref();
    let allowed: Vec<String> = config
        .embed
        .allowed_origins
        .iter()
        .map(ToString::to_string)
        .collect();
    vec![address(public), framed(&config.server, &allowed)]
}

fn address(public: Option<&str>) -> Finding {
    let Some(url) = public else {
        return Finding::warning(
            "public_url",
            "It is not set: portals and identity providers cannot lead anybody here.",
            PUBLIC,
        );
    };
    match (url.starts_with("https://"), is_here(url)) {
        (true, _) => Finding::ok("public_url", format!("Employees come over TLS, by {url}.")),
        (false, true) => Finding::ok("public_url", format!("{url} is for this machine alone.")),
        (false, false) => Finding::warning(
            "public_url",
            format!(
                "Employees come without TLS, by {url}: whoever is in between can take over their sessions."
            ),
            PUBLIC,
        ),
    }
}

fn framed(server: &Server, allowed: &[String]) -> Finding {
    let check = "embed";
    if allowed.is_empty() {
        return Finding::ok(check, "No page of others may frame Deskside.");
    }
    let all = allowed.join(", ");
    if server.public_url.is_none() {
        return Finding::fault(
            check,
            format!("{all} may frame Deskside, and could not find it: server.public_url is not set."),
            PUBLIC,
        );
    }
    if let Some(own) = allowed
        .iter()
        .find(|origin| Some(*origin) == server.public_url.as_ref())
    {
        return Finding::warning(
            check,
            format!("{own} is Deskside itself, which needs no frame."),
            "Name the portals in embed.allowed_origins, and nothing else.",
        );
    }
    let open: Vec<&str> = allowed
        .iter()
        .map(String::as_str)
        .filter(|origin| origin.contains("*."))
        .collect();
    match open.is_empty() {
        true => Finding::ok(check, format!("{all} may frame Deskside.")),
        false => Finding::warning(
            check,
            format!(
                "Every host below {} may frame Deskside, also those of others.",
                open.join(", ")
            ),
            "Where not all of them are yours, as at a host for many companies, name your own in embed.allowed_origins.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Verdict;

    #[test]
    fn employees_come_over_tls_or_from_this_machine() {
        for (url, verdict) in [
            (Some("https://it.example.com"), Verdict::Ok),
            (Some("http://127.0.0.1:8080"), Verdict::Ok),
            (Some("http://localhost:8080"), Verdict::Ok),
            (Some("http://it.example.com"), Verdict::Warning),
            (None, Verdict::Warning),
        ] {
            assert_eq!(address(url).verdict, verdict, "{url:?}");
        }
    }

    #[test]
    fn who_may_frame_it_can_find_it_and_is_known() {
        let public = "https://it.example.com";
        for (url, allowed, verdict) in [
            (Some(public), &[][..], Verdict::Ok),
            (None, &[], Verdict::Ok),
            (Some(public), &["https://portal.example.com"], Verdict::Ok),
            (
                Some(public),
                &["https://portal.example.com", "https://*.example.net"],
                Verdict::Warning,
            ),
            (Some(public), &[public], Verdict::Warning),
            (None, &["https://portal.example.com"], Verdict::Fault),
        ] {
            let server = Server {
                public_url: url.map(str::to_owned),
                ..Server::default()
            };
            let allowed: Vec<String> = allowed.iter().map(ToString::to_string).collect();
            assert_eq!(framed(&server, &allowed).verdict, verdict, "{allowed:?}");
        }
    }
}
