//! Somebody who opens their home page again and again.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, anyhow, bail};

use crate::bench::http::Connection;

/// Between two pages: what is measured is the time of a page, and not how many there can be.
const PAUSE: Duration = Duration::from_millis(20);

/// Somebody in a thread of their own.
pub struct Visitor {
    is_over: Arc<AtomicBool>,
    looking: JoinHandle<Result<Vec<Duration>>>,
}

impl Visitor {
    /// Begins to look, as this person, at a page that has to show this device.
    pub fn begin(address: &str, person: &str, device: &str) -> Result<Self> {
        let mut connection = Connection::open(address)?;
        let who = format!("X-Forwarded-User: {person}\r\n");
        let head = format!("GET / HTTP/1.1\r\nHost: {address}\r\nAccept: text/html\r\n{who}");
        let first = connection.exchange(format!("{head}\r\n").as_bytes())?;
        if first.status != 200 || !first.text()?.contains(device) {
            bail!(
                "the home page of {person} was answered with {}, or does not show {device}",
                first.status
            );
        }
        let cookies: Vec<String> = first
            .headers("set-cookie")
            .filter_map(|cookie| cookie.split(';').next().map(str::to_owned))
            .collect();
        let request = format!("{head}Cookie: {}\r\n\r\n", cookies.join("; "));
        let is_over = Arc::new(AtomicBool::new(false));
        let told = is_over.clone();
        let looking = thread::spawn(move || {
            let mut times = Vec::new();
            while !told.load(Ordering::Relaxed) {
                let start = Instant::now();
                let page = connection.exchange(request.as_bytes())?;
                if page.status != 200 {
                    bail!("a home page was answered with {}", page.status);
                }
                times.push(start.elapsed());
                thread::sleep(PAUSE);
            }
            Ok(times)
        });
        Ok(Self { is_over, looking })
    }

    /// How long each page took.
    pub fn end(self) -> Result<Vec<Duration>> {
        self.is_over.store(true, Ordering::Relaxed);
        let looked = self.looking.join();
        looked
            .map_err(|_| anyhow!("whoever looked at pages panicked"))?
            .context("looking at home pages")
    }
}
