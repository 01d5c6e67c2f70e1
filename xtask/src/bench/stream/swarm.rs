//! Thousands of open streams in one thread, each read as soon as the kernel has something for it.
//!
//! What arrives is stamped and put aside; it is understood when nothing else arrives, so that reading for one does not
//! make another look late.

use std::{
    io::{ErrorKind, Read as _, Write as _},
    net::{Shutdown, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};
use mio::{Events, Interest, Poll, Token, net::TcpStream};

use crate::bench::{
    random::Random,
    sse::{self, Event, Heard, Reading},
};

/// How many connections may be on their way at once: no more than wait in a listener's queue.
const OPENING: usize = 200;

/// How long the thread waits for the kernel before it looks at everything else.
const LOOK: Duration = Duration::from_millis(1);

/// Streams that break come back within this time, spread evenly.
const SPREAD: Duration = Duration::from_secs(5);

/// How long all of them may take to open.
const PATIENCE: Duration = Duration::from_secs(120);

/// Something that arrived at one of them.
#[derive(Debug)]
pub struct Arrival {
    /// Which stream.
    pub stream: usize,
    /// When its bytes were read.
    pub at: Instant,
    /// What it was.
    pub event: Event,
}

/// The streams.
pub struct Swarm {
    size: usize,
    open: Arc<AtomicUsize>,
    opened: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
    arrivals: Receiver<Arrival>,
    thread: JoinHandle<Result<()>>,
}

impl Swarm {
    /// Opens one stream for each of these employees, and waits until all are open.
    pub fn open(address: &str, employees: Vec<String>) -> Result<Self> {
        let (sender, arrivals) = mpsc::channel();
        let (open, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
        let size = employees.len();
        let mut hive = Hive::new(address, employees, sender, open.clone())?;
        let opened = hive.opened.clone();
        let stopped = stop.clone();
        let thread = thread::spawn(move || hive.run(&stopped));
        let swarm = Self {
            size,
            open,
            opened,
            stop,
            arrivals,
            thread,
        };
        swarm.wait_until_open()?;
        Ok(swarm)
    }

    /// How many streams there are.
    pub const fn size(&self) -> usize {
        self.size
    }

    /// How often one of them was opened.
    pub fn opened(&self) -> usize {
        self.opened.load(Ordering::Acquire)
    }

    /// Waits until every stream is open.
    pub fn wait_until_open(&self) -> Result<()> {
        let start = Instant::now();
        while self.open.load(Ordering::Acquire) < self.size {
            if start.elapsed() > PATIENCE || self.thread.is_finished() {
                bail!(
                    "{} of {} streams are open",
                    self.open.load(Ordering::Acquire),
                    self.size
                );
            }
            thread::sleep(LOOK);
        }
        Ok(())
    }

    /// What arrives next; `None` when nothing does for so long.
    pub fn next(&self, patience: Duration) -> Result<Option<Arrival>> {
        match self.arrivals.recv_timeout(patience) {
            Ok(arrival) => Ok(Some(arrival)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => bail!("the streams have ended"),
        }
    }

    /// Ends all of them.
    pub fn close(self) -> Result<()> {
        self.stop.store(true, Ordering::Release);
        self.thread
            .join()
            .map_err(|_| anyhow!("the streams' thread panicked"))?
    }
}

/// One stream.
struct Bee {
    employee: String,
    socket: Option<TcpStream>,
    reading: Reading,
    is_open: bool,
    last: Option<i64>,
    /// When it opens again.
    due: Option<Instant>,
    /// What was read and not understood yet.
    unread: Vec<(Instant, Vec<u8>)>,
}

struct Hive {
    address: SocketAddr,
    bees: Vec<Bee>,
    poll: Poll,
    random: Random,
    arrivals: Sender<Arrival>,
    open: Arc<AtomicUsize>,
    opened: Arc<AtomicUsize>,
    opening: usize,
    /// Those with something unread.
    waiting: Vec<usize>,
}

impl Hive {
    fn new(
        address: &str,
        employees: Vec<String>,
        arrivals: Sender<Arrival>,
        open: Arc<AtomicUsize>,
    ) -> Result<Self> {
        let now = Instant::now();
        let bee = |employee| Bee {
            employee,
            socket: None,
            reading: Reading::new(),
            is_open: false,
            last: None,
            due: Some(now),
            unread: Vec::new(),
        };
        Ok(Self {
            address: address.parse().with_context(|| format!("reading {address}"))?,
            bees: employees.into_iter().map(bee).collect(),
            poll: Poll::new().context("asking the kernel for events")?,
            random: Random::new(1),
            arrivals,
            open,
            opened: Arc::default(),
            opening: 0,
            waiting: Vec::new(),
        })
    }

    fn run(&mut self, stop: &AtomicBool) -> Result<()> {
        let mut events = Events::with_capacity(1024);
        let mut next_look = Instant::now();
        while !stop.load(Ordering::Acquire) {
            let patience = if self.waiting.is_empty() {
                LOOK
            } else {
                Duration::ZERO
            };
            match self.poll.poll(&mut events, Some(patience)) {
                Err(error) if error.kind() != ErrorKind::Interrupted => {
                    return Err(error).context("waiting for the kernel");
                }
                _ => {}
            }
            for event in &events {
                self.ready(event.token().0, event.is_writable())?;
            }
            if events.is_empty() {
                self.understand()?;
            }
            if Instant::now() >= next_look {
                self.open_those_due()?;
                next_look = Instant::now() + LOOK;
            }
        }
        Ok(())
    }

    fn open_those_due(&mut self) -> Result<()> {
        let now = Instant::now();
        for number in 0..self.bees.len() {
            if self.opening >= OPENING {
                break;
            }
            let bee = &mut self.bees[number];
            if bee.due.is_none_or(|due| due > now) {
                continue;
            }
            bee.due = None;
            bee.reading = Reading::new();
            self.opening += 1;
            let mut socket = TcpStream::connect(self.address).context("opening a stream")?;
            let interest = Interest::READABLE | Interest::WRITABLE;
            let registry = self.poll.registry();
            registry
                .register(&mut socket, Token(number), interest)
                .context("watching a stream")?;
            bee.socket = Some(socket);
        }
        Ok(())
    }

    /// The kernel has something for this stream: it is connected, or there are bytes, or it has ended.
    fn ready(&mut self, number: usize, writable: bool) -> Result<()> {
        let bee = &mut self.bees[number];
        let Some(socket) = &mut bee.socket else {
            return Ok(());
        };
        if writable && !bee.is_open && socket.peer_addr().is_ok() {
            let request = sse::request(&self.address.to_string(), &bee.employee, bee.last);
            let written = socket.write(&request);
            let registry = self.poll.registry();
            registry
                .reregister(socket, Token(number), Interest::READABLE)
                .context("watching a stream")?;
            // The request fits into any empty buffer; anything else is a connection that broke.
            if written.ok() != Some(request.len()) {
                self.broke(number);
            }
            return Ok(());
        }
        let mut bytes = [0; 4096];
        loop {
            match socket.read(&mut bytes) {
                Ok(read) if read > 0 => {
                    if bee.unread.is_empty() {
                        self.waiting.push(number);
                    }
                    bee.unread.push((Instant::now(), bytes[..read].to_vec()));
                    if read < bytes.len() {
                        return Ok(());
                    }
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Ok(()),
                Ok(_) | Err(_) => break,
            }
        }
        self.understand()?;
        self.broke(number);
        Ok(())
    }

    /// Comes back later, from the last event that it has seen.
    fn broke(&mut self, number: usize) {
        let bee = &mut self.bees[number];
        if bee.is_open {
            self.open.fetch_sub(1, Ordering::AcqRel);
        } else {
            self.opening -= 1;
        }
        bee.is_open = false;
        bee.socket = None;
        bee.due = Some(Instant::now() + self.random.between(Duration::ZERO, SPREAD));
    }

    fn understand(&mut self) -> Result<()> {
        for number in std::mem::take(&mut self.waiting) {
            let bee = &mut self.bees[number];
            for (at, bytes) in std::mem::take(&mut bee.unread) {
                let (mut opened, mut ended, mut refused, mut events) = (false, false, None, Vec::new());
                bee.reading.take(&bytes, |heard| match heard {
                    Heard::Open => opened = true,
                    Heard::Event(event) => events.push(event),
                    Heard::Refused(status) => refused = Some(status),
                    Heard::End => ended = true,
                });
                match refused {
                    // A proxy that reaches no server.
                    Some(502..=504) => ended = true,
                    Some(status) => bail!("a stream was answered with {status}"),
                    None => {}
                }
                if let Some(socket) = bee.socket.as_ref().filter(|_| ended) {
                    // A proxy keeps the connection for another request; the kernel says soon that it has ended.
                    let _ = socket.shutdown(Shutdown::Both);
                }
                if opened {
                    bee.is_open = true;
                    self.opened.fetch_add(1, Ordering::AcqRel);
                    self.opening -= 1;
                    self.open.fetch_add(1, Ordering::AcqRel);
                }
                for event in events {
                    bee.last = Some(event.id);
                    // Nobody listens any more: the end is near.
                    let _ = self.arrivals.send(Arrival {
                        stream: number,
                        at,
                        event,
                    });
                }
            }
        }
        Ok(())
    }
}
