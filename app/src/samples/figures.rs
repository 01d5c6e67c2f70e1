//! Figures of every kind and rating.

use std::sync::Arc;

use domain::{Bands, Figure, MeasuredAt, Metric, RatedBy, Rating, Source, TrendPoint, Unit};
use service::view::FigureView;

use super::{ago, text};

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

/// The score of a device.
pub fn score(value: f64, rating: Rating) -> FigureView {
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

/// How long it takes to start: longer than it used to.
pub fn boot() -> FigureView {
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

/// The memory, of which there is enough.
pub fn memory() -> FigureView {
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

/// Crashes, of which there were none.
pub fn crashes() -> FigureView {
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

/// A restart that is due.
pub fn uptime() -> FigureView {
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

/// A good signal.
pub fn wifi() -> FigureView {
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

/// A good battery.
pub fn battery() -> FigureView {
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

/// One of the scores that the score is made of.
pub fn part(id: &str, label: (&str, &str), value: f64, rating: Rating) -> FigureView {
    view(id, label, ("", ""), Unit::Score, value, None, None, rating, &[])
}
