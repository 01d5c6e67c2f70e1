//! The way to the tenant: its hosts, its time, and whether it takes the credential.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use nexthink::{ConnectCause, Endpoints, Error, Host, TokenEndpoint};
use service::{Clock, Limits};

use super::{
    asking::Asking,
    clocks,
    finding::Finding,
    trouble::{self, CREDENTIALS},
};
use crate::{
    config::{self, Config},
    tenant::client,
};

/// By so much the two clocks may differ.
const APART: SignedDuration = SignedDuration::from_secs(60);

/// How the tenant was met.
pub struct Met {
    /// What was found.
    pub findings: Vec<Finding>,
    /// The way to ask it further.
    pub asking: Option<Asking>,
    /// Whether it took the credential.
    pub lets_in: bool,
}

/// The tenant's time and this machine's, of its first answer.
type Times = Arc<Mutex<Option<(Timestamp, Timestamp)>>>;

/// Looks for the tenant, and asks it for a token.
pub async fn examine(config: &Config, clock: &Arc<dyn Clock>) -> Met {
    let times = Times::default();
    let client = {
        let (told, here, there) = (times.clone(), clock.clone(), clock.clone());
        let hear = move |date| {
            let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
            told.get_or_insert((date, here.now()));
        };
        client(&config.tenant, Arc::new(move || there.now()), Arc::new(hear))
    };
    let client = match client {
        Ok(client) => client,
        Err(fault) => {
            return Met {
                findings: vec![Finding::of("settings", fault)],
                asking: None,
                lets_in: false,
            };
        }
    };
    let hosts = hosts(client.endpoints());
    let limits = Limits::from(config.budget);
    let mut asking = Asking::new(client, limits.nql.per_second);
    let (mut findings, mut all_answer) = (Vec::new(), true);
    for (host, check, address) in hosts {
        let answer = asking.host(host).await;
        all_answer &= answer.is_ok();
        findings.push(reached(check, &address, answer));
    }
    let told = *times.lock().unwrap_or_else(PoisonError::into_inner);
    findings.push(match (told, all_answer) {
        (Some((there, here)), _) => apart(here.duration_since(there)),
        (None, true) => Finding::warning(
            "clock",
            "The tenant's answers do not say what time it is there, so a wrong clock would not be noticed.",
            "Have the proxy in between leave the header `Date` in answers.",
        ),
        (None, false) => Finding::skipped("clock", "the tenant does not answer"),
    });
    if !all_answer {
        findings.push(Finding::skipped("credential", "the tenant does not answer"));
        return Met {
            findings,
            asking: Some(asking),
            lets_in: false,
        };
    }
    let given = asking.token().await;
    let lets_in = given.is_ok();
    findings.push(credential(&config.tenant, given));
    Met {
        findings,
        asking: Some(asking),
        lets_in,
    }
}

/// The hosts that are used, each once.
fn hosts(endpoints: &Endpoints) -> Vec<(Host, &'static str, String)> {
    let mut hosts = vec![(Host::Api, "API host", endpoints.api().to_owned())];
    let other = endpoints.login() != endpoints.api();
    if other && endpoints.token_endpoint() == TokenEndpoint::Current {
        hosts.push((Host::Login, "log-in host", endpoints.login().to_owned()));
    }
    hosts
}

fn reached(check: &str, address: &str, answer: Result<u16, Error>) -> Finding {
    let address = address.trim_end_matches('/');
    let status = match answer {
        Ok(status) => status,
        Err(error) => {
            let mut finding = trouble::of(check, &error);
            finding.found = format!("{address}: {}", finding.found);
            return finding;
        }
    };
    match status {
        407 => Finding::fault(
            check,
            format!("{address}: {} (status 407).", trouble::words(ConnectCause::Proxy)),
            "The proxy asks for a user and password: name them in HTTPS_PROXY (http://user:password@proxy:port).",
        ),
        500..=599 => Finding::warning(
            check,
            format!(
                "{address} answers with status {status}, as what stands before a host does that is down."
            ),
            "Where the checks below fail, try again later; if it stays so, check what is in between.",
        ),
        _ if address.starts_with("https://") => Finding::ok(check, format!("{address} answers over TLS.")),
        _ if is_here(address) => Finding::ok(check, format!("{address} answers, on this machine.")),
        _ => Finding::warning(
            check,
            format!("{address} answers without TLS: whoever is in between can read the credential."),
            "Write the address with https://.",
        ),
    }
}

/// Whether an address is one of this very machine.
pub fn is_here(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, host)| host);
    let host = host.split('/').next().unwrap_or_default();
    let name = match host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        Some((name, _)) => name,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

fn apart(ahead: SignedDuration) -> Finding {
    if ahead.abs() < APART {
        return Finding::ok("clock", "This machine and the tenant have the same time.");
    }
    Finding::fault(
        "clock",
        clocks::differ(ahead, "the tenant's"),
        "Set it, best for good by NTP (`timedatectl set-ntp true`): cool-downs, sessions and what was run last are \
         judged by it.",
    )
}

fn credential(config: &config::Tenant, given: Result<(), Error>) -> Finding {
    let id = &config.client_id;
    match given {
        Ok(()) => Finding::ok(
            "credential",
            format!("The tenant gives a token for the client {id}."),
        ),
        Err(Error::CredentialsRefused { problem }) => {
            let place = match &config.client_secret_file {
                Some(file) => format!("tenant.client_secret_file ({})", file.display()),
                None => "tenant.client_secret".to_owned(),
            };
            Finding::fault(
                "credential",
                format!(
                    "The tenant does not take the client id {id:?} with the secret in {place}: {problem}."
                ),
                format!(
                    "{CREDENTIALS}: compare the client ID with tenant.client_id. A secret is shown only once: if it is \
                     lost, make new credentials there (New OAuth client credentials) and put their secret into {place}."
                ),
            )
        }
        Err(error @ (Error::NotFound { .. } | Error::Rejected { .. })) => Finding::fault(
            "credential",
            format!("No tokens are given there: {error}."),
            "Check tenant.instance and tenant.region, or tenant.login_url. For a gateway that only knows /api/v1/token, \
             set tenant.token_endpoint = \"legacy\".",
        ),
        Err(error) => trouble::of("credential", &error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Verdict;

    #[test]
    fn clocks_may_differ_by_less_than_a_minute() {
        for (seconds, verdict, side) in [
            (0, Verdict::Ok, "same"),
            (59, Verdict::Ok, "same"),
            (-59, Verdict::Ok, "same"),
            (60, Verdict::Fault, "60 s ahead of"),
            (-61, Verdict::Fault, "61 s behind"),
        ] {
            let finding = apart(SignedDuration::from_secs(seconds));
            assert_eq!(finding.verdict, verdict, "{seconds}");
            assert!(finding.found.contains(side), "{}", finding.found);
        }
    }

    #[test]
    fn this_machine_is_told_from_others() {
        for (address, here) in [
            ("http://127.0.0.1:8080", true),
            ("http://localhost", true),
            ("http://localhost:80/x", true),
            ("http://[::1]:8080", true),
            ("http://it.example.com", false),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1:80", false),
            ("http://[2001:db8::1]:80", false),
        ] {
            assert_eq!(is_here(address), here, "{address}");
        }
    }

    #[test]
    fn an_answer_without_tls_is_worth_a_warning_elsewhere() {
        let verdict = |address, status| reached("API host", address, Ok(status)).verdict;
        assert_eq!(verdict("https://acme.example.com", 404), Verdict::Ok);
        assert_eq!(verdict("http://127.0.0.1:1", 404), Verdict::Ok);
        assert_eq!(verdict("http://acme.example.com", 404), Verdict::Warning);
        assert_eq!(verdict("https://acme.example.com", 502), Verdict::Warning);
        assert_eq!(verdict("https://acme.example.com", 407), Verdict::Fault);
    }
}
