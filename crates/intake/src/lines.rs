use std::io::{self, BufRead as _, Read as _};

use crate::{LONGEST_ROW, pack::Bytes};

/// How a line ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By a line break, which is part of it.
    Break,
    /// With the file.
    File,
    /// It is longer than a row may be, and goes on.
    TooLong,
}

/// Reads a line, or as much of it as a row may have; `None` at the end of the file.
pub fn next(bytes: &mut Bytes<'_>, line: &mut Vec<u8>) -> io::Result<Option<End>> {
    line.clear();
    let most = LONGEST_ROW + 1;
    let read = bytes
        .by_ref()
        .take(most.try_into().unwrap_or(u64::MAX))
        .read_until(b'\n', line)?;
    Ok(match line.last() {
        None => None,
        Some(b'\n') => Some(End::Break),
        Some(_) if read == most => Some(End::TooLong),
        Some(_) => Some(End::File),
    })
}

/// Passes over the rest of a line.
pub fn skip(bytes: &mut Bytes<'_>) -> io::Result<()> {
    bytes.skip_until(b'\n').map(drop)
}
