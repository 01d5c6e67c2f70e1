//! Saved queries.

use crate::company::Company;

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
