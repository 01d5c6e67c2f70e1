//! Moments and ages. The browser keeps ages counting, and puts the local time in where the server did not know the zone.

use jiff::{SignedDuration, Timestamp};
use leptos::prelude::*;

use crate::{
    context::Ui,
    texts::{Shown, Template, iso},
};

/// "4 min ago".
pub(crate) fn age(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-age="">{ui.t.age(at, ui.now)}</time> }
}

/// "14:02", with the date when it was another day.
pub(crate) fn moment(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="m">{said(ui, at, Shown::Minutes)}</time> }
}

/// As [`moment`], to the second.
pub(crate) fn clock(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="s">{said(ui, at, Shown::Seconds)}</time> }
}

fn said(ui: &Ui, at: Timestamp, shown: Shown) -> String {
    ui.t.moment(at, ui.now, ui.page.zone.as_ref(), shown)
}

/// "21 Nov 2026, 14:02:11": with everything, for what is kept and read later.
pub(crate) fn stamp(ui: &Ui, at: Timestamp) -> impl IntoView + use<> {
    view! { <time datetime=iso(at) data-clock="whole">{ui.t.stamp(at, ui.page.zone.as_ref())}</time> }
}

/// "1:59": how long it is until then, counting down in the browser, which asks for the page again at the end. Whoever
/// cannot see it has the time itself, which stands before it. `None` when it is more than a day.
pub(crate) fn countdown(ui: &Ui, until: Timestamp) -> impl IntoView + use<> {
    let left = until.duration_since(ui.now);
    (left.is_positive() && left < SignedDuration::from_hours(24)).then(|| {
        let at = until.as_millisecond().to_string();
        view! { <b class="countdown" aria-hidden="true" data-until=at>{stopwatch(left)}</b> }
    })
}

/// "0:47", "12:05", "1:02:09".
pub(crate) fn stopwatch(elapsed: SignedDuration) -> String {
    let all = elapsed.as_secs().max(0);
    let (hours, minutes, seconds) = (all / 3600, all / 60 % 60, all % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

/// A message with markup in place of its only argument.
pub(crate) fn within<'a, V: IntoView + 'a>(template: &'a Template, inner: V) -> impl IntoView + use<'a, V> {
    let (before, behind) = template.around();
    (before, inner.into_view(), behind)
}

#[cfg(test)]
mod tests {
    use super::stopwatch;
    use jiff::SignedDuration;

    #[test]
    fn elapsed_time_reads_like_a_stopwatch() {
        let shown = |seconds| stopwatch(SignedDuration::from_secs(seconds));
        assert_eq!(shown(-1), "0:00");
        assert_eq!(shown(47), "0:47");
        assert_eq!(shown(725), "12:05");
        assert_eq!(shown(3729), "1:02:09");
    }
}
