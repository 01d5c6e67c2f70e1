//! Made-up people, devices and fixes, for the gallery, the speed measurement and the tests of the pages.

use std::{collections::BTreeMap, sync::Arc};

use app::{Assets, PageContext};
use domain::{
    Availability, Bands, Category, CollectorUid, Device, DeviceKind, Direction, Execution, Failure,
    FailureKind, Figure, Identity, Lang, Launch, LocalText, MeasuredAt, Measurement, Metric, NewExecution,
    Parameter, Platform, Proof, RatedBy, Rating, Remedy, Report, Signal, Source, TenantStatus, TrendPoint,
    Unit,
};
use jiff::{SignedDuration, Timestamp};
use service::view::{
    Attention, DevicePage, DeviceSummary, ExecutionPage, ExecutionSummary, FigureView, Freshness,
    HistoryPage, Offer, Overview, Section,
};

/// The moment that every sample speaks of.
pub fn now() -> Timestamp {
    "2026-11-21T14:02:47Z".parse().expect("a timestamp")
}

fn ago(minutes: i64) -> Timestamp {
    now() - SignedDuration::from_mins(minutes)
}

fn text(en: &str, de: &str) -> LocalText {
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
        nonce: "c2FtcGxlLW5vbmNl".into(),
        person: Some("Alex Fischer".into()),
        assets: Arc::new(assets),
        path: path.into(),
        notice: None,
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
        id: upn.parse().expect("an id"),
        name: name.into(),
        upn: upn.into(),
    })
    .to_vec()
}

fn uid(n: u8) -> CollectorUid {
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

#[expect(
    clippy::too_many_arguments,
    reason = "one line a figure reads like the table that it is"
)]
fn view(
    id: &str,
    label: (&str, &str),
    why: (&str, &str),
    unit: Unit,
    value: f64,
    whole: Option<f64>,
    usual: Option<f64>,
    rating: Rating,
    trend: &[f64],
) -> FigureView {
    let metric = Metric {
        id: id.parse().expect("an id"),
        category: "storage".parse().expect("an id"),
        label: text(label.0, label.1),
        why: text(why.0, why.1),
        trouble: match id {
            "disk-free" => text(
                "{device} is nearly out of disk space.",
                "Auf {device} ist fast kein Speicherplatz mehr frei.",
            ),
            _ => text(
                &format!("{}: {{device}} could do better.", label.0),
                &format!("{}: {{device}} könnte besser sein.", label.1),
            ),
        },
        unit,
        column: id.replace('-', "_"),
        whole_column: None,
        usual_column: None,
        trend_column: None,
        when_missing: None,
        rated_by: RatedBy::Value,
        measured_at: if unit == Unit::Score {
            MeasuredAt::DailyScore
        } else {
            MeasuredAt::DeviceReport
        },
        bands: Bands {
            good: Default::default(),
            average: Default::default(),
            frustrating: Default::default(),
        },
    };
    let days = i64::try_from(trend.len()).unwrap_or_default();
    let trend = trend.iter().zip(0..).map(|(value, day)| TrendPoint {
        at: ago((days - day) * 1440),
        value: *value,
    });
    FigureView {
        figure: Figure {
            metric: metric.id.clone(),
            value,
            whole,
            usual,
            rating,
            as_of: ago(if unit == Unit::Score { 602 } else { 4 }),
        },
        metric: Arc::new(metric),
        source: if unit == Unit::Score {
            Source::Cache
        } else {
            Source::Live
        },
        trend: trend.collect(),
    }
}

/// The disk, nearly full.
pub fn disk() -> FigureView {
    view(
        "disk-free",
        ("Free disk space", "Freier Speicherplatz"),
        (
            "Below 10 GB the system slows down and updates fail.",
            "Unter 10 GB wird das System langsam und Aktualisierungen schlagen fehl.",
        ),
        Unit::Bytes,
        4.1e9,
        Some(238e9),
        None,
        Rating::Frustrating,
        &[
            21.0, 20.2, 19.8, 18.1, 17.0, 14.5, 13.9, 12.2, 11.0, 9.2, 8.4, 6.6, 5.2, 4.1,
        ]
        .map(|gb| gb * 1e9),
    )
}

fn score(value: f64, rating: Rating) -> FigureView {
    let trend = [
        78.0, 77.0, 78.0, 76.0, 77.0, 75.0, 74.0, 75.0, 72.0, 71.0, 68.0, 66.0, 65.0, value,
    ];
    view(
        "dex",
        ("Digital experience", "Digitale Erfahrung"),
        (
            "One figure for how well the device serves you, computed by Nexthink.",
            "Eine Zahl dafür, wie gut das Gerät Ihnen dient, berechnet von Nexthink.",
        ),
        Unit::Score,
        value,
        None,
        None,
        rating,
        &trend,
    )
}

fn boot() -> FigureView {
    view(
        "boot",
        ("Start-up time", "Startdauer"),
        (
            "A slow start costs you minutes every morning, and often tells of too many programs that start by themselves.",
            "Ein langsamer Start kostet jeden Morgen Minuten und zeigt oft, dass zu viele Programme von selbst starten.",
        ),
        Unit::Seconds,
        108.0,
        None,
        Some(70.0),
        Rating::Average,
        &[
            70.0, 72.0, 69.0, 75.0, 80.0, 78.0, 90.0, 88.0, 96.0, 99.0, 104.0, 101.0, 110.0, 108.0,
        ],
    )
}

fn memory() -> FigureView {
    view(
        "memory",
        ("Memory in use", "Arbeitsspeicherauslastung"),
        (
            "When memory is full, everything waits for the disk.",
            "Ist der Arbeitsspeicher voll, wartet alles auf die Festplatte.",
        ),
        Unit::Bytes,
        9.3e9,
        Some(16e9),
        None,
        Rating::Good,
        &[8.0e9, 8.4e9, 9.1e9, 8.8e9, 9.0e9, 9.2e9, 9.3e9],
    )
}

fn crashes() -> FigureView {
    view(
        "crashes",
        ("System crashes in 7 days", "Systemabstürze in 7 Tagen"),
        (
            "Each crash may cost you what you had not saved.",
            "Jeder Absturz kann kosten, was nicht gespeichert war.",
        ),
        Unit::Count,
        0.0,
        None,
        None,
        Rating::Good,
        &[],
    )
}

fn uptime() -> FigureView {
    view(
        "restart",
        ("Last restart", "Letzter Neustart"),
        (
            "A restart every week lets updates finish.",
            "Ein Neustart pro Woche lässt Aktualisierungen fertig werden.",
        ),
        Unit::Days,
        23.0,
        None,
        None,
        Rating::Average,
        &[],
    )
}

fn wifi() -> FigureView {
    view(
        "wifi",
        ("Wi-Fi signal", "WLAN-Empfang"),
        (
            "A weak signal makes calls stutter.",
            "Bei schwachem Empfang stocken Gespräche.",
        ),
        Unit::Dbm,
        -58.0,
        None,
        None,
        Rating::Good,
        &[-60.0, -59.0, -62.0, -57.0, -58.0, -58.0, -58.0],
    )
}

fn battery() -> FigureView {
    view(
        "battery",
        ("Battery health", "Akkuzustand"),
        (
            "A worn battery leaves you without power in meetings.",
            "Ein alter Akku lässt Sie in Besprechungen im Stich.",
        ),
        Unit::Percent,
        87.0,
        None,
        None,
        Rating::Good,
        &[],
    )
}

fn part(id: &str, label: (&str, &str), value: f64, rating: Rating) -> FigureView {
    view(id, label, ("", ""), Unit::Score, value, None, None, rating, &[])
}

/// A remedy by its name.
pub fn remedy(
    id: &str,
    title: (&str, &str),
    summary: (&str, &str),
    impact: (&str, &str),
    doing: (&str, &str),
) -> Remedy {
    Remedy {
        id: id.parse().expect("an id"),
        category: "storage".parse().expect("an id"),
        launch: Launch::RemoteAction("#sample".parse().expect("an NQL ID")),
        title: text(title.0, title.1),
        summary: text(summary.0, summary.1),
        impact: text(impact.0, impact.1),
        consent: None,
        doing: text(doing.0, doing.1),
        platforms: vec![Platform::Windows],
        helps: vec![],
        offered_when: vec![],
        parameters: vec![],
        expected: SignedDuration::from_secs(120),
        restarts: false,
        cooldown: None,
        daily_cap: None,
        expires: SignedDuration::from_hours(24),
        proof: Some(Proof {
            metric: "disk-free".parse().expect("an id"),
            direction: Direction::Rises,
            by: 1e9,
        }),
    }
}

/// The clean-up.
pub fn cleanup() -> Remedy {
    remedy(
        "free-disk-space",
        ("Free up space", "Speicherplatz freigeben"),
        (
            "Removes temporary files, old update packages and the recycle bin.",
            "Entfernt temporäre Dateien, alte Aktualisierungspakete und den Inhalt des Papierkorbs.",
        ),
        (
            "You can keep working; nothing in your documents is touched.",
            "Sie können weiterarbeiten; Ihre Dokumente bleiben unberührt.",
        ),
        ("Removing temporary files", "Temporäre Dateien werden entfernt"),
    )
}

fn restart() -> Remedy {
    let mut restart = remedy(
        "restart",
        ("Restart now", "Jetzt neu starten"),
        (
            "Restarts the device so that pending updates can finish.",
            "Startet das Gerät neu, damit ausstehende Aktualisierungen fertig werden.",
        ),
        (
            "You cannot work for about five minutes.",
            "Sie können etwa fünf Minuten nicht arbeiten.",
        ),
        ("Restarting", "Neustart läuft"),
    );
    restart.restarts = true;
    restart.consent = Some(text(
        "I have saved my work. The device may restart at once.",
        "Ich habe meine Arbeit gespeichert. Das Gerät darf sofort neu starten.",
    ));
    restart.expected = SignedDuration::from_mins(5);
    restart.proof = None;
    restart
}

fn network() -> Remedy {
    let mut network = remedy(
        "reset-network",
        ("Reset the network", "Netzwerk zurücksetzen"),
        (
            "Forgets a network profile and connects again.",
            "Vergisst ein Netzwerkprofil und verbindet neu.",
        ),
        (
            "The connection drops for some seconds.",
            "Die Verbindung fällt für einige Sekunden aus.",
        ),
        ("Connecting again", "Verbindung wird neu aufgebaut"),
    );
    network.parameters = vec![
        Parameter {
            name: "Profile".into(),
            label: text("Network", "Netzwerk"),
            options: vec!["Office".into(), "Guest".into(), "Home".into()],
            custom: true,
            default: Some("Office".into()),
            max_length: 32,
        },
        Parameter {
            name: "Reason".into(),
            label: text("What happens when it drops?", "Was passiert beim Ausfall?"),
            options: vec![],
            custom: false,
            default: None,
            max_length: 120,
        },
    ];
    network
}

fn key() -> domain::IdempotencyKey {
    "0199f6a0-1111-4222-8333-444455556666".parse().expect("a UUID")
}

/// A remedy for the laptop.
pub fn offer(remedy: Remedy, availability: Availability) -> Offer {
    Offer {
        device: uid(1),
        remedy: Arc::new(remedy),
        availability,
        last: None,
        key: key(),
    }
}

/// An execution of the clean-up that was led along a path of signals, one every eight seconds.
pub fn execution(n: u8, remedy: &Remedy, signals: &[Signal]) -> Execution {
    let created = now() - SignedDuration::from_secs(47);
    let order = NewExecution {
        id: format!("0199f6a0-2222-4222-8333-4444555566{n:02}")
            .parse()
            .expect("a UUID"),
        employee: "alex.fischer@example.com".parse().expect("an id"),
        device: uid(1),
        device_name: "NB-ZRH-0042".into(),
        remedy: remedy.id.clone(),
        launch: remedy.launch.clone(),
        parameters: BTreeMap::new(),
        proof: remedy.proof.clone(),
        before: remedy.proof.as_ref().map(|_| Measurement {
            value: 4.1e9,
            as_of: ago(4),
        }),
        created_at: created,
        expires_at: created + SignedDuration::from_hours(24),
    };
    signals
        .iter()
        .zip(1..)
        .fold(Execution::new(order), |execution, (signal, n)| {
            execution
                .advance(signal.clone(), created + SignedDuration::from_secs(8 * n))
                .into_execution()
        })
}

/// Nexthink's word about an execution.
pub fn reported(status: TenantStatus, details: &str, output: &str) -> Signal {
    Signal::Reported(Report {
        request: "1f6".parse().expect("an id"),
        status,
        details: details.into(),
        output: output.into(),
        changed_at: now(),
    })
}

/// Accepted by Nexthink.
pub fn accepted() -> Signal {
    Signal::Accepted("1f6".parse().expect("an id"))
}

const OUTPUT: &str = r#"{"Temporary files":"7.9 GB","Update cache":"3.4 GB","Recycle bin":"0.4 GB"}"#;

/// Every way an execution can stand, with its name.
pub fn executions() -> Vec<(&'static str, Execution)> {
    let (cleanup, restart) = (cleanup(), restart());
    let done = || reported(TenantStatus::Success, "", OUTPUT);
    let running = || reported(TenantStatus::InProgress, "", "");
    let measured = |value| Signal::Measured(Measurement { value, as_of: now() });
    let failed = |kind| {
        Signal::Refused(Failure {
            kind,
            words: "Remote action is not enabled for API".into(),
        })
    };
    vec![
        ("queued", execution(1, &cleanup, &[])),
        ("unsure", execution(2, &cleanup, &[Signal::OutcomeUnknown])),
        ("sent", execution(3, &cleanup, &[accepted()])),
        (
            "waiting-for-device",
            execution(
                4,
                &cleanup,
                &[accepted(), reported(TenantStatus::WaitingOnDevice, "", "")],
            ),
        ),
        (
            "waiting-for-user",
            execution(
                5,
                &cleanup,
                &[accepted(), reported(TenantStatus::WaitingOnUser, "", "")],
            ),
        ),
        ("running", execution(6, &cleanup, &[accepted(), running()])),
        (
            "verifying",
            execution(7, &cleanup, &[accepted(), running(), done()]),
        ),
        (
            "fixed",
            execution(8, &cleanup, &[accepted(), running(), done(), measured(15.8e9)]),
        ),
        (
            "not-fixed",
            execution(9, &cleanup, &[accepted(), running(), done(), measured(4.2e9)]),
        ),
        ("done", execution(10, &restart, &[accepted(), running(), done()])),
        (
            "unproven",
            execution(
                11,
                &cleanup,
                &[accepted(), running(), done(), Signal::ProofMissed],
            ),
        ),
        (
            "failed",
            execution(
                12,
                &cleanup,
                &[
                    accepted(),
                    running(),
                    reported(
                        TenantStatus::Failure,
                        "The script timed out after 300 seconds.",
                        "",
                    ),
                ],
            ),
        ),
        (
            "refused",
            execution(13, &cleanup, &[failed(FailureKind::UnknownAction)]),
        ),
        (
            "expired",
            execution(
                14,
                &cleanup,
                &[accepted(), reported(TenantStatus::Expired, "", "")],
            ),
        ),
        ("cancelled", execution(15, &cleanup, &[Signal::TakenBack])),
    ]
}

fn summary_of(execution: Execution) -> ExecutionSummary {
    let remedy = if execution.order.remedy.as_str() == "restart" {
        restart()
    } else {
        cleanup()
    };
    ExecutionSummary {
        execution: Arc::new(execution),
        remedy: Some(Arc::new(remedy)),
    }
}

fn runs(names: &[&str]) -> Vec<ExecutionSummary> {
    executions()
        .into_iter()
        .filter(|(name, _)| names.contains(name))
        .map(|(_, run)| summary_of(run))
        .collect()
}

/// Asked a short while ago, with success.
pub fn fresh() -> Freshness {
    Freshness {
        fetched_at: Some(ago(1)),
        trouble: None,
        pending: false,
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
                            execution: executions()[5].1.order.id.clone(),
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
        freshness: fresh(),
        last_event: 41,
    }
}

/// The page of an execution.
pub fn execution_page(execution: Execution) -> ExecutionPage {
    let ended = execution.state().is_end();
    let summary = summary_of(execution);
    ExecutionPage {
        now: now(),
        execution: summary.execution,
        remedy: summary.remedy,
        metric: Some(disk().metric),
        elapsed: SignedDuration::from_secs(if ended { 32 } else { 47 }),
        freshness: fresh(),
        last_event: 41,
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
