//! What was found for some words.

use domain::{CollectorUid, Favourite, Hit, LocalText};
use leptos::{either::EitherOf3, prelude::*};
use service::view::SearchPage;

use crate::{
    context::{PageContext, Ui},
    links::{self, encoded},
    shell::{Head, document},
    ui::{favourite, icon, notice, search as search_form},
};

/// The page of a search.
#[must_use]
pub fn search(page: &PageContext, view: &SearchPage) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let words = view.words.trim();
    let headline = match (words.is_empty(), view.hits.is_empty()) {
        (true, _) => t.search_ask.to_string(),
        (false, true) => t.search_none(words),
        (false, false) => t.search_results(words),
    };
    let head = Head {
        title: headline.clone(),
        live: None,
        current: None,
    };
    let marks: Vec<Favourite> = view.hits.iter().map(favourite_of).collect();
    let hits: Vec<_> = view
        .hits
        .iter()
        .zip(&marks)
        .map(|(hit, mark)| result(&ui, view, hit, mark))
        .collect();
    let below = match (words.is_empty(), hits.is_empty()) {
        (true, _) => EitherOf3::A(()),
        (false, true) => EitherOf3::B(
            view! { <p class="lead">{&*t.search_none_do}</p><p class="more"><a id="home" href=ui.to("/")>{&*t.problem_home}</a></p> },
        ),
        (false, false) => EitherOf3::C(view! { <ul class="hits">{hits}</ul> }),
    };
    let body = view! {
        <div class="page page-narrow">
            {notice(&ui, page.notice.as_ref())}
            {search_form(&ui, "search", &view.words)}
            <h1>{headline}</h1>
            {below}
        </div>
    };
    document(&ui, &head, body)
}

fn favourite_of(hit: &Hit) -> Favourite {
    match hit {
        Hit::Topic(topic) => Favourite::Topic(topic.id.clone()),
        Hit::Remedy(remedy) => Favourite::Remedy(remedy.id.clone()),
    }
}

/// Where something that was found is, on this device if it is about one.
pub(super) fn hit_path(hit: &Hit, device: Option<&CollectorUid>) -> String {
    match hit {
        Hit::Topic(topic) => links::topic(&topic.id, device),
        Hit::Remedy(remedy) => links::remedy(&remedy.id, device),
    }
}

/// What it is called.
pub(super) fn hit_title(hit: &Hit) -> &LocalText {
    match hit {
        Hit::Topic(topic) => &topic.title,
        Hit::Remedy(remedy) => &remedy.title,
    }
}

fn result<'a>(
    ui: &'a Ui,
    view: &'a SearchPage,
    hit: &'a Hit,
    mark: &'a Favourite,
) -> impl IntoView + use<'a> {
    let lang = ui.page.lang;
    let (shape, summary) = match hit {
        Hit::Topic(topic) => ("help", topic.intro.as_ref()),
        Hit::Remedy(remedy) => ("run", Some(&remedy.summary)),
    };
    let back = format!("/search?q={}", encoded(&view.words));
    view! {
        <li class="card hit">
            <div class="hit-main">
                <h2>{icon(ui, shape)}<a href=ui.to(&hit_path(hit, None))>{hit_title(hit).get(lang)}</a></h2>
                {summary.map(|summary| view! { <p class="soft">{summary.get(lang)}</p> })}
            </div>
            {favourite(ui, mark, view.favourites.contains(mark), back)}
        </li>
    }
}
