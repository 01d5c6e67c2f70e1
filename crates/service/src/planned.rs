//! What was planned is looked at again when its time has come: much may have changed since the press.

use domain::{Availability, Execution, Failure, FailureKind, Identity, Refusal, Signal};

use crate::{Lease, Service, StoreError, Trouble, household::DeviceHealth, send::backoff};

impl Service {
    /// Whether what is leased may be sent now. What may not be sent any more has ended when this answers, and what nobody
    /// can say of yet is due again later.
    pub(crate) async fn is_still_wanted(&self, lease: &Lease) -> Result<bool, StoreError> {
        let Some(person) = &lease.person else {
            return Ok(true);
        };
        let execution = &lease.execution;
        match self.no_longer_offered(person, execution).await {
            Ok(None) => Ok(true),
            Ok(Some(kind)) => {
                tracing::info!(execution = %execution.order.id, ?kind, "execution {} was planned and is not offered any more", execution.order.id);
                let failure = Failure {
                    kind,
                    words: String::new(),
                };
                self.apply(execution.clone(), Signal::Refused(failure, None))
                    .await?;
                Ok(false)
            }
            Err(trouble) => {
                tracing::debug!(execution = %execution.order.id, ?trouble, "nobody can say yet whether it is still offered");
                let due = self.now().saturating_add(backoff(lease.attempt));
                self.store().postpone(lease, due.unwrap_or(self.now())).await?;
                Ok(false)
            }
        }
    }

    /// Why it is not offered any more: by the content of now, to the audiences that the person belonged to when they
    /// pressed, and by what the tenant says now of whose device it is and how it stands.
    async fn no_longer_offered(
        &self,
        person: &Identity,
        execution: &Execution,
    ) -> Result<Option<FailureKind>, Trouble> {
        let (order, catalogue) = (&execution.order, self.catalogue());
        let remedy = catalogue.remedy(&order.remedy);
        // By another name in Nexthink, it is another thing than what was planned.
        let offered = remedy
            .filter(|remedy| remedy.is_for(&person.standing) && remedy.launch == order.launch)
            .filter(|remedy| remedy.fit(&order.parameters).is_ok());
        let Some(remedy) = offered else {
            return Ok(Some(FailureKind::Withdrawn));
        };
        let mut theirs = self.gateway().devices_of(person).await?.into_iter();
        let Some(reading) = theirs.find(|reading| reading.device.uid == order.device) else {
            return Ok(Some(FailureKind::NotTheirs));
        };
        let now = self.now();
        let held = DeviceHealth::read(catalogue, reading, now);
        // It is the one run that is under way itself.
        let availability = remedy.availability(catalogue, &held.device, Some(&held.health), &[], now);
        Ok(match availability {
            Availability::No(Refusal::NotNeeded) => Some(FailureKind::NotNeeded),
            Availability::No(_) => Some(FailureKind::Withdrawn),
            Availability::Ready | Availability::WhenDeviceIsBack => None,
        })
    }
}
