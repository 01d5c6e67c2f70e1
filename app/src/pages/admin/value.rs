//! What Deskside is worth.

use domain::{LocalText, State};
use jiff::SignedDuration;
use leptos::{either::Either, prelude::*};
use service::{
    Period,
    view::{RemedyCounts, RemedyValue, TopicCounts, TopicValue, ValuePage},
};

use super::table::table;
use crate::{
    context::{PageContext, Ui},
    shell::{Head, document},
    texts::Texts,
    ui::{AdminPage, admin_pages},
};

/// The page of the value. `keep` is how long an execution is kept after its end.
#[must_use]
pub fn value(page: &PageContext, view: &ValuePage, keep: SignedDuration) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let head = Head {
        title: t.value_title.to_string(),
        live: None,
        current: None,
    };
    let kept_days = usize::try_from(keep.as_hours() / 24).unwrap_or_default();
    let forgotten = kept_days < usize::from(view.period.days());
    let tables = if view.remedies.is_empty() && view.topics.is_empty() {
        Either::Left(view! { <p class="card soft">{&*t.value_nothing}</p> })
    } else {
        Either::Right(view! { {totals(t, view)}{remedies(&ui, view)}{topics(&ui, view)} })
    };
    let body = view! {
        <div class="page">
            <div class="hero">
                <h1>{&*t.value_title}</h1>
                <p class="lead">{t.value_lead(&t.day(view.since))}</p>
            </div>
            {periods(&ui, view.period)}
            {tables}
            <section class="card">
                <p>{t.value_deflected_means(&t.duration(view.handed_over_within))}</p>
                <p>{&*t.value_saved_means}</p>
                <p class="soft">{t.value_few_means(&view.few.to_string())}</p>
                {(!view.knows_hand_overs).then(|| view! { <p id="no-desk">{&*t.value_no_desk}</p> })}
                {forgotten.then(|| view! { <p id="not-kept">{t.value_not_kept(&t.days(kept_days))}</p> })}
            </section>
            {admin_pages(&ui, AdminPage::Value)}
        </div>
    };
    document(&ui, &head, body)
}

fn periods<'a>(ui: &'a Ui, current: Period) -> impl IntoView + use<'a> {
    let link = |period: Period| {
        let days = ui.t.days(period.days().into());
        let here = (period == current).then_some("page");
        let address = ui.to(&format!("/admin/value?days={}", period.days()));
        view! { <li><a class="button button-quiet" href=address aria-current=here>{days}</a></li> }
    };
    let csv = ui.to(&format!("/admin/value.csv?days={}", current.days()));
    view! {
        <nav class="periods" aria-label=&*ui.t.value_period>
            <ul>{Period::ALL.map(link).into_iter().collect::<Vec<_>>()}</ul>
            <a id="csv" href=csv>{&*ui.t.value_csv}</a>
        </nav>
    }
}

fn totals<'a>(t: &'a Texts, view: &'a ValuePage) -> impl IntoView + use<'a> {
    let total = &view.total;
    let one = |name: &'a str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    view! {
        <section class="card" aria-labelledby="total">
            <h2 id="total">{&*t.value_total}</h2>
            <dl class="totals">
                {one(&t.value_started, total.started.to_string())}
                {one(t.state(State::Fixed), total.fixed.to_string())}
                {one(&t.value_deflected, total.deflected.to_string())}
                {one(&t.value_too_early, total.too_early.to_string())}
                {total.saved.map(|saved| one(&t.value_saved, t.duration(saved)))}
            </dl>
        </section>
    }
}

/// A row; where few people are behind it, nothing but that.
fn row<'a>(
    ui: &'a Ui,
    name: &'a str,
    columns: usize,
    few: u64,
    cells: Option<Vec<String>>,
) -> impl IntoView + use<'a> {
    let cells = match cells {
        Some(cells) => Either::Left(
            cells
                .into_iter()
                .map(|cell| view! { <td>{cell}</td> })
                .collect::<Vec<_>>(),
        ),
        None => Either::Right(view! {
            <td class="withheld" colspan=columns.saturating_sub(1)>{ui.t.value_withheld(&few.to_string())}</td>
        }),
    };
    view! { <tr><th scope="row" dir="auto">{name}</th>{cells}</tr> }
}

/// What content calls it, or its name in the files where content has it no more.
fn called<'a>(ui: &Ui, title: Option<&'a LocalText>, id: &'a str) -> &'a str {
    title.map_or(id, |title| title.get(ui.page.lang))
}

fn remedies<'a>(ui: &'a Ui, view: &'a ValuePage) -> impl IntoView + use<'a> {
    let t = ui.t;
    let columns = vec![
        &*t.value_remedy,
        &t.value_people,
        &t.value_started,
        &t.value_deflected,
        &t.value_too_early,
        &t.value_saved,
        t.state(State::Fixed),
        t.state(State::Done),
        t.state(State::NotFixed),
        t.state(State::Failed),
        t.state(State::Expired),
        t.state(State::Unsure),
        &t.value_under_way,
        &t.value_declined,
        t.state(State::Cancelled),
        &t.value_helped,
        &t.value_not_helped,
        &t.value_handed_over,
    ];
    let width = columns.len();
    let one = |value: &'a RemedyValue| {
        let title = value.remedy.as_ref().map(|remedy| &remedy.title);
        let name = called(ui, title, value.id.as_str());
        row(
            ui,
            name,
            width,
            view.few,
            value.counts.as_ref().map(|counts| remedy_cells(t, counts)),
        )
    };
    let rows: Vec<_> = view.remedies.iter().map(one).collect();
    (!rows.is_empty()).then(|| table("remedies", &t.value_remedies, columns, rows))
}

fn remedy_cells(t: &Texts, counts: &RemedyCounts) -> Vec<String> {
    let saved = counts.saved.map_or_else(String::new, |saved| t.duration(saved));
    let before = [counts.people, counts.started, counts.deflected, counts.too_early];
    let after = [
        counts.fixed,
        counts.done,
        counts.not_fixed,
        counts.failed,
        counts.expired,
        counts.unsure,
        counts.under_way,
        counts.declined,
        counts.cancelled,
        counts.helped,
        counts.not_helped,
        counts.handed_over,
    ];
    let text = |count: u64| count.to_string();
    let before = before.map(text).into_iter();
    before.chain([saved]).chain(after.map(text)).collect()
}

fn topics<'a>(ui: &'a Ui, view: &'a ValuePage) -> impl IntoView + use<'a> {
    let t = ui.t;
    let columns = vec![
        &*t.value_topic,
        &t.value_people,
        &t.value_looks,
        &t.value_found,
        &t.value_nothing_found,
        &t.value_helped,
        &t.value_not_helped,
    ];
    let width = columns.len();
    let one = |value: &'a TopicValue| {
        let title = value.topic.as_ref().map(|topic| &topic.title);
        let name = called(ui, title, value.id.as_str());
        let cells = |counts: &TopicCounts| {
            let all = [
                counts.people,
                counts.looks,
                counts.found,
                counts.nothing_found,
                counts.helped,
                counts.not_helped,
            ];
            all.map(|count| count.to_string()).to_vec()
        };
        row(ui, name, width, view.few, value.counts.as_ref().map(cells))
    };
    let rows: Vec<_> = view.topics.iter().map(one).collect();
    (!rows.is_empty()).then(|| table("topics", &t.value_topics, columns, rows))
}
