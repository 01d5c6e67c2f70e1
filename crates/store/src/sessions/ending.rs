//! Which sessions are open, and how they are ended from outside.

use domain::EmployeeId;
use jiff::Timestamp;
use service::StoreError;
use tower_sessions_core::session::Id;

use super::{Key, Sessions, SignIn, Way};
use crate::{
    row::corrupt,
    sql::{query, query_scalar},
};

/// A session that somebody has signed in by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenSession {
    /// Who, and how.
    pub sign_in: SignIn,
    /// When it ends unless it is used before.
    pub idle_until: Timestamp,
    key: Key,
}

impl OpenSession {
    /// Whether it is the session of this id.
    #[must_use]
    pub fn is(&self, id: Id) -> bool {
        self.key == Key::of(id)
    }
}

/// Which sessions are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which<'a> {
    /// Everybody's.
    All,
    /// One person's.
    Of(&'a EmployeeId),
    /// Those of one person at an identity provider.
    OfSubject {
        /// The provider.
        way: &'a Way,
        /// The person there.
        subject: &'a str,
    },
    /// Those of one session at an identity provider.
    OfProviderSession {
        /// The provider.
        way: &'a Way,
        /// The session there.
        session: &'a str,
        /// The person there, whose sessions that the provider gave no name for are meant, too.
        subject: Option<&'a str>,
    },
}

impl Sessions {
    /// The sessions that have not ended, of one person or of everybody, the latest sign-in first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_sessions(&self, of: Option<&EmployeeId>) -> Result<Vec<OpenSession>, StoreError> {
        let open = match of {
            Some(_) => {
                "SELECT id, expires_at, json_extract(body, '$.sign_in') FROM sessions
                 WHERE employee = $2 AND expires_at > $1 ORDER BY begun_at DESC"
            }
            None => {
                "SELECT id, expires_at, json_extract(body, '$.sign_in') FROM sessions
                 WHERE employee IS NOT NULL AND $2 IS NULL AND expires_at > $1 ORDER BY begun_at DESC"
            }
        };
        let rows: Vec<(String, i64, String)> = query(open)
            .bind(self.clock.now().as_microsecond())
            .bind(of.map(EmployeeId::as_str))
            .fetch_all(self.store.readers())
            .await?;
        let read = |(key, expires_at, body): (String, i64, String)| {
            let unreadable = |why: String| corrupt("session", why);
            Ok(OpenSession {
                sign_in: serde_json::from_str(&body).map_err(|error| unreadable(error.to_string()))?,
                idle_until: Timestamp::from_microsecond(expires_at)
                    .map_err(|error| unreadable(error.to_string()))?,
                key: Key(key),
            })
        };
        rows.into_iter().map(read).collect()
    }

    /// Ends sessions, and says how many there were. Another process on the same database notices within 30 seconds.
    ///
    /// # Errors
    /// When the database fails; some may have ended.
    pub async fn end(&self, which: &Which<'_>) -> Result<u64, StoreError> {
        let (way, value, subject) = match which {
            Which::All => (None, None, None),
            Which::Of(employee) => (None, Some(employee.as_str()), None),
            Which::OfSubject { way, subject } => (Some(way.to_string()), Some(*subject), None),
            Which::OfProviderSession {
                way,
                session,
                subject,
            } => (Some(way.to_string()), Some(*session), *subject),
        };
        // Sign-ins on their way into a frame are of the same people.
        let handed_over = match which {
            Which::All => "DELETE FROM handovers",
            Which::Of(_) => "DELETE FROM handovers WHERE json_extract(body, '$.sign_in.identity.id') = $2",
            Which::OfSubject { .. } => {
                "DELETE FROM handovers WHERE json_extract(body, '$.sign_in.way') = $1
                 AND json_extract(body, '$.sign_in.provider.subject') = $2"
            }
            Which::OfProviderSession { .. } => {
                "DELETE FROM handovers WHERE json_extract(body, '$.sign_in.way') = $1
                 AND (json_extract(body, '$.sign_in.provider.session') = $2
                      OR (json_extract(body, '$.sign_in.provider.session') IS NULL
                          AND json_extract(body, '$.sign_in.provider.subject') = $3))"
            }
        };
        query(handed_over)
            .bind(way.clone())
            .bind(value)
            .bind(subject)
            .execute(self.store.writer())
            .await?;
        let select = match which {
            Which::All => "SELECT id FROM sessions WHERE employee IS NOT NULL",
            Which::Of(_) => "SELECT id FROM sessions WHERE employee = $2",
            Which::OfSubject { .. } => "SELECT id FROM sessions WHERE way = $1 AND provider_subject = $2",
            Which::OfProviderSession { .. } => {
                "SELECT id FROM sessions WHERE way = $1 AND (provider_session = $2
                 OR (provider_session IS NULL AND provider_subject = $3))"
            }
        };
        // By the writer: a session that was begun a moment ago is among them.
        let keys: Vec<String> = query_scalar(select)
            .bind(way)
            .bind(value)
            .bind(subject)
            .fetch_all(self.store.writer())
            .await?;
        let mut ended = 0;
        for key in keys {
            ended += u64::from(self.remove(&Key(key)).await?);
        }
        Ok(ended)
    }
}
