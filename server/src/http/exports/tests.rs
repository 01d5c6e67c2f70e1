//! The way in, through the whole router.

mod door;
mod late;
mod whole_way;

use service::{Directory as _, DirectorySet};

use crate::testing::Desk;

/// The secret of every feed.
const SECRET: &str = "a secret: of 100% & 27 =";

/// A server with a feed of each set, and this besides.
async fn open(more: &str) -> Desk {
    Desk::open(&(sections() + more)).await
}

fn sections() -> String {
    let feeds = [
        ("devices", "devices", "kind = 'bearer', token = 'SECRET'"),
        (
            "people",
            "people",
            "kind = 'oauth2', client_id = 'nexthink', client_secret = 'SECRET'",
        ),
    ];
    let sections = feeds.map(|(feed, set, credential)| {
        let credential = credential.replace("SECRET", SECRET);
        format!(
            "[exports.{feed}]\nset = '{set}'\nlargest_mib = 1\nlargest_unpacked_mib = 8\nmost_rows = 45000\n\
             credential = {{ {credential} }}\n"
        )
    });
    sections.concat()
}

/// How many rows of a set are in force.
async fn rows(desk: &Desk, set: DirectorySet) -> u64 {
    let sets = desk.store.directory().await.unwrap();
    sets.iter()
        .find(|held| held.set == set)
        .map_or(0, |held| held.rows)
}
