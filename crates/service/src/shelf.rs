//! A cache for answers of the tenant: coalesced, stale while it is asked again, and stale when it does not answer.
//!
//! One flight a key is under way at most, whoever asks. A failure is remembered for a moment, so that a tenant in
//! trouble is not asked by every page view, and what was known before stays known.

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::EmployeeId;
use jiff::{SignedDuration, Timestamp};
use moka::{future::Cache, ops::compute::Op};

use crate::{Clock, Trouble, carried};

/// After a failure, nobody asks for this long.
const REST: SignedDuration = SignedDuration::from_secs(5);

/// Something that was learned.
#[derive(Debug)]
pub(crate) struct Known<V> {
    /// What.
    pub value: V,
    /// When.
    pub fetched_at: Timestamp,
}

/// What weighs something in memory, so that a shelf is full by weight: one person has a laptop, another one fifty virtual
/// desktops.
pub(crate) trait Weigh {
    /// About how many bytes it takes.
    fn bytes(&self) -> usize;
}

/// What is known under a key, and how the last attempt to learn more went.
#[derive(Debug)]
struct Entry<V> {
    known: Option<Arc<Known<V>>>,
    trouble: Option<Trouble>,
    due_at: Timestamp,
}

/// What an entry takes besides what is known: itself, its key, and its places in the cache. In bytes.
const EMPTY: usize = 512;

/// What was learned longer ago is no longer known: devices change hands.
const KEPT: SignedDuration = SignedDuration::from_hours(24);

/// What a look at the shelf found.
#[derive(Debug)]
pub(crate) struct Looked<V> {
    entry: Option<Arc<Entry<V>>>,
    oldest: Timestamp,
    /// An answer is on its way.
    pub pending: bool,
}

impl<V> Looked<V> {
    /// What is known, and not too old to be shown.
    pub fn known(&self) -> Option<&Arc<Known<V>>> {
        self.entry
            .as_ref()?
            .known
            .as_ref()
            .filter(|known| known.fetched_at >= self.oldest)
    }

    /// Whether something is known that should have been asked again.
    pub fn is_stale(&self) -> bool {
        self.known().is_some() && (self.pending || self.trouble().is_some())
    }

    /// The same, with what is known put in another form; `None` leaves it as it is.
    pub fn seen_as(mut self, other: impl FnOnce(&V) -> Option<V>) -> Self {
        let entry = self.entry.as_ref();
        let seen = entry.and_then(|entry| {
            let known = entry.known.as_ref()?;
            let seen = Known {
                value: other(&known.value)?,
                fetched_at: known.fetched_at,
            };
            Some(Arc::new(Entry {
                known: Some(Arc::new(seen)),
                trouble: entry.trouble,
                due_at: entry.due_at,
            }))
        });
        if seen.is_some() {
            self.entry = seen;
        }
        self
    }

    /// When it is asked again at the earliest.
    pub fn due_at(&self) -> Option<Timestamp> {
        Some(self.entry.as_ref()?.due_at)
    }

    /// What went wrong the last time.
    pub fn trouble(&self) -> Option<Trouble> {
        self.entry.as_ref()?.trouble
    }
}

/// When whoever looks waits for news, and for how long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wait {
    /// When what is known is older than this.
    pub bearable: SignedDuration,
    pub patience: Duration,
}

/// What is going on under the keys.
#[derive(Debug)]
struct Traffic<K> {
    /// The flights under way, with whether what they bring is out of date before it is there.
    flights: HashMap<K, bool>,
    /// Who is told when a flight lands: once, however often they look meanwhile.
    waiting: HashSet<(K, EmployeeId)>,
}

/// The cache.
pub(crate) struct Shelf<K, V> {
    cache: Cache<K, Arc<Entry<V>>>,
    clock: Arc<dyn Clock>,
    traffic: Arc<Mutex<Traffic<K>>>,
}

fn lock<K>(traffic: &Mutex<Traffic<K>>) -> MutexGuard<'_, Traffic<K>> {
    traffic.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<K, V> Shelf<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Weigh + Send + Sync + 'static,
{
    /// A shelf for about so many bytes.
    pub fn new(room: u64, clock: Arc<dyn Clock>) -> Self {
        let weigh = |_: &K, entry: &Arc<Entry<V>>| {
            let known = entry.known.as_ref().map_or(0, |known| known.value.bytes());
            u32::try_from(EMPTY + known).unwrap_or(u32::MAX)
        };
        Self {
            cache: Cache::builder().weigher(weigh).max_capacity(room).build(),
            clock,
            traffic: Arc::new(Mutex::new(Traffic {
                flights: HashMap::new(),
                waiting: HashSet::new(),
            })),
        }
    }

    /// What is known under `key`. When it is not fresh, `fetch` is set off: whoever has nothing yet, or nothing younger
    /// than is `bearable`, waits for it for its `patience`; everybody else gets what is known at once, and `landed` runs when
    /// the answer is there, once for each `listener`. What is learned is asked again after what `fresh_for` says of it.
    pub async fn look<F, L>(
        &self,
        key: &K,
        listener: &EmployeeId,
        Wait { bearable, patience }: Wait,
        fresh_for: impl Fn(&V) -> SignedDuration + Send + 'static,
        fetch: impl FnOnce() -> F + Send + 'static,
        landed: impl FnOnce() -> L + Send + 'static,
    ) -> Looked<V>
    where
        F: Future<Output = Result<V, Trouble>> + Send + 'static,
        L: Future<Output = ()> + Send + 'static,
    {
        let now = self.clock.now();
        let oldest = now.saturating_sub(KEPT).unwrap_or(now);
        let held = self.cache.get(key).await;
        if let Some(entry) = held.as_ref().filter(|entry| entry.due_at > now) {
            return Looked {
                entry: Some(entry.clone()),
                oldest,
                pending: false,
            };
        }
        let mut flight = tokio::spawn(carried(self.flight(
            key.clone(),
            held.clone(),
            now,
            fresh_for,
            fetch,
        )));
        let known = held.as_ref().and_then(|entry| entry.known.as_ref());
        // What is too old to be shown is nothing.
        if known.is_none_or(|known| now.duration_since(known.fetched_at) > bearable.min(KEPT))
            && let Ok(Ok(entry)) = tokio::time::timeout(patience, &mut flight).await
        {
            return Looked {
                entry: Some(entry),
                oldest,
                pending: false,
            };
        }
        let told = (key.clone(), listener.clone());
        if lock(&self.traffic).waiting.insert(told.clone()) {
            let traffic = self.traffic.clone();
            tokio::spawn(carried(async move {
                let flown = flight.await;
                lock(&traffic).waiting.remove(&told);
                if flown.is_ok() {
                    landed().await;
                }
            }));
        }
        Looked {
            entry: held,
            oldest,
            pending: true,
        }
    }

    fn flight<F>(
        &self,
        key: K,
        held: Option<Arc<Entry<V>>>,
        now: Timestamp,
        fresh_for: impl Fn(&V) -> SignedDuration + Send + 'static,
        fetch: impl FnOnce() -> F + Send + 'static,
    ) -> impl Future<Output = Arc<Entry<V>>> + Send + 'static
    where
        F: Future<Output = Result<V, Trouble>> + Send + 'static,
    {
        let (cache, clock) = (self.cache.clone(), self.clock.clone());
        let traffic = self.traffic.clone();
        async move {
            let flying = key.clone();
            let ask = async move {
                lock(&traffic).flights.insert(flying.clone(), false);
                let answer = fetch().await;
                let outdated = lock(&traffic).flights.remove(&flying).unwrap_or(false);
                let now = clock.now();
                Arc::new(match answer {
                    Ok(value) => {
                        let fresh_for = match outdated {
                            true => SignedDuration::ZERO,
                            false => fresh_for(&value),
                        };
                        Entry {
                            known: Some(Arc::new(Known {
                                value,
                                fetched_at: now,
                            })),
                            trouble: None,
                            due_at: now.saturating_add(fresh_for).unwrap_or(now),
                        }
                    }
                    Err(trouble) => Entry {
                        known: held.and_then(|entry| entry.known.clone()),
                        trouble: Some(trouble),
                        due_at: now.saturating_add(REST).unwrap_or(now),
                    },
                })
            };
            cache
                .entry(key)
                .or_insert_with_if(ask, |entry| entry.due_at <= now)
                .await
                .into_value()
        }
    }

    /// What is known under `key`, without asking anybody.
    pub async fn peek(&self, key: &K) -> Option<Arc<Known<V>>> {
        self.cache.get(key).await?.known.clone()
    }

    /// Knows this as of `fetched_at`, unless something newer is known. It is asked again after `fresh_for` from then.
    pub async fn seed(&self, key: &K, value: V, fetched_at: Timestamp, fresh_for: SignedDuration) {
        let due_at = fetched_at.saturating_add(fresh_for).unwrap_or(Timestamp::MAX);
        let seed = |held: Option<moka::Entry<K, Arc<Entry<V>>>>| {
            let held = held.map(moka::Entry::into_value);
            let known = held.as_ref().and_then(|entry| entry.known.as_ref());
            let op = match known.is_some_and(|known| known.fetched_at >= fetched_at) {
                true => Op::Nop,
                false => Op::Put(Arc::new(Entry {
                    known: Some(Arc::new(Known { value, fetched_at })),
                    // What went wrong stays told of until something goes right, and nobody asks before that.
                    trouble: held.as_ref().and_then(|entry| entry.trouble),
                    due_at: held.map_or(due_at, |entry| entry.due_at.max(due_at)),
                })),
            };
            std::future::ready(op)
        };
        self.cache.entry(key.clone()).and_compute_with(seed).await;
    }

    /// Makes the next look ask again; what is known stays known meanwhile. Also what is on its way: it may have been
    /// asked before whatever is the reason.
    pub async fn expire(&self, key: &K) {
        if let Some(outdated) = lock(&self.traffic).flights.get_mut(key) {
            *outdated = true;
        }
        if let Some(entry) = self.cache.get(key).await {
            let due = Entry {
                known: entry.known.clone(),
                trouble: entry.trouble,
                due_at: Timestamp::MIN,
            };
            self.cache.insert(key.clone(), Arc::new(due)).await;
        }
    }

    /// Makes the next look ask again if what is known is from before this moment, unless the last attempt to learn more
    /// failed a moment ago.
    pub async fn outdate(&self, key: &K, since: Timestamp) {
        let Some(entry) = self.cache.get(key).await else {
            return;
        };
        let counts_as_fresh = entry.trouble.is_none() && entry.due_at > self.clock.now();
        if counts_as_fresh && entry.known.as_ref().is_some_and(|known| known.fetched_at < since) {
            self.expire(key).await;
        }
    }

    /// The same for every key under which something like this is known.
    pub async fn expire_where(&self, is_due: impl Fn(&V) -> bool) {
        let due = self.cache.iter().filter_map(|(key, entry)| {
            let known = entry.known.as_ref()?;
            is_due(&known.value).then(|| (*key).clone())
        });
        for key in due.collect::<Vec<K>>() {
            self.expire(&key).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

    struct Heavy(usize);

    impl Weigh for Heavy {
        fn bytes(&self) -> usize {
            self.0
        }
    }

    /// How many of a hundred that weigh so much are held in 100,000 bytes.
    async fn held(bytes: usize) -> u64 {
        let shelf = Shelf::new(100_000, Arc::new(SystemClock::default()));
        let now = shelf.clock.now();
        for key in 0..100_u8 {
            shelf.seed(&key, Heavy(bytes), now, SignedDuration::ZERO).await;
        }
        shelf.cache.run_pending_tasks().await;
        assert!(shelf.cache.weighted_size() <= 100_000);
        shelf.cache.entry_count()
    }

    #[tokio::test]
    async fn it_is_full_by_weight() {
        assert_eq!(held(0).await, 100);
        assert_eq!(held(100_000 / 20 - EMPTY).await, 20);
        assert_eq!(held(100_000 - EMPTY).await, 1);
    }
}
