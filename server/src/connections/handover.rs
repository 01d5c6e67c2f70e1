//! How a handler takes its connection over from HTTP, once the head of its answer has left.

use std::{
    borrow::Cow,
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::Poll,
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    http::Version,
};
use futures::stream::{self, BoxStream, StreamExt as _};
use tokio::{
    io::AsyncWriteExt as _,
    net::TcpStream,
    time::{sleep, timeout},
};

/// Whoever does not take what is written within this time is gone.
const PATIENCE: Duration = Duration::from_secs(30);

/// The end of an answer in chunks.
const END: &str = "0\r\n\r\n";

/// Of one connection: where a handler leaves what is to go on when HTTP is gone. A cheap clone.
#[derive(Clone)]
pub struct Handover {
    rest: Arc<Mutex<Option<Rest>>>,
    framing: Framing,
}

/// How the other side finds the end of the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    /// In chunks, of which the last is empty (HTTP/1.1).
    Chunks,
    /// Where the connection ends (HTTP/1.0, as some proxies still speak it).
    UntilClosed,
}

/// What goes on: pieces of the body, written as chunks.
pub struct Rest {
    pieces: BoxStream<'static, String>,
    framing: Framing,
    /// What is written when nothing happens, and how often.
    heartbeat: (&'static str, Duration),
}

impl Default for Handover {
    fn default() -> Self {
        Self {
            rest: Arc::default(),
            framing: Framing::Chunks,
        }
    }
}

impl Handover {
    /// The same, for the answer to a request of this version.
    pub fn in_answer_to(&self, version: Version) -> Self {
        Self {
            rest: self.rest.clone(),
            framing: match version {
                Version::HTTP_10 => Framing::UntilClosed,
                _ => Framing::Chunks,
            },
        }
    }

    /// A body that begins with `first`, and goes on with `pieces` when HTTP has let go of the connection.
    pub fn body(
        self,
        first: &'static str,
        pieces: BoxStream<'static, String>,
        heartbeat: (&'static str, Duration),
    ) -> Body {
        let mut rest = Some(Rest {
            pieces,
            framing: self.framing,
            heartbeat,
        });
        let first = stream::once(async move { Ok::<_, io::Error>(Bytes::from_static(first.as_bytes())) });
        // It never ends for HTTP, which would write the end of the answer. Being asked for more means that the beginning
        // is written, or about to be.
        let wait = stream::poll_fn(move |_| {
            if let Some(rest) = rest.take() {
                *self.lock() = Some(rest);
            }
            Poll::Pending
        });
        Body::from_stream(first.chain(wait))
    }

    /// Whether a handler wants the connection.
    pub fn is_wanted(&self) -> bool {
        self.lock().is_some()
    }

    /// What is to go on.
    pub fn take(&self) -> Option<Rest> {
        self.lock().take()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Rest>> {
        self.rest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rest {
    /// Goes on until there is no more, or nobody reads it.
    pub async fn run(mut self, mut socket: TcpStream) {
        loop {
            let piece = tokio::select! {
                piece = self.pieces.next() => piece,
                () = sleep(self.heartbeat.1) => Some(self.heartbeat.0.to_owned()),
                () = gone(&socket) => return,
            };
            let bytes = self.framing.of(piece.as_deref());
            match timeout(PATIENCE, socket.write_all(bytes.as_bytes())).await {
                Ok(Ok(())) if piece.is_some() => {}
                Ok(_) | Err(_) => break,
            }
        }
        // They may be gone already.
        drop(timeout(PATIENCE, socket.shutdown()).await);
    }
}

impl Framing {
    /// A piece as it is written; `None` is the end.
    fn of(self, piece: Option<&str>) -> Cow<'_, str> {
        match (self, piece) {
            (Self::UntilClosed, piece) => piece.unwrap_or_default().into(),
            (Self::Chunks, Some(piece)) => format!("{:x}\r\n{piece}\r\n", piece.len()).into(),
            (Self::Chunks, None) => END.into(),
        }
    }
}

/// Returns when the other side has closed, or says something, which no browser does while it listens.
async fn gone(socket: &TcpStream) {
    loop {
        if socket.readable().await.is_err() {
            return;
        }
        match socket.try_read(&mut [0; 64]) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
            Ok(_) | Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_is_framed_as_its_version_has_it() {
        assert_eq!(Framing::Chunks.of(Some("id: 1\n\n")), "7\r\nid: 1\n\n\r\n");
        assert_eq!(Framing::Chunks.of(None), "0\r\n\r\n");
        assert_eq!(Framing::UntilClosed.of(Some("id: 1\n\n")), "id: 1\n\n");
        assert_eq!(Framing::UntilClosed.of(None), "");
    }
}
