//! Tables of numbers.

use leptos::prelude::*;

/// A table that is as wide as it has to be, which can be moved by keys, too.
pub(super) fn table<'a, R: IntoView + 'a>(
    id: &'static str,
    title: &'a str,
    columns: Vec<&'a str>,
    rows: Vec<R>,
) -> impl IntoView + use<'a, R> {
    let heads: Vec<_> = columns
        .into_iter()
        .map(|column| view! { <th scope="col">{column}</th> })
        .collect();
    view! {
        <div class="card">
            <h2 id=id>{title}</h2>
            <div class="wide" role="region" aria-labelledby=id tabindex="0">
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </div>
    }
}
