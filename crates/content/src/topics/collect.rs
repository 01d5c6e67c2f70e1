//! What a check reads on the device itself.

use domain::{Judgement, Launch, Look, OutputKind, Parameter, Remedy, RemedyId};

use super::Around;
use crate::{
    At, Place,
    fault::Sheet,
    nearest::{instead, list},
    quantity::Quantity,
    read::{self, Keys, values},
    schema::{self, Group, some_of, text},
    yaml::Node,
};

/// Reads `remedy: …`, `output: …` and what counts as found in it: `below`, `above`, `equals` or `one_of`.
pub(super) fn read(key: &str, node: &Node, around: &Around<'_>, sheet: &mut Sheet<'_>) -> Option<Look> {
    let mut keys = Keys::open("what a check collects", key, node, sheet)?;
    let remedy = keys.required("remedy", read::id::<RemedyId>);
    let output = keys.required("output", read::text);
    let below = keys.optional("below", read::quantity);
    let above = keys.optional("above", read::quantity);
    let equals = keys.optional("equals", read::text);
    let one_of = keys.optional("one_of", read::list(read::text));
    let named: Vec<&str> = JUDGEMENTS.into_iter().filter(|key| keys.has(key)).collect();
    if named.len() != 1 {
        let what = match named.len() {
            0 => "it is not said what counts as found".to_owned(),
            _ => format!("what counts as found is said more than once: {}", list(&named)),
        };
        let remedy = format!("write exactly one of {}", list(&JUDGEMENTS));
        keys.sheet.add(keys.place(), what, remedy);
    }
    let described = remedy
        .as_ref()
        .and_then(|remedy| Some((remedy.place, around.remedy(remedy, keys.sheet)?)));
    let kind = described.and_then(|(place, remedy)| {
        check_runs_by_itself(remedy, place, keys.sheet);
        kind(remedy, output.as_ref()?, keys.sheet)
    });
    let written = if let Some(below) = below {
        Some(Written::Limit(below, Judgement::Below))
    } else if let Some(above) = above {
        Some(Written::Limit(above, Judgement::Above))
    } else if let Some(text) = equals {
        Some(Written::Texts(text.place, vec![text.value]))
    } else {
        one_of.map(|texts| Written::Texts(texts.place, values(texts.value)))
    };
    let judged = match (kind, written) {
        (Some(kind), Some(written)) => judgement(kind, written, keys.sheet),
        _ => None,
    };
    keys.close();
    Some(Look::Collect {
        remedy: remedy?.value,
        output: output?.value,
        unit: match kind? {
            OutputKind::Number(unit) => Some(unit),
            OutputKind::Text => None,
        },
        judged: judged?,
    })
}

const JUDGEMENTS: [&str; 4] = ["below", "above", "equals", "one_of"];

/// What counts as found, as written.
enum Written {
    Limit(At<Quantity>, fn(f64) -> Judgement),
    Texts(Place, Vec<String>),
}

/// A check runs without anybody having pressed the remedy's button, so that it may change nothing and ask nothing.
fn check_runs_by_itself(remedy: &Remedy, place: Place, sheet: &mut Sheet<'_>) {
    let open = |parameter: &Parameter| parameter.default.is_none();
    let (what, todo) = if !remedy.reads_only {
        (
            "changes something on the device, so a check may not run it",
            "name a remedy with `reads_only: true`",
        )
    } else if remedy.consent.is_some() || remedy.asks.is_some() {
        (
            "asks before or while it runs, so a check cannot run it",
            "name a remedy without `consent` and `asks`",
        )
    } else if remedy.parameters.iter().any(open) {
        (
            "has to be told a parameter, so a check cannot run it",
            "name a remedy whose parameters all have a `default`",
        )
    } else {
        return;
    };
    sheet.add(place, format!("the remedy `{}` {what}", remedy.id), todo);
}

/// What the output holds. Notes an output that the remedy does not have.
fn kind(remedy: &Remedy, output: &At<String>, sheet: &mut Sheet<'_>) -> Option<OutputKind> {
    let named = remedy.outputs.iter().find(|known| known.name == output.value);
    let kind = named.map(|known| known.holds);
    if kind.is_none() {
        let known: Vec<&str> = remedy.outputs.iter().map(|known| known.name.as_str()).collect();
        let what = format!("the remedy `{}` names no output `{}`", remedy.id, output.value);
        let what_else = match (known.as_slice(), &remedy.launch) {
            ([], Launch::RemoteAction(_)) => format!("add it to the `outputs` of `{}`", remedy.id),
            ([], Launch::Workflow { .. }) => {
                "collect from a remote action: a workflow has no outputs".to_owned()
            }
            (known, _) => instead(&output.value, known),
        };
        sheet.add(output.place, what, what_else);
    }
    kind
}

fn judgement(kind: OutputKind, written: Written, sheet: &mut Sheet<'_>) -> Option<Judgement> {
    let (place, what, remedy) = match (kind, written) {
        (OutputKind::Number(unit), Written::Limit(limit, judged)) => match limit.value.to_base(unit) {
            Ok(number) => return Some(judged(number)),
            Err(remedy) => {
                let what = format!("`{}` is not in the unit of the output", limit.value);
                (limit.place, what, remedy)
            }
        },
        (OutputKind::Text, Written::Texts(place, texts)) => {
            if !texts.is_empty() {
                return Some(Judgement::OneOf(texts));
            }
            let what = "no text is named, so this check would never find anything".to_owned();
            (place, what, "name the texts that count as found".to_owned())
        }
        (OutputKind::Text, Written::Limit(limit, _)) => {
            let what = "the output is a text, which is neither below nor above anything".to_owned();
            let remedy = "write `equals: …` or `one_of: …`, or say in the remedy what the output measures";
            (limit.place, what, remedy.to_owned())
        }
        (OutputKind::Number(_), Written::Texts(place, _)) => {
            let what = "the output is a number, not a text".to_owned();
            (place, what, "write `below: …` or `above: …`".to_owned())
        }
    };
    sheet.add(place, what, remedy);
    None
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("Found when an output of a remedy that changes nothing is like this.")
        .required(
            "remedy",
            schema::id(),
            "The remedy; it must have `reads_only: true`.",
        )
        .required("output", text(), "One of its outputs.")
        .optional("below", schema::amount(), "Found when the number is below this.")
        .optional("above", schema::amount(), "Found when the number is above this.")
        .optional("equals", text(), "Found when the text is this, in any case.")
        .optional(
            "one_of",
            some_of(text()),
            "Found when the text is one of these, in any case.",
        )
        .exactly_one(&JUDGEMENTS)
}
