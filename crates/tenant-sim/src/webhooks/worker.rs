//! Makes the calls of one webhook, one after the other.

use std::sync::Arc;
use std::time::Duration;

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use reqwest::{Client, StatusCode};
use tokio::sync::mpsc;

use super::delivery::Delivery;
use super::hook::Hook;
use super::send::{NoAnswer, send};
use crate::state::Sim;
use crate::sync::{lock, read};

/// How long it waits before each further try (ours).
const WAITS: [Duration; 3] = [
    Duration::from_millis(250),
    Duration::from_millis(500),
    Duration::from_millis(1_000),
];
/// Not more are held back to be shuffled.
const MOST_SHUFFLED: usize = 50;

/// Delivers until the webhook is removed.
pub async fn work(
    sim: Arc<Sim>,
    client: Client,
    hook: Arc<Hook>,
    mut queue: mpsc::UnboundedReceiver<Delivery>,
) {
    let deliver_all = async {
        while let Some(first) = queue.recv().await {
            for delivery in batch(&sim, first, &mut queue).await {
                deliver(&sim, &client, &hook, delivery).await;
            }
        }
    };
    tokio::select! {
        () = deliver_all => {}
        () = hook.removed() => {}
    }
}

/// The next delivery; while deliveries are to be shuffled, all that come until it is quiet for a while.
async fn batch(sim: &Sim, first: Delivery, queue: &mut mpsc::UnboundedReceiver<Delivery>) -> Vec<Delivery> {
    let mut knobs = sim.webhooks.knobs();
    let mut batch = vec![first];
    loop {
        let Some(quiet) = knobs
            .borrow_and_update()
            .reorder
            .filter(|_| batch.len() < MOST_SHUFFLED)
        else {
            break;
        };
        tokio::select! {
            Some(next) = queue.recv() => batch.push(next),
            () = tokio::time::sleep(quiet) => break,
            _ = knobs.changed() => {}
        }
    }
    if batch.len() > 1 {
        shuffle(&mut batch, &mut lock(&sim.rng));
    }
    batch
}

/// Into another order than it is in.
fn shuffle<T>(batch: &mut Vec<T>, rng: &mut StdRng) {
    let mut order: Vec<usize> = (0..batch.len()).collect();
    order.shuffle(rng);
    if order.is_sorted() {
        order.rotate_left(1);
    }
    let mut taken: Vec<Option<T>> = batch.drain(..).map(Some).collect();
    batch.extend(order.into_iter().filter_map(|from| taken[from].take()));
}

async fn deliver(sim: &Sim, client: &Client, hook: &Hook, delivery: Delivery) {
    let mut waits = WAITS.into_iter();
    let why = loop {
        let answer = throttled(sim, client, hook, &delivery).await;
        note(hook, &answer);
        let why = match &answer {
            Ok(status) if !status.is_client_error() && !status.is_server_error() => {
                let twice = sim.webhooks.knobs().borrow().duplicate;
                if lock(&sim.rng).random_bool(twice) {
                    note(hook, &throttled(sim, client, hook, &delivery).await);
                    hook.count(|tally| tally.duplicated += 1);
                }
                hook.count(|tally| tally.delivered(delivery));
                return;
            }
            Ok(status) => format!("answered {}", status.as_u16()),
            Err(error) => error.to_string(),
        };
        let again = answer.map_or(true, |status| status.is_server_error());
        let Some(wait) = waits.next().filter(|_| again) else {
            break why;
        };
        hook.count(|tally| tally.retried += 1);
        tokio::time::sleep(wait).await;
    };
    tracing::warn!(webhook = %hook.webhook.name, "a delivery was dropped: {why}");
    hook.count(|tally| tally.dropped(why));
}

async fn throttled(
    sim: &Sim,
    client: &Client,
    hook: &Hook,
    delivery: &Delivery,
) -> Result<StatusCode, NoAnswer> {
    let per_second = read(&sim.limits).webhooks_per_second;
    sim.webhooks.throttle.turn(per_second).await;
    send(client, hook, &delivery.address, delivery.body.clone()).await
}

fn note(hook: &Hook, answer: &Result<StatusCode, NoAnswer>) {
    let key = match answer {
        Ok(status) => status.as_u16().to_string(),
        Err(error) => error.word().to_owned(),
    };
    hook.count(|tally| *tally.calls.entry(key).or_default() += 1);
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;

    use super::*;

    #[test]
    fn shuffled_is_another_order_of_the_same() {
        for seed in 0..50 {
            let mut batch = vec!['a', 'b', 'c'];
            shuffle(&mut batch, &mut StdRng::seed_from_u64(seed));
            assert_ne!(batch, ['a', 'b', 'c']);
            batch.sort_unstable();
            assert_eq!(batch, ['a', 'b', 'c']);
        }
    }
}
