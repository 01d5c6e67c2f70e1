//! `remedies/*.yaml`: what employees may run, one file each.

mod later;
mod launch;
mod outputs;
mod parameter;
mod proof;
mod question;
mod shelf;

use domain::{CategoryId, Launch, Metric, MetricId, Remedy, RemedyId};
use jiff::SignedDuration;

pub(crate) use shelf::Shelf;

use crate::{
    At, condition, entry,
    fault::Sheet,
    health::Known,
    outcomes,
    read::{self, Keys, values},
    schema::{self, Group, list_of, local_text},
    yaml::Node,
};

/// How long Nexthink can keep trying to reach a device (Nexthink Remote Actions API: 60-10080 minutes).
const EXPIRY_MINUTES: std::ops::RangeInclusive<i64> = 60..=10_080;

/// Reads one remedy. `known` is what `health.yaml` says, or nothing when that could not be read.
pub(crate) fn read(stem: &str, node: &Node, known: Option<&Known>, sheet: &mut Sheet<'_>) -> Option<Remedy> {
    let mut keys = Keys::open("a remedy", "the file", node, sheet)?;
    let id = keys.required("id", read::id::<RemedyId>);
    let category = keys.required("category", read::id::<CategoryId>);
    let launch = keys.required("start", launch::read);
    let title = keys.required("title", read::local_text);
    let summary = keys.required("summary", read::local_text);
    let impact = keys.required("impact", read::local_text);
    let doing = keys.required("doing", read::local_text);
    let consent = keys.optional("consent", read::local_text);
    let platforms = keys.required("platforms", entry::platforms("remedy"));
    let audiences = keys.optional("audiences", entry::audiences("remedy"));
    let helps = keys.optional("helps", read::list(read::id::<MetricId>));
    let offered_when = keys.optional("offered_when", |key, node, sheet| {
        condition::read(key, node, known, "this remedy would never be offered", sheet)
    });
    let parameters = keys.optional("parameters", read::list(parameter::read));
    let asks = keys.optional("asks", question::read);
    let outcomes = keys.optional("outcomes", outcomes::list);
    let outputs = keys.optional("outputs", outputs::read);
    let reads_only = keys.optional("reads_only", read::flag);
    let expected = keys.required("expected", read::duration);
    let restarts = keys.optional("restarts", read::flag);
    let cooldown = keys.optional("cooldown", read::duration);
    let daily_cap = keys.optional("daily_cap", read::count);
    let later = keys.optional("later", later::read);
    let expires = keys.required("expires", read::duration);
    let proof = keys.optional("proof", |key, node, sheet| proof::read(key, node, known, sheet));
    let saves = keys.optional("saves", read::duration);

    let sheet = &mut *keys.sheet;
    if let Some(id) = &id {
        entry::check_id(id.value.as_str(), id.place, stem, sheet);
    }
    if let (Some(known), Some(category)) = (known, &category) {
        known.category(category, sheet);
    }
    for metric in helps.iter().flat_map(|helps| &helps.value) {
        let _: Option<&Metric> = known.and_then(|known| known.metric(metric, sheet));
    }
    if let Some(parameters) = &parameters {
        parameter::check_names(&parameters.value, sheet);
    }
    if let (Some(asks), Some(launch)) = (&asks, &launch) {
        question::check(asks, &launch.value, sheet);
    }
    if let (Some(launch), Some(expires)) = (&launch, &expires) {
        check_expiry(&launch.value, expires, sheet);
    }
    if let Some(reads_only) = &reads_only {
        let restarts = restarts.as_ref().is_some_and(|at| at.value);
        check_reading(reads_only, restarts || proof.is_some(), later.is_some(), sheet);
        if let Some(saves) = &saves {
            check_saving(reads_only, saves, sheet);
        }
    }
    // Without its outputs it would seem to have none.
    let outputs = if keys.has("outputs") {
        outputs.map(|at| at.value)
    } else {
        Some(Vec::new())
    };
    keys.close();

    Some(Remedy {
        id: id?.value,
        category: category?.value,
        launch: launch?.value,
        title: title?.value,
        summary: summary?.value,
        impact: impact?.value,
        consent: consent.map(|at| at.value),
        doing: doing?.value,
        platforms: platforms?.value,
        audiences: audiences.map(|at| at.value).unwrap_or_default(),
        helps: helps.map(|at| values(at.value)).unwrap_or_default(),
        offered_when: offered_when.map(|at| at.value).unwrap_or_default(),
        parameters: parameters
            .map(|at| at.value.into_iter().map(|at| at.value.value).collect())
            .unwrap_or_default(),
        asks: asks.map(|at| at.value),
        outcomes: outcomes.map(|at| at.value).unwrap_or_default(),
        outputs: outputs?,
        reads_only: reads_only.is_some_and(|at| at.value),
        expected: expected?.value,
        restarts: restarts.is_some_and(|at| at.value),
        cooldown: cooldown.map(|at| at.value),
        daily_cap: daily_cap.map(|at| at.value),
        later: later.map(|at| at.value).unwrap_or_default(),
        expires: expires?.value,
        proof: proof.map(|at| at.value),
        saves: saves.map(|at| at.value),
    })
}

/// What changes nothing on the device can neither restart nor mend it.
fn check_reading(reads_only: &At<bool>, changes: bool, waits: bool, sheet: &mut Sheet<'_>) {
    if reads_only.value && waits {
        let what = "this remedy only looks at the device, and whoever has it look waits for what it sees";
        sheet.add(reads_only.place, what, "remove `later`");
    }
    if reads_only.value && changes {
        let what = "this remedy is said to change nothing, but it restarts the device or proves a fix";
        sheet.add(
            reads_only.place,
            what,
            "remove `reads_only`, or `restarts` and `proof`",
        );
    }
}

/// What only looks spares nobody any work.
fn check_saving(reads_only: &At<bool>, saves: &At<SignedDuration>, sheet: &mut Sheet<'_>) {
    if reads_only.value {
        let what = "this remedy is said to change nothing, so it saves nobody any work";
        sheet.add(saves.place, what, "remove `saves`, or `reads_only`");
    }
}

fn check_expiry(launch: &Launch, expires: &At<SignedDuration>, sheet: &mut Sheet<'_>) {
    let minutes = expires.value.as_mins();
    let whole = SignedDuration::from_mins(minutes) == expires.value;
    if matches!(launch, Launch::RemoteAction(_)) && !(whole && EXPIRY_MINUTES.contains(&minutes)) {
        let what =
            "Nexthink cannot keep trying a remote action for this long: it takes 60 to 10080 whole minutes";
        sheet.add(expires.place, what, "write a duration from `60min` to `7d`");
    }
}

/// What the file looks like.
pub(crate) fn schema() -> Group {
    let group = Group::new("Something that employees may run on a device.")
        .required("id", schema::id(), "Its name, which is that of the file.")
        .required(
            "category",
            schema::id(),
            "The group of health.yaml that it is shown in.",
        )
        .required("start", launch::schema(), "What is started in Nexthink.")
        .required(
            "title",
            local_text(),
            "The outcome in the employee's words, which is also what the button says.",
        )
        .required("summary", local_text(), "What it does, in one or two sentences.")
        .required("impact", local_text(), "What the employee notices meanwhile.")
        .required("doing", local_text(), "The name of the running step.")
        .optional("consent", local_text(), "What to agree to before it runs.")
        .optional(
            "helps",
            list_of(schema::id()),
            "The figures that it improves: where one is bad, it is suggested.",
        )
        .optional(
            "offered_when",
            condition::schema(),
            "The ratings of figures under which it is offered; all must hold.",
        )
        .optional(
            "parameters",
            list_of(parameter::schema()),
            "Its inputs, by their names in Nexthink.",
        )
        .optional("asks", question::schema(), "What a workflow asks on its way.")
        .optional(
            "outcomes",
            outcomes::list_schema(),
            "What the words of its executions mean, before those of all remedies.",
        )
        .optional(
            "outputs",
            list_of(outputs::schema()),
            "What its runs tell, by the names in Nexthink.",
        )
        .optional(
            "reads_only",
            schema::flag(),
            "Whether it changes nothing on the device; a check may then run it.",
        )
        .required("expected", schema::duration(), "How long it usually takes.")
        .optional(
            "restarts",
            schema::flag(),
            "Whether the device restarts afterwards.",
        )
        .optional(
            "cooldown",
            schema::duration(),
            "How long after a run it may run again on the same device.",
        )
        .optional(
            "daily_cap",
            schema::count(),
            "How often it may run on one device within 24 hours.",
        )
        .optional(
            "later",
            later::schema(),
            "How much later than now it can be sent instead, the shortest first: 5min to 24h.",
        )
        .required(
            "expires",
            schema::duration(),
            "How long Nexthink keeps trying to reach the device: 60min to 7d.",
        )
        .optional("proof", proof::schema(), "The figure that proves the fix.")
        .optional(
            "saves",
            schema::duration(),
            "How much work of IT one run saves that helps by itself; without it, nothing is claimed.",
        );
    entry::described(group)
}
