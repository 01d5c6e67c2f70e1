//! What an employee wrote in their own words.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A few sentences of an employee: 1 to 1,000 characters of plain text, without spaces around them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Note(String);

/// Why a text cannot be kept as a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NoteFault {
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It is longer than [`Note::LONGEST`].
    #[error("it has {0} characters, and {max} at most are kept", max = Note::LONGEST)]
    TooLong(usize),
    /// It has control characters in it, other than line breaks and tabs.
    #[error("it is not plain text")]
    NotPlain,
}

impl Note {
    /// As many characters are kept.
    pub const LONGEST: usize = 1_000;

    /// What was written into a field that may be left empty.
    ///
    /// # Errors
    /// Why it cannot be kept.
    pub fn read(text: &str) -> Result<Option<Self>, NoteFault> {
        match text.parse() {
            Ok(note) => Ok(Some(note)),
            Err(NoteFault::Empty) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// The text, with `\n` between its lines.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Note {
    type Err = NoteFault;
    fn from_str(text: &str) -> Result<Self, NoteFault> {
        // A form sends line breaks as CR LF (HTML, form data set).
        let text = text.replace("\r\n", "\n");
        let text = text.trim();
        let length = text.chars().count();
        if length == 0 {
            return Err(NoteFault::Empty);
        }
        if length > Self::LONGEST {
            return Err(NoteFault::TooLong(length));
        }
        if text
            .chars()
            .any(|character| character.is_control() && !matches!(character, '\n' | '\t'))
        {
            return Err(NoteFault::NotPlain);
        }
        Ok(Self(text.to_owned()))
    }
}

impl TryFrom<String> for Note {
    type Error = NoteFault;
    fn try_from(text: String) -> Result<Self, NoteFault> {
        text.parse()
    }
}

impl From<Note> for String {
    fn from(note: Note) -> Self {
        note.0
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_plain_text_of_bounded_length() {
        let note = Note::read("  It hangs.\r\n\tAlways.\n").unwrap().unwrap();
        assert_eq!(note.as_str(), "It hangs.\n\tAlways.");
        assert_eq!(Note::read(" \r\n ").unwrap(), None);
        assert!(Note::read(&"é".repeat(1_000)).unwrap().is_some());
        assert_eq!(Note::read(&"é".repeat(1_001)), Err(NoteFault::TooLong(1_001)));
        assert_eq!(Note::read("a\u{1b}[31mb"), Err(NoteFault::NotPlain));
    }

    #[test]
    fn what_is_no_note_does_not_come_in_by_json() {
        assert!(serde_json::from_str::<Note>("\"\"").is_err());
        assert!(serde_json::from_str::<Note>("\"It hangs.\"").is_ok());
    }
}
