//! What may be run, and how it behaves.

use std::sync::Arc;

use domain::Remedy;
use leptos::{either::Either, prelude::*};

use crate::context::Ui;

/// Everything that is offered, each with whether it asks and restarts.
pub(super) fn remedies<'a>(ui: &'a Ui, remedies: &'a [Arc<Remedy>]) -> impl IntoView + use<'a> {
    let t = ui.t;
    let list = match remedies {
        [] => Either::Left(view! { <p>{&*t.privacy_no_remedies}</p> }),
        all => {
            let rows: Vec<_> = all.iter().map(|remedy| row(ui, remedy)).collect();
            Either::Right(view! { <dl class="privacy-list">{rows}</dl> })
        }
    };
    view! {
        <section class="card" aria-labelledby="may-run">
            <h2 id="may-run">{&*t.privacy_remedies}</h2>
            <p class="soft">{&*t.privacy_remedies_more}</p>
            {list}
        </section>
    }
}

fn row<'a>(ui: &'a Ui, remedy: &'a Remedy) -> impl IntoView + use<'a> {
    let (t, lang) = (ui.t, ui.page.lang);
    let asks_first = match remedy.consent {
        Some(_) => &*t.privacy_consent,
        None => &*t.privacy_no_consent,
    };
    let audiences: Vec<&str> = remedy.audiences.iter().map(domain::Audience::as_str).collect();
    let audiences = (!audiences.is_empty()).then(|| t.privacy_for(&audiences.join(", ")));
    let says: Vec<_> = [
        Some(asks_first),
        remedy.asks.as_ref().map(|_| &*t.privacy_asks),
        remedy.restarts.then_some(&*t.privacy_restarts),
        remedy.reads_only.then_some(&*t.privacy_reads_only),
    ]
    .into_iter()
    .flatten()
    .map(|words| view! { <li>{words}</li> })
    .collect();
    view! {
        <div id=format!("may-run-{}", remedy.id)>
            <dt>{remedy.title.get(lang)}</dt>
            <dd>
                {remedy.summary.get(lang)}" "{remedy.impact.get(lang)}
                <ul class="privacy-table">{says}{audiences.map(|words| view! { <li>{words}</li> })}</ul>
                <p class="privacy-fields"><code>{remedy.launch.nql_id().as_str()}</code></p>
            </dd>
        </div>
    }
}
