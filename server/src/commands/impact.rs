//! `deskside impact`: what would content do on all devices, before anybody sees it?

use std::{
    io::{self, Write as _},
    path::PathBuf,
    sync::Arc,
};

use clap::Args;
use content::Content;
use domain::{CheckImpact, Health, Impact, RemedyImpact, TopicImpact};
use jiff::Timestamp;
use service::{Clock as _, DeviceReading, SystemClock};

use super::content_in;
use crate::{
    config::Config,
    fault::Fault,
    tenant::{self, Exported, FleetError, NexthinkTenant},
};

/// Say on how many devices remedies would be offered, and topics would find something, right now. It asks for one export
/// of all devices, which counts against the tenant's daily allowance of exports.
#[derive(Debug, Args)]
pub struct ImpactOf {
    /// The remedies and topics, by their names in the files; all of them without any.
    items: Vec<String>,
    /// The configuration file.
    #[arg(long, env = "DESKSIDE_CONFIG", default_value = "deskside.toml")]
    config: PathBuf,
    /// A folder of content, which need not be in force; by default the one that the configuration names.
    #[arg(long)]
    content: Option<PathBuf>,
}

impl ImpactOf {
    /// Asks and prints.
    pub async fn run(self) -> Result<(), Fault> {
        let config = Config::read(&self.config)?;
        let dir = self.content.as_ref().unwrap_or(&config.content.dir);
        let content = content_in(dir).map_err(|faults| {
            Fault::new(
                format!("{} is not sound:\n{faults}", dir.display()),
                "mend it, and try `deskside check`",
            )
        })?;
        let mut impact = self.wanted(&content)?;
        let clock = Arc::new(SystemClock::default());
        let tenant = NexthinkTenant::new(&config.tenant, clock.clone())?;
        let catalogue = &content.catalogue;
        let now = clock.now();
        let mut look = |reading: DeviceReading| {
            let number = |column: &str| reading.numbers.get(column).copied();
            let health = Health::read(catalogue, number, reading.device.last_seen, now);
            impact.add(catalogue, &reading.device, &health, now);
        };
        let exported = tenant.fleet(&tenant::latest_columns(catalogue), &mut look).await;
        let exported = exported.map_err(|error| not_read(&error))?;
        let written = write(&impact, exported, now);
        written.map_err(|error| Fault::new(format!("cannot write the answer: {error}"), ""))
    }

    /// What is asked for, without any device.
    fn wanted(&self, content: &Content) -> Result<Impact, Fault> {
        let impact = Impact::new(&content.catalogue, |name| {
            self.items.is_empty() || self.items.iter().any(|item| item == name)
        });
        let is_there = |item: &&String| {
            let mut remedies = impact.remedies.iter().map(|impact| impact.remedy.id.as_str());
            let mut topics = impact.topics.iter().map(|impact| impact.topic.id.as_str());
            remedies.any(|name| name == *item) || topics.any(|name| name == *item)
        };
        match self.items.iter().find(|item| !is_there(item)) {
            None => Ok(impact),
            Some(item) => Err(Fault::new(
                format!("there is no remedy or topic {item:?}"),
                "name them as their files are named, without `.yaml`",
            )),
        }
    }
}

fn not_read(error: &FleetError) -> Fault {
    let todo = match error {
        FleetError::Columns(_) | FleetError::Tenant(nexthink::Error::NotFound { .. }) => {
            "save queries/deskside_fleet.nql of the content in Nexthink, as `#deskside_fleet`"
        }
        FleetError::Tenant(_) => "check the tenant of the configuration; nothing was changed there",
        FleetError::Broken(_) => "compare the saved query `#deskside_fleet` with that of the content",
    };
    Fault::new(format!("the devices cannot be read: {error}"), todo)
}

/// "412 of 9800 (4.2 %)".
fn share(count: u64, all: u64) -> String {
    let tenths = (count * 1_000 + all / 2).checked_div(all).unwrap_or_default();
    format!("{count} of {all} ({}.{} %)", tenths / 10, tenths % 10)
}

fn write(impact: &Impact, exported: Exported, now: Timestamp) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let all = impact.devices;
    writeln!(
        out,
        "{all} devices, by one export, asked for at {}.",
        now.strftime("%Y-%m-%dT%H:%M:%SZ")
    )?;
    if let Some(oldest) = impact.oldest {
        let days = now.duration_since(oldest).as_hours() / 24;
        writeln!(
            out,
            "{} reported within 24 hours, and the longest ago one did {days} days ago. Figures are as old as that.",
            share(impact.recent, all)
        )?;
    }
    if exported.truncated {
        writeln!(out, "Devices are missing: the tenant's licence exports no more.")?;
    }
    if exported.unread > 0 {
        writeln!(
            out,
            "{} rows could not be read; they do not count.",
            exported.unread
        )?;
    }
    writeln!(
        out,
        "Judged by the figures alone: not by what has run lately, nor by what a check would read from a device."
    )?;
    for remedy in &impact.remedies {
        write_remedy(&mut out, remedy, all)?;
    }
    for topic in &impact.topics {
        write_topic(&mut out, topic)?;
    }
    Ok(())
}

fn write_remedy(out: &mut impl io::Write, impact: &RemedyImpact, all: u64) -> io::Result<()> {
    writeln!(
        out,
        "\nremedy {}: offered on {}",
        impact.remedy.id,
        share(impact.offered(), all)
    )?;
    let audiences: Vec<&str> = impact
        .remedy
        .audiences
        .iter()
        .map(domain::Audience::as_str)
        .collect();
    if !audiences.is_empty() {
        writeln!(out, "  and there to these people only: {}", audiences.join(", "))?;
    }
    for (count, what) in [
        (impact.ready, "can run at once"),
        (impact.when_back, "would wait until the device is back"),
        (impact.not_needed, "not needed, by the figures"),
        (impact.not_known, "a figure is not known"),
        (impact.other_platform, "another operating system"),
    ] {
        writeln!(out, "  {count:>8}  {what}")?;
    }
    Ok(())
}

fn write_topic(out: &mut impl io::Write, impact: &TopicImpact) -> io::Result<()> {
    let TopicImpact {
        topic, fits, found, ..
    } = impact;
    writeln!(
        out,
        "\ntopic {}: finds something on {}",
        topic.id,
        share(*found, *fits)
    )?;
    let audiences: Vec<&str> = topic.audiences.iter().map(domain::Audience::as_str).collect();
    if !audiences.is_empty() {
        writeln!(
            out,
            "  and shows it to these people only: {}",
            audiences.join(", ")
        )?;
    }
    for CheckImpact {
        check,
        collects,
        found,
        fine,
        not_known,
    } in &impact.checks
    {
        match collects {
            Some(remedy) => writeln!(
                out,
                "  {check}: read from the device by {remedy} when somebody looks"
            )?,
            None => writeln!(
                out,
                "  {check}: {found} found, {fine} fine, {not_known} not known"
            )?,
        }
    }
    Ok(())
}
