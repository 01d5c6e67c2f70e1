//! The service desk: whether it answers and takes the credentials, by a call that makes nothing.

use std::sync::Arc;

use service::Clock;
use tickets::{Fault as DeskFault, Probed};

use super::finding::Finding;
use crate::{
    config::{Kind, ServiceDesk},
    service_desk::{self, Takes},
};

const GUIDE: &str = "docs/guides/service-desk.md says what the account needs there";

/// Asks it.
pub async fn examine(config: Option<&ServiceDesk>, clock: &Arc<dyn Clock>) -> Vec<Finding> {
    let Some(config) = config else {
        let found = "None is configured, so that nothing can be handed over to IT.";
        return vec![Finding::ok("service desk", found)];
    };
    let check = match config.kind {
        Kind::ServiceNow(_) => "ServiceNow",
        Kind::Jira(_) => "Jira",
        Kind::Webhook(_) => "webhook",
        Kind::Email(_) => "e-mail",
    };
    let connector = match service_desk::takes(config, clock.clone()) {
        Ok(Takes::Tickets(connector)) => connector,
        Ok(Takes::Mails(_)) => {
            return vec![match service_desk::open(config, clock.clone()) {
                Ok(_) => Finding::ok(
                    check,
                    "Its address has the right form. Employees send the mails themselves.",
                ),
                Err(fault) => Finding::of(check, fault),
            }];
        }
        Err(fault) => return vec![Finding::of(check, fault)],
    };
    vec![match connector.probe().await {
        Ok(Probed::Answers) => Finding::ok(check, "It answers, and takes the credentials."),
        Ok(Probed::NotAsked) => Finding::ok(
            check,
            "Its address and secrets have the right form. It was not called: every call is a ticket.",
        ),
        Err(fault) => refused(check, &fault),
    }]
}

fn refused(check: &str, fault: &DeskFault) -> Finding {
    let remedy = match fault {
        DeskFault::Refused {
            status: Some(401 | 403),
            ..
        } => format!("Check service_desk.credentials, and that the account is active and may use the API; {GUIDE}."),
        DeskFault::Refused { .. } => {
            format!("Check the other keys of service_desk, and the account's rights; {GUIDE}.")
        }
        _ => "Check the address in service_desk, and that this machine can reach it; where only a proxy may, name it in \
              HTTPS_PROXY."
            .to_owned(),
    };
    Finding::fault(
        check,
        format!("Hand-overs would not become tickets: {fault}."),
        remedy,
    )
}
