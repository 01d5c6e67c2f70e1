//! A tenant's data, exported as files, sent over a socket or fetched, and shown.

use std::{collections::BTreeMap, fs, net::SocketAddr, sync::Arc};

use axum::http::StatusCode;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use nexthink::{Compression, Parameters, Polling};
use serde_json::{Map, Value};
use service::{Clock as _, Seen, SystemClock};
use tempfile::TempDir;
use tenant_sim::{Options, Running};

use super::{SECRET, sections};
use crate::{
    depot,
    http::tests::visitor::Visitor,
    tenant,
    testing::{CLIENT_SECRET, Desk, text},
};

const CONTENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../content");

async fn company() -> Running {
    let mut options = Options::new(CONTENT);
    (options.fleet, options.time_scale, options.scratch_mb) = (60, 50.0, 0);
    options.credentials = vec![tenant_sim::Credential::new("client", CLIENT_SECRET)];
    let any: SocketAddr = "127.0.0.1:0".parse().unwrap();
    tenant_sim::start(options, any, any).await.unwrap()
}

/// What the tenant exports of a saved query, as it comes.
async fn exported(company: &Running, query: &str, packed: Compression) -> Vec<u8> {
    let config = crate::testing::tenant_at(&format!("http://{}", company.api_addr));
    let client = tenant::client(
        &config,
        Arc::new(|| SystemClock::default().now()),
        Arc::new(|_| {}),
    )
    .unwrap();
    let export = client
        .start_export(&query.parse().unwrap(), &Parameters::new(), packed)
        .await
        .unwrap();
    let finished = client.wait_for_export(&export, Polling::default()).await.unwrap();
    let mut file = client.open_export(&finished.file).await.unwrap();
    let mut bytes = Vec::new();
    while let Some(chunk) = file.chunk().await.unwrap() {
        bytes.extend_from_slice(&chunk);
    }
    bytes
}

/// The rows of a table, each by its columns.
fn objects(csv: &[u8]) -> Vec<Map<String, Value>> {
    let mut reader = csv::Reader::from_reader(csv);
    let head = reader.headers().unwrap().clone();
    let object = |row: csv::StringRecord| {
        let cells = head.iter().zip(row.iter());
        cells
            .map(|(column, cell)| (column.to_owned(), cell.into()))
            .collect()
    };
    reader.records().map(|row| object(row.unwrap())).collect()
}

async fn queries(company: &Running) -> Value {
    let url = format!("http://{}/stats", company.control_addr);
    let stats: Value = reqwest::get(url).await.unwrap().json().await.unwrap();
    stats["nql"]["by_query"].clone()
}

/// A server in a company that is too large to ask about each person, with these feeds.
async fn desk(company: &Running, feeds: &str) -> Desk {
    let config = format!(
        "{feeds}[discovery]\nlive_up_to = 0\n[content]\ndir = {CONTENT:?}\n\
         [identity.proxy]\nnetworks = [\"10.0.0.10/32\"]\nuser_header = \"x-user\"\n"
    );
    Desk::open_with_tenant(&format!("http://{}", company.api_addr), &config).await
}

/// Somebody's home page shows the device that these rows say is theirs.
async fn shows(desk: &Desk, people: &[Map<String, Value>]) {
    let somebody = people.iter().find(|row| row["user.upn"] != "").unwrap();
    let (upn, device) = (&somebody["user.upn"], &somebody["device.collector.uid"]);
    let mut visitor = Visitor::of(desk).with("x-user", upn.as_str().unwrap());
    visitor.address = [10, 0, 0, 10];
    let home = visitor.get("/").await;
    assert_eq!(home.status(), StatusCode::OK);
    let home = text(home).await;
    let link = format!("/devices/{}", device.as_str().unwrap());
    assert!(home.contains(&link), "{link} is not in {home}");
}

#[tokio::test]
async fn what_is_exported_and_sent_is_on_somebodys_home_page_without_a_query() {
    let company = company().await;
    let devices = exported(&company, "#deskside_devices_windows", Compression::Gzip).await;
    let people = objects(&exported(&company, "#deskside_people_windows", Compression::None).await);
    let before = queries(&company).await;
    let desk = desk(&company, &sections()).await;
    let (_listening, address) = desk.listen().await;
    let client = reqwest::Client::builder().build().unwrap();
    let to = |path: &str| client.post(format!("http://{address}/exports/{path}"));
    let sent = to("devices")
        .bearer_auth(SECRET)
        .body(devices)
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), StatusCode::NO_CONTENT);
    let pair = STANDARD.encode(format!("nexthink:{SECRET}"));
    let token = to("people/token").header("authorization", format!("Basic {pair}"));
    let token = token
        .form(&[("grant_type", "client_credentials")])
        .send()
        .await
        .unwrap();
    let token: Value = token.json().await.unwrap();
    let token = token["access_token"].as_str().unwrap();
    let sent = to("people")
        .bearer_auth(token)
        .json(&people)
        .send()
        .await
        .unwrap();
    assert_eq!(sent.status(), StatusCode::NO_CONTENT);
    shows(&desk, &people).await;
    assert_eq!(queries(&company).await, before, "nothing was asked");
    company.shutdown().await;
}

#[tokio::test]
async fn what_is_exported_into_folders_and_fetched_is_shown_as_well() {
    let company = company().await;
    let devices = exported(&company, "#deskside_devices_windows", Compression::Gzip).await;
    let people = exported(&company, "#deskside_people_windows", Compression::None).await;
    let before = queries(&company).await;
    let folder = TempDir::new().unwrap();
    let mut feeds = String::new();
    for (set, file, bytes) in [
        ("devices", "all.csv.gz", &devices),
        ("people", "all.csv", &people),
    ] {
        let place = folder.path().join(set);
        fs::create_dir(&place).unwrap();
        fs::write(place.join(file), bytes).unwrap();
        feeds += &format!(
            "[exports.{set}]\nset = '{set}'\nfrom = 'file://{}'\n",
            place.display()
        );
    }
    let desk = desk(&company, &feeds).await;
    let exports: BTreeMap<_, _> = Figment::from(Toml::string(&feeds))
        .extract_inner("exports")
        .unwrap();
    for (name, (feed, depot)) in &depot::open_all(&exports).unwrap() {
        let mut seen = Seen::default();
        for _ in 0..2 {
            desk.service
                .collect_once((name, *feed), depot, &mut seen)
                .await
                .unwrap();
        }
    }
    shows(&desk, &objects(&people)).await;
    assert_eq!(queries(&company).await, before, "nothing was asked");
    company.shutdown().await;
}
