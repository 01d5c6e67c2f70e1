//! What the use-cases need from outside: the tenant, the store, a bus and a clock.

mod bus;
mod clock;
mod inbox;
mod notice;
mod steady;
mod store;
mod tenant;

pub use bus::Bus;
pub use clock::{Clock, SystemClock};
pub use inbox::{Arrival, Digested, Inbox, Quarantined, TakenIn};
pub use notice::{Notice, Unreadable};
pub use store::{Draft, Event, EventKind, Lease, Placed, Store, StoreError};
pub use tenant::{DayReading, DeviceReading, Reply, Sighting, Sightings, Tenant, Trigger};
