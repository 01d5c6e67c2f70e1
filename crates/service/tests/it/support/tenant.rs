//! A tenant that answers as it is told and remembers every call.

use std::{
    collections::{BTreeMap, HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use domain::{
    CollectorUid, EmployeeId, Execution, Identity, KnownUser, Lookup, NqlId, Report, RequestId, TenantStatus,
};
use jiff::Timestamp;
use service::{
    BadRow, DayReading, DeviceReading, ExportState, FileError, FleetBatch, FleetFile, FleetPart, FleetRows,
    Notice, Reply, Sighting, Sightings, Tenant, TenantError, Trigger, TroubleKind, Unreadable, Use,
};
use tokio::sync::watch;

/// What is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    Prepare,
    Users,
    DevicesOf,
    Device,
    Daily,
    Sightings,
    Trigger,
    Reply,
    StartExport,
    ExportState,
    ExportFile,
}

/// A call that was made, answered or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Call {
    Prepare,
    UsersBy(Lookup, String),
    DevicesOf(EmployeeId),
    Device(CollectorUid),
    DailyFigures(CollectorUid),
    DailyScores(CollectorUid),
    RemoteActionSightings,
    WorkflowSightings(NqlId),
    Trigger(Trigger),
    Reply(Reply),
    StartExport(FleetPart),
    ExportState(String),
    OpenExport(FleetPart),
}

impl Call {
    const fn line(&self) -> Line {
        match self {
            Self::Prepare => Line::Prepare,
            Self::UsersBy(..) => Line::Users,
            Self::DevicesOf(_) => Line::DevicesOf,
            Self::Device(_) => Line::Device,
            Self::DailyFigures(_) | Self::DailyScores(_) => Line::Daily,
            Self::RemoteActionSightings | Self::WorkflowSightings(_) => Line::Sightings,
            Self::Trigger(_) => Line::Trigger,
            Self::Reply(_) => Line::Reply,
            Self::StartExport(_) => Line::StartExport,
            Self::ExportState(_) => Line::ExportState,
            Self::OpenExport(_) => Line::ExportFile,
        }
    }
}

pub fn error(kind: TroubleKind) -> TenantError {
    TenantError {
        kind,
        message: format!("the tenant says {kind:?}"),
        may_have_been_applied: false,
        retry_after: None,
    }
}

pub fn down() -> TenantError {
    error(TroubleKind::Down)
}

/// Nobody knows whether it arrived.
pub fn timed_out() -> TenantError {
    TenantError {
        may_have_been_applied: true,
        ..error(TroubleKind::Unreachable)
    }
}

#[derive(Default)]
struct State {
    users: Vec<(Lookup, String, KnownUser)>,
    owners: BTreeMap<EmployeeId, Vec<CollectorUid>>,
    devices: Vec<DeviceReading>,
    days: Vec<DayReading>,
    sightings: Vec<Sighting>,
    vouches_since: Option<Option<Timestamp>>,
    calls: Vec<Call>,
    failing: HashMap<Line, TenantError>,
    fail_next: HashMap<Line, VecDeque<TenantError>>,
    gates: HashMap<Line, watch::Receiver<bool>>,
    notices: HashMap<Vec<u8>, Vec<Notice>>,
    exports: HashMap<String, ExportState>,
    unread: u64,
}

/// A file with one batch.
struct File(Option<FleetBatch>);

#[async_trait]
impl FleetFile for File {
    async fn next(&mut self) -> Result<Option<FleetBatch>, FileError> {
        Ok(self.0.take())
    }
}

impl State {
    fn fleet(&self, part: FleetPart) -> Option<FleetBatch> {
        let of_platform = |reading: &&DeviceReading| reading.device.platform == part.platform();
        let devices = self.devices.iter().filter(of_platform);
        let rows = match part {
            FleetPart::WindowsDevices | FleetPart::MacDevices => {
                FleetRows::Devices(devices.cloned().collect())
            }
            FleetPart::WindowsPeople | FleetPart::MacPeople => {
                let uses = devices.flat_map(|reading| {
                    let uid = &reading.device.uid;
                    let owners = self.owners.iter().filter(|(_, owned)| owned.contains(uid));
                    owners.map(|(employee, _)| Use {
                        employee: employee.clone(),
                        name: format!("name of {employee}"),
                        device: uid.clone(),
                        at: reading.device.last_seen,
                    })
                });
                FleetRows::People(uses.collect())
            }
        };
        let bad = (1..=self.unread).map(|line| BadRow {
            line,
            why: "it makes no sense".to_owned(),
            text: String::new(),
        });
        Some(FleetBatch {
            rows,
            bad: bad.collect(),
        })
    }

    fn sightings(&self) -> Sightings {
        Sightings {
            seen: self.sightings.clone(),
            since: match self.vouches_since {
                Some(since) => since,
                None => Some(Timestamp::MIN),
            },
        }
    }
}

#[derive(Default)]
pub struct FakeTenant {
    state: Mutex<State>,
    called: watch::Sender<usize>,
}

/// Calls wait until it is dropped.
pub struct Gate {
    _open: watch::Sender<bool>,
}

impl Gate {
    pub const fn new(open: watch::Sender<bool>) -> Self {
        Self { _open: open }
    }
}

impl FakeTenant {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Somebody is known by this identifier from now on.
    pub fn knows(&self, by: Lookup, value: &str, user: KnownUser) {
        self.state().users.push((by, value.to_owned(), user));
    }

    /// This person uses these devices from now on.
    pub fn owns(&self, employee: &EmployeeId, devices: &[CollectorUid]) {
        self.state().owners.insert(employee.clone(), devices.to_vec());
    }

    /// A device reported.
    pub fn reads(&self, reading: DeviceReading) {
        let mut state = self.state();
        state
            .devices
            .retain(|known| known.device.uid != reading.device.uid);
        state.devices.push(reading);
    }

    /// The same device stands twice in an answer.
    pub fn reads_also(&self, reading: DeviceReading) {
        self.state().devices.push(reading);
    }

    /// The history of every device.
    pub fn days(&self, days: Vec<DayReading>) {
        self.state().days = days;
    }

    /// The tenant shows this, instead of whatever it showed of the same request before.
    pub fn shows(&self, sighting: Sighting) {
        let mut state = self.state();
        state
            .sightings
            .retain(|known| known.report.request != sighting.report.request);
        state.sightings.insert(0, sighting);
    }

    /// The tenant's answers reach back to this time only, or prove nothing.
    pub fn vouches_since(&self, since: Option<Timestamp>) {
        self.state().vouches_since = Some(since);
    }

    /// The tenant shows that an execution stands like this since `at`.
    pub fn shows_run(&self, run: &Execution, status: TenantStatus, at: Timestamp) {
        self.shows(Self::sighting(run, status, at));
    }

    /// The same, of a run that ended well and read this.
    pub fn shows_outputs(&self, run: &Execution, outputs: &str, at: Timestamp) {
        let mut sighting = Self::sighting(run, TenantStatus::Success, at);
        sighting.report.output = outputs.to_owned();
        self.shows(sighting);
    }

    pub fn sighting(run: &Execution, status: TenantStatus, at: Timestamp) -> Sighting {
        Sighting {
            reference: Some(run.order.id.clone()),
            device: run.order.device.clone(),
            requested_at: None,
            report: Report {
                request: format!("request-of-{}", run.order.id).parse().unwrap(),
                status,
                details: String::new(),
                output: String::new(),
                changed_at: at,
                run: None,
                meaning: None,
            },
        }
    }

    /// The body of a webhook says this from now on; every other body cannot be read.
    pub fn says(&self, body: &str, notices: Vec<Notice>) {
        self.state().notices.insert(body.into(), notices);
    }

    /// Every call of this line fails, until [`Self::recovers`].
    pub fn fails(&self, line: Line, error: TenantError) {
        self.state().failing.insert(line, error);
    }

    pub fn recovers(&self, line: Line) {
        self.state().failing.remove(&line);
    }

    /// The next call of this line fails.
    pub fn fails_once(&self, line: Line, error: TenantError) {
        self.state().fail_next.entry(line).or_default().push_back(error);
    }

    /// Calls of this line are recorded, and answered when the gate is dropped.
    pub fn hangs(&self, line: Line) -> Gate {
        let (open, gate) = watch::channel(false);
        self.state().gates.insert(line, gate);
        Gate::new(open)
    }

    /// Exports of this part stand like this.
    pub fn exports(&self, part: FleetPart, state: ExportState) {
        self.state().exports.insert(format!("{part:?}"), state);
    }

    /// So many rows of each export cannot be read.
    pub fn garbles(&self, rows: u64) {
        self.state().unread = rows;
    }

    pub fn calls(&self, line: Line) -> Vec<Call> {
        let state = self.state();
        state
            .calls
            .iter()
            .filter(|call| call.line() == line)
            .cloned()
            .collect()
    }

    /// Every trigger that was ever called, however it was answered.
    pub fn triggers(&self) -> Vec<Trigger> {
        let state = self.state();
        let trigger = |call: &Call| match call {
            Call::Trigger(trigger) => Some(trigger.clone()),
            _ => None,
        };
        state.calls.iter().filter_map(trigger).collect()
    }

    /// Returns when this line was called so often.
    pub async fn was_called(&self, line: Line, times: usize) {
        let mut called = self.called.subscribe();
        while self.calls(line).len() < times {
            let soon = tokio::time::timeout(Duration::from_secs(20), called.changed()).await;
            soon.expect("nobody calls the tenant")
                .expect("the tenant lives as long as the test");
        }
    }

    async fn answer<T>(&self, call: Call, answer: impl FnOnce(&State) -> T) -> Result<T, TenantError> {
        let line = call.line();
        let gate = {
            let mut state = self.state();
            state.calls.push(call);
            state.gates.get(&line).cloned()
        };
        self.called.send_modify(|count| *count += 1);
        if let Some(mut gate) = gate {
            // An error is the dropped gate.
            while gate.changed().await.is_ok() {}
        }
        let mut state = self.state();
        let once = state.fail_next.get_mut(&line).and_then(VecDeque::pop_front);
        match once.or_else(|| state.failing.get(&line).cloned()) {
            Some(error) => Err(error),
            None => Ok(answer(&state)),
        }
    }
}

#[async_trait]
impl Tenant for FakeTenant {
    async fn prepare(&self) {
        let _ = self.answer(Call::Prepare, |_| ()).await;
    }

    async fn users_by(&self, by: Lookup, value: &str) -> Result<Vec<KnownUser>, TenantError> {
        self.answer(Call::UsersBy(by, value.to_owned()), |state| {
            let users = state
                .users
                .iter()
                .filter(|known| known.0 == by && known.1 == value);
            users.map(|known| known.2.clone()).collect()
        })
        .await
    }

    async fn devices_of(&self, person: &Identity) -> Result<Vec<DeviceReading>, TenantError> {
        self.answer(Call::DevicesOf(person.id.clone()), |state| {
            let owned = state.owners.get(&person.id).cloned().unwrap_or_default();
            let theirs = |reading: &&DeviceReading| owned.contains(&reading.device.uid);
            state.devices.iter().filter(theirs).cloned().collect()
        })
        .await
    }

    async fn device(&self, uid: &CollectorUid) -> Result<Option<DeviceReading>, TenantError> {
        self.answer(Call::Device(uid.clone()), |state| {
            state
                .devices
                .iter()
                .find(|reading| reading.device.uid == *uid)
                .cloned()
        })
        .await
    }

    async fn daily_figures(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError> {
        self.answer(Call::DailyFigures(uid.clone()), |state| state.days.clone())
            .await
    }

    async fn daily_scores(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError> {
        self.answer(Call::DailyScores(uid.clone()), |_| Vec::new()).await
    }

    async fn remote_action_sightings(&self) -> Result<Sightings, TenantError> {
        self.answer(Call::RemoteActionSightings, State::sightings).await
    }

    async fn workflow_sightings(&self, workflow: &NqlId) -> Result<Sightings, TenantError> {
        self.answer(Call::WorkflowSightings(workflow.clone()), State::sightings)
            .await
    }

    async fn trigger(&self, trigger: &Trigger) -> Result<RequestId, TenantError> {
        let request = format!("request-of-{}", trigger.execution).parse().unwrap();
        self.answer(Call::Trigger(trigger.clone()), |_| request).await
    }

    async fn reply(&self, reply: &Reply) -> Result<(), TenantError> {
        self.answer(Call::Reply(reply.clone()), |_| ()).await
    }

    async fn start_export(&self, part: FleetPart) -> Result<String, TenantError> {
        self.answer(Call::StartExport(part), |_| format!("{part:?}"))
            .await
    }

    async fn export_state(&self, export: &str) -> Result<ExportState, TenantError> {
        self.answer(Call::ExportState(export.to_owned()), |state| {
            let known = state.exports.get(export).cloned();
            known.unwrap_or(ExportState::Ready { truncated: false })
        })
        .await
    }

    async fn open_export(&self, part: FleetPart, _: &str) -> Result<Box<dyn FleetFile>, TenantError> {
        let rows = self
            .answer(Call::OpenExport(part), |state| state.fleet(part))
            .await?;
        Ok(Box::new(File(rows)))
    }

    fn notices(&self, body: &[u8]) -> Result<Vec<Notice>, Unreadable> {
        let known = self.state().notices.get(body).cloned();
        known.ok_or_else(|| Unreadable("it makes no sense".into()))
    }
}

/// So that a service can hold it while the test tells it what to do.
pub type SharedTenant = Arc<FakeTenant>;
