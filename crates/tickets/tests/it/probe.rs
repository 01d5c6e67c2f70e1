//! Whether a desk is there, asked without making anything.

use serde_json::json;
use tickets::{Fault, JiraCredentials, Probed, ServiceNowCredentials, Settings};

use crate::support::{CLIENT_SECRET, Desk, ServiceDesk, connector, jira, servicenow};

fn status(fault: &Fault) -> Option<u16> {
    match fault {
        Fault::Refused { status, .. } => *status,
        _ => None,
    }
}

#[tokio::test]
async fn a_desk_that_is_sound_is_asked_and_given_nothing() {
    let desk = ServiceDesk::start();
    for (which, probed) in [
        (Desk::ServiceNow, Probed::Answers),
        (Desk::Jira, Probed::Answers),
        (Desk::Webhook, Probed::NotAsked),
    ] {
        let asked = desk.asked().await.len();
        let connector = connector(which.settings(&desk.address));
        assert_eq!(connector.probe().await, Ok(probed), "{which:?}");
        assert!(desk.tickets(which).await.is_empty(), "{which:?}");
        assert_eq!(
            desk.asked().await.len() > asked,
            probed == Probed::Answers,
            "{which:?}"
        );
    }
    // One that has never had a ticket of ours, and one by a token of its own.
    let fresh = ServiceDesk::start_with(json!({ "fresh": true }));
    let mut settings = servicenow(&fresh.address);
    settings.credentials = ServiceNowCredentials::ClientCredentials {
        client_id: "desk-client".to_owned(),
        client_secret: CLIENT_SECRET.into(),
    };
    let connector = connector(Settings::ServiceNow(settings));
    assert_eq!(connector.probe().await, Ok(Probed::Answers));
}

#[tokio::test]
async fn a_credential_that_is_not_taken_is_told_from_a_desk_that_is_not_there() {
    let desk = ServiceDesk::start();
    let mut wrong = servicenow(&desk.address);
    wrong.credentials = ServiceNowCredentials::Basic {
        user: "deskside".to_owned(),
        password: "another".into(),
    };
    let refused = connector(Settings::ServiceNow(wrong)).probe().await.unwrap_err();
    assert_eq!(status(&refused), Some(401), "{refused}");
    let mut wrong = jira(&desk.address);
    wrong.credentials = JiraCredentials::Bearer("another".into());
    let refused = connector(Settings::JiraServiceManagement(wrong))
        .probe()
        .await
        .unwrap_err();
    assert_eq!(status(&refused), Some(401), "{refused}");
    for which in [Desk::ServiceNow, Desk::Jira] {
        let nowhere = connector(which.settings("http://127.0.0.1:1"))
            .probe()
            .await
            .unwrap_err();
        assert_eq!(nowhere.code(), "busy", "{nowhere}");
    }
}

#[tokio::test]
async fn a_desk_that_shows_nothing_is_found_out() {
    let deaf = ServiceDesk::start_with(json!({ "lacks": ["correlation_display"] }));
    let refused = connector(Desk::ServiceNow.settings(&deaf.address))
        .probe()
        .await
        .unwrap_err();
    assert!(refused.to_string().contains("correlation_display"), "{refused}");
    let blind = ServiceDesk::start_with(json!({ "blind": true }));
    let refused = connector(Settings::JiraServiceManagement(jira(&blind.address)))
        .probe()
        .await
        .unwrap_err();
    assert_eq!(status(&refused), Some(404), "{refused}");
    let mut other = jira(&blind.address);
    other.service_desk = "5".to_owned();
    let refused = connector(Settings::JiraServiceManagement(other))
        .probe()
        .await
        .unwrap_err();
    assert_eq!(status(&refused), Some(404), "{refused}");
}
