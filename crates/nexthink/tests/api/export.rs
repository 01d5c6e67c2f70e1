//! Exports: start, wait, fetch.

use std::{sync::Arc, time::Duration};

use nexthink::{
    Call, Client, Compression, Error, ExportFile, ExportId, ExportState, InvalidRequest, Parameters, Polling,
    SignedUrl,
};
use serde_json::{Value, json};
use tokio::sync::Notify;
use wiremock::{Request, Respond, ResponseTemplate};

use crate::support::{InTurn, Raw, Reply, Tenant, no_parameters, query};

const START: &str = "/api/v1/nql/export";
const STATUS: &str = "/api/v1/nql/status/export-1";
const FILE: &str = "/files/export-1.csv";

const QUICK: Polling = Polling {
    first_pause: Duration::from_millis(1),
    longest_pause: Duration::from_millis(2),
    deadline: Duration::from_mins(1),
};

fn export() -> ExportId {
    ExportId::new("export-1").unwrap()
}

fn status(http: u16, status: &str) -> ResponseTemplate {
    ResponseTemplate::new(http)
        .set_body_json(json!({"status": status, "resultsFileUrl": null, "errorDescription": null}))
}

fn completed(http: u16, url: &str) -> ResponseTemplate {
    ResponseTemplate::new(http)
        .set_body_json(json!({"status": "COMPLETED", "resultsFileUrl": url, "errorDescription": null}))
}

/// Refuses what comes with a token, as object stores do.
struct ObjectStore(ResponseTemplate);

impl Respond for ObjectStore {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        if request.headers.contains_key("authorization") {
            ResponseTemplate::new(400)
        } else {
            self.0.clone()
        }
    }
}

async fn signed(client: &Client) -> SignedUrl {
    match client.export_status(&export()).await.unwrap().state {
        ExportState::Completed(url) => url,
        other => panic!("{other:?}"),
    }
}

async fn read_all(mut file: ExportFile) -> Vec<u8> {
    let mut all = Vec::new();
    while let Some(chunk) = file.chunk().await.unwrap() {
        all.extend_from_slice(&chunk);
    }
    all
}

#[tokio::test]
async fn an_export_is_started_awaited_and_fetched_without_the_token() {
    let tenant = Tenant::start().await;
    let url = format!("{}{FILE}?signature=secret", tenant.server.uri());
    tenant
        .mount(
            "POST",
            START,
            ResponseTemplate::new(200).set_body_json(json!({"exportId": "export-1"})),
        )
        .await;
    let course = [
        status(200, "SUBMITTED"),
        status(200, "IN_PROGRESS"),
        completed(200, &url),
    ];
    tenant.mount("GET", STATUS, InTurn::new(course)).await;
    tenant
        .mount(
            "GET",
            FILE,
            ObjectStore(ResponseTemplate::new(200).set_body_string("device.name\nA\n")),
        )
        .await;
    let client = tenant.client();

    let id = client
        .start_export(&query(), &no_parameters(), Compression::None)
        .await
        .unwrap();
    assert_eq!(id, export());
    let finished = client.wait_for_export(&id, QUICK).await.unwrap();
    assert!(!finished.truncated);
    assert_eq!(tenant.count(STATUS).await, 3);
    let file = client.open_export(&finished.file).await.unwrap();
    assert_eq!(file.length(), Some(14));
    assert_eq!(read_all(file).await, b"device.name\nA\n");

    let fetched = &tenant.requests(FILE).await[0];
    assert!(!fetched.headers.contains_key("authorization"));
    assert_eq!(fetched.url.query(), Some("signature=secret"));
}

#[tokio::test]
async fn the_documented_request_is_sent() {
    for (compression, name) in [
        (Compression::None, "NONE"),
        (Compression::Gzip, "GZIP"),
        (Compression::Zstd, "ZSTD"),
    ] {
        let tenant = Tenant::start().await;
        tenant
            .mount(
                "POST",
                START,
                ResponseTemplate::new(200).set_body_json(json!({"exportId": "e"})),
            )
            .await;
        let parameters = Parameters::from([("country".to_owned(), "CH".to_owned())]);
        tenant
            .client()
            .start_export(&query(), &parameters, compression)
            .await
            .unwrap();
        assert_eq!(
            serde_json::from_slice::<Value>(&tenant.requests(START).await[0].body).unwrap(),
            json!({"queryId": "#devices_of_user", "parameters": {"country": "CH"}, "compression": name})
        );
    }
}

#[tokio::test]
async fn missing_rows_are_flagged() {
    let tenant = Tenant::start().await;
    tenant
        .mount("GET", STATUS, completed(206, "http://files.example.com/a"))
        .await;
    assert!(
        tenant
            .client()
            .wait_for_export(&export(), QUICK)
            .await
            .unwrap()
            .truncated
    );
}

#[tokio::test]
async fn a_failed_export_says_why() {
    let tenant = Tenant::start().await;
    let failed =
        ResponseTemplate::new(200).set_body_json(json!({"status": "ERROR", "errorDescription": "too big"}));
    tenant.mount("GET", STATUS, failed).await;
    assert_eq!(
        tenant
            .client()
            .wait_for_export(&export(), QUICK)
            .await
            .unwrap_err(),
        Error::ExportFailed {
            description: "too big".to_owned()
        }
    );
}

#[tokio::test]
async fn waiting_ends() {
    let tenant = Tenant::start().await;
    tenant.mount("GET", STATUS, status(200, "IN_PROGRESS")).await;
    let deadline = Duration::from_millis(50);
    assert_eq!(
        tenant
            .client()
            .wait_for_export(&export(), Polling { deadline, ..QUICK })
            .await
            .unwrap_err(),
        Error::ExportTooSlow { deadline }
    );
}

#[tokio::test]
async fn a_spent_allowance_says_until_when() {
    let tenant = Tenant::start().await;
    let spent = ResponseTemplate::new(429).insert_header("retry-after", "Sun, 08 Mar 2026 00:00:00 GMT");
    tenant.mount("GET", STATUS, spent).await;
    let error = tenant
        .client()
        .wait_for_export(&export(), QUICK)
        .await
        .unwrap_err();
    assert_eq!(error.retry_after(), Some(Duration::from_secs(8 * 3600 + 4 * 60)));
    assert_eq!(tenant.count(STATUS).await, 1);
}

#[tokio::test]
async fn an_unknown_export_is_not_found() {
    let tenant = Tenant::start().await;
    let error = tenant.client().export_status(&export()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotFound {
                call: Call::NqlExportStatus,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_packed_file_is_handed_on_as_it_comes() {
    let packed: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let tenant = Tenant::start().await;
    tenant
        .mount(
            "GET",
            STATUS,
            completed(200, &format!("{}{FILE}", tenant.server.uri())),
        )
        .await;
    let file = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_bytes(packed);
    tenant.mount("GET", FILE, file).await;
    let client = tenant.client();
    let file = client.open_export(&signed(&client).await).await.unwrap();
    assert_eq!(read_all(file).await, packed);
}

#[tokio::test]
async fn a_url_that_has_ended_is_refused_without_showing_it() {
    let tenant = Tenant::start().await;
    tenant
        .mount(
            "GET",
            STATUS,
            completed(200, &format!("{}{FILE}?signature=secret", tenant.server.uri())),
        )
        .await;
    let ended =
        ResponseTemplate::new(403).set_body_string("<Error><StringToSign>secret</StringToSign></Error>");
    tenant.mount("GET", FILE, ended).await;
    let client = tenant.client();
    let error = client.open_export(&signed(&client).await).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Rejected {
                call: Call::NqlExportFile,
                ..
            }
        ),
        "{error:?}"
    );
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_store_that_is_not_there_is_told_without_the_url() {
    let tenant = Tenant::start().await;
    tenant
        .mount(
            "GET",
            STATUS,
            completed(200, "http://127.0.0.1:1/a?signature=secret"),
        )
        .await;
    let client = tenant.client();
    let error = client.open_export(&signed(&client).await).await.unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
}

#[tokio::test]
async fn a_file_elsewhere_than_on_the_web_is_not_fetched() {
    let tenant = Tenant::start().await;
    tenant
        .mount("GET", STATUS, completed(200, "file:///etc/hostname"))
        .await;
    let client = tenant.client();
    assert_eq!(
        client.open_export(&signed(&client).await).await.unwrap_err(),
        Error::InvalidRequest {
            call: Call::NqlExportFile,
            reason: InvalidRequest::FileUrl
        }
    );
}

#[tokio::test]
async fn the_beginning_is_there_before_the_end_is_sent() {
    let told = Arc::new(Notify::new());
    let raw = Raw::start(Reply::WriteTwice(
        "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab",
        Arc::clone(&told),
        "cd",
    ))
    .await;
    let tenant = Tenant::start().await;
    tenant
        .mount("GET", STATUS, completed(200, &format!("{}/a", raw.url)))
        .await;
    let client = tenant.client();
    let mut file = client.open_export(&signed(&client).await).await.unwrap();
    assert_eq!(file.chunk().await.unwrap().unwrap(), "ab");
    told.notify_one();
    assert_eq!(file.chunk().await.unwrap().unwrap(), "cd");
    assert_eq!(file.chunk().await.unwrap(), None);
}

#[tokio::test]
async fn a_file_that_breaks_off_is_an_error_and_not_an_end() {
    let raw = Raw::start(Reply::Write("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nab")).await;
    let tenant = Tenant::start().await;
    tenant
        .mount("GET", STATUS, completed(200, &format!("{}/a", raw.url)))
        .await;
    let client = tenant.client();
    let mut file = client.open_export(&signed(&client).await).await.unwrap();
    assert_eq!(file.chunk().await.unwrap().unwrap(), "ab");
    let error = file.chunk().await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::Interrupted {
                call: Call::NqlExportFile,
                ..
            }
        ),
        "{error:?}"
    );
}
