//! An employee presses a button.

use std::collections::BTreeMap;

use domain::{
    Availability, CollectorUid, DiagnosisId, Execution, ExecutionId, IdempotencyKey, NewExecution,
    ParameterFault, Refusal, Remedy, RemedyId,
};
use jiff::{SignedDuration, Timestamp};
use thiserror::Error;

use crate::{
    Draft, Employee, Placed, Service, StoreError, Trouble, household::DeviceHealth, prove::measured,
};

/// What the employee wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartRequest {
    /// On which of their devices.
    pub device: CollectorUid,
    /// Which remedy.
    pub remedy: RemedyId,
    /// What they chose, by parameter name; defaults fill the rest.
    pub parameters: BTreeMap<String, String>,
    /// Identifies this press.
    pub key: IdempotencyKey,
    /// Whether they agreed to what the remedy asks consent for.
    pub consent: bool,
    /// The diagnosis because of which they press.
    pub diagnosis: Option<DiagnosisId>,
    /// How much later than now it is to be sent, if not at once.
    pub later: Option<SignedDuration>,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The execution that this press started.
    pub execution: ExecutionId,
    /// Whether the same press had come before.
    pub repeated: bool,
}

/// Why it was not started. Nothing was stored.
#[derive(Debug, Error)]
pub enum StartError {
    /// The employee has no such device, has not looked at such a thing there, or there is no such remedy.
    #[error("there is no such device, diagnosis or remedy")]
    NotFound,
    /// The parameters do not fit.
    #[error(transparent)]
    Parameters(#[from] ParameterFault),
    /// The remedy does not offer to be run so much later.
    #[error("it cannot be planned for then")]
    NotThen,
    /// The remedy asks for consent, and it was not given.
    #[error("the consent is missing")]
    ConsentMissing,
    /// It cannot run now.
    #[error("it cannot run now: {0:?}")]
    NotNow(Refusal),
    /// Nobody knows whose device it is, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// The press is known, but it was for something else.
    #[error("the idempotency key was used for something else")]
    KeyReused,
    /// Something failed here.
    #[error(transparent)]
    Internal(Box<dyn std::error::Error + Send + Sync>),
}

impl From<StoreError> for StartError {
    fn from(error: StoreError) -> Self {
        Self::Internal(Box::new(error))
    }
}

impl Service {
    /// Starts a remedy on a device of the employee. When this returns, the execution is stored and will be sent, once.
    ///
    /// # Errors
    /// Why it was not started; nothing was stored then.
    pub async fn start(&self, employee: &Employee, request: StartRequest) -> Result<Started, StartError> {
        // First of all: whatever has changed since, the same press is what it was.
        if let Some(known) = self.store().pressed(employee.id(), &request.key).await? {
            return repeated(&known, &request);
        }
        let remedy = self
            .catalogue()
            .remedy(&request.remedy)
            .filter(|remedy| remedy.is_for(employee.standing()))
            .ok_or(StartError::NotFound)?
            .clone();
        let target = self.own_device(employee, &request.device).await;
        let target = target
            .map_err(StartError::Unavailable)?
            .ok_or(StartError::NotFound)?;
        if let Some(id) = &request.diagnosis {
            let own = self.own_diagnosis(employee, id).await?;
            own.filter(|own| own.device == request.device)
                .ok_or(StartError::NotFound)?;
        }
        let parameters = remedy.fit(&request.parameters)?;
        if request.later.is_some_and(|later| !remedy.later.contains(&later)) {
            return Err(StartError::NotThen);
        }
        if remedy.consent.is_some() && !request.consent {
            return Err(StartError::ConsentMissing);
        }
        let now = self.now();
        let runs = self
            .store()
            .executions_on(&request.device, now - crate::runs::REMEMBERED)
            .await?;
        let of_this: Vec<&Execution> = runs.iter().filter(|run| run.order.remedy == remedy.id).collect();
        let health = Some(&target.health);
        if let Availability::No(refusal) =
            remedy.availability(self.catalogue(), &target.device, health, &of_this, now)
        {
            // A double click: what is in the way may be what this very press has started meanwhile.
            return match self.store().pressed(employee.id(), &request.key).await? {
                Some(known) => repeated(&known, &request),
                None => Err(StartError::NotNow(crate::offers::for_eyes_of(
                    employee, refusal, &of_this,
                ))),
            };
        }
        let mut execution = self.compose(employee, &remedy, &target, parameters, now);
        execution.order.diagnosis = request.diagnosis.clone();
        if let Some(later) = request.later {
            execution.order.plan(later);
        }
        let draft = Draft {
            execution,
            key: request.key.clone(),
            person: Some(employee.identity().clone()),
        };
        match self.store().place(&draft, now).await? {
            Placed::New => {
                let execution = draft.execution;
                tracing::info!(execution = %execution.order.id, device = %execution.order.device, remedy = %remedy.id, "execution {} placed", execution.order.id);
                self.announce(&execution).await;
                self.wake_dispatcher();
                Ok(Started {
                    execution: execution.order.id,
                    repeated: false,
                })
            }
            Placed::Repeated(known) => repeated(&known, &request),
            Placed::Occupied(id) => {
                let run = self.store().execution(&id).await?;
                let planned = run.as_ref().and_then(|run| run.planned_for(now));
                let execution = Some(id);
                let refusal = match planned {
                    Some(at) => Refusal::Planned { execution, at },
                    None => Refusal::AlreadyRunning { execution },
                };
                Err(StartError::NotNow(crate::offers::for_eyes_of(
                    employee,
                    refusal,
                    &run.iter().collect::<Vec<_>>(),
                )))
            }
        }
    }

    /// An execution that belongs to no diagnosis.
    pub(crate) fn compose(
        &self,
        employee: &Employee,
        remedy: &Remedy,
        target: &DeviceHealth,
        parameters: BTreeMap<String, String>,
        now: Timestamp,
    ) -> Execution {
        let before = remedy.proof.as_ref().and_then(|proof| measured(proof, target));
        Execution::new(NewExecution {
            id: self.mint(),
            employee: employee.id().clone(),
            device: target.device.uid.clone(),
            device_name: target.device.name.clone(),
            remedy: remedy.id.clone(),
            launch: remedy.launch.clone(),
            parameters,
            proof: remedy.proof.clone(),
            before,
            created_at: now,
            expires_at: now.saturating_add(remedy.expires).unwrap_or(now),
            diagnosis: None,
            planned_for: None,
            agreed: remedy.consent.clone(),
            asks: self.catalogue().asks(&remedy.id),
        })
    }
}

fn repeated(known: &Execution, request: &StartRequest) -> Result<Started, StartError> {
    let order = &known.order;
    let mut chosen = request.parameters.iter().filter(|(_, value)| !value.is_empty());
    let later = order.planned_for.map(|at| at.duration_since(order.created_at));
    let same = order.device == request.device
        && order.remedy == request.remedy
        && later == request.later
        && chosen.all(|(name, value)| order.parameters.get(name) == Some(value));
    if !same {
        return Err(StartError::KeyReused);
    }
    Ok(Started {
        execution: order.id.clone(),
        repeated: true,
    })
}
