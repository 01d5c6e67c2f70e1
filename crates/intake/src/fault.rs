use std::io;

use thiserror::Error;

use crate::{LONGEST_CELL, LONGEST_NAME, LONGEST_ROW, MOST_COLUMNS, limits::Beyond};

/// How much of a bad row is shown, in characters.
const SHOWN: usize = 200;

/// Why a file cannot be read on.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Fault {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It comes no further, or cannot be unpacked.
    #[error("it cannot be read to its end: {0}")]
    Read(io::Error),
    /// It ends in the midst of something.
    #[error("it breaks off: {0}")]
    BrokenOff(&'static str),
    /// A column of a header has no name.
    #[error("column {0} of the header has no name")]
    NoName(usize),
    /// Two columns of a header have the same name.
    #[error("the header has the column {0} twice")]
    Twice(String),
    /// The header is no text.
    #[error("the header is not UTF-8")]
    Header,
    /// There are more columns than anybody exports.
    #[error("it has more than {MOST_COLUMNS} columns")]
    Columns,
    /// The name of a column is longer than anybody's.
    #[error("column {0} of the header has a name of more than {LONGEST_NAME} bytes")]
    Name(usize),
    /// It is larger than it may be, unpacked.
    #[error("unpacked, it has more than {0} bytes")]
    Bytes(u64),
    /// It has more rows than it may have.
    #[error("it has more than {0} rows")]
    Rows(u64),
    /// A row does not end.
    #[error("line {0} begins a row of more than {LONGEST_ROW} bytes; is a quote open?")]
    TooLong(u64),
    /// It is JSON, but not in one of the known forms.
    #[error("it is not the JSON that was expected: {0}")]
    Json(&'static str),
}

impl From<io::Error> for Fault {
    fn from(error: io::Error) -> Self {
        let beyond = error.get_ref().and_then(|inner| inner.downcast_ref());
        match beyond {
            Some(Beyond(limit)) => Self::Bytes(*limit),
            None => Self::Read(error),
        }
    }
}

/// Why a row cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum Why {
    /// It is too long.
    #[error("it has more than {LONGEST_ROW} bytes")]
    TooLong,
    /// It has not as many cells as the header.
    #[error("it has {found} cells, and the header has {expected}")]
    Cells {
        /// Its cells.
        found: usize,
        /// Those of the header.
        expected: usize,
    },
    /// It is no text.
    #[error("it is not UTF-8")]
    NotText,
    /// A cell is too long.
    #[error("the column {0} has more than {LONGEST_CELL} bytes")]
    Cell(String),
    /// With its columns, there are more than anybody exports.
    #[error("with its columns there are more than {MOST_COLUMNS}")]
    Columns,
    /// The name of a column is longer than anybody's.
    #[error("the name of a column has more than {LONGEST_NAME} bytes")]
    Name,
    /// It is no JSON object, or has a column twice.
    #[error("it is no JSON object with each column once: {0}")]
    Json(String),
}

/// A row that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("row at {line}: {why}")]
pub struct BadRow {
    /// Its line, from 1; in a JSON array its number, from 1.
    pub line: u64,
    /// What is wrong.
    pub why: Why,
    /// Its text, or the last line of it, shortened.
    pub text: String,
}

impl BadRow {
    pub(crate) fn new(line: u64, why: Why, bytes: &[u8]) -> Self {
        // Four bytes are the most that a character has.
        let begin = &bytes[..bytes.len().min(SHOWN * 4)];
        let text = String::from_utf8_lossy(begin);
        let text = text.trim_end().chars().take(SHOWN).collect();
        Self { line, why, text }
    }
}
