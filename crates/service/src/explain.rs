//! Whoever looks after Deskside asks why somebody is shown something on a device, or is not.

use std::collections::BTreeSet;

use domain::{
    Availability, Claimed, Criterion, Device, Execution, Health, Identifier, Identity, Remedy, RemedyId,
    Standing, TopicId,
};
use thiserror::Error;

use crate::{
    Admin, Service, StoreError, Trouble,
    household::{DeviceHealth, Household, PATIENTLY},
    view::{AudienceReason, DeviceReason, Item, Seen, Visibility},
};

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainRequest {
    /// The person's user principal name.
    pub person: String,
    /// What they belong to, as their latest sign-in that has not ended says; `None` when there is none.
    pub standing: Option<Standing>,
    /// The device's name or Collector UID; empty to learn which there are.
    pub device: String,
    /// `remedy:` or `topic:` and the name in the files, or the name alone.
    pub item: String,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum ExplainError {
    /// What was given can be nobody's user principal name.
    #[error("this is no user principal name")]
    NotAPerson,
    /// Content has no such remedy or topic.
    #[error("there is no such remedy or topic")]
    NoSuchItem,
    /// Nobody knows which devices the person has, because the tenant cannot be asked.
    #[error("the tenant cannot be asked: {0:?}")]
    Unavailable(Trouble),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Why this person is shown this, or is not: everything that decides it, in order, with what it is decided by. Each
    /// question asks the tenant once, and is logged.
    ///
    /// # Errors
    /// Why there is no answer.
    pub async fn explain(&self, by: &Admin, request: &ExplainRequest) -> Result<Visibility, ExplainError> {
        let item = self.item(request.item.trim()).ok_or(ExplainError::NoSuchItem)?;
        let person = self.named(request).await?;
        let devices = self.look_up(&person).await?.devices;
        let wanted = request.device.trim();
        let device = devices.iter().find(|held| is_called(&held.device, wanted));
        let (by, uid) = (by.employee().id(), device.map(|held| &held.device.uid));
        tracing::info!(%by, about = %person.id, device = ?uid.map(ToString::to_string), item = item.name(), "{by} looked at the devices of {} to see what they are shown", person.id);

        let audience = audience(&item, request.standing.as_ref());
        let now = self.now();
        let criteria = match (&item, device) {
            (_, None) => Vec::new(),
            (Item::Topic(topic), Some(held)) => vec![Criterion::Platform {
                made_for: topic.platforms.clone(),
                has: held.device.platform,
            }],
            (Item::Remedy(remedy), Some(held)) => self.remedy_criteria(remedy, held).await?,
        };
        let metrics = criteria.iter().flat_map(|criterion| match criterion {
            Criterion::Needed(asked) => asked.as_slice(),
            _ => &[],
        });
        Ok(Visibility {
            now,
            metrics: metrics
                .filter_map(|asked| self.catalogue().metric(&asked.condition.metric).cloned())
                .collect(),
            seen: match (device, audience.holds) {
                (_, Some(false)) => Seen::Hidden,
                (Some(held), Some(true)) => seen(&item, &person.standing, &held.device, &criteria),
                (None, _) | (_, None) => Seen::Unknown,
            },
            device: match device {
                Some(held) => DeviceReason::Theirs(held.device.clone()),
                None if wanted.is_empty() => DeviceReason::NotNamed,
                None => DeviceReason::NotTheirs,
            },
            devices: devices.iter().map(|held| held.device.clone()).collect(),
            person: person.id,
            item,
            audience,
            criteria,
        })
    }

    fn item(&self, name: &str) -> Option<Item> {
        let (kind, name) = match name.split_once(':') {
            Some((kind, name)) => (Some(kind), name),
            None => (None, name),
        };
        let remedy = || {
            let id: RemedyId = name.parse().ok()?;
            self.catalogue().remedy(&id).cloned().map(Item::Remedy)
        };
        let topic = || {
            let id: TopicId = name.parse().ok()?;
            self.catalogue().topic(&id).cloned().map(Item::Topic)
        };
        match kind {
            Some("remedy") => remedy(),
            Some("topic") => topic(),
            Some(_) => None,
            None => remedy().or_else(topic),
        }
    }

    /// Whom a user principal name names; it must name one person, whatever it stands for in a query.
    async fn named(&self, request: &ExplainRequest) -> Result<Identity, ExplainError> {
        let claimed = Claimed {
            by: Identifier::Upn,
            value: request.person.clone(),
            name: None,
            email: None,
            standing: request.standing.clone().unwrap_or_default(),
        };
        let known = self.identify(claimed).await;
        known.map_err(|_| ExplainError::NotAPerson)
    }

    /// What is learned here stays here: nobody's own page may be made of what somebody else has typed.
    async fn look_up(&self, person: &Identity) -> Result<Household, ExplainError> {
        let asked = tokio::time::timeout(PATIENTLY, self.gateway().devices_of(person)).await;
        let readings = asked.unwrap_or_else(|_| Err(self.silence()));
        let readings = readings.map_err(ExplainError::Unavailable)?;
        Ok(Household::read(self.catalogue_held(), readings, self.now(), None))
    }

    async fn remedy_criteria(
        &self,
        remedy: &Remedy,
        held: &DeviceHealth,
    ) -> Result<Vec<Criterion>, StoreError> {
        let now = self.now();
        let since = now - crate::runs::REMEMBERED;
        let runs = self.store().executions_on(&held.device.uid, since).await?;
        let of_this: Vec<&Execution> = runs.iter().filter(|run| run.order.remedy == remedy.id).collect();
        let health: Option<&Health> = Some(&held.health);
        let criteria = remedy.criteria(self.catalogue(), &held.device, health, &of_this, now);
        Ok(criteria.into())
    }
}

impl Item {
    /// Its name in the files, with what it is.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Remedy(remedy) => format!("remedy:{}", remedy.id),
            Self::Topic(topic) => format!("topic:{}", topic.id),
        }
    }

    fn audiences(&self) -> &BTreeSet<domain::Audience> {
        match self {
            Self::Remedy(remedy) => &remedy.audiences,
            Self::Topic(topic) => &topic.audiences,
        }
    }

    fn is_for(&self, standing: &Standing) -> bool {
        match self {
            Self::Remedy(remedy) => remedy.is_for(standing),
            Self::Topic(topic) => topic.is_for(standing),
        }
    }
}

/// Without a sign-in it is known of those things only that are for everybody.
fn audience(item: &Item, standing: Option<&Standing>) -> AudienceReason {
    let holds = match standing {
        Some(standing) => Some(item.is_for(standing)),
        None => item.is_for(&Standing::default()).then_some(true),
    };
    AudienceReason {
        meant_for: item.audiences().clone(),
        belongs_to: standing.map(|standing| standing.audiences.clone()),
        holds,
    }
}

fn seen(item: &Item, standing: &Standing, device: &Device, criteria: &[Criterion]) -> Seen {
    match item {
        Item::Topic(topic) if topic.fits(device.platform) => Seen::Topic,
        Item::Remedy(remedy) if remedy.is_shown(standing, device.platform) => {
            Seen::Remedy(Availability::by(criteria))
        }
        Item::Topic(_) | Item::Remedy(_) => Seen::Hidden,
    }
}

fn is_called(device: &Device, wanted: &str) -> bool {
    device.name.eq_ignore_ascii_case(wanted) || device.uid.as_str().eq_ignore_ascii_case(wanted)
}
