//! An employee chooses a device, and marks what they want to find at once.

use domain::{CollectorUid, Favourite, Hit, Preferences};
use thiserror::Error;

use crate::{Employee, Service, StoreError, Trouble};

/// Why it was not kept.
#[derive(Debug, Error)]
pub enum PreferenceError {
    /// The employee has no such device, or content has no such thing for them.
    #[error("there is no such device, topic or remedy")]
    NotFound,
    /// Nobody knows whose device it is, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// Something failed here.
    #[error(transparent)]
    Internal(#[from] StoreError),
}

impl Service {
    /// Remembers which of their devices the employee chose.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn remember_device(
        &self,
        employee: &Employee,
        device: &CollectorUid,
    ) -> Result<(), PreferenceError> {
        let own = self.own_device(employee, device).await;
        own.map_err(PreferenceError::Unavailable)?
            .ok_or(PreferenceError::NotFound)?;
        let changed = self.store().remember_device(employee.id(), device, self.now());
        if changed.await? {
            self.tell(employee.id()).await;
        }
        Ok(())
    }

    /// Marks something for the employee, or takes the mark away.
    ///
    /// # Errors
    /// Why it was not kept.
    pub async fn mark(
        &self,
        employee: &Employee,
        favourite: &Favourite,
        marked: bool,
    ) -> Result<(), PreferenceError> {
        // A mark can be taken from what content has no longer.
        if marked && self.marked(employee, favourite).is_none() {
            return Err(PreferenceError::NotFound);
        }
        let changed = self.store().mark(employee.id(), favourite, marked, self.now());
        if changed.await? {
            self.tell(employee.id()).await;
        }
        Ok(())
    }

    /// What the employee has chosen, which is kept while they come.
    pub(crate) async fn preferences_of(&self, employee: &Employee) -> Result<Preferences, StoreError> {
        let preferences = self.store().preferences(employee.id()).await?;
        if preferences != Preferences::default() {
            self.store().note_visit(employee.id(), self.now()).await?;
        }
        Ok(preferences)
    }

    /// What is marked; `None` for what content does not have for the employee.
    pub(crate) fn marked(&self, employee: &Employee, favourite: &Favourite) -> Option<Hit> {
        match favourite {
            Favourite::Topic(id) => self.topic_for(employee, id).cloned().map(Hit::Topic),
            Favourite::Remedy(id) => {
                let remedy = self.catalogue().remedy(id)?;
                remedy
                    .is_for(employee.standing())
                    .then(|| Hit::Remedy(remedy.clone()))
            }
        }
    }
}
