//! What decides whether somebody is shown something, one line each, in order.

use domain::{Asked, Criterion, Platform};
use jiff::Timestamp;
use leptos::prelude::*;
use service::view::{AudienceReason, DeviceReason, Visibility};

use crate::{context::Ui, texts::Shown, ui::icon};

/// One line: what is asked, the answer where it is known, and by what it is given.
struct Line<'a> {
    name: &'a str,
    met: Option<bool>,
    by: String,
}

/// The lines of a list.
pub(super) fn list<'a>(ui: &'a Ui, told: &'a Visibility, content_refused: bool) -> impl IntoView + use<'a> {
    let mut lines = vec![audience(ui, &told.audience)];
    lines.extend(theirs(ui, &told.device));
    lines.extend(told.criteria.iter().map(|criterion| line(ui, told, criterion)));
    lines.push(content(ui, content_refused));
    let one = |line: Line<'a>| {
        let (tone, shape, word) = match line.met {
            Some(true) => ("badge tone-good", "ok", &ui.t.explain_yes),
            Some(false) => ("badge tone-bad", "stop", &ui.t.explain_no),
            None => ("badge tone-none", "help", &ui.t.explain_maybe),
        };
        view! {
            <li>
                <b>{line.name}</b>
                <span class=tone>{icon(ui, shape)}{&**word}</span>
                <span class="soft" dir="auto">{line.by}</span>
            </li>
        }
    };
    lines.into_iter().map(one).collect::<Vec<_>>()
}

fn audience<'a>(ui: &'a Ui, reason: &AudienceReason) -> Line<'a> {
    let t = ui.t;
    let names = |audiences: &std::collections::BTreeSet<domain::Audience>| {
        let names: Vec<&str> = audiences.iter().map(domain::Audience::as_str).collect();
        match names.is_empty() {
            true => t.explain_none.to_string(),
            false => names.join(", "),
        }
    };
    let by = match &reason.belongs_to {
        _ if reason.meant_for.is_empty() => t.explain_everybody.to_string(),
        Some(own) => t.explain_meant_for(&names(&reason.meant_for), &names(own)),
        None => t.explain_meant_for_unknown(&names(&reason.meant_for)),
    };
    Line {
        name: &t.explain_audience,
        met: reason.holds,
        by,
    }
}

/// Where none was named, there is nothing to say.
fn theirs<'a>(ui: &'a Ui, reason: &DeviceReason) -> Option<Line<'a>> {
    let t = ui.t;
    let (met, by) = match reason {
        DeviceReason::NotNamed => return None,
        DeviceReason::NotTheirs => (false, String::new()),
        DeviceReason::Theirs(device) => {
            let age = t.age(device.last_seen, ui.now);
            (true, t.explain_theirs_seen(&device.name, &age))
        }
    };
    Some(Line {
        name: &t.explain_theirs,
        met: Some(met),
        by,
    })
}

fn content<'a>(ui: &'a Ui, refused: bool) -> Line<'a> {
    let by = match refused {
        true => &ui.t.explain_content_refused,
        false => &ui.t.explain_content_sound,
    };
    Line {
        name: &ui.t.explain_content,
        met: Some(!refused),
        by: by.to_string(),
    }
}

fn line<'a>(ui: &'a Ui, told: &Visibility, criterion: &Criterion) -> Line<'a> {
    let t = ui.t;
    let (name, by) = match criterion {
        Criterion::Platform { made_for, has } => {
            let made_for: Vec<&str> = made_for
                .iter()
                .map(|platform| Platform::name(*platform))
                .collect();
            let by = t.explain_platform_is(&made_for.join(", "), has.name());
            (&t.explain_platform, by)
        }
        Criterion::NotUnderWay { execution, planned } => {
            let by = match (execution, planned) {
                (Some(execution), Some(at)) => t.explain_free_planned(execution.as_str(), &utc(ui, *at)),
                (Some(execution), None) => t.explain_free_no(execution.as_str()),
                (None, _) => t.explain_free_yes.to_string(),
            };
            (&t.explain_free, by)
        }
        Criterion::CooledDown { .. } => (&t.explain_cooldown, cooled_down(ui, criterion)),
        Criterion::BelowDailyCap { cap, ran, until } => {
            let ran = ran.to_string();
            let by = match (cap.map(|cap| cap.to_string()), until) {
                (None, _) => t.explain_cap_none(&ran),
                (Some(cap), None) => t.explain_cap_ran(&ran, &cap),
                (Some(cap), Some(until)) => t.explain_cap_until(&ran, &cap, &utc(ui, *until)),
            };
            (&t.explain_cap, by)
        }
        Criterion::Needed(asked) if asked.is_empty() => {
            (&t.explain_needed, t.explain_needed_always.to_string())
        }
        Criterion::Needed(asked) => {
            let figures: Vec<String> = asked.iter().map(|asked| figure(ui, told, asked)).collect();
            (&t.explain_needed, figures.join(" "))
        }
        Criterion::Online {
            last_seen, within, ..
        } => {
            let by = t.explain_online_is(&t.age(*last_seen, ui.now), &t.duration(*within));
            (&t.explain_online, by)
        }
    };
    Line {
        name,
        met: Some(criterion.is_met()),
        by,
    }
}

/// Inside a sentence no script puts it right where the zone that we were told is no longer the one.
fn utc(ui: &Ui, at: Timestamp) -> String {
    ui.t.moment(at, ui.now, None, Shown::Minutes)
}

fn cooled_down(ui: &Ui, criterion: &Criterion) -> String {
    let t = ui.t;
    let Criterion::CooledDown {
        cooldown: Some(cooldown),
        last,
        until,
    } = criterion
    else {
        return t.explain_cooldown_none.to_string();
    };
    let cooldown = t.duration(*cooldown);
    match (last.map(|last| utc(ui, last)), until) {
        (None, _) => t.explain_cooldown_never(&cooldown),
        (Some(last), None) => t.explain_cooldown_over(&cooldown, &last),
        (Some(last), Some(until)) => t.explain_cooldown_until(&cooldown, &last, &utc(ui, *until)),
    }
}

fn figure(ui: &Ui, told: &Visibility, asked: &Asked) -> String {
    let t = ui.t;
    let id = &asked.condition.metric;
    let metric = told.metrics.iter().find(|metric| metric.id == *id);
    let label = metric.map_or(id.as_str(), |metric| metric.label.get(ui.page.lang));
    let wanted: Vec<&str> = asked
        .condition
        .rated
        .iter()
        .map(|rating| t.rating(*rating))
        .collect();
    let wanted = wanted.join(", ");
    match (metric, &asked.figure) {
        (Some(metric), Some(figure)) => {
            let value = t.value_of(metric, figure.value, figure.whole);
            t.explain_needed_figure(label, t.rating(figure.rating), &value, &wanted)
        }
        _ => t.explain_needed_no_figure(label, &wanted),
    }
}
