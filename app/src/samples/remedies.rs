//! Remedies with every kind of field.

use std::sync::Arc;

use domain::{
    Availability, Direction, IdempotencyKey, Launch, Output, OutputKind, Parameter, Platform, Proof,
    Question, Remedy, Unit, WorkflowVersion,
};
use jiff::SignedDuration;
use service::view::Offer;

use super::{text, uid};

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
        audiences: [].into(),
        helps: vec![],
        offered_when: vec![],
        parameters: vec![],
        asks: None,
        outcomes: vec![],
        outputs: [].into(),
        reads_only: false,
        expected: SignedDuration::from_secs(120),
        restarts: false,
        cooldown: None,
        daily_cap: None,
        later: Vec::new(),
        expires: SignedDuration::from_hours(24),
        proof: Some(Proof {
            metric: "disk-free".parse().expect("an id"),
            direction: Direction::Rises,
            by: 1e9,
        }),
        saves: None,
    }
}

/// The clean-up.
pub fn cleanup() -> Remedy {
    let mut cleanup = remedy(
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
    );
    let tells = |name: &str, label: (&str, &str), unit| Output {
        name: name.into(),
        label: text(label.0, label.1),
        holds: OutputKind::Number(unit),
    };
    cleanup.outputs = vec![
        tells(
            "FreedSpace",
            ("Space freed", "Freigegebener Speicherplatz"),
            Unit::Bytes,
        ),
        tells(
            "FilesDeleted",
            ("Files deleted", "Gelöschte Dateien"),
            Unit::Count,
        ),
    ];
    cleanup
}

/// A restart, which wants a consent.
pub fn restart() -> Remedy {
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

/// A remedy with fields to fill in.
pub fn network() -> Remedy {
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

/// A workflow that asks where to deliver.
pub fn order_battery() -> Remedy {
    let mut battery = remedy(
        "order-battery",
        ("Order a new battery", "Neuen Akku bestellen"),
        (
            "Orders a new order_battery, if the one in your laptop is worn out.",
            "Bestellt einen neuen Akku, wenn der in Ihrem Laptop verbraucht ist.",
        ),
        ("You can keep working.", "Sie können weiterarbeiten."),
        ("Ordering the battery", "Der Akku wird bestellt"),
    );
    battery.launch = Launch::Workflow {
        id: "#sample_workflow".parse().expect("an NQL ID"),
        version: WorkflowVersion::V2,
    };
    battery.proof = None;
    battery.asks = Some(Question {
        text: text(
            "Where should the battery be delivered?",
            "Wohin soll der Akku geliefert werden?",
        ),
        parameters: vec![
            Parameter {
                name: "delivery_site".into(),
                label: text("Site", "Standort"),
                options: vec!["Main building".into(), "North campus".into()],
                custom: true,
                default: None,
                max_length: 80,
            },
            Parameter {
                name: "phone".into(),
                label: text("Your phone number", "Ihre Telefonnummer"),
                options: vec![],
                custom: false,
                default: None,
                max_length: 40,
            },
        ],
    });
    battery
}

/// The key of a press on a page.
pub fn key() -> IdempotencyKey {
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
