//! Where people are signed in.

use crate::pages::{OpenSignIn, SignIns};
use crate::samples::{ago, now};

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
