//! One thing that a topic looks at.

use domain::{Check, CheckId, Condition, Look, Rating};

use super::{Around, collect};
use crate::{
    At, condition,
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group, list_of, local_text},
    yaml::{Node, Value},
};

/// Reads the checks of a topic.
pub(super) fn list(key: &str, node: &Node, around: &Around<'_>, sheet: &mut Sheet<'_>) -> Option<Vec<Check>> {
    let checks = read::list(|key, node, sheet| read(key, node, around, sheet))(key, node, sheet)?;
    for (index, At { value: check, .. }) in checks.iter().enumerate() {
        let mut earlier = checks.iter().take(index);
        if earlier.any(|earlier| earlier.value.value.id == check.value.id) {
            let what = format!("there is another check `{}`", check.value.id);
            sheet.add(check.place, what, "give each a name of its own");
        }
    }
    Some(checks.into_iter().map(|check| check.value.value).collect())
}

/// Reads one; its place is that of its id.
fn read(key: &str, node: &Node, around: &Around<'_>, sheet: &mut Sheet<'_>) -> Option<At<Check>> {
    let mut keys = Keys::open("a check", key, node, sheet)?;
    let id = keys.required("id", read::id::<CheckId>);
    let title = keys.required("title", read::local_text);
    let figure = keys.optional("figure", |key, node, sheet| figure(key, node, around, sheet));
    let collect = keys.optional("collect", |key, node, sheet| {
        collect::read(key, node, around, sheet)
    });
    let found = keys.required("found", read::local_text_with(&["{value}", "{device}"]));
    let why = keys.optional("why", read::local_text);
    let remedies = keys.optional("remedies", |key, node, sheet| around.remedies(key, node, sheet));
    let (has_figure, has_collect, place) = (keys.has("figure"), keys.has("collect"), keys.place());
    if has_figure == has_collect {
        let what = if has_figure {
            "a check looks at figures or collects something, not both"
        } else {
            "this check looks at nothing"
        };
        let remedy = "write either `figure: …` or `collect: …`";
        keys.sheet.add(place, what, remedy);
    }
    keys.close();
    let id = id?;
    let check = Check {
        id: id.value,
        title: title?.value,
        look: figure.or(collect)?.value,
        found: found?.value,
        why: why.map(|at| at.value),
        remedies: remedies.map(|at| at.value).unwrap_or_default(),
    };
    Some(At::new(check, id.place))
}

fn figure(key: &str, node: &Node, around: &Around<'_>, sheet: &mut Sheet<'_>) -> Option<Look> {
    let never = "this check would never find anything";
    let conditions = condition::read(key, node, around.known, never, sheet)?;
    if matches!(&node.value, Value::Map(entries) if entries.is_empty()) {
        let what = "no figure is named, so this check would look at nothing";
        let remedy = format!("write for example `{key}: {{ disk_free: [average, frustrating] }}`");
        sheet.add(node.place, what, remedy);
    }
    let blind = |condition: &&Condition| condition.rated.contains(&Rating::Unknown);
    if let Some(condition) = conditions.iter().find(blind) {
        let what = format!(
            "what is not known of `{}` is nothing that was found",
            condition.metric
        );
        sheet.add(node.place, what, "take the rating `unknown` out");
    }
    Some(Look::Figure(conditions))
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new(
        "One thing that is looked at: figures that are known, or something that is read on the device.",
    )
    .required("id", schema::id(), "Its name within the topic.")
    .required("title", local_text(), "What is looked at.")
    .optional(
        "figure",
        condition::schema(),
        "Found when every figure named here has one of its ratings.",
    )
    .optional("collect", collect::schema(), "What is read on the device.")
    .required(
        "found",
        local_text(),
        "What to say when something was found; {value} is what it was judged by, {device} the device's name.",
    )
    .optional("why", local_text(), "What that does to the employee.")
    .optional(
        "remedies",
        list_of(schema::id()),
        "What helps against it, in this order.",
    )
    .exactly_one(&["figure", "collect"])
}
