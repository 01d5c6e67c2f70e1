//! What of the tenant's limits is used.

use jiff::SignedDuration;
use service::{
    BudgetCounts, CallCounts, CallKind, Trouble, TroubleKind,
    view::{BudgetView, LimitsPage, LineView},
};

use crate::samples::{ago, now};

/// Limits that hold calls back.
pub fn limits_page() -> LimitsPage {
    let budget = |per_second| BudgetView {
        per_second,
        counts: BudgetCounts {
            waiting: 2,
            waited: 31,
            given_up: 1,
            taken_at: Some(now()),
        },
        next_free: per_second.map(|_| now() + SignedDuration::from_secs(3)),
    };
    LimitsPage {
        now: now(),
        since: ago(500),
        nql: budget(std::num::NonZeroU32::new(1)),
        triggers: budget(None),
        paused_until: Some(now() + SignedDuration::from_secs(40)),
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
    }
}
