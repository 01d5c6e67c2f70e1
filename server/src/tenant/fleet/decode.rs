//! Rows of an exported file, read into the domain's words, some at once.

use std::{collections::BTreeMap, io::Read};

use intake::{Fault, Format, Rows};
use nexthink::QueryId;
use service::{DeviceReading, FleetBatch, FleetPart, FleetRows, Use};

use super::FleetError;
use crate::tenant::{
    queries::{DEVICE_COLUMNS, PEOPLE_COLUMNS},
    read::{self, RowError},
};

/// So many rows are handed on at once.
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
    about: About,
    wanted: Vec<String>,
}

impl Decoder {
    /// For a part of the fleet.
    pub fn new(part: FleetPart, query: QueryId) -> Self {
        let (about, wanted) = match part {
            FleetPart::WindowsDevices | FleetPart::MacDevices => (About::Devices, DEVICE_COLUMNS),
            FleetPart::WindowsPeople | FleetPart::MacPeople => (About::People, PEOPLE_COLUMNS),
        };
        Self {
            query,
            about,
            wanted: wanted.iter().map(ToString::to_string).collect(),
        }
    }

    /// For devices with these columns.
    pub const fn of_devices(query: QueryId, wanted: Vec<String>) -> Self {
        Self {
            query,
            about: About::Devices,
            wanted,
        }
    }

    /// Reads a file to its end, or until `send` says that nobody wants more of it.
    ///
    /// # Errors
    /// When it is no table with the wanted columns, or breaks off.
    pub fn decode(
        &self,
        file: impl Read + Send,
        mut send: impl FnMut(FleetBatch) -> bool,
    ) -> Result<(), FleetError> {
        let mut rows = Rows::open(file, Some(Format::Csv))?;
        let columns = rows.columns();
        let missing = self.wanted.iter().filter(|wanted| !columns.contains(wanted));
        let missing: Vec<String> = missing.cloned().collect();
        if !missing.is_empty() {
            return Err(FleetError::Columns(missing));
        }
        while let Some(batch) = self.batch(&mut rows)? {
            if !send(batch) {
                break;
            }
        }
        Ok(())
    }

    fn batch(&self, rows: &mut Rows<'_>) -> Result<Option<FleetBatch>, Fault> {
        Ok(match self.about {
            About::Devices => self.some(rows, device)?.map(|(devices, unread)| FleetBatch {
                rows: FleetRows::Devices(devices),
                unread,
            }),
            About::People => self.some(rows, used)?.map(|(uses, unread)| FleetBatch {
                rows: FleetRows::People(uses.into_iter().flatten().collect()),
                unread,
            }),
        })
    }

    /// Reads some rows, and how many of them cannot be read; `None` at the end.
    fn some<T>(
        &self,
        rows: &mut Rows<'_>,
        read: impl Fn(&intake::Row<'_>) -> Result<T, RowError>,
    ) -> Result<Option<(Vec<T>, u64)>, Fault> {
        let mut good = Vec::with_capacity(BATCH);
        let mut unread = 0;
        let mut is_over = true;
        for _ in 0..BATCH {
            let Some(row) = rows.next()? else { break };
            is_over = false;
            match row.map_err(RowError::from).and_then(|row| read(&row)) {
                Ok(row) => good.push(row),
                Err(error) => {
                    unread += 1;
                    tracing::debug!(query = %self.query, "a row of {} cannot be read: {error}", self.query);
                }
            }
        }
        Ok((!is_over).then_some((good, unread)))
    }
}

fn device(row: &intake::Row<'_>) -> Result<DeviceReading, RowError> {
    let number = |(column, cell): (&str, intake::Cell<'_>)| Some((column.to_owned(), cell.number().ok()??));
    let numbers: BTreeMap<String, f64> = row.cells().filter_map(number).collect();
    read::device(row, numbers)
}

fn used(row: &intake::Row<'_>) -> Result<Option<Use>, RowError> {
    read::used(row)
}

#[cfg(test)]
mod tests {
    use domain::Platform;

    use super::*;

    fn decoded(part: FleetPart, file: &str) -> Result<Vec<FleetBatch>, FleetError> {
        let decoder = Decoder::new(part, QueryId::new("#deskside_export").unwrap());
        let mut batches = Vec::new();
        decoder.decode(file.as_bytes(), |batch| {
            batches.push(batch);
            true
        })?;
        Ok(batches)
    }

    fn people(rows: &str) -> Result<Vec<FleetBatch>, FleetError> {
        decoded(
            FleetPart::MacPeople,
            &format!("{}\n{rows}", PEOPLE_COLUMNS.join(",")),
        )
    }

    const DEVICE: &str = "0f9bbc2a-6f0f-4c2c-a1cb-0f2e6a5ad1f5";

    #[test]
    fn a_row_that_cannot_be_read_is_counted_and_hides_no_other() {
        let rows = [
            format!("a@acme.example,a,{DEVICE},2026-11-23 07:00:00"),
            format!("b@acme.example,b,{DEVICE},2026-11-23T08:00:00+01:00"),
            // Nobody signs in by no name.
            format!(",b,{DEVICE},2026-11-23 07:00:00"),
            format!("c@acme.example,c,{DEVICE},yesterday"),
            format!("c@acme.example,c,{DEVICE}, "),
            "c@acme.example,c,,2026-11-23 07:00:00".to_owned(),
            format!("c@acme.example,c,{DEVICE}"),
            String::new(),
        ];
        let [batch] = people(&rows.join("\n")).unwrap().try_into().unwrap();
        let FleetRows::People(uses) = batch.rows else {
            panic!("{batch:?}");
        };
        let at = "2026-11-23T07:00:00Z".parse().unwrap();
        let found: Vec<_> = uses.iter().map(|used| (used.name.as_str(), used.at)).collect();
        assert_eq!((found, batch.unread), (vec![("a", at), ("b", at)], 4));
    }

    #[test]
    fn a_device_has_every_number_of_its_row() {
        let header = format!("{},score,bad,none\n", DEVICE_COLUMNS.join(","));
        let row = format!(
            "{DEVICE},laptop-1,laptop,Acme,Acme Book 3,Windows,Windows 11,2026-11-23 07:00:00,a,7.5,x,\n"
        );
        let [batch] = decoded(FleetPart::WindowsDevices, &(header + &row))
            .unwrap()
            .try_into()
            .unwrap();
        let FleetRows::Devices(devices) = batch.rows else {
            panic!("{batch:?}");
        };
        let [reading] = devices.try_into().unwrap();
        assert_eq!(reading.device.model, "Acme Book 3");
        assert_eq!(reading.device.platform, Platform::Windows);
        assert_eq!(reading.numbers, BTreeMap::from([("score".to_owned(), 7.5)]));
    }

    #[test]
    fn batches_are_full_and_stop_when_nobody_wants_more() {
        let row = format!("a@acme.example,a,{DEVICE},2026-11-23 07:00:00\n");
        let all = people(&row.repeat(BATCH + 1)).unwrap();
        let sizes: Vec<_> = all
            .iter()
            .map(|batch| match &batch.rows {
                FleetRows::People(uses) => uses.len(),
                FleetRows::Devices(_) => 0,
            })
            .collect();
        assert_eq!(sizes, [BATCH, 1]);
        let file = format!("{}\n{}", PEOPLE_COLUMNS.join(","), row.repeat(BATCH * 3));
        let decoder = Decoder::new(FleetPart::MacPeople, QueryId::new("#deskside_export").unwrap());
        let mut sent = 0;
        decoder
            .decode(file.as_bytes(), |_| {
                sent += 1;
                false
            })
            .unwrap();
        assert_eq!(sent, 1);
    }

    #[test]
    fn a_file_without_its_columns_or_its_end_is_none() {
        let missing = decoded(FleetPart::MacPeople, "user.upn,user.name\n").unwrap_err();
        let FleetError::Columns(missing) = missing else {
            panic!("{missing}");
        };
        assert_eq!(missing, ["device.collector.uid", "last_used"]);
        let cut = people(&format!("a@acme.example,a,{DEVICE},2026-11-2")).unwrap_err();
        assert!(cut.to_string().contains("breaks off"), "{cut}");
    }
}
