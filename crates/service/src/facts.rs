//! What IT gets with a hand-over: what is known about its subject, and nothing of anybody else.

use std::{collections::BTreeMap, sync::Arc};

use domain::{CollectorUid, Device, Diagnosis, Execution, Facts, HandedDevice, Subject};
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::{
    Employee, Service, StoreError, Trouble,
    household::{BRIEFLY, DeviceHealth},
    view::{ExecutionSummary, FigureView, HandedFacts},
};

/// Runs from longer ago say nothing about what a device suffers from now.
const RECENT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// As many runs go along.
const RUNS: usize = 10;

/// Why nothing can be said about a subject.
#[derive(Debug, Error)]
pub(crate) enum FactsError {
    /// The employee has no such thing, or content has none for them.
    #[error("there is no such thing")]
    NotFound,
    /// Nobody knows whose device it is.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// What is known about a subject of this employee's own.
    pub(crate) async fn facts(&self, employee: &Employee, about: &Subject) -> Result<Facts, FactsError> {
        match about {
            Subject::Device { device } => self.device_facts(employee, device).await,
            Subject::Topic { topic, device } => {
                self.topic_for(employee, topic).ok_or(FactsError::NotFound)?;
                let facts = match device {
                    Some(device) => self.device_facts(employee, device).await?,
                    None => Facts::default(),
                };
                Ok(Facts {
                    topic: Some(topic.clone()),
                    ..facts
                })
            }
            Subject::Diagnosis { diagnosis } => {
                let own = self.own_diagnosis(employee, diagnosis).await?;
                let own = own.ok_or(FactsError::NotFound)?;
                Ok(self.diagnosis_facts(employee, &own).await?)
            }
            Subject::Execution { execution } => {
                let own = self.own_execution(employee, execution).await?;
                let own = own.ok_or(FactsError::NotFound)?;
                Ok(self.execution_facts(employee, own).await?)
            }
        }
    }

    async fn device_facts(&self, employee: &Employee, uid: &CollectorUid) -> Result<Facts, FactsError> {
        let own = self.own_device(employee, uid).await;
        let own = own
            .map_err(FactsError::Unavailable)?
            .ok_or(FactsError::NotFound)?;
        let mut runs = self.store().executions_on(uid, self.now() - RECENT).await?;
        runs.retain(|run| run.order.employee == *employee.id());
        runs.truncate(RUNS);
        Ok(Facts {
            device: Some(handed(uid, &own.device.name, Some(&own))),
            runs,
            ..Facts::default()
        })
    }

    async fn diagnosis_facts(&self, employee: &Employee, diagnosis: &Diagnosis) -> Result<Facts, StoreError> {
        let examined = self.examine(employee, diagnosis).await?;
        let mut runs = self.store().executions_for(&diagnosis.id).await?;
        runs.retain(|run| run.order.employee == *employee.id());
        // What it only read along was run before it.
        for read in examined.collected.values() {
            if runs.iter().all(|run| run.order.id != read.order.id) {
                runs.push((**read).clone());
            }
        }
        runs.truncate(RUNS);
        Ok(Facts {
            device: Some(handed(
                &diagnosis.device,
                &diagnosis.device_name,
                examined.held.as_ref(),
            )),
            topic: Some(diagnosis.topic.clone()),
            findings: examined.findings,
            runs,
        })
    }

    async fn execution_facts(&self, employee: &Employee, own: Execution) -> Result<Facts, StoreError> {
        let looked_because_of = match &own.order.diagnosis {
            Some(diagnosis) => self.own_diagnosis(employee, diagnosis).await?,
            None => None,
        };
        let facts = match &looked_because_of {
            Some(diagnosis) => self.diagnosis_facts(employee, diagnosis).await?,
            None => {
                let looked = self.household(employee, BRIEFLY).await;
                let held = looked
                    .known()
                    .and_then(|known| known.value.device(&own.order.device).cloned());
                Facts {
                    device: Some(handed(&own.order.device, &own.order.device_name, held.as_ref())),
                    ..Facts::default()
                }
            }
        };
        let mut runs = facts.runs;
        runs.retain(|run| run.order.id != own.order.id);
        runs.insert(0, own);
        runs.truncate(RUNS);
        Ok(Facts { runs, ..facts })
    }

    /// Facts with their meanings, as far as content still has them.
    pub(crate) fn handed_facts(&self, facts: &Facts) -> HandedFacts {
        let topic = facts
            .topic
            .as_ref()
            .and_then(|id| self.known().topic(id))
            .cloned();
        let health = facts.device.as_ref().and_then(|device| device.health.as_ref());
        let fetched_at = health.map_or(Timestamp::MIN, |health| health.fetched_at);
        let figures = health.map_or(&[][..], |health| &health.figures);
        let now = self.now();
        let figure = |figure: &domain::Figure| -> Option<FigureView> {
            let metric = self.known().metric(&figure.metric)?;
            Some(self.figure_view(metric, figure, fetched_at, &[], now))
        };
        let runs = facts.runs.iter().map(|run| Arc::new(run.clone()));
        // The latest run of a remedy comes last, and stays.
        let by_remedy: BTreeMap<_, _> = runs
            .clone()
            .rev()
            .map(|run| (run.order.remedy.clone(), run))
            .collect();
        HandedFacts {
            findings: topic.as_ref().map_or_else(Vec::new, |topic| {
                self.finding_views(topic, &facts.findings, &by_remedy, &[], fetched_at)
            }),
            figures: figures.iter().filter_map(figure).collect(),
            runs: runs
                .map(|run| -> ExecutionSummary { self.execution_summary(&run) })
                .collect(),
            topic,
        }
    }
}

fn handed(uid: &CollectorUid, name: &str, held: Option<&Arc<DeviceHealth>>) -> HandedDevice {
    HandedDevice {
        uid: uid.clone(),
        name: held.map_or(name, |held| &held.device.name).to_owned(),
        // Who else uses a shared device is nobody's business here.
        known: held.map(|held| Device {
            last_user: String::new(),
            ..held.device.clone()
        }),
        health: held.map(|held| held.health.clone()),
    }
}
