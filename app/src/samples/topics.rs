//! Symptoms, and looks at them in every state.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Availability, Category, Check, Condition, Device, DeviceKind, Diagnosis, Evidence, Execution, Favourite,
    Feedback, Hit, Judgement, Link, Look, Platform, Rating, SelfHelp, Subject, Topic, Unit, Verdict,
};
use service::view::{
    DiagnosisPage, DiagnosisSummary, FigureView, FindingView, ForYou, Freshness, SearchPage, TopicPage,
};

use super::{
    ago, cleanup, desktop, device,
    figures::{disk, memory, uptime},
    fresh, handed_over, key, laptop, not_handed_over, now, offer, offered, reporting, restart, run_named,
    summary_of, text, uid,
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

fn named(id: &str, category: &str, title: (&str, &str)) -> Topic {
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
fn printing() -> Topic {
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

fn diagnosed() -> Arc<Diagnosis> {
    Arc::new(Diagnosis {
        id: "0199f6a0-3333-4222-8333-444455556601".parse().expect("an id"),
        employee: "alex.fischer@example.com".parse().expect("an id"),
        device: uid(1),
        device_name: "NB-ZRH-0042".into(),
        topic: slow().id,
        started_at: ago(1),
        collected_by: BTreeMap::new(),
    })
}

/// A look in a list.
pub fn looked_at() -> DiagnosisSummary {
    DiagnosisSummary {
        diagnosis: diagnosed(),
        topic: Some(Arc::new(slow())),
    }
}

fn finding(check: &Check, verdict: Verdict, figure: Option<FigureView>) -> FindingView {
    FindingView {
        check: check.clone(),
        verdict,
        evidence: figure.as_ref().map(|view| Evidence::Figure(view.figure.clone())),
        figure,
        collected_by: None,
        offers: vec![],
    }
}

/// What the checks say, one verdict each.
pub fn findings(verdicts: [Verdict; 4]) -> Vec<FindingView> {
    let topic = slow();
    let known = |verdict| matches!(verdict, Verdict::Fine | Verdict::Found);
    let figures = [Some(memory()), Some(disk()), Some(uptime()), None];
    let mut findings: Vec<FindingView> = topic
        .checks
        .iter()
        .zip(verdicts)
        .zip(figures)
        .map(|((check, verdict), figure)| finding(check, verdict, figure.filter(|_| known(verdict))))
        .collect();
    if known(verdicts[3]) {
        findings[3].evidence = Some(Evidence::Number {
            value: 87.0,
            unit: Unit::Percent,
        });
    }
    for finding in &mut findings {
        if finding.verdict == Verdict::Found {
            let remedies = finding.check.remedies.iter();
            finding.offers = remedies
                .map(|id| {
                    if id.as_str() == "restart" {
                        restart()
                    } else {
                        cleanup()
                    }
                })
                .map(|remedy| offer(remedy, Availability::Ready))
                .collect();
        }
    }
    findings
}

fn diagnosis_page(verdicts: [Verdict; 4], runs: Vec<Execution>) -> DiagnosisPage {
    let diagnosis = diagnosed();
    DiagnosisPage {
        now: now(),
        topic: Some(Arc::new(slow())),
        device: Some(laptop()),
        findings: findings(verdicts),
        looking: verdicts.contains(&Verdict::Looking),
        offers: vec![offer(restart(), Availability::Ready)],
        runs: runs.into_iter().map(summary_of).collect(),
        feedback: None,
        hand_over: offered(Subject::Diagnosis {
            diagnosis: diagnosis.id.clone(),
        }),
        again: Some(reporting()),
        freshness: fresh(),
        last_event: 41,
        diagnosis,
    }
}

/// Every way a look can stand.
pub fn diagnosis_pages() -> Vec<(&'static str, DiagnosisPage)> {
    use Verdict::{Fine, Found, Looking, Unknown};
    let run = |name| vec![run_named(name)];
    let said = |helped| {
        Some(Feedback {
            helped,
            note: None,
            at: now(),
        })
    };
    let found = [Fine, Found, Found, Unknown];
    vec![
        ("diagnosis-begun", diagnosis_page([Looking; 4], vec![])),
        (
            "diagnosis-looking",
            diagnosis_page([Fine, Found, Fine, Looking], vec![]),
        ),
        ("diagnosis-found", diagnosis_page(found, vec![])),
        ("diagnosis-fine", diagnosis_page([Fine; 4], vec![])),
        (
            "diagnosis-partly",
            diagnosis_page([Fine, Fine, Fine, Unknown], vec![]),
        ),
        ("diagnosis-unknown", diagnosis_page([Unknown; 4], vec![])),
        ("diagnosis-running", diagnosis_page(found, run("running"))),
        (
            "diagnosis-fixed",
            diagnosis_page([Fine, Fine, Found, Unknown], run("fixed")),
        ),
        ("diagnosis-failed", diagnosis_page(found, run("failed"))),
        (
            "diagnosis-helped",
            DiagnosisPage {
                feedback: said(true),
                ..diagnosis_page([Fine; 4], run("fixed"))
            },
        ),
        ("diagnosis-handed-over", {
            let page = diagnosis_page(found, run("not-fixed"));
            DiagnosisPage {
                feedback: said(false),
                hand_over: handed_over(page.hand_over.about.clone()),
                ..page
            }
        }),
        (
            "diagnosis-gone",
            DiagnosisPage {
                topic: None,
                findings: vec![],
                offers: vec![],
                ..diagnosis_page(found, run("failed"))
            },
        ),
    ]
}

/// What is somebody's own on the overview.
pub fn for_you() -> ForYou {
    let category = |id: &str, label: (&str, &str)| Category {
        id: id.parse().expect("an id"),
        label: text(label.0, label.1),
    };
    let topics = [
        named(
            "full-disk",
            "storage",
            ("My disk is full", "Meine Festplatte ist voll"),
        ),
        slow(),
        named(
            "battery",
            "performance",
            ("My battery does not last", "Mein Akku hält nicht lange"),
        ),
        named(
            "slow-start",
            "performance",
            ("It takes long to start", "Der Start dauert lange"),
        ),
        printing(),
        named(
            "network",
            "network",
            (
                "The network is slow or drops",
                "Das Netzwerk ist langsam oder bricht ab",
            ),
        ),
        named("device-check", "unused", ("Look at everything", "Alles ansehen")),
    ];
    ForYou {
        categories: vec![
            category("storage", ("Storage", "Speicherplatz")),
            category("performance", ("Speed", "Geschwindigkeit")),
            category("network", ("Network", "Netzwerk")),
            category("unused", ("Overall experience", "Gesamteindruck")),
        ],
        topics: topics.into_iter().map(Arc::new).collect(),
        favourites: vec![Hit::Topic(Arc::new(slow())), Hit::Remedy(Arc::new(cleanup()))],
        device: Some(uid(1)),
        diagnoses: vec![looked_at()],
        hand_overs: vec![super::created()],
    }
}

/// Every way a search can end.
pub fn searches() -> Vec<(&'static str, SearchPage)> {
    let search = |words: &str, hits| SearchPage {
        now: now(),
        words: words.into(),
        hits,
        favourites: vec![Favourite::Topic(slow().id)],
        last_event: 41,
    };
    let hits = vec![
        Hit::Topic(Arc::new(slow())),
        Hit::Topic(Arc::new(printing())),
        Hit::Remedy(Arc::new(cleanup())),
    ];
    vec![
        ("search", search("slow & old", hits)),
        ("search-none", search("coffee", vec![])),
        ("search-nothing", search("", vec![])),
    ]
}
