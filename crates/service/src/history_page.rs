//! Everything the employee has run.

use crate::{Employee, PageError, Service, view::HistoryPage};

impl Service {
    /// What the history page shows.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn history_page(&self, employee: &Employee) -> Result<HistoryPage, PageError> {
        let listed = self.runs_of(employee).await?;
        let runs = listed
            .executions
            .iter()
            .map(|run| self.execution_summary(run))
            .collect();
        Ok(HistoryPage {
            now: self.now(),
            runs,
            last_event: listed.as_of,
        })
    }
}
