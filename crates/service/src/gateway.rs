//! The one door to the tenant: every call takes a permit of its budget first and is counted, and lasting trouble is noted
//! once.

mod ledger;

use std::{
    collections::HashMap,
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use domain::{CollectorUid, Identity, KnownUser, Launch, Lookup, NqlId, RequestId};
use jiff::{SignedDuration, Timestamp};

pub use ledger::{BudgetCounts, CallCounts, CallKind, CallOutcome};
pub(crate) use ledger::{Ledger, Permits};

use crate::{
    Api, Clock, DayReading, DeviceReading, ExportState, FleetFile, FleetPart, Limits, Notice, Reply,
    Sightings, Store, Tenant, TenantError, Trigger, Trouble, TroubleKind, Unreadable,
    budget::{Budgets, NoPermit, Priority, is_down},
};

/// A query that no permit comes for within this time is given up: what is known is shown instead.
const QUERY: SignedDuration = SignedDuration::from_secs(10);

/// The same for an export, for which nobody waits.
const EXPORT: SignedDuration = SignedDuration::from_mins(5);

/// Nothing else asks for exports, so no share of their day has to be left to anything.
const ALONE: Priority = Priority::Interactive;

/// The same for a trigger, which is put off then. It is held for longer than this.
const TRIGGER: SignedDuration = SignedDuration::from_secs(60);

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
    budgets: Budgets,
    ledger: Ledger,
    troubles: Mutex<HashMap<CallKind, Trouble>>,
}

impl Gateway {
    pub fn new(
        tenant: Arc<dyn Tenant>,
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        limits: &Limits,
    ) -> Self {
        Self {
            tenant,
            ledger: Ledger::new(clock.now()),
            budgets: Budgets::new(store, clock.clone(), limits),
            clock,
            troubles: Mutex::default(),
        }
    }

    pub async fn users_by(&self, by: Lookup, value: &str) -> Result<Vec<KnownUser>, Trouble> {
        let call = self.tenant.users_by(by, value);
        self.query(CallKind::Users, Priority::Interactive, call).await
    }

    pub async fn devices_of(&self, person: &Identity) -> Result<Vec<DeviceReading>, Trouble> {
        let call = self.tenant.devices_of(person);
        self.query(CallKind::Devices, Priority::Interactive, call).await
    }

    /// One device, for something that is followed.
    pub async fn device(&self, uid: &CollectorUid) -> Result<Option<DeviceReading>, Trouble> {
        let call = self.tenant.device(uid);
        self.query(CallKind::Devices, Priority::FollowUp, call).await
    }

    pub async fn daily_figures(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, Trouble> {
        let call = self.tenant.daily_figures(uid);
        self.query(CallKind::History, Priority::Background, call).await
    }

    pub async fn daily_scores(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, Trouble> {
        let call = self.tenant.daily_scores(uid);
        self.query(CallKind::History, Priority::Background, call).await
    }

    pub async fn remote_action_sightings(&self) -> Result<Sightings, Trouble> {
        let call = self.tenant.remote_action_sightings();
        self.query(CallKind::Sightings, Priority::FollowUp, call).await
    }

    pub async fn workflow_sightings(&self, workflow: &NqlId) -> Result<Sightings, Trouble> {
        let call = self.tenant.workflow_sightings(workflow);
        self.query(CallKind::Sightings, Priority::FollowUp, call).await
    }

    /// Begins to export a part of the fleet.
    pub async fn start_export(&self, part: FleetPart) -> Result<String, Trouble> {
        let call = self.tenant.start_export(part);
        self.ask(CallKind::Export, Api::Export, (ALONE, EXPORT), call)
            .await
    }

    /// How an export stands.
    pub async fn export_state(&self, export: &str) -> Result<ExportState, Trouble> {
        let call = self.tenant.export_state(export);
        self.ask(CallKind::Export, Api::Export, (ALONE, EXPORT), call)
            .await
    }

    /// Opens the file of an export, which takes no permit.
    pub async fn open_export(&self, part: FleetPart, export: &str) -> Result<Box<dyn FleetFile>, Trouble> {
        let file = self.tenant.open_export(part, export).await;
        self.remember(CallKind::Export, &file)?;
        file.map_err(|error| Trouble {
            kind: error.kind,
            since: self.clock.now(),
        })
    }

    /// Waits for the permit that a trigger of this needs. It is taken before the send is recorded as begun.
    pub async fn permit_trigger(&self, launch: &Launch) -> Result<(), NoPermit> {
        self.budgets
            .permit(api_of(launch), Priority::Interactive, TRIGGER)
            .await
    }

    /// Starts something on a device; a permit was taken before.
    pub async fn trigger(&self, trigger: &Trigger) -> Result<RequestId, TenantError> {
        let answer = self.timed(CallKind::Trigger, self.tenant.trigger(trigger)).await;
        if let Err(error) = self
            .note(CallKind::Trigger, api_of(&trigger.launch), &answer)
            .await
        {
            tracing::debug!(execution = %trigger.execution, trouble = ?error.kind, "trigger of {} failed", trigger.execution);
        }
        answer
    }

    /// Answers a workflow; a permit was taken before.
    pub async fn reply(&self, reply: &Reply) -> Result<(), TenantError> {
        let answer = self.timed(CallKind::Trigger, self.tenant.reply(reply)).await;
        if let Err(error) = self.note(CallKind::Trigger, Api::Workflows, &answer).await {
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

    /// How often it may be asked.
    pub const fn budgets(&self) -> &Budgets {
        &self.budgets
    }

    /// What it was asked.
    pub const fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Until when no query is made, because it wants to be left alone.
    pub fn paused_until(&self) -> Option<Timestamp> {
        self.budgets.paused_until(Api::Nql)
    }

    /// What it is in trouble with.
    pub fn troubles(&self) -> HashMap<CallKind, Trouble> {
        self.troubles
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    async fn query<T>(
        &self,
        line: CallKind,
        priority: Priority,
        call: impl Future<Output = Result<T, TenantError>>,
    ) -> Result<T, Trouble> {
        self.ask(line, Api::Nql, (priority, QUERY), call).await
    }

    async fn ask<T>(
        &self,
        line: CallKind,
        api: Api,
        (priority, patience): (Priority, SignedDuration),
        call: impl Future<Output = Result<T, TenantError>>,
    ) -> Result<T, Trouble> {
        let now = self.clock.now();
        // A call that has to wait for a token after its permit arrives close before the next one, and is refused for it.
        if !self.budgets.is_down(api) {
            self.tenant.prepare().await;
        }
        if let Err(refused) = self.budgets.permit(api, priority, patience).await {
            return Err(self.not_asked(line, &refused, now));
        }
        let answer = self.timed(line, call).await;
        self.note(line, api, &answer).await?;
        answer.map_err(|error| Trouble {
            kind: error.kind,
            since: now,
        })
    }

    /// Makes a call, and counts it, how long it took and what came of it.
    async fn timed<T>(
        &self,
        line: CallKind,
        call: impl Future<Output = Result<T, TenantError>>,
    ) -> Result<T, TenantError> {
        let began = self.clock.now();
        self.ledger.called(line, began);
        let answer = call.await;
        let outcome = CallOutcome::of(answer.as_ref().err().map(|error| error.kind));
        let took = self.clock.now().duration_since(began);
        self.ledger.took(line, outcome, took);
        answer
    }

    /// What to say while the tenant is not asked: that is part of the trouble that this line is in already, or its
    /// beginning.
    fn not_asked(&self, line: CallKind, refused: &NoPermit, now: Timestamp) -> Trouble {
        let kind = match refused {
            NoPermit::NotInTime(_) => TroubleKind::Throttled,
            NoPermit::Down(open) => open.kind,
            NoPermit::Store(error) => {
                tracing::error!("the tenant is not asked: {error}");
                TroubleKind::Throttled
            }
        };
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        let since = troubles.entry(line).or_insert(Trouble { kind, since: now }).since;
        Trouble { kind, since }
    }

    fn trouble_with(&self, line: CallKind) -> Option<Trouble> {
        let troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        troubles.get(&line).copied()
    }

    /// Tells the budget what came of a call, remembers since when a line is in trouble, and logs its beginning and its
    /// end once.
    async fn note<T>(
        &self,
        line: CallKind,
        api: Api,
        answer: &Result<T, TenantError>,
    ) -> Result<(), Trouble> {
        match answer {
            Err(error) if is_down(error.kind) => self.budgets.failed(api, error.kind),
            Ok(_) | Err(_) => self.budgets.answered(api),
        }
        if let Err(error) = answer
            && error.kind == TroubleKind::Throttled
        {
            self.ledger.refused(line);
            let wait = error.retry_after.map(bounded);
            let wait = wait.and_then(|wait| SignedDuration::try_from(wait).ok());
            self.budgets.refused(api, wait).await;
        }
        self.remember(line, answer)
    }

    fn remember<T>(&self, line: CallKind, answer: &Result<T, TenantError>) -> Result<(), Trouble> {
        let mut troubles = self.troubles.lock().unwrap_or_else(PoisonError::into_inner);
        let Err(error) = answer else {
            if let Some(over) = troubles.remove(&line) {
                tracing::info!(?line, since = %over.since, "the tenant answers again ({line:?})");
            }
            return Ok(());
        };
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

/// The API that starts this, and answers it.
const fn api_of(launch: &Launch) -> Api {
    match launch {
        Launch::RemoteAction(_) => Api::RemoteActions,
        Launch::Workflow { .. } => Api::Workflows,
    }
}
