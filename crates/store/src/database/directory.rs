//! Everybody's devices. A generation is filled in the tables that are not in force, batch by batch, and indexed when it is
//! whole: an index that grows row by row would have to be written again and again.

mod adding;
mod statements;

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{CollectorUid, EmployeeId};
use jiff::{SignedDuration, Timestamp};
use service::{Begun, DeviceReading, Directory, DirectorySet, Listed, Listing, SetInForce, StoreError, Use};

use self::{
    adding::{DeviceRow, UseRow, add},
    statements::{BY_LOG_ON, DEVICE, FORGET_LOG_ONS, KEEP_DAY, LAST_OF_SOME, Tables, USES_OF},
};
use crate::{
    Database,
    row::{corrupt, from_json, micros, timestamp, to_json},
    sql::{Transaction, Value, query, query_scalar},
};

/// Which of the two tables of a set.
type Side = usize;

/// The tables of a set that are in force, and when the tenant was asked for what is in them.
#[derive(Debug, Clone, Copy)]
struct InForce {
    side: Side,
    as_of: Timestamp,
}

fn side(number: i64) -> Result<Side, StoreError> {
    match number {
        0 => Ok(0),
        1 => Ok(1),
        other => Err(corrupt("side of the directory", other)),
    }
}

/// Holds the generation that is being made, so that nobody else makes one meanwhile; where it is made.
async fn held(
    tx: &mut Transaction,
    set: DirectorySet,
    generation: &str,
    at: Timestamp,
) -> Result<Side, StoreError> {
    let spare: Option<i64> = query_scalar(
        "UPDATE directory_sets SET filled_at = $3 WHERE name = $1 AND filling = $2 RETURNING coalesce(1 - side, 0)",
    )
    .bind(set.name())
    .bind(generation)
    .bind(micros(at))
    .fetch_optional(tx)
    .await?;
    side(spare.ok_or(StoreError::Conflict)?)
}

async fn in_force(tx: &mut Transaction, set: DirectorySet) -> Result<Option<InForce>, StoreError> {
    let row: Option<(i64, i64)> =
        query("SELECT side, as_of FROM directory_sets WHERE name = $1 AND side IS NOT NULL")
            .bind(set.name())
            .fetch_optional(tx)
            .await?;
    row.map(|(number, as_of)| {
        Ok(InForce {
            side: side(number)?,
            as_of: timestamp(as_of)?,
        })
    })
    .transpose()
}

impl Database {
    async fn add_rows<const WIDTH: usize>(
        &self,
        set: DirectorySet,
        generation: &str,
        rows: Vec<[Value; WIDTH]>,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_bulk().await?;
        let spare = held(&mut tx, set, generation, at).await?;
        add(&mut tx, (set, spare), rows).await?;
        tx.commit().await
    }
}

#[async_trait]
impl Directory for Database {
    async fn begin_generation(
        &self,
        set: DirectorySet,
        generation: &str,
        hold: SignedDuration,
        at: Timestamp,
    ) -> Result<Begun, StoreError> {
        let mut tx = self.begin_bulk().await?;
        let lost = at.saturating_sub(hold).unwrap_or(Timestamp::MIN);
        // What a column was before is what a condition sees.
        let before: Option<Option<String>> =
            query_scalar("SELECT filling FROM directory_sets WHERE name = $1")
                .bind(set.name())
                .fetch_optional(&mut tx)
                .await?;
        let taken = query(
            "UPDATE directory_sets SET filling = $2, filled_at = $3
             WHERE name = $1 AND (filling IS NULL OR filling = $2 OR filled_at <= $4)",
        )
        .bind(set.name())
        .bind(generation)
        .bind(micros(at))
        .bind(micros(lost))
        .execute(&mut tx)
        .await?;
        if taken == 0 {
            return Ok(Begun::Busy);
        }
        let goes_on = before.flatten().as_deref() == Some(generation);
        if !goes_on {
            let spare = held(&mut tx, set, generation, at).await?;
            let tables = Tables::of(set);
            query(tables.drop_index[spare]).execute(&mut tx).await?;
            query(tables.empty[spare]).execute(&mut tx).await?;
        }
        tx.commit().await?;
        Ok(if goes_on { Begun::GoesOn } else { Begun::New })
    }

    async fn give_up(&self, set: DirectorySet, generation: &str) -> Result<(), StoreError> {
        query("UPDATE directory_sets SET filling = NULL WHERE name = $1 AND filling = $2")
            .bind(set.name())
            .bind(generation)
            .execute(self.writer())
            .await
            .map(drop)
    }

    async fn drop_part(
        &self,
        set: DirectorySet,
        generation: &str,
        part: u32,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_bulk().await?;
        let spare = held(&mut tx, set, generation, at).await?;
        query(Tables::of(set).drop_part[spare])
            .bind(part)
            .execute(&mut tx)
            .await?;
        tx.commit().await
    }

    async fn add_devices(
        &self,
        generation: &str,
        part: u32,
        devices: &[DeviceReading],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = |reading: &DeviceReading| -> Result<DeviceRow, StoreError> {
            let device = &reading.device;
            Ok([
                device.uid.as_str().into(),
                micros(device.last_seen).into(),
                device.last_user.as_str().into(),
                part.into(),
                to_json("device", device)?.into(),
                to_json("numbers of a device", &reading.numbers)?.into(),
            ])
        };
        let rows = devices.iter().map(row).collect::<Result<_, _>>()?;
        self.add_rows(DirectorySet::Devices, generation, rows, at).await
    }

    async fn add_people(
        &self,
        generation: &str,
        part: u32,
        uses: &[Use],
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let row = |used: &Use| -> UseRow {
            [
                used.employee.as_str().into(),
                used.name.as_str().into(),
                used.device.as_str().into(),
                micros(used.at).into(),
                part.into(),
            ]
        };
        let rows = uses.iter().map(row).collect();
        self.add_rows(DirectorySet::People, generation, rows, at).await
    }

    async fn put_in_force(
        &self,
        sets: &[DirectorySet],
        generation: &str,
        as_of: Timestamp,
        source: &str,
    ) -> Result<(), StoreError> {
        let mut tx = self.begin_bulk().await?;
        if let Transaction::Postgres(_) = tx {
            // What is listed by log-on is of both sets, so none of them may change meanwhile, whoever brings it.
            query("SELECT name FROM directory_sets ORDER BY name FOR UPDATE")
                .execute(&mut tx)
                .await?;
        }
        for set in sets {
            let new = held(&mut tx, *set, generation, as_of).await?;
            let tables = Tables::of(*set);
            query(tables.index[new]).execute(&mut tx).await?;
            let rows: i64 = query_scalar(tables.count[new]).fetch_one(&mut tx).await?;
            query(
                "UPDATE directory_sets SET side = $2, as_of = $3, row_count = $4, source = $5, filling = NULL
                 WHERE name = $1",
            )
            .bind(set.name())
            .bind(i64::try_from(new).map_err(|error| corrupt("side", error))?)
            .bind(micros(as_of))
            .bind(rows)
            .bind(source)
            .execute(&mut tx)
            .await?;
        }
        if let (Some(people), Some(devices)) = (
            in_force(&mut tx, DirectorySet::People).await?,
            in_force(&mut tx, DirectorySet::Devices).await?,
        ) {
            query(FORGET_LOG_ONS[people.side]).execute(&mut tx).await?;
            query(BY_LOG_ON[people.side][devices.side])
                .execute(&mut tx)
                .await?;
        }
        tx.commit().await
    }

    async fn listing(&self, employee: &EmployeeId) -> Result<Option<Listing>, StoreError> {
        let mut tx = self.begin_reading().await?;
        let people = in_force(&mut tx, DirectorySet::People).await?;
        let devices = in_force(&mut tx, DirectorySet::Devices).await?;
        let (Some(people), Some(devices)) = (people, devices) else {
            return Ok(None);
        };
        let uses: Vec<(String, i64, i64)> = query(USES_OF[people.side])
            .bind(employee.as_str())
            .fetch_all(&mut tx)
            .await?;
        let mut listed = Vec::with_capacity(uses.len());
        for (device, at, by_log_on) in uses {
            let device: CollectorUid = device.parse().map_err(|error| corrupt("device", error))?;
            let row: Option<(String, String)> = query(DEVICE[devices.side])
                .bind(device.as_str())
                .fetch_optional(&mut tx)
                .await?;
            if let Some((body, numbers)) = row {
                listed.push(Listed {
                    reading: DeviceReading {
                        device: from_json("device", &body)?,
                        numbers: from_json("numbers of a device", &numbers)?,
                    },
                    used_at: timestamp(at)?,
                    by_log_on: by_log_on == 1,
                });
            }
        }
        Ok(Some(Listing {
            as_of: people.as_of.min(devices.as_of),
            devices: listed,
        }))
    }

    async fn keep_day(
        &self,
        day: i64,
        since: Timestamp,
        after: &str,
        limit: u32,
    ) -> Result<Option<String>, StoreError> {
        let mut tx = self.begin_bulk().await?;
        let Some(devices) = in_force(&mut tx, DirectorySet::Devices).await? else {
            return Ok(None);
        };
        let last: Option<Option<String>> = query_scalar(LAST_OF_SOME[devices.side])
            .bind(after)
            .bind(limit)
            .fetch_optional(&mut tx)
            .await?;
        let Some(last) = last.flatten() else {
            return Ok(None);
        };
        query(KEEP_DAY[devices.side])
            .bind(day)
            .bind(after)
            .bind(last.as_str())
            .bind(micros(since))
            .execute(&mut tx)
            .await?;
        tx.commit().await?;
        Ok(Some(last))
    }

    async fn forget_days(&self, before: i64) -> Result<(), StoreError> {
        query("DELETE FROM directory_days WHERE day < $1")
            .bind(before)
            .execute(self.writer())
            .await
            .map(drop)
    }

    async fn days_of(&self, device: &CollectorUid) -> Result<Vec<(i64, BTreeMap<String, f64>)>, StoreError> {
        let rows: Vec<(i64, String)> =
            query("SELECT day, numbers FROM directory_days WHERE uid = $1 ORDER BY day")
                .bind(device.as_str())
                .fetch_all(self.readers())
                .await?;
        let read = |(day, numbers): (i64, String)| Ok((day, from_json("day of a device", &numbers)?));
        rows.into_iter().map(read).collect()
    }

    async fn directory(&self) -> Result<Vec<SetInForce>, StoreError> {
        let rows: Vec<(String, i64, i64, String)> = query(
            "SELECT name, as_of, row_count, source FROM directory_sets WHERE side IS NOT NULL ORDER BY name",
        )
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(name, as_of, rows, source)| {
                Ok(SetInForce {
                    set: DirectorySet::named(&name).ok_or_else(|| corrupt("set of the directory", &name))?,
                    as_of: timestamp(as_of)?,
                    rows: u64::try_from(rows).map_err(|error| corrupt("count", error))?,
                    source,
                })
            })
            .collect()
    }

    async fn discovery(&self) -> Result<Option<String>, StoreError> {
        query_scalar("SELECT progress FROM discovery WHERE id = 1")
            .fetch_optional(self.readers())
            .await
    }

    async fn keep_discovery(&self, progress: &str) -> Result<(), StoreError> {
        query(
            "INSERT INTO discovery (id, progress) VALUES (1, $1)
             ON CONFLICT (id) DO UPDATE SET progress = excluded.progress",
        )
        .bind(progress)
        .execute(self.writer())
        .await
        .map(drop)
    }
}
