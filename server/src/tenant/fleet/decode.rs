//! Rows of an exported file, read into the domain's words, some at once.

use std::{collections::BTreeMap, io};

use intake::{Cell, Fault, Format, Limits, Rows};
use service::{BadRow, DeviceReading, DirectorySet, FleetBatch, FleetRows, Use};

use super::FleetError;
use crate::tenant::{
    queries::{DEVICE_COLUMNS, PEOPLE_COLUMNS},
    read::{self, RowError},
};

/// So many rows are handed on at once,
const BATCH: usize = 1_000;

/// or fewer that weigh so much, in bytes: rows may be long, and several batches are held at a time.
const HEAVIEST: usize = 4 * 1024 * 1024;

/// What a cell weighs besides its text and the name of its column, when it is held.
const CELL: usize = 48;

/// How much of a bad row is shown, in characters.
const SHOWN: usize = 200;

/// Reads the rows of a file.
#[derive(Debug)]
pub struct Decoder {
    set: DirectorySet,
    format: Option<Format>,
    limits: Limits,
    wanted: Vec<String>,
}

impl Decoder {
    /// For a file of this format, or of that which its first bytes tell, as far as the limits.
    pub fn new(set: DirectorySet, format: Option<Format>, limits: Limits) -> Self {
        let wanted = match set {
            DirectorySet::Devices => DEVICE_COLUMNS,
            DirectorySet::People => PEOPLE_COLUMNS,
        };
        Self {
            set,
            format,
            limits,
            wanted: wanted.iter().map(ToString::to_string).collect(),
        }
    }

    /// Wants these columns, too.
    pub fn with<'a>(mut self, columns: impl IntoIterator<Item = &'a str>) -> Self {
        self.wanted.extend(columns.into_iter().map(ToOwned::to_owned));
        self
    }

    /// Reads a file to its end, or until `send` says that nobody wants more of it.
    ///
    /// # Errors
    /// When it is no table with the wanted columns, or breaks off.
    pub fn decode(
        &self,
        file: impl io::Read + Send,
        mut send: impl FnMut(FleetBatch) -> bool,
    ) -> Result<(), FleetError> {
        let mut rows = Rows::open(file, self.format, self.limits)?;
        if rows.has_header() {
            self.look_for_columns(&rows)?;
        }
        let mut is_empty = true;
        while let Some(batch) = self.batch(&mut rows)? {
            is_empty = false;
            if !send(batch) {
                return Ok(());
            }
        }
        // Without a header, columns are known when rows have named them.
        if rows.has_header() || is_empty {
            return Ok(());
        }
        self.look_for_columns(&rows)
    }

    fn look_for_columns(&self, rows: &Rows<'_>) -> Result<(), FleetError> {
        let columns = rows.columns();
        let missing = self.wanted.iter().filter(|wanted| !columns.contains(wanted));
        let missing: Vec<String> = missing.cloned().collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(FleetError::Columns(missing))
    }

    fn batch(&self, rows: &mut Rows<'_>) -> Result<Option<FleetBatch>, Fault> {
        Ok(match self.set {
            DirectorySet::Devices => some(rows, device)?.map(|(devices, bad)| FleetBatch {
                rows: FleetRows::Devices(devices),
                bad,
            }),
            DirectorySet::People => some(rows, used)?.map(|(uses, bad)| FleetBatch {
                rows: FleetRows::People(uses.into_iter().flatten().collect()),
                bad,
            }),
        })
    }
}

/// Rows that could be read, and rows that could not.
type Read<T> = (Vec<T>, Vec<BadRow>);

/// Reads some rows; `None` at the end.
fn some<T>(
    rows: &mut Rows<'_>,
    read: impl Fn(&intake::Row<'_>) -> Result<T, RowError>,
) -> Result<Option<Read<T>>, Fault> {
    let (mut good, mut bad) = (Vec::with_capacity(BATCH), Vec::new());
    let mut weight = 0;
    while good.len() + bad.len() < BATCH && weight < HEAVIEST {
        let Some(row) = rows.next()? else { break };
        let unread = match row {
            Ok(row) => match read(&row) {
                Ok(read) => {
                    weight += weight_of(&row);
                    good.push(read);
                    continue;
                }
                Err(error) => BadRow {
                    line: row.line(),
                    why: error.to_string(),
                    text: shown(&row),
                },
            },
            Err(error) => BadRow {
                line: error.line,
                why: error.why.to_string(),
                text: error.text,
            },
        };
        weight += unread.why.len() + unread.text.len();
        bad.push(unread);
    }
    Ok((!good.is_empty() || !bad.is_empty()).then_some((good, bad)))
}

/// What a row weighs at most when it is held: a figure is kept with the name of its column.
fn weight_of(row: &intake::Row<'_>) -> usize {
    let weight = |(column, cell): (&str, Cell<'_>)| {
        let text = match cell {
            Cell::Text(text) => text.len(),
            Cell::Number(_) => 0,
        };
        column.len() + text + CELL
    };
    row.cells().map(weight).sum()
}

/// What stands in a row, shortened.
fn shown(row: &intake::Row<'_>) -> String {
    let cell = |(column, cell): (&str, Cell<'_>)| match cell {
        Cell::Text(text) => format!("{column}={text} "),
        Cell::Number(number) => format!("{column}={number} "),
    };
    let text: String = row
        .cells()
        .map(cell)
        .flat_map(|cell| cell.chars().collect::<Vec<_>>())
        .take(SHOWN)
        .collect();
    text.trim_end().to_owned()
}

fn device(row: &intake::Row<'_>) -> Result<DeviceReading, RowError> {
    let number = |(column, cell): (&str, Cell<'_>)| Some((column.to_owned(), cell.as_number()?));
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

    fn decoded(set: DirectorySet, file: &str) -> Result<Vec<FleetBatch>, FleetError> {
        let decoder = Decoder::new(set, None, Limits::NONE);
        let mut batches = Vec::new();
        decoder.decode(file.as_bytes(), |batch| {
            batches.push(batch);
            true
        })?;
        Ok(batches)
    }

    fn people(rows: &str) -> Result<Vec<FleetBatch>, FleetError> {
        decoded(
            DirectorySet::People,
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
        assert_eq!(found, [("a", at), ("b", at)]);
        let bad: Vec<_> = batch.bad.iter().map(|bad| (bad.line, bad.why.as_str())).collect();
        assert_eq!(
            bad,
            [
                (
                    5,
                    "the column last_used has the value \"yesterday\", which is not a date and time"
                ),
                (6, "the column last_used has no value"),
                (7, "the column device.collector.uid has no value"),
                (8, "it has 3 cells, and the header has 4"),
            ]
        );
        let shown =
            format!("user.upn=c@acme.example user.name=c device.collector.uid={DEVICE} last_used=yesterday");
        assert_eq!(batch.bad[0].text, shown);
    }

    #[test]
    fn a_device_has_every_number_of_its_row() {
        let header = format!("{},score,bad,none\n", DEVICE_COLUMNS.join(","));
        let row = format!(
            "{DEVICE},laptop-1,laptop,Acme,Acme Book 3,Windows,Windows 11,2026-11-23 07:00:00,a,7.5,x,\n"
        );
        let [batch] = decoded(DirectorySet::Devices, &(header + &row))
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
        let decoder = Decoder::new(DirectorySet::People, None, Limits::NONE);
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
    fn a_batch_of_long_rows_has_fewer_of_them() {
        let name = "n".repeat(60_000);
        let row = format!("a@acme.example,{name},{DEVICE},2026-11-23 07:00:00\n");
        let all = people(&row.repeat(200)).unwrap();
        let sizes = all.iter().map(|batch| match &batch.rows {
            FleetRows::People(uses) => uses.iter().map(|used| used.name.len()).sum(),
            FleetRows::Devices(_) => 0,
        });
        let sizes: Vec<usize> = sizes.collect();
        assert_eq!(sizes.iter().sum::<usize>(), 200 * 60_000);
        assert!(sizes.iter().all(|size| *size < HEAVIEST + 60_000), "{sizes:?}");
    }

    #[test]
    fn figures_weigh_the_names_of_their_columns() {
        let columns: Vec<String> = (0..900)
            .map(|number| format!("{}{number:03}", "c".repeat(190)))
            .collect();
        let header = format!("{},{}\n", DEVICE_COLUMNS.join(","), columns.join(","));
        let figures = vec!["1"; columns.len()].join(",");
        let row = format!(
            "{DEVICE},laptop-1,laptop,Acme,Acme Book 3,Windows,Windows 11,2026-11-23 07:00:00,a,{figures}\n"
        );
        let all = decoded(DirectorySet::Devices, &(header + &row.repeat(60))).unwrap();
        let held = all.iter().map(|batch| match &batch.rows {
            FleetRows::Devices(devices) => {
                let names = devices.iter().flat_map(|reading| reading.numbers.keys());
                names.map(String::len).sum()
            }
            FleetRows::People(_) => 0,
        });
        let held: Vec<usize> = held.collect();
        assert_eq!(held.iter().sum::<usize>(), 60 * 900 * 193);
        assert!(held.iter().all(|held| *held < HEAVIEST), "{held:?}");
    }

    #[test]
    fn a_file_without_its_columns_or_its_end_is_none() {
        let missing = decoded(DirectorySet::People, "user.upn,user.name\n").unwrap_err();
        let FleetError::Columns(missing) = missing else {
            panic!("{missing}");
        };
        assert_eq!(missing, ["device.collector.uid", "last_used"]);
        let named = decoded(DirectorySet::People, "{\"user.upn\":\"a\",\"user.name\":null}\n").unwrap_err();
        let FleetError::Columns(missing) = named else {
            panic!("{named}");
        };
        assert_eq!(missing, ["device.collector.uid", "last_used"]);
        let nothing = decoded(DirectorySet::People, "[]").unwrap();
        assert!(nothing.is_empty(), "a table without rows has no columns to miss");
        let cut = people(&format!("a@acme.example,a,{DEVICE},2026-11-2")).unwrap_err();
        assert!(cut.to_string().contains("breaks off"), "{cut}");
    }
}
