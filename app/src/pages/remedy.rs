//! One remedy on one device, for where a whole device would be too much.

use std::iter::once;

use domain::RemedyId;
use leptos::prelude::*;
use service::view::{DevicePage, Offer};

use super::problem::{Problem, problem};
use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Follow, Head, document},
    ui::{Place, devices, freshness, is_under_way, notice, remedy as offered, unseen},
};

/// The page of one remedy on the device of `view`; that there is no such page when nothing of that name is offered there.
#[must_use]
pub fn remedy(page: &PageContext, view: &DevicePage, id: &RemedyId) -> String {
    let Some(offer) = find(view, id) else {
        return problem(page, &Problem::NotFound);
    };
    let ui = Ui::new(page, view.now);
    let device = &view.summary.device;
    let title = offer.remedy.title.get(page.lang);
    let head = Head {
        title: format!("{title}: {}", device.name),
        live: Some(Follow {
            after: Some(view.last_event),
            only: None,
            waiting: view.freshness.pending || view.runs.iter().any(|run| is_under_way(&ui, run)),
            reload: false,
            announce: String::new(),
        }),
        current: None,
    };
    // A notice that belongs to the remedy is said there.
    let at_top = page
        .notice
        .as_ref()
        .filter(|notice| notice.remedy.as_ref() != Some(id));
    let body = view! {
        <div class="page page-narrow">
            {freshness(&ui, &view.freshness)}
            {notice(&ui, at_top)}
            {devices(&ui, once(device).chain(&view.others), Some(&device.uid), |uid| links::remedy(id, Some(uid)))}
            <h1 class="visually-hidden">{title}": "{device.name.as_str()}</h1>
            {unseen(&ui, device)}
            {offered(&ui, offer, Place::Alone)}
            <p class="more"><a id="whole-device" href=ui.to(&links::device(&device.uid))>{ui.t.remedy_device(&device.name)}</a></p>
        </div>
    };
    document(&ui, &head, body)
}

fn find<'a>(view: &'a DevicePage, id: &RemedyId) -> Option<&'a Offer> {
    view.sections
        .iter()
        .flat_map(|section| &section.offers)
        .chain(&view.suggested)
        .find(|offer| offer.remedy.id == *id)
}
