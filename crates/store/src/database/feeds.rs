//! What feeds of exported data have brought.

use async_trait::async_trait;
use domain::FeedName;
use jiff::Timestamp;
use serde_json::json;
use service::{BadRow, BroughtFile, DirectorySet, Feeds, FileFate, FileVersion, KeptBadRow, StoreError};

use crate::{
    Database,
    row::{corrupt, micros, number, timestamp, to_json},
    sql::{Statement, query, query_scalar, storable_json},
};

/// The last files of each feed and set, the one that was put in force and the one that was refused.
macro_rules! last_files {
    () => {
        "SELECT generation FROM (
             SELECT generation, row_number() OVER (
                 PARTITION BY feed, set_name, refused IS NULL ORDER BY ended_at DESC, generation DESC
             ) AS place FROM feed_files
         ) AS placed WHERE place = 1"
    };
}

const LAST_FILES: &str = concat!(
    "SELECT generation, feed, set_name, name, version, as_of, ended_at, row_count, bad_count, refused FROM feed_files
     WHERE generation IN (",
    last_files!(),
    ") ORDER BY feed, ended_at DESC"
);

const FORGET_FILES: &str = concat!(
    "DELETE FROM feed_files WHERE ended_at < $1 AND generation NOT IN (",
    last_files!(),
    ")"
);

const ADD_BAD_ROWS: Statement = Statement {
    sqlite: "INSERT INTO feed_bad_rows (generation, feed, place, line, why, text)
             SELECT $1, $2, value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each($3)",
    postgres: "INSERT INTO feed_bad_rows (generation, feed, place, line, why, text)
               SELECT $1, $2, (value ->> 0)::bigint, (value ->> 1)::bigint, value ->> 2, value ->> 3
               FROM json_array_elements($3::json) AS value",
};

type FileRow = (
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    i64,
    i64,
    Option<String>,
);

fn count(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|error| corrupt("count", error))
}

fn file(row: FileRow) -> Result<BroughtFile, StoreError> {
    let (generation, feed, set, name, version, as_of, ended_at, rows, bad, refused) = row;
    Ok(BroughtFile {
        generation,
        feed: feed.parse().map_err(|error| corrupt("feed", error))?,
        set: DirectorySet::named(&set).ok_or_else(|| corrupt("set of a file", &set))?,
        fetched: (!name.is_empty()).then_some(FileVersion { name, version }),
        as_of: timestamp(as_of)?,
        ended_at: timestamp(ended_at)?,
        rows: count(rows)?,
        bad: count(bad)?,
        refused,
    })
}

#[async_trait]
impl Feeds for Database {
    async fn note_file(&self, file: &BroughtFile, bad: &[BadRow]) -> Result<(), StoreError> {
        let fetched = file.fetched.as_ref();
        let mut tx = self.begin_bulk().await?;
        query(
            "INSERT INTO feed_files
                 (generation, feed, set_name, name, version, as_of, ended_at, row_count, bad_count, refused)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(file.generation.as_str())
        .bind(file.feed.as_str())
        .bind(file.set.name())
        .bind(fetched.map_or("", |fetched| &fetched.name))
        .bind(fetched.map_or("", |fetched| &fetched.version))
        .bind(micros(file.as_of))
        .bind(micros(file.ended_at))
        .bind(number("count", file.rows)?)
        .bind(number("count", file.bad)?)
        .bind(file.refused.as_deref())
        .execute(&mut tx)
        .await?;
        let row = |(place, row): (usize, &BadRow)| json!([place, row.line, row.why, row.text]);
        let rows: Vec<_> = bad.iter().enumerate().map(row).collect();
        query(ADD_BAD_ROWS)
            .bind(file.generation.as_str())
            .bind(file.feed.as_str())
            .bind(storable_json(to_json("bad rows", &rows)?))
            .execute(&mut tx)
            .await?;
        tx.commit().await
    }

    async fn fate_of(
        &self,
        feed: &FeedName,
        set: DirectorySet,
        file: &FileVersion,
    ) -> Result<Option<FileFate>, StoreError> {
        let refused: Option<Option<String>> = query_scalar(
            "SELECT refused FROM feed_files WHERE feed = $1 AND set_name = $2 AND name = $3 AND version = $4
             ORDER BY ended_at DESC LIMIT 1",
        )
        .bind(feed.as_str())
        .bind(set.name())
        .bind(file.name.as_str())
        .bind(file.version.as_str())
        .fetch_optional(self.readers())
        .await?;
        Ok(refused.map(|refused| match refused {
            None => FileFate::Taken,
            Some(_) => FileFate::Refused,
        }))
    }

    async fn last_files(&self) -> Result<Vec<BroughtFile>, StoreError> {
        let rows: Vec<FileRow> = query(LAST_FILES).fetch_all(self.readers()).await?;
        rows.into_iter().map(file).collect()
    }

    async fn bad_rows(&self, feed: &FeedName, limit: u32) -> Result<Vec<KeptBadRow>, StoreError> {
        let rows: Vec<(String, i64, i64, String, String)> = query(
            "SELECT files.generation, files.ended_at, bad.line, bad.why, bad.text
             FROM feed_bad_rows AS bad JOIN feed_files AS files ON files.generation = bad.generation
             WHERE bad.feed = $1 ORDER BY files.ended_at DESC, files.generation, bad.place LIMIT $2",
        )
        .bind(feed.as_str())
        .bind(limit)
        .fetch_all(self.readers())
        .await?;
        rows.into_iter()
            .map(|(generation, ended_at, line, why, text)| {
                let line = count(line)?;
                Ok(KeptBadRow {
                    generation,
                    ended_at: timestamp(ended_at)?,
                    row: BadRow { line, why, text },
                })
            })
            .collect()
    }

    async fn forget_files(&self, before: Timestamp) -> Result<u64, StoreError> {
        let mut tx = self.begin_bulk().await?;
        // Also those of a file that is kept because it is the last one.
        let rows = query(
            "DELETE FROM feed_bad_rows WHERE generation IN (
                 SELECT generation FROM feed_files WHERE ended_at < $1
             )",
        )
        .bind(micros(before))
        .execute(&mut tx)
        .await?;
        let files = query(FORGET_FILES).bind(micros(before)).execute(&mut tx).await?;
        tx.commit().await?;
        Ok(rows + files)
    }
}
