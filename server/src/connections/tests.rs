//! Over real connections, with a handler that takes its connection over.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Extension, routing::get};
use futures::{StreamExt as _, stream};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::mpsc,
    task::JoinHandle,
    time::timeout,
};

use super::*;

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(20);

struct Office {
    browser: TcpStream,
    /// What the handler's stream says next; it ends when this is dropped.
    says: mpsc::Sender<String>,
    stop: CancellationToken,
    tasks: TaskTracker,
    taking: JoinHandle<()>,
}

async fn office(heartbeat: Duration) -> Office {
    let (says, heard) = mpsc::channel::<String>(4);
    let heard = Arc::new(Mutex::new(Some(heard)));
    let events = move |Extension(handover): Extension<Handover>| async move {
        let heard = heard.lock().unwrap().take().unwrap();
        let pieces = stream::unfold(heard, async |mut heard| Some((heard.recv().await?, heard)));
        handover.body("hello ", pieces.boxed(), ("beat ", heartbeat))
    };
    let routes = Router::new()
        .route("/page", get(|| async { "page" }))
        .route("/events", get(events));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let browser = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let taking = tokio::spawn(take(listener, routes, tasks.clone(), stop.clone()));
    Office {
        browser,
        says,
        stop,
        tasks,
        taking,
    }
}

impl Office {
    async fn ask(&mut self, path: &str, version: &str) {
        let request = format!("GET {path} {version}\r\nHost: deskside\r\n\r\n");
        self.browser.write_all(request.as_bytes()).await.unwrap();
    }

    async fn say(&self, text: &str) {
        self.says.send(text.to_owned()).await.unwrap();
    }

    /// Reads until the answer so far ends so.
    async fn hears(&mut self, end: &str) -> String {
        let mut heard = Vec::new();
        let reading = async {
            while !heard.ends_with(end.as_bytes()) {
                heard.push(self.browser.read_u8().await.unwrap());
            }
        };
        let done = timeout(PATIENCE, reading).await;
        let heard = String::from_utf8(heard).unwrap();
        assert!(done.is_ok(), "heard only {heard:?}");
        heard
    }

    async fn is_closed(&mut self) {
        let read = timeout(PATIENCE, self.browser.read_u8()).await.unwrap();
        assert_eq!(read.unwrap_err().kind(), io::ErrorKind::UnexpectedEof);
    }
}

#[tokio::test]
async fn a_stream_goes_on_in_the_same_answer_after_http_has_let_go() {
    let mut office = office(PATIENCE).await;
    office.ask("/page", "HTTP/1.1").await;
    office.hears("page").await;
    office.ask("/events", "HTTP/1.1").await;
    let head = office.hears("6\r\nhello \r\n").await;
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    office.say("one").await;
    office.hears("3\r\none\r\n").await;
    let (says, _) = mpsc::channel(1);
    office.says = says;
    assert_eq!(office.hears("0\r\n\r\n").await, "0\r\n\r\n");
    office.is_closed().await;
}

#[tokio::test]
async fn an_old_proxy_hears_no_chunks() {
    let mut office = office(PATIENCE).await;
    office.ask("/events", "HTTP/1.0").await;
    let head = office.hears("\r\n\r\nhello ").await;
    assert!(!head.contains("chunked"), "{head}");
    office.say("one").await;
    assert_eq!(office.hears("one").await, "one");
}

#[tokio::test]
async fn a_silent_stream_beats() {
    let mut office = office(Duration::from_millis(1)).await;
    office.ask("/events", "HTTP/1.1").await;
    office.hears("5\r\nbeat \r\n5\r\nbeat \r\n").await;
}

#[tokio::test]
async fn a_stream_ends_when_its_browser_has_gone() {
    let mut office = office(PATIENCE).await;
    office.ask("/events", "HTTP/1.1").await;
    office.hears("hello \r\n").await;
    drop(office.browser);
    timeout(PATIENCE, office.says.closed()).await.unwrap();
}

#[tokio::test]
async fn an_idle_connection_ends_with_the_process() {
    let mut office = office(PATIENCE).await;
    office.ask("/page", "HTTP/1.1").await;
    office.hears("page").await;
    office.stop.cancel();
    office.is_closed().await;
    office.taking.await.unwrap();
    office.tasks.close();
    timeout(PATIENCE, office.tasks.wait()).await.unwrap();
}
