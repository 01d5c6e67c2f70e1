//! A device that has been silent for days.

use domain::Device;
use leptos::prelude::*;

use super::icon;
use crate::context::Ui;

/// What it means that a device has not reported for days, and what to do; nothing for one that has.
pub(crate) fn unseen<'a>(ui: &'a Ui, device: &'a Device) -> Option<impl IntoView + use<'a>> {
    let days = device.unseen_days(ui.now)?;
    Some(view! {
        <section class="banner" id="unseen">
            {icon(ui, "cloud-off")}
            <div>
                <p class="banner-title">{ui.t.unseen(&device.name, &ui.t.days(days))}</p>
                <p>{&*ui.t.unseen_do}</p>
            </div>
        </section>
    })
}
