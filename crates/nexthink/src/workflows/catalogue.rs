use jiff::Timestamp;
use reqwest::Url;
use serde::Deserialize;

use crate::{
    WorkflowId, WorkflowUuid,
    json::{lenient, null_as_default},
};

/// Which workflows to list; without anything, all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WorkflowFilter {
    /// What it is run for.
    pub dependency: Option<WorkflowDependency>,
    /// How it may be triggered.
    pub trigger_method: Option<TriggerMethod>,
    /// Whether to leave out inactive ones.
    pub only_active: bool,
}

/// What a workflow is run for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WorkflowDependency {
    /// Users.
    User,
    /// Devices.
    Device,
    /// Users and devices.
    UserAndDevice,
    /// Neither.
    None,
}

/// A way to trigger a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TriggerMethod {
    /// By the API.
    Api,
    /// By hand.
    Manual,
    /// By hand, for several at once.
    ManualMultiple,
    /// By the clock.
    Scheduler,
}

impl WorkflowFilter {
    /// Appends nothing, not even a question mark, where nothing is asked: tenants answer that.
    pub(super) fn append_to(self, url: &mut Url) {
        if self == Self::default() {
            return;
        }
        let mut query = url.query_pairs_mut();
        if let Some(dependency) = self.dependency {
            let value = match dependency {
                WorkflowDependency::User => "USER",
                WorkflowDependency::Device => "DEVICE",
                WorkflowDependency::UserAndDevice => "USER_AND_DEVICE",
                WorkflowDependency::None => "NONE",
            };
            query.append_pair("dependency", value);
        }
        if let Some(method) = self.trigger_method {
            let value = match method {
                TriggerMethod::Api => "API",
                TriggerMethod::Manual => "MANUAL",
                TriggerMethod::ManualMultiple => "MANUAL_MULTIPLE",
                TriggerMethod::Scheduler => "SCHEDULER",
            };
            query.append_pair("triggerMethod", value);
        }
        if self.only_active {
            query.append_pair("fetchOnlyActiveWorkflows", "true");
        }
    }
}

/// A workflow as the tenant describes it. What a tenant leaves out or sends as null is empty here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workflow {
    /// Its NQL id, by which it is triggered.
    pub id: WorkflowId,
    /// Its UUID, by which its thinklets are triggered.
    #[serde(default, deserialize_with = "lenient")]
    pub uuid: Option<WorkflowUuid>,
    /// Its name.
    #[serde(default, deserialize_with = "null_as_default")]
    pub name: String,
    /// Its description.
    #[serde(default, deserialize_with = "null_as_default")]
    pub description: String,
    /// Whether it runs at all.
    #[serde(default)]
    pub status: Option<WorkflowStatus>,
    /// When it was last changed.
    #[serde(default, deserialize_with = "lenient")]
    pub last_update_time: Option<Timestamp>,
    /// Who may trigger it. `None` where the tenant sends another shape than live tenants do; the published one is
    /// broken.
    #[serde(default, deserialize_with = "lenient")]
    pub trigger_methods: Option<TriggerMethods>,
    /// Its versions.
    #[serde(default, deserialize_with = "null_as_default")]
    pub versions: Vec<WorkflowVersion>,
}

impl Workflow {
    /// The version that runs.
    #[must_use]
    pub fn active_version(&self) -> Option<&WorkflowVersion> {
        self.versions
            .iter()
            .find(|version| version.status == Some(WorkflowStatus::Active))
    }
}

/// Whether a workflow, or a version of it, runs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum WorkflowStatus {
    /// It runs.
    Active,
    /// It does not.
    Inactive,
    /// A value that is not documented.
    #[serde(untagged)]
    Other(String),
}

/// Who may trigger a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TriggerMethods {
    /// The API; without it a trigger is refused.
    #[serde(deserialize_with = "null_as_default")]
    pub api_enabled: bool,
    /// People in the Nexthink web interface.
    #[serde(deserialize_with = "null_as_default")]
    pub manual_enabled: bool,
    /// People, for several at once.
    #[serde(deserialize_with = "null_as_default")]
    pub manual_allow_multiple_instances: bool,
    /// The clock.
    #[serde(deserialize_with = "null_as_default")]
    pub scheduling_enabled: bool,
}

/// A version of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowVersion {
    /// Its number.
    pub version: Option<u32>,
    /// Whether it is the one that runs.
    pub status: Option<WorkflowStatus>,
    /// What it takes.
    #[serde(deserialize_with = "null_as_default")]
    pub parameters: Vec<WorkflowParameter>,
    /// Whether it is complete.
    #[serde(deserialize_with = "null_as_default")]
    pub valid: bool,
    /// Whether it is run for devices.
    #[serde(deserialize_with = "null_as_default")]
    pub has_device: bool,
    /// Whether it is run for users.
    #[serde(deserialize_with = "null_as_default")]
    pub has_user: bool,
}

/// A parameter of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowParameter {
    /// Its id, which is the key in [`WorkflowRequest::parameters`](crate::WorkflowRequest::parameters).
    #[serde(deserialize_with = "null_as_default")]
    pub id: String,
    /// Whether other values than the options are taken.
    #[serde(deserialize_with = "null_as_default")]
    pub allow_custom_value: bool,
    /// The values offered.
    #[serde(deserialize_with = "null_as_default")]
    pub options: Vec<String>,
}
