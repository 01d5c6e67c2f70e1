//! Runs of workflows.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::record::{json_text, set_status};
use super::{Executions, HeldEnd, Parameters};
use crate::clock::SimClock;
use crate::ids;
use crate::schedule::Due;
use crate::tables::{Links, ObjectKind, Row, Value, schema};
use crate::world::World;

/// How long a workflow waits for its device or for its trigger (ours).
const WAITS: SignedDuration = SignedDuration::from_hours(24);

/// A trigger that has been found valid.
#[derive(Clone, Debug)]
pub struct WorkflowTrigger {
    /// Position in the catalogue.
    pub workflow: usize,
    /// Positions in `devices`.
    pub devices: Vec<usize>,
    /// Positions in `users`.
    pub users: Vec<usize>,
    /// Parameters by name.
    pub parameters: Parameters,
}

/// One run for one object.
#[derive(Clone, Debug)]
pub struct WorkflowRun {
    /// The request that it belongs to.
    pub request_id: String,
    /// Its own identifier.
    pub execution_id: String,
    pub(super) workflow: usize,
    pub(super) device: Option<usize>,
    row: usize,
    started: Timestamp,
    pub(super) parameters: Parameters,
    pub(super) phase: Phase,
}

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    Running,
    WaitingOnDevice,
    WaitingForTrigger,
    Ended,
}

/// How a run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WorkflowStep {
    /// It has done what it does before its end, or before it waits.
    Work,
    /// It ends.
    End,
    /// It has waited too long.
    Expire,
}

impl World {
    /// Starts one run for each object targeted; gives the request's id and theirs.
    pub fn trigger_workflow(&mut self, trigger: &WorkflowTrigger, clock: &SimClock) -> (String, Vec<String>) {
        let now = clock.now();
        let request_id = ids::uuid(&mut self.rng);
        let workflow = &self.catalogue.workflows[trigger.workflow];
        let (name, nql_id) = (workflow.name.clone(), format!("#{}", workflow.id));
        let of_devices = trigger
            .devices
            .iter()
            .map(|&device| (Some(device), Links::device(device)));
        let of_users = trigger
            .users
            .iter()
            .map(|&user| (None, Links::NONE.with(ObjectKind::User, user)));
        let mut executions = Vec::new();
        for (device, links) in of_devices.chain(of_users) {
            let execution_id = ids::uuid(&mut self.rng);
            let values = [
                Value::text(&request_id),
                Value::text(&execution_id),
                Value::Time(now),
                Value::Time(now),
                Value::text("in_progress"),
                Value::Null,
                Value::Null,
                Value::Null,
                Value::text("api"),
                Value::Null,
                json_text(&trigger.parameters),
                Value::Int(1),
                Value::text(&name),
                Value::text(&nql_id),
            ];
            let row = self
                .tables
                .push(&schema::WORKFLOW_EXECUTIONS, Row::new(now, links, values));
            self.news.tell(&self.tables, &schema::WORKFLOW_EXECUTIONS, row);
            let run = self.executions.workflows.len();
            self.executions.workflows.push(WorkflowRun {
                request_id: request_id.clone(),
                execution_id: execution_id.clone(),
                workflow: trigger.workflow,
                device,
                row,
                started: now,
                parameters: trigger.parameters.clone(),
                phase: Phase::Running,
            });
            let after = clock.scaled(self.rng.random_range(5.0..15.0));
            self.schedule
                .at(now + after, Due::Workflow(run, WorkflowStep::Work));
            self.schedule
                .at(now + WAITS, Due::Workflow(run, WorkflowStep::Expire));
            executions.push(execution_id);
        }
        (request_id, executions)
    }

    /// A device that comes online takes up what waits for it.
    pub fn pick_up_what_waits(&mut self, device: usize, now: Timestamp, clock: &SimClock) {
        self.plan_remote_pick_ups(device, now, clock);
        for run in 0..self.executions.workflows.len() {
            let workflow = &mut self.executions.workflows[run];
            if workflow.device == Some(device) && workflow.phase == Phase::WaitingOnDevice {
                workflow.phase = Phase::Running;
                let after = clock.scaled(self.rng.random_range(5.0..15.0));
                self.schedule
                    .at(now + after, Due::Workflow(run, WorkflowStep::Work));
            }
        }
    }

    /// Lets a run go on.
    pub fn workflow_step(&mut self, run: usize, step: WorkflowStep, at: Timestamp) {
        let WorkflowRun {
            phase,
            device,
            workflow,
            ..
        } = self.executions.workflows[run];
        match (step, phase) {
            (WorkflowStep::Work, Phase::Running) => {
                if device.is_some_and(|device| !self.fleet.devices[device].online) {
                    self.set_workflow(run, Phase::WaitingOnDevice, "in_progress", None, at);
                } else if self.catalogue.workflows[workflow]
                    .simulation
                    .waits_for_trigger
                    .is_some()
                {
                    let details = Some("Waiting for an external trigger.");
                    self.set_workflow(run, Phase::WaitingForTrigger, "in_progress", details, at);
                } else {
                    self.end_workflow(run, at);
                }
            }
            (WorkflowStep::End, Phase::Running) => self.end_workflow(run, at),
            (WorkflowStep::Expire, Phase::WaitingOnDevice | Phase::WaitingForTrigger) => {
                self.set_workflow(run, Phase::Ended, "expired", None, at);
            }
            _ => {}
        }
    }

    pub(super) fn end_workflow(&mut self, run: usize, at: Timestamp) {
        // What was held may have been cancelled since.
        if self.executions.workflows[run].phase == Phase::Ended {
            return;
        }
        if let Some(held) = &mut self.executions.held {
            held.push(HeldEnd::Workflow(run));
            return;
        }
        let WorkflowRun {
            workflow,
            row,
            started,
            ref parameters,
            ..
        } = self.executions.workflows[run];
        let text = &self.catalogue.workflows[workflow].simulation.outcome_details;
        let details = parameters.iter().fold(text.clone(), |text, (name, value)| {
            text.replace(&format!("{{{name}}}"), value)
        });
        let table = self.tables.get_mut(&schema::WORKFLOW_EXECUTIONS);
        table.set(row, "outcome", Value::text("action_taken"));
        table.set(row, "outcome_details", Value::text(details));
        table.set(
            row,
            "duration_seconds",
            Value::Int(at.duration_since(started).as_secs()),
        );
        self.set_workflow(run, Phase::Ended, "success", None, at);
    }

    pub(super) fn set_workflow(
        &mut self,
        run: usize,
        phase: Phase,
        status: &str,
        details: Option<&str>,
        at: Timestamp,
    ) {
        let workflow = &mut self.executions.workflows[run];
        workflow.phase = phase;
        set_status(
            &mut self.tables,
            &schema::WORKFLOW_EXECUTIONS,
            workflow.row,
            status,
            details,
            at,
        );
        let row = workflow.row;
        self.news.tell(&self.tables, &schema::WORKFLOW_EXECUTIONS, row);
    }
}

impl Executions {
    /// The rows of `workflow.executions` that belong to a request.
    pub fn workflow_rows(&self, request_id: &str) -> Vec<usize> {
        self.workflows
            .iter()
            .filter(|run| run.request_id == request_id)
            .map(|run| run.row)
            .collect()
    }
}
