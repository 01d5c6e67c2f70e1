//! What the use-cases need from outside: the tenant, the store, a bus and a clock.

mod bus;
mod clock;
mod steady;
mod store;
mod tenant;

pub use bus::Bus;
pub use clock::{Clock, SystemClock};
pub use store::{Draft, Event, EventKind, Lease, Placed, Store, StoreError};
pub use tenant::{DayReading, DeviceReading, Reply, Sighting, Tenant, Trigger};
