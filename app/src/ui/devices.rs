//! Which of somebody's devices is meant.

use domain::{CollectorUid, Device, DeviceKind};
use leptos::prelude::*;

use super::icon;
use crate::context::Ui;

/// A link for each of the devices, where there are several. `path` says where a device's link leads; `here` is the one
/// that the page speaks of.
pub(crate) fn devices<'a, A: IntoIterator<Item = &'a Device>, P: Fn(&CollectorUid) -> String>(
    ui: &'a Ui,
    all: A,
    here: Option<&CollectorUid>,
    path: P,
) -> impl IntoView + use<'a, A, P> {
    let links: Vec<_> = all
        .into_iter()
        .map(|device| {
            let is_here = here == Some(&device.uid);
            // A virtual desktop is easily taken for the device that it is shown on.
            let virtual_one = (device.kind == DeviceKind::Virtual)
                .then(|| view! { <span class="chip-kind">{kind_word(ui, device.kind)}</span> });
            view! {
                <a
                    class="chip" id=(!is_here).then(|| format!("chip-{}", device.uid)) href=ui.to(&path(&device.uid))
                    aria-current=is_here.then_some("page")
                >
                    {icon(ui, kind_icon(device.kind))}{device.name.as_str()}
                    {virtual_one}
                </a>
            }
        })
        .collect();
    (links.len() > 1 || here.is_none() && !links.is_empty())
        .then(|| view! { <nav class="chips" aria-label=&*ui.t.device_choose>{links}</nav> })
}

/// That a device is a virtual desktop: it is easily taken for the one that it is shown on.
pub(crate) fn virtual_kind(ui: &Ui, device: &Device) -> Option<String> {
    (device.kind == DeviceKind::Virtual).then(|| format!(" · {}", kind_word(ui, device.kind)))
}

/// The icon of a kind of device.
pub(crate) const fn kind_icon(kind: DeviceKind) -> &'static str {
    match kind {
        DeviceKind::Laptop => "laptop",
        DeviceKind::Desktop | DeviceKind::Other => "desktop",
        DeviceKind::Virtual => "cloud",
    }
}

/// The word of a kind of device.
pub(crate) fn kind_word<'a>(ui: &'a Ui, kind: DeviceKind) -> &'a str {
    match kind {
        DeviceKind::Laptop => &ui.t.kind_laptop,
        DeviceKind::Desktop => &ui.t.kind_desktop,
        DeviceKind::Virtual => &ui.t.kind_virtual,
        DeviceKind::Other => &ui.t.kind_other,
    }
}
