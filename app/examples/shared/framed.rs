//! Every page that may stand in a frame, as it stands there.

use app::{Theme, pages};
use domain::Lang;

use crate::sample;

/// Every framed page in a language, by name, and some in either theme.
pub fn every_page(lang: Lang) -> Vec<(String, String)> {
    let page = |path: &str| sample::framed(lang, path, Theme::Auto);
    let nobody = |path: &str| {
        let mut page = page(path);
        page.person = None;
        page
    };
    let device = sample::device_page();
    let remedy = |id: &str| {
        let id = id.parse().expect("an id");
        pages::remedy(&page(&format!("/remedies/{id}")), &device, &id)
    };
    let well = {
        let mut overview = sample::overview();
        overview.devices = vec![sample::fine()];
        overview.attention = None;
        overview
    };
    let mut all = vec![
        ("home".to_owned(), pages::home(&page("/"), &sample::overview())),
        (
            "home-light".to_owned(),
            pages::home(&sample::framed(lang, "/", Theme::Light), &sample::overview()),
        ),
        (
            "home-dark".to_owned(),
            pages::home(&sample::framed(lang, "/", Theme::Dark), &sample::overview()),
        ),
        ("device".to_owned(), pages::device(&page("/devices/x"), &device)),
        (
            "history".to_owned(),
            pages::history(&page("/history"), &sample::history()),
        ),
        ("remedy".to_owned(), remedy("reset-network")),
        ("remedy-refused".to_owned(), remedy("flush-dns")),
        ("remedy-unknown".to_owned(), remedy("nothing-of-the-kind")),
        (
            "badge".to_owned(),
            pages::badge(&page("/badge"), &sample::overview()),
        ),
        ("badge-well".to_owned(), pages::badge(&page("/badge"), &well)),
        (
            "badge-none".to_owned(),
            pages::badge(&page("/badge"), &sample::empty(sample::fresh())),
        ),
        (
            "connect".to_owned(),
            pages::connect(&nobody("/devices/x?host=https://portal.example.com&y=1"), true),
        ),
        (
            "signed-out".to_owned(),
            pages::signed_out(&nobody("/signed-out"), None),
        ),
        (
            "problem-nobody".to_owned(),
            pages::problem(&nobody("/"), &sample::not_recognised(false)),
        ),
        (
            "problem-not-found".to_owned(),
            pages::problem(&page("/"), &pages::Problem::NotFound),
        ),
    ];
    all.extend(sample::flows(&page("/")));
    for (name, execution) in sample::executions() {
        let receipt = sample::receipt(&execution);
        all.push((
            format!("receipt-{name}"),
            pages::receipt(&page("/executions/x/receipt"), &receipt),
        ));
        let view = sample::execution_page(execution);
        all.push((
            format!("execution-{name}"),
            pages::execution(&page("/executions/x"), &view),
        ));
    }
    all.into_iter()
        .map(|(name, html)| (format!("framed-{name}"), html))
        .collect()
}
