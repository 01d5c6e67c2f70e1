//! Where Deskside is at work: one server on a file, or several on one PostgreSQL behind nginx.

use std::path::Path;

use anyhow::{Context as _, Result};
use throwaway_postgres::Cluster;

use super::{
    installation::{Ground, Installation, Server, free_port},
    nginx::Nginx,
    tenant::Tenant,
};
use crate::{project::Project, test::postgres};

/// A place, gone when dropped.
pub struct Place {
    /// `host:port`, as browsers see it.
    pub address: String,
    /// One for each server.
    pub installations: Vec<Installation>,
    /// What they share; none where there is one.
    pub shared: Option<Shared>,
}

/// What several servers share.
pub struct Shared {
    /// Their database.
    pub postgres: Cluster,
    _nginx: Nginx,
}

impl Place {
    /// A place with so many servers, which are not started yet.
    pub fn new(project: &Project, release: bool, tenant: &Tenant, servers: usize) -> Result<Self> {
        if servers <= 1 {
            let installation = Installation::new(project, release, Some(tenant))?;
            return Ok(Self {
                address: installation.address.clone(),
                installations: vec![installation],
                shared: None,
            });
        }
        postgres::install_where_missing()?;
        let postgres = Cluster::start().context("starting a PostgreSQL")?;
        let (url, address) = (postgres.url(), format!("127.0.0.1:{}", free_port()?));
        let ground = Ground {
            tenant: Some(tenant),
            database: Some(&url),
            front: Some(&address),
            ..Ground::default()
        };
        let installations: Vec<Installation> = (0..servers)
            .map(|_| Installation::on(project, release, &ground))
            .collect::<Result<_>>()?;
        let addresses: Vec<&str> = installations
            .iter()
            .map(|installation| installation.address.as_str())
            .collect();
        let folder = installations.first().map_or(Path::new("."), Installation::folder);
        let nginx = Nginx::start(project, folder, &address, &addresses)?;
        Ok(Self {
            address,
            installations,
            shared: Some(Shared {
                postgres,
                _nginx: nginx,
            }),
        })
    }

    /// Starts all of them.
    pub fn start(&self) -> Result<Vec<Server>> {
        self.installations.iter().map(Installation::start).collect()
    }
}
