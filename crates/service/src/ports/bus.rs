//! Wakes whoever waits for news about an employee.

use domain::EmployeeId;
use tokio::sync::watch;

/// Carries the fact that there is news, never the news itself: that is read from the store, so that nothing is lost
/// or buffered when a listener is slow.
pub trait Bus: Send + Sync + 'static {
    /// Wakes all listeners of this employee.
    fn wake(&self, employee: &EmployeeId);
    /// Listens for news about this employee. The value has no meaning but that it changes.
    fn listen(&self, employee: &EmployeeId) -> watch::Receiver<u64>;
    /// How often anybody was woken so far. It grows before the listeners are woken, and by everything that somebody who
    /// uses the same store wakes.
    fn wakes(&self) -> u64;
}
