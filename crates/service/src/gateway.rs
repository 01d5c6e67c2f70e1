//! The one door to the tenant: every call takes a permit of its budget first and is counted, and lasting trouble is noted
//! once.

mod ledger;

use std::{
    collections::HashMap,
    future::Future,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{CollectorUid, Identity, KnownUser, Lookup, NqlId, RequestId};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use jiff::Timestamp;

pub(crate) use ledger::Ledger;
pub use ledger::{BudgetCounts, CallCounts, CallKind};

use crate::{
    Clock, DayReading, DeviceReading, Notice, Reply, Sightings, Tenant, TenantError, Trigger, Trouble,
    TroubleKind, Unreadable,
};

/// How often the tenant may be asked.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// NQL queries a second (Nexthink's limit is said to be one a second); `None` for no limit.
    pub nql_per_second: Option<NonZeroU32>,
    /// Triggers of remote actions and workflows a second; `None` for no limit.
    pub triggers_per_second: Option<NonZeroU32>,
}

/// A call that no permit came for within this time is given up: what is known is shown instead.
const LONGEST_WAIT: Duration = Duration::from_secs(10);

/// However long the tenant asks to wait, it is asked again after this: it may be back long before, and a date in its
/// answer is by its clock.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

/// How long to wait when the tenant asks for it.
pub(crate) fn bounded(wait: Duration) -> Duration {
    wait.min(LONGEST_PAUSE)
}

pub(crate) struct Gateway {
    tenant: Arc<dyn Tenant>,
    clock: Arc<dyn Clock>,
    nql: Option<DefaultDirectRateLimiter>,
    triggers: Option<DefaultDirectRateLimiter>,
    limits: Limits,
    ledger: Ledger,
    troubles: Mutex<HashMap<CallKind, Trouble>>,
    paused_until: Mutex<Option<Timestamp>>,
}

/// A hair slower than allowed: two calls that leave a second apart may arrive closer together.
fn apart(per_second: NonZeroU32) -> Duration {
    Duration::from_millis(1_050) / per_second.get()
}

fn limiter(per_second: Option<NonZeroU32>) -> Option<DefaultDirectRateLimiter> {
    Quota::with_period(apart(per_second?)).map(RateLimiter::direct)
}

/// When whoever asks now gets a permit, at the latest; `None` when at once.
pub(crate) fn next_free(
    per_second: Option<NonZeroU32>,
    counts: &BudgetCounts,
    now: Timestamp,
) -> Option<Timestamp> {
    let ahead = u32::try_from(counts.waiting)
        .unwrap_or(u32::MAX)
        .saturating_add(1);
    let wait = apart(per_second?).saturating_mul(ahead);
    let free = counts.taken_at?.saturating_add(wait).ok()?;
    (free > now).then_some(free)
}

impl Gateway {
    pub fn new(tenant: Arc<dyn Tenant>, clock: Arc<dyn Clock>, limits: Limits) -> Self {
        Self {
            tenant,
            ledger: Ledger::new(clock.now()),
            limits,
            clock,
            nql: limiter(limits.nql_per_second),
            triggers: limiter(limits.triggers_per_second),
            troubles: Mutex::default(),
            paused_until: Mutex::default(),
        }
    }

    pub async fn users_by(&self, by: Lookup, value: &str) -> Result<Vec<KnownUser>, Trouble> {
        self.ask(CallKind::Users, self.tenant.users_by(by, value)).await
    }

    pub async fn devices_of(&self, person: &Identity) -> Result<Vec<DeviceReading>, Trouble> {
        self.ask(CallKind::Devices, self.tenant.devices_of(person)).await
    }

    pub async fn device(&self, uid: &CollectorUid) -> Result<Option<DeviceReading>, Trouble> {
        self.ask(CallKind::Devices, self.tenant.device(uid)).await
    }

    pub async fn daily_figures(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, Trouble> {
        self.ask(CallKind::History, self.tenant.daily_figures(uid)).await
    }

    pub async fn daily_scores(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, Trouble> {
        self.ask(CallKind::History, self.tenant.daily_scores(uid)).await
    }

    pub async fn remote_action_sightings(&self) -> Result<Sightings, Trouble> {
        self.ask(CallKind::Sightings, self.tenant.remote_action_sightings())
            .await
    }

    pub async fn workflow_sightings(&self, workflow: &NqlId) -> Result<Sightings, Trouble> {
        self.ask(CallKind::Sightings, self.tenant.workflow_sightings(workflow))
            .await
    }

    /// Waits for the permit that a trigger needs. It is taken before the send is recorded as begun.
    pub async fn permit_trigger(&self) {
        let Some(limiter) = &self.triggers else { return };
        if limiter.check().is_err() {
            let _waiting = self.ledger.triggers.wait();
            limiter.until_ready().await;
        }
        self.ledger.triggers.took(self.clock.now());
    }

    /// The same for a query; `false` when none came in time.
    async fn permit_query(&self) -> bool {
        let Some(limiter) = &self.nql else { return true };
        if limiter.check().is_err() {
            let _waiting = self.ledger.nql.wait();
            let ready = limiter.until_ready();
            if tokio::time::timeout(LONGEST_WAIT, ready).await.is_err() {
                return false;
            }
        }
        self.ledger.nql.took(self.clock.now());
        true
    }

    /// Starts something on a device; a permit was taken before.
    pub async fn trigger(&self, trigger: &Trigger) -> Result<RequestId, TenantError> {
        self.ledger.called(CallKind::Trigger, self.clock.now());
        let answer = self.tenant.trigger(trigger).await;
        if let Err(error) = self.note(CallKind::Trigger, &answer) {
            tracing::debug!(execution = %trigger.execution, trouble = ?error.kind, "trigger of {} failed", trigger.execution);
        }
        answer
    }

    /// Answers a workflow; a permit was taken before.
    pub async fn reply(&self, reply: &Reply) -> Result<(), TenantError> {
        self.ledger.called(CallKind::Trigger, self.clock.now());
        let answer = self.tenant.reply(reply).await;
        if let Err(error) = self.note(CallKind::Trigger, &answer) {
            tracing::debug!(run = %reply.run, trouble = ?error.kind, "the answer to {} failed", reply.run);
        }
        answer
    }

    /// Reads the body of a webhook. It asks nothing, so it takes no permit.
    pub fn notices(&self, body: &[u8]) -> Result<Vec<Notice>, Unreadable> {
        self.tenant.notices(body)
    }

    /// What keeps executions from being followed.
    pub fn trouble_with_sightings(&self) -> Option<Trouble> {
        self.trouble_with(CallKind::Sightings)
    }

    /// What keeps executions from being sent.
    pub fn trouble_with_triggers(&self) -> Option<Trouble> {
        self.trouble_with(CallKind::Trigger)
    }

    /// How often the tenant may be asked.
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// What it was asked.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Until when it is left alone, because it wants to be.
    pub fn paused_until(&self) -> Option<Timestamp> {
        let until = *self.paused_until.lock().unwrap_or_else(PoisonError::into_inner);
        until.filter(|until| *until > self.clock.now())
    }

    /// What it is in trouble with.
    pub fn troubles(&self) -> HashMap<CallKind, Trouble> {
        self.troubles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn ask<T>(
        &self,
        line: CallKind,
        call: impl Future<Output = Result<T, TenantError>>,
    ) -> Result<T, Trouble> {
        let now = self.clock.now();
        if self.paused_until().is_some() {
            return Err(self.throttled(line, now));
        }
        if !self.permit_query().await {
            return Err(self.throttled(line, now));
        }
        self.ledger.called(line, self.clock.now());
        let answer = call.await;
        if let Err(TenantError {
            kind: TroubleKind::Throttled,
            retry_after: Some(wait),
            ..
        }) = &answer
        {
            let until = self.clock.now().saturating_add(bounded(*wait)).ok();
            *self.paused_until.lock().unwrap_or_else(PoisonError::into_inner) = until;
        }
        self.note(line, &answer)?;
        answer.map_err(|error| Trouble {
            kind: error.kind,
            since: now,
        })
    }

    /// What to say while the tenant is not asked: the wait is part of the trouble that this line is in already, or its
    /// beginning.
    fn throttled(&self, line: CallKind, now: Timestamp) -> Trouble {
        self.ledger.nql.gave_up();
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        let kind = TroubleKind::Throttled;
        let since = troubles.entry(line).or_insert(Trouble { kind, since: now }).since;
        Trouble { kind, since }
    }

    fn trouble_with(&self, line: CallKind) -> Option<Trouble> {
        let troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.get(&line).copied()
    }

    /// Remembers since when a line is in trouble, and logs its beginning and its end once.
    fn note<T>(&self, line: CallKind, answer: &Result<T, TenantError>) -> Result<(), Trouble> {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        let Err(error) = answer else {
            if let Some(over) = troubles.remove(&line) {
                tracing::info!(?line, since = %over.since, "the tenant answers again ({line:?})");
            }
            return Ok(());
        };
        if error.kind == TroubleKind::Throttled {
            self.ledger.refused(line);
        }
        let known = troubles.get(&line).copied();
        let since = known.map_or_else(|| self.clock.now(), |known| known.since);
        let trouble = Trouble {
            kind: error.kind,
            since,
        };
        if known.is_none_or(|known| known.kind != error.kind) {
            tracing::warn!(?line, kind = ?error.kind, "trouble with the tenant ({line:?}): {error}");
        }
        troubles.insert(line, trouble);
        Err(trouble)
    }
}
