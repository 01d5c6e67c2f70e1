use std::io::Read;

use crate::{
    BadRow, Fault, Format, Limits, Row, Why,
    csv::Csv,
    form,
    json::Json,
    lines::{self, End},
    object,
    pack::{Bytes, unpack},
    row::Held,
};

/// The rows of a file, one at a time.
pub struct Rows<'s> {
    held: Held,
    form: Form<'s>,
    is_over: bool,
    /// How many may still come.
    left: u64,
    most: u64,
}

enum Form<'s> {
    Csv(Csv<'s>),
    Ndjson(Ndjson<'s>),
    Json(Json<'s>),
}

impl<'s> Rows<'s> {
    /// Begins to read a file, of this format, or of that which its first bytes tell, as far as the limits.
    ///
    /// # Errors
    /// When there is nothing in it, or no header where there should be one.
    pub fn open(
        source: impl Read + Send + 's,
        format: Option<Format>,
        limits: Limits,
    ) -> Result<Self, Fault> {
        let file = unpack(source, limits.bytes)?;
        let (format, file) = match format {
            Some(format) => (format, file),
            None => form::tell(file)?,
        };
        let mut held = Held::default();
        let form = match format {
            Format::Csv => Form::Csv(Csv::open(file, &mut held)?),
            Format::Ndjson => Form::Ndjson(Ndjson::new(file.bytes)),
            Format::Json => Form::Json(Json::open(file.bytes)?),
        };
        Ok(Self {
            held,
            form,
            is_over: false,
            left: limits.rows,
            most: limits.rows,
        })
    }

    /// The columns that are known so far: those of the header, or all that a row has named.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.held.columns
    }

    /// Whether the columns are known from the beginning.
    #[must_use]
    pub const fn has_header(&self) -> bool {
        matches!(self.form, Form::Csv(_))
    }

    /// The next row, or why it cannot be read; `None` at the end, and for ever after that or a fault.
    ///
    /// # Errors
    /// When nothing that follows can be read.
    #[expect(clippy::should_implement_trait, reason = "a row borrows from what reads it")]
    pub fn next(&mut self) -> Result<Option<Result<Row<'_>, BadRow>>, Fault> {
        if self.is_over {
            return Ok(None);
        }
        self.is_over = true;
        let held = &mut self.held;
        let read = match &mut self.form {
            Form::Csv(csv) => csv.next(held)?,
            Form::Ndjson(ndjson) => ndjson.next(held)?,
            Form::Json(json) => json.next(held)?,
        };
        let Some(read) = read else { return Ok(None) };
        self.left = self.left.checked_sub(1).ok_or(Fault::Rows(self.most))?;
        self.is_over = false;
        let held = &self.held;
        Ok(Some(read.and_then(|line| match held.too_long() {
            None => Ok(Row { held, line }),
            Some(column) => {
                let why = Why::Cell(column.to_owned());
                Err(BadRow::new(line, why, held.text.as_bytes()))
            }
        })))
    }
}

/// A file with an object a line.
struct Ndjson<'s> {
    bytes: Bytes<'s>,
    line: Vec<u8>,
    lines: u64,
}

impl<'s> Ndjson<'s> {
    const fn new(bytes: Bytes<'s>) -> Self {
        Self {
            bytes,
            line: Vec::new(),
            lines: 0,
        }
    }

    fn next(&mut self, held: &mut Held) -> Result<Option<Result<u64, BadRow>>, Fault> {
        loop {
            let Some(end) = lines::next(&mut self.bytes, &mut self.line)? else {
                return Ok(None);
            };
            self.lines += 1;
            if end == End::TooLong {
                lines::skip(&mut self.bytes)?;
                return Ok(Some(Err(BadRow::new(self.lines, Why::TooLong, &self.line))));
            }
            if self.line.trim_ascii().is_empty() {
                continue;
            }
            return match object::read(&self.line, held) {
                Ok(()) => Ok(Some(Ok(self.lines))),
                // Its closing bracket says whether it is whole.
                Err(error) if end == End::File && error.is_eof() => {
                    Err(Fault::BrokenOff("its last line is not whole"))
                }
                Err(error) => Ok(Some(Err(held.unread(self.lines, &error, &self.line)))),
            };
        }
    }
}
