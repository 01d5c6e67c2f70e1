//! What a remote action does to a simulated device.

use rand::Rng;
use rand::rngs::StdRng;
use serde_json::json;

use super::Parameters;
use crate::catalogue::{Effect, RemoteAction, RunAs};
use crate::fleet::{DeviceState, Trouble, Vitals};

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the script ended well.
    pub success: bool,
    /// What is said about it, `status_details`.
    pub details: Option<String>,
    /// Outputs by name.
    pub outputs: Parameters,
}

impl Outcome {
    /// It failed, without outputs.
    pub fn failure(details: &str) -> Self {
        Self {
            success: false,
            details: Some(details.to_owned()),
            outputs: Parameters::new(),
        }
    }

    /// It worked.
    pub fn success(outputs: Parameters) -> Self {
        Self {
            success: true,
            details: None,
            outputs,
        }
    }
}

// What the vendor's page "Remote Action execution errors" lists, in words of our own.
const TIMED_OUT: &str = "The script timed out and was terminated before completion.";
const POLICY: &str = "The script execution policy of the device is set to disabled.";
const SIGNATURE: &str = "The script signature is invalid or its certificate is not trusted.";
const USER_CONTEXT: &str = "The script could not run in the context of the user.";

/// The devices before this number work as they should, so that demonstrations and tests can rely on them.
const FIRST_FAULTY: usize = 20;

/// Whether no remote action fails on the device of this number by how it is set up.
pub const fn is_sound(device: usize) -> bool {
    device < FIRST_FAULTY || !matches!(device % 23, 3 | 11 | 19)
}

/// Changes the device and tells how it went.
pub fn simulate(
    action: &RemoteAction,
    parameters: &Parameters,
    device: usize,
    state: &mut DeviceState,
    rng: &mut StdRng,
) -> Outcome {
    if let Some(details) = fault(action, device, state) {
        return Outcome::failure(details);
    }
    let vitals = &mut state.vitals;
    let windows = action.script_info.has_script_windows;
    let outputs = match action.simulation.effect {
        Effect::FreeDisk => free_disk(vitals, parameters, rng),
        Effect::RestartApplication => {
            vitals.memory_used = vitals.memory_used * 94 / 100;
            let name = parameters.get("Application").cloned().unwrap_or_default();
            json!({ "RestartedApplication": name, "ProcessId": rng.random_range(2_000..32_000).to_string() })
        }
        Effect::ResetWifi => {
            let Some(signal) = vitals.wifi_signal.as_mut() else {
                return Outcome::failure("The device has no wireless adapter.");
            };
            *signal = signal.max(rng.random_range(-60.0..-52.0));
            let adapter = if windows { "Wi-Fi" } else { "en0" };
            json!({ "AdapterName": adapter, "SignalStrength": format!("{signal:.0}") })
        }
        Effect::StartupImpact => json!({
            "UptimeSeconds": rng.random_range(3_600..500_000).to_string(),
            "HighImpactCount": if vitals.boot_seconds > 90.0 { "4" } else { "1" },
            "HighImpactPrograms": if vitals.boot_seconds > 90.0 {
                r#"["Teams","Updater","Cloud drive","Chat"]"#
            } else {
                r#"["Teams"]"#
            },
        }),
        Effect::BatteryStatus => battery(state),
        Effect::TemporaryFiles => temporary_files(vitals),
        Effect::RepairProfile => json!({ "RepairedProfile": "Outlook" }),
        Effect::Reinstall => json!({}),
        Effect::Restart => {
            vitals.memory_used = vitals.memory_used * 7 / 10;
            json!({})
        }
    };
    Outcome::success(texts(&outputs))
}

fn fault(action: &RemoteAction, device: usize, state: &DeviceState) -> Option<&'static str> {
    let remediation = action.simulation.effect;
    // The third person's first device: its signal is weak, and resetting the adapter never ends.
    if remediation == Effect::ResetWifi && state.owner == 2 && state.trouble == Trouble::WeakWifi {
        return Some(TIMED_OUT);
    }
    if is_sound(device) {
        return None;
    }
    match device % 23 {
        3 => Some(POLICY),
        11 => Some(SIGNATURE),
        19 if action.script_info.run_as == RunAs::InteractiveUser => Some(USER_CONTEXT),
        _ => None,
    }
}

fn free_disk(vitals: &mut Vitals, parameters: &Parameters, rng: &mut StdRng) -> serde_json::Value {
    let deep = parameters.get("Level").is_some_and(|level| level == "Deep");
    let percent = if deep {
        rng.random_range(12..20)
    } else {
        rng.random_range(8..14)
    };
    let used = vitals.disk_capacity - vitals.disk_free;
    let freed = used * percent / 100;
    vitals.disk_free += freed;
    json!({
        "FreedSpace": freed.to_string(),
        "FilesDeleted": rng.random_range(800..9_000).to_string(),
        "FreeSpace": vitals.disk_free.to_string(),
    })
}

/// A tenth of what is used, as long as the disk is nearly full.
fn temporary_files(vitals: &Vitals) -> serde_json::Value {
    let used = vitals.disk_capacity - vitals.disk_free;
    let share = if vitals.disk_free < 20_000_000_000 {
        10
    } else {
        4_000
    };
    json!({ "TemporaryFiles": (used / share).to_string(), "FileCount": (used / share / 250_000).to_string() })
}

fn battery(state: &DeviceState) -> serde_json::Value {
    if state.form != "laptop" {
        return json!({ "BatteryPresent": "false" });
    }
    // From the name, so that a battery is the same each time it is asked.
    let sum: u32 = state.collector_uid.bytes().map(u32::from).sum();
    json!({
        "BatteryPresent": "true",
        "BatteryHealth": (48 + sum % 50).to_string(),
        "ChargeLevel": (30 + sum % 70).to_string(),
        "CycleCount": (40 + sum % 700).to_string(),
    })
}

fn texts(outputs: &serde_json::Value) -> Parameters {
    let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
    let outputs = outputs.as_object().into_iter().flatten();
    outputs
        .filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}
