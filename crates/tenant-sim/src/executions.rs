//! Runs of remote actions and workflows, from the trigger to their end.
//!
//! Each run is one row of `remote_action.executions` or `workflow.executions`, whose `status` and `time` change as it
//! goes on. Device time (picked up after 2 to 6 s, runs 4 to 20 s) passes at the clock's time scale; an execution's
//! expiry does not.

mod cancel;
mod consent;
mod outcome;
mod record;
mod remote;
pub mod summary;
mod thinklet;
mod workflow;

use std::collections::BTreeMap;

use tokio::sync::mpsc;

pub use outcome::{Outcome, is_sound};
pub use record::{json_text, optional};
pub use remote::{RemoteRun, RemoteStep, RemoteTrigger};
pub use workflow::{WorkflowRun, WorkflowStep, WorkflowTrigger};

/// Inputs by name, as the caller sent them.
pub type Parameters = BTreeMap<String, String>;

/// An order to run a script on the real device.
#[derive(Clone, Debug)]
pub struct RealRun {
    /// The run that it belongs to.
    pub run: usize,
    /// The script's file name.
    pub script: String,
    /// Its inputs.
    pub parameters: Parameters,
    /// After how many seconds it is ended (`scriptInfo.timeoutSeconds`).
    pub timeout_seconds: u32,
}

/// All runs so far.
#[derive(Debug, Default)]
pub struct Executions {
    /// Of remote actions.
    pub remote: Vec<RemoteRun>,
    /// Of workflows.
    pub workflows: Vec<WorkflowRun>,
    /// Whether runs are kept from ending, and what would have ended.
    held: Option<Vec<HeldEnd>>,
    /// Takes orders for the real device.
    orders: Option<mpsc::UnboundedSender<RealRun>>,
}

#[derive(Debug)]
enum HeldEnd {
    Remote(usize, Option<Outcome>),
    Workflow(usize),
}

impl Executions {
    /// Sends the scripts of the real device here.
    pub fn send_orders_to(&mut self, orders: mpsc::UnboundedSender<RealRun>) {
        self.orders = Some(orders);
    }

    /// From now on no run ends, until they are released.
    pub fn hold(&mut self) {
        self.held.get_or_insert_default();
    }
}
