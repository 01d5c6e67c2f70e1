//! What the crate promises, through its public interface alone.

mod alike;
mod bad_rows;
mod faults;
mod forms;
mod limits;

use intake::{BadRow, Cell, Fault, Format, Limits, Rows};

/// A value as a test compares it.
#[derive(Debug, Clone, PartialEq)]
enum Value {
    Text(String),
    Number(f64),
}

/// The cells of a row that have a value.
type Cells = Vec<(String, Value)>;

/// Everything that a file gives, and the fault that it ends with.
#[derive(Debug, Default)]
struct Read {
    rows: Vec<(u64, Cells)>,
    bad: Vec<BadRow>,
    fault: Option<Fault>,
}

impl Read {
    fn cells(self) -> Vec<Cells> {
        self.rows.into_iter().map(|(_, cells)| cells).collect()
    }
}

/// Reads a file to its end.
fn read(file: &[u8], format: Option<Format>) -> Read {
    read_within(file, format, Limits::NONE)
}

/// Reads a file as far as the limits.
fn read_within(file: &[u8], format: Option<Format>, limits: Limits) -> Read {
    let mut read = Read::default();
    let rows = Rows::open(file, format, limits);
    read.fault = rows.and_then(|rows| read_into(rows, &mut read)).err();
    read
}

fn read_into(mut rows: Rows<'_>, read: &mut Read) -> Result<(), Fault> {
    while let Some(row) = rows.next()? {
        match row {
            Ok(row) => {
                let cells = row.cells().map(|(column, cell)| {
                    let value = match cell {
                        Cell::Text(text) => Value::Text(text.to_owned()),
                        Cell::Number(number) => Value::Number(number),
                    };
                    (column.to_owned(), value)
                });
                read.rows.push((row.line(), cells.collect()));
            }
            Err(bad) => read.bad.push(bad),
        }
    }
    Ok(())
}

/// The cells of a row, all of text.
fn texts(cells: &[(&str, &str)]) -> Cells {
    let text = |(column, text): &(&str, &str)| ((*column).to_owned(), Value::Text((*text).to_owned()));
    cells.iter().map(text).collect()
}
