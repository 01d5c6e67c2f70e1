//! What every file of remedies and topics says: its name, and for whom it is.

use std::collections::BTreeSet;

use domain::{Audience, Platform};

use crate::{
    Place,
    fault::Sheet,
    nearest::list,
    read::{self, values},
    schema::{self, Group, some_of},
    yaml::Node,
};

/// Notes an id that is not the name of its file.
pub(crate) fn check_id(id: &str, place: Place, stem: &str, sheet: &mut Sheet<'_>) {
    if id != stem {
        let what = format!("the id `{id}` is not the name of the file, `{stem}`");
        let remedy = format!("write `id: {stem}`, or rename the file to `{id}.yaml`");
        sheet.add(place, what, remedy);
    }
}

/// Reads platforms, of which there must be one; `what` is what the file describes.
pub(crate) fn platforms(
    what: &'static str,
) -> impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<Vec<Platform>> {
    move |key, node, sheet| {
        let platforms = values(read::list(read::word::<Platform>)(key, node, sheet)?);
        if read::is_empty(node) {
            let what = format!("this {what} is for no platform, so nobody would ever see it");
            let remedy = format!("name at least one of {}", list(&read::words::<Platform>()));
            sheet.add(node.place, what, remedy);
        }
        Some(platforms)
    }
}

/// Reads audiences, of which there must be one where the key is; `what` is what the file describes.
pub(crate) fn audiences(
    what: &'static str,
) -> impl FnOnce(&str, &Node, &mut Sheet<'_>) -> Option<BTreeSet<Audience>> {
    move |key, node, sheet| {
        let audiences = values(read::list(read::id::<Audience>)(key, node, sheet)?);
        if read::is_empty(node) {
            let what = format!("this {what} is for no audience; without the key it would be for everybody");
            sheet.add(node.place, what, "name an audience, or remove the key");
        }
        Some(audiences.into_iter().collect())
    }
}

/// The keys that [`platforms`] and [`audiences`] read.
pub(crate) fn described(group: Group) -> Group {
    group
        .required(
            "platforms",
            some_of(schema::word::<Platform>()),
            "The platforms that it is made for.",
        )
        .optional(
            "audiences",
            some_of(schema::id()),
            "Who is shown it; without this key, everybody.",
        )
}
