//! How much of a file is read. A small file can be unpacked into one that fills any disk.

use std::io::{self, Read};

use thiserror::Error;

/// How much of a file is read at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes, as they are when the file is unpacked.
    pub bytes: u64,
    /// Rows, also those that cannot be read.
    pub rows: u64,
}

impl Limits {
    /// All of it.
    pub const NONE: Self = Self {
        bytes: u64::MAX,
        rows: u64::MAX,
    };
}

/// There are more bytes than these.
#[derive(Debug, Error)]
#[error("it has more than {0} bytes")]
pub struct Beyond(pub u64);

/// Reads no more than so many bytes: what goes on after them is a failure, and no end.
pub struct Limited<R> {
    source: R,
    left: u64,
    limit: u64,
}

impl<R> Limited<R> {
    pub const fn new(source: R, limit: u64) -> Self {
        Self {
            source,
            left: limit,
            limit,
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        let size = u64::try_from(read).unwrap_or(u64::MAX);
        let left = self.left.checked_sub(size);
        self.left = left.ok_or_else(|| io::Error::other(Beyond(self.limit)))?;
        Ok(read)
    }
}
