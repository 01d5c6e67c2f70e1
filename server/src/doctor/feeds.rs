//! Who brings everybody's devices: whether each feed can, and whether it does.

use domain::FeedName;
use jiff::Timestamp;
use service::{BroughtFile, Depot as _, Directory as _, DirectorySet, Feeds as _, SetInForce, StoreError};

use super::finding::Finding;
use crate::{
    config::{Config, Export},
    database::beside,
    depot,
};

/// What to do where a place cannot be looked at.
const LET_IN: &str = "Mend `from` and `access`: whoever Deskside is there needs the right to list the folder and to read its \
                      files; docs/guides/exports.md has what each kind of place wants.";

/// What to do where nothing comes.
const EXPORT: &str = "In Nexthink, look at the data exporter and its last runs; `deskside exports list` shows what came and \
                      why it was refused.";

/// Looks at where each feed comes from, at what it has brought, and at what nobody brings. Nothing is taken in.
pub async fn examine(config: &Config, now: Timestamp) -> Vec<Finding> {
    let mut findings: Vec<Finding> = DirectorySet::ALL.map(|set| brought_by(config, set)).into();
    let known = if config.exports.is_empty() {
        None
    } else {
        Some(Known::read(config).await)
    };
    for (name, export) in &config.exports {
        findings.push(match &export.credential {
            Some(_) => sends(config, name, export),
            None => fetched(name, export, now).await,
        });
        findings.push(match &known {
            Some(Ok(known)) => known.came(config, (name, export), now),
            Some(Err(_)) | None => Finding::skipped(last_of(name), "the database cannot be read"),
        });
    }
    findings
}

fn last_of(name: &FeedName) -> String {
    format!("{name}, last file")
}

/// Who brings a set at all.
fn brought_by(config: &Config, set: DirectorySet) -> Finding {
    let (check, discovers) = (set.name(), config.discovery.every_minutes > 0);
    let feed = config
        .exports
        .iter()
        .find(|(_, export)| DirectorySet::from(export.set) == set);
    match (feed, discovers) {
        (Some((name, _)), true) => Finding::ok(
            check,
            format!("The feed {name} brings them; when it is late, discovery asks for them."),
        ),
        (Some((name, _)), false) => Finding::ok(check, format!("The feed {name} brings them.")),
        (None, true) => Finding::ok(check, "Discovery asks for them."),
        (None, false) if config.exports.is_empty() => Finding::warning(
            check,
            "Nobody brings them, so that Nexthink is asked about each person by itself.",
            "In a company of more than some hundred devices, set discovery.every_minutes or add [exports.<feed>].",
        ),
        (None, false) => Finding::fault(
            check,
            "Neither a feed brings them nor does discovery ask for them, so that nothing of the other set is shown either.",
            format!(
                "Add [exports.<feed>] with set = \"{}\", or set discovery.every_minutes.",
                set.name()
            ),
        ),
    }
}

/// What is sent can only be waited for.
fn sends(config: &Config, name: &FeedName, export: &Export) -> Finding {
    let url = config
        .server
        .public_url
        .as_deref()
        .unwrap_or("<server.public_url>");
    let Some(credential) = &export.credential else {
        return Finding::skipped(name.as_str(), "it is fetched");
    };
    match export.secret(name, credential) {
        Ok(_) => Finding::ok(
            name.as_str(),
            format!("It may send to {url}/exports/{name}, with {}.", credential.said()),
        ),
        Err(fault) => Finding::of(name.as_str(), fault),
    }
}

/// Lists the files, and asks for the head of the latest.
async fn fetched(name: &FeedName, export: &Export, now: Timestamp) -> Finding {
    let check = name.as_str();
    let depot = match depot::open(name, export) {
        Ok(Some(depot)) => depot,
        Ok(None) => return Finding::skipped(check, "it is sent"),
        Err(fault) => return Finding::of(check, fault),
    };
    let files = match depot.latest().await {
        Ok(files) => files,
        Err(error) => return Finding::fault(check, format!("Its files cannot be listed: {error}."), LET_IN),
    };
    let Some(latest) = files.first() else {
        return Finding::warning(
            check,
            "There is no file where it is fetched.",
            "In Nexthink, let the data exporter put its files where `from` says; see whether the folder is the right one.",
        );
    };
    let file = &latest.version.name;
    match depot.look_at(latest).await {
        Ok(()) => Finding::ok(
            check,
            format!(
                "Its files can be listed and read; the latest, {file}, was written {} ago.",
                said_of(now.duration_since(latest.modified).as_mins())
            ),
        ),
        Err(error) => Finding::fault(
            check,
            format!("Its latest file, {file}, cannot be read: {error}."),
            LET_IN,
        ),
    }
}

/// A time as people say it.
fn said_of(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours @ 48.., _) => format!("{} days", hours / 24),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// What the store knows.
struct Known {
    files: Vec<BroughtFile>,
    sets: Vec<SetInForce>,
}

impl Known {
    async fn read(config: &Config) -> Result<Self, ()> {
        // Why it cannot be opened stands where the database was looked at.
        let store = beside(&config.database).await.map_err(drop)?;
        let read = async {
            let files = store.last_files().await?;
            Ok::<_, StoreError>(Self {
                files,
                sets: store.directory().await?,
            })
        };
        let read = read.await.map_err(drop);
        store.close().await;
        read
    }

    /// What of a feed came last, and whether that is long ago.
    fn came(&self, config: &Config, (name, export): (&FeedName, &Export), now: Timestamp) -> Finding {
        let (check, feed) = (last_of(name), export.feed());
        let of_feed = self
            .files
            .iter()
            .filter(|file| file.feed == *name && file.set == feed.set);
        let taken = of_feed.clone().find(|file| file.refused.is_none());
        let refused = of_feed
            .filter(|file| taken.is_none_or(|taken| taken.ended_at < file.ended_at))
            .find_map(|file| file.refused.as_deref());
        let refused = refused
            .map(|why| format!(" The last file was refused: {why}."))
            .unwrap_or_default();
        // Discovery steps in, where there is any.
        let serious = |found: String| match config.discovery.every_minutes {
            0 => Finding::fault(check.as_str(), found, EXPORT),
            _ => Finding::warning(check.as_str(), found, EXPORT),
        };
        let Some(taken) = taken else {
            return serious(format!("Nothing of it was taken in yet.{refused}"));
        };
        let age = now.duration_since(taken.as_of);
        let said = format!(
            "What it brought last is of {:.0}, {} ago, and it is late after {}.{}{refused}",
            taken.as_of,
            said_of(age.as_mins()),
            said_of(feed.late_after().as_mins()),
            self.in_force(name, feed.set),
        );
        match (age > feed.late_after(), refused.is_empty()) {
            (true, _) => serious(format!("It is late. {said}")),
            (false, false) => Finding::warning(check.as_str(), said, EXPORT),
            (false, true) => Finding::ok(check.as_str(), said),
        }
    }

    /// Somebody else may have brought what is in force.
    fn in_force(&self, name: &FeedName, set: DirectorySet) -> String {
        let held = self.sets.iter().find(|held| held.set == set);
        match held {
            Some(held) if held.source != name.as_str() => {
                format!(" In force is what {} brought, of {:.0}.", held.source, held.as_of)
            }
            Some(held) => format!(" It is in force, with {} rows.", held.rows),
            None => String::new(),
        }
    }
}
