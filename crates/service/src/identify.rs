//! Whom Nexthink means by what a sign-in says of somebody.

use std::{sync::Arc, time::Duration};

use domain::{Claimed, Identifier, Identity, KnownUser, Lookup};
use moka::future::Cache;
use thiserror::Error;

use crate::{Service, Trouble};

/// How many answers are held in memory.
const HELD: u64 = 20_000;

/// Whoever was found stays who they are for this long.
const REMEMBERED: Duration = Duration::from_secs(600);

/// While the tenant is down, whoever was found within this time is still known.
const OUTAGE: Duration = Duration::from_secs(24 * 3600);

/// Whoever was not found may have been added meanwhile.
const MISSED: Duration = Duration::from_secs(60);

/// Why it is not known who somebody is.
#[derive(Debug, Clone, Error)]
pub enum Unidentified {
    /// What the sign-in says is no identifier.
    #[error("the sign-in gives no usable {0}")]
    Malformed(Identifier),
    /// Nexthink knows nobody by it.
    #[error("Nexthink knows nobody by this {0}")]
    Nobody(Identifier),
    /// Nexthink knows several people by it.
    #[error("Nexthink knows several people by this {0}")]
    Several(Identifier),
    /// Nexthink does not answer.
    #[error("Nexthink cannot be asked who this is")]
    Unavailable(Trouble),
}

/// What the tenant answered, by what it was asked.
pub(crate) struct People {
    asked: Cache<(Lookup, String), Arc<Found>>,
    /// Who was found, for when nobody can be asked.
    found: Cache<(Lookup, String), KnownUser>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Nobody,
    One(KnownUser),
    Several,
}

impl People {
    pub fn new() -> Self {
        Self {
            asked: Cache::builder()
                .max_capacity(HELD)
                .expire_after(Remembered)
                .build(),
            found: Cache::builder().max_capacity(HELD).time_to_live(OUTAGE).build(),
        }
    }
}

struct Remembered;

impl moka::Expiry<(Lookup, String), Arc<Found>> for Remembered {
    fn expire_after_create(
        &self,
        _: &(Lookup, String),
        found: &Arc<Found>,
        _: std::time::Instant,
    ) -> Option<Duration> {
        Some(match **found {
            Found::One(_) => REMEMBERED,
            Found::Nobody | Found::Several => MISSED,
        })
    }
}

impl Service {
    /// Who somebody is, of whom a sign-in has said this much.
    ///
    /// A user principal name is unique in the company and is believed as it stands; whoever has no device by it sees
    /// that on their page. Anything else has to lead to one user principal name.
    ///
    /// # Errors
    /// Why it cannot be said.
    pub async fn identify(&self, claimed: Claimed) -> Result<Identity, Unidentified> {
        let Claimed {
            by,
            value,
            name,
            email,
            standing,
        } = claimed;
        let value = value.trim();
        if !is_one(value) {
            return Err(Unidentified::Malformed(by));
        }
        let (upn, known_name) = match by {
            Identifier::Upn => (value.to_owned(), None),
            Identifier::Other(lookup) => {
                let user = self.one_user(lookup, value).await?;
                (user.upn, Some(user.name))
            }
        };
        // Other letters could fold into the ones of somebody else's.
        if !(is_one(&upn) && upn.is_ascii()) {
            return Err(Unidentified::Malformed(Identifier::Upn));
        }
        let name = [name, known_name]
            .into_iter()
            .flatten()
            .map(|name| name.trim().to_owned())
            .find(|name| !name.is_empty());
        let email = match by {
            Identifier::Other(Lookup::Email) => Some(value.to_owned()),
            _ => email.map(|email| email.trim().to_owned()),
        };
        Ok(Identity {
            id: upn.parse().map_err(|_| Unidentified::Malformed(by))?,
            name: name
                .unwrap_or_else(|| upn.split('@').next().unwrap_or(&upn).to_owned())
                .chars()
                .take(120)
                .collect(),
            upn,
            email: email.filter(|email| is_one(email) && email.contains('@')),
            standing,
        })
    }

    async fn one_user(&self, by: Lookup, value: &str) -> Result<KnownUser, Unidentified> {
        let asking = async {
            let users = self.gateway().users_by(by, value).await?;
            Ok::<_, Trouble>(Arc::new(only(users, value)))
        };
        // As it stands: letters that fold into each other belong to different people.
        let key = (by, value.to_owned());
        let people = self.people();
        let found = match people.asked.try_get_with(key.clone(), asking).await {
            Ok(found) => found,
            // Whoever was known this morning is known while the tenant is down.
            Err(trouble) => {
                let known = people.found.get(&key).await;
                return known.ok_or(Unidentified::Unavailable(*trouble));
            }
        };
        match found.as_ref() {
            Found::One(user) => {
                people.found.insert(key, user.clone()).await;
                Ok(user.clone())
            }
            Found::Nobody => Err(Unidentified::Nobody(Identifier::Other(by))),
            Found::Several => Err(Unidentified::Several(Identifier::Other(by))),
        }
    }
}

/// Whether a text can name one person. In NQL, `*` and `?` stand for anything.
fn is_one(value: &str) -> bool {
    (1..=200).contains(&value.len())
        && !value
            .chars()
            .any(|character| character.is_control() || matches!(character, '*' | '?'))
}

/// One person may have several accounts with one user principal name, of a domain that was moved for example. Two names
/// are two people. An account without one cannot be followed to its devices.
/// Whoever is known by something else than what was asked is not meant, whatever the tenant takes for the same.
fn only(users: Vec<KnownUser>, asked: &str) -> Found {
    let mut named = users
        .into_iter()
        .filter(|user| user.identifier.eq_ignore_ascii_case(asked) && !user.upn.trim().is_empty());
    let Some(first) = named.next() else {
        return Found::Nobody;
    };
    let same = |other: KnownUser| other.upn.eq_ignore_ascii_case(&first.upn);
    if named.all(same) {
        Found::One(first)
    } else {
        Found::Several
    }
}
