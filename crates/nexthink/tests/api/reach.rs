//! Whether the tenant is there, what stands in the way when it is not, and whether it takes the credential.

use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use nexthink::{Client, ConnectCause, Credentials, Endpoints, Error, Host, NqlVersion, RetryPolicy};
use serde_json::json;
use tokio::{io::AsyncWriteExt as _, net::TcpListener};
use wiremock::ResponseTemplate;

use crate::support::{CERTIFICATE, TOKEN, Tenant, Tls, no_parameters, no_rows, query};

/// A client of hosts at these addresses that tries once.
fn client(api: &str, login: &str) -> Client {
    let endpoints = Endpoints::new(api, login).unwrap();
    Client::builder(endpoints, Credentials::new("portal", "hush".into()))
        .retry_policy(RetryPolicy::none())
        .build()
        .unwrap()
}

async fn cause(address: &str) -> ConnectCause {
    match client(address, "http://127.0.0.1:1").reach(Host::Api).await {
        Err(Error::Connect { cause, .. }) => cause,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn every_answer_shows_that_a_host_is_there_and_no_credential_is_sent() {
    let (api, login) = (Tenant::without_token().await, Tenant::without_token().await);
    let date = "Sat, 07 Mar 2026 15:56:00 GMT";
    let answer = ResponseTemplate::new(403).insert_header("date", date);
    api.mount("GET", "/", answer).await;
    let heard = Arc::new(Mutex::new(Vec::new()));
    let told = Arc::clone(&heard);
    let endpoints = Endpoints::new(&api.server.uri(), &login.server.uri()).unwrap();
    let client = Client::builder(endpoints, Credentials::new("portal", "hush".into()))
        .date_listener(Arc::new(move |date| told.lock().unwrap().push(date)))
        .build()
        .unwrap();
    assert_eq!(client.reach(Host::Api).await.unwrap(), 403);
    assert_eq!(client.reach(Host::Login).await.unwrap(), 404);
    let noon: Timestamp = "2026-03-07T15:56:00Z".parse().unwrap();
    assert_eq!(heard.lock().unwrap()[0], noon);
    let asked = [api.requests("/").await, login.requests("/").await].concat();
    assert_eq!(asked.len(), 2, "one for each host");
    assert!(
        asked
            .iter()
            .all(|request| !request.headers.contains_key("authorization"))
    );
}

#[tokio::test]
async fn what_stands_in_the_way_is_told_apart() {
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        listener.local_addr().unwrap()
    };
    let refused = cause(&format!("http://{closed}")).await;
    assert_eq!(refused, ConnectCause::Refused);
    // RFC 6761: nobody has such a name.
    assert_eq!(cause("https://tenant.invalid").await, ConnectCause::Name);
    let answering = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = answering.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = answering.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    assert_eq!(cause(&format!("https://{address}")).await, ConnectCause::Tls);
}

#[tokio::test]
async fn a_certificate_is_trusted_where_its_authority_is_and_for_its_own_name_only() {
    let host = Tls::start().await;
    let address = |name: &str| format!("https://{name}:{}", host.port);
    assert_eq!(cause(&address("127.0.0.1")).await, ConnectCause::Certificate);
    let trusting = |name: &str| {
        let endpoints = Endpoints::new(&address(name), "http://127.0.0.1:1").unwrap();
        Client::builder(endpoints, Credentials::new("portal", "hush".into()))
            .root_certificate_pem(CERTIFICATE)
            .build()
            .unwrap()
    };
    assert_eq!(trusting("127.0.0.1").reach(Host::Api).await.unwrap(), 404);
    let other = trusting("localhost").reach(Host::Api).await.unwrap_err();
    assert!(
        matches!(
            other,
            Error::Connect {
                cause: ConnectCause::Certificate,
                ..
            }
        ),
        "{other:?}"
    );
}

#[tokio::test]
async fn a_credential_is_tried_without_any_other_call() {
    let tenant = Tenant::start().await;
    tenant.client().authenticate().await.unwrap();
    let all = tenant.server.received_requests().await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(tenant.count(TOKEN).await, 1);
    let other = Tenant::without_token().await;
    let answer = ResponseTemplate::new(401).set_body_json(json!({ "error": "invalid_client" }));
    other.mount("POST", TOKEN, answer).await;
    let refused = other.client().authenticate().await.unwrap_err();
    assert!(matches!(refused, Error::CredentialsRefused { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_query_can_be_asked_by_the_version_that_names_its_columns() {
    let tenant = Tenant::start().await;
    tenant.mount("POST", "/api/v2/nql/execute", no_rows()).await;
    let named = json!({ "headers": ["device.name"], "data": [] });
    let named = ResponseTemplate::new(200).set_body_json(named);
    tenant.mount("POST", "/api/v1/nql/execute", named).await;
    let (client, none) = (tenant.client(), no_parameters());
    assert_eq!(
        client.execute_query(&query(), &none).await.unwrap().columns(),
        None
    );
    let told = client
        .execute_query_by(NqlVersion::V1, &query(), &none)
        .await
        .unwrap();
    assert_eq!(told.columns().unwrap(), ["device.name"]);
}
