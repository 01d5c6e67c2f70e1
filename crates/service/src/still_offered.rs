//! What is sent long after its press, because it was planned or put off, is looked at again: much may have changed.

use domain::{Availability, Execution, Failure, FailureKind, Identity, Refusal, Remedy, Signal};

use crate::{
    Lease, Service, StoreError, Trouble,
    household::{DeviceHealth, PROVEN},
    prove::measured,
    send::backoff,
};

impl Service {
    /// The execution that is leased, as it is to be sent now, with the figure before it. `None` for what may not be sent
    /// any more, which has ended when this answers, and for what nobody can say of yet, which is due again later.
    pub(crate) async fn looked_at(&self, lease: &Lease) -> Result<Option<Execution>, StoreError> {
        let execution = lease.execution.clone();
        let order = &execution.order;
        let long_ago = order.planned_for.is_some() || self.now().duration_since(order.created_at) > PROVEN;
        let Some(person) = lease.person.as_ref().filter(|_| long_ago) else {
            return self.measure_before(execution).await.map(Some);
        };
        match self.still_offered(person, &execution).await {
            Ok(Ok(held)) => {
                let before = order.proof.as_ref().and_then(|proof| measured(proof, &held));
                match before {
                    Some(before) => self
                        .apply(execution, Signal::MeasuredBefore(before))
                        .await
                        .map(Some),
                    None => Ok(Some(execution)),
                }
            }
            Ok(Err(kind)) => {
                tracing::info!(execution = %order.id, ?kind, "execution {} waited to be sent and is not offered any more", order.id);
                let failure = Failure {
                    kind,
                    words: String::new(),
                };
                self.apply(execution, Signal::Refused(failure, None)).await?;
                Ok(None)
            }
            Err(trouble) => {
                tracing::debug!(execution = %order.id, ?trouble, "nobody can say yet whether it is still offered");
                let due = self.now().saturating_add(backoff(lease.attempt));
                self.store().postpone(lease, due.unwrap_or(self.now())).await?;
                Ok(None)
            }
        }
    }

    /// Its device, or why it is not offered any more: by the content of now, to the audiences that the person belonged
    /// to when they pressed, and by what the tenant says now of whose device it is and how it stands.
    async fn still_offered(
        &self,
        person: &Identity,
        execution: &Execution,
    ) -> Result<Result<DeviceHealth, FailureKind>, Trouble> {
        let (order, catalogue) = (&execution.order, self.catalogue());
        let remedy = catalogue.remedy(&order.remedy);
        let offered = remedy.filter(|remedy| remedy.is_for(&person.standing) && is_same(remedy, execution));
        let Some(remedy) = offered else {
            return Ok(Err(FailureKind::Withdrawn));
        };
        let mut theirs = self.gateway().devices_of(person).await?.into_iter();
        let Some(reading) = theirs.find(|reading| reading.device.uid == order.device) else {
            return Ok(Err(FailureKind::NotTheirs));
        };
        let now = self.now();
        let held = DeviceHealth::read(catalogue, reading, now);
        // It is the one run that is under way itself.
        let availability = remedy.availability(catalogue, &held.device, Some(&held.health), &[], now);
        Ok(match availability {
            Availability::No(Refusal::NotNeeded) => Err(FailureKind::NotNeeded),
            Availability::No(_) => Err(FailureKind::Withdrawn),
            Availability::Ready | Availability::WhenDeviceIsBack => Ok(held),
        })
    }
}

/// Whether the remedy still is what was pressed: by another name in Nexthink it is another thing, and what it wants to
/// be told or agreed to besides, nobody was asked.
fn is_same(remedy: &Remedy, execution: &Execution) -> bool {
    let order = &execution.order;
    let fits = || remedy.fit(&order.parameters).ok().as_ref() == Some(&order.parameters);
    let agreed = remedy.consent.is_none() || remedy.consent == order.agreed;
    remedy.launch == order.launch && agreed && fits()
}
