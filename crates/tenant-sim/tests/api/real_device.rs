//! Scripts that really run, on the machine that runs the tests.

#![cfg(unix)]

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::tenant::Tenant;

fn bytes_in(folder: &Path) -> u64 {
    let files = std::fs::read_dir(folder).unwrap();
    files.map(|file| file.unwrap().metadata().unwrap().len()).sum()
}

async fn start() -> (Tenant, tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let scratch = Some(folder.path().to_owned());
    let tenant = Tenant::start_with(|options| (options.scratch, options.scratch_mb) = (scratch, 20)).await;
    let own = folder.path().join("tenant-sim-scratch");
    (tenant, folder, own)
}

async fn run(tenant: &Tenant, action: &str, parameters: Value, status: &str) -> Value {
    let device = tenant.real_device();
    let request = tenant
        .act(action, &[&device], json!({ "params": parameters }))
        .await;
    tenant.wait(&request, status).await;
    tenant.executions(&request).await.remove(0)
}

fn outputs(row: &Value) -> Value {
    serde_json::from_str(row["outputs"].as_str().unwrap()).unwrap()
}

#[tokio::test]
async fn a_clean_up_frees_real_bytes_and_touches_nothing_else() {
    let (tenant, folder, own) = start().await;
    std::fs::write(folder.path().join("tmp"), "not the simulator's").unwrap();
    assert_eq!(
        ["tmp", "cache", "trash"].map(|area| bytes_in(&own.join(area))),
        [10_000_000, 6_000_000, 4_000_000]
    );
    let row = run(
        &tenant,
        "#disk_cleanup",
        json!({ "Level": "Standard" }),
        "success",
    )
    .await;
    assert_eq!(
        ["tmp", "cache", "trash"].map(|area| bytes_in(&own.join(area))),
        [0, 0, 4_000_000]
    );
    let freed: i64 = outputs(&row)["FreedSpace"].as_str().unwrap().parse().unwrap();
    assert!((15_900_000..16_500_000).contains(&freed), "{freed}");
    assert!(
        outputs(&row)["Details"]
            .as_str()
            .unwrap()
            .contains("tmp: deleted 3 files")
    );
    let row = run(&tenant, "#get_temporary_files", json!({}), "success").await;
    assert_eq!(
        outputs(&row)["TemporaryFiles"],
        "0",
        "a standard clean-up leaves nothing of it"
    );
    let row = run(&tenant, "#disk_cleanup", json!({ "Level": "Deep" }), "success").await;
    assert_eq!(outputs(&row)["FilesDeleted"], "1");
    assert!(folder.path().join("tmp").exists());
    assert_eq!(
        tenant.control("/scratch/fill", json!({})).await["bytes"],
        20_000_000
    );
    assert_eq!(bytes_in(&own.join("tmp")), 10_000_000);
    let row = run(&tenant, "#get_temporary_files", json!({}), "success").await;
    assert_eq!(outputs(&row)["TemporaryFiles"], "16000000");
    assert_eq!(bytes_in(&own.join("tmp")), 10_000_000, "it changes nothing");
    tenant.stop().await;
}

#[tokio::test]
async fn facts_are_those_of_this_machine() {
    let (tenant, _folder, _) = start().await;
    let row = run(&tenant, "#get_startup_impact", json!({}), "success").await;
    let uptime: f64 = outputs(&row)["UptimeSeconds"].as_str().unwrap().parse().unwrap();
    if let Ok(text) = std::fs::read_to_string("/proc/uptime") {
        let now: f64 = text.split(' ').next().unwrap().parse().unwrap();
        assert!((now - uptime).abs() < 60.0);
    }
    let programs: Vec<String> =
        serde_json::from_str(outputs(&row)["HighImpactPrograms"].as_str().unwrap()).unwrap();
    assert!(!programs.is_empty());
    let row = run(&tenant, "#get_battery_status", json!({}), "success").await;
    assert!(["true", "false"].contains(&outputs(&row)["BatteryPresent"].as_str().unwrap()));
    let row = run(&tenant, "#reset_wifi", json!({}), "failure").await;
    assert_eq!(row["status_details"], "not supported on this device");
    let health = tenant
        .rows(
            "#deskside_device_health",
            json!({ "device": tenant.real_device() }),
        )
        .await
        .remove(0);
    assert!(health["disk_free"].as_i64().unwrap() > 0 && health["memory_installed"].as_i64().unwrap() > 0);
    assert!(
        health["dex_score"].is_number() && health["boot_duration"].is_null(),
        "what was not measured is not made up"
    );
    let history = tenant
        .rows(
            "#deskside_device_history",
            json!({ "device": tenant.real_device() }),
        )
        .await;
    assert_eq!(history.len(), 1, "its history starts with the simulator");
    tenant.stop().await;
}

#[tokio::test]
async fn the_application_is_restarted_and_ends_with_the_simulator() {
    let (tenant, _folder, own) = start().await;
    let pid = || {
        std::fs::read_to_string(own.join("app/pid"))
            .unwrap()
            .trim()
            .to_owned()
    };
    // A zombie has no command line any more.
    let lives = |pid: &str| std::fs::read(format!("/proc/{pid}/cmdline")).is_ok_and(|line| !line.is_empty());
    run(
        &tenant,
        "#restart_stuck_app",
        json!({ "Application": "Notes" }),
        "success",
    )
    .await;
    let first = pid();
    let row = run(
        &tenant,
        "#restart_stuck_app",
        json!({ "Application": "$(touch x); Notes" }),
        "success",
    )
    .await;
    let second = pid();
    assert_ne!(first, second);
    assert_eq!(outputs(&row)["ProcessId"], second);
    assert_eq!(
        outputs(&row)["RestartedApplication"],
        "$(touch x); Notes",
        "inputs are never run"
    );
    assert!(!lives(&first) && lives(&second));
    tenant.stop().await;
    assert!(!lives(&second));
}
