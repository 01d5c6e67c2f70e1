//! How an employee's devices are, in one line.

use domain::Rating;
use leptos::prelude::*;
use service::view::Overview;

use crate::{
    context::{PageContext, Ui},
    shell::{Follow, Head, bare_document},
    ui::{icon, rating},
};

/// One line for where there is room for no more: the worst rating, how many things there are to look at, and the way to
/// the overview.
#[must_use]
pub fn badge(page: &PageContext, overview: &Overview) -> String {
    let ui = Ui::new(page, overview.now);
    let (worst, said) = sentence(&ui, overview);
    let head = Head {
        title: ui.t.home_title.to_string(),
        live: Some(Follow {
            after: Some(overview.last_event),
            only: None,
            waiting: overview.freshness.pending,
            reload: false,
            announce: said.clone(),
        }),
        current: None,
    };
    let body = view! {
        <a class="glance" id="glance" href=ui.to("/")>
            <h1>{said}</h1>
            {(worst != Rating::Unknown).then(|| rating(&ui, worst))}
            {icon(&ui, "next")}
        </a>
    };
    bare_document(&ui, &head, body)
}

fn sentence(ui: &Ui, overview: &Overview) -> (Rating, String) {
    let t = ui.t;
    let worst = overview
        .devices
        .iter()
        .map(|summary| summary.rating)
        .min()
        .unwrap_or(Rating::Unknown);
    let troubles = overview
        .devices
        .iter()
        .map(|summary| summary.troubles.len())
        .sum();
    let said = match (worst, troubles) {
        (_, 1..) => t.badge_troubles(troubles),
        (Rating::Unknown, _) if overview.freshness.pending => t.home_asking.to_string(),
        (Rating::Unknown, _) if overview.devices.is_empty() && overview.freshness.fetched_at.is_some() => {
            t.home_no_device.to_string()
        }
        (Rating::Unknown, _) => t.home_not_known.to_string(),
        (_, 0) => t.home_well_many.to_string(),
    };
    (worst, said)
}
