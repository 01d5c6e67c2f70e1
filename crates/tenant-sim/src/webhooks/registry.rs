//! The tenant's webhooks.

use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::watch;
use tokio_util::task::TaskTracker;

use super::hook::Hook;
use super::throttle::Throttle;
use super::{Webhook, WebhookRefused, send, worker};
use crate::engine::Context;
use crate::state::Sim;
use crate::sync::{lock, read, write};

/// What goes wrong with deliveries on purpose.
#[derive(Clone, Copy, Debug, Default)]
pub struct Knobs {
    /// Deliveries are held until nothing has come for so long, then sent in another order.
    pub reorder: Option<Duration>,
    /// How likely a delivery is sent twice, 0 to 1.
    pub duplicate: f64,
}

/// All webhooks, and what they share.
#[derive(Debug)]
pub struct Webhooks {
    /// Whose turn it is to call.
    pub throttle: Throttle,
    hooks: RwLock<Vec<Arc<Hook>>>,
    knobs: watch::Sender<Knobs>,
    progress: watch::Sender<u64>,
    workers: TaskTracker,
}

impl Default for Webhooks {
    fn default() -> Self {
        Self {
            throttle: Throttle::default(),
            hooks: RwLock::default(),
            knobs: watch::Sender::new(Knobs::default()),
            progress: watch::Sender::default(),
            workers: TaskTracker::new(),
        }
    }
}

impl Webhooks {
    /// Adds a webhook, in the place of one of the same name.
    ///
    /// # Errors
    /// When it does not fit its table, or cannot be called.
    pub fn add(&self, webhook: Webhook, sim: &Arc<Sim>) -> Result<(), WebhookRefused> {
        let client = send::client()?;
        let parameters = HashMap::new();
        let (hook, deliveries) = {
            let world = sim.world();
            let context = Context {
                tables: &world.tables,
                now: sim.clock.now(),
                zone: sim.options.zone.clone(),
                parameters: &parameters,
            };
            Hook::compile(webhook, self.progress.clone(), &context)?
        };
        let mut hooks = write(&self.hooks);
        hooks.retain(|other| {
            let stays = other.webhook.name != hook.webhook.name;
            if !stays {
                other.remove();
            }
            stays
        });
        hooks.push(hook.clone());
        self.workers
            .spawn(worker::work(sim.clone(), client, hook, deliveries));
        Ok(())
    }

    /// All of them, in the order in which they came.
    pub fn hooks(&self) -> Vec<Arc<Hook>> {
        read(&self.hooks).clone()
    }

    /// As `GET /webhooks` shows them: without secrets.
    pub fn listed(&self) -> Vec<Value> {
        let listed = |hook: &Arc<Hook>| {
            let mut shown = json!(hook.webhook);
            shown["deliveries"] = json!(*lock(&hook.tally));
            shown
        };
        read(&self.hooks).iter().map(listed).collect()
    }

    /// Returns once so many deliveries wait or are being sent, all together.
    pub async fn queued(&self, count: u64) {
        let mut progress = self.progress.subscribe();
        let reached = |_: &u64| {
            let queued = |hook: &Arc<Hook>| lock(&hook.tally).queued;
            read(&self.hooks).iter().map(queued).sum::<u64>() == count
        };
        if progress.wait_for(reached).await.is_err() {
            tracing::debug!("the webhooks are gone");
        }
    }

    /// Removes all of them, with what they have not delivered.
    pub fn clear(&self) {
        write(&self.hooks).drain(..).for_each(|hook| hook.remove());
        // Nothing is queued any more.
        self.progress.send_modify(|moved| *moved += 1);
    }

    /// Sends all that was delivered again; gives how many.
    pub fn replay(&self) -> usize {
        let mut count = 0;
        for hook in self.hooks() {
            let past = lock(&hook.tally).past();
            count += past.len();
            past.into_iter().for_each(|delivery| hook.enqueue(delivery));
        }
        count
    }

    /// Changes what goes wrong.
    pub fn turn(&self, change: impl FnOnce(&mut Knobs)) {
        self.knobs.send_modify(change);
    }

    /// What goes wrong, and when that changes.
    pub fn knobs(&self) -> watch::Receiver<Knobs> {
        self.knobs.subscribe()
    }

    /// Removes all and waits until none calls any more.
    pub async fn stop(&self) {
        self.clear();
        self.workers.close();
        self.workers.wait().await;
    }
}
