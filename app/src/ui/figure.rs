//! One figure with all that is said about it.

use domain::{MeasuredAt, Rating, Source, Unit};
use leptos::{either::Either, prelude::*};
use service::view::FigureView;

use super::{age, rating, trend};
use crate::{context::Ui, texts::whole};

/// A figure: its name, rating, value, age and source, why it matters, and its history.
pub(crate) fn figure<'a>(ui: &'a Ui, view: &'a FigureView) -> impl IntoView + use<'a> {
    let (metric, figure) = (&*view.metric, &view.figure);
    let id = metric.id.as_str();
    let label = metric.label.get(ui.page.lang);
    let why = metric.why.get(ui.page.lang);
    let said = ui.t.value_of(metric, figure.value, figure.whole);
    let usual = figure.usual.map(|usual| {
        view! { <span class="figure-usual">{ui.t.usually(&ui.t.value(metric.unit, usual))}</span> }
    });
    // What needs attention explains itself at once; what is fine does so when asked.
    let more = if matches!(figure.rating, Rating::Frustrating | Rating::Average) {
        let table = (view.trend.len() > 1).then(|| view! {
            <details id=format!("more-{id}")>
                <summary id=format!("more-{id}-toggle")>{ui.t.trend_table(&view.trend.len().to_string())}</summary>
                {trend::table(ui, view)}
            </details>
        });
        Either::Left(view! { <p class="figure-why">{why}</p>{table} })
    } else {
        Either::Right(view! {
            <details id=format!("more-{id}")>
                <summary id=format!("more-{id}-toggle")>{&*ui.t.why}</summary>
                <p class="figure-why">{why}</p>
                {trend::table(ui, view)}
            </details>
        })
    };
    view! {
        <article class=tone(figure.rating) id=format!("figure-{id}")>
            <header class="figure-head"><h3>{label}</h3>{rating(ui, figure.rating)}</header>
            <p class="figure-value"><b>{said.clone()}</b>{usual}</p>
            {meter(view, label, said)}
            {trend::sparkline(ui, view)}
            <p class="figure-source">{age(ui, figure.as_of)}" · "{source(ui, view)}</p>
            {more}
        </article>
    }
}

/// The figure's share of its whole as a bar, where it has one. `said` is the figure in words.
pub(crate) fn meter<'a>(view: &FigureView, label: &'a str, said: String) -> impl IntoView + use<'a> {
    share(view).map(|share| {
        let share = whole(share).to_string();
        let width = share.clone();
        view! {
            <svg
                class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" role="meter" aria-label=label
                aria-valuemin="0" aria-valuemax="100" aria-valuenow=share aria-valuetext=said
            >
                <rect width=width height="8"></rect>
            </svg>
        }
    })
}

fn share(view: &FigureView) -> Option<f64> {
    let share = match (view.metric.unit, view.figure.whole) {
        (_, Some(whole)) if whole > 0.0 => view.figure.value / whole * 100.0,
        (Unit::Percent | Unit::Score, _) => view.figure.value,
        _ => return None,
    };
    Some(share.clamp(0.0, 100.0))
}

fn source<'a>(ui: &'a Ui, view: &FigureView) -> &'a str {
    match (view.metric.measured_at, view.source) {
        (MeasuredAt::DailyScore, _) => &ui.t.source_daily,
        (_, Source::Live) => &ui.t.source_live,
        (_, Source::Cache) => &ui.t.source_cache,
    }
}

fn tone(rating: Rating) -> &'static str {
    match rating {
        Rating::Good => "figure tone-good",
        Rating::Average => "figure tone-mid",
        Rating::Frustrating => "figure tone-bad",
        Rating::Unknown => "figure tone-none",
    }
}
