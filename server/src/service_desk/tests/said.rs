//! What the service desk reads.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::Value;
use service::{Desk as ServiceDesks, SystemClock, TicketReport};

use super::{
    company::{RUN, deliver, open, place, slow},
    desk::{Kind, ServiceDesk},
};
use crate::{service_desk, testing::section_of};

async fn told(more: &str) -> Value {
    let desk = ServiceDesk::start();
    let server = open(&desk.section(Kind::ServiceNow, more)).await;
    let hand_over = slow(1);
    place(&server, &hand_over).await;
    deliver(&server, &desk, &hand_over.order.id).await;
    desk.tickets(Kind::ServiceNow).await.remove(0)
}

const ENGLISH: &str = "\
> It hangs *all* day.

Employee: Robin Lake
User principal name: robin@example.com
E-mail: r@mail.example.com
Symptom: My computer is slow
Device: LT-1
Model: Acme Book 14
Operating system: Windows 11 Pro
Last seen: 7 Mar 2026, 12:00:00 UTC
Nexthink Collector UID: 30adce7c-0000-4000-8000-000000000001
Handed over: 7 Mar 2026, 12:00:00 UTC
";

#[tokio::test]
async fn it_says_who_what_where_and_what_is_known() {
    let ticket = told("fields = { category = 'hardware', u_device = { fact = 'device' } }").await;
    assert_eq!(ticket["short_description"], "My computer is slow (LT-1)");
    let text = ticket["description"].as_str().unwrap();
    assert!(text.starts_with(ENGLISH), "{text}");
    for part in [
        "Memory: fine",
        "Processor: could not be looked at",
        "The disk is nearly full: 4.1 GB are free.",
        "Cancelled, 7 Mar 2026, 12:00:00 UTC, code ",
        "4.1 GB of 238 GB (",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(
        !text.contains("KIM-WAS-HERE"),
        "who else used the device is nobody's concern"
    );
    assert_eq!(
        (&ticket["category"], &ticket["u_device"]),
        (&"hardware".into(), &"LT-1".into())
    );
    assert!(
        !ticket["caller_id"].as_str().unwrap().is_empty(),
        "the desk knows Robin"
    );
    let file = &ticket["attachments"][0];
    assert_eq!(file["file_name"], format!("receipt-{RUN}.json"));
    let receipt = BASE64_STANDARD.decode(file["content"].as_str().unwrap()).unwrap();
    let receipt: Value = serde_json::from_slice(&receipt).unwrap();
    assert_eq!(receipt["execution_id"], RUN);
}

#[tokio::test]
async fn it_speaks_the_language_that_was_configured() {
    for (lang, subject, parts) in [
        (
            "de",
            "Mein Computer ist langsam (LT-1)",
            [
                "Arbeitsspeicher: in Ordnung",
                "4,1 GB sind frei.",
                "Was versucht wurde",
            ],
        ),
        (
            "fr",
            "Mon ordinateur est lent (LT-1)",
            ["Mémoire : correct", "4,1 Go sont libres.", "Ce qui a été essayé"],
        ),
    ] {
        let ticket = told(&format!("language = '{lang}'")).await;
        assert_eq!(ticket["short_description"], subject);
        let text = ticket["description"].as_str().unwrap();
        for part in parts {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
        assert!(!text.contains("Unknown localization"), "{text}");
    }
}

#[tokio::test]
async fn a_principal_name_may_be_an_address() {
    let desk = ServiceDesk::start();
    for (number, more, email) in [
        (1, "", Value::Null),
        (2, "email_from_upn = true", "robin@example.com".into()),
    ] {
        let server = open(&desk.section(Kind::Webhook, more)).await;
        let mut hand_over = slow(number);
        hand_over.order.email = None;
        place(&server, &hand_over).await;
        deliver(&server, &desk, &hand_over.order.id).await;
        let ticket = desk.tickets(Kind::Webhook).await.pop().unwrap();
        assert_eq!(ticket["person"]["email"], email, "{more}");
        assert_eq!(ticket["person"]["principal"], "robin@example.com");
    }
}

#[tokio::test]
async fn a_mail_says_as_much_as_a_link_has_room_for() {
    let section = section_of("[service_desk]\nkind = 'email'\naddress = 'it@example.com'\nlanguage = 'de'");
    let ServiceDesks::Mail(mail) =
        service_desk::open(&section.unwrap(), std::sync::Arc::new(SystemClock::default())).unwrap()
    else {
        panic!("an address takes mails");
    };
    let link = mail.link(&TicketReport {
        hand_over: slow(1),
        topic: None,
        findings: Vec::new(),
        figures: Vec::new(),
        runs: Vec::new(),
        receipts: Vec::new(),
    });
    assert!(
        link.starts_with("mailto:it@example.com?subject=slow-computer%20%28LT-1%29&body="),
        "{link}"
    );
    assert!(link.contains("Ger%C3%A4t%3A%20LT-1"), "{link}");
    assert!(link.len() <= 2_000);
}
