//! Starting and stopping a tenant.

use std::net::SocketAddr;
use std::sync::Arc;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::clock::SimClock;
use crate::fleet::Person;
use crate::options::Options;
use crate::queries::UnreadableQueries;
use crate::real_device::{self, Meter, RealDevice, Scratch, ScratchError};
use crate::serve::serve;
use crate::state::Sim;
use crate::webhooks::{self, WebhookRefused};
use crate::world::World;
use crate::{control, http};

/// Why a tenant cannot start.
#[derive(Debug, Error)]
pub enum StartError {
    /// A tenant without people has nobody to own the real device.
    #[error("the fleet needs at least one person")]
    NoPeople,
    /// The time scale is no positive number.
    #[error("the time scale must be greater than 0")]
    TimeScale,
    /// The saved queries cannot be read.
    #[error(transparent)]
    Queries(#[from] UnreadableQueries),
    /// The scratch folder cannot be used.
    #[error(transparent)]
    Scratch(#[from] ScratchError),
    /// The machine says nothing about itself.
    #[error("cannot measure this machine: {0}")]
    Machine(#[from] sysinfo::Error),
    /// A webhook cannot be.
    #[error("the webhook '{name}' cannot be added: {why}")]
    Webhook {
        /// The webhook's name.
        name: String,
        /// Why not.
        why: WebhookRefused,
    },
    /// An address cannot be listened on.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// Why not.
        source: std::io::Error,
    },
}

/// A running tenant. Dropping it stops it as well, but does not wait for the end.
#[derive(Debug)]
pub struct Running {
    /// Where the public API is.
    pub api_addr: SocketAddr,
    /// Where the control port is.
    pub control_addr: SocketAddr,
    sim: Arc<Sim>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// Starts a tenant: the public API on `listen`, the control port on `control`. Port 0 chooses one.
///
/// # Errors
/// When the options make no sense, the queries or the scratch folder cannot be used, or an address is taken.
pub async fn start(options: Options, listen: SocketAddr, control: SocketAddr) -> Result<Running, StartError> {
    if options.fleet == 0 {
        return Err(StartError::NoPeople);
    }
    if !(options.time_scale.is_finite() && options.time_scale > 0.0) {
        return Err(StartError::TimeScale);
    }
    let (listener, api_addr) = bind(listen).await?;
    let (control_listener, control_addr) = bind(control).await?;
    let (orders, ordered) = mpsc::unbounded_channel();
    let (news, changes) = mpsc::unbounded_channel();
    let built = tokio::task::spawn_blocking(move || -> Result<Sim, StartError> {
        let clock = SimClock::new(options.time_scale);
        let scratch = Scratch::create(options.scratch.as_deref(), options.scratch_mb)?;
        let mut world = World::new(options.seed, options.fleet, &clock);
        let meter = Meter::new(scratch.root())?;
        let real = RealDevice::join(&mut world, scratch, meter, &clock);
        world.executions.send_orders_to(orders);
        world.news.tell_to(news);
        Ok(Sim::new(options, clock, world, real)?)
    });
    let sim = match built.await {
        Ok(sim) => Arc::new(sim?),
        Err(panicked) => std::panic::resume_unwind(panicked.into_panic()),
    };
    for webhook in sim.options.webhooks.clone() {
        let name = webhook.name.clone();
        if let Err(why) = sim.webhooks.add(webhook, &sim) {
            sim.webhooks.clear();
            return Err(StartError::Webhook { name, why });
        }
    }
    let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
    tasks.spawn(serve(
        listener,
        http::router(sim.clone()),
        stop.clone(),
        tasks.clone(),
    ));
    tasks.spawn(serve(
        control_listener,
        control::router(sim.clone()),
        stop.clone(),
        tasks.clone(),
    ));
    let (living, stopped) = (sim.clone(), stop.clone());
    tasks.spawn(async move { stopped.run_until_cancelled(living.live()).await });
    let (measuring, stopped) = (sim.clone(), stop.clone());
    tasks.spawn(async move {
        stopped
            .run_until_cancelled(real_device::live(measuring.clone(), ordered))
            .await;
        real_device::stop(&measuring.real.scratch).await;
    });
    let (telling, stopped) = (sim.clone(), stop.clone());
    tasks.spawn(async move {
        stopped
            .run_until_cancelled(webhooks::publish(telling.clone(), changes))
            .await;
        telling.webhooks.stop().await;
    });
    tasks.close();
    Ok(Running {
        api_addr,
        control_addr,
        sim,
        stop,
        tasks,
    })
}

impl Running {
    /// The people of the tenant, the first with the real device.
    pub fn people(&self) -> Vec<Person> {
        self.sim.world().fleet.people.clone()
    }

    /// Stops everything: connections are closed, scripts are killed, the temporary scratch folder goes.
    pub async fn shutdown(self) {
        self.stop.cancel();
        self.tasks.wait().await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn bind(address: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let failed = |source| StartError::Listen { address, source };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let chosen = listener.local_addr().map_err(failed)?;
    Ok((listener, chosen))
}
