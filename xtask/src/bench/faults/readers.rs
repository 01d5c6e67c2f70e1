//! Open pages that follow `/events` across every kill, as `EventSource` does.

use std::{
    collections::BTreeMap,
    io::{ErrorKind, Read as _, Write as _},
    net::TcpStream,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::bench::{
    random::Random,
    sse::{self, Event, Heard, Reading},
};

/// Between two tries to open a stream. A browser waits longer, which would hide what happens soon after a start.
const AGAIN: (Duration, Duration) = (Duration::from_millis(1), Duration::from_millis(150));

/// How long a read waits before it looks whether all is done.
const LOOK: Duration = Duration::from_millis(100);

/// A replay that brings nothing for this long, and has brought all that readers have seen, has brought everything.
const QUIET: Duration = Duration::from_secs(2);

/// How long readers and replays may take to agree.
const PATIENCE: Duration = Duration::from_secs(20);

/// One open page.
#[derive(Debug)]
pub struct Reader {
    address: String,
    employee: String,
    seen: Mutex<Vec<Event>>,
    opened: AtomicUsize,
}

/// What a reader has seen.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Whose page it is.
    pub employee: String,
    /// In the order in which it came.
    pub events: Vec<Event>,
    /// How often its stream was opened.
    pub opened: usize,
}

/// All of them.
#[derive(Debug)]
pub struct Readers(Vec<Reader>);

impl Readers {
    /// So many for each of these employees.
    pub fn new(address: &str, employees: &[String], each: usize) -> Self {
        let reader = |employee: &String| Reader::new(address, employee);
        let readers = employees
            .iter()
            .flat_map(|employee| (0..each).map(move |_| reader(employee)));
        Self(readers.collect())
    }

    /// One by one.
    pub fn iter(&self) -> impl Iterator<Item = &Reader> {
        self.0.iter()
    }

    /// What each has seen so far.
    pub fn seen(&self) -> Vec<Seen> {
        let seen = |reader: &Reader| Seen {
            employee: reader.employee.clone(),
            events: reader.events(),
            opened: reader.opened.load(Ordering::Acquire),
        };
        self.0.iter().map(seen).collect()
    }

    /// Reads all that ever happened to each employee anew, and waits until their readers have seen as much, as far as
    /// they ever do.
    pub fn wait_for_replays(&self) -> Result<BTreeMap<String, Vec<Event>>> {
        let replays = thread::scope(|scope| {
            let first = |reader: &&Reader| reader.employee.clone();
            let by_employee: BTreeMap<String, &Reader> =
                self.0.iter().map(|reader| (first(&reader), reader)).collect();
            let threads: Vec<_> = by_employee
                .into_values()
                .map(|reader| scope.spawn(|| self.replay(reader)))
                .collect();
            let joined = threads.into_iter().map(|thread| match thread.join() {
                Ok(replay) => replay,
                Err(_) => bail!("a replay panicked"),
            });
            joined.collect::<Result<BTreeMap<_, _>>>()
        })?;
        Ok(replays)
    }

    fn replay(&self, of: &Reader) -> Result<(String, Vec<Event>)> {
        let replay = Reader::new(&of.address, &of.employee);
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            scope.spawn(|| replay.follow(&done, Random::new(0)));
            let start = Instant::now();
            let (mut events, mut changed) = (Vec::new(), Instant::now());
            while start.elapsed() < PATIENCE {
                thread::sleep(LOOK);
                let now = replay.events();
                if now.len() != events.len() {
                    (events, changed) = (now, Instant::now());
                }
                let last = events.last().map(|event| event.id);
                let ends = |reader: &Reader| reader.events().last().map(|event| event.id) == last;
                let mut theirs = self.0.iter().filter(|reader| reader.employee == of.employee);
                if changed.elapsed() >= QUIET && theirs.all(ends) {
                    break;
                }
            }
            done.store(true, Ordering::Release);
        });
        Ok((of.employee.clone(), replay.events()))
    }
}

impl Reader {
    fn new(address: &str, employee: &str) -> Self {
        Self {
            address: address.to_owned(),
            employee: employee.to_owned(),
            seen: Mutex::default(),
            opened: AtomicUsize::new(0),
        }
    }

    fn events(&self) -> Vec<Event> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Follows until all is done, from the first event on.
    pub fn follow(&self, done: &AtomicBool, mut random: Random) {
        while !done.load(Ordering::Acquire) {
            // Whatever broke the stream, the next one goes on from the last event.
            let _ = self.one_stream(done);
            thread::sleep(random.between(AGAIN.0, AGAIN.1));
        }
    }

    fn one_stream(&self, done: &AtomicBool) -> Result<()> {
        let mut stream = TcpStream::connect(&self.address).context("connecting")?;
        stream
            .set_read_timeout(Some(LOOK))
            .context("setting the time-out")?;
        let after = self.events().last().map(|event| event.id);
        stream
            .write_all(&sse::request(&self.address, &self.employee, after))
            .context("asking for events")?;
        let (mut reading, mut bytes, mut over) = (Reading::new(), [0; 4096], false);
        while !over && !done.load(Ordering::Acquire) {
            let read = match stream.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => continue,
                Err(error) => return Err(error).context("reading events"),
            };
            reading.take(&bytes[..read], |heard| match heard {
                Heard::Open => drop(self.opened.fetch_add(1, Ordering::AcqRel)),
                Heard::Event(event) => self
                    .seen
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .push(event),
                Heard::Refused(_) | Heard::End => over = true,
            });
        }
        Ok(())
    }
}
