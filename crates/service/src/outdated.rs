//! What happened that makes what is known of somebody's devices old, on whichever server it happened.

use domain::{EmployeeId, State};
use jiff::Timestamp;

use crate::{Event, EventKind, Service, household::FRESH};

/// What an event says of the figures that are known.
enum Said {
    /// Nothing.
    Nothing,
    /// A fix has changed the device that they are of.
    Changed,
    /// Somebody, perhaps on another server, has just asked for newer ones.
    Asked,
}

fn said(event: &EventKind) -> Said {
    match event {
        EventKind::Figures => Said::Asked,
        EventKind::Execution { state, .. } => {
            match State::named(state).is_some_and(|state| state.is_end() || state == State::Verifying) {
                true => Said::Changed,
                false => Said::Nothing,
            }
        }
        _ => Said::Nothing,
    }
}

impl Service {
    /// Makes the next look ask again, if the event says that what is known here is old.
    pub(crate) async fn outdate_by(&self, employee: &EmployeeId, event: &Event) {
        match said(&event.kind) {
            Said::Nothing => {}
            Said::Changed => self.households().expire(employee).await,
            // Not what was asked just before: two servers would have each other ask for ever.
            Said::Asked => {
                let since = event.at.saturating_sub(FRESH).unwrap_or(event.at);
                self.households().outdate(employee, since).await;
            }
        }
    }

    /// Whether something of the kind has happened since the directory was made, also before this server began. What
    /// cannot be known counts as such.
    pub(crate) async fn is_outdated(&self, employee: &EmployeeId, as_of: Timestamp) -> bool {
        match self.store().events_of(employee, as_of).await {
            Ok(events) => events
                .iter()
                .any(|event| !matches!(said(&event.kind), Said::Nothing)),
            Err(error) => {
                tracing::error!("the latest events of somebody cannot be read: {error}");
                true
            }
        }
    }
}
