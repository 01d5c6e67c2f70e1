//! Remote actions and workflows.

use crate::company::Company;

const ACTIONS: &str = "In Nexthink: Remote actions → Manage remote actions";
const WORKFLOWS: &str = "In Nexthink: Workflows → Manage workflows";

/// What content names, and what is said about it.
type Case<'a> = (&'a str, &'a str, &'a str, &'a str, &'a str, &'a str);

async fn each_is_said(area: &str, cases: &[Case<'_>]) {
    let company = Company::open().await;
    for (file, old, new, check, found, remedy) in cases {
        let report = company.report_of_content(file, old, new).await;
        report.holds(area, check, "fault", found, remedy);
        assert_eq!(report.troubles().len(), 1, "{:#?}", report.troubles());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remote_action_that_does_not_fit() {
    let (restart, space, battery) = (
        "remedies/restart-device.yaml",
        "remedies/free-up-space.yaml",
        "remedies/check-battery.yaml",
    );
    each_is_said(
        "remote-actions",
        &[
            (
                restart,
                "#restart_device",
                "#nowhere",
                "#nowhere",
                "no remote action `#nowhere`, which `remedies/restart-device.yaml`",
                ACTIONS,
            ),
            (
                restart,
                "#restart_device",
                "#reinstall_vpn_client",
                "#reinstall_vpn_client",
                "The API may not trigger it",
                "tick “API”",
            ),
            (
                restart,
                "#restart_device",
                "#repair_outlook_profile",
                "#repair_outlook_profile",
                "It has no script for macOS, where remedies/restart-device.yaml offers it",
                "Take `macos` out of `platforms`",
            ),
            (
                space,
                "name: Level",
                "name: Depth",
                "#disk_cleanup",
                "does not take `Depth`, which remedies/free-up-space.yaml gives; it takes `Level`",
                "Name the parameter",
            ),
            (
                battery,
                "name: CycleCount",
                "name: Cycles",
                "#get_battery_status",
                "no output `Cycles`, which remedies/check-battery.yaml reads",
                "Name the outputs",
            ),
        ],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn values_that_a_remote_action_does_not_take() {
    let space = "remedies/free-up-space.yaml";
    each_is_said(
        "remote-actions",
        &[(
            space,
            "Deep",
            "Thorough",
            "#disk_cleanup",
            "takes only `Standard`, `Deep`, and remedies/free-up-space.yaml offers `Thorough`",
            "Write the values",
        )],
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workflow_that_does_not_fit() {
    let teams = "remedies/repair-teams.yaml";
    each_is_said(
        "workflows",
        &[
            (teams, "#teams_cache_cleanup", "#nowhere", "#nowhere", "no workflow `#nowhere`", WORKFLOWS),
            (teams, "#teams_cache_cleanup", "#license_reclamation", "#license_reclamation", "not active", "activate it"),
            (teams, "#teams_cache_cleanup", "#onboard_new_device", "#onboard_new_device", "The API may not start it", "tick “API”"),
            (
                teams,
                "helps: [dex_collaboration]",
                "helps: [dex_collaboration]\nparameters:\n  - name: site\n    label: { en: Site, de: Ort, fr: Site }\n    options: [North]",
                "#teams_cache_cleanup",
                "does not take `site`, which remedies/repair-teams.yaml gives; it takes nothing",
                "Name the parameter",
            ),
        ],
    )
    .await;
}
