//! What of the tenant's limits is used.

use std::num::NonZeroU32;

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use service::{
    Api, CallKind, DirectorySet, DirectoryState, FeedState, Rates,
    view::{BudgetView, DirectoryView, LimitsPage, LineView},
};

use super::table::table;
use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    texts::Texts,
    ui::{AdminPage, admin_pages, clock, moment, pair, within},
};

/// The page of the limits.
#[must_use]
pub fn limits(page: &PageContext, view: &LimitsPage) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.limits_title.to_string(),
        live: None,
        current: None,
    };
    let columns = vec![
        &*t.limits_kind,
        &t.limits_minute,
        &t.limits_hour,
        &t.limits_total,
        &t.limits_refused,
        &t.limits_state,
    ];
    let rows: Vec<_> = view.lines.iter().map(|line| row(&ui, line)).collect();
    let budgets: Vec<_> = view.budgets.iter().map(|view| budget(&ui, view)).collect();
    let body = view! {
        <div class="page">
            <div class="hero"><h1>{&*t.limits_title}</h1><p class="lead">{&*t.limits_lead}</p></div>
            <p class="soft" id="since">{within(&t.templates.limits_since, moment(&ui, view.since))}</p>
            <div class="cards">{budgets}</div>
            {directory(&ui, &view.directory)}
            {table("calls", &t.limits_calls, columns, rows)}
            <p class="soft" id="stale">{t.limits_stale(&view.stale.to_string())}</p>
            {admin_pages(&ui, AdminPage::Limits)}
        </div>
    };
    document(&ui, &head, body)
}

fn budget<'a>(ui: &'a Ui, view: &'a BudgetView) -> impl IntoView + use<'a> {
    let t = ui.t;
    let id = view.api.name();
    let next = match view.next_free {
        Some(at) => Either::Left(clock(ui, at)),
        None => Either::Right(&*t.limits_next_now),
    };
    let paused = view
        .paused_until
        .map(|until| within(&t.templates.limits_paused, clock(ui, until)));
    let down = view
        .down_until
        .map(|until| within(&t.templates.limits_down, clock(ui, until)));
    let slower = (view.slower > 1).then(|| t.limits_slower(&view.slower.to_string()));
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{api(t, view.api)}</h2>
            {paused.map(|paused| view! { <p>{paused}</p> })}
            {down.map(|down| view! { <p>{down}</p> })}
            {slower.map(|slower| view! { <p>{slower}</p> })}
            <dl class="pairs">
                {pair(&t.limits_allowed, allowed(t, &view.rates))}
                {pair(&t.limits_used, t.count(view.used))}
                {pair(&t.limits_next, next)}
                {pair(&t.limits_waiting, t.count(view.counts.waiting))}
                {pair(&t.limits_waited, t.count(view.counts.waited))}
                {pair(&t.limits_given_up, t.count(view.counts.given_up))}
            </dl>
        </section>
    }
}

fn allowed(t: &Texts, rates: &Rates) -> String {
    let count = |most: NonZeroU32| t.count(most.get().into());
    let parts = [
        rates.per_second.map(|most| t.limits_per_second(&count(most))),
        rates.per_minute.map(|most| t.limits_per_minute(&count(most))),
        rates.per_day.map(|most| t.limits_per_day(&count(most))),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    match parts.is_empty() {
        true => t.limits_unlimited.to_string(),
        false => parts.join(", "),
    }
}

fn api(t: &Texts, api: Api) -> &str {
    match api {
        Api::Nql => &t.limits_api_nql,
        Api::Export => &t.limits_api_export,
        Api::RemoteActions => &t.limits_api_remote_actions,
        Api::Workflows => &t.limits_api_workflows,
    }
}

fn directory<'a>(ui: &'a Ui, view: &'a DirectoryView) -> impl IntoView + use<'a> {
    let t = ui.t;
    let DirectoryState {
        sets,
        is_shown,
        source_down,
        feeds,
    } = &view.state;
    let means = match (is_shown, sets.is_empty()) {
        (true, _) => &t.limits_directory_shown,
        (false, true) => &t.limits_directory_none,
        (false, false) => &t.limits_directory_live,
    };
    let rows = |set: DirectorySet| {
        let known = sets.iter().find(|known| known.set == set);
        known.map_or(Either::Right("–"), |known| {
            let as_of = within(&t.templates.limits_directory_as_of, moment(ui, known.as_of));
            Either::Left(view! { {t.count(known.rows)}", "{as_of} })
        })
    };
    let next = match view.next_at {
        None => EitherOf3::A(&*t.limits_directory_never),
        Some(at) if at <= ui.now => EitherOf3::B(&*t.limits_directory_due),
        Some(at) => EitherOf3::C(moment(ui, at)),
    };
    view! {
        <section class="card" aria-labelledby="directory">
            <h2 id="directory">{&*t.limits_directory}</h2>
            {source_down.then(|| view! { <p id="directory-down">{&*t.limits_directory_down}</p> })}
            <p>{&**means}</p>
            <dl class="pairs">
                {pair(&t.limits_directory_devices, rows(DirectorySet::Devices))}
                {pair(&t.limits_directory_people, rows(DirectorySet::People))}
                {pair(&t.limits_directory_next, next)}
                {feeds.iter().map(|known| view! {
                    <div><dt>{t.limits_feed(known.name.as_str())}</dt><dd>{feed(ui, known)}</dd></div>
                }).collect::<Vec<_>>()}
            </dl>
        </section>
    }
}

fn feed<'a>(ui: &'a Ui, feed: &'a FeedState) -> impl IntoView + use<'a> {
    let t = ui.t;
    let late = feed.is_late.then(|| view! { ", "{&*t.limits_feed_late} });
    match feed.last {
        Some(last) => {
            Either::Left(view! { {within(&t.templates.limits_directory_as_of, moment(ui, last))}{late} })
        }
        None => Either::Right(&*t.limits_feed_none),
    }
}

fn row<'a>(ui: &'a Ui, line: &'a LineView) -> impl IntoView + use<'a> {
    let t = ui.t;
    let counts = line.counts;
    let state = match line.trouble {
        Some(trouble) => EitherOf3::A(view! { {&*t.limits_trouble}" · "{moment(ui, trouble.since)} }),
        None if counts.total == 0 => EitherOf3::B("–"),
        None => EitherOf3::C(&*t.limits_fine),
    };
    view! {
        <tr id=format!("calls-{}", line.kind.name())>
            <th scope="row">{kind(t, line.kind)}</th>
            <td>{counts.minute.to_string()}</td>
            <td>{counts.hour.to_string()}</td>
            <td>{counts.total.to_string()}</td>
            <td>{counts.refused.to_string()}</td>
            <td>{state}</td>
        </tr>
    }
}

fn kind(t: &Texts, kind: CallKind) -> &str {
    match kind {
        CallKind::Users => &t.limits_users,
        CallKind::Devices => &t.limits_devices,
        CallKind::History => &t.limits_history,
        CallKind::Sightings => &t.limits_sightings,
        CallKind::Trigger => &t.limits_trigger,
        CallKind::Export => &t.limits_export,
    }
}
