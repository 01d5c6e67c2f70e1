//! `GET /admin/value.csv?days=`: what Deskside is worth, for spreadsheets.

use std::{borrow::Cow, collections::BTreeMap};

use axum::{
    extract::{Query, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use domain::{Lang, LocalText};
use jiff::Timestamp;
use service::view::{RemedyValue, TopicValue, ValuePage};

use super::{admin::Admin, page::Page, pages::value::Asked};
use crate::state::AppState;

/// The columns, under names that stay. What has no meaning for a row, or is of too few people to be told, is empty.
const COLUMNS: [&str; 25] = [
    "kind",
    "id",
    "title",
    "from",
    "to",
    "people",
    "started",
    "under_way",
    "unsure",
    "fixed",
    "done",
    "not_fixed",
    "failed",
    "expired",
    "declined_or_unanswered",
    "cancelled",
    "helped_yes",
    "helped_no",
    "handed_over",
    "deflected",
    "too_early",
    "minutes_saved",
    "looks",
    "found",
    "nothing_found",
];

/// The same rows as the page has.
pub async fn show(
    State(state): State<AppState>,
    admin: Admin,
    Query(asked): Query<Asked>,
    page: Page,
) -> Response {
    let page = page.of(admin.employee());
    let period = asked.period();
    let view = match state.service.value_page(&admin, period, state.few).await {
        Ok(view) => view,
        Err(error) => return page.problem(error.into()).into_response(),
    };
    let name = format!(
        "attachment; filename=\"deskside-value-{}-days.csv\"",
        period.days()
    );
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (headers, written(&view, page.context.lang)).into_response()
}

fn written(view: &ValuePage, lang: Lang) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let remedies = view.remedies.iter().map(|value| remedy(view, value, lang));
    let topics = view.topics.iter().map(|value| topic(view, value, lang));
    let infallible = "memory takes whatever is written, and all rows have the same length";
    writer.write_record(COLUMNS).expect(infallible);
    for row in remedies.chain(topics) {
        writer.write_record(row).expect(infallible);
    }
    writer.into_inner().expect(infallible)
}

/// A row of these cells, by the names of their columns.
fn row(cells: impl IntoIterator<Item = (&'static str, String)>) -> [String; COLUMNS.len()] {
    let mut cells: BTreeMap<&str, String> = cells.into_iter().collect();
    COLUMNS.map(|column| cells.remove(column).unwrap_or_default())
}

fn head<'a>(
    view: &ValuePage,
    kind: &str,
    id: &'a str,
    title: Option<&'a LocalText>,
    lang: Lang,
) -> [(&'static str, String); 5] {
    let title = title.map_or("", |title| title.get(lang));
    let time = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    [
        ("kind", kind.to_owned()),
        ("id", inert(id).into_owned()),
        ("title", inert(title).into_owned()),
        ("from", time(view.since)),
        ("to", time(view.now)),
    ]
}

/// Spreadsheets take a text that begins like this for a formula, and run it (OWASP, CSV injection). A quote before it
/// makes it a text, and is what they write themselves.
fn inert(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

fn remedy(view: &ValuePage, value: &RemedyValue, lang: Lang) -> [String; COLUMNS.len()] {
    let title = value.remedy.as_ref().map(|remedy| &remedy.title);
    let cells = value.counts.as_ref().map(|counts| {
        let minutes = counts.saved.map(|saved| saved.as_mins().to_string());
        let counts = [
            ("people", counts.people),
            ("started", counts.started),
            ("under_way", counts.under_way),
            ("unsure", counts.unsure),
            ("fixed", counts.fixed),
            ("done", counts.done),
            ("not_fixed", counts.not_fixed),
            ("failed", counts.failed),
            ("expired", counts.expired),
            ("declined_or_unanswered", counts.declined),
            ("cancelled", counts.cancelled),
            ("helped_yes", counts.helped),
            ("helped_no", counts.not_helped),
            ("handed_over", counts.handed_over),
            ("deflected", counts.deflected),
            ("too_early", counts.too_early),
        ];
        let cells = counts.map(|(column, count)| (column, count.to_string()));
        cells
            .into_iter()
            .chain([("minutes_saved", minutes.unwrap_or_default())])
    });
    let head = head(view, "remedy", value.id.as_str(), title, lang);
    row(head.into_iter().chain(cells.into_iter().flatten()))
}

fn topic(view: &ValuePage, value: &TopicValue, lang: Lang) -> [String; COLUMNS.len()] {
    let title = value.topic.as_ref().map(|topic| &topic.title);
    let cells = value.counts.as_ref().map(|counts| {
        let counts = [
            ("people", counts.people),
            ("helped_yes", counts.helped),
            ("helped_no", counts.not_helped),
            ("looks", counts.looks),
            ("found", counts.found),
            ("nothing_found", counts.nothing_found),
        ];
        counts.map(|(column, count)| (column, count.to_string()))
    });
    let head = head(view, "topic", value.id.as_str(), title, lang);
    row(head.into_iter().chain(cells.into_iter().flatten()))
}

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn no_text_is_a_formula() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(inert(text), format!("'{text}"));
        }
        for text in ["Free up space", "a=1", "", "'=1"] {
            assert_eq!(inert(text), text);
        }
    }
}
