//! Executions that somebody calls off.

use jiff::Timestamp;

use super::{remote, workflow};
use crate::clock::SimClock;
use crate::world::World;

/// What the vendor says is unknown; this is ours.
const CANCELLED: &str = "The execution was cancelled.";

impl World {
    /// Cancels the executions of a request that have not ended; gives how many there were. A script that runs on the real
    /// device runs on, but what it says is not heard any more.
    pub fn cancel_request(&mut self, request_id: &str, clock: &SimClock) -> usize {
        let at = clock.now();
        let remote: Vec<usize> = (0..self.executions.remote.len())
            .filter(|&run| self.executions.remote[run].request_id == request_id)
            .filter(|&run| self.executions.remote[run].phase != remote::Phase::Ended)
            .collect();
        let workflows: Vec<usize> = (0..self.executions.workflows.len())
            .filter(|&run| self.executions.workflows[run].request_id == request_id)
            .filter(|&run| self.executions.workflows[run].phase != workflow::Phase::Ended)
            .collect();
        for &run in &remote {
            self.cancel_remote(run, at, clock);
        }
        for &run in &workflows {
            let ended = workflow::Phase::Ended;
            self.set_workflow(run, ended, "cancelled", Some(CANCELLED), at);
        }
        remote.len() + workflows.len()
    }

    fn cancel_remote(&mut self, run: usize, at: Timestamp, clock: &SimClock) {
        let (device, phase) = (
            self.executions.remote[run].device,
            self.executions.remote[run].phase,
        );
        self.set_remote(run, remote::Phase::Ended, "cancelled", Some(CANCELLED), at);
        if phase == remote::Phase::WaitingOnDevice {
            self.fleet.devices[device].queue.retain(|&queued| queued != run);
        } else {
            self.withdraw_question(run, at);
            self.next_in_queue(device, at, clock);
        }
    }
}
