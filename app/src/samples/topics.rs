//! Symptoms in every state.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Availability, Check, Condition, Device, DeviceKind, Judgement, Link, Look, Platform, Rating, SelfHelp,
    Subject, Topic, Unit,
};
use service::view::{Freshness, TopicPage};

use super::{
    desktop, device, fresh, handed_over, key, laptop, looked_at, not_handed_over, now, offer, offered,
    restart, text, uid,
};

fn check(id: &str, title: (&str, &str), found: (&str, &str), remedies: &[&str]) -> Check {
    let metric = id.parse().expect("an id");
    Check {
        id: id.parse().expect("an id"),
        title: text(title.0, title.1),
        look: Look::Figure(vec![Condition {
            metric,
            rated: vec![Rating::Average, Rating::Frustrating],
        }]),
        found: text(found.0, found.1),
        why: Some(text(
            "Without enough of it, every switch between apps takes long.",
            "Fehlt davon etwas, dauert jeder Wechsel zwischen Programmen.",
        )),
        remedies: remedies.iter().map(|id| id.parse().expect("an id")).collect(),
    }
}

pub(super) fn named(id: &str, category: &str, title: (&str, &str)) -> Topic {
    Topic {
        id: id.parse().expect("an id"),
        category: category.parse().expect("an id"),
        title: text(title.0, title.1),
        also: BTreeMap::new(),
        platforms: vec![Platform::Windows, Platform::MacOs],
        audiences: [].into(),
        intro: None,
        checks: vec![],
        explanation: None,
        remedies: vec![],
        help: vec![],
        hand_over: None,
    }
}

/// A symptom with everything that one can have.
pub fn slow() -> Topic {
    let mut slow = named(
        "slow-computer",
        "performance",
        ("My computer is slow", "Mein Computer ist langsam"),
    );
    slow.intro = Some(text(
        "We look at the memory, the disk, the last restart and the battery.",
        "Wir sehen uns Arbeitsspeicher, Festplatte, den letzten Neustart und den Akku an.",
    ));
    slow.checks = vec![
        check(
            "memory",
            ("Memory", "Arbeitsspeicher"),
            (
                "The memory is nearly full: {value} are in use.",
                "Der Arbeitsspeicher ist fast voll: {value} sind belegt.",
            ),
            &["restart"],
        ),
        check(
            "disk-free",
            ("Free disk space", "Freier Speicherplatz"),
            (
                "The disk is nearly full: {value} are free.",
                "Die Festplatte ist fast voll: {value} sind frei.",
            ),
            &["free-disk-space"],
        ),
        check(
            "restart",
            ("Last full restart", "Letzter vollständiger Neustart"),
            (
                "{device} was last restarted a while ago: {value}.",
                "Der letzte Neustart von {device} ist schon länger her: {value}.",
            ),
            &["restart", "free-disk-space"],
        ),
        Check {
            look: Look::Collect {
                remedy: "check-battery".parse().expect("an id"),
                output: "MaxCapacityPercent".into(),
                unit: Some(Unit::Percent),
                judged: Judgement::Below(60.0),
            },
            ..check(
                "battery-wear",
                ("Battery wear", "Verschleiß des Akkus"),
                (
                    "The battery holds {value} of what it held when it was new.",
                    "Der Akku hält noch {value} von dem, was er neu hielt.",
                ),
                &[],
            )
        },
    ];
    slow.explanation = Some(text(
        "A device becomes slow when something runs short that all apps share.",
        "Ein Gerät wird langsam, wenn etwas knapp wird, das sich alle Programme teilen.",
    ));
    slow.remedies = vec!["restart".parse().expect("an id")];
    slow.help = vec![
        SelfHelp {
            text: text(
                "Close apps and browser tabs that you are not using.",
                "Schließen Sie Programme und Browser-Tabs, die Sie gerade nicht brauchen.",
            ),
            link: None,
        },
        SelfHelp {
            text: text("Connect the charger.", "Schließen Sie das Netzteil an."),
            link: Some(Link {
                url: "https://it.example.com/power".into(),
                label: text("Why that helps", "Warum das hilft"),
            }),
        },
    ];
    slow.hand_over = Some(text(
        "IT looks at which apps keep your device busy, and gets back to you.",
        "Die IT sieht nach, welche Programme Ihr Gerät beschäftigen, und meldet sich bei Ihnen.",
    ));
    slow
}

/// A symptom about which nothing can be looked at.
pub(super) fn printing() -> Topic {
    let mut printing = named(
        "printing",
        "network",
        ("I cannot print", "Ich kann nicht drucken"),
    );
    printing.help = slow().help;
    printing
}

fn about() -> Subject {
    Subject::Topic {
        topic: slow().id,
        device: Some(uid(1)),
    }
}

fn virtual_desktop() -> Device {
    device(3, "VDI-ZRH-211", DeviceKind::Virtual, Platform::Windows, "", "")
}

/// The page of the symptom with everything.
pub fn topic_page() -> TopicPage {
    TopicPage {
        now: now(),
        topic: Arc::new(slow()),
        devices: vec![laptop(), desktop(), virtual_desktop()],
        has_devices: true,
        device: Some(laptop()),
        favourite: false,
        offers: vec![offer(restart(), Availability::Ready)],
        last: Some(looked_at()),
        hand_over: offered(about()),
        key: key(),
        freshness: fresh(),
        last_event: 41,
    }
}

/// Every way the page of a symptom can stand.
pub fn topic_pages() -> Vec<(&'static str, TopicPage)> {
    let page = topic_page;
    let nobody = TopicPage {
        devices: vec![],
        has_devices: false,
        device: None,
        offers: vec![],
        last: None,
        hand_over: offered(Subject::Topic {
            topic: slow().id,
            device: None,
        }),
        ..page()
    };
    let asking = Freshness {
        fetched_at: None,
        trouble: None,
        pending: true,
        again_at: None,
    };
    vec![
        ("topic", page()),
        (
            "topic-favourite",
            TopicPage {
                favourite: true,
                devices: vec![laptop()],
                last: None,
                hand_over: handed_over(about()),
                ..page()
            },
        ),
        (
            "topic-other-device",
            TopicPage {
                device: None,
                offers: vec![],
                ..page()
            },
        ),
        (
            "topic-asking",
            TopicPage {
                freshness: asking,
                ..nobody.clone()
            },
        ),
        ("topic-no-device", nobody),
        (
            "topic-help-only",
            TopicPage {
                topic: Arc::new(printing()),
                offers: vec![],
                last: None,
                hand_over: not_handed_over(about()),
                ..page()
            },
        ),
    ]
}
