//! The use-cases of Deskside and the ports they need.
//!
//! [`Service`] is a cheap clone that holds everything. A use-case takes a proof of who asks ([`Employee`]), reads
//! through caches that respect the tenant's limits, decides by the rules of `domain`, and answers with a [`view`] or a
//! typed error. It does no I/O of its own: the tenant, the store, the bus and the clock are ports.
//!
//! | file | use-case |
//! | --- | --- |
//! | `overview.rs`, `device_page.rs`, `execution_page.rs`, `history_page.rs` | what the pages show |
//! | `for_you.rs` | what an employee finds of their own |
//! | `receipt.rs` | what is kept about one execution |
//! | `start.rs` | an employee presses a button |
//! | `cancel.rs`, `answer.rs` | … takes it back before it is sent, or answers what a workflow asks |
//! | `topic_page.rs`, `diagnose.rs`, `diagnosis_page.rs` | an employee has a symptom looked at, and sees what was found |
//! | `check_again.rs` | … has Nexthink asked about a device again |
//! | `feedback.rs`, `preferences.rs` | … says whether something helped, and chooses what to find at once |
//! | `hand_over.rs`, `deliver.rs` | … hands something over to IT, and it becomes one ticket |
//! | `dispatch.rs`, `still_offered.rs`, `send.rs` | what was pressed is sent, at its time, at most once |
//! | `watch.rs`, `follow.rs`, `prove.rs` | what was sent is followed to its proven end |
//! | `restoring.rs` | what waits in a copy that was put back is not sent again |
//! | `stream.rs` | open pages hear of it |
//! | `correlation.rs` | what belongs together has an id |
//! | `value.rs`, `explain.rs`, `limits.rs`, `histogram.rs` | whoever looks after Deskside sees what it is worth, why somebody sees something, and what is asked of the tenant |
//! | `caller_tokens.rs` | a machine gets a token to prove itself by |
//! | `inbox.rs` | what a webhook brings is kept, then read |
//! | `discover.rs`, `bring.rs`, `collect.rs` | everybody's devices are learned at once, by asking for them, or by a feed that brings them or puts them where they are fetched |
//!
//! # How to extend it
//! A new use-case is one file with an `impl Service` block and its own error enum; what it needs from outside is a
//! method of a port, which the adapters in `store` and `server` then have to fill.

mod answer;
mod authority;
mod bring;
mod budget;
mod caller_tokens;
mod cancel;
mod check_again;
mod collect;
mod correlation;
mod deliver;
mod device_page;
mod diagnose;
mod diagnosis_page;
mod directory;
mod discover;
mod dispatch;
mod examine;
mod execution_page;
mod explain;
mod facts;
mod fed;
mod feed;
mod feedback;
mod fill;
mod follow;
mod for_you;
mod gateway;
mod hand_over;
mod histogram;
mod history_page;
mod household;
mod identify;
mod inbox;
mod limits;
mod offers;
mod outbox;
mod outdated;
mod overview;
mod own;
mod page_error;
mod ports;
mod preferences;
mod prove;
mod receipt;
mod restoring;
mod runs;
mod send;
mod service;
mod shelf;
mod start;
mod still_offered;
mod stream;
mod topic_page;
mod trends;
mod trouble;
mod value;
pub mod view;
mod watch;
mod written;

pub use answer::{AnswerError, AnswerRequest};
pub use authority::{Admin, Employee};
pub use bring::{BringError, Brought};
pub use budget::{Api, Limits, Rates};
pub use caller_tokens::CallerToken;
pub use cancel::CancelError;
pub use check_again::{CheckAgainError, Checked};
pub use collect::Seen;
pub use correlation::{CorrelationId, InvalidCorrelationId, carried};
pub use diagnose::{DiagnoseError, DiagnoseRequest, Diagnosing};
pub use directory::{DirectoryState, Discovery};
pub use explain::{ExplainError, ExplainRequest};
pub use fed::{Feed, FeedState};
pub use feedback::FeedbackError;
pub use gateway::{BudgetCounts, CallCounts, CallKind, CallOutcome};
pub use hand_over::{HandOverError, HandOverRequest, HandedOver};
pub use histogram::{Durations, Histogram};
pub use identify::Unidentified;
pub use inbox::{HookCount, HookCounts};
pub use page_error::PageError;
pub use ports::{
    Arrival, BadRow, Begun, BroughtFile, Bus, Caller, Clock, DayReading, Depot, DepotError, DepotFile, Desk,
    DeskError, DeskMail, DeskTrouble, DeviceReading, Diagnoses, DiagnosisDraft, DiagnosisPlaced, Digested,
    Directory, DirectorySet, Draft, Event, EventKind, Excess, ExportState, Feeds, FileError, FileFate,
    FileVersion, FleetBatch, FleetFile, FleetPart, FleetRows, HandOverDraft, HandOverLease, HandOverPlaced,
    HandOvers, Inbox, KeptBadRow, KeptMeter, Lease, Listed, Listing, LookTally, Meters, Notice, Personal,
    Placed, Quarantined, Reply, RunTally, ServiceDesk, SetInForce, Sighting, Sightings, Store, StoreError,
    SystemClock, TakenIn, Tallies, Tally, Tenant, TicketReport, Trigger, Unreadable, Use,
};
pub use preferences::PreferenceError;
pub use restoring::{MadeUnsure, make_unsure};
pub use service::{DAYS_KEPT, FILES_KEPT, Parts, Service};
pub use start::{StartError, StartRequest, Started};
pub use stream::Cursor;
pub use trouble::{TenantError, Trouble, TroubleKind};
pub use value::Period;
