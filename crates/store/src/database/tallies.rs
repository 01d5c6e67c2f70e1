//! What is kept, counted.

use std::{collections::BTreeMap, str::FromStr};

use async_trait::async_trait;
use domain::{InvalidId, State};
use jiff::{SignedDuration, Timestamp};
use service::{LookTally, RunTally, StoreError, Tallies, Tally};

use crate::{
    Database,
    row::{corrupt, micros},
    sql::{Transaction, query},
};

/// An open run is as if it ended now: what was handed over until now counts.
const RUNS: &str = "
    SELECT run.remedy,
           run.state,
           COALESCE(said.helped, of_look.helped),
           CAST(CASE WHEN EXISTS (
               SELECT 1 FROM hand_overs AS handed
               WHERE handed.employee = run.employee
                 AND handed.created_at >= run.created_at
                 AND (run.open = 1 OR handed.created_at < run.updated_at + $2)
                 AND json_extract(handed.body, '$.facts.device.uid') = run.device
           ) THEN 1 ELSE 0 END AS BIGINT),
           CAST(CASE WHEN run.open = 0 AND run.updated_at + $2 <= $3 THEN 1 ELSE 0 END AS BIGINT),
           COUNT(*)
    FROM executions AS run
    LEFT JOIN feedback AS said ON said.execution = run.id
    LEFT JOIN feedback AS of_look ON of_look.diagnosis = run.diagnosis
    WHERE run.created_at >= $1
    GROUP BY 1, 2, 3, 4, 5";

const LOOKS: &str = "
    SELECT json_extract(look.body, '$.topic'), look.found, said.helped, COUNT(*)
    FROM diagnoses AS look LEFT JOIN feedback AS said ON said.diagnosis = look.id
    WHERE look.started_at >= $1
    GROUP BY 1, 2, 3";

const PEOPLE_OF_REMEDIES: &str =
    "SELECT remedy, COUNT(DISTINCT employee) FROM executions WHERE created_at >= $1 GROUP BY remedy";

const PEOPLE_OF_TOPICS: &str = "
    SELECT json_extract(body, '$.topic'), COUNT(DISTINCT employee)
    FROM diagnoses WHERE started_at >= $1 GROUP BY 1";

type RunRow = (String, String, Option<i64>, i64, i64, i64);
type LookRow = (String, Option<i64>, Option<i64>, i64);

fn count(count: i64) -> Result<u64, StoreError> {
    u64::try_from(count).map_err(|error| corrupt("count", error))
}

const fn flag(number: i64) -> bool {
    number != 0
}

fn id<T: FromStr<Err = InvalidId>>(text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|error| corrupt("name", error))
}

fn run((remedy, state, helped, handed_over, settled, runs): RunRow) -> Result<RunTally, StoreError> {
    let known = State::named(&state);
    Ok(RunTally {
        remedy: id(&remedy)?,
        state: known.ok_or_else(|| corrupt("execution", "its state is none"))?,
        helped: helped.map(flag),
        handed_over: flag(handed_over),
        settled: flag(settled),
        runs: count(runs)?,
    })
}

fn look((topic, found, helped, looks): LookRow) -> Result<LookTally, StoreError> {
    Ok(LookTally {
        topic: id(&topic)?,
        found: found.map(flag),
        helped: helped.map(flag),
        looks: count(looks)?,
    })
}

async fn people<T: FromStr<Err = InvalidId> + Ord>(
    tx: &mut Transaction,
    statement: &'static str,
    since: Timestamp,
) -> Result<BTreeMap<T, u64>, StoreError> {
    let rows: Vec<(String, i64)> = query(statement).bind(micros(since)).fetch_all(&mut *tx).await?;
    let read = |(name, people): (String, i64)| Ok((id(&name)?, count(people)?));
    rows.into_iter().map(read).collect()
}

#[async_trait]
impl Tallies for Database {
    async fn tally(
        &self,
        since: Timestamp,
        within: SignedDuration,
        at: Timestamp,
    ) -> Result<Tally, StoreError> {
        let within = i64::try_from(within.as_micros()).map_err(|error| corrupt("length of time", error))?;
        // All counts are of the same moment.
        let mut tx = self.begin_reading().await?;
        let runs: Vec<RunRow> = query(RUNS)
            .bind(micros(since))
            .bind(within)
            .bind(micros(at))
            .fetch_all(&mut tx)
            .await?;
        let looks: Vec<LookRow> = query(LOOKS).bind(micros(since)).fetch_all(&mut tx).await?;
        let tally = Tally {
            runs: runs.into_iter().map(run).collect::<Result<_, _>>()?,
            looks: looks.into_iter().map(look).collect::<Result<_, _>>()?,
            people_of_remedies: people(&mut tx, PEOPLE_OF_REMEDIES, since).await?,
            people_of_topics: people(&mut tx, PEOPLE_OF_TOPICS, since).await?,
        };
        tx.commit().await?;
        Ok(tally)
    }
}
