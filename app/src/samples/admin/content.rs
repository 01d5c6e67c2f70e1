//! How content stands.

use crate::pages::{ContentFault, ContentStatus, RefusedContent};
use crate::samples::{ago, now};

/// Content that is in force.
pub fn content() -> ContentStatus {
    ContentStatus {
        now: now(),
        since: ago(90),
        remedies: 8,
        topics: 10,
        figures: 14,
        queries: 9,
        refused: None,
        upload: vec![],
    }
}

/// Content of which a change was refused, and saved queries that are different in Nexthink.
pub fn refused_content() -> ContentStatus {
    let fault = |place: &str, what: &str, remedy: &str| ContentFault {
        place: place.into(),
        what: what.into(),
        remedy: remedy.into(),
    };
    let faults = vec![
        fault(
            "branding.yaml:3:11",
            "`accent` cannot be read well in the light scheme: its contrast to #ffffff is 1.3:1, and 4.5:1 is needed",
            "write another one; \"#7a6c00\" is near and can be read",
        ),
        fault(
            "remedies/free-up-space.yaml:14:3",
            "`expcted` is not a key of a remedy",
            "did you mean `expected`?",
        ),
    ];
    ContentStatus {
        refused: Some(RefusedContent { at: ago(3), faults }),
        upload: vec!["deskside_device_health".into(), "deskside_devices_of_user".into()],
        ..content()
    }
}
