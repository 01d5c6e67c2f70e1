//! A bucket: a small server that answers as S3 does, to whoever signs as S3 wants it (AWS Signature Version 4).

use std::{
    collections::BTreeMap,
    convert::Infallible,
    fmt::Write as _,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use futures::{StreamExt as _, stream};
use jiff::SignedDuration;
use service::{Begun, Directory as _, DirectorySet};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::{csv, depot, depots, names, read_latest};
use crate::{testing::Desk, workers};

const KEY_ID: &str = "AKIDEXAMPLE";
const KEY: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

/// What is in the bucket: name, when it was written, and what stands in it.
type Objects = BTreeMap<&'static str, (&'static str, String)>;

#[derive(Default)]
struct Bucket {
    objects: Mutex<Objects>,
    /// Every call: its status, and what it asked for.
    calls: Mutex<Vec<(u16, String)>>,
    /// Of each file, the first half comes, and the rest never.
    stalls: bool,
}

async fn open(objects: Objects) -> (Arc<Bucket>, String, DropGuard) {
    open_bucket(Bucket {
        objects: Mutex::new(objects),
        ..Bucket::default()
    })
    .await
}

async fn open_bucket(bucket: Bucket) -> (Arc<Bucket>, String, DropGuard) {
    let bucket = Arc::new(bucket);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let routes = Router::new().fallback(answer).with_state(bucket.clone());
    let stop = CancellationToken::new();
    let stopped = stop.clone().cancelled_owned();
    tokio::spawn(async move {
        axum::serve(listener, routes)
            .with_graceful_shutdown(stopped)
            .await
    });
    (bucket, format!("http://{address}"), stop.drop_guard())
}

async fn answer(State(bucket): State<Arc<Bucket>>, request: Request) -> Response {
    let (path, query) = (
        request.uri().path().to_owned(),
        request.uri().query().unwrap_or_default().to_owned(),
    );
    let response = match is_signed(request.method().as_str(), &path, &query, request.headers()) {
        false => (
            StatusCode::FORBIDDEN,
            "<Error><Code>SignatureDoesNotMatch</Code></Error>",
        )
            .into_response(),
        true => answer_signed(&bucket, &path, &query),
    };
    let status = response.status().as_u16();
    bucket
        .calls
        .lock()
        .unwrap()
        .push((status, format!("{path}?{query}")));
    response
}

fn answer_signed(bucket: &Bucket, path: &str, query: &str) -> Response {
    let objects = bucket.objects.lock().unwrap();
    let asked: BTreeMap<String, String> = serde_urlencoded::from_str(query).unwrap();
    match path.trim_end_matches('/') {
        "/acme" if asked.get("list-type").is_some_and(|kind| kind == "2") => list(&objects, &asked),
        path => match path
            .strip_prefix("/acme/")
            .and_then(|name| objects.get_key_value(&*plain(name)))
        {
            None => (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>").into_response(),
            Some((name, (_, text))) => Response::builder()
                .header(header::ETAG, etag(name, text))
                .header(header::LAST_MODIFIED, "Sat, 07 Mar 2026 11:50:00 GMT")
                .header(header::CONTENT_LENGTH, text.len())
                .body(match bucket.stalls {
                    false => Body::from(text.clone()),
                    true => {
                        let half = Ok::<_, Infallible>(text[..text.len() / 2].to_owned());
                        Body::from_stream(stream::iter([half]).chain(stream::pending()))
                    }
                })
                .unwrap(),
        },
    }
}

/// A name without the escapes of an address.
fn plain(name: &str) -> String {
    let mut read: Vec<(String, String)> = serde_urlencoded::from_str(&format!("name={name}")).unwrap();
    read.remove(0).1
}

/// One object a page, so that whoever lists has to turn them.
fn list(objects: &Objects, asked: &BTreeMap<String, String>) -> Response {
    let prefix = asked.get("prefix").map_or("", String::as_str);
    let after = asked.get("continuation-token").map_or("", String::as_str);
    let mut left = objects
        .iter()
        .filter(|(name, _)| name.starts_with(prefix) && **name > after);
    let mut xml = String::from("<?xml version=\"1.0\"?><ListBucketResult><Name>acme</Name>");
    if let Some((name, (written, text))) = left.next() {
        let (size, etag) = (text.len(), etag(name, text).replace('"', "&quot;"));
        write!(
            xml,
            "<Contents><Key>{name}</Key><LastModified>{written}</LastModified><ETag>{etag}</ETag><Size>{size}</Size></Contents>"
        )
        .unwrap();
        if left.next().is_some() {
            write!(
                xml,
                "<IsTruncated>true</IsTruncated><NextContinuationToken>{name}</NextContinuationToken>"
            )
            .unwrap();
        }
    }
    xml.push_str("</ListBucketResult>");
    ([(header::CONTENT_TYPE, "application/xml")], xml).into_response()
}

fn etag(name: &str, text: &str) -> String {
    format!("\"{}\"", &hex(&Sha256::digest(format!("{name} {text}")))[..32])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let padded = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new()
        .chain_update(padded(0x36))
        .chain_update(text)
        .finalize();
    Sha256::new()
        .chain_update(padded(0x5c))
        .chain_update(inner)
        .finalize()
        .into()
}

/// Whether a call is signed with the key, after AWS Signature Version 4.
fn is_signed(method: &str, path: &str, query: &str, headers: &HeaderMap) -> bool {
    let text = |name: &str| {
        headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    };
    let Some(said) = text("authorization").strip_prefix("AWS4-HMAC-SHA256 ") else {
        return false;
    };
    let parts: BTreeMap<&str, &str> = said.split(", ").filter_map(|part| part.split_once('=')).collect();
    let (Some(credential), Some(signed), Some(signature)) = (
        parts.get("Credential"),
        parts.get("SignedHeaders"),
        parts.get("Signature"),
    ) else {
        return false;
    };
    let [KEY_ID, day, "eu-west-1", "s3", "aws4_request"] = credential.split('/').collect::<Vec<_>>()[..]
    else {
        return false;
    };
    let names: Vec<&str> = signed.split(';').collect();
    if !["host", "x-amz-content-sha256", "x-amz-date"]
        .iter()
        .all(|name| names.contains(name))
    {
        return false;
    }
    // A blank is signed as it is written in paths.
    let query = query.replace('+', "%20");
    let mut pairs: Vec<&str> = query.split('&').filter(|pair| !pair.is_empty()).collect();
    pairs.sort_unstable();
    let said: String = names
        .iter()
        .map(|name| format!("{name}:{}\n", text(name)))
        .collect();
    let canonical = format!(
        "{method}\n{path}\n{}\n{said}\n{signed}\n{}",
        pairs.join("&"),
        text("x-amz-content-sha256")
    );
    let scope = format!("{day}/eu-west-1/s3/aws4_request");
    let digest = hex(&Sha256::digest(canonical));
    let to_sign = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{digest}", text("x-amz-date"));
    let mut key = hmac(format!("AWS4{KEY}").as_bytes(), day);
    for part in ["eu-west-1", "s3", "aws4_request"] {
        key = hmac(&key, part);
    }
    hex(&hmac(&key, &to_sign)) == *signature
}

fn config(endpoint: &str, key: &str) -> String {
    format!(
        "from = 's3://acme/nexthink/devices'\n\
         access = {{ kind = 's3', region = 'eu-west-1', endpoint = '{endpoint}', access_key_id = '{KEY_ID}', \
         secret_access_key = '{key}' }}"
    )
}

fn objects() -> Objects {
    BTreeMap::from([
        ("nexthink/devices/1.csv", ("2026-03-07T10:50:00.000Z", csv(1))),
        (
            "nexthink/devices/2 + more.csv",
            ("2026-03-07T11:50:00.000Z", csv(2)),
        ),
        ("nexthink/devices/old.csv", ("2026-03-07T09:50:00.000Z", csv(3))),
        ("nexthink/people/9.csv", ("2026-03-07T11:59:00.000Z", csv(9))),
    ])
}

#[tokio::test]
async fn the_folder_of_a_bucket_is_listed_page_by_page_and_its_latest_file_is_read() {
    let (bucket, endpoint, _open) = open(objects()).await;
    let depots = depots(&config(&endpoint, KEY));
    let depot = depot(&depots);
    let listed = names(depot).await;
    assert_eq!(
        listed,
        [
            "nexthink/devices/2 + more.csv",
            "nexthink/devices/1.csv",
            "nexthink/devices/old.csv"
        ]
    );
    let calls = bucket.calls.lock().unwrap().clone();
    assert_eq!(calls.len(), 3, "{calls:?}");
    assert!(calls.iter().all(|(status, _)| *status == 200), "{calls:?}");
    assert_eq!(read_latest(depot).await.unwrap(), 2);
}

#[tokio::test]
async fn a_file_is_read_as_it_was_listed() {
    let mut objects = objects();
    objects.retain(|name, _| name.ends_with("devices/old.csv"));
    objects
        .entry("nexthink/devices/old.csv")
        .and_modify(|object| object.0 = "2026-03-07T11:50:00.000Z");
    let (bucket, endpoint, _open) = open(objects).await;
    let depots = depots(&config(&endpoint, KEY));
    let depot = depot(&depots);
    assert_eq!(read_latest(depot).await.unwrap(), 3);
    let before = service::Depot::latest(depot).await.unwrap();
    let written = "2026-03-07T11:50:00.000Z";
    bucket
        .objects
        .lock()
        .unwrap()
        .insert("nexthink/devices/old.csv", (written, csv(4)));
    let Err(gone) = service::Depot::open(depot, &before[0]).await else {
        panic!("it is not the file that was seen");
    };
    assert!(gone.0.contains("has become another one"), "{gone}");
}

#[tokio::test]
async fn with_another_key_nothing_is_listed_and_no_secret_is_said() {
    let (bucket, endpoint, _open) = open(objects()).await;
    let wrong = "another-secret-of-forty-characters-00000";
    let depots = depots(&config(&endpoint, wrong));
    let Err(refused) = service::Depot::latest(depot(&depots)).await else {
        panic!("it is signed with another key");
    };
    assert!(!refused.0.contains(wrong), "{refused}");
    let calls = bucket.calls.lock().unwrap().clone();
    assert!(
        calls.iter().all(|(status, _)| *status == 403) && !calls.is_empty(),
        "{calls:?}"
    );
}

#[tokio::test]
async fn when_this_server_stops_no_set_is_held_for_what_it_was_fetching() {
    let (_bucket, endpoint, _open) = open_bucket(Bucket {
        objects: Mutex::new(objects()),
        stalls: true,
        ..Bucket::default()
    })
    .await;
    let desk = Desk::open("").await;
    let (depots, service) = (depots(&config(&endpoint, KEY)), desk.service.clone());
    let stop = CancellationToken::new();
    let (told, set) = (stop.clone(), DirectorySet::Devices);
    let collecting =
        tokio::spawn(async move { workers::collect(&service, &depots, Duration::ZERO, &told).await });
    let begin = async || {
        let hold = SignedDuration::from_mins(10);
        let begun = desk
            .store
            .begin_generation(set, "another", hold, desk.now())
            .await;
        begun.unwrap()
    };
    while begin().await != Begun::Busy {
        desk.store.give_up(set, "another").await.unwrap();
        tokio::task::yield_now().await;
    }
    stop.cancel();
    collecting.await.unwrap();
    assert_eq!(begin().await, Begun::New, "whoever goes on need not wait");
}
