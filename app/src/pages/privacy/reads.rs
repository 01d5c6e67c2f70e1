//! What is read from Nexthink, and what is not.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{either::Either, prelude::*};

use super::{ReadFigure, Untouched};
use crate::context::Ui;

/// The figures, with why they are read and from which fields.
pub(super) fn figures<'a>(ui: &'a Ui, figures: &'a [ReadFigure]) -> impl IntoView + use<'a> {
    let (t, lang) = (ui.t, ui.page.lang);
    let rows: Vec<_> = figures
        .iter()
        .map(|figure| {
            let fields: Vec<_> = figure
                .fields
                .iter()
                .map(|field| view! { <code>{field.as_str()}</code>" " })
                .collect();
            view! {
                <div>
                    <dt>{figure.label.get(lang)}</dt>
                    <dd>{figure.why.get(lang)}<p class="privacy-fields">{fields}</p></dd>
                </div>
            }
        })
        .collect();
    (!rows.is_empty()).then(|| {
        view! {
            <section class="card" aria-labelledby="figures">
                <h2 id="figures">{&*t.privacy_figures}</h2>
                <p class="soft">{&*t.privacy_figures_more}</p>
                <dl class="privacy-list">{rows}</dl>
            </section>
        }
    })
}

/// What some tables are about.
#[derive(Default)]
struct Subject<'a> {
    tables: Vec<&'a str>,
    fields: BTreeSet<&'a str>,
}

/// Every field that a saved query names, by what it is about.
pub(super) fn tables<'a>(ui: &'a Ui, tables: &'a BTreeMap<String, Vec<String>>) -> impl IntoView + use<'a> {
    let t = ui.t;
    let mut subjects: BTreeMap<&str, Subject<'_>> = BTreeMap::new();
    for (table, fields) in tables {
        let namespace = table.split('.').next().unwrap_or_default();
        let subject = subjects
            .entry(t.about(namespace).unwrap_or(namespace))
            .or_default();
        subject.tables.push(table);
        subject.fields.extend(fields.iter().map(String::as_str));
    }
    let groups: Vec<_> = subjects
        .into_iter()
        .map(|(about, subject)| {
            let none = subject
                .fields
                .is_empty()
                .then(|| view! { <li>{&*t.privacy_no_field}</li> });
            let rows: Vec<_> = subject.fields.into_iter().map(|key| field(ui, key)).collect();
            let tables: Vec<_> = subject
                .tables
                .into_iter()
                .map(|table| view! { <code>{table}</code>" " })
                .collect();
            view! {
                <h3>{about}</h3>
                <ul class="privacy-table">{rows}{none}</ul>
                <p class="privacy-fields">{tables}</p>
            }
        })
        .collect();
    view! {
        <section class="card" aria-labelledby="read">
            <h2 id="read">{&*t.privacy_read}</h2>
            <p class="soft">{&*t.privacy_read_more}</p>
            {groups}
        </section>
    }
}

/// A field in plain words, with its name in Nexthink, which stands alone where there are none.
fn field<'a>(ui: &'a Ui, key: &'a str) -> impl IntoView + use<'a> {
    let name = view! { <code>{key}</code> };
    match ui.t.field(key) {
        Some(words) => Either::Left(view! { <li>{words}" "{name}</li> }),
        None => Either::Right(view! { <li>{name}</li> }),
    }
}

/// What no saved query touches.
pub(super) fn untouched<'a>(ui: &'a Ui, untouched: &'a [Untouched]) -> impl IntoView + use<'a> {
    let t = ui.t;
    let rows: Vec<_> = untouched
        .iter()
        .map(|what| {
            let words = match what {
                Untouched::Websites => &*t.privacy_untouched_websites,
                Untouched::Programs => &*t.privacy_untouched_programs,
                Untouched::Connections => &*t.privacy_untouched_connections,
                Untouched::Meetings => &*t.privacy_untouched_meetings,
                Untouched::Surveys => &*t.privacy_untouched_surveys,
                Untouched::Software => &*t.privacy_untouched_software,
                Untouched::Place => &*t.privacy_untouched_place,
            };
            view! { <li>{words}</li> }
        })
        .collect();
    let list = (!rows.is_empty()).then(|| {
        view! {
            <p class="soft">{&*t.privacy_not_read_more}</p>
            <ul class="privacy-table">{rows}</ul>
        }
    });
    view! {
        <section class="card" aria-labelledby="not-read">
            <h2 id="not-read">{&*t.privacy_not_read}</h2>
            {list}
            <p>{&*t.privacy_not_read_else}</p>
        </section>
    }
}
