//! Reads a stream of server-sent events from the bytes of an answer.
//!
//! The browser's own reader, `EventSource`, cannot send a credential, which a frame without cookies has to. This one
//! follows the same rules: <https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream>.

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What kind of event it is; `message` when the stream did not say.
    pub name: String,
    /// What it says.
    pub data: String,
    /// The last id that the stream has said so far.
    pub id: String,
}

/// What has been read of a stream so far.
#[derive(Debug, Default)]
pub struct Reader {
    line: Vec<u8>,
    /// The last byte was a carriage return, whose line feed may follow.
    returned: bool,
    begun: bool,
    name: String,
    data: String,
    id: String,
    /// How many milliseconds to wait before connecting again, if the stream has said so.
    pub retry: Option<i32>,
}

impl Reader {
    /// Takes the next bytes, however they are cut, and answers the events that they complete.
    pub fn take(&mut self, bytes: &[u8]) -> Vec<Message> {
        let mut messages = Vec::new();
        for &byte in bytes {
            let after_return = std::mem::replace(&mut self.returned, byte == b'\r');
            match byte {
                b'\n' if after_return => {}
                b'\n' | b'\r' => messages.extend(self.end_of_line()),
                _ => self.line.push(byte),
            }
        }
        messages
    }

    fn end_of_line(&mut self) -> Option<Message> {
        let line = std::mem::take(&mut self.line);
        // UTF-8 never has a line's end inside a character, so a line can be read by itself.
        let text = String::from_utf8_lossy(&line);
        let mut text = &*text;
        if !std::mem::replace(&mut self.begun, true) {
            text = text.strip_prefix('\u{feff}').unwrap_or(text);
        }
        if text.is_empty() {
            return self.dispatch();
        }
        let (field, value) = text.split_once(':').unwrap_or((text, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.name),
            "data" => {
                self.data.push_str(value);
                self.data.push('\n');
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if value.bytes().all(|byte| byte.is_ascii_digit()) => {
                self.retry = value.parse().ok().or(self.retry);
            }
            // A comment has no name; what is not known is left out.
            _ => {}
        }
        None
    }

    fn dispatch(&mut self) -> Option<Message> {
        let name = std::mem::take(&mut self.name);
        let mut data = std::mem::take(&mut self.data);
        // The last line's end is not part of it. Without a single line there is no event.
        data.pop()?;
        Some(Message {
            name: if name.is_empty() {
                "message".to_owned()
            } else {
                name
            },
            data,
            id: self.id.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Message, Reader};

    fn read(stream: &str) -> Vec<(String, String, String)> {
        let mut reader = Reader::default();
        let whole = reader.take(stream.as_bytes());
        // However it is cut, it says the same.
        let mut again = Reader::default();
        let bytewise: Vec<Message> = stream.bytes().flat_map(|byte| again.take(&[byte])).collect();
        assert_eq!(whole, bytewise);
        whole
            .into_iter()
            .map(|Message { name, data, id }| (name, data, id))
            .collect()
    }

    fn event(name: &str, data: &str, id: &str) -> (String, String, String) {
        (name.to_owned(), data.to_owned(), id.to_owned())
    }

    #[test]
    fn events_are_read_as_the_server_writes_them() {
        let stream = "event: hello\nretry: 2000\ndata: {}\n\n:\n\nid: 42\nevent: execution\ndata: {\"kind\":\"execution\"}\n\n";
        assert_eq!(
            read(stream),
            [
                event("hello", "{}", ""),
                event("execution", "{\"kind\":\"execution\"}", "42")
            ]
        );
        let mut reader = Reader::default();
        reader.take(b"retry: 2000\nretry: soon\nretry: 99999999999\n");
        assert_eq!(reader.retry, Some(2000));
    }

    #[test]
    fn every_end_of_line_counts_once() {
        for end in ["\n", "\r", "\r\n"] {
            let stream = "data: a\ndata: b\n\ndata: c\n\n".replace('\n', end);
            assert_eq!(
                read(&stream),
                [event("message", "a\nb", ""), event("message", "c", "")],
                "{end:?}"
            );
        }
    }

    #[test]
    fn odd_streams_are_read_as_browsers_read_them() {
        assert_eq!(read("\u{feff}data: a\n\n"), [event("message", "a", "")]);
        assert_eq!(
            read("data:a\n\ndata:  b\n\n"),
            [event("message", "a", ""), event("message", " b", "")]
        );
        assert_eq!(read("data\n\n"), [event("message", "", "")]);
        assert_eq!(read("event: x\n\ndata: a\n\n"), [event("message", "a", "")]);
        assert_eq!(
            read("id: 7\n\ndata: a\n\nid\ndata: b\n\n"),
            [event("message", "a", "7"), event("message", "b", "")]
        );
        assert_eq!(read("id: 7\nid: \0\ndata: a\n\n"), [event("message", "a", "7")]);
        assert_eq!(read("who: me\nDATA: a\n: data: b\n\n"), []);
        assert_eq!(
            read("data: half"),
            [],
            "a stream that breaks off says no more than it has ended"
        );
    }

    #[test]
    fn a_character_that_is_cut_in_two_is_put_together() {
        let mut reader = Reader::default();
        let bytes = "data: Zürich\n\n".as_bytes();
        assert!(reader.take(&bytes[..8]).is_empty());
        assert_eq!(reader.take(&bytes[8..])[0].data, "Zürich");
    }
}
