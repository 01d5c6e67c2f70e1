//! An employee has a symptom looked at.

use std::collections::BTreeMap;

use domain::{
    Availability, CollectorUid, Diagnosis, DiagnosisId, Execution, ExecutionId, IdempotencyKey, Refusal,
    RemedyId, State, Topic, TopicId,
};
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::{
    DiagnosisDraft, DiagnosisPlaced, Draft, Employee, Service, StoreError, Trouble, household::DeviceHealth,
};

/// How often it is tried again when somebody else starts what is to be run.
const TRIES: u32 = 8;

/// What a remedy may do so often only is counted over this long.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// What the employee wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiagnoseRequest {
    /// On which of their devices.
    pub device: CollectorUid,
    /// Which symptom.
    pub topic: TopicId,
    /// Identifies this press.
    pub key: IdempotencyKey,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosing {
    /// The diagnosis that this press started.
    pub diagnosis: DiagnosisId,
    /// Whether the same press had come before.
    pub repeated: bool,
}

/// Why it was not looked at. Nothing was stored.
#[derive(Debug, Error)]
pub enum DiagnoseError {
    /// The employee has no such device, or there is no such topic for them.
    #[error("there is no such device or topic")]
    NotFound,
    /// The topic is not made for the device's operating system.
    #[error("the topic is not made for this device")]
    WrongPlatform,
    /// Nobody knows whose device it is, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// The press is known, but it was for something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

/// How a remedy reads from the device.
enum Collecting {
    /// By this execution of the employee's own.
    By(ExecutionId),
    /// By one that is to be placed.
    Run(Box<Execution>),
    /// Not at all.
    Not,
}

impl Service {
    /// Looks at a symptom on a device of the employee. When this returns, the diagnosis is stored, and whatever reads
    /// from the device for it is stored and will be sent, once.
    ///
    /// # Errors
    /// Why it was not looked at; nothing was stored then.
    pub async fn diagnose(
        &self,
        employee: &Employee,
        request: DiagnoseRequest,
    ) -> Result<Diagnosing, DiagnoseError> {
        // What is asked of the tenant from here on is part of it.
        let started_at = self.now();
        if let Some(known) = self
            .store()
            .diagnosis_pressed(employee.id(), &request.key)
            .await?
        {
            return repeated(&known, &request);
        }
        let topic = self
            .topic_for(employee, &request.topic)
            .ok_or(DiagnoseError::NotFound)?;
        let target = self.own_device(employee, &request.device).await;
        let target = target
            .map_err(DiagnoseError::Unavailable)?
            .ok_or(DiagnoseError::NotFound)?;
        if !topic.fits(target.device.platform) {
            return Err(DiagnoseError::WrongPlatform);
        }
        for _ in 0..TRIES {
            let draft = self
                .compose_diagnosis(employee, topic, &target, &request, started_at)
                .await?;
            match self.store().place_diagnosis(&draft, self.now()).await? {
                DiagnosisPlaced::New => {
                    let id = draft.diagnosis.id;
                    tracing::info!(diagnosis = %id, device = %request.device, topic = %topic.id, "diagnosis {id} placed");
                    for collecting in &draft.collecting {
                        self.announce(&collecting.execution).await;
                    }
                    // They chose the device by pressing.
                    self.store()
                        .remember_device(employee.id(), &request.device, self.now())
                        .await?;
                    self.tell(employee.id()).await;
                    self.wake_dispatcher();
                    return Ok(Diagnosing {
                        diagnosis: id,
                        repeated: false,
                    });
                }
                DiagnosisPlaced::Repeated(known) => return repeated(&known, &request),
                // Somebody was faster: what they started may be what is to be read.
                DiagnosisPlaced::Occupied(_) => {}
            }
        }
        Err(StoreError::Conflict.into())
    }

    async fn compose_diagnosis(
        &self,
        employee: &Employee,
        topic: &Topic,
        target: &DeviceHealth,
        request: &DiagnoseRequest,
        started_at: Timestamp,
    ) -> Result<DiagnosisDraft, StoreError> {
        let id: DiagnosisId = self.mint();
        let now = self.now();
        let runs = self
            .store()
            .executions_on(&request.device, now - crate::runs::REMEMBERED)
            .await?;
        let (mut collected_by, mut collecting) = (BTreeMap::new(), Vec::new());
        for remedy in topic.collects() {
            match self.collecting(employee, remedy, target, &runs, now) {
                Collecting::By(execution) => {
                    collected_by.insert(remedy.clone(), execution);
                }
                Collecting::Run(mut execution) => {
                    execution.order.diagnosis = Some(id.clone());
                    collected_by.insert(remedy.clone(), execution.order.id.clone());
                    collecting.push(Draft {
                        person: Some(employee.identity().clone()),
                        execution: *execution,
                        key: self.new_key(),
                    });
                }
                Collecting::Not => {}
            }
        }
        Ok(DiagnosisDraft {
            diagnosis: Diagnosis {
                id,
                employee: employee.id().clone(),
                device: target.device.uid.clone(),
                device_name: target.device.name.clone(),
                topic: topic.id.clone(),
                started_at,
                collected_by,
            },
            key: request.key.clone(),
            collecting,
        })
    }

    /// How this remedy reads from the device now. Only what changes nothing and asks nobody is run without a press of its
    /// own, and only what the employee ran themselves is read instead.
    fn collecting(
        &self,
        employee: &Employee,
        id: &RemedyId,
        target: &DeviceHealth,
        runs: &[Execution],
        now: Timestamp,
    ) -> Collecting {
        let Some(remedy) = self.catalogue().remedy(id) else {
            return Collecting::Not;
        };
        let harmless = remedy.reads_only && remedy.consent.is_none() && remedy.asks.is_none();
        let parameters = remedy.fit(&BTreeMap::new());
        let (true, Ok(parameters)) = (harmless && remedy.is_for(employee.standing()), parameters) else {
            return Collecting::Not;
        };
        let of_this: Vec<&Execution> = runs.iter().filter(|run| run.order.remedy == *id).collect();
        // With other parameters, it tells of something else.
        let mut own = of_this.iter().filter(|run| {
            run.order.employee == *employee.id()
                && run.order.launch == remedy.launch
                && run.order.parameters == parameters
        });
        let by = |run: Option<&&Execution>| {
            run.map_or(Collecting::Not, |run| Collecting::By(run.order.id.clone()))
        };
        match remedy.availability(
            self.catalogue(),
            &target.device,
            Some(&target.health),
            &of_this,
            now,
        ) {
            Availability::Ready | Availability::WhenDeviceIsBack => {
                Collecting::Run(Box::new(self.compose(employee, remedy, target, parameters, now)))
            }
            Availability::No(Refusal::AlreadyRunning { .. }) => by(own.find(|run| !run.state().is_end())),
            Availability::No(Refusal::CoolingDown { .. }) => {
                by(own.find(|run| still_counts(run, remedy.cooldown.unwrap_or_default(), now)))
            }
            Availability::No(Refusal::DailyCap { .. }) => by(own.find(|run| still_counts(run, DAY, now))),
            // Nobody waits for hours to be told what a device is like.
            Availability::No(Refusal::WrongPlatform | Refusal::NotNeeded | Refusal::Planned { .. }) => {
                Collecting::Not
            }
        }
    }
}

/// Whether what it read is young enough to be read instead of running another.
fn still_counts(run: &Execution, counts_for: SignedDuration, now: Timestamp) -> bool {
    has_outputs(run) && now.duration_since(run.since()) < counts_for
}

/// Whether it ran to its end, so that its outputs are what the device is like.
pub(crate) const fn has_outputs(run: &Execution) -> bool {
    matches!(run.state(), State::Done | State::Fixed | State::NotFixed)
}

fn repeated(known: &Diagnosis, request: &DiagnoseRequest) -> Result<Diagnosing, DiagnoseError> {
    if known.device != request.device || known.topic != request.topic {
        return Err(DiagnoseError::KeyReused);
    }
    Ok(Diagnosing {
        diagnosis: known.id.clone(),
        repeated: true,
    })
}
