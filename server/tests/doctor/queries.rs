//! Saved queries.

use crate::company::{Company, Sections};

const PLACE: &str = "Administration → Content management → NQL API queries";

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_missing() {
    let company = Company::open().await;
    for query in ["deskside_user_by_email", "deskside_device_health"] {
        let text = company.save(query, |_| None).await;
        let (report, id) = (company.report().await, format!("#{query}"));
        let remedy = format!("New NQL API query: the query ID `{id}`");
        report.holds(
            "queries",
            &id,
            "fault",
            &format!("no saved query `{id}`"),
            &remedy,
        );
        report.holds(
            "queries",
            &id,
            "fault",
            "",
            &format!("content/queries/{query}.nql"),
        );
        report.holds("queries", &id, "fault", "", PLACE);
        report.holds("queries", "permission", "ok", "", "");
        assert_eq!(report.troubles().len(), 1, "{:#?}", report.troubles());
        company.restore(query, &text).await;
    }
    company.save("deskside_fleet", |_| None).await;
    let report = company.report().await;
    report.holds("queries", "#deskside_fleet", "warning", "no saved query", PLACE);
    assert!(
        report.succeeded,
        "only a command at a terminal needs it: {report:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_is_another_than_content_has() {
    let company = Company::open().await;
    for (query, old, new, found) in [
        // What the code reads.
        (
            "deskside_user_by_sid",
            "upn, name,",
            "name,",
            "It does not give user.upn.",
        ),
        // What health.yaml reads, now and as a trend.
        (
            "deskside_devices_of_user",
            "memory_installed, cpu_load,",
            "cpu_load,",
            "It does not give memory_installed.",
        ),
        (
            "deskside_device_history",
            ", cpu_load = normalized_cpu_usage.avg()",
            "",
            "It does not give cpu_load.",
        ),
        (
            "deskside_score_history",
            "dex_score = ",
            "another = ",
            "It does not give dex_score.",
        ),
        // What keeps people apart.
        (
            "deskside_user_by_name",
            "| where name == $name\n",
            "",
            "it does not compare `$name`",
        ),
        (
            "deskside_devices_of_user",
            "| list",
            "| lists",
            "The tenant does not run it",
        ),
    ] {
        let changed = |text: &str| {
            assert!(text.contains(old), "{query} has no {old}");
            Some(text.replacen(old, new, 1))
        };
        let text = company.save(query, changed).await;
        let report = company.report().await;
        let remedy = format!(
            "replace its text by that of {}/content/queries/{query}.nql",
            company.folder.path().display()
        );
        report.holds("queries", &format!("#{query}"), "fault", found, &remedy);
        assert_eq!(report.troubles().len(), 1, "{:#?}", report.troubles());
        company.restore(query, &text).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_everybodys_devices_are_learned_by() {
    let mut company = Company::open().await;
    let queries = [
        ("deskside_devices_windows", "logon_duration = ", "logon_duration"),
        ("deskside_devices_macos", "wifi_signal = ", "wifi_signal"),
        ("deskside_people_windows", "last_used = ", "last_used"),
        ("deskside_people_macos", "last_used = ", "last_used"),
    ];
    for (query, old, column) in queries {
        let (id, meaning) = (format!("#{query}"), "waits for Nexthink");
        let text = company.save(query, |_| None).await;
        let report = company.report().await;
        let missing = format!("no saved query `{id}`");
        report.holds("queries", &id, "warning", &missing, PLACE);
        report.holds("queries", &id, "warning", meaning, &format!("{query}.nql"));
        assert!(report.succeeded, "people are served all the same: {report:?}");
        company.restore(query, &text).await;

        let renamed = text
            .replace(old, "another = ")
            .replace(&format!(", {column}"), "");
        assert_ne!(renamed, text);
        company.save(query, |_| Some(renamed)).await;
        let report = company.report().await;
        let gives_not = format!("It does not give {column}.");
        report.holds("queries", &id, "warning", &gives_not, "replace its text");
        report.holds("queries", &id, "warning", meaning, PLACE);
        company.save(query, |_| None).await;
    }
    let off = |config: &mut Sections| config.others.push_str("\n[discovery]\nevery_minutes = 0");
    let report = company.report_with(off).await;
    for (query, ..) in queries {
        let why = "discovery.every_minutes is 0";
        report.holds("queries", &format!("#{query}"), "skipped", why, "");
    }
}
