//! What content would do on all devices, counted device by device.

use std::sync::Arc;

use domain::{
    Catalogue, Check, Condition, Device, Health, Impact, Judgement, Look, Platform, Rating, Remedy, Topic,
};

use crate::support::{catalogue, device, english, hours, metric, minutes, noon, remedy};

fn full() -> Condition {
    Condition {
        metric: "disk-free".parse().unwrap(),
        rated: vec![Rating::Frustrating],
    }
}

fn check(id: &str, look: Look) -> Check {
    Check {
        id: id.parse().unwrap(),
        title: english(id),
        look,
        found: english("{value}"),
        why: None,
        remedies: Vec::new(),
    }
}

/// One remedy that needs a full disk, and one topic that looks at the disk and reads from the device.
fn content() -> Catalogue {
    let needed = Remedy {
        offered_when: vec![full()],
        cooldown: Some(minutes(30)),
        ..remedy()
    };
    let read = Look::Collect {
        remedy: "check-battery".parse().unwrap(),
        output: "Health".into(),
        unit: None,
        judged: Judgement::Below(60.0),
    };
    let topic = Topic {
        id: "full-disk".parse().unwrap(),
        category: "storage".parse().unwrap(),
        title: english("My disk is full"),
        also: [].into(),
        platforms: vec![Platform::Windows],
        audiences: [].into(),
        intro: None,
        checks: vec![check("disk", Look::Figure(vec![full()])), check("battery", read)],
        explanation: None,
        remedies: Vec::new(),
        help: Vec::new(),
        hand_over: None,
    };
    Catalogue {
        remedies: vec![Arc::new(needed)],
        topics: vec![Arc::new(topic)],
        ..catalogue([metric("disk-free")])
    }
}

#[test]
fn every_device_is_counted_once() {
    let content = content();
    let mut impact = Impact::new(&content, |_| true);
    let mac = Device {
        platform: Platform::MacOs,
        ..device()
    };
    let away = Device {
        last_seen: noon() - hours(50),
        ..device()
    };
    for (device, free) in [
        (device(), Some(5.0)),
        (away, Some(5.0)),
        (device(), Some(50.0)),
        (device(), None),
        (mac, Some(5.0)),
    ] {
        let health = Health::read(&content, |_| free, device.last_seen, noon());
        impact.add(&content, &device, &health, noon());
    }
    assert_eq!((impact.devices, impact.recent), (5, 4));
    assert_eq!(impact.oldest, Some(noon() - hours(50)));
    let remedy = &impact.remedies[0];
    assert_eq!((remedy.ready, remedy.when_back, remedy.offered()), (1, 1, 2));
    assert_eq!(
        (remedy.not_needed, remedy.not_known, remedy.other_platform),
        (1, 1, 1)
    );
    let topic = &impact.topics[0];
    assert_eq!((topic.fits, topic.found), (4, 2));
    let [disk, battery] = &topic.checks[..] else {
        panic!("{topic:?}");
    };
    assert_eq!((disk.found, disk.fine, disk.not_known), (2, 1, 1));
    assert_eq!((battery.found, battery.fine, battery.not_known), (0, 0, 4));
    assert_eq!(battery.collects, Some("check-battery".parse().unwrap()));
}

#[test]
fn what_is_unknown_is_not_to_blame_where_something_known_refuses() {
    let mut content = content();
    let both = Remedy {
        offered_when: vec![
            full(),
            Condition {
                metric: "memory-free".parse().unwrap(),
                rated: vec![Rating::Good],
            },
        ],
        ..remedy()
    };
    content.remedies = vec![Arc::new(both)];
    content.metrics.push(Arc::new(metric("memory-free")));
    let mut impact = Impact::new(&content, |name| name == "free-space");
    let health = Health::read(
        &content,
        |column| (column == "disk_free").then_some(50.0),
        noon(),
        noon(),
    );
    impact.add(&content, &device(), &health, noon());
    let remedy = &impact.remedies[0];
    assert_eq!((remedy.not_needed, remedy.not_known), (1, 0));
    assert!(impact.topics.is_empty(), "only what was wanted is looked at");
}
