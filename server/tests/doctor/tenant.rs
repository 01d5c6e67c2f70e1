//! The way to the tenant, and the credential.

use serde_json::json;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpListener,
};

use crate::{company::Company, report::Report};

/// Everything that is asked after the tenant has let Deskside in.
const BEHIND: [&str; 3] = ["queries", "remote-actions", "workflows"];

fn nothing_is_asked_behind(report: &Report) {
    for area in BEHIND {
        assert_eq!(report.verdicts(area), ["skipped"], "{area}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_secret() {
    let mut company = Company::open().await;
    let report = company
        .report_with(|config| config.tenant = config.tenant.replace("tenant-sim-secret", "another"))
        .await;
    report.holds(
        "tenant",
        "credential",
        "fault",
        "with the secret in tenant.client_secret: status 401",
        "Administration → Account management → API credentials",
    );
    report.holds("tenant", "API host", "ok", "", "");
    nothing_is_asked_behind(&report);

    let file = company.folder.path().join("secret");
    let kept = format!("client_secret_file = '{}'", file.display());
    let in_file = |config: &mut crate::company::Sections| {
        config.tenant = config
            .tenant
            .replace("client_secret = 'tenant-sim-secret'", &kept);
    };
    let report = company.report_with(in_file).await;
    report.holds(
        "tenant",
        "settings",
        "fault",
        "tenant.client_secret_file: cannot read",
        "path and rights",
    );
    std::fs::write(&file, "another\n").unwrap();
    let report = company.report_with(in_file).await;
    let place = format!("tenant.client_secret_file ({})", file.display());
    report.holds("tenant", "credential", "fault", &place, &place);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_cannot_be_reached() {
    let mut company = Company::open().await;
    let api = format!("http://{}", company.tenant.api_addr);
    let report = company
        .report_with(|config| config.tenant = config.tenant.replace(&api, "http://127.0.0.1:1"))
        .await;
    report.holds(
        "tenant",
        "API host",
        "fault",
        "the connection is refused",
        "HTTPS_PROXY",
    );
    report.holds("tenant", "credential", "skipped", "", "");
    nothing_is_asked_behind(&report);

    // RFC 6761: nobody has such a name.
    let report = company
        .report_with(|config| config.tenant = config.tenant.replace(&api, "https://tenant.invalid"))
        .await;
    let remedy = "Check tenant.instance and tenant.region";
    report.holds(
        "tenant",
        "API host",
        "fault",
        "its name cannot be resolved",
        remedy,
    );

    let report = company
        .report_with(|config| config.tenant += "\nlogin_url = 'http://127.0.0.1:1'")
        .await;
    report.holds("tenant", "API host", "ok", "answers, on this machine", "");
    report.holds(
        "tenant",
        "log-in host",
        "fault",
        "the connection is refused",
        "Let this machine reach the host",
    );
    nothing_is_asked_behind(&report);
    assert_eq!(
        company.stats().await["calls"]["token"],
        json!(null),
        "no credential is sent"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_does_not_lead_there() {
    let mut company = Company::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = [0; 1_024];
            let _ = stream.read(&mut asked).await;
            let _ = stream
                .write_all(b"HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n")
                .await;
        }
    });
    company.config.tenant =
        "instance = 'acme'\nregion = 'eu'\nclient_id = 'a'\nclient_secret = 'b'".to_owned();
    let output = company.run(&["--json"], &[("HTTPS_PROXY", &proxy)]).await;
    let report = Report::read(&output);
    for check in ["API host", "log-in host"] {
        report.holds(
            "tenant",
            check,
            "fault",
            "the proxy does not lead there",
            "have the proxy let the host through",
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_wrong() {
    let company = Company::open().await;
    for (ahead_seconds, words) in [
        (3_600, "s behind the tenant's"),
        (-3_600, "s ahead of the tenant's"),
    ] {
        company
            .control("/clock/date", json!({ "ahead_seconds": ahead_seconds }))
            .await;
        let report = company.report().await;
        report.holds("tenant", "clock", "fault", words, "NTP");
        report.holds("tenant", "credential", "ok", "", "");
    }
    company
        .control("/clock/date", json!({ "ahead_seconds": 30 }))
        .await;
    assert_eq!(company.report().await.troubles(), [""; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn each_permission_that_is_missing() {
    let company = Company::open().await;
    let path = "/credentials/tenant-sim/permissions";
    for (key, area, api) in [
        ("nql", "queries", "NQL API"),
        ("remote_actions", "remote-actions", "Remote Actions API"),
        ("workflows", "workflows", "Workflows API"),
    ] {
        company.control(path, json!({ key: false })).await;
        let report = company.report().await;
        let found = format!("The credential may not use the {api} (status 403");
        report.holds(
            area,
            "permission",
            "fault",
            &found,
            &format!("tick “{api}”, and save"),
        );
        assert_eq!(report.summary["faults"], 1, "{:#?}", report.troubles());
        for behind in BEHIND {
            let all_ok = report.verdicts(behind).iter().all(|verdict| *verdict == "ok");
            assert_eq!(all_ok, behind != area, "{behind}");
        }
        assert_eq!(
            report.verdicts(area)[1..]
                .iter()
                .filter(|verdict| **verdict != "skipped")
                .count(),
            0
        );
        company.control(path, json!({ key: true })).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_that_is_busy_or_down() {
    let company = Company::open().await;
    let fault =
        json!({ "endpoint": "nql/execute", "kind": "status", "status": 429, "retry_after": "0", "count": 2 });
    company.control("/faults", fault).await;
    let report = company.report().await;
    assert_eq!(report.troubles(), [""; 0]);
    assert_eq!(report.summary["calls"]["queries"], 17, "two of them once more");
    let fault = json!({ "endpoint": "workflows/details", "kind": "status", "status": 500 });
    company.control("/faults", fault).await;
    let report = company.report().await;
    report.holds(
        "workflows",
        "permission",
        "fault",
        "internal error",
        "Try again in a few minutes",
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_version_of_the_api_that_does_not_answer() {
    let company = Company::open().await;
    // The first question is the one by the configured version.
    let fault = json!({ "endpoint": "nql/execute", "kind": "status", "status": 404, "count": 1 });
    company.control("/faults", fault).await;
    let report = company.report().await;
    report.holds(
        "queries",
        "version",
        "fault",
        "by version 1 of the API",
        "tenant.nql_version",
    );
    assert_eq!(report.troubles().len(), 1, "{:#?}", report.troubles());
}
