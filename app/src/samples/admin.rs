//! Pages for whoever looks after Deskside.

use std::sync::Arc;

use crate::{
    PageContext,
    pages::{self, ExplainView, NotExplained},
};
use domain::{Asked, Audience, Availability, Condition, Criterion, Platform, Rating, Refusal, Remedy};
use jiff::SignedDuration;
use service::{
    BudgetCounts, CallCounts, CallKind, Period, Trouble, TroubleKind,
    view::{
        AudienceReason, BudgetView, DeviceReason, Item, LimitsPage, LineView, RemedyCounts, RemedyValue,
        Seen, TopicCounts, TopicValue, TotalValue, ValuePage, Visibility,
    },
};

use super::{ago, cleanup, disk, laptop, now, restart, slow};

/// Every page for whoever looks after Deskside, by name.
pub fn admin_pages(page: &PageContext) -> Vec<(String, String)> {
    let keep = SignedDuration::from_hours(20 * 24);
    let explained = |name: &str, answer| (name.to_owned(), pages::explain(page, &explain_view(answer)));
    vec![
        ("value".to_owned(), pages::value(page, &value_page(), keep)),
        ("value-nothing".to_owned(), pages::value(page, &no_value(), keep)),
        ("limits".to_owned(), pages::limits(page, &limits_page())),
        explained("explain", None),
        explained("explain-refused", Some(Ok(refused()))),
        explained("explain-not-theirs", Some(Ok(not_theirs()))),
        explained("explain-unavailable", Some(Err(NotExplained::Unavailable))),
    ]
}

/// A remedy that many people ran, and one that few did.
pub fn value_page() -> ValuePage {
    let many = |remedy: Remedy| RemedyValue {
        id: remedy.id.clone(),
        remedy: Some(Arc::new(remedy)),
        counts: Some(RemedyCounts {
            people: 212,
            started: 318,
            under_way: 3,
            unsure: 1,
            fixed: 240,
            done: 21,
            not_fixed: 30,
            failed: 9,
            expired: 6,
            declined: 5,
            cancelled: 3,
            helped: 88,
            not_helped: 11,
            handed_over: 24,
            deflected: 219,
            too_early: 18,
            saved: Some(SignedDuration::from_mins(219 * 20)),
        }),
    };
    let few = RemedyValue {
        remedy: None,
        counts: None,
        ..many(restart())
    };
    let topic = slow();
    ValuePage {
        now: now(),
        period: Period::Month,
        since: ago(30 * 24 * 60),
        handed_over_within: SignedDuration::from_hours(24),
        knows_hand_overs: false,
        few: 5,
        remedies: vec![many(cleanup()), few],
        total: TotalValue {
            started: 318,
            fixed: 240,
            deflected: 219,
            too_early: 18,
            saved: Some(SignedDuration::from_mins(219 * 20)),
        },
        topics: vec![TopicValue {
            id: topic.id.clone(),
            topic: Some(Arc::new(topic)),
            counts: Some(TopicCounts {
                people: 97,
                looks: 140,
                found: 101,
                nothing_found: 30,
                helped: 40,
                not_helped: 8,
            }),
        }],
    }
}

fn no_value() -> ValuePage {
    ValuePage {
        remedies: Vec::new(),
        topics: Vec::new(),
        period: Period::Week,
        knows_hand_overs: true,
        ..value_page()
    }
}

fn limits_page() -> LimitsPage {
    let budget = |per_second| BudgetView {
        per_second,
        counts: BudgetCounts {
            waiting: 2,
            waited: 31,
            given_up: 1,
            taken_at: Some(now()),
        },
        next_free: per_second.map(|_| now() + SignedDuration::from_secs(3)),
    };
    LimitsPage {
        now: now(),
        since: ago(500),
        nql: budget(std::num::NonZeroU32::new(1)),
        triggers: budget(None),
        paused_until: Some(now() + SignedDuration::from_secs(40)),
        lines: CallKind::ALL.map(|kind| LineView {
            kind,
            counts: CallCounts {
                minute: 12,
                hour: 344,
                total: 2_719,
                refused: 3,
            },
            trouble: (kind == CallKind::Devices).then(|| Trouble {
                kind: TroubleKind::Throttled,
                since: ago(1),
            }),
        }),
        stale: 17,
    }
}

fn explain_view(answer: Option<Result<Visibility, NotExplained>>) -> ExplainView {
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
