//! `deskside demo`: everything at once on one machine. A simulated tenant, in which this very machine is one of the
//! devices, and a sign-in that asks for no password. The server is the same as in production.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use clap::Args;
use domain::Identity;
use portal::Portal;
use rust_embed::RustEmbed;
use service::{Clock as _, SystemClock};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use super::serve::stop_on_signal;
use crate::{
    assembly::{self, Demonstration},
    config::{
        Budget, Chat, Claims, Config, ContentSection, Database, Discovery, Embed,
        Identity as IdentitySection, Kind, Server, ServiceDesk, Session, Telemetry, Tenant, TokenIssuer,
        Webhook,
    },
    fault::Fault,
    people,
};

/// What the binary brings along, so that the demo needs no checkout.
#[derive(RustEmbed)]
#[folder = "../content"]
struct Shipped;

/// Try everything at once.
#[derive(Debug, Args)]
pub struct Demo {
    /// Where employees find it; port 0 takes a free one.
    #[arg(long, env = "DESKSIDE_DEMO_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// Where the simulated tenant listens.
    #[arg(long, default_value = "127.0.0.1:0")]
    sim_listen: SocketAddr,
    /// Where the simulated tenant is controlled.
    #[arg(long, default_value = "127.0.0.1:0")]
    sim_control: SocketAddr,
    /// Where an intranet of another site listens that embeds the widget; a loopback address is its `localhost`.
    #[arg(long, default_value = "127.0.0.1:0")]
    portal_listen: SocketAddr,
    /// Where to keep the database and the content; by default a folder that goes when the demo ends.
    #[arg(long)]
    data: Option<PathBuf>,
    /// A folder of content to use instead of the shipped one.
    #[arg(long)]
    content: Option<PathBuf>,
    /// Decides who works here and how their devices are.
    #[arg(long, default_value_t = 42)]
    seed: u64,
    /// How many people work here.
    #[arg(long, default_value_t = 200)]
    fleet: usize,
    /// How much faster than in life the simulated devices act.
    #[arg(long, default_value_t = 1.0)]
    time_scale: f64,
    /// How many megabytes of rubbish the clean-up finds on this machine.
    #[arg(long, default_value_t = 512)]
    scratch_mb: u64,
    /// How many employees the sign-in page offers.
    #[arg(long, default_value_t = 6)]
    people: usize,
    /// Speak mirrored English from right to left, to see what the pages look like in such a script.
    #[arg(long, hide = true)]
    right_to_left: bool,
}

impl Demo {
    /// Runs until told to stop.
    pub async fn run(self) -> Result<(), Fault> {
        let temporary = match &self.data {
            Some(_) => None,
            None => Some(TempDir::new().map_err(|error| {
                Fault::new(format!("cannot make a folder: {error}"), "name one with --data")
            })?),
        };
        let data = self
            .data
            .clone()
            .or_else(|| temporary.as_ref().map(|dir| dir.path().to_owned()))
            .unwrap_or_default();
        let content = self
            .content
            .clone()
            .map_or_else(|| unpack(&data.join("content")), Ok)?;

        let tenant = self.start_tenant(&content).await?;
        let people = offered(&tenant, self.people)?;
        let demonstration = Demonstration {
            people,
            right_to_left: self.right_to_left,
        };
        let desk_secret = format!(
            "whsec_{}",
            BASE64_STANDARD.encode(SystemClock::default().new_secret())
        );
        let portal = self.bind_portal(&tenant, &desk_secret).await?;
        let stop = CancellationToken::new();
        let mut config = self.configure(&tenant, &portal, data.join("deskside.db"), content)?;
        config.service_desk = Some(desk(&portal, desk_secret));
        let running = assembly::start_demo(config, demonstration, stop.clone()).await?;
        let portal = portal
            .serve(&format!("http://{}", running.address))
            .map_err(|error| no_portal(&error))?;
        introduce(running.address, &tenant, &portal.origin);
        stop_on_signal(stop);
        let finished = running.finish().await;
        portal.shutdown().await;
        tenant.shutdown().await;
        finished
    }

    async fn start_tenant(&self, content: &Path) -> Result<tenant_sim::Running, Fault> {
        let mut options = tenant_sim::Options::new(content);
        options.seed = self.seed;
        options.fleet = self.fleet;
        options.time_scale = self.time_scale;
        options.scratch_mb = self.scratch_mb;
        tenant_sim::start(options, self.sim_listen, self.sim_control)
            .await
            .map_err(|error| {
                Fault::new(
                    format!("the simulated tenant does not start: {error}"),
                    "port 0 takes a free address",
                )
            })
    }

    /// An intranet at which the same people are signed in by their company, and whose service desk takes what they hand
    /// over.
    async fn bind_portal(&self, tenant: &tenant_sim::Running, desk_secret: &str) -> Result<Portal, Fault> {
        let people = tenant.people().into_iter().take(self.people);
        let options = portal::Options {
            listen: self.portal_listen,
            people: people
                .map(|person| portal::Person {
                    upn: person.upn,
                    name: person.name,
                    groups: vec![person.department],
                })
                .collect(),
            desk: Some(desk_secret.to_owned()),
            ..portal::Options::demo()
        };
        Portal::bind(options).await.map_err(|error| no_portal(&error))
    }

    fn configure(
        &self,
        tenant: &tenant_sim::Running,
        portal: &Portal,
        database: PathBuf,
        content: PathBuf,
    ) -> Result<Config, Fault> {
        let url = format!("http://{}", tenant.api_addr);
        let host = TokenIssuer {
            issuer: portal.issuer(),
            audience: "deskside".to_owned(),
            algorithms: vec!["ES256".to_owned()],
            jwks_url: Some(portal.jwks_url()),
            public_key_file: None,
            secret: None,
            secret_file: None,
            claims: Claims {
                upn: Some("sub".to_owned()),
                name: Some("name".to_owned()),
                groups: Some("groups".to_owned()),
                ..Claims::default()
            },
        };
        let origin = portal.origin();
        let allowed = origin.try_into().map_err(|why: String| Fault::new(why, ""))?;
        Ok(Config {
            server: Server {
                listen: self.listen,
                public_url: Some(format!("http://{}", self.listen)),
                ..Server::default()
            },
            tenant: Tenant {
                instance: None,
                region: None,
                login_url: Some(url.clone()),
                api_url: Some(url),
                client_id: tenant_sim::Credential::DEFAULT_ID.to_owned(),
                client_secret: Some(tenant_sim::Credential::DEFAULT_SECRET.to_owned().into()),
                ..Tenant::default()
            },
            identity: IdentitySection {
                tokens: [("portal".to_owned(), host)].into(),
                ..IdentitySection::default()
            },
            session: Session::default(),
            embed: Embed {
                allowed_origins: vec![allowed],
            },
            database: Database {
                file: Some(database),
                ..Database::default()
            },
            content: ContentSection { dir: content },
            budget: Budget::default(),
            discovery: Discovery::default(),
            hooks: BTreeMap::new(),
            chat: Chat::default(),
            exports: BTreeMap::new(),
            telemetry: Telemetry::default(),
            service_desk: None,
        })
    }
}

/// The service desk of the intranet.
fn desk(portal: &Portal, secret: String) -> ServiceDesk {
    ServiceDesk {
        kind: Kind::Webhook(Webhook {
            address: Some(portal.desk_url().into()),
            address_file: None,
            secret: Some(secret.into()),
            secret_file: None,
            previous_secret: None,
            previous_secret_file: None,
        }),
        language: domain::Lang::En,
        email_from_upn: true,
    }
}

fn no_portal(error: &portal::StartError) -> Fault {
    Fault::new(
        format!("the portal does not start: {error}"),
        "port 0 takes a free address",
    )
}

/// Writes the shipped content into a folder, where it can be edited; what is there already stays.
fn unpack(dir: &Path) -> Result<PathBuf, Fault> {
    for name in Shipped::iter() {
        let target = dir.join(name.as_ref());
        if target.exists() {
            continue;
        }
        let Some(file) = Shipped::get(&name) else { continue };
        let written = target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&target, &file.data));
        written.map_err(|error| {
            Fault::new(
                format!("cannot write {}: {error}", target.display()),
                "name a folder with --data",
            )
        })?;
    }
    Ok(dir.to_owned())
}

/// The first few people of the tenant; the first of them owns this machine.
fn offered(tenant: &tenant_sim::Running, count: usize) -> Result<Vec<Identity>, Fault> {
    let people = tenant.people().into_iter().take(count);
    let identities = people.map(|person| people::identity(&person.upn, Some(&person.name)));
    identities
        .collect::<Result<_, _>>()
        .map_err(|error| Fault::new(error.to_string(), ""))
}

/// One line for programs, then a few for people.
#[expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "the answer of the command"
)]
fn introduce(address: SocketAddr, tenant: &tenant_sim::Running, portal: &str) {
    let url = format!("http://{address}");
    let facts = serde_json::json!({
        "url": url,
        "portal_url": portal,
        "tenant_url": format!("http://{}", tenant.api_addr),
        "control_url": format!("http://{}", tenant.control_addr),
        "client_id": tenant_sim::Credential::DEFAULT_ID,
        "client_secret": tenant_sim::Credential::DEFAULT_SECRET,
    });
    println!("{facts}");
    eprintln!(
        "\n  Deskside is at  {url}\n  An intranet of another site embeds it at  {portal}\n  \
         The first person on the sign-in page owns this machine. Ctrl+C ends it.\n"
    );
}
