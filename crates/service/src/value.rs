//! What Deskside is worth, counted from what is kept.

use std::{cmp::Reverse, collections::BTreeMap, sync::Arc};

use domain::{Remedy, RemedyId, State, TopicId};
use jiff::{SignedDuration, Timestamp};

use crate::{
    Admin, LookTally, RunTally, Service, StoreError, Tally,
    view::{RemedyCounts, RemedyValue, TopicCounts, TopicValue, TotalValue, ValuePage},
};

/// Whoever hands something over to IT this long after a run has not been helped by it.
const HANDED_OVER_WITHIN: SignedDuration = SignedDuration::from_hours(24);

/// A period up to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Period {
    /// 7 days.
    Week,
    /// 30 days.
    #[default]
    Month,
    /// 90 days.
    Quarter,
}

impl Period {
    /// Every period, the shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// Its length in days, by which addresses name it.
    #[must_use]
    pub const fn days(self) -> u16 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    fn since(self, now: Timestamp) -> Timestamp {
        let length = SignedDuration::from_hours(i64::from(self.days()) * 24);
        now.saturating_sub(length).unwrap_or(Timestamp::MIN)
    }
}

impl Service {
    /// What came of everything that was begun within the period. What fewer people than `few` did could be traced to
    /// one of them, so nothing is told of it, and no sum has it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn value_page(&self, _: &Admin, period: Period, few: u64) -> Result<ValuePage, StoreError> {
        let now = self.now();
        let since = period.since(now);
        let tally = self.store().tally(since, HANDED_OVER_WITHIN, now).await?;
        let remedies = self.remedy_values(&tally, few);
        Ok(ValuePage {
            now,
            period,
            since,
            handed_over_within: HANDED_OVER_WITHIN,
            knows_hand_overs: self.desk().is_some(),
            few,
            total: total(&remedies),
            topics: self.topic_values(&tally, few),
            remedies,
        })
    }

    fn remedy_values(&self, tally: &Tally, few: u64) -> Vec<RemedyValue> {
        let mut runs: BTreeMap<&RemedyId, Vec<&RunTally>> = BTreeMap::new();
        for one in &tally.runs {
            runs.entry(&one.remedy).or_default().push(one);
        }
        let value = |(id, runs): (&RemedyId, Vec<&RunTally>)| {
            let people = tally.people_of_remedies.get(id).copied().unwrap_or_default();
            let remedy = self.known().remedy(id);
            RemedyValue {
                id: id.clone(),
                remedy: remedy.cloned(),
                counts: (people >= few).then(|| remedy_counts(remedy, people, &runs)),
            }
        };
        let mut values: Vec<RemedyValue> = runs.into_iter().map(value).collect();
        values.sort_by_key(|value| Reverse(value.counts.as_ref().map(|counts| counts.started)));
        values
    }

    fn topic_values(&self, tally: &Tally, few: u64) -> Vec<TopicValue> {
        let mut looks: BTreeMap<&TopicId, Vec<&LookTally>> = BTreeMap::new();
        for one in &tally.looks {
            looks.entry(&one.topic).or_default().push(one);
        }
        let value = |(id, looks): (&TopicId, Vec<&LookTally>)| {
            let count = |which: &dyn Fn(&LookTally) -> bool| -> u64 {
                let which = looks.iter().filter(|look| which(look));
                which.map(|look| look.looks).sum()
            };
            let people = tally.people_of_topics.get(id).copied().unwrap_or_default();
            TopicValue {
                id: id.clone(),
                topic: self.known().topic(id).cloned(),
                counts: (people >= few).then(|| TopicCounts {
                    people,
                    looks: count(&|_| true),
                    found: count(&|look| look.found == Some(true)),
                    nothing_found: count(&|look| look.found == Some(false)),
                    helped: count(&|look| look.helped == Some(true)),
                    not_helped: count(&|look| look.helped == Some(false)),
                }),
            }
        };
        let mut values: Vec<TopicValue> = looks.into_iter().map(value).collect();
        values.sort_by_key(|value| Reverse(value.counts.as_ref().map(|counts| counts.looks)));
        values
    }
}

fn remedy_counts(remedy: Option<&Arc<Remedy>>, people: u64, runs: &[&RunTally]) -> RemedyCounts {
    let count = |which: &dyn Fn(&RunTally) -> bool| -> u64 {
        let which = runs.iter().filter(|run| which(run));
        which.map(|run| run.runs).sum()
    };
    let in_state = |states: &[State]| count(&|run| states.contains(&run.state));
    let without_it = |run: &RunTally| succeeded(remedy, run) && !run.handed_over;
    let deflected = count(&|run| without_it(run) && run.settled);
    let saves = remedy.and_then(|remedy| remedy.saves);
    RemedyCounts {
        people,
        started: count(&|_| true),
        under_way: count(&|run| !run.state.is_end() && run.state != State::Unsure),
        unsure: in_state(&[State::Unsure]),
        fixed: in_state(&[State::Fixed]),
        done: in_state(&[State::Done]),
        not_fixed: in_state(&[State::NotFixed]),
        failed: in_state(&[State::Failed]),
        expired: in_state(&[State::Expired]),
        declined: in_state(&[State::Declined, State::Unanswered]),
        cancelled: in_state(&[State::Cancelled]),
        helped: count(&|run| run.helped == Some(true)),
        not_helped: count(&|run| run.helped == Some(false)),
        handed_over: count(&|run| run.handed_over),
        deflected,
        too_early: count(&|run| without_it(run) && !run.settled),
        saved: saves.map(|saves| times(saves, deflected)),
    }
}

/// Whether these runs helped as far as anybody knows. What only looks at a device helps nobody by itself, and of what
/// content does not know any more, only a proof tells.
fn succeeded(remedy: Option<&Arc<Remedy>>, run: &RunTally) -> bool {
    match run.state {
        State::Fixed => true,
        State::Done => run.helped != Some(false) && remedy.is_some_and(|remedy| !remedy.reads_only),
        _ => false,
    }
}

fn times(length: SignedDuration, count: u64) -> SignedDuration {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    SignedDuration::from_secs(length.as_secs().saturating_mul(count))
}

/// All remedies together of which something is told.
fn total(remedies: &[RemedyValue]) -> TotalValue {
    let told = || remedies.iter().filter_map(|value| value.counts.as_ref());
    let sum = |of: &dyn Fn(&RemedyCounts) -> u64| told().map(of).sum();
    let saved = told().filter_map(|counts| counts.saved);
    TotalValue {
        started: sum(&|counts| counts.started),
        fixed: sum(&|counts| counts.fixed),
        deflected: sum(&|counts| counts.deflected),
        too_early: sum(&|counts| counts.too_early),
        saved: saved.reduce(SignedDuration::saturating_add),
    }
}
