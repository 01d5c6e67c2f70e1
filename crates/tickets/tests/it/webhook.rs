//! Webhooks.

use serde_json::json;
use tickets::Settings;

use crate::support::{Desk, ServiceDesk, WEBHOOK_SECRET, connector, report, webhook};

#[tokio::test]
async fn a_report_is_sent_whole() {
    let desk = ServiceDesk::start();
    let ticket = connector(Settings::Webhook(webhook(&desk.address)))
        .create(&report(1))
        .await
        .unwrap();
    assert_eq!(
        desk.tickets(Desk::Webhook).await,
        [json!({
            "number": "REQ-1",
            "timestamp": "2026-03-07T15:56:00Z",
            "id": report(1).id,
            "person": { "name": "Jane Doe", "email": "jane@example.com", "principal": "jane" },
            "subject": "LT-1: the disk is nearly full",
            "text": "> It is *slow*.\n> Really.\n\nDevice\nName: LT-1\n\n- Free up space: not fixed",
            "markdown": "> It is \\*slow\\*.  \n> Really.\n\n### Device\n\n- **Name:** LT-1\n\n- Free up space: not fixed",
            "facts": { "device": "LT-1" },
            "attachments": [{
                "name": "receipt.json",
                "media_type": "application/json",
                "content": "eyJ3aGF0IjogImZyZWUtdXAtc3BhY2UifQ==",
            }],
        })]
    );
    assert_eq!(ticket.number.as_deref(), Some("REQ-1"));
    assert_eq!(
        ticket.link.unwrap().as_str(),
        format!("{}/tickets/REQ-1", desk.address)
    );
}

#[tokio::test]
async fn while_a_secret_is_replaced_both_count() {
    let desk = ServiceDesk::start();
    let new = "whsec_bmV3ZXItdGhhbi10aGUtb3RoZXItc2VjcmV0LTAy";
    for (secrets, taken) in [
        (vec![WEBHOOK_SECRET], true),
        (vec![new, WEBHOOK_SECRET], true),
        (vec![new], false),
    ] {
        let mut settings = webhook(&desk.address);
        settings.secrets = secrets.iter().map(|secret| (*secret).into()).collect();
        let made = connector(Settings::Webhook(settings)).create(&report(1)).await;
        assert_eq!(made.is_ok(), taken, "{made:?}");
    }
}
