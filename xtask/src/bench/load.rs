//! A closed loop: each connection sends its next request as soon as it has the answer to the last.

use std::{
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, anyhow, bail};

use super::{http::Connection, quantile::quantile};

/// How hard, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Connections, each with one request at a time.
    pub connections: usize,
    /// Not counted: caches fill, the kernel's windows open.
    pub warm_up: Duration,
    /// Counted.
    pub measured: Duration,
}

/// What came back in the measured time.
#[derive(Debug, PartialEq)]
pub struct Outcome {
    /// Requests a second.
    pub rate: f64,
    /// Half of the answers took no longer.
    pub p50: Duration,
    /// 99 of 100 answers took no longer.
    pub p99: Duration,
    /// Bytes of the body, as sent.
    pub bytes: usize,
}

/// Sends the same request over and over; an answer other than 200 ends it.
pub fn run(host: &str, request: &[u8], plan: Plan) -> Result<Outcome> {
    let start = Instant::now() + plan.warm_up;
    let end = start + plan.measured;
    let per_connection = thread::scope(|scope| {
        let threads: Vec<_> = (0..plan.connections)
            .map(|_| scope.spawn(move || one(host, request, start, end)))
            .collect();
        let joined = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| anyhow!("a connection panicked"))?);
        joined.collect::<Result<Vec<_>>>()
    })?;
    let bytes = per_connection.first().map_or(0, |(_, bytes)| *bytes);
    let mut times: Vec<_> = per_connection.into_iter().flat_map(|(times, _)| times).collect();
    times.sort_unstable();
    Ok(Outcome {
        rate: times.len() as f64 / plan.measured.as_secs_f64(),
        p50: quantile(&times, 500).context("no answer came in time")?,
        p99: quantile(&times, 990).context("no answer came in time")?,
        bytes,
    })
}

/// One connection: the times of the answers that arrived within the measured time, and the size of the last.
fn one(host: &str, request: &[u8], start: Instant, end: Instant) -> Result<(Vec<Duration>, usize)> {
    let mut connection = Connection::open(host)?;
    let mut times = Vec::new();
    loop {
        let sent = Instant::now();
        let answer = connection.exchange(request)?;
        if answer.status != 200 {
            bail!("answered with {} instead of 200", answer.status);
        }
        let bytes = answer.body.len();
        let done = Instant::now();
        if done > end {
            return Ok((times, bytes));
        }
        if done >= start {
            times.push(done - sent);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read, Write},
        net::{TcpListener, TcpStream},
    };

    use super::*;

    fn answer_all(mut stream: TcpStream, answer: &str) {
        let mut request = [0; 1024];
        while stream.read(&mut request).is_ok_and(|read| read > 0) {
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }

    /// A server that gives every request the same answer.
    fn serve(answer: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap().to_string();
        thread::spawn(move || {
            for stream in listener.incoming() {
                thread::spawn(move || answer_all(stream.unwrap(), answer));
            }
        });
        host
    }

    const SHORT: Plan = Plan {
        connections: 3,
        warm_up: Duration::ZERO,
        measured: Duration::from_millis(300),
    };

    #[test]
    fn every_answer_is_counted_and_its_time_taken() {
        let host = serve("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\npage");
        let outcome = run(&host, b"GET / HTTP/1.1\r\n\r\n", SHORT).unwrap();
        assert_eq!(outcome.bytes, 4);
        assert!(
            outcome.rate > 0.0 && outcome.p50 <= outcome.p99 && outcome.p99 < SHORT.measured,
            "{outcome:?}"
        );
    }

    #[test]
    fn an_answer_that_is_no_page_is_no_figure() {
        let host = serve("HTTP/1.1 429 Too Many Requests\r\ncontent-length: 0\r\n\r\n");
        let error = run(&host, b"GET / HTTP/1.1\r\n\r\n", SHORT).unwrap_err();
        assert!(error.to_string().contains("429"), "{error}");
    }
}
