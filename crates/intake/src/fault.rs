use std::{fmt, io};

use thiserror::Error;

use crate::{LONGEST_ROW, MOST_COLUMNS};

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
    Read(#[from] io::Error),
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
    /// A row does not end.
    #[error("line {0} begins a row of more than {LONGEST_ROW} bytes; is a quote open?")]
    TooLong(u64),
    /// It is JSON, but not in one of the known forms.
    #[error("it is not the JSON that was expected: {0}")]
    Json(&'static str),
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

    pub(crate) fn json(line: u64, error: &impl fmt::Display, bytes: &[u8]) -> Self {
        Self::new(line, Why::Json(error.to_string()), bytes)
    }
}
