//! A workflow as `GET /api/v1/workflows` shows it (Nexthink Workflows API; the live shape, as the published schema
//! contradicts itself).

use serde::{Deserialize, Serialize};

/// One workflow.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workflow {
    /// NQL ID, without its `#`: that is how live lists show it.
    pub id: String,
    /// Identifier of the tenant.
    pub uuid: String,
    /// Name that people read.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Whether it can run.
    pub status: WorkflowStatus,
    /// RFC 3339 with `Z`.
    pub last_update_time: String,
    /// Who may trigger it.
    pub trigger_methods: TriggerMethods,
    /// Its versions; the last one runs.
    pub versions: Vec<Version>,
    /// What it does here.
    #[serde(skip_serializing)]
    pub simulation: Simulation,
}

impl Workflow {
    /// The version that runs.
    pub fn current(&self) -> &Version {
        self.versions
            .iter()
            .rfind(|version| version.status == WorkflowStatus::Active)
            .or(self.versions.last())
            .expect("every workflow of the embedded catalogue has a version")
    }
}

/// Whether a workflow, or a version of it, can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum WorkflowStatus {
    /// It can.
    Active,
    /// It cannot.
    Inactive,
}

/// Who may trigger a workflow.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the vendor's wire shape")]
pub struct TriggerMethods {
    /// The API.
    pub api_enabled: bool,
    /// People, by hand.
    pub manual_enabled: bool,
    /// People, for many devices.
    pub manual_allow_multiple_instances: bool,
    /// A schedule.
    pub scheduling_enabled: bool,
}

/// One version.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Version {
    version: u32,
    status: WorkflowStatus,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    valid: bool,
    /// Whether it needs devices.
    pub has_device: bool,
    /// Whether it needs users.
    pub has_user: bool,
}

/// One parameter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Parameter {
    /// The key in `params`.
    pub id: String,
    /// Whether values outside `options` are allowed.
    pub allow_custom_value: bool,
    /// The values offered.
    pub options: Vec<String>,
}

/// What a workflow does here.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// If one of its thinklets waits until the API triggers it: the parameters that must be there when it goes on, from
    /// the first trigger or from the thinklet's.
    pub waits_for_trigger: Option<Vec<String>>,
    /// `outcome_details` at its end; `{name}` stands for the value of a parameter.
    pub outcome_details: String,
}
