//! What is read from Nexthink, and what is not.

use std::collections::BTreeMap;

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

/// Every field that a saved query names, by what it is about.
pub(super) fn tables<'a>(ui: &'a Ui, tables: &'a BTreeMap<String, Vec<String>>) -> impl IntoView + use<'a> {
    let t = ui.t;
    let groups: Vec<_> = tables
        .iter()
        .map(|(table, fields)| {
            let namespace = table.split('.').next().unwrap_or_default();
            let about = t.about(namespace);
            let rows: Vec<_> = fields.iter().map(|key| field(ui, key)).collect();
            let none = fields
                .is_empty()
                .then(|| view! { <li>{&*t.privacy_no_field}</li> });
            view! {
                <h3>{about}" "<code>{table.as_str()}</code></h3>
                <ul class="privacy-table">{rows}{none}</ul>
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
