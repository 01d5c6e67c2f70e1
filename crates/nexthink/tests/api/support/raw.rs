use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Notify,
    task::JoinHandle,
};

/// What a bare server does once it has read a whole request.
#[derive(Clone)]
pub enum Reply {
    /// Closes the connection.
    Drop,
    /// Says nothing and keeps the connection.
    Silence,
    /// Writes this and closes the connection.
    Write(&'static str),
    /// Writes the first, waits to be told, writes the second, closes the connection.
    WriteTwice(&'static str, Arc<Notify>, &'static str),
}

/// A server on a bare socket. It counts whole requests and ends with its value.
pub struct Raw {
    pub url: String,
    requests: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Raw {
    pub async fn start(reply: Reply) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let mut open = Vec::new();
            while let Ok((mut stream, _)) = listener.accept().await {
                if !read_request(&mut stream).await {
                    continue;
                }
                counter.fetch_add(1, Ordering::SeqCst);
                match &reply {
                    Reply::Drop => {}
                    Reply::Silence => open.push(stream),
                    Reply::Write(bytes) => stream.write_all(bytes.as_bytes()).await.unwrap(),
                    Reply::WriteTwice(first, told, second) => {
                        stream.write_all(first.as_bytes()).await.unwrap();
                        told.notified().await;
                        stream.write_all(second.as_bytes()).await.unwrap();
                    }
                }
            }
        });
        Self { url, requests, task }
    }

    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Reads headers and body, so that closing afterwards is an orderly end and no reset.
async fn read_request(stream: &mut TcpStream) -> bool {
    let mut read = Vec::new();
    loop {
        let mut piece = [0; 4096];
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => return false,
            Ok(length) => read.extend_from_slice(&piece[..length]),
        }
        let text = String::from_utf8_lossy(&read);
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let announced = head
                .lines()
                .find_map(|line| {
                    line.to_ascii_lowercase()
                        .strip_prefix("content-length: ")?
                        .parse()
                        .ok()
                })
                .unwrap_or(0_usize);
            if body.len() >= announced {
                return true;
            }
        }
    }
}
