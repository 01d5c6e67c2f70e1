//! The portal over real sockets.

use std::{
    io,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use portal::{Options, Portal, StartError};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// The first line of an answer.
async fn status(address: SocketAddr) -> io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let ask = b"GET /jwks.json HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    stream.write_all(ask).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn its_origin_is_known_before_it_answers_and_holds_in_both_forms_of_localhost() {
    let portal = Portal::bind(Options::demo()).await.unwrap();
    let (origin, issuer) = (portal.origin(), portal.issuer());
    let running = portal.serve("http://127.0.0.1:8080/").unwrap();
    assert_eq!(origin, format!("http://localhost:{}", running.address.port()));
    assert_eq!((&running.origin, &running.issuer), (&origin, &issuer));
    assert_eq!(running.jwks_url, format!("{origin}/jwks.json"));

    assert_eq!(status(running.address).await.unwrap(), "HTTP/1.1 200 OK");
    let ipv6 = SocketAddr::from((IpAddr::from(Ipv6Addr::LOCALHOST), running.address.port()));
    // Some machines have no IPv6 at all.
    if TcpListener::bind((Ipv6Addr::LOCALHOST, 0)).await.is_ok() {
        assert_eq!(status(ipv6).await.unwrap(), "HTTP/1.1 200 OK");
    }

    let address = running.address;
    running.shutdown().await;
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn an_address_that_is_taken_and_one_that_is_none_are_told() {
    let portal = Portal::bind(Options::demo()).await.unwrap();
    let taken = Options {
        listen: portal.address(),
        ..Options::demo()
    };
    let refused = Portal::bind(taken).await;
    assert!(matches!(refused, Err(StartError::Listen { .. })), "{refused:?}");
    let refused = portal.serve("it.example.com");
    assert!(matches!(refused, Err(StartError::Deskside(_))), "{refused:?}");
}

#[tokio::test]
async fn an_issuer_of_its_own_is_kept() {
    let options = Options {
        issuer: Some("https://intranet.example.com".to_owned()),
        ..Options::demo()
    };
    let portal = Portal::bind(options).await.unwrap();
    assert_eq!(portal.issuer(), "https://intranet.example.com");
}
