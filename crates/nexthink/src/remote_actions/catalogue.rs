use serde::Deserialize;

use crate::{RemoteActionId, json::null_as_default};

/// A remote action as the tenant describes it. What a tenant leaves out or sends as null is empty here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteAction {
    /// Its NQL id, by which it is triggered.
    pub id: RemoteActionId,
    /// Its UUID.
    #[serde(default, deserialize_with = "null_as_default")]
    pub uuid: String,
    /// Its name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Its description.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// Where it comes from; Nexthink publishes no list of values.
    #[serde(default, deserialize_with = "null_as_default")]
    pub origin: String,
    /// The version of the library content it comes from.
    #[serde(default)]
    pub built_in_content_version: Option<String>,
    /// What it is for.
    #[serde(default, deserialize_with = "null_as_default")]
    pub purpose: Vec<Purpose>,
    /// Who may trigger it.
    #[serde(default, deserialize_with = "null_as_default")]
    pub targeting: Targeting,
    /// Its script.
    #[serde(default, deserialize_with = "null_as_default")]
    pub script_info: ScriptInfo,
}

/// What a remote action is for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// It reads.
    DataCollection,
    /// It changes.
    Remediation,
    /// A value that is not documented.
    #[serde(untagged)]
    Other(String),
}

/// Who may trigger a remote action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Targeting {
    /// The API; without it a trigger is refused.
    #[serde(deserialize_with = "null_as_default")]
    pub api_enabled: bool,
    /// People in the Nexthink web interface.
    #[serde(deserialize_with = "null_as_default")]
    pub manual_enabled: bool,
    /// Workflows.
    #[serde(deserialize_with = "null_as_default")]
    pub workflow_enabled: bool,
    /// People, for several devices at once.
    #[serde(deserialize_with = "null_as_default")]
    pub manual_allow_multiple_devices: bool,
}

/// The script of a remote action.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScriptInfo {
    /// As whom it runs.
    pub run_as: Option<RunAs>,
    /// After how many seconds it is ended.
    pub timeout_seconds: Option<u32>,
    /// The service it is delegated to.
    pub execution_service_delegate: Option<String>,
    /// Whether it runs on Windows.
    #[serde(deserialize_with = "null_as_default")]
    pub has_script_windows: bool,
    /// Whether it runs on macOS.
    #[serde(deserialize_with = "null_as_default")]
    pub has_script_mac_os: bool,
    /// What it takes.
    #[serde(deserialize_with = "null_as_default")]
    pub inputs: Vec<ScriptInput>,
    /// What it gives.
    #[serde(deserialize_with = "null_as_default")]
    pub outputs: Vec<ScriptOutput>,
}

/// As whom a script runs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunAs {
    /// The machine.
    LocalSystem,
    /// The signed-in person.
    InteractiveUser,
    /// Another service.
    DelegateToService,
    /// A value that is not documented.
    #[serde(untagged)]
    Other(String),
}

/// An input of a script.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScriptInput {
    /// Its id.
    #[serde(deserialize_with = "null_as_default")]
    pub id: String,
    /// Its name, which is the key in [`RemoteActionRequest::parameters`](crate::RemoteActionRequest::parameters).
    #[serde(deserialize_with = "null_as_default")]
    pub name: String,
    /// Its description.
    #[serde(deserialize_with = "null_as_default")]
    pub description: String,
    /// Whether the Windows script reads it.
    #[serde(deserialize_with = "null_as_default")]
    pub used_by_windows: bool,
    /// Whether the macOS script reads it.
    #[serde(deserialize_with = "null_as_default")]
    pub used_by_mac_os: bool,
    /// The values offered.
    #[serde(deserialize_with = "null_as_default")]
    pub options: Vec<String>,
    /// Whether other values than those are taken.
    #[serde(deserialize_with = "null_as_default")]
    pub allow_custom_value: bool,
}

/// An output of a script.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ScriptOutput {
    /// Its id.
    #[serde(deserialize_with = "null_as_default")]
    pub id: String,
    /// Its name, as it stands in the outputs of an execution.
    #[serde(deserialize_with = "null_as_default")]
    pub name: String,
    /// Its type; Nexthink publishes no list of values.
    #[serde(rename = "type", deserialize_with = "null_as_default")]
    pub kind: String,
    /// Its description.
    #[serde(deserialize_with = "null_as_default")]
    pub description: String,
    /// Whether the Windows script gives it.
    #[serde(deserialize_with = "null_as_default")]
    pub used_by_windows: bool,
    /// Whether the macOS script gives it.
    #[serde(deserialize_with = "null_as_default")]
    pub used_by_mac_os: bool,
}
