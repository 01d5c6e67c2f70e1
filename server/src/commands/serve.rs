//! `deskside serve`: production.

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    assembly,
    config::Config,
    fault::Fault,
    telemetry::{self, Traces},
};

/// Serve employees.
#[derive(Debug, Args)]
pub struct Serve {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
}

impl Serve {
    /// Serves until told to stop.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?;
        let traces = Traces::begin(&config.telemetry)?;
        telemetry::init(traces.as_ref());
        let stop = CancellationToken::new();
        let running = assembly::start(config, stop.clone()).await?;
        tracing::info!(address = %running.address, "listening on {}", running.address);
        look_again_on_signal(running.look_again.clone());
        stop_on_signal(stop);
        let finished = running.finish().await;
        if let Some(traces) = traces {
            traces.finish().await;
        }
        finished
    }
}

/// Has the content read again whenever the process gets SIGHUP.
fn look_again_on_signal(look_again: Arc<Notify>) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::hangup()) {
            Ok(mut hangup) => {
                tokio::spawn(async move {
                    while hangup.recv().await.is_some() {
                        look_again.notify_one();
                    }
                });
            }
            Err(error) => tracing::warn!("SIGHUP cannot be listened to: {error}"),
        }
    }
    #[cfg(not(unix))]
    drop(look_again);
}

/// Begins to stop when the process is asked to end.
pub fn stop_on_signal(stop: CancellationToken) {
    tokio::spawn(async move {
        asked_to_end().await;
        tracing::info!("stopping");
        stop.cancel();
    });
}

async fn asked_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        let Ok(mut terminated) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())
        else {
            let _ = interrupted.await;
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    {
        let _ = interrupted.await;
    }
}
