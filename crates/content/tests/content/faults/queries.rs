//! Saved queries.

use super::HEALTH;
use crate::common::Shipped;

const DEVICES: &str = "queries/deskside_devices_of_user.nql";
const DEVICE_HEALTH: &str = "queries/deskside_device_health.nql";
const HISTORY: &str = "queries/deskside_device_history.nql";
const RESULTS: &str = "queries/deskside_workflow_results.nql";

#[test]
fn a_query_that_does_not_parse() {
    let broken = Shipped::new().replace(RESULTS, "| sort time desc", "| sotr time desc");
    let faults = broken.faults();
    assert_eq!(faults.len(), 1);
    assert_eq!(
        (faults[0].file.as_str(), faults[0].place),
        (RESULTS, Some(broken.place(RESULTS, "| ^sotr")))
    );
    // The rest is in the parser's own words.
    assert!(
        faults[0].what.starts_with("this is not NQL: "),
        "{}",
        faults[0].what
    );
    assert!(
        faults[0].what.contains("`sotr`") && faults[0].remedy.contains("`sort`"),
        "{}",
        faults[0]
    );
}

#[test]
fn a_query_that_is_missing() {
    Shipped::new().remove(HISTORY).expect(
        HISTORY,
        "",
        "the saved query `#deskside_device_history` is missing",
        "write it with the parameters $device and the columns start_time",
    );
}

#[test]
fn a_query_whose_name_cannot_be_an_id() {
    let text = "devices during past 7d\n| list name\n";
    let file = "queries/All devices.nql";
    Shipped::new().write(file, text).expect(
        file,
        "",
        "`#All devices` cannot be the id of a saved query",
        "name the file with 2 to 255 of a-z, 0-9 and _, as the query is called in Nexthink",
    );
    assert_eq!(Shipped::new().write("queries/all_devices.nql", text).faults(), []);
}

#[test]
fn columns_that_the_code_reads() {
    Shipped::new().replace(RESULTS, "list request_id, execution_id, device.collector.uid, workflow.nql_id, status,", "list execution_id,").expect(
        RESULTS,
        "| ^list",
        "Deskside needs the columns `workflow.execution.request_id`, `workflow.execution.status` of this query",
        "add them to the last `list` or `summarize`, here and in Nexthink",
    );
}

#[test]
fn columns_that_a_metric_reads() {
    Shipped::new()
        .replace(HEALTH, "value: disk_free,", "value: disk_freee,")
        .expect_twice(
            HEALTH,
            "value: ^disk_freee",
            &[
                "queries/deskside_devices_of_user.nql has no column `disk_freee`",
                "queries/deskside_device_health.nql has no column `disk_freee`",
                "queries/deskside_devices_windows.nql has no column `disk_freee`",
                "queries/deskside_devices_macos.nql has no column `disk_freee`",
                "queries/deskside_fleet.nql has no column `disk_freee`",
            ],
            "did you mean `disk_free`? Otherwise add `disk_freee` to the query, here and in Nexthink",
        );
    Shipped::new()
        .replace(DEVICE_HEALTH, "system_crashes, wifi_signal", "system_crashes")
        .expect(
            HEALTH,
            "value: ^wifi_signal",
            "queries/deskside_device_health.nql has no column `wifi_signal`",
            "add `wifi_signal` to the query, here and in Nexthink",
        );
}

#[test]
fn a_query_that_content_may_be_without_has_to_fit_where_it_is() {
    let fleet = "queries/deskside_fleet.nql";
    assert_eq!(Shipped::new().remove(fleet).faults(), []);
    Shipped::new()
        .replace(fleet, "system_crashes, wifi_signal", "system_crashes")
        .expect(
            HEALTH,
            "value: ^wifi_signal",
            "queries/deskside_fleet.nql has no column `wifi_signal`",
            "add `wifi_signal` to the query, here and in Nexthink",
        );
}

#[test]
fn trends_may_come_from_any_history_query() {
    Shipped::new().replace(HEALTH, "trend: memory_used", "trend: battery_level").expect(
        HEALTH,
        "battery_level",
        "none of `queries/deskside_device_history.nql`, `queries/deskside_score_history.nql` has a column \
         `battery_level`",
        "add `battery_level` to the query, here and in Nexthink",
    );
}

#[test]
fn parameters_that_the_code_does_not_give() {
    Shipped::new()
        .replace(
            DEVICES,
            "| where user.upn == $upn",
            "| where user.upn == $upn\n| where user.sid == $sid",
        )
        .expect(
            DEVICES,
            "$sid",
            "Deskside gives no parameter `$sid` to this query",
            "write one of `upn`",
        );
}

#[test]
fn parameters_that_the_query_does_not_take() {
    Shipped::new()
        .replace(DEVICES, "| where user.upn == $upn\n", "")
        .expect(
            DEVICES,
            "devices during",
            "the parameter `$upn` is not used, so every caller would get the same rows",
            "compare with it: `| where … == $upn`",
        );
}

#[test]
fn an_answer_that_would_seem_to_show_everything() {
    Shipped::new()
        .replace(RESULTS, "| limit 1000", "| limit 500")
        .expect(
            RESULTS,
            "limit 500",
            "with 500 rows, what runs could be taken for what was never sent",
            "write `limit 1000`, here and in Nexthink",
        );
    assert_eq!(Shipped::new().replace(RESULTS, "| limit 1000", "").faults(), []);
    for order in ["| sort time asc", ""] {
        Shipped::new().replace(RESULTS, "| sort time desc", order).expect(
            RESULTS,
            "workflow.executions during",
            "the latest changes do not come first, so nobody could tell what an answer leaves out",
            "add `| sort time desc`, here and in Nexthink",
        );
    }
}
