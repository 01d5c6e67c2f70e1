//! Runs of remote actions.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::record::{json_text, optional, set_status};
use super::{Executions, HeldEnd, Outcome, Parameters, RealRun, outcome};
use crate::catalogue::{Effect, UNSUPPORTED_PLATFORM};
use crate::clock::SimClock;
use crate::fleet::{self, Kind};
use crate::ids;
use crate::schedule::Due;
use crate::tables::{Links, Row, Value, schema};
use crate::world::World;

/// How many remote actions a device runs at once (Nexthink Collector).
const AT_ONCE: usize = 2;

/// A trigger that has been found valid.
#[derive(Clone, Debug)]
pub struct RemoteTrigger {
    /// Position in the catalogue.
    pub action: usize,
    /// Positions in `devices`.
    pub devices: Vec<usize>,
    /// Inputs, defaults filled in.
    pub parameters: Parameters,
    /// After how many minutes a device that did not come online does not run it any more.
    pub expires_in_minutes: i64,
    /// `triggerInfo.externalSource`
    pub external_source: Option<String>,
    /// `triggerInfo.externalReference`
    pub external_reference: Option<String>,
    /// `triggerInfo.reason`
    pub reason: Option<String>,
}

/// One run on one device.
#[derive(Clone, Debug)]
pub struct RemoteRun {
    /// The request that it belongs to.
    pub request_id: String,
    action: usize,
    pub(super) device: usize,
    row: usize,
    parameters: Parameters,
    pub(super) phase: Phase,
    /// The campaign that the person at the device was asked by.
    pub(super) asked: Option<usize>,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    WaitingOnDevice,
    WaitingOnUser,
    InProgress,
    Ended,
}

/// How a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RemoteStep {
    /// The device asks what there is to do.
    PickUp,
    /// The script has ended.
    End,
    /// It is too late to begin.
    Expire,
}

impl World {
    /// Starts one run for each device and gives the request's id.
    pub fn trigger_remote_action(&mut self, trigger: &RemoteTrigger, clock: &SimClock) -> String {
        let now = clock.now();
        let request_id = ids::uuid(&mut self.rng);
        let action = &self.catalogue.remote_actions[trigger.action];
        let purpose = action
            .purpose
            .first()
            .map_or("remediation", |purpose| purpose.nql_word());
        let (name, nql_id) = (action.name.clone(), action.id.clone());
        let source = action.origin.to_lowercase();
        let deadline = now + SignedDuration::from_mins(trigger.expires_in_minutes);
        for &device in &trigger.devices {
            let values = [
                Value::text(&request_id),
                Value::Time(now),
                Value::Time(now),
                Value::text("waiting_on_device"),
                Value::Null,
                json_text(&trigger.parameters),
                Value::Null,
                Value::text(purpose),
                Value::text("api"),
                optional(trigger.external_reference.as_deref()),
                optional(trigger.external_source.as_deref()),
                Value::Null,
                Value::Int(1),
                Value::text(&name),
                Value::text(&nql_id),
                Value::text(&source),
            ];
            let row = self.tables.push(
                &schema::REMOTE_ACTION_EXECUTIONS,
                Row::new(now, Links::device(device), values),
            );
            self.news
                .tell(&self.tables, &schema::REMOTE_ACTION_EXECUTIONS, row);
            let run = self.executions.remote.len();
            self.executions.remote.push(RemoteRun {
                request_id: request_id.clone(),
                action: trigger.action,
                device,
                row,
                parameters: trigger.parameters.clone(),
                phase: Phase::WaitingOnDevice,
                asked: None,
            });
            self.schedule.at(deadline, Due::Remote(run, RemoteStep::Expire));
            self.plan_pick_up(run, now, clock);
        }
        request_id
    }

    /// Plans that a device that is online takes up what waits for it.
    pub(super) fn plan_remote_pick_ups(&mut self, device: usize, now: Timestamp, clock: &SimClock) {
        let waits = |run: &RemoteRun| run.device == device && run.phase == Phase::WaitingOnDevice;
        let waiting: Vec<usize> = (0..self.executions.remote.len())
            .filter(|&run| waits(&self.executions.remote[run]))
            .filter(|run| !self.fleet.devices[device].queue.contains(run))
            .collect();
        for run in waiting {
            self.plan_pick_up(run, now, clock);
        }
    }

    /// Lets a run go on.
    pub fn remote_step(&mut self, run: usize, step: RemoteStep, at: Timestamp, clock: &SimClock) {
        let (phase, device) = (
            self.executions.remote[run].phase,
            self.executions.remote[run].device,
        );
        match (step, phase) {
            (RemoteStep::PickUp, Phase::WaitingOnDevice) if self.fleet.devices[device].online => {
                self.pick_up(run, at, clock);
            }
            (RemoteStep::End, Phase::InProgress) => self.end_remote(run, None, at, clock),
            (RemoteStep::Expire, Phase::WaitingOnDevice) => {
                self.fleet.devices[device].queue.retain(|&queued| queued != run);
                self.set_remote(run, Phase::Ended, "expired", None, at);
            }
            (RemoteStep::Expire, Phase::WaitingOnUser) => {
                self.set_remote(run, Phase::Ended, "expired", None, at);
                self.withdraw_question(run, at);
                self.next_in_queue(device, at, clock);
            }
            _ => {}
        }
    }

    /// The script of a run on the real device has ended.
    pub fn real_run_ended(&mut self, run: usize, outcome: Outcome, clock: &SimClock) {
        if self.executions.remote[run].phase == Phase::InProgress {
            self.end_remote(run, Some(outcome), clock.now(), clock);
        }
    }

    /// Lets runs end again, those first that would have ended meanwhile.
    pub fn release_executions(&mut self, clock: &SimClock) {
        for end in self.executions.held.take().unwrap_or_default() {
            match end {
                HeldEnd::Remote(run, outcome) => self.end_remote(run, outcome, clock.now(), clock),
                HeldEnd::Workflow(run) => self.end_workflow(run, clock.now()),
            }
        }
        self.pass_time(clock);
    }

    fn plan_pick_up(&mut self, run: usize, now: Timestamp, clock: &SimClock) {
        if self.fleet.devices[self.executions.remote[run].device].online {
            let after = clock.scaled(self.rng.random_range(2.0..6.0));
            self.schedule
                .at(now + after, Due::Remote(run, RemoteStep::PickUp));
        }
    }

    fn pick_up(&mut self, run: usize, at: Timestamp, clock: &SimClock) {
        let device = self.executions.remote[run].device;
        let state = &mut self.fleet.devices[device];
        if state.running >= AT_ONCE {
            if !state.queue.contains(&run) {
                state.queue.push_back(run);
            }
            return;
        }
        state.running += 1;
        let action = &self.catalogue.remote_actions[self.executions.remote[run].action];
        let asks = action.simulation.asks_user.as_deref();
        let campaign = asks
            .filter(|_| action.runs_on(state))
            .and_then(|id| self.catalogue.campaign(id));
        match campaign {
            Some(campaign) => self.ask_for_consent(run, campaign, at, clock),
            None => self.begin(run, at, clock),
        }
    }

    pub(super) fn begin(&mut self, run: usize, at: Timestamp, clock: &SimClock) {
        self.set_remote(run, Phase::InProgress, "in_progress", None, at);
        let RemoteRun {
            action,
            device,
            ref parameters,
            ..
        } = self.executions.remote[run];
        let action = &self.catalogue.remote_actions[action];
        let state = &self.fleet.devices[device];
        if !action.runs_on(state) {
            let outcome = Outcome::failure(UNSUPPORTED_PLATFORM);
            return self.end_remote(run, Some(outcome), at, clock);
        }
        if state.kind == Kind::Real
            && let (Some(script), Some(orders)) = (&action.simulation.script, &self.executions.orders)
        {
            let order = RealRun {
                run,
                script: script.clone(),
                parameters: parameters.clone(),
                timeout_seconds: action.script_info.timeout_seconds,
            };
            if orders.send(order).is_ok() {
                return;
            }
        }
        let after = clock.scaled(self.rng.random_range(4.0..20.0));
        self.schedule.at(at + after, Due::Remote(run, RemoteStep::End));
    }

    pub(super) fn end_remote(
        &mut self,
        run: usize,
        outcome: Option<Outcome>,
        at: Timestamp,
        clock: &SimClock,
    ) {
        // What was held may have been cancelled, or have expired, since.
        if self.executions.remote[run].phase == Phase::Ended {
            return;
        }
        if let Some(held) = &mut self.executions.held {
            held.push(HeldEnd::Remote(run, outcome));
            return;
        }
        let RemoteRun {
            action,
            device,
            ref parameters,
            row,
            ..
        } = self.executions.remote[run];
        let outcome = outcome.unwrap_or_else(|| {
            let action = &self.catalogue.remote_actions[action];
            outcome::simulate(
                action,
                parameters,
                device,
                &mut self.fleet.devices[device],
                &mut self.rng,
            )
        });
        let status = if outcome.success { "success" } else { "failure" };
        let outputs = json_text(&outcome.outputs);
        self.tables
            .get_mut(&schema::REMOTE_ACTION_EXECUTIONS)
            .set(row, "outputs", outputs);
        self.set_remote(run, Phase::Ended, status, outcome.details.as_deref(), at);
        let effect = self.catalogue.remote_actions[action].simulation.effect;
        if outcome.success && effect == Effect::Restart {
            fleet::restarted(&self.fleet, device, &mut self.tables, at);
        }
        // What has changed shows in the device's figures soon.
        let after = clock.scaled(self.rng.random_range(1.0..5.0));
        self.schedule.at(at + after, Due::ReportOnce(device));
        self.next_in_queue(device, at, clock);
    }

    pub(super) fn next_in_queue(&mut self, device: usize, at: Timestamp, clock: &SimClock) {
        let state = &mut self.fleet.devices[device];
        state.running = state.running.saturating_sub(1);
        if let Some(next) = state.queue.pop_front() {
            self.remote_step(next, RemoteStep::PickUp, at, clock);
        }
    }

    pub(super) fn set_remote(
        &mut self,
        run: usize,
        phase: Phase,
        status: &str,
        details: Option<&str>,
        at: Timestamp,
    ) {
        let remote = &mut self.executions.remote[run];
        remote.phase = phase;
        set_status(
            &mut self.tables,
            &schema::REMOTE_ACTION_EXECUTIONS,
            remote.row,
            status,
            details,
            at,
        );
        let row = remote.row;
        self.news
            .tell(&self.tables, &schema::REMOTE_ACTION_EXECUTIONS, row);
    }
}

impl Executions {
    /// The rows of `remote_action.executions` that belong to a request.
    pub fn remote_rows(&self, request_id: &str) -> Vec<usize> {
        self.remote
            .iter()
            .filter(|run| run.request_id == request_id)
            .map(|run| run.row)
            .collect()
    }
}
