//! Identifiers. Each is checked once, where it comes in.

use thiserror::Error;

/// A text that is no identifier of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{given:?} is not {kind}: {rule}")]
pub struct InvalidId {
    /// What it should have been.
    pub kind: &'static str,
    /// What was given, shortened.
    pub given: String,
    /// The rule it breaks.
    pub rule: &'static str,
}

/// Makes a newtype over `String` whose `checked` function turns a text into its one accepted form.
macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $checked:path) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        #[serde(into = "String", try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// Checks the text.
            ///
            /// # Errors
            /// When it cannot be one; the error names the rule.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::InvalidId> {
                let text = text.into();
                $checked(&text).map(Self).map_err(|rule| $crate::InvalidId {
                    kind: $kind,
                    given: text.chars().take(80).collect(),
                    rule,
                })
            }

            /// As it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = $crate::InvalidId;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                Self::new(text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::InvalidId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

pub(crate) use identifier;

identifier! {
    /// The UID that the Collector of a device has (NQL `device.collector.uid`, not `device.uid`).
    CollectorUid, "a Collector UID", opaque
}
identifier! {
    /// The security identifier of a user: `S-1-5-21-…`, or `0` (Nexthink Workflows API).
    UserSid, "a security identifier", sid
}
identifier! {
    /// What a trigger is known by afterwards (NQL `remote_action.executions.request_id`, `workflow.executions.request_id`).
    RequestId, "a request id", opaque
}
identifier! {
    /// One execution of a workflow (NQL `workflow.executions.execution_id`).
    ExecutionUuid, "an execution UUID", opaque
}
identifier! {
    /// The UUID of a workflow, as its list entry shows it; triggers want its [`WorkflowId`] instead.
    WorkflowUuid, "a workflow UUID", opaque
}
identifier! {
    /// An export that was started.
    ExportId, "an export id", opaque
}
identifier! {
    /// The NQL id of a remote action. Lists show it without `#`, triggers are documented with it: both are accepted,
    /// kept and sent with `#`, so that they compare equal.
    RemoteActionId, "a remote action id", nql_id
}
identifier! {
    /// The NQL id of a workflow. Lists show it without `#`, triggers are documented with it: both are accepted, kept
    /// and sent with `#`, so that they compare equal.
    WorkflowId, "a workflow id", nql_id
}

fn opaque(text: &str) -> Result<String, &'static str> {
    let fits = (1..=512).contains(&text.len()) && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    fits.then(|| text.to_owned())
        .ok_or("1 to 512 characters without blanks")
}

fn nql_id(text: &str) -> Result<String, &'static str> {
    let bare = text.strip_prefix('#').unwrap_or(text);
    let fits = (1..=255).contains(&bare.len())
        && bare
            .chars()
            .all(|c| !c.is_whitespace() && !c.is_control() && c != '#');
    fits.then(|| format!("#{bare}"))
        .ok_or("1 to 255 characters without blanks, after an optional #")
}

fn sid(text: &str) -> Result<String, &'static str> {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = text == "0"
        || text.strip_prefix("S-").is_some_and(|numbers| {
            (2..=10).contains(&numbers.split('-').count()) && numbers.split('-').all(is_number)
        });
    fits.then(|| text.to_owned())
        .ok_or("S and 2 to 10 numbers joined by -, or 0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_an_nql_id_are_the_same_id() {
        let with = RemoteActionId::new("#disk_cleanup").unwrap();
        assert_eq!(with, RemoteActionId::new("disk_cleanup").unwrap());
        assert_eq!(with.as_str(), "#disk_cleanup");
        for text in ["", "#", "##a", "a b", "a\n"] {
            assert!(WorkflowId::new(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_sid_has_two_to_ten_numbers() {
        for text in ["0", "S-1-5", "S-1-5-21-1-2-3-1001", "S-1-2-3-4-5-6-7-8-9-10"] {
            assert!(UserSid::new(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "S-1",
            "1",
            "S-1-5-",
            "S-1-x",
            "s-1-5",
            "S-1-2-3-4-5-6-7-8-9-10-11",
        ] {
            assert!(UserSid::new(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_opaque_id_is_not_empty() {
        assert!(CollectorUid::new("").is_err());
        assert!(serde_json::from_str::<RequestId>("\"\"").is_err());
        assert_eq!(serde_json::from_str::<RequestId>("\"a\"").unwrap().as_str(), "a");
    }
}
