//! Whether the tables are those that this version works on. The steps that are lacking are left to whoever works on them.

use std::path::Path;

use service::StoreError;
use store::{Database, Schema};

use crate::doctor::finding::Finding;

const CHECK: &str = "schema";

/// The tables in an SQLite file, if there is one.
pub async fn of_file(file: &Path) -> Finding {
    if !file.exists() {
        return Finding::ok(CHECK, "`deskside serve` makes its tables when it starts first.");
    }
    match Database::look_into_file(file).await {
        Ok(store) => {
            let finding = examine(&store).await;
            store.close().await;
            finding
        }
        Err(error) => unread(&error),
    }
}

/// The tables in a database that is open.
pub async fn examine(store: &Database) -> Finding {
    let read = async { Ok::<_, StoreError>((store.schema().await?, store.may_change_tables().await?)) };
    match read.await {
        Ok((schema, may_change)) => said_of(&schema, may_change),
        Err(error) => unread(&error),
    }
}

fn unread(error: &StoreError) -> Finding {
    Finding::fault(
        CHECK,
        format!("Its tables cannot be read: {error}."),
        "See whether it is Deskside's database, and let the user that `deskside serve` works as read and write all tables in it.",
    )
}

fn said_of(schema: &Schema, may_change: bool) -> Finding {
    if let Some(newer) = schema.newer {
        return Finding::fault(
            CHECK,
            format!(
                "A newer version has brought it to step {newer:04}, which this one does not know, so that `deskside serve` \
                 does not start on it."
            ),
            "Run the newer version. The only way back to this one is the backup from before the upgrade: \
             docs/operations.md, \"Backup\".",
        );
    }
    let lacks = match (schema.is_empty, schema.lacking.as_slice()) {
        (_, []) => return Finding::ok(CHECK, "Its tables are those of this version."),
        (true, _) => "Its tables are not made yet".to_owned(),
        (false, steps) => format!("It lacks steps of this version ({})", steps.join(", ")),
    };
    match may_change {
        true => Finding::ok(
            CHECK,
            format!("{lacks}: `deskside serve` does that when it starts, or `deskside migrate` before it."),
        ),
        false => Finding::fault(
            CHECK,
            format!(
                "{lacks}, and the user in database.url may not do that, so that `deskside serve` does not start."
            ),
            "Let that user make tables (`GRANT CREATE ON SCHEMA … TO …`) and own those that are there; or run `deskside \
             migrate` with a user in database.url that may and does.",
        ),
    }
}
