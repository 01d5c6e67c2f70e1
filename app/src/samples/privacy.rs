//! What is read, run and kept.

use std::{collections::BTreeMap, sync::Arc};

use crate::pages::{DeskKind, Disclosure, Kept, Privacy, ReadFigure, Untouched};
use domain::Remedy;
use jiff::SignedDuration;

use super::{cleanup, disk, now, order_battery, restart};

/// What is read, run and kept in a company with everything.
pub fn privacy() -> Privacy {
    let figure = disk().metric;
    let free = "device_performance.event.system_drive_free_space";
    let fields = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let days = |days: i64| SignedDuration::from_hours(24 * days);
    let later = Remedy {
        later: vec![SignedDuration::from_hours(1)],
        ..restart()
    };
    Privacy {
        now: now(),
        disclosure: Arc::new(Disclosure {
            figures: vec![ReadFigure {
                label: figure.label.clone(),
                why: figure.why.clone(),
                fields: fields(&[free]),
            }],
            tables: BTreeMap::from([
                (
                    "device.devices".to_owned(),
                    fields(&["device.name", "device.#cost_centre"]),
                ),
                ("device_performance.events".to_owned(), fields(&[free])),
                ("monitoring.things".to_owned(), Vec::new()),
            ]),
            untouched: Untouched::ALL.to_vec(),
            kept: Kept {
                ended: days(180),
                idle: SignedDuration::from_mins(60),
                absolute: SignedDuration::from_hours(8),
                bearer: Some(SignedDuration::from_mins(15)),
                days: Some(days(14)),
                unread_rows: Some(days(14)),
            },
            desk: DeskKind::Tickets,
        }),
        remedies: [cleanup(), later, order_battery()].map(Arc::new).to_vec(),
    }
}
