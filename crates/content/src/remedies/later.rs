//! `later`: when else than now a remedy can be sent.

use std::ops::RangeInclusive;

use jiff::SignedDuration;
use serde_json::Value;

use crate::{
    At,
    fault::Sheet,
    read::{self, values},
    schema::{self, list_of},
    yaml::Node,
};

/// Long enough to mean something else than now, and so short that whoever chose it still knows.
const RANGE: RangeInclusive<SignedDuration> = SignedDuration::from_mins(5)..=SignedDuration::from_hours(24);

/// How many there are to choose from at most.
const MOST: usize = 6;

/// Reads the durations, the shortest first.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<SignedDuration>> {
    let chosen = read::list(read::duration)(key, node, sheet)?;
    if let Some(one_too_many) = chosen.get(MOST) {
        let what = format!("`{key}` has more than {MOST} durations");
        sheet.add(one_too_many.place, what, "leave some out");
    }
    let mut last: Option<&At<SignedDuration>> = None;
    for one in &chosen {
        if !RANGE.contains(&one.value) {
            let what = "nothing can be planned for then: it takes 5 minutes to 24 hours";
            sheet.add(one.place, what, "write a duration from `5min` to `24h`");
        } else if last.is_some_and(|last| last.value >= one.value) {
            let what = format!("`{key}` is not in order, or names a duration twice");
            sheet.add(one.place, what, "write the shortest first, and each once");
        }
        last = Some(one);
    }
    Some(values(chosen))
}

/// What it looks like.
pub(super) fn schema() -> Value {
    list_of(schema::duration())
}
