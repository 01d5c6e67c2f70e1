//! The folder is changed under a running server.

use std::fs;

use axum::http::StatusCode;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

use crate::{
    http::tests::visitor::{Visitor, header},
    testing::{Desk, shipped_content, text},
};

async fn desk(dir: &TempDir) -> Desk {
    let path = dir.path().display();
    Desk::open(&format!(
        "[server]\nmetrics_from = [\"127.0.0.0/8\"]\n[content]\ndir = \"{path}\"\n[identity]\nadmins = [\"staff\"]\n\
         [identity.audiences]\nmanagers = [\"managers\"]\n"
    ))
    .await
}

fn brand(dir: &TempDir, yaml: &str) {
    fs::write(dir.path().join("branding.yaml"), yaml).unwrap();
}

async fn page(desk: &Desk) -> String {
    text(Visitor::of(desk).get("/sign-in").await).await
}

/// Waits until this much has been refused.
async fn refused(desk: &Desk, times: u64) {
    while desk.journal.counts()[1].1 < times {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_change_is_taken_while_it_runs() {
    let dir = shipped_content();
    let mut desk = desk(&dir).await;
    assert!(page(&desk).await.contains("Deskside"));
    let (_looking, mut contents) = desk.look_after_content();
    fs::create_dir_all(dir.path().join("texts")).unwrap();
    fs::write(dir.path().join("texts/en.ftl"), "tagline = All that is ours\n").unwrap();
    brand(
        &dir,
        "default: { name: Acme IT, accent: \"#7a1f5c\", support: { url: \"https://it.example.com\", label: { en: Ask us, de: Frag uns, fr: Demandez } } }\n",
    );
    while !page(&desk).await.contains("All that is ours") || !page(&desk).await.contains("Acme IT") {
        contents.changed().await.unwrap();
    }
    let page = page(&desk).await;
    assert!(page.contains("href=\"https://it.example.com/\""), "{page}");
    assert!(!page.contains("Deskside<"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_refused_whole_told_once_and_forgotten_when_it_is_mended() {
    let dir = shipped_content();
    let mut desk = desk(&dir).await;
    let (_looking, mut contents) = desk.look_after_content();
    brand(&dir, "default: { name: Acme IT }\n");
    contents.changed().await.unwrap();
    let health = fs::read_to_string(dir.path().join("health.yaml")).unwrap();
    fs::write(dir.path().join("health.yaml"), format!("{health}\nnonsense: 1\n")).unwrap();
    refused(&desk, 1).await;
    assert!(page(&desk).await.contains("Acme IT"), "the last good one stays");
    let status = desk.journal.status(desk.now());
    let fault = &status.refused.unwrap().faults[0];
    assert!(fault.place.starts_with("health.yaml:"), "{fault:?}");
    assert!(fault.what.contains("nonsense"), "{fault:?}");
    let metrics = text(Visitor::of(&desk).get("/metrics").await).await;
    assert!(
        metrics.contains("deskside_content_changes_total{outcome=\"taken\"} 1\n"),
        "{metrics}"
    );
    assert!(
        metrics.contains("deskside_content_changes_total{outcome=\"refused\"} 1\n"),
        "{metrics}"
    );

    fs::write(dir.path().join("health.yaml"), &health).unwrap();
    while desk.journal.status(desk.now()).refused.is_some() {
        tokio::task::yield_now().await;
    }
    assert_eq!(desk.journal.counts()[1].1, 1);
    assert!(
        !contents.has_changed().unwrap(),
        "nothing is different from what is in force"
    );
}

#[tokio::test]
async fn an_audience_that_the_configuration_does_not_have_needs_a_restart() {
    let dir = shipped_content();
    let mut desk = desk(&dir).await;
    let (_looking, _) = desk.look_after_content();
    brand(&dir, "default: {}\naudiences: { finance: { name: Money } }\n");
    refused(&desk, 1).await;
    let faults = desk.journal.status(desk.now()).refused.unwrap().faults;
    assert!(
        faults[0].what.contains("finance") && faults[0].remedy.contains("restart"),
        "{faults:?}"
    );
}

#[tokio::test]
async fn a_query_that_changes_has_to_be_saved_in_nexthink_too() {
    let dir = shipped_content();
    let mut desk = desk(&dir).await;
    let (_looking, mut contents) = desk.look_after_content();
    let file = dir.path().join("queries/deskside_user_by_sid.nql");
    let query = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{query}\n")).unwrap();
    contents.changed().await.unwrap();
    let upload = desk.journal.status(desk.now()).upload;
    assert_eq!(upload, ["#deskside_user_by_sid"]);
}

#[tokio::test]
async fn a_logo_is_served_from_here_for_ever_and_as_an_image_only() {
    let dir = shipped_content();
    fs::create_dir_all(dir.path().join("branding")).unwrap();
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>";
    fs::write(dir.path().join("branding/logo.svg"), svg).unwrap();
    brand(
        &dir,
        "default: { logo: { light: logo.svg }, accent: \"#7a1f5c\" }\n",
    );
    let mut desk = desk(&dir).await;
    let before = page(&desk).await;
    let address = |ending: &str| {
        let mut parts = before.split('"');
        let found = parts.find(|part| part.starts_with("/brand/") && part.ends_with(ending));
        found.expect("the page refers to it").to_owned()
    };
    let logo = Visitor::of(&desk).get(&address(".svg")).await;
    assert_eq!(header(&logo, "content-type"), "image/svg+xml");
    assert_eq!(
        header(&logo, "cache-control"),
        "public, max-age=31536000, immutable"
    );
    let policy = header(&logo, "content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'") && policy.ends_with("sandbox"),
        "{policy}"
    );
    assert_eq!(text(logo).await, svg);
    let sheet = text(Visitor::of(&desk).get(&address(".css")).await).await;
    assert!(sheet.contains("--accent:light-dark(#7a1f5c,"), "{sheet}");
    assert!(!before.contains(" style=\""), "{before}");

    // A page that was made a moment ago still finds it.
    let (_looking, mut contents) = desk.look_after_content();
    brand(&dir, "default: {}\n");
    contents.changed().await.unwrap();
    assert!(!page(&desk).await.contains("/brand/"));
    assert_eq!(
        Visitor::of(&desk).get(&address(".svg")).await.status(),
        StatusCode::OK
    );
    assert_eq!(
        Visitor::of(&desk).get("/brand/nothing.svg").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn open_pages_hear_of_it() {
    let dir = shipped_content();
    let path = dir.path().display();
    let mut desk = Desk::open(&format!(
        "[content]\ndir = \"{path}\"\n[identity.proxy]\nnetworks = [\"127.0.0.1/32\"]\nuser_header = \"x-user\"\n"
    ))
    .await;
    let (_listening, address) = desk.listen().await;
    let (_looking, _contents) = desk.look_after_content();
    let mut socket = TcpStream::connect(address).await.unwrap();
    let request = format!("GET /events HTTP/1.1\r\nhost: {address}\r\nx-user: ada@example.com\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut heard = String::new();
    let mut hear = async |what: &str| {
        while !heard.contains(what) {
            let mut bytes = [0; 1024];
            let count = socket.read(&mut bytes).await.unwrap();
            assert_ne!(count, 0, "the stream ended: {heard}");
            heard.push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    };
    hear("event: hello\n").await;
    brand(&dir, "default: { name: Acme IT }\n");
    hear("event: content\n").await;
}
