//! Devices, and the pages that show them.

use std::sync::Arc;

use domain::{Availability, Category, CollectorUid, Device, DeviceKind, Platform, Rating, Subject};
use jiff::SignedDuration;
use service::view::{
    Attention, CheckAgain, DevicePage, DeviceSummary, Freshness, Hold, Overview, ReportsEvery, Section,
};

use super::{
    ago, battery, boot, cleanup, crashes, disk, executions, for_you, memory, network, now, offer, offered,
    part, remedy, restart, runs, score, summary_of, text, uptime, wifi,
};

/// The Collector UID of the device of this number.
pub fn uid(n: u8) -> CollectorUid {
    format!("30adce7c-0000-4000-8000-0000000000{n:02}")
        .parse()
        .expect("a UUID")
}

/// A device by its number and name.
pub fn device(n: u8, name: &str, kind: DeviceKind, platform: Platform, model: &str, system: &str) -> Device {
    Device {
        uid: uid(n),
        name: name.into(),
        kind,
        model: model.into(),
        platform,
        system: system.into(),
        last_seen: ago(if n == 1 { 4 } else { 1700 }),
        last_user: "EXAMPLE\\afischer".into(),
    }
}

/// A laptop in trouble.
pub fn laptop() -> Device {
    device(
        1,
        "NB-ZRH-0042",
        DeviceKind::Laptop,
        Platform::Windows,
        "Fabrikat Slate 14 Gen 4",
        "Windows 11 Enterprise 24H2",
    )
}

/// A desktop that is fine.
pub fn desktop() -> Device {
    device(
        2,
        "MAC-OFFICE-7",
        DeviceKind::Desktop,
        Platform::MacOs,
        "Fabrikat Cube",
        "macOS 26.1",
    )
}

/// Asked a short while ago, with success.
pub fn fresh() -> Freshness {
    Freshness {
        fetched_at: Some(ago(1)),
        trouble: None,
        pending: false,
        again_at: None,
    }
}

/// A device that is online and whose rhythm is known, and that can be asked about.
pub fn reporting() -> CheckAgain {
    CheckAgain {
        device: laptop().uid,
        reported_at: ago(4),
        online: true,
        every: Some(ReportsEvery::Learnt(SignedDuration::from_mins(10))),
        hold: None,
    }
}

/// The laptop on the overview, in trouble.
pub fn troubled() -> DeviceSummary {
    DeviceSummary {
        device: laptop(),
        online: true,
        score: Some(score(64.0, Rating::Average)),
        rating: Rating::Frustrating,
        troubles: vec![disk(), boot(), uptime()],
    }
}

/// The desktop on the overview, fine.
pub fn fine() -> DeviceSummary {
    DeviceSummary {
        device: desktop(),
        online: false,
        score: Some(score(92.0, Rating::Good)),
        rating: Rating::Good,
        troubles: vec![],
    }
}

/// A device of a long name and model, in trouble.
pub fn long_named() -> DeviceSummary {
    DeviceSummary {
        device: device(
            4,
            "WORKSTATION-ENTWICKLUNGSABTEILUNG-ZUERICH-0042",
            DeviceKind::Desktop,
            Platform::Windows,
            "Fabrikat Hochleistungsarbeitsplatz Generation 12 Professional Edition",
            "Windows 11 Enterprise 24H2",
        ),
        ..troubled()
    }
}

/// The overview with something that matters.
pub fn overview() -> Overview {
    Overview {
        now: now(),
        name: "Alex Fischer".into(),
        devices: vec![troubled(), fine()],
        attention: Some(Attention {
            device: laptop(),
            figure: disk(),
            offer: Some(offer(cleanup(), Availability::Ready)),
        }),
        open: runs(&["running"]),
        recent: runs(&["fixed", "not-fixed", "done", "failed", "expired"]),
        for_you: for_you(),
        freshness: fresh(),
        last_event: 41,
    }
}

/// The overview of somebody of whom nothing is known.
pub fn empty(freshness: Freshness) -> Overview {
    Overview {
        devices: vec![],
        attention: None,
        open: vec![],
        recent: vec![],
        freshness,
        ..overview()
    }
}

/// The laptop's page: every kind of figure, and remedies in every availability.
pub fn device_page() -> DevicePage {
    let no = Availability::No;
    let mut again = offer(restart(), Availability::WhenDeviceIsBack);
    again.last = executions()
        .into_iter()
        .find(|(name, _)| *name == "done")
        .map(|(_, run)| Arc::new(run));
    let named = |id: &str, title: (&str, &str)| {
        remedy(
            id,
            title,
            (
                "Puts its settings back to the start.",
                "Setzt die Einstellungen auf den Anfang zurück.",
            ),
            ("You can keep working.", "Sie können weiterarbeiten."),
            ("Working", "Läuft"),
        )
    };
    let section = |id: &str, label: (&str, &str), figures, offers| Section {
        category: Category {
            id: id.parse().expect("an id"),
            label: text(label.0, label.1),
        },
        figures,
        offers,
    };
    DevicePage {
        now: now(),
        summary: troubled(),
        others: vec![
            desktop(),
            device(3, "VDI-ZRH-211", DeviceKind::Virtual, Platform::Windows, "", ""),
        ],
        sections: vec![
            section(
                "score",
                ("Score", "Wert"),
                vec![
                    part("endpoint", ("Device", "Gerät"), 58.0, Rating::Frustrating),
                    part(
                        "applications",
                        ("Applications", "Anwendungen"),
                        71.0,
                        Rating::Good,
                    ),
                    part(
                        "collaboration",
                        ("Collaboration", "Zusammenarbeit"),
                        69.0,
                        Rating::Average,
                    ),
                ],
                vec![],
            ),
            section(
                "storage",
                ("Storage and speed", "Speicher und Geschwindigkeit"),
                vec![disk(), memory(), boot(), uptime()],
                vec![offer(cleanup(), Availability::Ready), again],
            ),
            section(
                "network",
                ("Network", "Netzwerk"),
                vec![wifi()],
                vec![
                    offer(network(), Availability::Ready),
                    offer(
                        named("flush-dns", ("Clear the name cache", "Namensspeicher leeren")),
                        no(domain::Refusal::CoolingDown {
                            until: now() + SignedDuration::from_mins(28),
                        }),
                    ),
                ],
            ),
            section(
                "reliability",
                ("Reliability", "Zuverlässigkeit"),
                vec![crashes(), battery()],
                vec![
                    offer(
                        named(
                            "repair-office",
                            ("Repair the mail program", "E-Mail-Programm reparieren"),
                        ),
                        no(domain::Refusal::AlreadyRunning {
                            execution: Some(executions()[5].1.order.id.clone()),
                        }),
                    ),
                    offer(
                        named(
                            "reset-printer",
                            ("Reset printing", "Druckerwarteschlange zurücksetzen"),
                        ),
                        no(domain::Refusal::NotNeeded),
                    ),
                    offer(
                        named(
                            "fix-keychain",
                            ("Repair the keychain", "Schlüsselbund reparieren"),
                        ),
                        no(domain::Refusal::WrongPlatform),
                    ),
                    offer(
                        named(
                            "collect-logs",
                            ("Collect logs for IT", "Protokolle für die IT sammeln"),
                        ),
                        no(domain::Refusal::DailyCap {
                            until: now() + SignedDuration::from_hours(20),
                        }),
                    ),
                ],
            ),
        ],
        suggested: Some(offer(cleanup(), Availability::Ready)),
        runs: runs(&["running", "fixed", "failed"]),
        hand_over: offered(Subject::Device { device: laptop().uid }),
        freshness: fresh(),
        again: reporting(),
        chosen: false,
        last_event: 41,
    }
}

/// A device that has been silent for days, on which a restart is planned, while Nexthink may not be asked.
pub fn silent_device() -> DevicePage {
    let mut page = device_page();
    page.summary.device.last_seen = now() - SignedDuration::from_hours(75);
    page.summary.online = false;
    page.again.online = false;
    page.again.reported_at = page.summary.device.last_seen;
    page.again.hold = Some(Hold::Budget {
        until: now() + SignedDuration::from_secs(95),
    });
    page.chosen = true;
    let planned = executions().into_iter().filter(|(name, _)| *name == "planned");
    page.runs = planned.map(|(_, run)| summary_of(run)).collect();
    page
}
