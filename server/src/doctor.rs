//! What `deskside doctor` asks. One file is one area of what an installation depends on; `finding.rs` is what a check
//! comes to, `report.rs` prints it, and `asking.rs` is the only way to the tenant: slowly enough, and counted.
//!
//! Nothing here changes anything: at the tenant, at a service desk, or in the database.
//!
//! # Adding a check
//! Where it is about something that has an area already, add a [`Finding`] there. Otherwise write a file with a function
//! `examine`, add the area to `report.rs`, and call it below, after what it depends on.

mod asking;
mod clocks;
mod configuration;
mod database;
mod desk;
mod employees;
mod feeds;
mod finding;
mod hooks;
mod identity;
mod inputs;
mod launched;
mod queries;
mod remote_actions;
mod report;
mod telemetry;
mod tenant;
mod trouble;
mod workflows;

use std::{
    io::{self, Write},
    path::Path,
    sync::Arc,
};

use content::Content;
use service::Clock;

pub use self::report::{Report, Style};
use self::{
    asking::{Asking, Calls},
    finding::Finding,
    report::Area,
};
use crate::config::Config;

/// Asks everything, and reports each area as soon as it is known.
///
/// # Errors
/// When the report cannot be written.
pub async fn examine(file: &Path, clock: &Arc<dyn Clock>, report: &mut Report<impl Write>) -> io::Result<()> {
    report.begin(Area::Configuration)?;
    let found = configuration::examine(file);
    report.add(found.findings)?;
    let Some(config) = &found.config else {
        for area in Area::ALL.into_iter().filter(|area| *area != Area::Configuration) {
            report.begin(area)?;
            report.add(vec![skipped("the configuration cannot be read")])?;
        }
        return report.end(Calls::default());
    };
    report.begin(Area::Database)?;
    report.add(database::examine(&config.database, clock.as_ref()).await)?;
    let calls = tenant(config, found.content.as_ref(), clock, report).await?;
    report.begin(Area::SignIn)?;
    report.add(identity::examine(config, clock.as_ref()).await)?;
    report.begin(Area::ServiceDesk)?;
    report.add(desk::examine(config.service_desk.as_ref(), clock).await)?;
    report.begin(Area::Employees)?;
    report.add(employees::examine(config))?;
    report.begin(Area::Webhooks)?;
    report.add(hooks::examine(config))?;
    report.begin(Area::Feeds)?;
    report.add(feeds::examine(config, clock.now()).await)?;
    report.begin(Area::Telemetry)?;
    report.add(telemetry::examine(&config.telemetry).await)?;
    report.end(calls)
}

/// Everything that the tenant is asked.
async fn tenant(
    config: &Config,
    content: Option<&Content>,
    clock: &Arc<dyn Clock>,
    report: &mut Report<impl Write>,
) -> io::Result<Calls> {
    report.begin(Area::Tenant)?;
    let met = tenant::examine(config, clock).await;
    report.add(met.findings)?;
    let areas = [Area::Queries, Area::RemoteActions, Area::Workflows];
    let (mut asking, content) = match (met.asking, content) {
        (Some(asking), Some(content)) if met.lets_in => (asking, content),
        (asking, content) => {
            let why = match content {
                Some(_) => "the tenant does not let Deskside in",
                None => "the content is not sound",
            };
            for area in areas {
                report.begin(area)?;
                report.add(vec![skipped(why)])?;
            }
            return Ok(asking.map(Asking::calls).unwrap_or_default());
        }
    };
    report.begin(Area::Queries)?;
    report.add(queries::examine(&mut asking, config, content, clock.as_ref()).await)?;
    report.begin(Area::RemoteActions)?;
    report.add(remote_actions::examine(&mut asking, content).await)?;
    report.begin(Area::Workflows)?;
    report.add(workflows::examine(&mut asking, content).await)?;
    Ok(asking.calls())
}

/// A whole area that cannot be looked at.
fn skipped(why: &str) -> Finding {
    Finding::skipped("all", why)
}
