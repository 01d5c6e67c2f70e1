//! `deskside doctor`: is everything that an installation depends on as Deskside needs it?

use std::{
    env,
    io::{self, IsTerminal as _},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;
use service::{Clock, SystemClock};

use crate::{
    doctor::{self, Report, Style},
    fault::Fault,
};

/// Ask everything that this installation depends on whether it is as Deskside needs it, and say what to do about what is
/// not. It changes nothing and starts nothing, and may run beside a server.
#[derive(Debug, Args)]
pub struct Doctor {
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// Answer with one JSON object a line, for programs.
    #[arg(long)]
    json: bool,
}

impl Doctor {
    /// Asks and prints. It fails when there is a fault; warnings are none.
    pub async fn run(self) -> Result<(), Fault> {
        let mut report = Report::new(io::stdout(), self.style());
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::default());
        let examined = doctor::examine(&self.config, &clock, &mut report).await;
        examined.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))?;
        let what = match report.faults() {
            0 => return Ok(()),
            1 => "there is a fault".to_owned(),
            count => format!("there are {count} faults"),
        };
        Err(Fault::new(
            what,
            "mend them from the top, as the first may be the cause of others, and ask again",
        ))
    }

    fn style(&self) -> Style {
        let plain = env::var_os("NO_COLOR").is_some_and(|set| !set.is_empty());
        match (self.json, io::stdout().is_terminal() && !plain) {
            (true, _) => Style::Json,
            (false, true) => Style::Coloured,
            (false, false) => Style::Plain,
        }
    }
}
