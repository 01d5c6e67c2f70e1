//! What of the tenant's budget of calls is used.

use crate::{
    Admin, BudgetCounts, CallCounts, CallKind, Service,
    gateway::next_free,
    view::{BudgetView, LimitsPage, LineView},
};

impl Service {
    /// What was asked of the tenant since the process began.
    #[must_use]
    pub fn limits_page(&self, _: &Admin) -> LimitsPage {
        let (now, gateway) = (self.now(), self.gateway());
        let (limits, troubles) = (gateway.limits(), gateway.troubles());
        let budget = |per_second, counts: BudgetCounts| BudgetView {
            per_second,
            next_free: next_free(per_second, &counts, now),
            counts,
        };
        LimitsPage {
            now,
            since: gateway.ledger().since,
            nql: budget(limits.nql_per_second, gateway.ledger().nql.counts()),
            triggers: budget(limits.triggers_per_second, gateway.ledger().triggers.counts()),
            paused_until: gateway.paused_until(),
            lines: CallKind::ALL.map(|kind| LineView {
                kind,
                counts: gateway.ledger().counts(kind, now),
                trouble: troubles.get(&kind).copied(),
            }),
            stale: gateway.ledger().stale(),
        }
    }

    /// The counts of one kind of calls.
    #[must_use]
    pub fn call_counts(&self, kind: CallKind) -> CallCounts {
        self.gateway().ledger().counts(kind, self.now())
    }

    /// What the permits of queries and those of triggers were used for.
    #[must_use]
    pub fn budget_counts(&self) -> [BudgetCounts; 2] {
        let ledger = self.gateway().ledger();
        [ledger.nql.counts(), ledger.triggers.counts()]
    }

    /// How often what was known before was served, because it could not be asked in time.
    #[must_use]
    pub fn served_stale(&self) -> u64 {
        self.gateway().ledger().stale()
    }
}
