//! What webhooks brought.

use service::{HookCount, HookCounts};

use super::exposition::{Exposition, Kind};

/// One family of counts: its name, what it counts, and its values of the label `outcome`.
type Counts = (&'static str, &'static str, &'static [(&'static str, HookCount)]);

const FAMILIES: [Counts; 3] = [
    (
        "deskside_webhook_calls_total",
        "Calls of webhooks, by how they were answered.",
        &[
            ("accepted", HookCount::Accepted),
            ("duplicate", HookCount::Duplicate),
            ("refused", HookCount::Refused),
            ("too_large", HookCount::TooLarge),
        ],
    ),
    (
        "deskside_webhook_bodies_unread_total",
        "Bodies of webhooks that could not be read.",
        &[("quarantined", HookCount::Quarantined)],
    ),
    (
        "deskside_webhook_notices_total",
        "What webhooks said, by what came of it.",
        &[
            ("applied", HookCount::Applied),
            ("stale", HookCount::Stale),
            ("hint", HookCount::Hint),
            ("alert", HookCount::Alert),
        ],
    ),
];

pub fn tell(text: &mut Exposition, counts: &HookCounts) {
    for (name, help, outcomes) in FAMILIES {
        let mut family = text.family(name, Kind::Counter, help);
        for (outcome, count) in outcomes {
            family.sample(&[("outcome", outcome)], counts.of(*count));
        }
    }
}
