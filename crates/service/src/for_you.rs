//! What an employee finds of their own: on the home page, and by searching.

use std::sync::Arc;

use domain::{Lang, Topic};

use crate::{
    Employee, PageError, Service, StoreError,
    household::DeviceHealth,
    view::{ForYou, SearchPage},
};

/// How many diagnoses and hand-overs the home page lists.
const RECENT: u32 = 4;

impl Service {
    /// What the employee finds for these words.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn search_page(
        &self,
        employee: &Employee,
        lang: Lang,
        words: &str,
    ) -> Result<SearchPage, PageError> {
        let last_event = self.last_event();
        Ok(SearchPage {
            now: self.now(),
            words: words.to_owned(),
            hits: self.catalogue().search(lang, words, employee.standing()),
            favourites: self.preferences_of(employee).await?.favourites,
            last_event,
        })
    }

    /// What is the employee's own on the home page. `held` are their devices, as far as they are known.
    pub(crate) async fn for_you(
        &self,
        employee: &Employee,
        held: &[Arc<DeviceHealth>],
    ) -> Result<ForYou, StoreError> {
        let preferences = self.preferences_of(employee).await?;
        let diagnoses = self.store().diagnoses_of(employee.id(), RECENT).await?;
        let hand_overs = self.store().hand_overs_of(employee.id(), RECENT).await?;
        let shown = |topic: &&Arc<Topic>| topic.is_for(employee.standing());
        let favourites = preferences.favourites.iter();
        Ok(ForYou {
            categories: self.catalogue().categories.clone(),
            topics: self.catalogue().topics.iter().filter(shown).cloned().collect(),
            favourites: favourites
                .filter_map(|marked| self.marked(employee, marked))
                .collect(),
            device: preferences
                .device
                .filter(|chosen| held.iter().any(|held| held.device.uid == *chosen)),
            diagnoses: diagnoses
                .into_iter()
                .map(|diagnosis| self.diagnosis_summary(diagnosis))
                .collect(),
            hand_overs: hand_overs.into_iter().map(Arc::new).collect(),
        })
    }
}
