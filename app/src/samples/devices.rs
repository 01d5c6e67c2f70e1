//! What is missing on a device's page, and the page that says what is read, run and kept.

use std::{collections::BTreeMap, sync::Arc};

use crate::pages::{DeskKind, Disclosure, Kept, Privacy, ReadFigure, Untouched};
use domain::Remedy;
use jiff::SignedDuration;
use service::view::{DevicePage, Hold};

use super::{cleanup, device_page, executions, figures::disk, now, order_battery, restart, summary_of};

/// A device that has been silent for days, on which a restart is planned, while Nexthink may not be asked.
pub fn silent_device() -> DevicePage {
    let mut page = device_page();
    page.summary.device.last_seen = now() - SignedDuration::from_hours(75);
    page.summary.online = false;
    page.again.online = false;
    page.again.reported_at = page.summary.device.last_seen;
    page.again.hold = Some(Hold::Budget {
        until: now() + SignedDuration::from_secs(95),
    });
    page.chosen = true;
    let planned = executions().into_iter().filter(|(name, _)| *name == "planned");
    page.runs = planned.map(|(_, run)| summary_of(run)).collect();
    page
}

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
            },
            desk: DeskKind::Tickets,
        }),
        remedies: [cleanup(), later, order_battery()].map(Arc::new).to_vec(),
    }
}
