//! What the portal admin wrote, and who has which devices.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use domain::{
    Bands, Catalogue, Category, Check, CollectorUid, Condition, Device, DeviceKind, Direction, Identity,
    Judgement, Lang, Launch, LocalText, Look, Means, MeasuredAt, Metric, OutcomeRule, Output, OutputKind,
    Parameter, Platform, Proof, Question, Range, RatedBy, Rating, Remedy, Standing, TenantStatus, Topic,
    Unit, WorkflowVersion,
};
use jiff::{SignedDuration, Timestamp};
use service::{Admin, DeviceReading, Employee};

/// Robin's Windows laptop.
pub const LAPTOP: u32 = 1;
/// Robin's Mac.
pub const MAC: u32 = 2;
/// Kim's own laptop.
pub const KIM_S: u32 = 3;
/// A Windows device that Robin and Kim both use.
pub const SHARED: u32 = 4;

pub fn uid(number: u32) -> CollectorUid {
    format!("30adce7c-0000-4000-8000-{number:012}").parse().unwrap()
}

pub fn person(name: &str) -> Employee {
    person_of(name, &[])
}

/// Somebody who is part of these audiences.
pub fn person_of(name: &str, audiences: &[&str]) -> Employee {
    standing(name, audiences, false)
}

/// Somebody who looks after Deskside.
pub fn admin() -> Admin {
    Admin::of(&standing("ada", &[], true)).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the tests say who is signed in")]
fn standing(name: &str, audiences: &[&str], admin: bool) -> Employee {
    Employee::vouch(Identity {
        id: format!("{name}@example.com").parse().unwrap(),
        name: name.to_owned(),
        upn: format!("{name}@example.com"),
        email: Some(format!("{name}@mail.example.com")),
        standing: Standing {
            audiences: audiences.iter().map(|name| name.parse().unwrap()).collect(),
            admin,
        },
    })
}

pub fn robin() -> Employee {
    person("robin")
}

pub fn kim() -> Employee {
    person("kim")
}

pub fn device(number: u32, last_seen: Timestamp) -> Device {
    Device {
        uid: uid(number),
        name: format!("DEVICE-{number}"),
        kind: DeviceKind::Laptop,
        model: "Model".into(),
        platform: if number == MAC {
            Platform::MacOs
        } else {
            Platform::Windows
        },
        system: String::new(),
        last_seen,
        last_user: String::new(),
    }
}

/// A device whose disk is nearly full.
pub fn reading(number: u32, last_seen: Timestamp) -> DeviceReading {
    DeviceReading {
        device: device(number, last_seen),
        numbers: BTreeMap::from([("score".into(), 62.0), ("disk_free".into(), 5.0)]),
    }
}

pub fn english(text: &str) -> LocalText {
    LocalText::new([(Lang::En, text.to_owned())])
}

fn metric(id: &str, unit: Unit, column: &str) -> Metric {
    let range = |from, to| Range { from, to };
    Metric {
        id: id.parse().unwrap(),
        category: "storage".parse().unwrap(),
        label: english(id),
        why: english("It matters."),
        trouble: english("{device} needs a look"),
        unit,
        column: column.to_owned(),
        whole_column: None,
        usual_column: None,
        trend_column: Some(format!("daily_{column}")),
        when_missing: None,
        rated_by: RatedBy::Value,
        measured_at: MeasuredAt::DeviceReport,
        bands: Bands {
            good: range(Some(20.0), None),
            average: range(Some(10.0), Some(20.0)),
            frustrating: range(None, Some(10.0)),
        },
    }
}

fn remedy(id: &str, launch: Launch) -> Remedy {
    Remedy {
        id: id.parse().unwrap(),
        category: "storage".parse().unwrap(),
        launch,
        title: english(id),
        summary: english("It helps."),
        impact: english("You can keep working."),
        consent: None,
        doing: english("Working"),
        platforms: vec![Platform::Windows],
        audiences: BTreeSet::new(),
        helps: Vec::new(),
        offered_when: Vec::new(),
        parameters: Vec::new(),
        asks: None,
        outcomes: Vec::new(),
        outputs: [].into(),
        reads_only: false,
        expected: SignedDuration::from_mins(2),
        restarts: false,
        cooldown: None,
        daily_cap: None,
        later: Vec::new(),
        expires: SignedDuration::from_hours(2),
        proof: None,
        saves: None,
    }
}

fn check(id: &str, look: Look, remedies: &[&str]) -> Check {
    Check {
        id: id.parse().unwrap(),
        title: english(id),
        look,
        found: english("{value}"),
        why: None,
        remedies: remedies.iter().map(|id| id.parse().unwrap()).collect(),
    }
}

fn disk() -> Check {
    let full = Condition {
        metric: "disk-free".parse().unwrap(),
        rated: vec![Rating::Average, Rating::Frustrating],
    };
    check("disk", Look::Figure(vec![full]), &["free-space", "clear-cache"])
}

/// A check of the remedy's name that finds an output `Health` below 60.
fn collects(remedy: &str) -> Check {
    let look = Look::Collect {
        remedy: remedy.parse().unwrap(),
        output: "Health".into(),
        unit: Some(Unit::Percent),
        judged: Judgement::Below(60.0),
    };
    check(remedy, look, &["reset-network"])
}

fn topic(id: &str, checks: Vec<Check>) -> Topic {
    Topic {
        id: id.parse().unwrap(),
        category: "storage".parse().unwrap(),
        title: english(id),
        also: BTreeMap::new(),
        platforms: vec![Platform::Windows],
        audiences: BTreeSet::new(),
        intro: None,
        checks,
        explanation: None,
        remedies: vec!["restart-apps".parse().unwrap()],
        help: Vec::new(),
        hand_over: None,
    }
}

fn outcome(id: &str, status: TenantStatus, details: &str, means: Means) -> OutcomeRule {
    OutcomeRule {
        id: id.parse().unwrap(),
        status,
        details: Some(details.to_owned().into()),
        outputs: BTreeMap::new(),
        means,
        explanation: None,
    }
}

fn action(id: &str) -> Launch {
    Launch::RemoteAction(id.parse().unwrap())
}

/// `free-space` proves itself, `clear-cache` takes a parameter and saves 20 minutes, `restart-apps` asks for consent, cools
/// down for 30 minutes and can be planned, `reset-network` is a workflow that may ask for a site, `renew-licence` is for
/// designers only. `check-battery`
/// and `check-startup` only read, and the first cools down for 30 minutes; `check-mail` only reads, and asks for consent.
///
/// The topic `slow` looks at the disk and reads the battery and the start; `guarded` would read by what must not be run
/// without a press of its own, and `licence` is for designers only.
pub fn catalogue() -> Catalogue {
    let free_space = Remedy {
        helps: vec!["disk-free".parse().unwrap()],
        proof: Some(Proof {
            metric: "disk-free".parse().unwrap(),
            direction: Direction::Rises,
            by: 10.0,
        }),
        ..remedy("free-space", action("disk_cleanup"))
    };
    let clear_cache = Remedy {
        parameters: vec![Parameter {
            name: "browser".into(),
            label: english("Browser"),
            options: vec!["edge".into(), "firefox".into()],
            custom: false,
            default: Some("edge".into()),
            max_length: 20,
        }],
        saves: Some(SignedDuration::from_mins(20)),
        outputs: vec![Output {
            name: "Freed".into(),
            label: english("Space freed"),
            holds: OutputKind::Number(Unit::Bytes),
        }],
        ..remedy("clear-cache", action("clear_cache"))
    };
    let restart_apps = Remedy {
        consent: Some(english("Save your work.")),
        cooldown: Some(SignedDuration::from_mins(30)),
        later: [1, 4].map(SignedDuration::from_hours).to_vec(),
        ..remedy("restart-apps", action("restart_apps"))
    };
    let workflow = Launch::Workflow {
        id: "reset_network".parse().unwrap(),
        version: WorkflowVersion::V2,
    };
    let reset_network = Remedy {
        asks: Some(Question {
            text: english("Where are you?"),
            parameters: vec![Parameter {
                name: "site".into(),
                label: english("Site"),
                options: Vec::new(),
                custom: false,
                default: None,
                max_length: 20,
            }],
        }),
        ..remedy("reset-network", workflow)
    };
    let renew_licence = Remedy {
        audiences: ["design".parse().unwrap()].into(),
        later: vec![SignedDuration::from_hours(1)],
        ..remedy("renew-licence", action("renew_licence"))
    };
    let reading = |id: &str, cooldown| Remedy {
        category: "reading".parse().unwrap(),
        reads_only: true,
        cooldown,
        ..remedy(id, action(&id.replace('-', "_")))
    };
    let check_mail = Remedy {
        consent: Some(english("It reads your mail.")),
        ..reading("check-mail", None)
    };
    Catalogue {
        topics: [
            topic(
                "slow",
                vec![disk(), collects("check-battery"), collects("check-startup")],
            ),
            topic(
                "guarded",
                ["clear-cache", "check-mail", "renew-licence", "no-such-remedy"]
                    .map(collects)
                    .to_vec(),
            ),
            Topic {
                audiences: ["design".parse().unwrap()].into(),
                ..topic("licence", Vec::new())
            },
        ]
        .map(Arc::new)
        .to_vec(),
        categories: vec![Category {
            id: "storage".parse().unwrap(),
            label: english("Storage"),
        }],
        metrics: vec![
            Arc::new(metric("score", Unit::Score, "score")),
            Arc::new(metric("disk-free", Unit::Percent, "disk_free")),
        ],
        remedies: [
            free_space,
            clear_cache,
            restart_apps,
            reset_network,
            renew_licence,
            reading("check-battery", Some(SignedDuration::from_mins(30))),
            reading("check-startup", None),
            check_mail,
        ]
        .map(Arc::new)
        .to_vec(),
        outcomes: vec![
            outcome("declined", TenantStatus::Failure, "*declined*", Means::Declined),
            outcome("asks", TenantStatus::InProgress, "waiting*", Means::Asks),
        ],
        score: "score".parse().unwrap(),
        online_within: SignedDuration::from_mins(10),
        reports_every: None,
    }
}
