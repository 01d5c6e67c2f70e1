//! A PostgreSQL for all tests: each starts one for itself otherwise.

use std::env;

use anyhow::{Context as _, Result};
use throwaway_postgres::{Cluster, VARIABLE, is_there};

use super::apt;

/// The PostgreSQL that the environment names, or one that goes with this value.
pub enum Postgres {
    Named(String),
    Own(Cluster),
}

impl Postgres {
    /// Finds one, or starts one, which may have to be installed first.
    pub fn find_or_start() -> Result<Self> {
        if let Ok(url) = env::var(VARIABLE) {
            return Ok(Self::Named(url));
        }
        install_where_missing()?;
        Ok(Self::Own(Cluster::start().context("starting a PostgreSQL")?))
    }

    /// Where it is.
    pub fn url(&self) -> String {
        match self {
            Self::Named(url) => url.clone(),
            Self::Own(cluster) => cluster.url(),
        }
    }
}

/// Has a machine without PostgreSQL get one.
pub fn install_where_missing() -> Result<()> {
    if is_there() {
        return Ok(());
    }
    let missing = format!("install the package `postgresql`, or set {VARIABLE} to the URL of one for tests");
    apt::install("PostgreSQL", &["postgresql"], &missing)
}
