//! What is kept, counted. Nobody is named in it.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{RemedyId, State, TopicId};
use jiff::{SignedDuration, Timestamp};

use super::StoreError;

/// Runs of one remedy that came to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunTally {
    /// The remedy.
    pub remedy: RemedyId,
    /// Where they stand.
    pub state: State,
    /// Whether they helped, as their owners said of the run, or else of the look at a symptom that it belongs to.
    pub helped: Option<bool>,
    /// Whether their owners handed something about the same device over to IT, from the press until as long after the end
    /// as was asked for.
    pub handed_over: bool,
    /// Whether that time is over.
    pub settled: bool,
    /// How many there are.
    pub runs: u64,
}

/// Looks at one symptom that came to the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookTally {
    /// The topic.
    pub topic: TopicId,
    /// Whether something was found; `None` where nobody saw the end of it.
    pub found: Option<bool>,
    /// Whether what followed helped, as their owners said.
    pub helped: Option<bool>,
    /// How many there are.
    pub looks: u64,
}

/// What came of everything that was begun since some moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// Runs; each is counted once.
    pub runs: Vec<RunTally>,
    /// Looks at symptoms; each is counted once.
    pub looks: Vec<LookTally>,
    /// How many people ran each remedy.
    pub people_of_remedies: BTreeMap<RemedyId, u64>,
    /// How many people had each symptom looked at.
    pub people_of_topics: BTreeMap<TopicId, u64>,
}

/// Counts. Each method is one transaction.
#[async_trait]
pub trait Tallies: Send + Sync + 'static {
    /// What came of everything that was begun at `since` or later, as it stands `at` this moment. What is handed over
    /// counts for a run until `within` after its end.
    async fn tally(
        &self,
        since: Timestamp,
        within: SignedDuration,
        at: Timestamp,
    ) -> Result<Tally, StoreError>;
}
