//! Values to start a test from. Each test changes what it is about.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    Bands, Call, CallResult, Catalogue, Category, Device, DeviceKind, Direction, Execution, Launch,
    LocalText, MeasuredAt, Measurement, Metric, NewExecution, Parameter, Platform, Proof, Range, RatedBy,
    Remedy, Report, Signal, TenantStatus, Unit,
};
use jiff::{SignedDuration, Timestamp};

pub const DEVICE: &str = "30adce7c-0000-4000-8000-000000000001";

/// The moment around which everything happens.
pub fn noon() -> Timestamp {
    "2026-03-07T12:00:00Z".parse().unwrap()
}

pub fn seconds(count: i64) -> SignedDuration {
    SignedDuration::from_secs(count)
}

pub fn minutes(count: i64) -> SignedDuration {
    SignedDuration::from_mins(count)
}

pub fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

/// An order of Robin's for `disk_cleanup`, whose proof is that free space rises by 10.
pub fn order() -> NewExecution {
    NewExecution {
        id: "10000000-0000-4000-8000-000000000001".parse().unwrap(),
        employee: "robin@example.com".parse().unwrap(),
        device: DEVICE.parse().unwrap(),
        device_name: "LAPTOP-1".into(),
        remedy: "free-space".parse().unwrap(),
        launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
        parameters: BTreeMap::new(),
        proof: Some(Proof {
            metric: "disk-free".parse().unwrap(),
            direction: Direction::Rises,
            by: 10.0,
        }),
        before: Some(Measurement {
            value: 50.0,
            as_of: noon(),
        }),
        created_at: noon(),
        expires_at: noon() + hours(4),
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    }
}

pub fn report(status: TenantStatus, changed_at: Timestamp) -> Report {
    Report {
        request: "request-1".parse().unwrap(),
        status,
        details: String::new(),
        output: String::new(),
        changed_at,
        run: None,
        meaning: None,
    }
}

/// A call that was made `count` seconds after noon.
pub fn call(result: CallResult, count: i64) -> Call {
    let at = noon() + seconds(count);
    Call::new(at, at, result, String::new())
}

/// An execution without proof that the tenant says stands like this since `at`.
pub fn run(status: TenantStatus, created_at: Timestamp, at: Timestamp) -> Execution {
    let order = NewExecution {
        created_at,
        proof: None,
        ..order()
    };
    Execution::new(order)
        .advance(Signal::Reported(report(status, at)), at)
        .into_execution()
}

/// A run that was made and done at this moment.
pub fn done(at: Timestamp) -> Execution {
    run(TenantStatus::Success, at, at)
}

pub fn device() -> Device {
    Device {
        uid: DEVICE.parse().unwrap(),
        name: "LAPTOP-1".into(),
        kind: DeviceKind::Laptop,
        model: String::new(),
        platform: Platform::Windows,
        system: String::new(),
        last_seen: noon(),
        last_user: String::new(),
    }
}

pub fn english(text: &str) -> LocalText {
    LocalText::new([(domain::Lang::En, text.to_owned())])
}

pub fn remedy() -> Remedy {
    Remedy {
        id: "free-space".parse().unwrap(),
        category: "storage".parse().unwrap(),
        launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
        title: english("Free up space"),
        summary: english("Removes temporary files."),
        impact: english("You can keep working."),
        consent: None,
        doing: english("Removing temporary files"),
        platforms: vec![Platform::Windows],
        audiences: [].into(),
        helps: vec!["disk-free".parse().unwrap()],
        offered_when: Vec::new(),
        parameters: Vec::new(),
        asks: None,
        outcomes: Vec::new(),
        outputs: [].into(),
        reads_only: false,
        expected: minutes(2),
        restarts: false,
        cooldown: None,
        daily_cap: None,
        later: Vec::new(),
        expires: hours(4),
        proof: None,
        saves: None,
    }
}

/// A parameter that takes any text of up to eight characters, and must be given.
pub fn parameter(name: &str) -> Parameter {
    Parameter {
        name: name.to_owned(),
        label: english(name),
        options: Vec::new(),
        custom: false,
        default: None,
        max_length: 8,
    }
}

fn range(from: impl Into<Option<f64>>, to: impl Into<Option<f64>>) -> Range {
    Range {
        from: from.into(),
        to: to.into(),
    }
}

/// A figure that is good from 20, average from 10 and frustrating below.
pub fn metric(id: &str) -> Metric {
    Metric {
        id: id.parse().unwrap(),
        category: "storage".parse().unwrap(),
        label: english(id),
        why: english("It matters."),
        trouble: english("{device} needs a look"),
        unit: Unit::Percent,
        column: id.replace('-', "_"),
        whole_column: None,
        usual_column: None,
        trend_column: None,
        when_missing: None,
        rated_by: RatedBy::Value,
        measured_at: MeasuredAt::DeviceReport,
        bands: Bands {
            good: range(20.0, None),
            average: range(10.0, 20.0),
            frustrating: range(None, 10.0),
        },
    }
}

/// A catalogue with these figures, where a device counts as online for ten minutes.
pub fn catalogue(metrics: impl IntoIterator<Item = Metric>) -> Catalogue {
    Catalogue {
        categories: vec![Category {
            id: "storage".parse().unwrap(),
            label: english("Storage"),
        }],
        metrics: metrics.into_iter().map(Arc::new).collect(),
        remedies: vec![Arc::new(remedy())],
        topics: Vec::new(),
        outcomes: Vec::new(),
        score: "score".parse().unwrap(),
        online_within: minutes(10),
        reports_every: None,
    }
}
