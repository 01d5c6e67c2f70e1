//! A fix is proven by its figure, read again once the device has reported after it.

use domain::{Execution, Measurement, Proof, Signal};
use jiff::SignedDuration;

use crate::{Service, StoreError, Trouble, household::DeviceHealth};

/// A device that does not report its figures within this time after a fix leaves it unproven.
pub(crate) const PROOF_WAIT: SignedDuration = SignedDuration::from_mins(15);

/// A report that came this long after a fix has the figures from after it. One that came sooner may repeat an older
/// sample: it can show that the fix helped, but not that it did not.
const SETTLED: SignedDuration = SignedDuration::from_mins(2);

impl Service {
    /// Reads the proof's figure again, once the device has reported after the fix.
    pub(crate) async fn prove(&self, run: Execution) -> Result<(), StoreError> {
        let fixed_at = run.since();
        let ended_at = run.reported_at().unwrap_or(fixed_at);
        let waited = self.now().duration_since(fixed_at) > PROOF_WAIT;
        let read = self.read_figure(&run).await;
        if read.is_ok() {
            self.rhythm().read(&run, self.now());
        }
        let signal = match read.ok().flatten().filter(|after| after.as_of > ended_at) {
            Some(after)
                if waited || run.is_proven_by(&after) || after.as_of.duration_since(ended_at) >= SETTLED =>
            {
                Signal::Measured(after)
            }
            None if waited => Signal::ProofMissed,
            _ => return Ok(()),
        };
        self.apply(run, signal).await.map(drop)
    }

    /// The proof's figure as the device last reported it, if it can be read.
    pub(crate) async fn measure(&self, run: &Execution) -> Option<Measurement> {
        self.read_figure(run).await.ok().flatten()
    }

    async fn read_figure(&self, run: &Execution) -> Result<Option<Measurement>, Trouble> {
        let Some(proof) = run.order.proof.as_ref() else {
            return Ok(None);
        };
        let reading = self.gateway().device(&run.order.device).await?;
        Ok(reading.and_then(|reading| {
            let held = DeviceHealth::read(self.known(), reading, self.now());
            measured(proof, &held)
        }))
    }
}

/// The proof's figure among those of its device.
pub(crate) fn measured(proof: &Proof, held: &DeviceHealth) -> Option<Measurement> {
    let figure = held.health.figure(&proof.metric)?;
    Some(Measurement {
        value: figure.value,
        as_of: figure.as_of,
    })
}
