//! ServiceNow.

use serde_json::{Value, json};
use tickets::{Block, Connector, Fault, Fill, ServiceNowCredentials, ServiceNowSettings, Settings, Ticket};

use crate::support::{
    CLIENT_SECRET, Desk, PASSWORD, ServiceDesk, connector, deliver, fields, report, servicenow,
};

fn connected(settings: ServiceNowSettings) -> Connector {
    connector(Settings::ServiceNow(settings))
}

#[tokio::test]
async fn a_report_becomes_a_record() {
    let desk = ServiceDesk::start_with(json!({ "fields": ["category", "cmdb_ci", "location"] }));
    let mut settings = servicenow(&desk.address);
    settings.fields = fields([
        ("category", Fill::Fixed("hardware".into())),
        ("cmdb_ci", Fill::Fact("device".to_owned())),
        ("location", Fill::Fact("room".to_owned())),
    ]);
    let ticket = connected(settings).create(&report(1)).await.unwrap();

    let made = &desk.tickets(Desk::ServiceNow).await[0];
    assert_eq!(made["short_description"], "LT-1: the disk is nearly full");
    assert_eq!(
        made["description"],
        "> It is *slow*.\n> Really.\n\nDevice\nName: LT-1\n\n- Free up space: not fixed"
    );
    assert_eq!(made["correlation_id"], report(1).id.to_string());
    assert_eq!(made["correlation_display"], "Deskside");
    assert_eq!(
        (&made["category"], &made["cmdb_ci"]),
        (&json!("hardware"), &json!("LT-1"))
    );
    assert_eq!(made.get("location"), None, "the report has no such fact");
    assert!(made["caller_id"].is_string(), "Jane is the caller");

    let sys_id = made["sys_id"].as_str().unwrap();
    assert_eq!(ticket.number.as_deref(), Some("INC0010001"));
    assert_eq!(
        ticket.link.unwrap().as_str(),
        format!("{}/nav_to.do?uri=incident.do%3Fsys_id%3D{sys_id}", desk.address)
    );
}

#[tokio::test]
async fn a_ticket_is_found_by_its_report_and_no_other() {
    let desk = ServiceDesk::start();
    let connector = connected(servicenow(&desk.address));
    let made = connector.create(&report(1)).await.unwrap();
    assert_eq!(connector.find(report(1).id).await, Ok(Some(made)));
    assert_eq!(connector.find(report(2).id).await, Ok(None));
}

#[tokio::test]
async fn a_table_that_does_not_keep_the_id_is_found_out() {
    let desk = ServiceDesk::start_with(json!({ "lacks": ["correlation_id"] }));
    let connector = connected(servicenow(&desk.address));
    // There is a ticket now, and it can be told of.
    assert!(connector.create(&report(1)).await.unwrap().number.is_some());
    // The instance answers with every record that there is.
    let refused = connector.find(report(2).id).await.unwrap_err();
    assert!(refused.to_string().contains("correlation_id"), "{refused}");
}

#[tokio::test]
async fn a_user_who_may_only_write_has_still_made_a_ticket() {
    let desk = ServiceDesk::start_with(json!({ "lacks": ["sys_id", "number", "correlation_id"] }));
    let mut settings = servicenow(&desk.address);
    settings.caller = None;
    let connector = connected(settings);
    let ticket = connector.create(&report(1)).await.unwrap();
    assert_eq!((&ticket.number, &ticket.link), (&None, &None));
    let refused = connector.attach(&report(1), &ticket).await.unwrap_err();
    assert_eq!(refused.code(), "refused");
}

/// What is said of a report that no search finds, after this many tickets were made.
async fn looked_for(instance: Value, made: u128) -> Result<Option<Ticket>, Fault> {
    let desk = ServiceDesk::start_with(instance);
    let connector = connected(servicenow(&desk.address));
    for number in 1..=made {
        connector.create(&report(number)).await.unwrap();
    }
    connector.find(report(9).id).await
}

#[tokio::test]
async fn who_sees_what_was_made_before_can_say_that_there_is_none() {
    assert_eq!(looked_for(json!({}), 0).await, Ok(None));
    assert_eq!(looked_for(json!({ "fresh": true }), 1).await, Ok(None));
    assert_eq!(looked_for(json!({ "no_rows": true }), 2).await, Ok(None));
}

#[tokio::test]
async fn an_empty_answer_alone_does_not_say_that_there_is_none() {
    for (instance, made) in [
        // The very first ticket: nobody can know whether there is none, or none to be seen.
        (json!({ "fresh": true }), 0),
        (json!({ "blind": true }), 1),
        (json!({ "no_rows": true, "lacks": ["correlation_id"] }), 1),
        (json!({ "no_rows": true, "lacks": ["correlation_display"] }), 1),
        (json!({ "no_rows": true, "unsearchable": ["correlation_id"] }), 1),
        (json!({ "lacks": ["correlation_display"] }), 1),
        (json!({ "drops": ["correlation_id"] }), 1),
        (json!({ "fresh": true, "drops": ["correlation_display"] }), 1),
    ] {
        let refused = looked_for(instance.clone(), made).await.unwrap_err();
        assert!(
            matches!(refused, Fault::Refused { status: None, .. }),
            "{instance}: {refused}"
        );
        assert!(refused.to_string().contains("may read"), "{instance}: {refused}");
    }
}

#[tokio::test]
async fn a_ticket_that_cannot_be_seen_is_not_made_twice() {
    for instance in [
        json!({ "blind": true }),
        json!({ "fresh": true, "blind": true }),
        json!({ "no_rows": true, "lacks": ["correlation_id"] }),
        json!({ "drops": ["correlation_id"] }),
        json!({ "fresh": true, "drops": ["correlation_id"] }),
    ] {
        let desk = ServiceDesk::start_with(instance.clone());
        let mut settings = servicenow(&desk.address);
        settings.caller = None;
        desk.plan(&[("create", "drop-after")]).await;
        let given_up = deliver(&connected(settings), &desk, &report(1)).await;
        assert_eq!(given_up.unwrap_err().code(), "refused", "{instance}");
        assert_eq!(desk.tickets(Desk::ServiceNow).await.len(), 1, "{instance}");
    }
}

/// Who is the caller of a ticket, by the user's place in the settings.
async fn caller(users: Value, email: Option<&str>, principal: Option<&str>) -> Option<String> {
    let desk = ServiceDesk::start_with(json!({ "users": users }));
    let mut report = report(1);
    report.person.email = email.map(str::to_owned);
    report.person.principal = principal.map(str::to_owned);
    connected(servicenow(&desk.address))
        .create(&report)
        .await
        .unwrap();
    let made = desk.tickets(Desk::ServiceNow).await.remove(0);
    made.get("caller_id").map(|id| id.as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_caller_is_the_one_user_who_matches() {
    let jane = json!({ "name": "Jane", "email": "Jane@Example.com", "user_name": "jane" });
    let other = json!({ "name": "J.", "email": "jane@example.com", "user_name": "j" });
    let gone = json!({ "name": "J.", "email": "jane@example.com", "user_name": "j", "active": false });
    let (email, principal) = (Some("jane@example.com"), Some("jane"));
    for (users, email, principal, named) in [
        (json!([jane]), email, None, true),
        (json!([jane]), None, principal, true),
        (json!([jane, gone]), email, None, true),
        // Two of the same address, one of the user name.
        (json!([jane, other]), email, principal, true),
        (json!([jane, other]), email, None, false),
        (json!([other]), Some("bob@example.com"), Some("bob"), false),
        (json!([]), email, principal, false),
        (json!([jane]), None, None, false),
        // What would be another condition, or a script.
        (
            json!([jane]),
            Some("x^ORactive=true"),
            Some("javascript:gs.getUserID()"),
            false,
        ),
    ] {
        let words = format!("{users} {email:?} {principal:?}");
        assert_eq!(caller(users, email, principal).await.is_some(), named, "{words}");
    }
}

#[tokio::test]
async fn somebody_else_is_never_the_caller() {
    // The instance leaves out the condition on a column that it does not show, and answers with Jane.
    let desk = ServiceDesk::start_with(json!({ "lacks": ["email"] }));
    let mut report = report(1);
    report.person.email = Some("bob@example.com".to_owned());
    report.person.principal = None;
    connected(servicenow(&desk.address))
        .create(&report)
        .await
        .unwrap();
    assert_eq!(desk.tickets(Desk::ServiceNow).await[0].get("caller_id"), None);
}

#[tokio::test]
async fn tokens_are_fetched_once_and_renewed_when_they_are_refused() {
    let granted = [
        ServiceNowCredentials::ClientCredentials {
            client_id: "desk-client".to_owned(),
            client_secret: CLIENT_SECRET.into(),
        },
        ServiceNowCredentials::Password {
            client_id: "desk-client".to_owned(),
            client_secret: CLIENT_SECRET.into(),
            user: "deskside".to_owned(),
            password: PASSWORD.into(),
        },
    ];
    for credentials in granted {
        let desk = ServiceDesk::start();
        let mut settings = servicenow(&desk.address);
        settings.credentials = credentials;
        settings.caller = None;
        let connector = connected(settings);
        connector.create(&report(1)).await.unwrap();
        connector.find(report(1).id).await.unwrap();
        assert_eq!(
            desk.asked().await,
            ["servicenow token", "servicenow create", "servicenow find"]
        );

        desk.revoke_tokens().await;
        connector.create(&report(2)).await.unwrap();
        assert_eq!(
            desk.asked().await[3..],
            ["servicenow create", "servicenow token", "servicenow create"]
        );
        assert_eq!(desk.tickets(Desk::ServiceNow).await.len(), 2);
    }
}

#[tokio::test]
async fn trouble_with_the_token_makes_no_ticket() {
    let desk = ServiceDesk::start();
    let mut settings = servicenow(&desk.address);
    settings.credentials = ServiceNowCredentials::ClientCredentials {
        client_id: "desk-client".to_owned(),
        client_secret: CLIENT_SECRET.into(),
    };
    let connector = connected(settings.clone());
    for kind in ["drop-before", "garbage", "unavailable", "busy"] {
        desk.plan(&[("token", kind)]).await;
        assert_eq!(
            connector.create(&report(1)).await.unwrap_err().code(),
            "busy",
            "{kind}"
        );
    }
    settings.credentials = ServiceNowCredentials::ClientCredentials {
        client_id: "desk-client".to_owned(),
        client_secret: "wrong".into(),
    };
    let refused = connected(settings).create(&report(1)).await.unwrap_err();
    assert!(
        matches!(
            refused,
            Fault::Refused {
                status: Some(401),
                ..
            }
        ),
        "{refused}"
    );
    assert_eq!(desk.tickets(Desk::ServiceNow).await, Vec::<Value>::new());
}

#[tokio::test]
async fn attachments_are_added_once() {
    let desk = ServiceDesk::start();
    let connector = connected(servicenow(&desk.address));
    let mut report = report(1);
    report.body.push(Block::Paragraph("long ".repeat(2_000)));
    let ticket = connector.create(&report).await.unwrap();
    let made = desk.tickets(Desk::ServiceNow).await;
    assert!(
        made[0]["description"]
            .as_str()
            .unwrap()
            .ends_with("…\n\n… report.txt")
    );

    // The first file is there, and its answer lost.
    desk.plan(&[("attach", "drop-after")]).await;
    assert_eq!(
        connector.attach(&report, &ticket).await.unwrap_err().code(),
        "unknown"
    );
    connector.attach(&report, &ticket).await.unwrap();
    connector.attach(&report, &ticket).await.unwrap();

    let made = desk.tickets(Desk::ServiceNow).await;
    let files: Vec<_> = made[0]["attachments"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| {
            (
                file["file_name"].as_str().unwrap(),
                file["content_type"].as_str().unwrap(),
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
}
