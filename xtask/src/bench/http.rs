//! As much HTTP/1.1 as a load generator needs: one keep-alive connection, one request at a time.
//!
//! Blocking, because a thread a connection is simpler than a runtime, and with the few connections that a
//! closed loop needs the kernel switches between them as fast as a runtime would.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// Longer than any answer may take; without it a server that hangs would hang the benchmark.
const PATIENCE: Duration = Duration::from_secs(30);

/// A connection that is used again and again, with its buffers.
pub struct Connection<S = TcpStream> {
    stream: BufReader<S>,
    head: Vec<u8>,
    body: Vec<u8>,
}

/// An answer; it lives in the buffers of its connection.
#[derive(Debug)]
pub struct Response<'a> {
    /// The status code.
    pub status: u16,
    head: &'a [u8],
    /// The body as it was sent, without the frames of chunks.
    pub body: &'a [u8],
}

/// How the end of a body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Exactly(usize),
    Chunks,
}

impl Connection {
    /// Connects to `host:port`.
    pub fn open(address: &str) -> Result<Self> {
        Self::open_for(address, PATIENCE)
    }

    /// Connects to `host:port`, where an answer may take so long.
    pub fn open_for(address: &str, patience: Duration) -> Result<Self> {
        let stream = TcpStream::connect(address).with_context(|| format!("connecting to {address}"))?;
        stream.set_nodelay(true).context("setting TCP_NODELAY")?;
        stream
            .set_read_timeout(Some(patience))
            .context("setting the time-out")?;
        Ok(Self::over(stream))
    }
}

impl<S: Read + Write> Connection<S> {
    fn over(stream: S) -> Self {
        Self {
            stream: BufReader::with_capacity(64 * 1024, stream),
            head: Vec::new(),
            body: Vec::new(),
        }
    }

    /// Sends a whole request and reads the whole answer.
    pub fn exchange(&mut self, request: &[u8]) -> Result<Response<'_>> {
        self.stream
            .get_mut()
            .write_all(request)
            .context("sending a request")?;
        self.read()
    }

    /// Sends the head of a request and its body, of which no more is held than a piece, and reads the whole answer.
    pub fn upload(&mut self, head: &[u8], body: &mut impl Read) -> Result<Response<'_>> {
        let stream = self.stream.get_mut();
        stream.write_all(head).context("sending the head of a request")?;
        io::copy(body, stream).context("sending the body of a request")?;
        self.read()
    }

    fn read(&mut self) -> Result<Response<'_>> {
        self.head.clear();
        self.body.clear();
        let status = self.status_line()?;
        let length = self.headers()?;
        match length {
            Length::Exactly(length) => self.take(length)?,
            Length::Chunks => self.chunks()?,
        }
        Ok(Response {
            status,
            head: &self.head,
            body: &self.body,
        })
    }

    fn status_line(&mut self) -> Result<u16> {
        let line = self.line()?;
        let status = line.split(|byte| *byte == b' ').nth(1).and_then(number);
        match status.and_then(|status| u16::try_from(status).ok()) {
            Some(status) if line.starts_with(b"HTTP/1.1 ") => Ok(status),
            _ => bail!("not an HTTP/1.1 answer: {:?}", String::from_utf8_lossy(line)),
        }
    }

    fn headers(&mut self) -> Result<Length> {
        let mut length = Length::Exactly(0);
        loop {
            let line = self.line()?;
            if line.is_empty() {
                return Ok(length);
            }
            if let Some(value) = value_of(line, "content-length") {
                length = Length::Exactly(number(value).context("reading Content-Length")?);
            } else if value_of(line, "transfer-encoding").is_some_and(|value| value.ends_with(b"chunked")) {
                length = Length::Chunks;
            }
        }
    }

    fn chunks(&mut self) -> Result<()> {
        loop {
            let line = self.line()?;
            let digits = line
                .split(|byte| *byte == b';')
                .next()
                .unwrap_or_default()
                .trim_ascii();
            let digits = std::str::from_utf8(digits).context("reading the size of a chunk")?;
            let size = usize::from_str_radix(digits, 16).context("reading the size of a chunk")?;
            if size > 0 {
                self.take(size)?;
            }
            // The empty line after a chunk; after the last one the trailers, which end with one.
            while !self.line()?.is_empty() {}
            if size == 0 {
                return Ok(());
            }
        }
    }

    /// Appends `length` bytes to the body.
    fn take(&mut self, length: usize) -> Result<()> {
        let start = self.body.len();
        self.body.resize(start + length, 0);
        self.stream
            .read_exact(&mut self.body[start..])
            .context("reading a body")
    }

    /// Reads one line, appends it to the head, and returns it without its end.
    fn line(&mut self) -> Result<&[u8]> {
        let start = self.head.len();
        let read = self
            .stream
            .read_until(b'\n', &mut self.head)
            .context("reading an answer")?;
        if read == 0 {
            bail!("the server closed the connection");
        }
        Ok(self.head[start..].trim_ascii_end())
    }
}

impl Response<'_> {
    /// The values of every header of that name, in order.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        let lines = self.head.split(|byte| *byte == b'\n').skip(1);
        lines
            .filter_map(move |line| value_of(line, name))
            .map(|value| String::from_utf8_lossy(value).into_owned())
    }

    /// The body as text.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(self.body).context("the body is not UTF-8")
    }
}

fn value_of<'a>(line: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let (found, rest) = line.split_at_checked(name.len())?;
    let value = rest.strip_prefix(b":")?;
    found
        .eq_ignore_ascii_case(name.as_bytes())
        .then(|| value.trim_ascii())
}

fn number(digits: &[u8]) -> Option<usize> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Answers what it was given, whatever it is asked.
    struct Canned(Cursor<Vec<u8>>);

    impl Read for Canned {
        /// A few bytes at a time, as a slow network would.
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(7);
            self.0.read(&mut buffer[..most])
        }
    }

    impl Write for Canned {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn connection(answers: &str) -> Connection<Canned> {
        Connection::over(Canned(Cursor::new(answers.into())))
    }

    #[test]
    fn answers_of_a_known_length_follow_each_other_on_one_connection() {
        let mut connection = connection(
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\n\r\nhello\
             HTTP/1.1 303 See Other\r\nLocation: /\r\ncontent-length: 0\r\n\r\n",
        );
        let first = connection.exchange(b"").unwrap();
        assert_eq!((first.status, first.text().unwrap()), (200, "hello"));
        assert_eq!(
            first.headers("set-cookie").collect::<Vec<_>>(),
            ["a=1; Path=/", "b=2"]
        );
        let second = connection.exchange(b"").unwrap();
        assert_eq!((second.status, second.body.len()), (303, 0));
        assert_eq!(second.headers("location").collect::<Vec<_>>(), ["/"]);
    }

    #[test]
    fn chunks_are_put_together_and_their_trailers_skipped() {
        let mut connection = connection(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n7;ext=1\r\n, world\r\n0\r\nx: y\r\n\r\n\
             HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno",
        );
        assert_eq!(connection.exchange(b"").unwrap().text().unwrap(), "hello, world");
        assert_eq!(connection.exchange(b"").unwrap().status, 204);
        let last = connection.exchange(b"").unwrap();
        assert_eq!((last.status, last.body), (404, &b"no"[..]));
    }

    #[test]
    fn a_broken_answer_is_an_error_and_not_a_page() {
        for answers in [
            "",
            "SSH-2.0-x\r\n\r\n",
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort",
        ] {
            assert!(connection(answers).exchange(b"").is_err(), "{answers:?}");
        }
    }
}
