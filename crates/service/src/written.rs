//! What the portal admin wrote, now and before.

use std::sync::Arc;

use domain::Catalogue;

/// What the portal admin wrote.
#[derive(Debug)]
pub(crate) struct Written {
    /// What holds now.
    pub catalogue: Arc<Catalogue>,
    /// The same with the remedies, metrics and topics that an earlier one of this process had besides. They are not
    /// offered, but executions and diagnoses of them may be under way, and are looked at.
    pub known: Arc<Catalogue>,
}

impl Written {
    /// The first that there is.
    pub fn new(catalogue: Arc<Catalogue>) -> Self {
        Self {
            known: catalogue.clone(),
            catalogue,
        }
    }

    /// What holds when this has been written.
    pub fn rewritten(&self, catalogue: Arc<Catalogue>) -> Self {
        let mut known = Catalogue::clone(&catalogue);
        let gone = self.known.remedies.iter();
        let gone = gone.filter(|former| catalogue.remedy(&former.id).is_none());
        known.remedies.extend(gone.cloned());
        let gone = self.known.metrics.iter();
        let gone = gone.filter(|former| catalogue.metric(&former.id).is_none());
        known.metrics.extend(gone.cloned());
        let gone = self.known.topics.iter();
        let gone = gone.filter(|former| catalogue.topic(&former.id).is_none());
        known.topics.extend(gone.cloned());
        Self {
            catalogue,
            known: Arc::new(known),
        }
    }
}
