//! Real files in a folder, and a server that speaks S3 and verifies every signature.

mod folder;
mod s3;

use std::collections::BTreeMap;

use domain::FeedName;
use figment::{
    Figment,
    providers::{Format as _, Toml},
};
use service::{Depot as _, DepotError, FileError, FleetFile};

use super::{Depot, Depots, open_all};
use crate::{config::Export, tenant::DEVICE_COLUMNS};

/// The depot of a feed of devices that is configured like this.
fn depots(rest: &str) -> Depots {
    open_all(&exports(rest)).unwrap_or_else(|fault| panic!("{fault}"))
}

fn exports(rest: &str) -> BTreeMap<FeedName, Export> {
    let text = format!("[acme]\nset = 'devices'\n{rest}\n");
    let exports: BTreeMap<FeedName, Export> = Figment::from(Toml::string(&text)).extract().unwrap();
    for (name, export) in &exports {
        export.check(name).unwrap();
    }
    exports
}

fn depot(depots: &Depots) -> &Depot {
    &depots[&"acme".parse().unwrap()].1
}

/// A table of so many devices.
fn csv(devices: u32) -> String {
    let head = DEVICE_COLUMNS.join(",") + "\n";
    let row = |number| {
        format!(
            "30adce7c-0000-4000-8000-{number:012},laptop-{number},laptop,Acme,Book 3,Windows,11,2026-03-07 12:00:00,a\n"
        )
    };
    head + &(0..devices).map(row).collect::<String>()
}

async fn names(depot: &Depot) -> Vec<String> {
    let files = depot.latest().await.unwrap().into_iter();
    files.map(|file| file.version.name).collect()
}

/// How many devices a file has.
async fn devices(mut file: Box<dyn FleetFile>) -> Result<usize, FileError> {
    let mut devices = 0;
    while let Some(batch) = file.next().await? {
        assert!(batch.bad.is_empty(), "{batch:?}");
        if let service::FleetRows::Devices(rows) = batch.rows {
            devices += rows.len();
        }
    }
    Ok(devices)
}

async fn read_latest(depot: &Depot) -> Result<usize, DepotError> {
    let latest = depot.latest().await?.into_iter().next().unwrap();
    let file = depot.open(&latest).await?;
    devices(file).await.map_err(|error| DepotError(error.to_string()))
}
