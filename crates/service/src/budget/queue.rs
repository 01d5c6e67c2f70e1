//! Who waits for a permit, the most urgent first.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::Notify;

use super::rates::Priority;

#[derive(Debug, Default)]
pub(crate) struct Queue(Mutex<Waiters>);

/// Whoever came first among those who are as urgent.
type Key = (Priority, u64);

#[derive(Debug, Default)]
struct Waiters {
    came: u64,
    waiting: BTreeMap<Key, Arc<Notify>>,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, Waiters> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a place, for as long as it is held.
    pub fn enter(&self, priority: Priority) -> Place<'_> {
        let mut waiters = self.lock();
        waiters.came += 1;
        let key = (priority, waiters.came);
        let turn = Arc::new(Notify::new());
        waiters.waiting.insert(key, turn.clone());
        Place {
            queue: self,
            key,
            turn,
        }
    }
}

/// A place among those who wait.
#[derive(Debug)]
pub(crate) struct Place<'a> {
    queue: &'a Queue,
    key: Key,
    turn: Arc<Notify>,
}

impl Place<'_> {
    /// How many go before.
    pub fn ahead(&self) -> usize {
        self.queue.lock().waiting.range(..self.key).count()
    }

    /// Returns when nobody goes before. Somebody more urgent may come afterwards.
    pub async fn is_first(&self) {
        while self.ahead() > 0 {
            self.turn.notified().await;
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut waiters = self.queue.lock();
        waiters.waiting.remove(&self.key);
        if let Some((_, first)) = waiters.waiting.first_key_value() {
            first.notify_one();
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;

    use super::*;

    #[tokio::test]
    async fn the_urgent_go_first_and_then_whoever_came_first() {
        let queue = Queue::default();
        let places = [
            Priority::Background,
            Priority::FollowUp,
            Priority::Interactive,
            Priority::FollowUp,
            Priority::Interactive,
        ]
        .map(|priority| queue.enter(priority));
        assert_eq!(places.each_ref().map(Place::ahead), [4, 2, 0, 3, 1]);
        let [background, _, first, _, second] = places;
        assert!(second.is_first().now_or_never().is_none());
        drop(first);
        second.is_first().await;
        assert_eq!(background.ahead(), 3);
    }

    #[tokio::test]
    async fn whoever_leaves_lets_the_next_one_on() {
        let queue = Arc::new(Queue::default());
        let first = queue.enter(Priority::Interactive);
        let waiting = {
            let queue = queue.clone();
            tokio::spawn(async move { queue.enter(Priority::Background).is_first().await })
        };
        while queue.lock().waiting.len() < 2 {
            tokio::task::yield_now().await;
        }
        drop(first);
        waiting.await.unwrap();
        assert!(queue.lock().waiting.is_empty());
    }
}
