//! Programs and web applications that the fleet uses.

use jiff::Timestamp;

use crate::tables::{Links, Row, Tables, Value, schema};

/// Positions in `binaries` and `applications`.
#[derive(Clone, Debug)]
pub struct Software {
    /// Program and the application that it belongs to.
    pub programs: Vec<(usize, usize)>,
    /// Web applications.
    pub web: Vec<usize>,
}

const PROGRAMS: [(&str, &str, &str, &[u64]); 4] = [
    ("outlook.exe", "Outlook", "windows", &[16, 0, 18_227]),
    ("ms-teams.exe", "Teams", "windows", &[25, 20, 3_409]),
    ("chrome.exe", "Chrome", "windows", &[132, 0, 6_834, 160]),
    ("safari", "Safari", "macos", &[18, 3]),
];
const WEB: [&str; 2] = ["Company wiki", "Travel expenses"];

const PACKAGES: [(&str, &str, &str, &str, &[u64]); 4] = [
    (
        "Microsoft 365 Apps",
        "Microsoft",
        "windows",
        "program",
        &[16, 0, 18_227],
    ),
    ("Zoom Workplace", "Zoom", "macos", "program", &[6, 3, 6]),
    ("VPN client", "Example Networks", "windows", "program", &[5, 1, 2]),
    (
        "Cumulative update KB5051987",
        "Microsoft",
        "windows",
        "update",
        &[1, 0],
    ),
];

/// Enters them in the tables.
pub fn install(tables: &mut Tables, now: Timestamp) -> Software {
    let mut software = Software {
        programs: Vec::new(),
        web: Vec::new(),
    };
    let application = |tables: &mut Tables, name: &str, kind: &'static str| {
        let values = [
            Value::text(name),
            Value::text(name.to_lowercase()),
            Value::Word(kind),
            Value::Time(now),
        ];
        tables.push(&schema::APPLICATIONS, Row::new(now, Links::NONE, values))
    };
    for (file, product, platform, version) in PROGRAMS {
        let values = [
            Value::text(file),
            Value::text(file),
            Value::text(product),
            Value::text(platform),
            Value::Version(version.into()),
            Value::Bytes(180_000_000),
            Value::Time(now),
            Value::Time(now),
            Value::Null,
        ];
        let binary = tables.push(&schema::BINARIES, Row::new(now, Links::NONE, values));
        software
            .programs
            .push((binary, application(tables, product, "desktop")));
    }
    for (name, publisher, platform, kind, version) in PACKAGES {
        let values = [
            Value::text(name),
            Value::text(name.to_lowercase().replace(' ', "-")),
            Value::text(publisher),
            Value::Version(version.into()),
            Value::Word(platform),
            Value::Word(kind),
            Value::Time(now),
            Value::Time(now),
            Value::Null,
        ];
        tables.push(&schema::PACKAGES, Row::new(now, Links::NONE, values));
    }
    software
        .web
        .extend(WEB.iter().map(|name| application(tables, name, "web")));
    software
}
