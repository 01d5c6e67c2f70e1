//! A webhook ready to work.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use super::auth::Authorizer;
use super::delivery::Delivery;
use super::tally::Tally;
use super::template::Template;
use super::{Webhook, WebhookRefused};
use crate::engine::{Context, EventFilter};
use crate::sync::lock;
use crate::tables::{Row, TableSchema};

/// The tables whose events trigger webhooks, of those that the vendor names: the ones that change while the simulator
/// runs and not by the thousand.
const TRIGGERING: [&str; 4] = [
    "alert.alerts",
    "campaign.responses",
    "remote_action.executions",
    "workflow.executions",
];

/// One webhook, compiled, with its queue and its counts.
#[derive(Debug)]
pub struct Hook {
    /// As it was given.
    pub webhook: Webhook,
    /// How it proves who it is.
    pub authorizer: Authorizer,
    /// What has become of its deliveries.
    pub tally: Mutex<Tally>,
    filter: EventFilter,
    resource: Template,
    payload: Template,
    queue: mpsc::UnboundedSender<Delivery>,
    stop: CancellationToken,
    progress: watch::Sender<u64>,
}

impl Hook {
    /// Compiles a webhook; what it is to deliver comes out of the receiver. `progress` moves with its queue.
    ///
    /// # Errors
    /// When something of it does not fit the table, or the address is none.
    pub fn compile(
        webhook: Webhook,
        progress: watch::Sender<u64>,
        cx: &Context<'_>,
    ) -> Result<(Arc<Self>, mpsc::UnboundedReceiver<Delivery>), WebhookRefused> {
        let table = webhook.table.to_lowercase();
        if !TRIGGERING.contains(&table.as_str()) {
            return Err(WebhookRefused::Untriggerable(webhook.table));
        }
        let is_http = |url: &reqwest::Url| matches!(url.scheme(), "http" | "https");
        if !reqwest::Url::parse(&webhook.url).is_ok_and(|url| is_http(&url)) {
            return Err(WebhookRefused::Address(webhook.url));
        }
        let filter = match &webhook.condition {
            None => EventFilter::all(&table)?,
            Some(text) => {
                let query = nql::parse(text).map_err(|fault| WebhookRefused::Syntax(fault.to_string()))?;
                EventFilter::compile(&query, cx)?
            }
        };
        if filter.schema().name != table {
            return Err(WebhookRefused::OtherTable(filter.schema().name.to_owned()));
        }
        let (queue, deliveries) = mpsc::unbounded_channel();
        let hook = Self {
            resource: Template::compile(&webhook.resource, &filter)?,
            payload: Template::compile(&webhook.payload, &filter)?,
            authorizer: Authorizer::new(webhook.auth.clone()),
            tally: Mutex::default(),
            filter,
            webhook,
            queue,
            stop: CancellationToken::new(),
            progress,
        };
        Ok((Arc::new(hook), deliveries))
    }

    /// The table whose events it is about.
    pub fn schema(&self) -> &'static TableSchema {
        self.filter.schema()
    }

    /// What is to be sent for an event, if the condition holds for it.
    pub fn delivery(&self, event: &Row, cx: &Context<'_>) -> Option<Delivery> {
        self.filter.holds(event, cx).then(|| self.rendered(event, cx))
    }

    /// What is to be sent for an event, whatever the condition says.
    pub fn rendered(&self, event: &Row, cx: &Context<'_>) -> Delivery {
        let (base, resource) = (
            self.webhook.url.trim_end_matches('/'),
            self.resource.address(event, cx),
        );
        let address = if resource.is_empty() {
            self.webhook.url.clone()
        } else {
            format!("{base}/{}", resource.trim_start_matches('/'))
        };
        Delivery {
            address,
            body: Bytes::from(self.payload.json(event, cx)),
            again: false,
        }
    }

    /// Queues a delivery.
    pub fn enqueue(&self, delivery: Delivery) {
        self.count(|tally| tally.queued += 1);
        if self.queue.send(delivery).is_err() {
            tracing::debug!(webhook = %self.webhook.name, "a webhook was removed before its delivery");
        }
    }

    /// Changes the counts.
    pub fn count(&self, change: impl FnOnce(&mut Tally)) {
        change(&mut lock(&self.tally));
        self.progress.send_modify(|moved| *moved += 1);
    }

    /// It delivers nothing any more.
    pub fn remove(&self) {
        self.stop.cancel();
    }

    /// Ends when it was removed.
    pub async fn removed(&self) {
        self.stop.cancelled().await;
    }
}
