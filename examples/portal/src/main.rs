//! `portal`: a portal beside a Deskside that runs by itself.

use std::{fs, io::Write, net::SocketAddr, path::PathBuf};

use anyhow::Context;
use clap::Parser;
use portal::{Options, Portal};
use serde_json::json;

/// A small intranet that embeds Deskside; runs until it is interrupted.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen; port 0 chooses one
    #[arg(long, default_value = "127.0.0.1:7090")]
    listen: SocketAddr,
    /// The address of Deskside
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    deskside: String,
    /// The audience of the tokens, as Deskside's configuration names it
    #[arg(long, default_value = "deskside")]
    audience: String,
    /// The issuer of the tokens [default: the portal's origin]
    #[arg(long)]
    issuer: Option<String>,
    /// A JSON file with the people: [{"upn": …, "name": …, "groups": […]}] [default: four of the simulated tenant]
    #[arg(long)]
    people: Option<PathBuf>,
    /// Give the widget no tokens: people sign in to Deskside by themselves
    #[arg(long)]
    no_tokens: bool,
    /// The secret of its service desk, whsec_ and 24 to 64 bytes in base64 [default: there is no desk]
    #[arg(long, env = "PORTAL_DESK_SECRET", hide_env_values = true)]
    desk_secret: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    let mut options = Options {
        listen: arguments.listen,
        audience: arguments.audience,
        issuer: arguments.issuer,
        identify: !arguments.no_tokens,
        desk: arguments.desk_secret,
        ..Options::demo()
    };
    if let Some(path) = arguments.people {
        let text = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        options.people =
            serde_json::from_str(&text).with_context(|| format!("reading {}", path.display()))?;
    }
    let running = Portal::bind(options).await?.serve(&arguments.deskside)?;
    let said = json!({
        "origin": running.origin,
        "issuer": running.issuer,
        "jwks_url": running.jwks_url,
    });
    writeln!(std::io::stdout(), "{said}")?;
    interrupted().await?;
    running.shutdown().await;
    Ok(())
}

/// Waits for Ctrl-C, or for a polite request to end.
async fn interrupted() -> std::io::Result<()> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted,
            _ = terminate.recv() => Ok(()),
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await
}
