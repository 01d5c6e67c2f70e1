//! How employees prove who they are: whether providers and issuers can be asked for what proves it.

use ipnet::IpNet;
use oidc::Unreachable;
use service::Clock;
use tokens::{Algorithm, Keys};

use super::finding::Finding;
use crate::{
    config::{Config, KeySource, Proxy, TokenIssuer},
    sign_in::{Provider, Ways},
};

/// Asks everybody.
pub async fn examine(config: &Config, clock: &dyn Clock) -> Vec<Finding> {
    let identity = &config.identity;
    let ways = match Ways::new(identity, config.server.public_url.as_deref()) {
        Ok(ways) => ways,
        Err(fault) => return vec![Finding::of("settings", fault)],
    };
    let mut findings = Vec::new();
    for (name, provider) in &ways.providers {
        findings.push(provided(name, provider, clock).await);
    }
    for (name, issuer) in &identity.tokens {
        findings.push(issued(name, issuer).await);
    }
    findings.extend(ways.proxy.as_ref().map(trusted));
    findings
}

async fn provided(name: &str, provider: &Provider, clock: &dyn Clock) -> Finding {
    let check = format!("oidc.{name}");
    match provider.client.jwks_url(clock.now()).await {
        Ok(keys) => Finding::ok(
            check,
            format!("The provider answers, and names its endpoints; its keys are at {keys}."),
        ),
        Err(error) => {
            let section = format!("identity.oidc.{name}");
            let remedy = match &error {
                Unreachable::Silent(_) => format!(
                    "Let this machine reach the provider; where only a proxy may, name it in HTTPS_PROXY. Check \
                     {section}.issuer for typing errors."
                ),
                Unreachable::Unsupported(_) | Unreachable::Insecure(_) => {
                    format!("Have the provider offer it to the client of {section}.")
                }
                _ => format!(
                    "Check {section}.issuer: the address that stands before /.well-known/openid-configuration, to the \
                     letter as the provider names itself there."
                ),
            };
            Finding::fault(check, format!("Nobody can sign in this way: {error}."), remedy)
        }
    }
}

async fn issued(name: &str, issuer: &TokenIssuer) -> Finding {
    let (check, section) = (format!("tokens.{name}"), format!("identity.tokens.{name}"));
    let Some(KeySource::Jwks(url)) = issuer.key_source() else {
        return Finding::ok(check, "Its key is in the configuration, and fits the algorithms.");
    };
    let algorithms: Vec<Algorithm> = issuer
        .algorithms
        .iter()
        .filter_map(|name| name.parse().ok())
        .collect();
    let keys = match Keys::jwks(url) {
        Ok(keys) => keys,
        Err(error) => {
            return Finding::fault(
                check,
                format!("{url}: {error}."),
                format!("Mend {section}.jwks_url."),
            );
        }
    };
    match keys.count(&algorithms).await {
        Ok(0) => Finding::fault(
            check,
            format!(
                "{url} answers, and none of its keys is for {}.",
                issuer.algorithms.join(", ")
            ),
            format!("Check {section}.algorithms and {section}.jwks_url against what the portal signs with."),
        ),
        Ok(count) => Finding::ok(check, format!("{url} answers, with {count} keys that fit.")),
        Err(error) => Finding::fault(
            check,
            format!("The portal's tokens cannot be believed: {url}: {error}."),
            format!(
                "Check {section}.jwks_url, and that this machine can reach it; where only a proxy may, name it in \
                 HTTPS_PROXY."
            ),
        ),
    }
}

/// From so many addresses a person in a header is believed, that it should be said: more than 256 of IPv4, or than one
/// network of IPv6.
fn is_wide(network: &IpNet) -> bool {
    match network {
        IpNet::V4(network) => network.prefix_len() < 24,
        IpNet::V6(network) => network.prefix_len() < 64,
    }
}

fn trusted(proxy: &Proxy) -> Finding {
    let named = |wanted: fn(&IpNet) -> bool| {
        let networks = proxy.networks.iter().filter(|network| wanted(network));
        networks.map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let header = &proxy.user_header;
    let (all, wide) = (named(|network| network.prefix_len() == 0), named(is_wide));
    let remedy = "Name the proxy's own addresses alone in identity.proxy.networks, such as 10.0.0.10/32, and see that the \
                  proxy removes the header from what it gets.";
    if !all.is_empty() {
        return Finding::fault(
            "proxy",
            format!(
                "Whoever reaches this server is believed to be whomever {header} names: {all} is everybody."
            ),
            remedy,
        );
    }
    if !wide.is_empty() {
        return Finding::warning(
            "proxy",
            format!("Every machine in {wide} is believed to be whomever {header} names."),
            remedy,
        );
    }
    let networks = named(|_| true);
    Finding::ok(
        "proxy",
        format!("Only {networks} is believed to name people, by {header}."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::Verdict;

    #[test]
    fn who_is_trusted_with_names_is_said_the_louder_the_more_they_are() {
        for (networks, verdict, words) in [
            (
                &["10.0.0.10/32", "2001:db8::/64"][..],
                Verdict::Ok,
                "Only 10.0.0.10/32, 2001:db8::/64 is",
            ),
            (&["10.0.0.0/24"], Verdict::Ok, "10.0.0.0/24"),
            (
                &["10.0.0.10/32", "10.0.0.0/8"],
                Verdict::Warning,
                "in 10.0.0.0/8 is",
            ),
            (&["2001:db8::/32"], Verdict::Warning, "2001:db8::/32"),
            (
                &["10.0.0.0/8", "0.0.0.0/0"],
                Verdict::Fault,
                "0.0.0.0/0 is everybody",
            ),
            (&["::/0"], Verdict::Fault, "::/0 is everybody"),
        ] {
            let proxy = Proxy {
                networks: networks.iter().map(|network| network.parse().unwrap()).collect(),
                user_header: "x-user".to_owned(),
                identifier: Default::default(),
                name_header: None,
                groups_header: None,
            };
            let finding = trusted(&proxy);
            assert_eq!(finding.verdict, verdict, "{networks:?}");
            assert!(finding.found.contains(words), "{}", finding.found);
        }
    }
}
