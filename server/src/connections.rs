//! Takes connections, one task each, and lets a stream of events have its connection for itself.
//!
//! HTTP needs buffers for requests and answers, 16 KB a connection. An open page sends nothing more once its stream is
//! open, and hears something now and then: ten thousand of them would hold 160 MB for nothing. So when the head of a
//! stream's answer has left, HTTP lets go of the connection ([`handover`]), and what remains of it is a socket and a
//! place in the events.

pub mod handover;
mod socket;
#[cfg(test)]
mod tests;

use std::{convert::Infallible, future::poll_fn, io, net::SocketAddr, pin::pin, task::Poll, time::Duration};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
    response::Response,
};
use futures::FutureExt as _;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    time::sleep,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt as _;

use self::{handover::Handover, socket::Shared};

/// How long to wait when the machine has no room for another connection.
const NO_ROOM: Duration = Duration::from_secs(1);

/// Takes connections until it is to stop. Each is served by a task of its own, which ends what it is at.
pub async fn take(listener: TcpListener, routes: Router, tasks: TaskTracker, stop: CancellationToken) {
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = stop.cancelled() => return,
        };
        match taken {
            Ok((socket, peer)) => {
                // Small events must not wait for more bytes.
                drop(socket.set_nodelay(true));
                tasks.spawn(serve(socket, peer, routes.clone(), stop.clone()));
            }
            // They have gone before they were taken.
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                tracing::error!("no connection can be taken: {error}");
                sleep(NO_ROOM).await;
            }
        }
    }
}

fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}

async fn serve(socket: TcpStream, peer: SocketAddr, routes: Router, stop: CancellationToken) {
    let handover = Handover::default();
    // Boxed, so that nothing of it is left when it is over.
    let left = Box::pin(http(socket, peer, routes, handover.clone(), stop)).await;
    if let (Some(socket), Some(stream)) = (left, handover.take()) {
        stream.run(socket).await;
    }
}

/// Speaks HTTP until the connection ends, or until a stream takes it over: then its socket.
async fn http(
    socket: TcpStream,
    peer: SocketAddr,
    routes: Router,
    handover: Handover,
    stop: CancellationToken,
) -> Option<TcpStream> {
    let shared = Shared::new(socket);
    let giving = handover.clone();
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        let handover = giving.in_answer_to(request.version());
        request.extensions_mut().insert(ConnectInfo(peer));
        request.extensions_mut().insert(handover);
        answer(routes.clone(), request)
    });
    let leaves = {
        let io = TokioIo::new(shared.clone());
        let mut connection = pin!(http1::Builder::new().serve_connection(io, service));
        let mut stopped = pin!(stop.cancelled().fuse());
        poll_fn(|context| {
            if stopped.as_mut().poll(context).is_ready() {
                connection.as_mut().graceful_shutdown();
            }
            match connection.as_mut().poll(context) {
                Poll::Ready(served) => {
                    if let Err(error) = served {
                        tracing::trace!("a connection ended: {error}");
                    }
                    Poll::Ready(false)
                }
                // HTTP has just written all that there was room for.
                Poll::Pending if handover.is_wanted() && !shared.is_blocked() => Poll::Ready(true),
                Poll::Pending => Poll::Pending,
            }
        })
        .await
    };
    if !leaves {
        return None;
    }
    shared.into_socket()
}

async fn answer(routes: Router, request: Request) -> Result<Response, Infallible> {
    routes.oneshot(request).await
}
