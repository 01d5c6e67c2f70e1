//! Rows of an exported file, read into the domain's words, some at once.

use std::io::{BufReader, Read};

use flate2::read::MultiGzDecoder;
use nexthink::{Compression, QueryId, Table};
use serde_json::Value;
use service::{FleetBatch, FleetPart, FleetRows};

use super::FleetError;
use crate::tenant::{
    queries::{DEVICE_COLUMNS, PEOPLE_COLUMNS},
    read::{self, RowError},
};

/// So many rows are read at once.
const BATCH: usize = 1_000;

/// What rows are about.
#[derive(Debug, Clone, Copy)]
enum About {
    Devices,
    People,
}

/// Reads the rows of a file.
#[derive(Debug)]
pub struct Decoder {
    query: QueryId,
    packed: Compression,
    about: About,
    wanted: Vec<String>,
}

impl Decoder {
    /// For a part of the fleet.
    pub fn new(part: FleetPart, query: QueryId, packed: Compression) -> Self {
        let (about, wanted) = match part {
            FleetPart::WindowsDevices | FleetPart::MacDevices => (About::Devices, DEVICE_COLUMNS),
            FleetPart::WindowsPeople | FleetPart::MacPeople => (About::People, PEOPLE_COLUMNS),
        };
        Self {
            query,
            packed,
            about,
            wanted: wanted.iter().map(ToString::to_string).collect(),
        }
    }

    /// For devices with these columns.
    pub const fn of_devices(query: QueryId, packed: Compression, wanted: Vec<String>) -> Self {
        Self {
            query,
            packed,
            about: About::Devices,
            wanted,
        }
    }

    /// Reads a file to its end, or until `send` says that nobody wants more of it.
    ///
    /// # Errors
    /// When it is no table with the wanted columns, or breaks off.
    pub fn decode(&self, file: impl Read, send: impl FnMut(FleetBatch) -> bool) -> Result<(), FleetError> {
        match self.packed {
            Compression::None => self.rows(file, send),
            Compression::Gzip => self.rows(MultiGzDecoder::new(BufReader::new(file)), send),
            Compression::Zstd => {
                let unpacked = zstd::Decoder::new(file).map_err(|error| broken(&error))?;
                self.rows(unpacked, send)
            }
        }
    }

    fn rows(&self, file: impl Read, mut send: impl FnMut(FleetBatch) -> bool) -> Result<(), FleetError> {
        let mut reader = csv::Reader::from_reader(file);
        let header = reader.headers().map_err(|error| broken(&error))?;
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
        let missing = self.wanted.iter().filter(|wanted| !columns.contains(wanted));
        let missing: Vec<String> = missing.cloned().collect();
        if !missing.is_empty() {
            return Err(FleetError::Columns(missing));
        }
        let mut records = reader.records();
        loop {
            let rows = records.by_ref().take(BATCH).map(|record| Ok(cells(&record?)));
            let rows: Vec<Vec<Value>> = rows
                .collect::<Result<_, csv::Error>>()
                .map_err(|error| broken(&error))?;
            if rows.is_empty() {
                return Ok(());
            }
            let table = Table::new(self.query.clone(), columns.clone(), rows);
            if !send(self.batch(&table.map_err(|error| broken(&error))?)) {
                return Ok(());
            }
        }
    }

    fn batch(&self, table: &Table) -> FleetBatch {
        let mut unread = 0;
        let mut skip = |error: RowError| {
            unread += 1;
            tracing::debug!(query = %self.query, "a row of {} cannot be read: {error}", self.query);
        };
        let columns = table.columns().unwrap_or_default();
        let rows = match self.about {
            About::Devices => {
                let device = |row: &nexthink::Row<'_>| read::device(row, read::numbers(columns, row));
                let devices = table
                    .rows()
                    .filter_map(|row| device(&row).map_err(&mut skip).ok());
                FleetRows::Devices(devices.collect())
            }
            About::People => {
                let uses = table
                    .rows()
                    .filter_map(|row| read::used(&row).map_err(&mut skip).ok());
                FleetRows::People(uses.flatten().collect())
            }
        };
        FleetBatch { rows, unread }
    }
}

/// In a file, nothing stands for null.
fn cells(record: &csv::StringRecord) -> Vec<Value> {
    let cell = |text: &str| match text.is_empty() {
        true => Value::Null,
        false => Value::String(text.to_owned()),
    };
    record.iter().map(cell).collect()
}

fn broken(error: &impl ToString) -> FleetError {
    FleetError::Broken(error.to_string())
}
