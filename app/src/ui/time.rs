//! Moments and ages. The browser replaces them by local time and keeps ages counting.

use jiff::Timestamp;
use leptos::prelude::*;

use crate::{
    context::Ui,
    texts::{Template, iso},
};

/// "4 min ago".
pub(crate) fn age(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-age="">{ui.t.age(at, ui.now)}</time> }
}

/// "14:02 UTC", with the date when it was another day.
pub(crate) fn moment(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="m">{ui.t.moment(at, ui.now)}</time> }
}

/// As [`moment`], to the second once the browser has put the local time in.
pub(crate) fn clock(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="s">{ui.t.moment(at, ui.now)}</time> }
}

/// "21 Nov 2026, 14:02:11 UTC": with everything, for what is kept and read later.
pub(crate) fn stamp(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="whole">{ui.t.stamp(at)}</time> }
}

/// A message with markup in place of its only argument.
pub(crate) fn within<'a, V: IntoView + 'a>(template: &'a Template, inner: V) -> impl IntoView + use<'a, V> {
    let (before, behind) = template.around();
    (before, inner.into_view(), behind)
}
