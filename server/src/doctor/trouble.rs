//! What trouble with a call means, whatever the call was about.

use nexthink::{ConnectCause, Error};

use super::finding::Finding;

/// Where credentials are made.
pub const CREDENTIALS: &str = "In Nexthink: Administration → Account management → API credentials";

/// A check that came to nothing because of this.
pub fn of(check: &str, error: &Error) -> Finding {
    let found = match error {
        Error::Connect { cause, detail, .. } => {
            format!("There is no connection: {} ({detail}).", words(*cause))
        }
        other => format!("{other}."),
    };
    Finding::fault(check, found, remedy(error))
}

/// Whether the credential may use an API, by the first answer of it; or what hinders, so that nothing else need be asked
/// there. `why` says what it is needed for.
pub fn permission<T>(api: &str, why: &str, answer: &Result<T, Error>) -> Result<Finding, Finding> {
    match answer {
        // What is said about the thing that was asked for is said to somebody who may ask.
        Ok(_) | Err(Error::NotFound { .. } | Error::Rejected { .. }) => Ok(Finding::ok(
            "permission",
            format!("The credential may use the {api}."),
        )),
        Err(error @ Error::Forbidden { .. }) => {
            let said = error
                .problem()
                .map(|problem| format!(" ({problem})"))
                .unwrap_or_default();
            Err(Finding::fault(
                "permission",
                format!("The credential may not use the {api}{said}. {why}"),
                format!("{CREDENTIALS} → the one of Deskside: tick “{api}”, and save."),
            ))
        }
        Err(error) => Err(of("permission", error)),
    }
}

/// What stood in the way.
pub const fn words(cause: ConnectCause) -> &'static str {
    match cause {
        ConnectCause::Name => "its name cannot be resolved",
        ConnectCause::Refused => "the connection is refused",
        ConnectCause::TimedOut => "nothing answers in time, as where a firewall is in between",
        ConnectCause::Proxy => "the proxy does not lead there",
        ConnectCause::Certificate => "its certificate is not trusted here",
        ConnectCause::Tls => "what answers does not speak TLS as it should",
        _ => "it broke off",
    }
}

/// What to do about it.
fn remedy(error: &Error) -> String {
    match error {
        Error::Connect { cause, .. } => way(*cause).to_owned(),
        Error::CredentialsRefused { .. } | Error::Unauthorized { .. } => {
            "Check that tenant.login_url and tenant.api_url are of the same tenant.".to_owned()
        }
        Error::RateLimited { .. } => "Something else asks the tenant as often as it may be asked. Try again later; if \
             it stays so, give Deskside's server a lower budget.nql.per_second, or the other one."
            .to_owned(),
        Error::UnexpectedStatus { .. } | Error::UnexpectedShape { .. } | Error::Malformed { .. } => {
            "Something else than Nexthink seems to answer. Check tenant.instance and tenant.region, or tenant.api_url, \
             and what is in between."
                .to_owned()
        }
        _ => "Try again in a few minutes. If it stays so, look at Nexthink's status page or ask its support.".to_owned(),
    }
}

/// How to open the way.
const fn way(cause: ConnectCause) -> &'static str {
    match cause {
        ConnectCause::Name => {
            "Check tenant.instance and tenant.region, or tenant.api_url and tenant.login_url, for typing errors, and that \
             this machine can resolve names of the internet. Where only a proxy can, name it in HTTPS_PROXY."
        }
        ConnectCause::Refused | ConnectCause::TimedOut => {
            "Let this machine reach the host, mostly on port 443. Where only a proxy may, name it in the environment \
             variable HTTPS_PROXY, here and for the server."
        }
        ConnectCause::Proxy => {
            "Check HTTPS_PROXY (its address, and a user and password where it asks for them), and have the proxy let the \
             host through."
        }
        ConnectCause::Certificate => {
            "Where a proxy of yours opens TLS, put its certificate authority into a PEM file and name it in \
             tenant.extra_ca. Otherwise check the address, this machine's clock, and its certificate authorities \
             (package `ca-certificates`)."
        }
        ConnectCause::Tls => {
            "Check the address: https:// belongs to a port that speaks TLS. Where a proxy is in between, name it in \
             HTTPS_PROXY."
        }
        _ => "Check the address, and the way through proxies and firewalls.",
    }
}

#[cfg(test)]
mod tests {
    use nexthink::Call;

    use super::*;

    #[test]
    fn each_thing_in_the_way_has_its_words_and_its_remedy() {
        for (cause, found, todo) in [
            (
                ConnectCause::Name,
                "its name cannot be resolved",
                "tenant.instance",
            ),
            (ConnectCause::Refused, "the connection is refused", "port 443"),
            (ConnectCause::TimedOut, "a firewall", "port 443"),
            (
                ConnectCause::Proxy,
                "the proxy does not lead there",
                "have the proxy let",
            ),
            (
                ConnectCause::Certificate,
                "its certificate is not trusted here",
                "tenant.extra_ca",
            ),
            (ConnectCause::Tls, "does not speak TLS", "a port that speaks TLS"),
            (ConnectCause::Other, "it broke off", "proxies and firewalls"),
        ] {
            let error = Error::Connect {
                call: Call::Reach,
                cause,
                detail: "in its own words".to_owned(),
            };
            let finding = of("API host", &error);
            assert!(finding.found.contains(found), "{finding:?}");
            assert!(finding.found.contains("(in its own words)"), "{finding:?}");
            assert!(finding.remedy.contains(todo), "{finding:?}");
        }
    }
}
