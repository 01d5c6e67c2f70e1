//! A PostgreSQL: whether it answers, whether a server starts on it, and whether its clock is right.

use jiff::SignedDuration;
use service::{Clock, StoreError};
use store::{Database, PostgresUrl};

use super::schema;
use crate::{
    config,
    database::{beside, made_of_dump},
    doctor::{clocks, finding::Finding},
};

/// Servers that differ by more than this from a database differ by more from each other than budgets leave room for.
const APART: SignedDuration = SignedDuration::from_secs(2);

pub async fn examine(config: &config::Database, url: &PostgresUrl, clock: &dyn Clock) -> Vec<Finding> {
    let store = match beside(config).await {
        Ok(store) => store,
        Err(fault) => {
            let others = ["schema", "copy", "clock"];
            let others = others.map(|check| Finding::skipped(check, "the database cannot be opened"));
            return [Finding::of("answer", fault)].into_iter().chain(others).collect();
        }
    };
    let findings = vec![
        Finding::ok("answer", format!("The PostgreSQL {url} answers.")),
        schema::examine(&store).await,
        original(&store, url).await,
        same_time(&store, clock).await,
    ];
    store.close().await;
    findings
}

/// Whether it is the database that was worked on, or was made of a dump of it.
async fn original(store: &Database, url: &PostgresUrl) -> Finding {
    let check = "copy";
    match store.is_copy().await {
        Ok(true) => Finding::of(check, made_of_dump(url)),
        Ok(false) => Finding::ok(check, "It was not made of a dump."),
        Err(error) => match store.schema().await {
            // The step by which it knows itself may be among them.
            Ok(schema) if !schema.lacking.is_empty() => {
                Finding::skipped(check, "its tables are not those of this version yet")
            }
            Ok(_) | Err(_) => failed(check, &error),
        },
    }
}

async fn same_time(store: &Database, clock: &dyn Clock) -> Finding {
    let asked = clock.now();
    let there = match store.time().await {
        Ok(there) => there,
        Err(error) => return failed("clock", &error),
    };
    let took = clock.now().duration_since(asked);
    // It was asked half-way, as far as is known.
    apart(asked.duration_since(there) + took / 2)
}

fn apart(ahead: SignedDuration) -> Finding {
    if ahead.abs() <= APART {
        return Finding::ok("clock", "This machine and the database have the same time.");
    }
    Finding::warning(
        "clock",
        format!(
            "{} Servers that share a database share one budget of calls by their clocks: when these differ, Nexthink is \
             asked more often than it allows, or hardly at all.",
            clocks::differ(ahead, "the database's")
        ),
        "Have NTP keep the time of the database's machine and of each server's (`timedatectl set-ntp true`).",
    )
}

fn failed(check: &str, error: &StoreError) -> Finding {
    Finding::fault(
        check,
        format!("It cannot be asked: {error}."),
        "Look at the log of the PostgreSQL, and at what its user may read.",
    )
}

#[cfg(test)]
mod tests {
    use throwaway_postgres::Cluster;

    use super::*;
    use crate::{doctor::finding::Verdict, testing::TestClock};

    #[test]
    fn clocks_may_differ_by_two_seconds() {
        for (millis, verdict, words) in [
            (0, Verdict::Ok, "the same time"),
            (2_000, Verdict::Ok, "the same time"),
            (-2_000, Verdict::Ok, "the same time"),
            (2_001, Verdict::Warning, "clock is 2 s ahead of the database's."),
            (-7_300, Verdict::Warning, "clock is 7 s behind the database's."),
            (-7_300, Verdict::Warning, "share one budget"),
        ] {
            let finding = apart(SignedDuration::from_millis(millis));
            assert_eq!(finding.verdict, verdict, "{millis}");
            assert!(finding.found.contains(words), "{}", finding.found);
            assert_eq!(finding.remedy.contains("NTP"), verdict == Verdict::Warning);
        }
    }

    #[tokio::test]
    async fn a_machine_whose_clock_stands_still_is_behind_the_database() {
        let cluster = Cluster::start().unwrap();
        let (config, url) = (
            config::Database {
                url: Some(cluster.url().into()),
                ..config::Database::default()
            },
            cluster.url().parse().unwrap(),
        );
        let findings = examine(&config, &url, &TestClock::default()).await;
        let clock = findings.iter().find(|finding| finding.check == "clock").unwrap();
        assert_eq!(clock.verdict, Verdict::Warning);
        assert!(clock.found.contains("behind the database's"), "{}", clock.found);
    }
}
