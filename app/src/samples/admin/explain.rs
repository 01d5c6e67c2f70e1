//! Why somebody is shown something.

use std::sync::Arc;

use crate::pages::{ExplainView, NotExplained};
use domain::{Asked, Audience, Availability, Condition, Criterion, Platform, Rating, Refusal};
use jiff::SignedDuration;
use service::view::{AudienceReason, DeviceReason, Item, Seen, Visibility};

use crate::samples::{ago, cleanup, disk, laptop, now, restart, slow};

/// The page with this answer.
pub fn explain_view(answer: Option<Result<Visibility, NotExplained>>) -> ExplainView {
    ExplainView {
        now: now(),
        remedies: vec![Arc::new(cleanup()), Arc::new(restart())],
        topics: vec![Arc::new(slow())],
        person: "alex.fischer@example.com".into(),
        device: String::new(),
        item: "remedy:free-disk-space".into(),
        content_refused: true,
        answer,
    }
}

/// Everything that can be said against a remedy, and what can be said for it.
pub fn refused() -> Visibility {
    let remedy = cleanup();
    let disk = disk();
    let condition = |metric: &str, rated: &[Rating]| Condition {
        metric: metric.parse().expect("an id"),
        rated: rated.to_vec(),
    };
    let until = now() + SignedDuration::from_mins(12);
    Visibility {
        now: now(),
        person: "alex.fischer@example.com".parse().expect("an id"),
        devices: vec![laptop()],
        audience: AudienceReason {
            meant_for: [audience("design")].into(),
            belongs_to: Some([audience("design"), audience("finance")].into()),
            holds: Some(true),
        },
        device: DeviceReason::Theirs(laptop()),
        criteria: vec![
            Criterion::Platform {
                made_for: remedy.platforms.clone(),
                has: Platform::Windows,
            },
            Criterion::NotUnderWay {
                execution: None,
                planned: None,
            },
            Criterion::CooledDown {
                cooldown: Some(SignedDuration::from_mins(30)),
                last: Some(ago(18)),
                until: Some(until),
            },
            Criterion::BelowDailyCap {
                cap: Some(3),
                ran: 1,
                until: None,
            },
            Criterion::Needed(vec![
                Asked {
                    condition: condition(disk.metric.id.as_str(), &[Rating::Frustrating]),
                    figure: Some(disk.figure.clone()),
                    holds: true,
                },
                Asked {
                    condition: condition("battery", &[Rating::Average, Rating::Frustrating]),
                    figure: None,
                    holds: false,
                },
            ]),
            Criterion::Online {
                last_seen: ago(90),
                within: SignedDuration::from_mins(15),
                met: false,
            },
        ],
        metrics: vec![disk.metric],
        seen: Seen::Remedy(Availability::No(Refusal::CoolingDown { until })),
        item: Item::Remedy(Arc::new(remedy)),
    }
}

/// A device of somebody else, and a person who is not signed in.
pub fn not_theirs() -> Visibility {
    Visibility {
        device: DeviceReason::NotTheirs,
        criteria: Vec::new(),
        metrics: Vec::new(),
        seen: Seen::Unknown,
        audience: AudienceReason {
            meant_for: [audience("design")].into(),
            belongs_to: None,
            holds: None,
        },
        ..refused()
    }
}

fn audience(name: &str) -> Audience {
    name.parse().expect("the name of an audience")
}
