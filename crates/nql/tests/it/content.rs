//! The saved queries that the product ships.

use std::path::Path;

/// What each file's result must look like, by hand.
const EXPECTED: &[(&str, &[&str], &[&str])] = &[
    ("deskside_device_health.nql", &["device"], HEALTH),
    (
        "deskside_device_history.nql",
        &["device"],
        &[
            "start_time",
            "end_time",
            "bucket_duration",
            "disk_free",
            "memory_used",
            "cpu_load",
        ],
    ),
    ("deskside_devices_of_user.nql", &["upn"], HEALTH),
    (
        "deskside_remote_action_results.nql",
        &["source"],
        &[
            "remote_action.execution.request_id",
            "remote_action.execution.external_reference",
            "device.collector.uid",
            "remote_action.nql_id",
            "remote_action.execution.status",
            "remote_action.execution.status_details",
            "remote_action.execution.outputs",
            "remote_action.execution.request_time",
            "remote_action.execution.time",
        ],
    ),
    (
        "deskside_score_history.nql",
        &["device"],
        &["start_time", "end_time", "bucket_duration", "dex_score"],
    ),
    (
        "deskside_user_by_email.nql",
        &["email"],
        &[
            "user.ad.email_address",
            "user.upn",
            "user.name",
            "user.ad.full_name",
        ],
    ),
    (
        "deskside_user_by_name.nql",
        &["name"],
        &["user.name", "user.upn", "user.ad.full_name"],
    ),
    (
        "deskside_user_by_sid.nql",
        &["sid"],
        &["user.sid", "user.upn", "user.name", "user.ad.full_name"],
    ),
    (
        "deskside_workflow_results.nql",
        &["workflow"],
        &[
            "workflow.execution.request_id",
            "workflow.execution.execution_id",
            "device.collector.uid",
            "workflow.nql_id",
            "workflow.execution.status",
            "workflow.execution.status_details",
            "workflow.execution.outcome",
            "workflow.execution.outcome_details",
            "workflow.execution.request_time",
            "workflow.execution.time",
        ],
    ),
];

const HEALTH: &[&str] = &[
    "device.collector.uid",
    "device.name",
    "device.hardware.type",
    "device.hardware.manufacturer",
    "device.hardware.model",
    "device.operating_system.platform",
    "device.operating_system.name",
    "device.last_seen",
    "device.login.last_login_user_name",
    "device.boot.days_since_last_full_boot",
    "dex_score",
    "dex_endpoint",
    "dex_applications",
    "dex_collaboration",
    "disk_free",
    "disk_capacity",
    "memory_used",
    "memory_installed",
    "cpu_load",
    "boot_duration",
    "boot_duration_usual",
    "logon_duration",
    "app_crashes",
    "system_crashes",
    "wifi_signal",
];

#[test]
fn every_shipped_query_parses_and_gives_the_expected_columns() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/queries");
    let mut seen: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "nql") {
            continue;
        }
        let file = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let query = nql::parse(&text).unwrap_or_else(|error| panic!("{file}:{error}"));
        assert_eq!(
            nql::parse(&query.to_string()),
            Ok(query.clone()),
            "{file} changes when printed"
        );
        if let Some((_, parameters, columns)) = EXPECTED.iter().find(|(name, ..)| *name == file) {
            let names: Vec<&str> = query
                .parameters()
                .iter()
                .map(|parameter| parameter.name.as_str())
                .collect();
            assert_eq!(names, *parameters, "{file}");
            assert_eq!(query.columns(), *columns, "{file}");
        }
        seen.push(file);
    }
    for (file, ..) in EXPECTED {
        assert!(seen.iter().any(|name| name == file), "{file} is gone");
    }
}
