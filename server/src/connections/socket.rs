//! A socket that HTTP uses, and that can be taken from it.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    task::{Context, Poll},
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
};

/// One socket for two holders. HTTP reads and writes it; the other takes it when HTTP is gone.
#[derive(Debug, Clone)]
pub struct Shared(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    socket: Mutex<TcpStream>,
    blocked: AtomicBool,
}

impl Shared {
    /// A socket that nobody else has.
    pub fn new(socket: TcpStream) -> Self {
        Self(Arc::new(Inner {
            socket: Mutex::new(socket),
            blocked: AtomicBool::new(false),
        }))
    }

    /// Whether something of what was written waits in HTTP for room.
    pub fn is_blocked(&self) -> bool {
        self.0.blocked.load(Ordering::Acquire)
    }

    /// The socket, when nobody else holds it any more.
    pub fn into_socket(self) -> Option<TcpStream> {
        let inner = Arc::into_inner(self.0)?;
        Some(inner.socket.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn lock(&self) -> MutexGuard<'_, TcpStream> {
        self.0.socket.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note<T>(&self, written: Poll<T>) -> Poll<T> {
        self.0.blocked.store(written.is_pending(), Ordering::Release);
        written
    }
}

impl AsyncRead for Shared {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.lock()).poll_read(cx, into)
    }
}

impl AsyncWrite for Shared {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut *self.lock()).poll_write(cx, bytes);
        self.note(written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut *self.lock()).poll_write_vectored(cx, slices);
        self.note(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.lock().is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.lock()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.lock()).poll_shutdown(cx)
    }
}
