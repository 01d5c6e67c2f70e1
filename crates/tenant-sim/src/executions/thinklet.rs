//! Workflows that wait for input: the thinklet goes on when the API triggers it.

use rand::Rng;
use thiserror::Error;

use super::Parameters;
use super::workflow::{Phase, WorkflowStep};
use crate::clock::SimClock;
use crate::ids;
use crate::schedule::Due;
use crate::tables::schema;
use crate::world::World;

/// A thinklet that was triggered.
#[derive(Clone, Debug)]
pub struct ThinkletTriggered {
    /// The id of this request, which is not the execution's.
    pub request_id: String,
    /// NQL ID of the workflow, with its `#`.
    pub workflow_id: String,
    /// The device that the execution is for, by Collector UID.
    pub device: Option<String>,
}

/// Why a thinklet cannot be triggered. The reasons are ours; the vendor documents none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ThinkletRefused {
    /// There is no such run, or it does not wait.
    #[error("no thinklet of this execution waits for a trigger")]
    NotWaiting,
    /// A parameter that the thinklet does not take.
    #[error("the thinklet has no parameter '{0}'")]
    UnknownParameter(String),
    /// A value that is empty.
    #[error("the value of the parameter '{0}' must not be empty")]
    EmptyParameter(String),
    /// A parameter that neither the workflow's trigger nor this one gave.
    #[error("the thinklet needs the parameter '{0}'")]
    MissingParameter(String),
}

impl World {
    /// Triggers the thinklet of a run that waits for it. What is injected comes before what the workflow was started
    /// with.
    ///
    /// # Errors
    /// When there is no such run of that workflow, it does not wait, or the parameters are not the thinklet's. Nothing
    /// has changed then.
    pub fn trigger_thinklet(
        &mut self,
        workflow_uuid: &str,
        execution_id: &str,
        injected: &Parameters,
        clock: &SimClock,
    ) -> Result<ThinkletTriggered, ThinkletRefused> {
        let now = clock.now();
        let waiting = self.executions.workflows.iter().position(|run| {
            let workflow = &self.catalogue.workflows[run.workflow];
            run.execution_id.eq_ignore_ascii_case(execution_id)
                && workflow.uuid.eq_ignore_ascii_case(workflow_uuid)
                && run.phase == Phase::WaitingForTrigger
        });
        let position = waiting.ok_or(ThinkletRefused::NotWaiting)?;
        let run = &mut self.executions.workflows[position];
        let workflow = &self.catalogue.workflows[run.workflow];
        let wanted = workflow
            .simulation
            .waits_for_trigger
            .as_deref()
            .unwrap_or_default();
        check(wanted, &run.parameters, injected)?;
        run.parameters.extend(injected.clone());
        let device = run.device.and_then(|device| {
            let uid = self.tables.get(&schema::DEVICES).value(device, "collector.uid");
            uid.as_text().map(str::to_owned)
        });
        let workflow_id = format!("#{}", workflow.id);
        self.set_workflow(position, Phase::Running, "in_progress", None, now);
        let after = clock.scaled(self.rng.random_range(2.0..5.0));
        self.schedule
            .at(now + after, Due::Workflow(position, WorkflowStep::End));
        Ok(ThinkletTriggered {
            request_id: ids::uuid(&mut self.rng),
            workflow_id,
            device,
        })
    }
}

fn check(wanted: &[String], so_far: &Parameters, injected: &Parameters) -> Result<(), ThinkletRefused> {
    for (name, value) in injected {
        if !wanted.contains(name) {
            return Err(ThinkletRefused::UnknownParameter(name.clone()));
        }
        if value.is_empty() {
            return Err(ThinkletRefused::EmptyParameter(name.clone()));
        }
    }
    let missing =
        |name: &&String| so_far.get(*name).is_none_or(String::is_empty) && !injected.contains_key(*name);
    match wanted.iter().find(missing) {
        Some(name) => Err(ThinkletRefused::MissingParameter(name.clone())),
        None => Ok(()),
    }
}
