//! What Deskside is worth. Nobody is named in it.

use std::sync::Arc;

use domain::{Remedy, RemedyId, Topic, TopicId};
use jiff::{SignedDuration, Timestamp};

use crate::Period;

/// What came of everything that was begun within a period.
#[derive(Debug, Clone, PartialEq)]
pub struct ValuePage {
    /// The moment it speaks of.
    pub now: Timestamp,
    /// The period.
    pub period: Period,
    /// When it began.
    pub since: Timestamp,
    /// Whoever hands something over to IT within this time after a run has not been helped by it.
    pub handed_over_within: SignedDuration,
    /// Whether hand-overs are kept here at all; where they are not, nobody knows who went to IT.
    pub knows_hand_overs: bool,
    /// What fewer people than this did is not told, and not in the sums.
    pub few: u64,
    /// By remedy, the one that was run most first, and those that few people ran last.
    pub remedies: Vec<RemedyValue>,
    /// All remedies together.
    pub total: TotalValue,
    /// By topic, in the same order.
    pub topics: Vec<TopicValue>,
}

/// What came of the runs of one remedy.
#[derive(Debug, Clone, PartialEq)]
pub struct RemedyValue {
    /// Its name in the files.
    pub id: RemedyId,
    /// The remedy, if content still has it.
    pub remedy: Option<Arc<Remedy>>,
    /// What came of them; `None` where too few people ran it to be told.
    pub counts: Option<RemedyCounts>,
}

/// How many runs of one remedy came to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyCounts {
    /// How many people ran it.
    pub people: u64,
    /// How many runs were started. It is the sum of everything down to `cancelled`.
    pub started: u64,
    /// Not ended yet.
    pub under_way: u64,
    /// Not known whether Nexthink has them.
    pub unsure: u64,
    /// Ended, and proven by a figure.
    pub fixed: u64,
    /// Ended, without a proof.
    pub done: u64,
    /// Ended, and the figure did not move enough.
    pub not_fixed: u64,
    /// Did not run, or not to the end.
    pub failed: u64,
    /// The device could not be reached in time.
    pub expired: u64,
    /// The device's user said no, or nothing.
    pub declined: u64,
    /// Taken back.
    pub cancelled: u64,
    /// Their owners say that they helped.
    pub helped: u64,
    /// Their owners say that they did not.
    pub not_helped: u64,
    /// Handed over to IT all the same.
    pub handed_over: u64,
    /// Helped by themselves, so that IT was not needed.
    pub deflected: u64,
    /// May have, but the time in which one may still hand something over is not over.
    pub too_early: u64,
    /// How much work of IT was saved, where content says how much one run saves.
    pub saved: Option<SignedDuration>,
}

/// All remedies together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TotalValue {
    /// How many runs were started.
    pub started: u64,
    /// Ended, and proven by a figure.
    pub fixed: u64,
    /// Helped by themselves.
    pub deflected: u64,
    /// Too early to say.
    pub too_early: u64,
    /// How much work of IT was saved; `None` where content says of no remedy how much.
    pub saved: Option<SignedDuration>,
}

/// What came of the looks at one symptom.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicValue {
    /// Its name in the files.
    pub id: TopicId,
    /// The topic, if content still has it.
    pub topic: Option<Arc<Topic>>,
    /// What came of them; `None` where too few people had it looked at to be told.
    pub counts: Option<TopicCounts>,
}

/// How many looks at one symptom came to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicCounts {
    /// How many people had it looked at.
    pub people: u64,
    /// How often it was looked at.
    pub looks: u64,
    /// How often something was found.
    pub found: u64,
    /// How often nothing was. Of the other looks, nobody saw the end.
    pub nothing_found: u64,
    /// Their owners say that it helped.
    pub helped: u64,
    /// Their owners say that it did not.
    pub not_helped: u64,
}
