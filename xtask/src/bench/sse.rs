//! The answer of `GET /events`, read as its bytes come: the head, the frames of chunks, the fields of events.

use std::mem;

/// A server-sent event with an id. Those without one (`hello`, heartbeats) say nothing that could be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id, by which a stream goes on later.
    pub id: i64,
    /// What it says, as JSON.
    pub data: String,
}

/// What the bytes so far have said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The stream is open.
    Open,
    /// The server does not want to; its status.
    Refused(u16),
    /// Something happened.
    Event(Event),
    /// The server has ended the stream in order.
    End,
}

/// Where in the answer the next byte belongs.
#[derive(Clone, Copy, Debug)]
enum Place {
    Status,
    Headers,
    Size,
    Chunk(usize),
    AfterChunk,
    Over,
}

/// Reads one answer.
#[derive(Debug)]
pub struct Reading {
    place: Place,
    /// A line of HTTP that is not complete yet.
    line: Vec<u8>,
    /// A line of the event stream that is not complete yet: it may go on in the next chunk.
    field: Vec<u8>,
    id: Option<i64>,
    data: String,
}

impl Reading {
    /// The beginning of an answer.
    pub const fn new() -> Self {
        Self {
            place: Place::Status,
            line: Vec::new(),
            field: Vec::new(),
            id: None,
            data: String::new(),
        }
    }

    /// Takes the next bytes, however they are cut.
    pub fn take(&mut self, mut bytes: &[u8], mut heard: impl FnMut(Heard)) {
        while !bytes.is_empty() {
            if let Place::Chunk(left) = self.place {
                let (chunk, rest) = bytes.split_at(left.min(bytes.len()));
                self.fields(chunk, &mut heard);
                self.place = match left - chunk.len() {
                    0 => Place::AfterChunk,
                    left => Place::Chunk(left),
                };
                bytes = rest;
                continue;
            }
            let (line, rest) = until_newline(bytes);
            self.line.extend_from_slice(line);
            bytes = rest;
            if self.line.ends_with(b"\n") {
                let line = mem::take(&mut self.line);
                self.place = self.after(line.trim_ascii_end(), &mut heard);
            }
        }
    }

    /// What comes after a line of HTTP.
    fn after(&self, line: &[u8], heard: &mut impl FnMut(Heard)) -> Place {
        match self.place {
            Place::Status => {
                let text = String::from_utf8_lossy(line);
                let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
                if status == Some(200) {
                    return Place::Headers;
                }
                heard(Heard::Refused(status.unwrap_or_default()));
                Place::Over
            }
            Place::Headers if line.is_empty() => {
                heard(Heard::Open);
                Place::Size
            }
            Place::Size => {
                let size = std::str::from_utf8(line).ok();
                match size.and_then(|size| usize::from_str_radix(size, 16).ok()) {
                    Some(size) if size > 0 => Place::Chunk(size),
                    _ => {
                        heard(Heard::End);
                        Place::Over
                    }
                }
            }
            Place::AfterChunk => Place::Size,
            other => other,
        }
    }

    fn fields(&mut self, mut chunk: &[u8], heard: &mut impl FnMut(Heard)) {
        while !chunk.is_empty() {
            let (line, rest) = until_newline(chunk);
            self.field.extend_from_slice(line);
            chunk = rest;
            if self.field.ends_with(b"\n") {
                let line = mem::take(&mut self.field);
                self.field_line(&String::from_utf8_lossy(line.trim_ascii_end()), heard);
            }
        }
    }

    fn field_line(&mut self, line: &str, heard: &mut impl FnMut(Heard)) {
        if line.is_empty() {
            let data = mem::take(&mut self.data);
            if let Some(id) = self.id.take() {
                heard(Heard::Event(Event { id, data }));
            }
        } else if let Some(id) = line.strip_prefix("id:") {
            self.id = id.trim().parse().ok();
        } else if let Some(data) = line.strip_prefix("data:") {
            self.data.push_str(data.trim());
        }
    }
}

fn until_newline(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    bytes.split_at(end.map_or(bytes.len(), |end| end + 1))
}

/// The request that opens the employee's stream, after the last event that was seen.
pub fn request(address: &str, employee: &str, after: Option<i64>) -> Vec<u8> {
    let last = after.map_or_else(String::new, |id| format!("Last-Event-ID: {id}\r\n"));
    format!(
        "GET /events?after=0 HTTP/1.1\r\nHost: {address}\r\nX-Forwarded-User: {employee}\r\n\
         Accept: text/event-stream\r\n{last}\r\n"
    )
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n\
        1a\r\nevent: hello\nretry: 2000\n\n\r\n\
        a\r\nid: 7\neven\r\n19\r\nt: execution\ndata: {}\n\n:\n\r\n\
        1e\r\nid: 9\nevent: figures\ndata: {}\n\r\n1\r\n\n\r\n0\r\n\r\n";

    fn read(answer: &[u8], piece: usize) -> Vec<Heard> {
        let (mut reading, mut all) = (Reading::new(), Vec::new());
        for bytes in answer.chunks(piece) {
            reading.take(bytes, |heard| all.push(heard));
        }
        all
    }

    #[test]
    fn events_are_found_however_the_bytes_are_cut() {
        let event = |id| {
            Heard::Event(Event {
                id,
                data: "{}".to_owned(),
            })
        };
        let expected = [Heard::Open, event(7), event(9), Heard::End];
        for piece in 1..ANSWER.len() {
            assert_eq!(read(ANSWER.as_bytes(), piece), expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn a_refusal_is_no_stream() {
        let answer = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n";
        assert_eq!(read(answer, 9), [Heard::Refused(401)]);
    }
}
