//! Made-up people, devices and fixes: for the style guide of a demonstration, the gallery, the speed measurement and the
//! tests of the pages. Nothing that employees are shown is made of them.

mod admin;
mod admins;
mod devices;
mod figures;
mod hand_overs;
mod receipts;
mod remedies;
mod runs;
mod topics;

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Availability, Category, CollectorUid, Device, DeviceKind, Execution, Explanation, Identity, Lang,
    LocalText, Platform, Rating, Subject,
};
use jiff::{SignedDuration, Timestamp};
use service::view::{
    Attention, CheckAgain, DevicePage, DeviceSummary, ExecutionPage, Freshness, HistoryPage, Overview,
    ReportsEvery, Section,
};

use crate::{Assets, Frame, Links, PageContext, PersonMark, Theme, Wording, pages};

pub use admin::*;
pub use admins::*;
pub use devices::*;
pub use figures::*;
pub use hand_overs::*;
pub use receipts::*;
pub use remedies::*;
pub use runs::*;
pub use topics::*;

/// The moment that every sample speaks of.
pub fn now() -> Timestamp {
    "2026-11-21T14:02:47Z".parse().expect("a timestamp")
}

/// So many minutes before that.
pub fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

/// A text in English and German.
pub fn text(en: &str, de: &str) -> LocalText {
    LocalText::new([(Lang::En, en.to_owned()), (Lang::De, de.to_owned())])
}

/// A page context in a language.
pub fn page(lang: Lang, path: &str) -> PageContext {
    let assets = Assets {
        bundle: "deskside".into(),
        css: "/pkg/deskside.css".into(),
        public: BTreeMap::new(),
    };
    PageContext {
        lang,
        wording: Wording::default(),
        brand: Arc::default(),
        nonce: "c2FtcGxlLW5vbmNl".into(),
        person: Some("Alex Fischer".into()),
        mark: Some(PersonMark("5e1f".into())),
        can_sign_out: true,
        looks_after: false,
        assets: Arc::new(assets),
        path: path.into(),
        notice: None,
        links: Links::top(),
        frame: None,
    }
}

/// The people of the demonstration.
pub fn people() -> Vec<Identity> {
    [
        ("Alex Fischer", "alex.fischer@example.com"),
        ("Sam Okafor", "sam.okafor@example.com"),
        ("Mia Laurent", "mia.laurent@example.com"),
    ]
    .map(|(name, upn)| Identity {
        email: None,
        id: upn.parse().expect("an id"),
        name: name.into(),
        upn: upn.into(),
        standing: domain::Standing::default(),
    })
    .to_vec()
}

/// Ways to sign in, at the top level.
pub fn ways<'a>(providers: &'a [pages::Way], people: &'a [Identity]) -> pages::SignIn<'a> {
    pages::SignIn {
        providers,
        people,
        popup: false,
    }
}

/// Two identity providers.
pub fn providers() -> Vec<pages::Way> {
    [("company", "your Example account"), ("partner", "Partner login")]
        .map(|(name, label)| pages::Way {
            name: name.into(),
            label: label.into(),
        })
        .to_vec()
}

/// Somebody of whom Nexthink knows nothing, or too much.
pub fn not_recognised(several: bool) -> pages::Problem {
    pages::Problem::NotRecognised {
        who: "alex.fischer@corp.example.com".into(),
        several,
    }
}

/// A page context in a frame.
pub fn framed(lang: Lang, path: &str, theme: Theme) -> PageContext {
    let frame = Frame {
        host: Some("https://portal.example.com".into()),
        theme,
        identify: true,
        css: None,
    };
    PageContext {
        links: Links::framed(&frame, Some(lang)),
        frame: Some(frame),
        can_sign_out: false,
        ..page(lang, path)
    }
}

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

/// The page of an execution.
pub fn execution_page(execution: Execution) -> ExecutionPage {
    let (ended, online) = (
        execution.state().is_end(),
        execution.state() != domain::State::WaitingForDevice,
    );
    let about = Subject::Execution {
        execution: execution.order.id.clone(),
    };
    let summary = summary_of(execution);
    ExecutionPage {
        now: now(),
        execution: summary.execution,
        remedy: summary.remedy,
        metric: Some(disk().metric),
        explanation: None,
        online: Some(online),
        elapsed: SignedDuration::from_secs(if ended { 32 } else { 47 }),
        diagnosis: None,
        feedback: None,
        hand_over: offered(about),
        freshness: fresh(),
        last_event: 41,
    }
}

/// The page of an execution of whose end content knows what it means.
pub fn explained_page(execution: Execution) -> ExecutionPage {
    ExecutionPage {
        explanation: Some(Explanation {
            cause: text(
                "Your device stopped it because it took too long.",
                "Ihr Gerät hat es abgebrochen, weil es zu lange gedauert hat.",
            ),
            next: Some(text(
                "Restart your device and try again.",
                "Starten Sie Ihr Gerät neu und versuchen Sie es noch einmal.",
            )),
        }),
        ..execution_page(execution)
    }
}

/// Everything that ran.
pub fn history() -> HistoryPage {
    HistoryPage {
        now: now(),
        runs: executions().into_iter().map(|(_, run)| summary_of(run)).collect(),
        last_event: 41,
    }
}

/// Every page on the way from a symptom to its end, and for whoever looks after all of it, by name.
pub fn flows(page: &PageContext) -> Vec<(String, String)> {
    let topics = topic_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::topic(page, &view)));
    let looks = diagnosis_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::diagnosis(page, &view)));
    let sender = &people()[0];
    let forms = hand_over_forms()
        .into_iter()
        .map(|(name, view)| (name, pages::hand_over(page, &view, sender)));
    let handed = hand_over_pages()
        .into_iter()
        .map(|(name, view)| (name, pages::handed_over(page, &view)));
    let searches = searches()
        .into_iter()
        .map(|(name, view)| (name, pages::search(page, &view)));
    topics
        .chain(looks)
        .chain(forms)
        .chain(handed)
        .chain(searches)
        .map(|(name, html)| (name.to_owned(), html))
        .chain(admin_pages(page))
        .collect()
}
