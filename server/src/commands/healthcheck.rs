//! `deskside healthcheck`: is a running server well?

use std::time::Duration;

use clap::Args;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
    time::timeout,
};

use crate::fault::Fault;

/// Ask a running server whether it is well.
#[derive(Debug, Args)]
pub struct Healthcheck {
    /// Where it listens.
    #[arg(default_value = "127.0.0.1:8080")]
    address: String,
}

impl Healthcheck {
    /// Succeeds when the server answers that it lives.
    pub async fn run(self) -> Result<(), Fault> {
        let todo = "look at the server's log";
        match timeout(Duration::from_secs(5), ask(&self.address)).await {
            Ok(Ok(status)) if status.contains(" 200 ") => Ok(()),
            Ok(Ok(status)) => Err(Fault::new(
                format!("{} answers {}", self.address, status.trim()),
                todo,
            )),
            Ok(Err(error)) => Err(Fault::new(
                format!("{} does not answer: {error}", self.address),
                todo,
            )),
            Err(_) => Err(Fault::new(
                format!("{} does not answer within 5 seconds", self.address),
                todo,
            )),
        }
    }
}

/// The status line of `GET /livez`. An HTTP client would be a large thing for one line.
async fn ask(address: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address).await?;
    let request = format!("GET /livez HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = String::new();
    stream.take(4_096).read_to_string(&mut answer).await?;
    Ok(answer.lines().next().unwrap_or_default().to_owned())
}
