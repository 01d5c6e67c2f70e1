//! What those who look after Deskside see.

use super::{ago, now};
use crate::pages::{ContentFault, ContentStatus, OpenSignIn, RefusedContent, SignIns};

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

/// Where somebody is signed in; with `everybody`, where all are.
pub fn sign_ins(everybody: bool) -> SignIns {
    let open = |employee: &str, minutes, here, framed| OpenSignIn {
        employee: employee.into(),
        way: "your Example account".into(),
        since: ago(minutes),
        here,
        framed,
    };
    let own = vec![
        open("alex.fischer@example.com", 12, true, false),
        open("alex.fischer@example.com", 240, false, true),
        open("alex.fischer@example.com", 1900, false, false),
    ];
    let others = [
        "sam.okafor@example.com",
        "maximiliane.oberhauser-zimmermann@long-names.example.com",
    ];
    let all = own
        .iter()
        .cloned()
        .chain(others.map(|other| open(other, 33, false, false)));
    SignIns {
        now: now(),
        everybody: everybody.then(|| all.collect()),
        own,
    }
}
