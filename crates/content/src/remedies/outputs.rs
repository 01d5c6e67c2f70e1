//! What the runs of a remedy tell.

use std::collections::BTreeMap;

use domain::{OutputKind, Unit};

use crate::{
    fault::Sheet,
    read::{self, Word},
    schema::{self, map_of},
    yaml::{Node, Value},
};

impl Word for OutputKind {
    const KIND: &'static str = "kind of output";
    const WORDS: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("bytes", Self::Number(Unit::Bytes)),
        ("percent", Self::Number(Unit::Percent)),
        ("seconds", Self::Number(Unit::Seconds)),
        ("days", Self::Number(Unit::Days)),
        ("count", Self::Number(Unit::Count)),
        ("score", Self::Number(Unit::Score)),
        ("dbm", Self::Number(Unit::Dbm)),
    ];
}

/// Reads `{ BatteryHealth: percent }`: each output by its name in Nexthink, and what it holds.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<BTreeMap<String, OutputKind>> {
    let Value::Map(entries) = &node.value else {
        let what = format!(
            "`{key}` should name outputs and what they hold, not {}",
            node.value.kind()
        );
        let remedy = format!("write for example `{key}: {{ BatteryHealth: percent, BatteryPresent: text }}`");
        sheet.add(node.place, what, remedy);
        return None;
    };
    let mut outputs = BTreeMap::new();
    let mut sound = true;
    for (name, kind) in entries {
        let Some(kind) = read::word::<OutputKind>(&name.value, kind, sheet) else {
            sound = false;
            continue;
        };
        if outputs.insert(name.value.clone(), kind).is_some() {
            sound = false;
            let what = format!("the output `{}` stands here for the second time", name.value);
            sheet.add(name.place, what, "keep one of the two");
        }
    }
    sound.then_some(outputs)
}

/// What it looks like.
pub(super) fn schema() -> serde_json::Value {
    map_of(schema::word::<OutputKind>())
}
