//! Identifiers. Each is a type of its own, so that one can never be passed for another, and each is checked where it
//! enters, so that whatever holds one may trust its shape.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A text that is not a well-formed identifier.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{text:?} is not a {kind}: {rule}")]
pub struct InvalidId {
    /// What it should have been, for example `Collector UID`.
    pub kind: &'static str,
    /// What a well-formed one looks like.
    pub rule: &'static str,
    /// The offending text, cut to 80 characters.
    pub text: String,
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rule:literal, $normalise:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The identifier as text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let normalise: fn(&str) -> Option<String> = $normalise;
                normalise(text).map(Self).ok_or_else(|| InvalidId {
                    kind: $kind,
                    rule: $rule,
                    text: text.chars().take(80).collect(),
                })
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;
            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

/// `8-4-4-4-12` hexadecimal digits, made lower case.
fn uuid(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let hex = groups
        .iter()
        .all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    (lengths == [8, 4, 4, 4, 12] && hex).then(|| text.to_ascii_lowercase())
}

/// One to 40 of `a-z`, `0-9` and `-`.
fn label(text: &str) -> Option<String> {
    let fits = (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    fits.then(|| text.to_owned())
}

/// One to 64 of `a-z`, `0-9`, `-` and `_`.
fn slug(text: &str) -> Option<String> {
    let fits = (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    fits.then(|| text.to_owned())
}

/// Printable text of bounded length, without spaces around it.
fn opaque(text: &str) -> Option<String> {
    let fits = (1..=200).contains(&text.len()) && text.trim() == text && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

id!(
    /// The Collector UID of a device, `device.collector.uid` in NQL: what remote actions and workflows target.
    /// It is not `device.uid`.
    CollectorUid, "Collector UID", "a UUID such as 30adce7c-0000-4000-8000-000000000001", uuid
);
id!(
    /// Deskside's own identifier of one execution, a UUID. It travels to Nexthink as `externalReference`.
    ExecutionId, "execution id", "a UUID", uuid
);
id!(
    /// Deskside's own identifier of one look at one symptom, a UUID.
    DiagnosisId, "diagnosis id", "a UUID", uuid
);
id!(
    /// Deskside's own identifier of one hand-over to IT, a UUID. The service desk knows its ticket by it.
    HandOverId, "hand-over id", "a UUID", uuid
);
id!(
    /// Made when a page with a run button is rendered, sent with the press: the same key is the same press.
    IdempotencyKey, "idempotency key", "a UUID", uuid
);
id!(
    /// The signed-in person, by what is unique about them in the company: the user principal name in lower case.
    EmployeeId, "employee id", "1 to 200 printable characters", |text| opaque(&text.to_lowercase())
);
id!(
    /// Nexthink's identifier of one triggered remote action (`requestId`) or workflow (`requestUuid`).
    RequestId, "request id", "1 to 200 printable characters", opaque
);
id!(
    /// A remedy's name in `content/remedies`.
    RemedyId, "remedy id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// A topic's name in `content/topics`.
    TopicId, "topic id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// The name of a check within its topic.
    CheckId, "check id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// The name of a source of webhooks, by which the configuration and its address call it.
    HookSource, "webhook source", "1 to 40 of a-z, 0-9 and -", label
);
id!(
    /// The name of a feed of exported data, by which the configuration and its address call it.
    FeedName, "feed of exported data", "1 to 40 of a-z, 0-9 and -", label
);
id!(
    /// The name of a chatbot's account, by which the configuration calls it.
    BotName, "name of a chatbot", "1 to 40 of a-z, 0-9 and -", label
);
id!(
    /// What a chatbot's key is known by, which stands in the key itself and is no secret.
    ApiKeyId, "id of an API key", "12 of a-z and 2-7", |text| {
        let fits = text.len() == 12 && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
        fits.then(|| text.to_owned())
    }
);
id!(
    /// A figure's name in `content/health.yaml`.
    MetricId, "metric id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// The name of a group of people, by which content and the configuration call it.
    Audience, "name of an audience", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// The name of a group of figures in `content/health.yaml`.
    CategoryId, "category id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// Nexthink's identifier of one execution of a workflow (`workflow.execution.execution_id`), to which an answer goes.
    WorkflowRunId, "workflow execution id", "a UUID", uuid
);
id!(
    /// The name of an outcome in `content/outcomes.yaml` or in a remedy.
    OutcomeId, "outcome id", "1 to 64 of a-z, 0-9, - and _", slug
);
id!(
    /// The NQL ID of a remote action or workflow, kept with its leading `#`; the API gives it with and without.
    NqlId, "NQL ID", "# and 1 to 255 of a-z, 0-9 and _, such as #disk_cleanup", |text| {
        let bare = text.strip_prefix('#').unwrap_or(text);
        let fits = (1..=255).contains(&bare.len())
            && bare.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_'));
        fits.then(|| format!("#{bare}"))
    }
);

/// A short code to give to IT: the end of an id, which is random.
pub(crate) fn code(id: &str) -> String {
    let start = id.len().saturating_sub(6);
    format!("DS-{}", id.get(start..).unwrap_or(id).to_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_collector_uid_is_a_uuid_in_lower_case() {
        let uid: CollectorUid = "30ADCE7C-0000-4000-8000-000000000001".parse().unwrap();
        assert_eq!(uid.as_str(), "30adce7c-0000-4000-8000-000000000001");
        for wrong in [
            "",
            "30adce7c",
            "30adce7c-0000-4000-8000-00000000000g",
            "../30adce7c-0000-4000-8000-00000000",
        ] {
            assert!(wrong.parse::<CollectorUid>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_employee_is_the_same_in_any_case() {
        let one: EmployeeId = "Robin.Lake@Example.com".parse().unwrap();
        assert_eq!(one, "robin.lake@example.com".parse().unwrap());
        assert!("a\nb".parse::<EmployeeId>().is_err());
    }

    #[test]
    fn an_nql_id_is_kept_with_its_hash() {
        assert_eq!("disk_cleanup".parse::<NqlId>().unwrap().as_str(), "#disk_cleanup");
        assert_eq!(
            "#disk_cleanup".parse::<NqlId>().unwrap().as_str(),
            "#disk_cleanup"
        );
        assert!("##x".parse::<NqlId>().is_err());
    }

    #[test]
    fn a_wrong_id_cannot_come_in_by_json() {
        let error = serde_json::from_str::<RemedyId>("\"Disk Clean-up\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("remedy id"), "{error}");
    }
}
