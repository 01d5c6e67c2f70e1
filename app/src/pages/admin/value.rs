//! What Deskside is worth.

use domain::{LocalText, State};
use jiff::SignedDuration;
use leptos::{either::Either, prelude::*};
use service::{
    Period,
    view::{RemedyValue, TopicValue, ValuePage},
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

/// What the column says of people says how many are too few.
fn people(t: &Texts, people: Option<u64>, few: u64) -> String {
    people.map_or_else(|| t.value_below(&few.to_string()), |people| people.to_string())
}

/// The cells of a row; what is not told says so.
fn row<'a>(t: &'a Texts, name: &'a str, cells: Vec<Option<String>>) -> impl IntoView + use<'a> {
    let cells: Vec<_> = cells
        .into_iter()
        .map(|cell| match cell {
            Some(cell) => Either::Left(view! { <td>{cell}</td> }),
            None => Either::Right(view! {
                <td><span aria-hidden="true">"–"</span><span class="visually-hidden">{&*t.value_withheld}</span></td>
            }),
        })
        .collect();
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
    let one = |value: &'a RemedyValue| {
        let count = |count: u64| Some(count.to_string());
        let told = |count: Option<u64>| count.map(|count| count.to_string());
        // Without a figure in content there is nothing to be told; it is not held back.
        let saved = value.saved.map_or_else(String::new, |saved| t.duration(saved));
        let title = value.remedy.as_ref().map(|remedy| &remedy.title);
        let cells = vec![
            Some(people(t, value.people, view.few)),
            count(value.started),
            count(value.deflected),
            count(value.too_early),
            Some(saved),
            count(value.fixed),
            count(value.done),
            count(value.not_fixed),
            count(value.failed),
            count(value.expired),
            count(value.unsure),
            count(value.under_way),
            told(value.declined),
            told(value.cancelled),
            told(value.helped),
            told(value.not_helped),
            told(value.handed_over),
        ];
        row(t, called(ui, title, value.id.as_str()), cells)
    };
    let rows: Vec<_> = view.remedies.iter().map(one).collect();
    (!rows.is_empty()).then(|| table("remedies", &t.value_remedies, columns, rows))
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
    let one = |value: &'a TopicValue| {
        let told = |count: Option<u64>| count.map(|count| count.to_string());
        let title = value.topic.as_ref().map(|topic| &topic.title);
        let cells = vec![
            Some(people(t, value.people, view.few)),
            Some(value.looks.to_string()),
            Some(value.found.to_string()),
            Some(value.nothing_found.to_string()),
            told(value.helped),
            told(value.not_helped),
        ];
        row(t, called(ui, title, value.id.as_str()), cells)
    };
    let rows: Vec<_> = view.topics.iter().map(one).collect();
    (!rows.is_empty()).then(|| table("topics", &t.value_topics, columns, rows))
}
