//! `tenant-sim`: a Nexthink tenant in a box.

use std::io::Write;
use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::Context;
use clap::Parser;
use jiff::tz::TimeZone;
use serde_json::json;
use tenant_sim::{Credential, Limits, Options, Webhook, start};

/// A Nexthink tenant in a box: serves the public API over HTTP until it is interrupted.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Where to serve the public API; port 0 chooses one
    #[arg(long, env = "TENANT_SIM_LISTEN", default_value = "127.0.0.1:7070")]
    listen: SocketAddr,
    /// Where to serve the control port; port 0 chooses one
    #[arg(long, env = "TENANT_SIM_CONTROL", default_value = "127.0.0.1:7071")]
    control: SocketAddr,
    /// The client id that gets tokens
    #[arg(long, env = "TENANT_SIM_CLIENT_ID", default_value = Credential::DEFAULT_ID)]
    client_id: String,
    /// The client secret that goes with it
    #[arg(long, env = "TENANT_SIM_CLIENT_SECRET", default_value = Credential::DEFAULT_SECRET, hide_env_values = true)]
    client_secret: String,
    /// The folder with queries/*.nql
    #[arg(long, env = "TENANT_SIM_CONTENT", default_value = "content")]
    content: PathBuf,
    /// Decides the fleet
    #[arg(long, env = "TENANT_SIM_SEED", default_value_t = 42)]
    seed: u64,
    /// Number of people
    #[arg(long, env = "TENANT_SIM_FLEET", default_value_t = 200)]
    fleet: usize,
    /// How much faster than in life devices act
    #[arg(long, env = "TENANT_SIM_TIME_SCALE", default_value_t = 1.0)]
    time_scale: f64,
    /// The tenant's regional time zone
    #[arg(long, env = "TENANT_SIM_TIME_ZONE", default_value = "Europe/Zurich")]
    time_zone: String,
    /// Where the real device's actions may write [default: a temporary folder]
    #[arg(long, env = "TENANT_SIM_SCRATCH")]
    scratch: Option<PathBuf>,
    /// Megabytes of files to clean up there
    #[arg(long, env = "TENANT_SIM_SCRATCH_MB", default_value_t = 512)]
    scratch_mb: u64,
    /// Whom to tell of each change of an execution's status
    #[arg(long, env = "TENANT_SIM_WEBHOOK_URL")]
    webhook_url: Option<String>,
    /// The bearer token to tell it with
    #[arg(
        long,
        env = "TENANT_SIM_WEBHOOK_TOKEN",
        requires = "webhook_url",
        hide_env_values = true
    )]
    webhook_token: Option<String>,
    /// How many calls of webhooks a second at most [default: 20]
    #[arg(long, env = "TENANT_SIM_WEBHOOK_RATE")]
    webhook_rate: Option<f64>,
    /// Refuse no call for coming too often
    #[arg(long, env = "TENANT_SIM_NO_RATE_LIMITS")]
    no_rate_limits: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::from_default_env())
        .with_writer(std::io::stderr)
        .init();
    let zone = TimeZone::get(&arguments.time_zone).context("the time zone is unknown")?;
    let limits = if arguments.no_rate_limits {
        Limits::none()
    } else {
        Limits::default()
    };
    let webhooks = arguments
        .webhook_url
        .map(|url| Webhook::of_executions(&url, arguments.webhook_token.as_deref()));
    let options = Options {
        seed: arguments.seed,
        fleet: arguments.fleet,
        time_scale: arguments.time_scale,
        zone,
        credentials: vec![Credential::new(&arguments.client_id, arguments.client_secret)],
        limits: Limits {
            webhooks_per_second: arguments.webhook_rate.or(limits.webhooks_per_second),
            ..limits
        },
        webhooks: webhooks.unwrap_or_default(),
        scratch: arguments.scratch,
        scratch_mb: arguments.scratch_mb,
        ..Options::new(arguments.content)
    };
    let running = start(options, arguments.listen, arguments.control).await?;
    let addresses = json!({
        "listen": running.api_addr.to_string(),
        "control": running.control_addr.to_string(),
        "client_id": arguments.client_id,
    });
    writeln!(std::io::stdout(), "{addresses}")?;
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
