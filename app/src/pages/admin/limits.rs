//! What of the tenant's limits is used.

use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use service::{
    CallKind,
    view::{BudgetView, LimitsPage, LineView},
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
    let paused = view.paused_until.map(|until| {
        let until = within(&t.templates.limits_paused, clock(&ui, until));
        view! { <div class="card" id="paused"><p>{until}</p></div> }
    });
    let body = view! {
        <div class="page">
            <div class="hero"><h1>{&*t.limits_title}</h1><p class="lead">{&*t.limits_lead}</p></div>
            <p class="soft" id="since">{within(&t.templates.limits_since, moment(&ui, view.since))}</p>
            {paused}
            <div class="cards">
                {budget(&ui, "queries", &t.limits_queries, &view.nql)}
                {budget(&ui, "triggers", &t.limits_triggers, &view.triggers)}
            </div>
            {table("calls", &t.limits_calls, columns, rows)}
            <p class="soft" id="stale">{t.limits_stale(&view.stale.to_string())}</p>
            {admin_pages(&ui, AdminPage::Limits)}
        </div>
    };
    document(&ui, &head, body)
}

fn budget<'a>(ui: &'a Ui, id: &'static str, title: &'a str, view: &'a BudgetView) -> impl IntoView + use<'a> {
    let t = ui.t;
    let allowed = view.per_second.map_or_else(
        || t.limits_unlimited.to_string(),
        |n| t.limits_per_second(&n.to_string()),
    );
    let next = match view.next_free {
        Some(at) => Either::Left(clock(ui, at)),
        None => Either::Right(&*t.limits_next_now),
    };
    view! {
        <section class="card" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <dl class="pairs">
                {pair(&t.limits_allowed, allowed)}
                {pair(&t.limits_next, next)}
                {pair(&t.limits_waiting, view.counts.waiting.to_string())}
                {pair(&t.limits_waited, view.counts.waited.to_string())}
                {pair(&t.limits_given_up, view.counts.given_up.to_string())}
            </dl>
        </section>
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
    }
}
