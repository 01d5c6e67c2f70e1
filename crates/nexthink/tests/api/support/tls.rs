use std::sync::Arc;

use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
};
use tokio::{io::AsyncWriteExt as _, net::TcpListener, task::JoinHandle};
use tokio_rustls::TlsAcceptor;

/// Made for these tests, and good for nothing else. It names 127.0.0.1, and nobody else has signed it.
pub const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----
MIIBvDCCAWGgAwIBAgIUN+NRq/ZP1Fz8IspuHJ2u3YJU8zAwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOZGVza3NpZGUgdGVzdHMwIBcNMjYxMTIzMDYwMDE5WhgPMjEy
NjEwMzAwNjAwMTlaMBkxFzAVBgNVBAMMDmRlc2tzaWRlIHRlc3RzMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEvkXKaR95kV+rAa9LctRKDf/uKJd9So3Wn7FmI9hz
ODMQJwV6ySWHSt2DqUZhPn+bLM2TZyyeNJBxK0HZTLsJG6OBhDCBgTAdBgNVHQ4E
FgQUiUW43Nik1dl9gmWPdo2YOuc79hIwHwYDVR0jBBgwFoAUiUW43Nik1dl9gmWP
do2YOuc79hIwDwYDVR0RBAgwBocEfwAAATAMBgNVHRMBAf8EAjAAMAsGA1UdDwQE
AwIHgDATBgNVHSUEDDAKBggrBgEFBQcDATAKBggqhkjOPQQDAgNJADBGAiEAvg6O
VFdXyYcoy1IfglKVkN2HzaGYQw+TSgahlJ+8LhACIQDUFP2+PxEdAmP12tYEYvzt
fnUJ8TKRYM60gpJEqe357A==
-----END CERTIFICATE-----
";
const KEY: &str = "-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQglGSMpIn7LEcZKsAA
A+ecaDhVzpG29YFk+7S3d5ebj9GhRANCAAS+RcppH3mRX6sBr0ty1EoN/+4ol31K
jdafsWYj2HM4MxAnBXrJJYdK3YOpRmE+f5sszZNnLJ40kHErQdlMuwkb
-----END PRIVATE KEY-----
";

/// A host that speaks TLS, has that certificate, and answers nothing but 404. It ends with its value.
pub struct Tls {
    pub port: u16,
    task: JoinHandle<()>,
}

impl Tls {
    pub async fn start() -> Self {
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
        let key = PrivateKeyDer::from_pem_slice(KEY.as_bytes()).unwrap();
        let config = ServerConfig::builder()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let (acceptor, listener) = (
            TlsAcceptor::from(Arc::new(config)),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        );
        let port = listener.local_addr().unwrap().port();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                // A client that does not trust it says so and goes.
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    continue;
                };
                let answer = "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
                stream.write_all(answer.as_bytes()).await.unwrap();
                stream.shutdown().await.unwrap();
            }
        });
        Self { port, task }
    }
}

impl Drop for Tls {
    fn drop(&mut self) {
        self.task.abort();
    }
}
