//! A remote action as `GET /api/v1/act/remote-action` shows it (Nexthink Remote Actions API).

use serde::{Deserialize, Serialize};

use crate::fleet::{DeviceState, Kind, Platform};

/// `status_details` of a run on a device for whose platform the action has no script.
pub const UNSUPPORTED_PLATFORM: &str = "The remote action has no script for the platform of this device.";

/// One remote action.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RemoteAction {
    /// NQL ID with its `#`.
    pub id: String,
    /// Identifier of the tenant.
    pub uuid: String,
    /// Name that people read.
    pub name: String,
    /// What it does. Real tenants answer `null` for actions without a text.
    pub description: Option<String>,
    /// Where it came from. The vendor publishes no list of values; these are ours.
    pub origin: String,
    /// Version in the library, if it came from there.
    pub built_in_content_version: Option<String>,
    /// What it is for.
    pub purpose: Vec<Purpose>,
    /// Who may trigger it.
    pub targeting: Targeting,
    /// What it targets. Live tenants send this; the specification does not name it.
    #[serde(default)]
    pub targeting_entity: TargetingEntity,
    /// Its scripts.
    pub script_info: ScriptInfo,
    /// What it does to a simulated device.
    #[serde(skip_serializing)]
    pub simulation: Simulation,
}

impl RemoteAction {
    /// Whether it has a script for this device. The machine that runs the simulator runs only what really is a script
    /// there, whatever its platform: nothing is made up on it.
    pub fn runs_on(&self, device: &DeviceState) -> bool {
        match (device.kind, device.platform) {
            (Kind::Real, _) | (_, Platform::Linux) => self.simulation.script.is_some(),
            (Kind::Simulated, Platform::Windows) => self.script_info.has_script_windows,
            (Kind::Simulated, Platform::MacOs) => self.script_info.has_script_mac_os,
        }
    }
}

/// What an action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Purpose {
    /// It reads.
    DataCollection,
    /// It changes.
    Remediation,
}

impl Purpose {
    /// The word in `remote_action.executions.purpose`.
    pub fn nql_word(self) -> &'static str {
        match self {
            Self::DataCollection => "data_collection",
            Self::Remediation => "remediation",
        }
    }
}

/// Who may trigger an action.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the vendor's wire shape")]
pub struct Targeting {
    /// The API.
    pub api_enabled: bool,
    /// People, by hand.
    pub manual_enabled: bool,
    /// Workflows.
    pub workflow_enabled: bool,
    /// People, for many devices.
    pub manual_allow_multiple_devices: bool,
    /// The vendor's assistant. Seen live only.
    #[serde(default)]
    pub spark_enabled: bool,
}

/// What an action targets.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetingEntity {
    device_enabled: bool,
    vdi_session_enabled: bool,
    vdi_session_targeting: Option<bool>,
    #[serde(rename = "allowUserOverrideVDISessionTargeting")]
    allow_user_override_vdi_session_targeting: bool,
}

/// The scripts of an action.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ScriptInfo {
    /// Real tenants answer `null` here.
    pub execution_service_delegate: Option<String>,
    /// On whose behalf it runs.
    pub run_as: RunAs,
    /// After how many seconds it is ended.
    pub timeout_seconds: u32,
    /// Whether it runs on Windows.
    pub has_script_windows: bool,
    /// Whether it runs on macOS.
    pub has_script_mac_os: bool,
    /// What it takes.
    pub inputs: Vec<Input>,
    /// What it gives.
    pub outputs: Vec<Output>,
}

/// On whose behalf a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RunAs {
    /// The system.
    LocalSystem,
    /// The person at the device.
    InteractiveUser,
    /// A service.
    DelegateToService,
}

/// One input.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Input {
    id: String,
    /// The key in `params`.
    pub name: String,
    description: Option<String>,
    used_by_windows: bool,
    used_by_mac_os: bool,
    /// The values offered; the first is the default.
    pub options: Vec<String>,
    /// Whether other values are allowed.
    pub allow_custom_value: bool,
}

/// One output.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Output {
    id: String,
    name: String,
    #[serde(rename = "type")]
    ty: String,
    description: Option<String>,
    used_by_windows: bool,
    used_by_mac_os: bool,
}

/// What an action does here.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Simulation {
    /// What changes on a simulated device, and what the outputs say.
    pub effect: Effect,
    /// The campaign by which it asks the person at the device first, if it does: its NQL ID with the `#`.
    pub asks_user: Option<String>,
    /// The script that runs on the real device.
    pub script: Option<String>,
}

/// What an action does to a simulated device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Frees space on the system drive.
    FreeDisk,
    /// Restarts an application, which gives its memory back.
    RestartApplication,
    /// Renews the wireless connection, which improves the signal.
    ResetWifi,
    /// Tells what starts with the device.
    StartupImpact,
    /// Tells how the battery is.
    BatteryStatus,
    /// Tells what a clean-up would free.
    TemporaryFiles,
    /// Repairs a mail profile.
    RepairProfile,
    /// Reinstalls a program.
    Reinstall,
    /// Restarts the device.
    Restart,
}
