use std::{borrow::Cow, ops::Range};

use thiserror::Error;

use crate::{BadRow, LONGEST_CELL, Why};

/// The value of a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Text. Truths, lists and objects are given as JSON, and so are integers that a float cannot hold.
    Text(&'a str),
    /// A number.
    Number(f64),
}

/// A value that should have been a number.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no number")]
pub struct NotANumber(String);

#[derive(Debug, Clone, Default)]
pub enum Slot {
    /// The row does not name the column.
    #[default]
    Absent,
    Null,
    Text(Range<usize>),
    Number(f64),
}

/// What a row is read into, again and again: nothing is allocated for a row once the longest has been read.
#[derive(Debug, Default)]
pub struct Held {
    pub columns: Vec<String>,
    pub slots: Vec<Slot>,
    /// The texts of all cells, one after the other.
    pub text: String,
    /// What is wrong with the row, where who reads it can only say that something is.
    pub wrong: Option<Why>,
}

impl Held {
    pub fn clear(&mut self) {
        self.text.clear();
        self.wrong = None;
        self.slots.clear();
        self.slots.resize(self.columns.len(), Slot::Absent);
    }

    /// The column of a cell that is too long.
    pub fn too_long(&self) -> Option<&str> {
        let is_long = |slot: &Slot| matches!(slot, Slot::Text(range) if range.len() > LONGEST_CELL);
        let place = self.slots.iter().position(is_long)?;
        Some(&self.columns[place])
    }

    /// A row that cannot be read, and why.
    pub fn unread(&mut self, line: u64, error: &serde_json::Error, bytes: &[u8]) -> BadRow {
        let why = self.wrong.take();
        BadRow::new(line, why.unwrap_or_else(|| Why::Json(error.to_string())), bytes)
    }

    /// Keeps a text; nothing stands for null.
    pub fn keep(&mut self, text: &str) -> Slot {
        if text.is_empty() {
            return Slot::Null;
        }
        let begin = self.text.len();
        self.text.push_str(text);
        Slot::Text(begin..self.text.len())
    }
}

/// A row. What has no value, is empty or is not named in the row is `None`.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    pub(crate) held: &'a Held,
    pub(crate) line: u64,
}

impl<'a> Row<'a> {
    /// Its line, from 1; in a JSON array its number, from 1.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.line
    }

    /// Every cell that has a value, with its column.
    pub fn cells(&self) -> impl Iterator<Item = (&'a str, Cell<'a>)> {
        let Held {
            columns, slots, text, ..
        } = self.held;
        let named = columns.iter().zip(slots);
        named.filter_map(move |(column, slot)| Some((column.as_str(), read(slot, text)?)))
    }

    /// The value in this column.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<Cell<'a>> {
        let place = self.held.columns.iter().position(|name| name == column)?;
        read(&self.held.slots[place], &self.held.text)
    }

    /// The value as text.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<Cow<'a, str>> {
        Some(match self.cell(column)? {
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(number) => Cow::Owned(number.to_string()),
        })
    }

    /// The value as a finite number, which may be written as text.
    ///
    /// # Errors
    /// When it is none.
    pub fn number(&self, column: &str) -> Result<Option<f64>, NotANumber> {
        self.cell(column).map_or(Ok(None), Cell::number)
    }
}

impl Cell<'_> {
    /// As a finite number, which may be written as text. Blanks are none.
    ///
    /// # Errors
    /// When it is something else.
    pub fn number(self) -> Result<Option<f64>, NotANumber> {
        match self {
            Self::Text(text) if text.trim().is_empty() => Ok(None),
            Self::Text(text) => match self.as_number() {
                None => Err(NotANumber(text.chars().take(100).collect())),
                number => Ok(number),
            },
            Self::Number(number) => Ok(Some(number)),
        }
    }

    /// As a finite number, which may be written as text, where it is one.
    #[must_use]
    pub fn as_number(self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(number),
            Self::Text(text) => text.trim().parse().ok().filter(|number| f64::is_finite(*number)),
        }
    }
}

fn read<'a>(slot: &Slot, text: &'a str) -> Option<Cell<'a>> {
    match slot {
        Slot::Absent | Slot::Null => None,
        Slot::Text(range) => Some(Cell::Text(&text[range.clone()])),
        Slot::Number(number) => Some(Cell::Number(*number)),
    }
}
