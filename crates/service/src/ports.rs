//! What the use-cases need from outside: the tenant, the service desk, the store, a bus and a clock.

mod bus;
mod clock;
mod depot;
mod diagnoses;
mod directory;
mod feeds;
mod fleet;
mod hand_overs;
mod inbox;
mod meters;
mod notice;
mod personal;
mod service_desk;
mod steady;
mod store;
mod tallies;
mod tenant;

pub use bus::Bus;
pub use clock::{Clock, SystemClock};
pub use depot::{Depot, DepotError, DepotFile};
pub use diagnoses::{Diagnoses, DiagnosisDraft, DiagnosisPlaced};
pub use directory::{Begun, Directory, DirectorySet, Listed, Listing, SetInForce, Use};
pub use feeds::{BroughtFile, Feeds, FileFate, FileVersion, KeptBadRow};
pub use fleet::{BadRow, Excess, ExportState, FileError, FleetBatch, FleetFile, FleetPart, FleetRows};
pub use hand_overs::{HandOverDraft, HandOverLease, HandOverPlaced, HandOvers};
pub use inbox::{Arrival, Caller, Digested, Inbox, Quarantined, TakenIn};
pub use meters::{KeptMeter, Meters};
pub use notice::{Notice, Unreadable};
pub use personal::Personal;
pub use service_desk::{Desk, DeskError, DeskMail, DeskTrouble, ServiceDesk, TicketReport};
pub use store::{Draft, Event, EventKind, Lease, Placed, Store, StoreError};
pub use tallies::{LookTally, RunTally, Tallies, Tally};
pub use tenant::{DayReading, DeviceReading, Reply, Sighting, Sightings, Tenant, Trigger};
