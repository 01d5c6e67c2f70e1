//! Which error each failure is, and what it says about repeating.

use std::time::Duration;

use nexthink::{Call, Client, Error, RetryPolicy, Timeouts};
use tokio::net::TcpListener;
use wiremock::ResponseTemplate;

use crate::support::{ACT, EXECUTE, Raw, Reply, Tenant, disk_cleanup, no_parameters, query};

/// The name of the variant.
fn kind(error: &Error) -> String {
    let shown = format!("{error:?}");
    shown.split([' ', '(']).next().unwrap().to_owned()
}

async fn fails(client: &Client) -> Error {
    client
        .execute_query(&query(), &no_parameters())
        .await
        .unwrap_err()
}

async fn fails_to_trigger(client: &Client) -> Error {
    client.execute_remote_action(&disk_cleanup()).await.unwrap_err()
}

#[tokio::test]
async fn each_status_has_its_error() {
    for (status, expected, transient, unsure) in [
        (301, "UnexpectedStatus", false, true),
        (400, "Rejected", false, false),
        (401, "Unauthorized", false, false),
        (403, "Forbidden", false, false),
        (404, "NotFound", false, false),
        (406, "NotAcceptable", false, false),
        (409, "Rejected", false, false),
        (429, "RateLimited", true, false),
        (500, "Server", true, true),
        (502, "Server", true, true),
        (503, "Unavailable", true, false),
        (504, "Server", true, true),
    ] {
        let tenant = Tenant::start().await;
        tenant.mount("POST", EXECUTE, ResponseTemplate::new(status)).await;
        tenant.mount("POST", ACT, ResponseTemplate::new(status)).await;
        let client = tenant
            .builder()
            .retry_policy(RetryPolicy::none())
            .build()
            .unwrap();

        let read = fails(&client).await;
        assert_eq!((kind(&read).as_str(), read.status()), (expected, Some(status)));
        assert_eq!(
            (read.call(), read.is_transient()),
            (Call::NqlExecute, transient),
            "{read}"
        );
        assert!(!read.may_have_been_applied(), "a query changes nothing: {read}");
        assert_eq!(read.problem().unwrap().text, None);

        let trigger = fails_to_trigger(&client).await;
        assert_eq!(
            (kind(&trigger).as_str(), trigger.status()),
            (expected, Some(status))
        );
        assert_eq!(
            (trigger.is_transient(), trigger.may_have_been_applied()),
            (transient, unsure),
            "{trigger}"
        );
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let tenant = Tenant::start().await;
    let away =
        ResponseTemplate::new(307).insert_header("location", format!("{}/elsewhere", tenant.server.uri()));
    tenant.mount("POST", ACT, away).await;
    assert_eq!(
        kind(&fails_to_trigger(&tenant.client()).await),
        "UnexpectedStatus"
    );
    assert_eq!(tenant.count("/elsewhere").await, 0);
}

#[tokio::test]
async fn the_words_of_each_api_are_kept() {
    for (body, code, text) in [
        (
            r#"{"message": "no permission", "code": 100, "source": "nql"}"#,
            Some("100"),
            Some("no permission"),
        ),
        (
            r#"{"code": "FORBIDDEN", "message": "no permission"}"#,
            Some("FORBIDDEN"),
            Some("no permission"),
        ),
        (
            r#"{"code": "FORBIDDEN", "details": "no permission"}"#,
            Some("FORBIDDEN"),
            Some("no permission"),
        ),
        (
            "<html>no permission</html>",
            None,
            Some("<html>no permission</html>"),
        ),
        (r#"{"code": "FORB"#, None, Some(r#"{"code": "FORB"#)),
        ("", None, None),
    ] {
        let tenant = Tenant::start().await;
        tenant
            .mount("POST", EXECUTE, ResponseTemplate::new(403).set_body_string(body))
            .await;
        let error = fails(&tenant.client()).await;
        let problem = error.problem().unwrap();
        assert_eq!(
            (
                kind(&error).as_str(),
                problem.status,
                problem.code.as_deref(),
                problem.text.as_deref()
            ),
            ("Forbidden", 403, code, text)
        );
    }
}

#[tokio::test]
async fn an_endless_error_page_is_cut() {
    let tenant = Tenant::start().await;
    tenant
        .mount(
            "POST",
            EXECUTE,
            ResponseTemplate::new(400).set_body_string("x".repeat(1 << 20)),
        )
        .await;
    let text = fails(&tenant.client()).await.to_string();
    assert!(text.len() < 700, "{} bytes", text.len());
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_keeps_its_status() {
    let tenant = Tenant::start().await;
    let raw = Raw::start(Reply::Write(
        "HTTP/1.1 403 Forbidden\r\ncontent-length: 999\r\n\r\nno perm",
    ))
    .await;
    let error = fails_to_trigger(&tenant.builder_for(&raw.url).build().unwrap()).await;
    assert_eq!(
        (kind(&error).as_str(), error.problem().unwrap().text.as_deref()),
        ("Forbidden", Some("no perm"))
    );
    assert!(!error.may_have_been_applied());
}

#[tokio::test]
async fn nobody_there_is_known_not_to_have_been_applied() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", gone.local_addr().unwrap());
    drop(gone);
    let tenant = Tenant::start().await;
    let error = fails_to_trigger(&tenant.builder_for(&url).build().unwrap()).await;
    assert_eq!((kind(&error).as_str(), error.status()), ("Connect", None));
    assert!(error.is_transient() && !error.may_have_been_applied(), "{error}");
}

#[tokio::test]
async fn no_answer_in_time_may_have_been_applied() {
    let tenant = Tenant::start().await;
    let raw = Raw::start(Reply::Silence).await;
    let (brief, never) = (Duration::from_millis(100), Duration::from_hours(1));
    for timeouts in [
        Timeouts {
            total: brief,
            read: never,
            ..Timeouts::default()
        },
        Timeouts {
            total: never,
            read: brief,
            ..Timeouts::default()
        },
    ] {
        let client = tenant.builder_for(&raw.url).timeouts(timeouts).build().unwrap();
        let error = tokio::time::timeout(Duration::from_mins(1), fails_to_trigger(&client))
            .await
            .unwrap();
        assert_eq!(kind(&error), "Timeout");
        assert!(error.is_transient() && error.may_have_been_applied(), "{error}");
    }
}

#[tokio::test]
async fn a_connection_that_breaks_may_have_been_applied() {
    for reply in [
        Reply::Drop,
        Reply::Write("HTTP/1.1 200 OK\r\n"),
        Reply::Write("HTTP/1.1 200 OK\r\ncontent-length: 999\r\n\r\n{\"requestId\": \"7d8c"),
        Reply::Write("nonsense\r\n\r\n"),
    ] {
        let tenant = Tenant::start().await;
        let raw = Raw::start(reply).await;
        let error = fails_to_trigger(&tenant.builder_for(&raw.url).build().unwrap()).await;
        assert_eq!(kind(&error), "Interrupted");
        assert!(error.is_transient() && error.may_have_been_applied(), "{error}");
    }
}

#[tokio::test]
async fn a_success_that_cannot_be_read_may_have_been_applied() {
    for (body, expected, transient) in [
        (r#"{"requestId": "7d8c"#, "Malformed", true),
        ("<html>", "Malformed", true),
        ("", "Malformed", true),
        ("{}", "UnexpectedShape", false),
        (r#"{"requestId": ""}"#, "UnexpectedShape", false),
        ("[]", "UnexpectedShape", false),
    ] {
        let tenant = Tenant::start().await;
        tenant
            .mount("POST", ACT, ResponseTemplate::new(200).set_body_string(body))
            .await;
        let error = fails_to_trigger(&tenant.client()).await;
        assert_eq!(
            (kind(&error).as_str(), error.status()),
            (expected, Some(200)),
            "{body}"
        );
        assert!(
            error.is_transient() == transient && error.may_have_been_applied(),
            "{error}"
        );
        assert_eq!(tenant.count(ACT).await, 1, "{body}");
    }
}

#[tokio::test]
async fn retry_after_is_read_in_each_form() {
    for (value, expected) in [
        ("120", Some(120)),
        ("Sat, 07 Mar 2026 15:58:00 GMT", Some(120)),
        ("2026-03-07T15:58:00Z", Some(120)),
        ("Sat, 07 Mar 2026 15:00:00 GMT", Some(0)),
        ("later", None),
    ] {
        for status in [429, 503] {
            let tenant = Tenant::start().await;
            tenant
                .mount(
                    "POST",
                    ACT,
                    ResponseTemplate::new(status).insert_header("retry-after", value),
                )
                .await;
            let error = fails_to_trigger(&tenant.client()).await;
            assert_eq!(error.retry_after(), expected.map(Duration::from_secs), "{value}");
        }
    }
}
