//! What Deskside is worth, and why somebody is shown something, for whoever looks after it and for nobody else.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::{Execution, Launch, NewExecution, Report, Signal, TenantStatus};
use jiff::SignedDuration;
use service::{Draft, Store as _};

use super::visitor::{BY_PROXY, Visitor, by_proxy, header};
use crate::testing::{Desk, text};

/// A run of this remedy by this person that is done by now.
async fn done(desk: &Desk, number: u32, person: &str, remedy: &str) {
    let id = format!("{number:08x}-0000-4000-8000-000000000000");
    let now = desk.now();
    let order = NewExecution {
        id: id.parse().unwrap(),
        employee: format!("{person}@example.com").parse().unwrap(),
        device: format!("30adce7c-0000-4000-8000-{number:012}").parse().unwrap(),
        device_name: "LAPTOP".into(),
        remedy: remedy.parse().unwrap(),
        launch: Launch::RemoteAction("disk_cleanup".parse().unwrap()),
        parameters: BTreeMap::new(),
        proof: None,
        before: None,
        created_at: now,
        expires_at: now + SignedDuration::from_hours(1),
        diagnosis: None,
        planned_for: None,
        agreed: None,
        asks: None,
    };
    let queued = Execution::new(order);
    let draft = Draft {
        execution: queued.clone(),
        key: id.parse().unwrap(),
        person: None,
    };
    desk.store.place(&draft, now).await.unwrap();
    let report = Report {
        request: format!("request-{number}").parse().unwrap(),
        status: TenantStatus::Success,
        details: String::new(),
        output: String::new(),
        changed_at: now,
        run: None,
        meaning: None,
    };
    let done = queued
        .clone()
        .advance(Signal::Reported(report), now)
        .into_execution();
    desk.store.update(&queued, &done, now).await.unwrap();
}

#[tokio::test]
async fn what_admins_see_nobody_else_does() {
    let desk = Desk::open_with_shipped_content(BY_PROXY).await;
    for path in [
        "/admin/value",
        "/admin/value.csv",
        "/admin/explain",
        "/admin/limits",
    ] {
        let page = by_proxy(&desk, "it").get(path).await;
        assert_eq!(page.status(), StatusCode::OK, "{path}");
        let page = by_proxy(&desk, "staff").get(path).await;
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{path}");
        let page = Visitor::of(&desk).get(path).await;
        assert_ne!(page.status(), StatusCode::OK, "{path}");
        let framed = by_proxy(&desk, "it").get(&format!("/embed{path}")).await;
        assert_eq!(framed.status(), StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_value_is_shown_for_a_period_and_names_nobody() {
    let desk = Desk::open_with_shipped_content(BY_PROXY).await;
    for number in 1..=5 {
        done(&desk, number, &format!("person-{number}"), "free-up-space").await;
    }
    done(&desk, 6, "robin", "repair-teams").await;
    desk.wait(25 * 3_600);
    let page = text(by_proxy(&desk, "it").get("/admin/value").await).await;
    assert!(
        page.contains("Free up space") && page.contains("fewer than 5 people: not shown"),
        "{page}"
    );
    assert!(page.contains("href=\"/admin/value?days=7\""), "{page}");
    assert!(
        page.contains("id=\"not-kept\""),
        "executions are kept for a day here: {page}"
    );
    for hidden in ["person-1", "robin", "LAPTOP"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    desk.wait(8 * 24 * 3_600);
    let week = text(by_proxy(&desk, "it").get("/admin/value?days=7").await).await;
    assert!(week.contains("Nothing was begun"), "{week}");
    let odd = text(by_proxy(&desk, "it").get("/admin/value?days=x").await).await;
    assert!(odd.contains("Free up space"), "the usual period: {odd}");
}

#[tokio::test]
async fn the_same_rows_are_exported() {
    let desk = Desk::open_with_shipped_content(BY_PROXY).await;
    for number in 1..=5 {
        done(&desk, number, &format!("person-{number}"), "free-up-space").await;
    }
    done(&desk, 6, "robin", "no-more").await;
    desk.wait(25 * 3_600);
    let csv = by_proxy(&desk, "it").get("/admin/value.csv?days=90").await;
    assert_eq!(header(&csv, "content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        header(&csv, "content-disposition"),
        "attachment; filename=\"deskside-value-90-days.csv\""
    );
    let csv = text(csv).await;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let columns = reader.headers().unwrap().clone();
    let rows: Vec<BTreeMap<String, String>> = reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let cells = columns.iter().zip(row.iter());
            cells
                .map(|(name, cell)| (name.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect();
    let cells = |row: usize, names: [&str; 6]| names.map(|name| rows[row][name].clone());
    let names = ["kind", "id", "title", "people", "deflected", "cancelled"];
    assert_eq!(
        cells(0, names),
        ["remedy", "free-up-space", "Free up space", "5", "5", "0"]
    );
    assert_eq!(
        cells(1, names),
        ["remedy", "no-more", "", "", "", ""],
        "of one person"
    );
    assert_eq!(rows[0]["minutes_saved"], "", "content claims nothing");
    assert_eq!(rows[0]["to"], "2026-03-08T13:00:00Z");
}

#[tokio::test]
async fn what_cannot_be_explained_is_said_in_words() {
    let desk = Desk::open_with_shipped_content(BY_PROXY).await;
    let empty = text(by_proxy(&desk, "it").get("/admin/explain").await).await;
    assert!(empty.contains("value=\"remedy:free-up-space\"") && empty.contains("value=\"topic:battery\""));
    assert!(!empty.contains("id=\"not-explained\""), "{empty}");
    for (query, said) in [
        (
            "person=robin%40example.com&item=remedy:no-such",
            "Content has no such",
        ),
        (
            "person=*&item=remedy:free-up-space",
            "This cannot be a user principal name",
        ),
        (
            "person=robin%40example.com&item=remedy:free-up-space",
            "Nexthink does not answer",
        ),
    ] {
        let page = by_proxy(&desk, "it").post("/admin/explain", query).await;
        assert_eq!(page.status(), StatusCode::OK);
        let page = text(page).await;
        assert!(page.contains(said), "{query}: {page}");
    }
    let typed = "person=%22%3E%3Cscript%3E&item=x";
    let page = text(by_proxy(&desk, "it").post("/admin/explain", typed).await).await;
    assert!(!page.contains("\"><script>"), "{page}");
    let by_link = format!("/admin/explain?{typed}");
    let page = text(by_proxy(&desk, "it").get(&by_link).await).await;
    assert!(
        !page.contains("id=\"not-explained\""),
        "a link asks nothing: {page}"
    );
    let foreign = by_proxy(&desk, "it").with("sec-fetch-site", "cross-site");
    let refused = { foreign }
        .post(
            "/admin/explain",
            "person=robin%40example.com&item=remedy:free-up-space",
        )
        .await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
