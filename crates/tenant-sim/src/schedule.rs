//! What is due when.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use jiff::Timestamp;

use crate::campaigns::CampaignStep;
use crate::executions::{RemoteStep, WorkflowStep};

/// Something that will happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// A device reports, and will again.
    Report(usize),
    /// A device reports, besides its rhythm.
    ReportOnce(usize),
    /// The scores of the day are computed.
    DailyScores,
    /// Old events are dropped.
    Tidy,
    /// A run of a remote action goes on.
    Remote(usize, RemoteStep),
    /// A run of a workflow goes on.
    Workflow(usize, WorkflowStep),
    /// A campaign goes on for one person.
    Campaign(usize, CampaignStep),
    /// What a request of the Enrichment API wrote is seen.
    Enrichment(usize),
}

/// What will happen, the next first.
#[derive(Debug, Default)]
pub struct Schedule {
    heap: BinaryHeap<Reverse<(Timestamp, u64, Due)>>,
    count: u64,
}

impl Schedule {
    /// Plans something; of several things due at one moment, the one planned first comes first.
    pub fn at(&mut self, moment: Timestamp, due: Due) {
        self.count += 1;
        self.heap.push(Reverse((moment, self.count, due)));
    }

    /// The next thing that is due by `now`, and when it was.
    pub fn pop_due(&mut self, now: Timestamp) -> Option<(Timestamp, Due)> {
        if self.next()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse((at, _, due))| (at, due))
    }

    /// When something is due next.
    pub fn next(&self) -> Option<Timestamp> {
        self.heap.peek().map(|Reverse((at, ..))| *at)
    }
}
