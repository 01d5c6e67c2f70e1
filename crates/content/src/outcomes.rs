//! What Nexthink's words about executions mean: `outcomes.yaml` for all of them, and `outcomes` of a remedy for its own.

use std::collections::BTreeMap;

use domain::{Explanation, Means, OutcomeId, OutcomeRule, Pattern, TenantStatus};

use crate::{
    At,
    fault::Sheet,
    read::{self, Keys},
    schema::{self, Group, list_of, local_text, map_of, text},
    yaml::{Node, Value},
};

/// The file that all remedies share.
pub(crate) const OUTCOMES: &str = "outcomes.yaml";

/// Reads the file.
pub(crate) fn read(node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<OutcomeRule>> {
    let mut keys = Keys::open("the outcomes", "the file", node, sheet)?;
    let rules = keys.required("outcomes", list);
    keys.close();
    rules.map(|at| at.value)
}

/// Reads a list of outcomes.
pub(crate) fn list(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Vec<OutcomeRule>> {
    let rules = read::list(rule)(key, node, sheet)?;
    for (index, At { value: rule, .. }) in rules.iter().enumerate() {
        let earlier = rules.iter().take(index);
        if earlier
            .map(|earlier| &earlier.value.value.id)
            .any(|id| *id == rule.value.id)
        {
            let what = format!("there is another outcome `{}`", rule.value.id);
            sheet.add(rule.place, what, "give each a name of its own");
        }
    }
    Some(rules.into_iter().map(|rule| rule.value.value).collect())
}

/// Reads one; its place is that of its id.
fn rule(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<At<OutcomeRule>> {
    let mut keys = Keys::open("an outcome", key, node, sheet)?;
    let id = keys.required("id", read::id::<OutcomeId>);
    let status = keys.required("status", read::word::<TenantStatus>);
    let details = keys.optional("details", read::text);
    let outputs = keys.optional("outputs", outputs);
    let means = keys.optional("means", read::word::<Means>);
    let cause = keys.optional("cause", read::local_text);
    let next = keys.optional("next", read::local_text);
    let (has_cause, has_next) = (keys.has("cause"), keys.has("next"));

    let meant = match (&status, &means) {
        (Some(status), Some(means)) => {
            check_meaning(status.value, means, keys.sheet);
            Some(means.value)
        }
        (Some(status), None) if !keys.has("means") => {
            let usual = usual_meaning(status.value);
            if usual.is_none() {
                let what = "an execution in this status has not ended, so it is not said what this means";
                keys.sheet.add(
                    status.place,
                    what,
                    "add `means: asks`, or name the status of an end",
                );
            }
            usual
        }
        (Some(_), None) | (None, _) => None,
    };
    if let (Some(Means::Failed | Means::Done), Some(id), false) = (meant, &id, has_cause) {
        let what = format!("the outcome `{}` says nothing to anybody", id.value);
        keys.sheet
            .add(id.place, what, "add `cause: …`, what happened in plain words");
    }
    if let (Some(next), false) = (&next, has_cause) {
        let what = "what to do next is said without what happened";
        keys.sheet.add(next.place, what, "add `cause: …`");
    }
    keys.close();
    let id = id?;
    let explanation = cause.map(|cause| Explanation {
        cause: cause.value,
        next: next.map(|at| at.value),
    });
    if explanation.is_none() && (has_cause || has_next) {
        return None;
    }
    let rule = OutcomeRule {
        id: id.value,
        status: status?.value,
        details: details.map(|at| Pattern::from(at.value)),
        outputs: outputs.map(|at| at.value).unwrap_or_default(),
        means: meant?,
        explanation,
    };
    Some(At::new(rule, id.place))
}

const fn usual_meaning(status: TenantStatus) -> Option<Means> {
    match status {
        TenantStatus::Failure | TenantStatus::Expired | TenantStatus::Cancelled => Some(Means::Failed),
        TenantStatus::Success => Some(Means::Done),
        TenantStatus::WaitingOnDevice | TenantStatus::WaitingOnUser | TenantStatus::InProgress => None,
    }
}

fn check_meaning(status: TenantStatus, means: &At<Means>, sheet: &mut Sheet<'_>) {
    if !means.value.fits(status) {
        let fitting = Means::ALL.into_iter().filter(|means| means.fits(status));
        let words: Vec<&str> = fitting.filter_map(read::word_for).collect();
        let status = read::word_for(status).unwrap_or_default();
        let what = format!("an execution in the status `{status}` cannot mean this");
        let remedy = format!("write one of {}", crate::nearest::list(&words));
        sheet.add(means.place, what, remedy);
    }
}

/// Reads `{ BatteryPresent: "false" }`: what outputs must look like.
fn outputs(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<BTreeMap<String, Pattern>> {
    let Value::Map(entries) = &node.value else {
        let what = format!("`{key}` should name outputs, not {}", node.value.kind());
        let remedy = format!("write for example `{key}: {{ BatteryPresent: \"false\" }}`");
        sheet.add(node.place, what, remedy);
        return None;
    };
    let pattern = |(name, value): &(At<String>, Node)| {
        let pattern = read::text(&name.value, value, sheet)?;
        Some((name.value.clone(), Pattern::from(pattern)))
    };
    Some(entries.iter().filter_map(pattern).collect())
}

/// What the file looks like.
pub(crate) fn schema() -> Group {
    Group::new("What Nexthink's words about executions mean.").required(
        "outcomes",
        list_schema(),
        "The first entry that fits is taken.",
    )
}

/// What a list of outcomes looks like.
pub(crate) fn list_schema() -> serde_json::Value {
    let rule = Group::new("Which reports mean what.")
        .required("id", schema::id(), "Its name.")
        .required(
            "status",
            schema::word::<TenantStatus>(),
            "The status in Nexthink.",
        )
        .optional(
            "details",
            text(),
            "What its details look like: * is any text, ? one character, in any case.",
        )
        .optional("outputs", map_of(text()), "What its outputs look like, by name.")
        .optional(
            "means",
            schema::word::<Means>(),
            "What it means; without it, a failure has failed and a success is done.",
        )
        .optional("cause", local_text(), "What happened, in plain words.")
        .optional("next", local_text(), "What to do about it.");
    list_of(rule)
}
