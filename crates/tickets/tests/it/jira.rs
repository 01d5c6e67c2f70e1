//! Jira Service Management.

use serde_json::{Value, json};
use tickets::{Block, Connector, Fault, Fill, JiraCredentials, JiraSettings, Settings};

use crate::support::{BEARER, Desk, ServiceDesk, connector, fields, jira, report};

fn connected(settings: JiraSettings) -> Connector {
    connector(Settings::JiraServiceManagement(settings))
}

#[tokio::test]
async fn a_report_becomes_a_request() {
    let desk = ServiceDesk::start_with(json!({ "fields": ["customfield_10050", "priority"] }));
    let mut settings = jira(&desk.address);
    settings.fields = fields([
        ("customfield_10050", Fill::Fact("device".to_owned())),
        ("priority", Fill::Fixed(json!({ "name": "Low" }))),
    ]);
    let ticket = connected(settings).create(&report(1)).await.unwrap();

    let made = &desk.tickets(Desk::Jira).await[0];
    assert_eq!(made["summary"], "LT-1: the disk is nearly full");
    assert_eq!(made["labels"], json!([format!("deskside-{}", report(1).id)]));
    assert_eq!(
        (&made["customfield_10050"], &made["priority"]["name"]),
        (&json!("LT-1"), &json!("Low"))
    );
    assert!(made["customer"].is_string(), "it is raised on behalf of Jane");
    let quoted = &made["description"]["content"][0];
    assert_eq!(quoted["type"], "blockquote");
    assert_eq!(quoted["content"][0]["content"][0]["text"], "It is *slow*.");

    assert_eq!(ticket.number.as_deref(), Some("HELP-1"));
    assert_eq!(
        ticket.link.unwrap().as_str(),
        format!("{}/servicedesk/customer/portal/4/HELP-1", desk.address)
    );
}

#[tokio::test]
async fn a_ticket_is_found_by_its_report_and_no_other() {
    let desk = ServiceDesk::start();
    let mut settings = jira(&desk.address);
    settings.credentials = JiraCredentials::Bearer(BEARER.into());
    let connector = connected(settings);
    let made = connector.create(&report(1)).await.unwrap();
    assert_eq!(
        connector.find(report(1).id).await,
        Ok(None),
        "the search lags behind"
    );
    desk.settle().await;
    assert_eq!(connector.find(report(1).id).await, Ok(Some(made)));
    assert_eq!(connector.find(report(2).id).await, Ok(None));
}

#[tokio::test]
async fn who_may_not_see_requests_cannot_say_that_there_is_none() {
    let desk = ServiceDesk::start_with(json!({ "blind": true }));
    let connector = connected(jira(&desk.address));
    connector.create(&report(1)).await.unwrap();
    desk.settle().await;
    let refused = connector.find(report(1).id).await.unwrap_err();
    assert!(
        matches!(
            refused,
            Fault::Refused {
                status: Some(404),
                ..
            }
        ),
        "{refused}"
    );
}

#[tokio::test]
async fn a_request_is_on_behalf_of_the_one_account_that_matches() {
    let jane = json!({ "name": "Jane", "email": "Jane@Example.com" });
    // Whoever hides an address may call themselves as they like, or have one that only begins like hers.
    let hidden = json!({ "name": "Jane Doe", "email": "jane@example.com", "hidden": true });
    let impostor = json!({ "name": "jane@example.com", "email": "mallory@example.com", "hidden": true });
    let longer = json!({ "name": "Jane", "email": "jane@example.com.example.net" });
    let namesake = json!({ "name": "jane@example.com and others", "email": "bob@example.com" });
    for (users, email, named) in [
        (json!([jane]), Some("jane@example.com"), true),
        (json!([hidden]), Some("jane@example.com"), false),
        (json!([impostor]), Some("jane@example.com"), false),
        (json!([longer]), Some("jane@example.com"), false),
        (json!([jane, impostor]), Some("jane@example.com"), true),
        (json!([jane, hidden]), Some("jane@example.com"), true),
        (json!([jane, namesake]), Some("jane@example.com"), true),
        (json!([namesake]), Some("jane@example.com"), false),
        (json!([jane, jane]), Some("jane@example.com"), false),
        (json!([]), Some("jane@example.com"), false),
        (json!([jane]), None, false),
    ] {
        let words = format!("{users} {email:?}");
        let desk = ServiceDesk::start_with(json!({ "users": users }));
        let mut report = report(1);
        report.person.email = email.map(str::to_owned);
        connected(jira(&desk.address)).create(&report).await.unwrap();
        let made = desk.tickets(Desk::Jira).await.remove(0);
        assert_eq!(
            made.get("customer").is_some_and(Value::is_string),
            named,
            "{words}"
        );
    }
}

#[tokio::test]
async fn attachments_are_added_once_and_for_agents_only() {
    let desk = ServiceDesk::start();
    let connector = connected(jira(&desk.address));
    let mut report = report(1);
    report.body.push(Block::Paragraph("long ".repeat(4_000)));
    let ticket = connector.create(&report).await.unwrap();

    desk.plan(&[("bring", "drop-after"), ("attach", "drop-after")])
        .await;
    assert_eq!(
        connector.attach(&report, &ticket).await.unwrap_err().code(),
        "busy"
    );
    assert_eq!(
        connector.attach(&report, &ticket).await.unwrap_err().code(),
        "unknown"
    );
    connector.attach(&report, &ticket).await.unwrap();
    connector.attach(&report, &ticket).await.unwrap();

    let made = desk.tickets(Desk::Jira).await;
    let files: Vec<_> = made[0]["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["filename"].as_str().unwrap(),
                file["mimeType"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        files,
        [
            ("receipt.json", "application/json"),
            ("report.txt", "text/plain; charset=utf-8")
        ]
    );
    assert_eq!(
        made[0]["attachments"][0]["content"],
        "eyJ3aGF0IjogImZyZWUtdXAtc3BhY2UifQ=="
    );
    assert_eq!(made[0]["attachments"][0]["public"], false);
}
