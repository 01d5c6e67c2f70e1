//! What of the tenant's budget of calls is used.

use crate::{
    Admin, Api, CallCounts, CallKind, CallOutcome, Durations, Service, StoreError,
    view::{BudgetView, LimitsPage, LineView},
};

impl Service {
    /// What was asked of the tenant since the process began, and what of its budgets is used by everybody.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn limits_page(&self, _: &Admin) -> Result<LimitsPage, StoreError> {
        let (budgets, directory) = (self.budgets().await?, self.directory_view().await?);
        let (now, gateway) = (self.now(), self.gateway());
        let troubles = gateway.troubles();
        Ok(LimitsPage {
            now,
            since: gateway.ledger().since,
            budgets,
            lines: CallKind::ALL.map(|kind| LineView {
                kind,
                counts: gateway.ledger().counts(kind, now),
                trouble: troubles.get(&kind).copied(),
            }),
            stale: gateway.ledger().stale(),
            directory,
        })
    }

    /// What of the budget of each API is used, by every process of the installation.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn budgets(&self) -> Result<[BudgetView; Api::ALL.len()], StoreError> {
        let budgets = self.gateway().budgets();
        Ok([
            budgets.view(Api::Nql).await?,
            budgets.view(Api::Export).await?,
            budgets.view(Api::RemoteActions).await?,
            budgets.view(Api::Workflows).await?,
        ])
    }

    /// The counts of one kind of calls.
    #[must_use]
    pub fn call_counts(&self, kind: CallKind) -> CallCounts {
        self.gateway().ledger().counts(kind, self.now())
    }

    /// How long calls of one kind took that ended like this.
    #[must_use]
    pub fn call_durations(&self, kind: CallKind, outcome: CallOutcome) -> Durations {
        self.gateway().ledger().durations(kind, outcome)
    }

    /// How many messages are due that nobody is sending.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn count_due(&self) -> Result<u64, StoreError> {
        self.store().count_due(self.now()).await
    }

    /// How often what was known before was served, because it could not be asked in time.
    #[must_use]
    pub fn served_stale(&self) -> u64 {
        self.gateway().ledger().stale()
    }
}
