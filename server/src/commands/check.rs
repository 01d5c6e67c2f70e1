//! `deskside check`: is the configuration and content sound?

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use service::SystemClock;

use super::{content_in, counted};
use crate::{config::Config, fault::Fault, service_desk, sign_in::Ways};

/// Read the configuration and content, and report every fault in them.
#[derive(Debug, Args)]
pub struct Check {
    /// The configuration file; without it only content is read.
    #[arg(long, env = "DESKSIDE_CONFIG")]
    config: Option<PathBuf>,
    /// The folder of content; by default the one that the configuration names.
    #[arg(long)]
    content: Option<PathBuf>,
}

impl Check {
    /// Reads everything and reports.
    #[expect(clippy::print_stdout, reason = "the answer of the command")]
    pub fn run(self) -> Result<(), Fault> {
        let config = self.config.as_deref().map(Config::read).transpose()?;
        let named = config.as_ref().map(|config| config.content.dir.clone());
        let dir = self.content.or(named).unwrap_or_else(|| PathBuf::from("content"));
        match content_in(&dir) {
            Ok(content) => {
                if let Some(config) = &config {
                    config.identity.knows_audiences(&content)?;
                    Ways::new(&config.identity, config.server.public_url.as_deref())?;
                    let desk = config.service_desk.as_ref();
                    desk.map(|desk| service_desk::open(desk, Arc::new(SystemClock::default())))
                        .transpose()?;
                }
                println!("{}: sound. {}.", dir.display(), counted(&content));
                Ok(())
            }
            Err(faults) => {
                println!("{faults}");
                Err(Fault::new(
                    format!("{} is not sound", dir.display()),
                    "mend what is listed above, and check again",
                ))
            }
        }
    }
}
