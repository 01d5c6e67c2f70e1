//! The page of one symptom: what will be looked at, on which device, and what one can do oneself.

use std::sync::Arc;

use domain::{CollectorUid, Diagnosis, Favourite, Preferences, Subject, TopicId};

use crate::{
    Employee, PageError, Service, StoreError,
    examine::of,
    household::{BRIEFLY, DeviceHealth},
    view::{DiagnosisSummary, TopicPage},
};

/// How many of an employee's diagnoses the pages know of.
const LISTED: u32 = 50;

impl Service {
    /// What the page of one symptom shows, for this device or the one that the employee chose last. It comes even when
    /// the tenant does not answer.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for a topic that the employee is not shown, and for a device that is known not to be theirs.
    pub async fn topic_page(
        &self,
        employee: &Employee,
        id: &TopicId,
        device: Option<&CollectorUid>,
    ) -> Result<TopicPage, PageError> {
        let mut last_event = self.last_event();
        let topic = self.topic_for(employee, id).ok_or(PageError::NotFound)?.clone();
        let looked = self.household(employee, BRIEFLY).await;
        let preferences = self.preferences_of(employee).await?;
        let held = looked.known().map_or(&[][..], |known| &known.value.devices);
        let is_theirs = |uid: &CollectorUid| held.iter().any(|held| held.device.uid == *uid);
        if looked.known().is_some() && device.is_some_and(|uid| !is_theirs(uid)) {
            return Err(PageError::NotFound);
        }
        let mut devices = held.to_vec();
        devices.retain(|held| topic.fits(held.device.platform));
        let chosen = chosen(&devices, device, &preferences).cloned();
        let offers = match &chosen {
            Some(held) => {
                let runs = self.runs_on(&held.device.uid).await?;
                last_event = last_event.min(runs.as_of);
                self.offers(employee, held, &runs.executions, self.now())
            }
            None => Vec::new(),
        };
        let diagnoses = self.diagnoses_of(employee).await?;
        let about = Subject::Topic {
            topic: id.clone(),
            device: chosen.as_ref().map(|held| held.device.uid.clone()),
        };
        Ok(TopicPage {
            now: self.now(),
            offers: of(&topic.remedies, &offers),
            last: diagnoses.into_iter().find(|known| known.diagnosis.topic == *id),
            favourite: preferences.favourites.contains(&Favourite::Topic(id.clone())),
            hand_over: self.hand_over_offer(employee, about).await?,
            key: self.new_key(),
            has_devices: !held.is_empty(),
            devices: devices.iter().map(|held| held.device.clone()).collect(),
            device: chosen.map(|held| held.device.clone()),
            freshness: self.freshness(&looked),
            topic,
            last_event,
        })
    }

    /// The employee's diagnoses, the latest first.
    pub(crate) async fn diagnoses_of(
        &self,
        employee: &Employee,
    ) -> Result<Vec<DiagnosisSummary>, StoreError> {
        let diagnoses = self.store().diagnoses_of(employee.id(), LISTED).await?;
        let summary = |diagnosis| self.diagnosis_summary(diagnosis);
        Ok(diagnoses.into_iter().map(summary).collect())
    }

    /// A diagnosis in a list.
    pub(crate) fn diagnosis_summary(&self, diagnosis: Diagnosis) -> DiagnosisSummary {
        DiagnosisSummary {
            topic: self.known().topic(&diagnosis.topic).cloned(),
            diagnosis: Arc::new(diagnosis),
        }
    }
}

/// The device that is asked for, else the one that the employee chose last, else the one that was seen last. Of the first
/// there may be none: a topic that is not made for it has nothing to say about another.
fn chosen<'a>(
    devices: &'a [Arc<DeviceHealth>],
    asked: Option<&CollectorUid>,
    preferences: &Preferences,
) -> Option<&'a Arc<DeviceHealth>> {
    let one = |uid: &CollectorUid| devices.iter().find(|held| held.device.uid == *uid);
    match asked {
        Some(uid) => one(uid),
        None => preferences
            .device
            .as_ref()
            .and_then(one)
            .or_else(|| devices.first()),
    }
}
