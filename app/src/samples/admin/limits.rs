//! What of the tenant's limits is used.

use std::num::NonZeroU32;

use jiff::{SignedDuration, Timestamp};
use service::{
    Api, BudgetCounts, CallCounts, CallKind, DirectorySet, DirectoryState, FeedState, Rates, SetInForce,
    Trouble, TroubleKind,
    view::{BudgetView, DirectoryView, LimitsPage, LineView},
};

use crate::samples::{ago, now};

/// Limits that hold calls back.
pub fn limits_page() -> LimitsPage {
    let budget = |api, per_second: u32, per_day: u32| BudgetView {
        api,
        rates: Rates {
            per_second: NonZeroU32::new(per_second),
            per_minute: None,
            per_day: NonZeroU32::new(per_day),
            ..Rates::default()
        },
        used: 1_204,
        slower: 1,
        counts: BudgetCounts {
            waiting: 2,
            waited: 31,
            given_up: 1,
        },
        next_free: None,
        paused_until: None,
        down_until: None,
    };
    let soon = Some(now() + SignedDuration::from_secs(40));
    LimitsPage {
        now: now(),
        since: ago(500),
        budgets: [
            BudgetView {
                slower: 4,
                paused_until: soon,
                next_free: soon,
                ..budget(Api::Nql, 1, 50_000)
            },
            budget(Api::Export, 1, 1_000),
            BudgetView {
                down_until: soon,
                next_free: soon,
                ..budget(Api::RemoteActions, 5, 0)
            },
            budget(Api::Workflows, 0, 0),
        ],
        lines: CallKind::ALL.map(|kind| LineView {
            kind,
            counts: CallCounts {
                minute: 12,
                hour: 344,
                total: 2_719,
                refused: 3,
            },
            trouble: (kind == CallKind::Devices).then(|| Trouble {
                kind: TroubleKind::Throttled,
                since: ago(1),
            }),
        }),
        stale: 17,
        directory: DirectoryView {
            state: DirectoryState {
                sets: vec![
                    in_force(DirectorySet::Devices, 4_217),
                    in_force(DirectorySet::People, 5_102),
                ],
                is_shown: true,
                source_down: true,
                feeds: vec![feed("fleet", Some(ago(170))), feed("people", None)],
            },
            next_at: soon,
        },
    }
}

fn in_force(set: DirectorySet, rows: u64) -> SetInForce {
    SetInForce {
        set,
        as_of: ago(140),
        rows,
        source: "discovery".into(),
    }
}

fn feed(name: &str, last: Option<Timestamp>) -> FeedState {
    FeedState {
        name: name.parse().expect("a literal that is a name"),
        last,
        is_late: true,
        bad: 0,
    }
}
