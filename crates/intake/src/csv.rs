//! CSV after RFC 4180, by a reader of our own: those that there are take a quote that is still open at the end of a file
//! for a closed one, and so make a row of what was cut, and they hold in memory whatever an open quote swallows.

use crate::{
    BadRow, Fault, LONGEST_NAME, LONGEST_ROW, MOST_COLUMNS, Why,
    lines::{self, End},
    pack::Unpacked,
    row::Held,
};

/// Where in a record we are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    CellBegin,
    Plain,
    Quoted,
    /// Behind a quote in a quoted cell: the end of it, or half of a doubled one.
    Quote,
}

/// A file in CSV.
pub struct Csv<'s> {
    file: Unpacked<'s>,
    /// The lines read so far.
    lines: u64,
    line: Vec<u8>,
    record: Record,
}

/// The cells of one record, without their quotes.
struct Record {
    at: At,
    text: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
    /// The bytes that it has in the file.
    length: usize,
}

impl Record {
    fn clear(&mut self) {
        self.at = At::CellBegin;
        self.text.clear();
        self.ends.clear();
        self.length = 0;
    }

    /// Reads on; whether the record is whole.
    fn feed(&mut self, line: &[u8]) -> bool {
        self.length += line.len();
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        for byte in content {
            self.byte(*byte);
        }
        if self.at == At::Quoted {
            self.text.extend_from_slice(&line[content.len()..]);
            return false;
        }
        self.ends.push(self.text.len());
        true
    }

    fn byte(&mut self, byte: u8) {
        self.at = match (self.at, byte) {
            (At::CellBegin, b'"') => At::Quoted,
            (At::CellBegin | At::Plain | At::Quote, b',') => {
                self.ends.push(self.text.len());
                At::CellBegin
            }
            (At::Quoted, b'"') => At::Quote,
            // Of a doubled one; what stands behind a closing quote is kept as it is.
            (At::Quote, b'"') | (At::Quoted, _) => {
                self.text.push(byte);
                At::Quoted
            }
            (At::CellBegin | At::Plain | At::Quote, _) => {
                self.text.push(byte);
                At::Plain
            }
        };
    }

    /// The text of the record; `None` where a cell of it is none.
    fn text(&self) -> Option<&str> {
        let text = std::str::from_utf8(&self.text).ok()?;
        // Halves of a character in two cells would make one.
        let whole = self.ends.iter().all(|end| text.is_char_boundary(*end));
        whole.then_some(text)
    }
}

/// The cells of a text, by their ends.
fn cells<'t>(text: &'t str, ends: &'t [usize]) -> impl Iterator<Item = &'t str> {
    let mut begin = 0;
    ends.iter()
        .map(move |end| &text[std::mem::replace(&mut begin, *end)..*end])
}

impl<'s> Csv<'s> {
    /// Reads the header.
    pub fn open(file: Unpacked<'s>, held: &mut Held) -> Result<Self, Fault> {
        let record = Record {
            at: At::CellBegin,
            text: Vec::new(),
            ends: Vec::new(),
            length: 0,
        };
        let mut csv = Self {
            file,
            lines: 0,
            line: Vec::new(),
            record,
        };
        csv.next_record()?.ok_or(Fault::Empty)?;
        let text = csv.record.text().ok_or(Fault::Header)?;
        if csv.record.ends.len() > MOST_COLUMNS {
            return Err(Fault::Columns);
        }
        for name in cells(text, &csv.record.ends) {
            let name = name.trim();
            if name.is_empty() {
                return Err(Fault::NoName(held.columns.len() + 1));
            }
            if name.len() > LONGEST_NAME {
                return Err(Fault::Name(held.columns.len() + 1));
            }
            if held.columns.iter().any(|column| column == name) {
                return Err(Fault::Twice(name.to_owned()));
            }
            held.columns.push(name.to_owned());
        }
        Ok(csv)
    }

    /// Reads the next row; its line.
    pub fn next(&mut self, held: &mut Held) -> Result<Option<Result<u64, BadRow>>, Fault> {
        let Some(line) = self.next_record()? else {
            return Ok(None);
        };
        let (found, expected) = (self.record.ends.len(), held.columns.len());
        let bad = |why| BadRow::new(line, why, &self.line);
        if found != expected {
            return Ok(Some(Err(bad(Why::Cells { found, expected }))));
        }
        let Some(text) = self.record.text() else {
            return Ok(Some(Err(bad(Why::NotText))));
        };
        held.clear();
        for (place, cell) in cells(text, &self.record.ends).enumerate() {
            held.slots[place] = held.keep(cell);
        }
        Ok(Some(Ok(line)))
    }

    /// Reads a record; the line that it begins in.
    fn next_record(&mut self) -> Result<Option<u64>, Fault> {
        self.record.clear();
        let mut began = None;
        loop {
            let Some(end) = lines::next(&mut self.file.bytes, &mut self.line)? else {
                return match began {
                    None => Ok(None),
                    Some(_) => Err(Fault::BrokenOff("a quote is still open at its end")),
                };
            };
            self.lines += 1;
            if began.is_none() && matches!(&self.line[..], b"\n" | b"\r\n") {
                continue;
            }
            let began = *began.get_or_insert(self.lines);
            if end == End::TooLong || self.record.length + self.line.len() > LONGEST_ROW {
                return Err(Fault::TooLong(began));
            }
            if self.record.feed(&self.line) {
                // What is cut in its last cell looks like a whole row.
                if end == End::File && !self.file.proves_its_end {
                    return Err(Fault::BrokenOff(
                        "its last line has no line break, and may have been cut; end it with one, or pack the file",
                    ));
                }
                return Ok(Some(began));
            }
        }
    }
}
