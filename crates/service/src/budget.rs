//! How often the tenant may be asked, over everybody who asks: the processes of an installation count on one meter for
//! each API, which is kept in the store.

mod breaker;
mod meter;
mod queue;
mod rates;

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

pub(crate) use breaker::{Open, is_down};
pub(crate) use rates::Priority;
pub use rates::{Api, Limits, Rates};

use self::{
    breaker::Breaker,
    meter::{Meter, Turn},
    queue::Queue,
};
use crate::{Clock, Meters, StoreError, gateway::Permits, view::BudgetView};

/// Why a call is not made.
#[derive(Debug)]
pub(crate) enum NoPermit {
    /// There is no room for it in time; the earliest is at this moment.
    NotInTime(Timestamp),
    /// The tenant does not answer.
    Down(Open),
    /// Nobody can say how often the tenant was asked.
    Store(StoreError),
}

pub(crate) struct Budgets {
    meters: Arc<dyn Meters>,
    clock: Arc<dyn Clock>,
    lines: [Budget; Api::ALL.len()],
}

/// The budget of one API.
struct Budget {
    api: Api,
    rates: Rates,
    queue: Queue,
    breaker: Breaker,
    permits: Permits,
    /// Whoever counts holds it meanwhile.
    counting: tokio::sync::Mutex<()>,
    /// The meter as it was last seen, with its revision in the store.
    seen: Mutex<(Meter, Option<i64>)>,
}

impl Budgets {
    pub fn new(meters: Arc<dyn Meters>, clock: Arc<dyn Clock>, limits: &Limits) -> Self {
        let budget = |api| Budget {
            api,
            rates: limits.of(api),
            queue: Queue::default(),
            breaker: Breaker::default(),
            permits: Permits::default(),
            counting: tokio::sync::Mutex::default(),
            seen: Mutex::default(),
        };
        Self {
            meters,
            clock,
            lines: Api::ALL.map(budget),
        }
    }

    fn of(&self, api: Api) -> &Budget {
        let [nql, export, remote_actions, workflows] = &self.lines;
        match api {
            Api::Nql => nql,
            Api::Export => export,
            Api::RemoteActions => remote_actions,
            Api::Workflows => workflows,
        }
    }

    /// Waits until one call may be made, at most for `patience`, and counts it. What cannot be had in time is refused at
    /// once.
    pub async fn permit(
        &self,
        api: Api,
        priority: Priority,
        patience: SignedDuration,
    ) -> Result<(), NoPermit> {
        let budget = self.of(api);
        let permit = self.wait_for(budget, priority, patience).await;
        if permit.is_err() {
            budget.permits.gave_up();
        }
        permit
    }

    async fn wait_for(
        &self,
        budget: &Budget,
        priority: Priority,
        patience: SignedDuration,
    ) -> Result<(), NoPermit> {
        let began = self.clock.now();
        let deadline = began.saturating_add(patience).unwrap_or(Timestamp::MAX);
        let place = budget.queue.enter(priority);
        let mut waiting = None;
        loop {
            if let Some(open) = budget.breaker.open(self.clock.now()) {
                return Err(NoPermit::Down(open));
            }
            let ahead = place.ahead();
            if ahead > 0 {
                let turn_at = budget.turn_after(ahead, self.clock.now());
                if turn_at > deadline {
                    return Err(NoPermit::NotInTime(turn_at));
                }
                waiting.get_or_insert_with(|| budget.permits.wait());
                tokio::select! {
                    () = place.is_first() => continue,
                    () = self.clock.reached(deadline) => return Err(NoPermit::NotInTime(turn_at)),
                }
            }
            let now = self.clock.now();
            match self.take(budget, priority, now).await.map_err(NoPermit::Store)? {
                Turn::Now => return budget.breaker.pass(now).map_err(NoPermit::Down),
                Turn::NotBefore(at) | Turn::Spent(at) if at > deadline => {
                    return Err(NoPermit::NotInTime(at));
                }
                Turn::NotBefore(at) | Turn::Spent(at) => {
                    waiting.get_or_insert_with(|| budget.permits.wait());
                    self.clock.reached(at).await;
                }
            }
        }
    }

    /// Takes one call from the meter that everybody counts on.
    async fn take(&self, budget: &Budget, priority: Priority, now: Timestamp) -> Result<Turn, StoreError> {
        if budget.rates.are_unlimited() && budget.seen().0.is_free(now) {
            return Ok(Turn::Now);
        }
        let turn = self
            .change(budget, |meter| {
                let turn = meter.take(&budget.rates, priority, now);
                (turn, turn == Turn::Now)
            })
            .await?;
        if turn == Turn::Now {
            let counted_in = self.clock.now().duration_since(now);
            budget.left_later(counted_in.max(SignedDuration::ZERO));
        }
        Ok(turn)
    }

    /// Changes a meter and keeps it if `change` says so. What another process counted meanwhile is not lost.
    async fn change<T>(
        &self,
        budget: &Budget,
        change: impl Fn(&mut Meter) -> (T, bool) + Send,
    ) -> Result<T, StoreError> {
        let _counting = budget.counting.lock().await;
        loop {
            let (mut meter, revision) = budget.seen();
            if revision.is_none() && self.look(budget).await? {
                continue;
            }
            let (outcome, keep) = change(&mut meter);
            if !keep {
                return Ok(outcome);
            }
            if self
                .meters
                .keep_meter(budget.api.name(), &meter.written(), revision)
                .await?
            {
                budget.see(meter, Some(revision.unwrap_or_default() + 1));
                return Ok(outcome);
            }
            self.look(budget).await?;
        }
    }

    /// Reads a meter as it is kept; whether there is one.
    async fn look(&self, budget: &Budget) -> Result<bool, StoreError> {
        let kept = self.meters.meter(budget.api.name()).await?;
        if let Some(kept) = &kept {
            budget.see(Meter::read(&kept.body), Some(kept.revision));
        }
        Ok(kept.is_some())
    }

    /// Whether the tenant is left alone because it does not answer.
    pub fn is_down(&self, api: Api) -> bool {
        self.of(api).breaker.open(self.clock.now()).is_some()
    }

    /// The tenant answered, whatever it said.
    pub fn answered(&self, api: Api) {
        self.of(api).breaker.answered();
    }

    /// The tenant failed in a way that says that nobody will be answered.
    pub fn failed(&self, api: Api, kind: crate::TroubleKind) {
        self.of(api).breaker.failed(kind, self.clock.now());
    }

    /// The tenant answered a call by 429: it is asked less often, by everybody, and not at all while it wants to be left
    /// alone.
    pub async fn refused(&self, api: Api, wait: Option<SignedDuration>) {
        let now = self.clock.now();
        let narrow = |meter: &mut Meter| {
            meter.refused(wait, now);
            ((), true)
        };
        if let Err(error) = self.change(self.of(api), narrow).await {
            tracing::error!(
                api = api.name(),
                "that the tenant refused a call cannot be kept: {error}"
            );
        }
    }

    /// Until when the tenant wants to be left alone, as far as this process has heard.
    pub fn paused_until(&self, api: Api) -> Option<Timestamp> {
        self.of(api).seen().0.paused_until(self.clock.now())
    }

    /// What of a budget is used, by everybody.
    pub async fn view(&self, api: Api) -> Result<BudgetView, StoreError> {
        let budget = self.of(api);
        {
            let _counting = budget.counting.lock().await;
            self.look(budget).await?;
        }
        let (now, counts) = (self.clock.now(), budget.permits.counts());
        let (meter, _) = budget.seen();
        let waiting = usize::try_from(counts.waiting).unwrap_or(usize::MAX);
        let free = budget.turn_after(waiting, now);
        Ok(BudgetView {
            api,
            rates: budget.rates,
            used: meter.used(now),
            slower: meter.slower(now),
            next_free: (free > now).then_some(free),
            paused_until: meter.paused_until(now),
            down_until: budget.breaker.open(now).map(|open| open.until),
            counts,
        })
    }
}

impl Budget {
    fn seen(&self) -> (Meter, Option<i64>) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Other processes learn of it with the next call from here.
    fn left_later(&self, by: SignedDuration) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.0.left_later(by);
    }

    fn see(&self, meter: Meter, revision: Option<i64>) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = (meter, revision);
    }

    /// When whoever comes after `ahead` others gets a permit, as far as is known.
    fn turn_after(&self, ahead: usize, now: Timestamp) -> Timestamp {
        let (mut meter, _) = self.seen();
        let first = match meter.take(&self.rates, Priority::Interactive, now) {
            Turn::Now => now,
            Turn::NotBefore(at) | Turn::Spent(at) => at,
        };
        let apart = meter.apart(&self.rates, now).unwrap_or_default();
        let ahead = i32::try_from(ahead).unwrap_or(i32::MAX);
        let wait = apart.checked_mul(ahead).unwrap_or(SignedDuration::MAX);
        first.saturating_add(wait).unwrap_or(Timestamp::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::{
        num::NonZeroU32,
        sync::atomic::{AtomicI64, Ordering},
    };

    use async_trait::async_trait;
    use uuid::Uuid;

    use super::*;
    use crate::KeptMeter;

    /// So long it takes to keep a count, in milliseconds.
    const COMMIT: i64 = 700;

    /// A clock that goes on when somebody waits for it or keeps a count.
    #[derive(Default)]
    struct Passing(AtomicI64);

    #[async_trait]
    impl Clock for Passing {
        fn now(&self) -> Timestamp {
            Timestamp::from_millisecond(self.0.load(Ordering::SeqCst)).unwrap()
        }

        async fn reached(&self, at: Timestamp) {
            self.0.fetch_max(at.as_millisecond(), Ordering::SeqCst);
        }

        fn new_id(&self) -> Uuid {
            Uuid::nil()
        }

        fn new_secret(&self) -> [u8; 32] {
            [0; 32]
        }
    }

    /// A store whose first commit takes a while.
    struct Slow {
        clock: Arc<Passing>,
        kept: Mutex<Option<KeptMeter>>,
    }

    #[async_trait]
    impl Meters for Slow {
        async fn meter(&self, _: &str) -> Result<Option<KeptMeter>, StoreError> {
            Ok(self.kept.lock().unwrap().clone())
        }

        async fn keep_meter(&self, _: &str, body: &str, before: Option<i64>) -> Result<bool, StoreError> {
            if before.is_none() {
                self.clock.0.fetch_add(COMMIT, Ordering::SeqCst);
            }
            let (body, revision) = (body.to_owned(), before.unwrap_or_default() + 1);
            *self.kept.lock().unwrap() = Some(KeptMeter { body, revision });
            Ok(true)
        }
    }

    #[tokio::test]
    async fn two_calls_leave_a_second_apart_though_one_is_counted_slowly() {
        let clock = Arc::new(Passing::default());
        let meters = Slow {
            clock: clock.clone(),
            kept: Mutex::default(),
        };
        let nql = Rates {
            per_second: NonZeroU32::new(1),
            ..Rates::default()
        };
        let limits = Limits {
            nql,
            ..Limits::default()
        };
        let budgets = Budgets::new(Arc::new(meters), clock.clone(), &limits);
        let mut left = Vec::new();
        for _ in 0..2 {
            let permit = budgets.permit(Api::Nql, Priority::Interactive, SignedDuration::from_secs(10));
            permit.await.unwrap();
            left.push(clock.now());
        }
        assert!(
            left[1].duration_since(left[0]) >= SignedDuration::from_secs(1),
            "{left:?}"
        );
    }
}
