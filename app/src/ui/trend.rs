//! The history of a figure as a line, and as a table for whoever cannot see the line.

use std::fmt::{self, Write as _};

use leptos::prelude::*;
use service::view::FigureView;

use crate::{
    context::Ui,
    texts::{iso, whole},
};

const WIDTH: f64 = 120.0;
const HEIGHT: f64 = 30.0;
/// Room above and below, for the thickness of the line.
const MARGIN: f64 = 3.0;

/// The line. Nothing for fewer than two days, which make no line.
pub(crate) fn sparkline<'a>(ui: &'a Ui, view: &FigureView) -> impl IntoView + use<'a> {
    let (first, last) = (view.trend.first()?, view.trend.last()?);
    let (line, area) = outline(view.trend.iter().map(|point| point.value), view.trend.len())?;
    let metric = &view.metric;
    let label = ui.t.trend_says(
        metric.label.get(ui.page.lang),
        &view.trend.len().to_string(),
        &ui.t.value(metric.unit, first.value),
        &ui.t.value(metric.unit, last.value),
    );
    Some(view! {
        <svg class="spark" viewBox="0 0 120 30" preserveAspectRatio="none" role="img" aria-label=label>
            <polygon points=area></polygon>
            <polyline points=line vector-effect="non-scaling-stroke"></polyline>
        </svg>
    })
}

/// The table. Its rows are numbers and dates of ours alone, so they are written as they are.
pub(crate) fn table<'a>(ui: &'a Ui, view: &FigureView) -> impl IntoView + use<'a> {
    (view.trend.len() > 1).then(|| {
        let mut rows = String::with_capacity(view.trend.len() * 96);
        for point in view.trend.iter().rev() {
            let (day, value) = (ui.t.day(point.at), ui.t.value(view.metric.unit, point.value));
            let date = iso(point.at);
            let date = date.split('T').next().unwrap_or(&date);
            // A `String` takes whatever is written to it.
            let _ = write!(rows, "<tr><th scope=\"row\"><time datetime=\"{date}\">{day}</time></th><td>{value}</td></tr>");
        }
        view! {
            <table>
                <thead><tr><th scope="col">{&*ui.t.trend_day}</th><th scope="col">{&*ui.t.trend_value}</th></tr></thead>
                <tbody inner_html=rows></tbody>
            </table>
        }
    })
}

/// A coordinate to a tenth.
struct Tenths(f64);

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = whole(self.0 * 10.0);
        match tenths % 10 {
            0 => write!(f, "{}", tenths / 10),
            behind => write!(f, "{}.{behind}", tenths / 10),
        }
    }
}

/// The points of the line, and of the area under it.
fn outline(values: impl Iterator<Item = f64> + Clone, count: usize) -> Option<(String, String)> {
    if count < 2 {
        return None;
    }
    let (low, high) = values
        .clone()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    let span = high - low;
    // Days are few; a float holds them exactly.
    let step = WIDTH / (count - 1) as f64;
    let mut line = String::with_capacity(count * 12);
    for (index, value) in values.enumerate() {
        let share = if span > 0.0 { (value - low) / span } else { 0.5 };
        let y = HEIGHT - MARGIN - share * (HEIGHT - 2.0 * MARGIN);
        // A `String` takes whatever is written to it.
        let _ = write!(
            line,
            "{}{},{}",
            if index == 0 { "" } else { " " },
            Tenths(index as f64 * step),
            Tenths(y)
        );
    }
    let area = format!("0,{HEIGHT} {line} {WIDTH},{HEIGHT}");
    Some((line, area))
}

#[cfg(test)]
mod tests {
    use super::outline;

    fn line(values: &[f64]) -> Option<String> {
        outline(values.iter().copied(), values.len()).map(|(line, _)| line)
    }

    #[test]
    fn the_line_spans_the_width_and_goes_up_with_the_values() {
        assert_eq!(line(&[10.0, 20.0, 30.0]).as_deref(), Some("0,27 60,15 120,3"));
    }

    #[test]
    fn coordinates_are_precise_to_a_tenth() {
        assert_eq!(
            line(&[0.0, 1.0, 3.0, 9.0]).as_deref(),
            Some("0,27 40,24.3 80,19 120,3")
        );
    }

    #[test]
    fn values_that_do_not_change_lie_in_the_middle() {
        assert_eq!(line(&[5.0, 5.0]).as_deref(), Some("0,15 120,15"));
    }

    #[test]
    fn one_day_makes_no_line() {
        assert_eq!(line(&[5.0]), None);
        assert_eq!(line(&[]), None);
    }
}
