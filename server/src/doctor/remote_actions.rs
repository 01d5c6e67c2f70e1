//! The remote actions that content's remedies run.

use content::Content;
use domain::{Launch, NqlId, Platform, Remedy};
use nexthink::RemoteAction;

use super::{
    asking::Asking,
    finding::Finding,
    inputs::{Input, Misfit, file, listed, misfits},
    launched::{self, Kind},
};

/// Where remote actions are.
const PLACE: &str = "In Nexthink: Remote actions → Manage remote actions";
const KIND: Kind = Kind {
    one: "remote action",
    api: "Remote Actions API",
    place: PLACE,
    is: |launch| matches!(launch, Launch::RemoteAction(_)),
};

/// Asks about each of them.
pub async fn examine(asking: &mut Asking, content: &Content) -> Vec<Finding> {
    let ask = async |id: &NqlId| Some(asking.remote_action(&id.as_str().parse().ok()?).await);
    launched::examine(&KIND, content, ask, faults).await
}

/// What is wrong with it, for the remedies that run it.
fn faults(id: &NqlId, action: &RemoteAction, remedies: &[&Remedy]) -> Vec<Misfit> {
    let mut faults = Vec::new();
    if !action.targeting.api_enabled {
        faults.push((
            "The API may not trigger it.".to_owned(),
            format!("{PLACE} → `{id}` → Edit → General: tick “API”, and save."),
        ));
    }
    let script = &action.script_info;
    let inputs: Vec<Input<'_>> = script
        .inputs
        .iter()
        .map(|input| Input {
            name: &input.name,
            options: &input.options,
            custom: input.allow_custom_value,
        })
        .collect();
    for remedy in remedies {
        let file = file(remedy);
        for (platform, name, key, has) in [
            (Platform::Windows, "Windows", "windows", script.has_script_windows),
            (Platform::MacOs, "macOS", "macos", script.has_script_mac_os),
        ] {
            if remedy.platforms.contains(&platform) && !has {
                faults.push((
                    format!("It has no script for {name}, where {file} offers it."),
                    format!(
                        "Take `{key}` out of `platforms` in {file}, or add a script to `{id}` in Nexthink."
                    ),
                ));
            }
        }
        faults.extend(misfits(remedy, &inputs));
        let given = |name: &str| script.outputs.iter().any(|output| output.name == name);
        let missing = remedy.outputs.iter().filter(|output| !given(&output.name));
        let missing: Vec<&str> = missing.map(|output| output.name.as_str()).collect();
        if !missing.is_empty() {
            let gives = listed(script.outputs.iter().map(|output| output.name.as_str()));
            faults.push((
                format!("It has no output {}, which {file} reads; it gives {gives}.", listed(missing)),
                format!("Name the outputs in {file}, and in topics that judge by them, as they are named in Nexthink."),
            ));
        }
    }
    faults
}
