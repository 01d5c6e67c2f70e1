//! Where something stands in a file.

use std::fmt;

use serde_saphyr::Location;

/// A place in a text file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl Place {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };

    /// The place right behind `text`, which begins at the start of the file.
    pub(crate) fn behind(text: &str) -> Self {
        let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
        let last_line = text.rsplit('\n').next().unwrap_or(text);
        Self {
            line: number(text.matches('\n').count()),
            column: number(last_line.chars().count()),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        let number = |number: u64| u32::try_from(number).unwrap_or(u32::MAX).max(1);
        Self {
            line: number(location.line()),
            column: number(location.column()),
        }
    }
}

/// A value read from a file, and where it stands there.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct At<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

impl<T> At<T> {
    pub(crate) const fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}
