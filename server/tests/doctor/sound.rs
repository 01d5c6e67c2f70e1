//! An installation in which nothing is wrong.

use serde_json::json;
use store::Database;
use tenant_sim::{Credential, Limits};

use crate::company::{Company, HOOK};

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_sound_and_nothing_is_touched() {
    let company = Company::open().await;
    let report = company.report().await;
    assert_eq!(report.troubles(), [""; 0]);
    assert!(report.succeeded, "{report:?}");
    assert_eq!(
        report.verdicts("queries").len(),
        15,
        "the permission and fourteen queries"
    );
    assert!(report.verdicts("remote-actions").len() > 5, "{report:?}");
    assert_eq!(report.verdicts("workflows").len(), 3);

    let stats = company.stats().await;
    assert_eq!(stats["triggers"], json!([]), "nothing is started");
    let made = |endpoint: &str| {
        let statuses = stats["calls"][endpoint].as_object().unwrap();
        statuses
            .values()
            .map(|count| count.as_u64().unwrap())
            .sum::<u64>()
    };
    let counted = json!({
        "hosts": made("other"), "tokens": made("token"), "queries": made("nql/execute"),
        "remote_actions": made("act/details"), "workflows": made("workflows/details"),
    });
    assert_eq!(report.summary["calls"], counted);
    assert_eq!(
        stats["calls"].as_object().unwrap().len(),
        5,
        "and nothing else is asked: {stats}"
    );
    let database = company.folder.path().join("deskside.db");
    assert!(!database.exists() && !database.with_extension("db.lock").exists());
}

#[tokio::test(flavor = "multi_thread")]
async fn it_may_be_asked_beside_a_server() {
    let company = Company::open().await;
    let file = company.folder.path().join("deskside.db");
    let (store, _owned) = Database::take_over(&file).await.unwrap();
    let report = company.report().await;
    assert_eq!(report.troubles(), [""; 0]);
    report.holds("database", "file", "ok", "can be read and written", "");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_read_the_same_in_columns_and_no_secret_is_said() {
    let mut company = Company::open().await;
    company.config.others = String::new();
    let output = company.run(&[], &[]).await;
    assert!(output.status.success(), "a warning is no fault: {output:?}");
    let said = String::from_utf8(output.stdout).unwrap();
    for words in [
        "Configuration and content\n  ok       file",
        "\n\nSaved queries (NQL API)\n  ok       permission                       The credential",
        "  warning  sources  No source may send webhooks",
        "\n           → To have open pages change at once, add [hooks.<name>]",
        "1 warning, 0 faults, 0 skipped.",
        "Nothing was started or changed.",
    ] {
        assert!(said.contains(words), "no {words:?} in {said}");
    }
    assert!(!said.contains('\u{1b}'), "colours are for terminals: {said}");
    company.config.tenant = company
        .config
        .tenant
        .replace("tenant-sim-secret", "another-secret");
    company.config.others = format!("[hooks.acme]\ncredential = {{ kind = 'bearer', token = '{HOOK}' }}");
    let output = company.run(&[], &[]).await;
    assert_eq!(output.status.code(), Some(1));
    let (said, complaint) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(complaint.contains("there is a fault"), "{complaint}");
    for secret in [Credential::DEFAULT_SECRET, "another-secret", HOOK] {
        assert!(
            !said.contains(secret) && !complaint.contains(secret),
            "{said}{complaint}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tenant_is_asked_no_faster_than_it_may_be() {
    let limits = Limits {
        queries_per_second: Some(4.0),
        ..Limits::default()
    };
    let mut company = Company::open_with(limits).await;
    company.config.budget = "nql.per_second = 4".to_owned();
    let report = company.report().await;
    assert_eq!(report.troubles(), [""; 0]);
    assert_eq!(
        company.stats().await["calls"]["nql/execute"],
        json!({ "200": 15 })
    );
}
