//! From what happens in the tenant to deliveries.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc;

use crate::engine::Context;
use crate::state::Sim;
use crate::tables::{Row, TableSchema, Tables};

/// An event as it was when it happened: later changes of the row are events of their own.
#[derive(Clone, Debug)]
pub struct Change {
    /// The table.
    pub schema: &'static TableSchema,
    /// The row.
    pub row: Row,
}

/// Where changes are told. Nobody listens until [`News::tell_to`].
#[derive(Debug, Default)]
pub struct News(Option<mpsc::UnboundedSender<Change>>);

impl News {
    /// Tells changes here from now on.
    pub fn tell_to(&mut self, listener: mpsc::UnboundedSender<Change>) {
        self.0 = Some(listener);
    }

    /// Something happened: the row of a table is new, or different.
    pub fn tell(&self, tables: &Tables, schema: &'static TableSchema, row: usize) {
        let Some(listener) = &self.0 else { return };
        let row = tables.get(schema).rows()[row].clone();
        if listener.send(Change { schema, row }).is_err() {
            tracing::debug!("nobody listens to changes any more");
        }
    }
}

/// Hands each change to the webhooks that it triggers.
pub async fn publish(sim: Arc<Sim>, mut changes: mpsc::UnboundedReceiver<Change>) {
    while let Some(Change { schema, row }) = changes.recv().await {
        let mut hooks = sim.webhooks.hooks();
        hooks.retain(|hook| std::ptr::eq(hook.schema(), schema));
        if hooks.is_empty() {
            continue;
        }
        let world = sim.world();
        let parameters = HashMap::new();
        let context = Context {
            tables: &world.tables,
            now: sim.clock.now(),
            zone: sim.options.zone.clone(),
            parameters: &parameters,
        };
        for hook in hooks {
            if let Some(delivery) = hook.delivery(&row, &context) {
                hook.enqueue(delivery);
            }
        }
    }
}
