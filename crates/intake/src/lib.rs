//! Rows of files as other systems export them: CSV with a header, one JSON object a line, a JSON array of objects, or a
//! JSON object with such an array in it; plain, or packed by gzip or zstd. How a file is packed, and which of these it is,
//! is told from its first bytes.
//!
//! Memory stays bounded whatever comes, and of a packed file no more is unpacked than [`Limits`] allow. A row that cannot be read is a [`BadRow`], and the others are read on; a file that
//! is none of these forms, or breaks off, is a [`Fault`].
//!
//! ```
//! let file = "device.name,score\nlaptop-1,7.5\nlaptop-2,\n";
//! let mut rows = intake::Rows::open(file.as_bytes(), None, intake::Limits::NONE)?;
//! let mut scores = Vec::new();
//! while let Some(row) = rows.next()? {
//!     if let Ok(row) = row {
//!         scores.push((row.line(), row.number("score")));
//!     }
//! }
//! assert_eq!(scores, [(2, Ok(Some(7.5))), (3, Ok(None))]);
//! # Ok::<(), intake::Fault>(())
//! ```

mod csv;
mod fault;
mod form;
mod json;
mod limits;
mod lines;
mod object;
mod pack;
mod row;
mod rows;

pub use fault::{BadRow, Fault, Why};
pub use form::Format;
pub use limits::Limits;
pub use row::{Cell, NotANumber, Row};
pub use rows::Rows;

/// The longest row, in bytes as it stands in the file. In JSON, a longer one is a bad row and the next one is read. In
/// CSV, where a row ends is known only by its quotes, so that a longer one is a fault of the file.
pub const LONGEST_ROW: usize = 1024 * 1024;

/// The most columns that a file may have.
pub const MOST_COLUMNS: usize = 1_000;

/// The longest name of a column, in bytes: names are kept to the end of the file, and whoever reads rows may keep them with
/// each.
pub const LONGEST_NAME: usize = 200;

/// The longest text in a cell, in bytes. A row with a longer one is a bad row.
pub const LONGEST_CELL: usize = 64 * 1024;
