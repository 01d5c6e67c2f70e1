use std::{
    io::{self, Write as _},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{
    body::{Body, Bytes},
    http::{Method, Request, StatusCode, header, request::Builder},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures::{StreamExt as _, stream};
use service::{Directory as _, DirectorySet};

use super::{SECRET, open, rows};
use crate::{
    tenant::DEVICE_COLUMNS,
    testing::{Desk, text},
};

const DEVICES: DirectorySet = DirectorySet::Devices;

fn to(feed: &str) -> Builder {
    Request::post(format!("/exports/{feed}"))
}

pub fn proven(feed: &str) -> Builder {
    to(feed).header(header::AUTHORIZATION, format!("Bearer {SECRET}"))
}

/// A table of so many devices.
pub fn csv(devices: u32) -> String {
    let head = DEVICE_COLUMNS.join(",") + "\n";
    let row = |number| {
        format!(
            "30adce7c-0000-4000-8000-{number:012},laptop-{number},laptop,Acme,Book 3,Windows,11,2026-03-07 12:00:00,a\n"
        )
    };
    head + &(0..devices).map(row).collect::<String>()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    packed.finish().unwrap()
}

pub async fn status(desk: &Desk, request: Builder, body: impl Into<Body>) -> StatusCode {
    desk.call(request.body(body.into()).unwrap()).await.status()
}

/// The status of a refusal, and what it says.
async fn refused(desk: &Desk, body: impl Into<Body>) -> (u16, String) {
    let answer = desk.call(proven("devices").body(body.into()).unwrap()).await;
    (answer.status().as_u16(), text(answer).await)
}

#[tokio::test]
async fn a_file_of_every_form_is_put_in_force() {
    let desk = open("").await;
    let json = "[{\"device.collector.uid\":\"30adce7c-0000-4000-8000-000000000001\",\"device.name\":\"x\",\
                \"device.hardware.type\":\"laptop\",\"device.hardware.manufacturer\":null,\"device.hardware.model\":\"\",\
                \"device.operating_system.platform\":\"macOS\",\"device.operating_system.name\":\"\",\
                \"device.last_seen\":\"2026-03-07T12:00:00Z\",\"device.login.last_login_user_name\":null}]";
    let zstd = zstd::encode_all(csv(4).as_bytes(), 1).unwrap();
    let bodies: [(u64, Method, Option<&str>, Vec<u8>); 5] = [
        (2, Method::POST, None, csv(2).into_bytes()),
        (3, Method::PUT, None, gzip(&csv(3))),
        (4, Method::POST, Some("zstd"), zstd),
        (5, Method::POST, Some("GZIP"), gzip(&csv(5))),
        (1, Method::POST, None, json.into()),
    ];
    for (expected, method, packed, body) in bodies {
        let mut request = proven("devices")
            .method(method)
            // A browser that was led here would say so, and be refused elsewhere.
            .header(header::ORIGIN, "https://acme.example")
            .header("sec-fetch-site", "cross-site");
        if let Some(packed) = packed {
            request = request.header(header::CONTENT_ENCODING, packed);
        }
        let answer = desk.call(request.body(body.into()).unwrap()).await;
        assert_eq!(answer.status(), StatusCode::NO_CONTENT, "{expected}");
        assert!(answer.headers().get(header::SET_COOKIE).is_none());
        assert_eq!(rows(&desk, DEVICES).await, expected);
    }
    let sets = desk.store.directory().await.unwrap();
    assert_eq!((sets[0].as_of, sets[0].source.as_str()), (desk.now(), "devices"));
}

#[tokio::test]
async fn without_its_credential_nothing_of_a_body_is_read() {
    let desk = open("").await;
    let basic = format!("Basic {}", STANDARD.encode(format!("nexthink:{SECRET}")));
    let calls = [
        ("devices", None),
        ("devices", Some("Bearer wrong".to_owned())),
        ("devices", Some(basic.clone())),
        ("people", Some(format!("Bearer {SECRET}"))),
        ("people", Some(basic)),
    ];
    for (feed, authorization) in calls {
        let was_read = Arc::new(AtomicBool::new(false));
        let reader = was_read.clone();
        let body = stream::once(async move {
            reader.store(true, Ordering::SeqCst);
            Ok::<_, io::Error>(csv(1))
        });
        let mut request = to(feed);
        if let Some(authorization) = &authorization {
            request = request.header(header::AUTHORIZATION, authorization);
        }
        let answer = desk.call(request.body(Body::from_stream(body)).unwrap()).await;
        assert_eq!(
            answer.status(),
            StatusCode::UNAUTHORIZED,
            "{feed} {authorization:?}"
        );
        assert!(answer.headers().contains_key(header::WWW_AUTHENTICATE));
        assert!(!was_read.load(Ordering::SeqCst), "{feed} {authorization:?}");
    }
    assert_eq!(rows(&desk, DEVICES).await, 0);
}

#[tokio::test]
async fn a_client_gets_a_token_for_its_feed_alone() {
    let more = format!(
        "[hooks.people]\ncredential = {{ kind = 'oauth2', client_id = 'n', client_secret = '{SECRET}' }}\n"
    );
    let desk = open(&more).await;
    let pair = STANDARD.encode(format!("nexthink:{SECRET}"));
    let ask = Request::post("/exports/people/token")
        .header(header::AUTHORIZATION, format!("Basic {pair}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    let answer = desk
        .call(ask.body("grant_type=client_credentials".into()).unwrap())
        .await;
    assert_eq!(answer.status(), StatusCode::OK);
    let issued: serde_json::Value = serde_json::from_str(&text(answer).await).unwrap();
    assert_eq!(issued["scope"], "exports");
    let token = format!("Bearer {}", issued["access_token"].as_str().unwrap());
    let with = |path: &str| Request::post(path.to_owned()).header(header::AUTHORIZATION, &token);
    let table = "user.upn,user.name,device.collector.uid,last_used\n";
    assert_eq!(
        status(&desk, with("/exports/people"), table).await,
        StatusCode::NO_CONTENT
    );
    for other in ["/exports/devices", "/hooks/nexthink/people"] {
        assert_eq!(
            status(&desk, with(other), table).await,
            StatusCode::UNAUTHORIZED,
            "{other}"
        );
    }
    let none = status(
        &desk,
        with("/exports/devices/token"),
        "grant_type=client_credentials",
    )
    .await;
    assert_eq!(none, StatusCode::NOT_FOUND, "it proves itself otherwise");
}

#[tokio::test]
async fn who_is_not_configured_and_how_nothing_is_sent() {
    let desk = open("").await;
    for feed in ["nobody", "Devices", "all%20devices"] {
        assert_eq!(
            status(&desk, proven(feed), csv(1)).await,
            StatusCode::NOT_FOUND,
            "{feed}"
        );
    }
    for method in [Method::GET, Method::PATCH, Method::DELETE] {
        let answer = status(&desk, proven("devices").method(method.clone()), csv(1)).await;
        assert_eq!(answer, StatusCode::METHOD_NOT_ALLOWED, "{method}");
    }
    let brotli = proven("devices").header(header::CONTENT_ENCODING, "br");
    assert_eq!(
        status(&desk, brotli, csv(1)).await,
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    );
    assert_eq!(rows(&desk, DEVICES).await, 0);
}

#[tokio::test]
async fn what_is_refused_says_why_and_replaces_nothing() {
    let desk = open("").await;
    assert_eq!(
        status(&desk, proven("devices"), csv(2)).await,
        StatusCode::NO_CONTENT
    );
    let bad = csv(2) + "30adce7c-0000-4000-8000-000000000009,only,three\n";
    let cut = csv(2).trim_end().to_owned();
    let columns = csv(2).replace("device.name,", "name,");
    let packed = gzip(&csv(2));
    let half = packed[..packed.len() / 2].to_vec();
    for (body, said) in [
        (
            bad.into_bytes(),
            "1 of 3 rows cannot be read, and at most 5 % may be\nat 4: it has 3 cells",
        ),
        (
            csv(0).into_bytes(),
            "there is no row in it, and 2 rows are in force",
        ),
        (columns.into_bytes(), "it has no column device.name"),
        (cut.into_bytes(), "breaks off"),
        (half, "cannot be read to its end"),
        (Vec::new(), "there is nothing in it"),
    ] {
        let (status, why) = refused(&desk, body).await;
        assert_eq!(status, 422, "{why}");
        assert!(why.contains(said), "{said:?} is not in {why:?}");
        assert_eq!(rows(&desk, DEVICES).await, 2);
    }
}

#[tokio::test]
async fn a_file_is_as_old_as_its_newest_row_and_replaces_nothing_younger() {
    let desk = open("").await;
    let half_past = csv(2).replace("12:00:00", "11:30:00");
    assert_eq!(
        status(&desk, proven("devices"), half_past).await,
        StatusCode::NO_CONTENT
    );
    let sets = desk.store.directory().await.unwrap();
    assert_eq!(sets[0].as_of, "2026-03-07T11:30:00Z".parse().unwrap());
    let earlier = csv(3).replace("12:00:00", "11:29:59");
    let (status, why) = refused(&desk, earlier).await;
    assert_eq!(status, 409, "{why}");
    assert_eq!(
        why,
        "its newest row is of 2026-03-07T11:29:59Z, and what is in force is of 2026-03-07T11:30:00Z: it is older and \
         replaces nothing; send a newer export\n"
    );
    assert_eq!(rows(&desk, DEVICES).await, 2);
}

#[tokio::test]
async fn a_body_has_a_limit_and_need_not_say_its_length() {
    let desk = open("").await;
    for packed in [false, true] {
        // What cannot be packed, so that it is large either way.
        let noise: String = (0..40_000_u64)
            .map(|row| format!("{:x}", row.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ row))
            .collect();
        let large = csv(10_000) + &noise;
        let body = if packed {
            gzip(&(large.clone() + &large + &large + &large))
        } else {
            large.into_bytes()
        };
        assert!(body.len() > 1024 * 1024, "{}", body.len());
        let pieces: Vec<_> = body
            .chunks(10_000)
            .map(Bytes::copy_from_slice)
            .map(Ok::<_, io::Error>)
            .collect();
        let (status, why) = refused(&desk, Body::from_stream(stream::iter(pieces))).await;
        assert_eq!(
            (status, why.as_str()),
            (
                413,
                "it has more than 1048576 bytes; whoever runs Deskside sets how large the files of a feed may be\n"
            ),
            "{packed}"
        );
    }
    assert_eq!(rows(&desk, DEVICES).await, 0);
}

#[tokio::test]
async fn a_small_body_that_unpacks_into_a_large_one_fills_nothing() {
    let desk = open("").await;
    assert_eq!(
        status(&desk, proven("devices"), csv(1)).await,
        StatusCode::NO_CONTENT
    );
    let blank = csv(2) + &"\n".repeat(8 << 20);
    for (body, limit) in [
        (blank, "unpacked, it has more than 8388608 bytes"),
        (csv(45_001), "it has more than 45000 rows"),
    ] {
        let packed = gzip(&body);
        assert!(packed.len() < 1024 * 1024, "{}", packed.len());
        let (status, why) = refused(&desk, packed).await;
        assert_eq!(status, 413, "{why}");
        assert!(why.starts_with(limit), "{why}");
        assert_eq!(rows(&desk, DEVICES).await, 1, "what was in force still is");
    }
    assert_eq!(
        status(&desk, proven("devices"), csv(3)).await,
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn one_body_of_a_set_is_taken_at_a_time_and_one_that_breaks_off_is_none() {
    let desk = open("").await;
    let (more, rest) = tokio::sync::mpsc::channel::<Result<Bytes, io::Error>>(1);
    let rest = stream::unfold(rest, async |mut rest| Some((rest.recv().await?, rest)));
    let begin = stream::iter([Ok(Bytes::from(csv(2_000)))]);
    let first = desk.call(
        proven("devices")
            .body(Body::from_stream(begin.chain(rest)))
            .unwrap(),
    );
    let meanwhile = async {
        while refused(&desk, csv(1)).await.0 != 409 {
            tokio::task::yield_now().await;
        }
        more.send(Err(io::Error::other("the connection is gone")))
            .await
            .unwrap();
    };
    let (first, ()) = tokio::join!(first, meanwhile);
    assert_eq!(first.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        rows(&desk, DEVICES).await <= 1,
        "of the first one nothing is there"
    );
    assert_eq!(
        status(&desk, proven("devices"), csv(3)).await,
        StatusCode::NO_CONTENT
    );
    assert_eq!(rows(&desk, DEVICES).await, 3);
}

#[tokio::test]
async fn what_cannot_be_kept_is_to_be_sent_again() {
    let desk = open("").await;
    desk.store.close().await;
    let answer = desk.call(proven("devices").body(csv(1).into()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.headers()[header::RETRY_AFTER], "10");
}
