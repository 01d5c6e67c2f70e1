//! What Robin hands over, and the sender that delivers it.

use domain::{
    Device, DeviceKind, Evidence, Execution, Facts, Figure, Finding, HandOver, HandOverId, HandOverState,
    HandedDevice, Health, Launch, NewExecution, NewHandOver, Platform, Rating, Signal, Subject, Verdict,
};
use jiff::{SignedDuration, Timestamp};
use service::{HandOverDraft, HandOvers as _};

use super::desk::ServiceDesk;
use crate::testing::Desk;

const DEVICE: &str = "30adce7c-0000-4000-8000-000000000001";
pub const RUN: &str = "10000000-0000-4000-8000-00000000abcd";

/// A server with this section, and the content that is shipped.
pub async fn open(section: &str) -> Desk {
    Desk::open_with_shipped_content(section).await
}

fn noon() -> Timestamp {
    "2026-03-07T12:00:00Z".parse().unwrap()
}

fn figure(metric: &str, value: f64, whole: Option<f64>, rating: Rating) -> Figure {
    Figure {
        metric: metric.parse().unwrap(),
        value,
        whole,
        usual: None,
        rating,
        as_of: noon(),
    }
}

/// A run of the clean-up that was taken back.
fn run() -> Execution {
    let order = NewExecution {
        id: RUN.parse().unwrap(),
        employee: "robin@example.com".parse().unwrap(),
        device: DEVICE.parse().unwrap(),
        device_name: "LT-1".to_owned(),
        remedy: "free-up-space".parse().unwrap(),
        launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
        parameters: [].into(),
        proof: None,
        before: None,
        created_at: noon(),
        expires_at: noon() + SignedDuration::from_hours(4),
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    };
    Execution::new(order)
        .advance(Signal::TakenBack, noon())
        .into_execution()
}

/// A slow computer, with what was known of it.
pub fn slow(number: u32) -> HandOver {
    let disk = figure("disk_free", 4.1e9, Some(238e9), Rating::Frustrating);
    let memory = figure("memory_used", 41.0, None, Rating::Good);
    let finding = |check: &str, verdict, evidence: Option<&Figure>| Finding {
        check: check.parse().unwrap(),
        verdict,
        evidence: evidence.cloned().map(Evidence::Figure),
    };
    let facts = Facts {
        device: Some(HandedDevice {
            uid: DEVICE.parse().unwrap(),
            name: "LT-1".to_owned(),
            known: Some(Device {
                uid: DEVICE.parse().unwrap(),
                name: "LT-1".to_owned(),
                kind: DeviceKind::Laptop,
                model: "Acme Book 14".to_owned(),
                platform: Platform::Windows,
                system: "Windows 11 Pro".to_owned(),
                last_seen: noon(),
                last_user: "KIM-WAS-HERE".to_owned(),
            }),
            health: Some(Health {
                figures: vec![disk.clone(), memory.clone()],
                reported_at: noon(),
                fetched_at: noon(),
            }),
        }),
        topic: Some("slow-computer".parse().unwrap()),
        findings: vec![
            finding("memory", Verdict::Fine, Some(&memory)),
            finding("processor", Verdict::Unknown, None),
            finding("disk", Verdict::Found, Some(&disk)),
        ],
        runs: vec![run()],
    };
    HandOver::new(NewHandOver {
        id: format!("40000000-0000-4000-8000-{number:012}").parse().unwrap(),
        employee: "robin@example.com".parse().unwrap(),
        name: "Robin Lake".to_owned(),
        upn: "robin@example.com".to_owned(),
        email: Some("r@mail.example.com".to_owned()),
        about: Subject::Topic {
            topic: "slow-computer".parse().unwrap(),
            device: Some(DEVICE.parse().unwrap()),
        },
        note: Some("It hangs *all* day.".parse().unwrap()),
        facts,
        created_at: noon(),
    })
}

/// Hands it over.
pub async fn place(server: &Desk, hand_over: &HandOver) {
    let (employee, about) = (&hand_over.order.employee, &hand_over.order.about);
    let latest = server.store.hand_over_about(employee, about).await.unwrap();
    let draft = HandOverDraft {
        hand_over: hand_over.clone(),
        key: hand_over.order.id.as_str().parse().unwrap(),
        after: latest.map(|latest| latest.order.id),
    };
    server.store.place_hand_over(&draft, server.now()).await.unwrap();
}

/// Lets the sender do what is due now, once.
pub async fn deliver_once(server: &Desk) {
    let keep = SignedDuration::from_hours(90 * 24);
    for lease in server.service.due_hand_overs(16).await.unwrap() {
        server.service.deliver(lease, keep).await.unwrap();
    }
}

/// Lets time pass, here and at the service desk, until it is over.
pub async fn deliver(server: &Desk, desk: &ServiceDesk, id: &HandOverId) -> HandOver {
    for _ in 0..40 {
        deliver_once(server).await;
        let now = kept(server, id).await;
        if now.is_over() {
            return now;
        }
        server.wait(200);
        desk.settle().await;
    }
    panic!("it never ends: {:?}", kept(server, id).await.state());
}

pub async fn kept(server: &Desk, id: &HandOverId) -> HandOver {
    server.store.hand_over(id).await.unwrap().unwrap()
}

pub async fn state(server: &Desk, id: &HandOverId) -> HandOverState {
    kept(server, id).await.state()
}
