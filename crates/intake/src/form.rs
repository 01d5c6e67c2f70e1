use std::io::BufRead as _;

use crate::{
    Fault, LONGEST_ROW,
    pack::{Unpacked, again, peek},
};

/// What form a file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A header, and values separated by commas.
    Csv,
    /// A JSON object a line.
    Ndjson,
    /// A JSON array of objects, or an object in which one key has one.
    Json,
}

/// Tells the form from the first bytes, which stay.
///
/// An object can be the first of many or the only one: it is the only one where a key of it holds an array of objects.
/// One that is longer than a row may be is no row.
pub fn tell(file: Unpacked<'_>) -> Result<(Format, Unpacked<'_>), Fault> {
    let Unpacked {
        mut bytes,
        proves_its_end,
    } = file;
    let mut read = Vec::new();
    let mut tell = Tell::default();
    let format = loop {
        let Some(byte) = peek(&mut bytes)? else {
            break tell.at_end();
        };
        if read.len() > LONGEST_ROW {
            break Some(Format::Json);
        }
        bytes.consume(1);
        read.push(byte);
        if let Some(format) = tell.byte(byte) {
            break Some(format);
        }
    };
    let bytes = again(read, bytes);
    let file = Unpacked {
        bytes,
        proves_its_end,
    };
    Ok((format.ok_or(Fault::Empty)?, file))
}

/// What is known after some bytes.
#[derive(Debug, Default)]
struct Tell {
    depth: u32,
    in_text: bool,
    escaped: bool,
    /// The last byte outside of texts that is no blank.
    before: Option<u8>,
    /// The object is closed, and one of its keys holds an array with nothing in it.
    closed: bool,
    had_empty: bool,
}

impl Tell {
    fn byte(&mut self, byte: u8) -> Option<Format> {
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => self.in_text = false,
                _ => {}
            }
            return None;
        }
        if matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            return None;
        }
        let before = self.before.replace(byte);
        match (before, byte) {
            (None, b'{') => self.depth = 1,
            (None, b'[') => return Some(Format::Json),
            (None, _) => return Some(Format::Csv),
            _ if self.closed => return Some(Format::Ndjson),
            // The key's own array, not one further inside.
            (Some(b'['), b'{') if self.depth == 2 => return Some(Format::Json),
            (Some(b'['), b']') if self.depth == 2 => {
                self.had_empty = true;
                self.depth -= 1;
            }
            (_, b'"') => self.in_text = true,
            (_, b'{' | b'[') => self.depth += 1,
            (_, b'}' | b']') => {
                self.depth -= 1;
                self.closed = self.depth == 0;
                if self.closed && !self.had_empty {
                    return Some(Format::Ndjson);
                }
            }
            _ => {}
        }
        None
    }

    fn at_end(&self) -> Option<Format> {
        match (self.before, self.closed && self.had_empty) {
            (None, _) => None,
            (Some(_), true) => Some(Format::Json),
            (Some(_), false) => Some(Format::Ndjson),
        }
    }
}
