//! `remedies/*.yaml`: what employees may run, one file each.

mod condition;
mod launch;
mod outputs;
mod parameter;
mod proof;
mod question;

use domain::{Audience, CategoryId, Launch, Metric, MetricId, Platform, Remedy, RemedyId};
use jiff::SignedDuration;

use crate::{
    At,
    fault::Sheet,
    health::Known,
    nearest::list,
    outcomes,
    read::{self, Keys},
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
    let platforms = keys.required("platforms", read::list(read::word::<Platform>));
    let audiences = keys.optional("audiences", read::list(read::id::<Audience>));
    let helps = keys.optional("helps", read::list(read::id::<MetricId>));
    let offered_when = keys.optional("offered_when", |key, node, sheet| {
        condition::read(key, node, known, sheet)
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
    let expires = keys.required("expires", read::duration);
    let proof = keys.optional("proof", |key, node, sheet| proof::read(key, node, known, sheet));

    let sheet = &mut *keys.sheet;
    if let Some(id) = &id {
        check_id(id, stem, sheet);
    }
    if let (Some(known), Some(category)) = (known, &category) {
        known.category(category, sheet);
    }
    for metric in helps.iter().flat_map(|helps| &helps.value) {
        let _: Option<&Metric> = known.and_then(|known| known.metric(metric, sheet));
    }
    if let Some(platforms) = &platforms {
        check_platforms(platforms, sheet);
    }
    if let Some(audiences) = &audiences {
        check_audiences(audiences, sheet);
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
        platforms: values(platforms?.value),
        audiences: audiences
            .map(|at| values(at.value).into_iter().collect())
            .unwrap_or_default(),
        helps: helps.map(|at| values(at.value)).unwrap_or_default(),
        offered_when: offered_when.map(|at| at.value).unwrap_or_default(),
        parameters: parameters
            .map(|at| at.value.into_iter().map(|at| at.value.value).collect())
            .unwrap_or_default(),
        asks: asks.map(|at| at.value),
        outcomes: outcomes.map(|at| at.value).unwrap_or_default(),
        outputs: outputs.map(|at| at.value).unwrap_or_default(),
        reads_only: reads_only.is_some_and(|at| at.value),
        expected: expected?.value,
        restarts: restarts.is_some_and(|at| at.value),
        cooldown: cooldown.map(|at| at.value),
        daily_cap: daily_cap.map(|at| at.value),
        expires: expires?.value,
        proof: proof.map(|at| at.value),
    })
}

fn values<T>(items: Vec<At<T>>) -> Vec<T> {
    items.into_iter().map(|item| item.value).collect()
}

fn check_id(id: &At<RemedyId>, stem: &str, sheet: &mut Sheet<'_>) {
    if id.value.as_str() != stem {
        let what = format!("the id `{}` is not the name of the file, `{stem}`", id.value);
        let remedy = format!("write `id: {stem}`, or rename the file to `{}.yaml`", id.value);
        sheet.add(id.place, what, remedy);
    }
}

fn check_platforms(platforms: &At<Vec<At<Platform>>>, sheet: &mut Sheet<'_>) {
    if platforms.value.is_empty() {
        let what = "this remedy is for no platform, so nobody would ever see it";
        sheet.add(
            platforms.place,
            what,
            format!("name at least one of {}", list(&read::words::<Platform>())),
        );
    }
}

fn check_audiences(audiences: &At<Vec<At<Audience>>>, sheet: &mut Sheet<'_>) {
    if audiences.value.is_empty() {
        let what = "this remedy is for no audience; without the key it would be for everybody";
        sheet.add(audiences.place, what, "name an audience, or remove the key");
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
