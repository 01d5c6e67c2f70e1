//! Rows as the elements of a JSON array. They are cut out of the file by their brackets and quotes alone, and each is read
//! by itself: so one that cannot be read does not hide the others, and none is held that is longer than a row may be.

use std::io::BufRead as _;

use crate::{
    BadRow, Fault, LONGEST_ROW, Why, object,
    pack::{Bytes, peek},
    row::Held,
};

/// Where in the file we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    /// Before the first row, or the end of the array.
    First,
    /// Behind a row.
    Behind,
    /// Behind the end.
    End,
}

/// A file in JSON that holds an array of rows.
pub struct Json<'s> {
    bytes: Bytes<'s>,
    value: Vec<u8>,
    at: At,
    /// Whether the array stands in an object.
    is_wrapped: bool,
    rows: u64,
}

/// What a value turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Read {
    Whole,
    TooLong,
}

impl<'s> Json<'s> {
    /// Reads up to the array of rows.
    pub fn open(mut bytes: Bytes<'s>) -> Result<Self, Fault> {
        let is_wrapped = match token(&mut bytes)? {
            None => return Err(Fault::Empty),
            Some(b'[') => false,
            Some(b'{') => true,
            Some(_) => return Err(Fault::Json("it begins with neither an array nor an object")),
        };
        let mut json = Self {
            bytes,
            value: Vec::new(),
            at: At::First,
            is_wrapped,
            rows: 0,
        };
        json.bytes.consume(1);
        if is_wrapped && !json.find_rows(true)? {
            json.at = At::End;
        }
        Ok(json)
    }

    /// Reads the next row; its number.
    pub fn next(&mut self, held: &mut Held) -> Result<Option<Result<u64, BadRow>>, Fault> {
        if self.at == At::End {
            return Ok(None);
        }
        match self.expect()? {
            b']' => {
                self.bytes.consume(1);
                self.end()?;
                return Ok(None);
            }
            b',' if self.at == At::Behind => {
                self.bytes.consume(1);
                self.expect()?;
            }
            _ if self.at == At::First => {}
            _ => return Err(Fault::Json("there is no comma between two rows")),
        }
        self.at = At::Behind;
        self.rows += 1;
        let read = self.value()?;
        if read == Read::TooLong {
            return Ok(Some(Err(BadRow::new(self.rows, Why::TooLong, &self.value))));
        }
        let read = object::read(&self.value, held);
        Ok(Some(match read {
            Ok(()) => Ok(self.rows),
            Err(error) => Err(held.unread(self.rows, &error, &self.value)),
        }))
    }

    /// What follows the array.
    fn end(&mut self) -> Result<(), Fault> {
        self.at = At::End;
        if self.is_wrapped && self.find_rows(false)? {
            return Err(Fault::Json("two of its keys hold an array of objects"));
        }
        if self.is_wrapped {
            return Ok(());
        }
        nothing_more(&mut self.bytes)
    }

    /// Reads the properties of the object up to an array of objects; whether there is one.
    fn find_rows(&mut self, first: bool) -> Result<bool, Fault> {
        let mut first = first;
        loop {
            match self.expect()? {
                b'}' => {
                    self.bytes.consume(1);
                    nothing_more(&mut self.bytes)?;
                    return Ok(false);
                }
                b',' if !first => {
                    self.bytes.consume(1);
                    self.expect()?;
                }
                _ if first => {}
                _ => return Err(Fault::Json("there is no comma between two keys")),
            }
            first = false;
            if self.expect()? != b'"' {
                return Err(Fault::Json("an object has a key that is no text"));
            }
            self.value()?;
            if self.expect()? != b':' {
                return Err(Fault::Json("a key has no value"));
            }
            self.bytes.consume(1);
            if self.expect()? == b'[' {
                self.bytes.consume(1);
                if self.expect()? == b'{' {
                    return Ok(true);
                }
                self.rest_of_array()?;
            } else {
                self.value()?;
            }
        }
    }

    /// Passes over an array that is not of objects.
    fn rest_of_array(&mut self) -> Result<(), Fault> {
        loop {
            match self.expect()? {
                b']' => {
                    self.bytes.consume(1);
                    return Ok(());
                }
                b',' => self.bytes.consume(1),
                _ => drop(self.value()?),
            }
        }
    }

    /// The next byte that is no blank, which has to be there.
    fn expect(&mut self) -> Result<u8, Fault> {
        token(&mut self.bytes)?.ok_or(Fault::BrokenOff("the JSON is not closed"))
    }

    /// Cuts out one value.
    fn value(&mut self) -> Result<Read, Fault> {
        self.value.clear();
        let mut cut = Cut::default();
        let mut read = Read::Whole;
        loop {
            peek(&mut self.bytes)?.ok_or(Fault::BrokenOff("a value is not whole"))?;
            let buffer = self.bytes.buffer();
            let taken = cut.take(buffer);
            let room = LONGEST_ROW - self.value.len();
            if taken > room {
                read = Read::TooLong;
            }
            self.value.extend_from_slice(&buffer[..taken.min(room)]);
            self.bytes.consume(taken);
            if cut.done {
                return Ok(read);
            }
        }
    }
}

/// Where a value ends.
#[derive(Debug, Default)]
struct Cut {
    depth: u64,
    in_text: bool,
    escaped: bool,
    begun: bool,
    done: bool,
}

impl Cut {
    /// How many of these bytes belong to the value.
    fn take(&mut self, bytes: &[u8]) -> usize {
        let mut place = 0;
        while let Some(byte) = bytes.get(place) {
            place += 1;
            if self.escaped {
                self.escaped = false;
                continue;
            }
            if self.in_text {
                // Texts are most of a file: only their ends are looked at.
                let rest = &bytes[place - 1..];
                let Some(found) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
                    return bytes.len();
                };
                place += found;
                self.escaped = rest[found] == b'\\';
                self.in_text = self.escaped;
                if !self.in_text && self.depth == 0 {
                    self.done = true;
                    return place;
                }
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.done = true;
                        return place;
                    }
                }
                // A number or a word has no end of its own; what cannot begin a value is taken, to be found wrong.
                b',' | b'}' | b']' | b':' | b' ' | b'\t' | b'\r' | b'\n' if self.depth == 0 => {
                    self.done = true;
                    return if self.begun { place - 1 } else { place };
                }
                _ => {}
            }
            self.begun = true;
        }
        bytes.len()
    }
}

/// The next byte that is no blank, which stays.
fn token(bytes: &mut Bytes<'_>) -> Result<Option<u8>, Fault> {
    loop {
        match peek(bytes)? {
            Some(b' ' | b'\t' | b'\r' | b'\n') => bytes.consume(1),
            other => return Ok(other),
        }
    }
}

fn nothing_more(bytes: &mut Bytes<'_>) -> Result<(), Fault> {
    match token(bytes)? {
        None => Ok(()),
        Some(_) => Err(Fault::Json("something follows its end")),
    }
}
