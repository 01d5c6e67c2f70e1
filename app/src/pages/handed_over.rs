//! What was handed over to IT, and what became of it.

use domain::{HandOver, HandOverFailureKind, HandOverState};
use leptos::prelude::*;
use service::view::HandOverPage;

use crate::{
    context::{PageContext, Ui},
    shell::{Follow, Head, document},
    ui::{Handed, handed, handed_facts, icon, moment, notice},
};

/// The page of one hand-over.
#[must_use]
pub fn handed_over(page: &PageContext, view: &HandOverPage) -> String {
    let ui = Ui::new(page, view.now);
    let t = ui.t;
    let it = &*view.hand_over;
    let headline = headline(&ui, it);
    let head = Head {
        title: headline.clone(),
        live: Some(Follow {
            after: (!it.is_over()).then_some(view.last_event),
            only: Some(it.order.id.to_string()),
            waiting: !it.is_over(),
            reload: !it.is_over(),
            announce: headline.clone(),
        }),
        current: None,
    };
    let topic = view.shown.topic.as_deref();
    let device = it.order.facts.device.as_ref().map(|device| device.name.as_str());
    let about = topic
        .map(|topic| topic.title.get(page.lang))
        .into_iter()
        .chain(device)
        .collect::<Vec<_>>()
        .join(" · ");
    let facts = Handed {
        name: &it.order.name,
        account: &it.order.upn,
        email: it.order.email.as_deref(),
        note: it.order.note.as_ref(),
        facts: &it.order.facts,
        shown: &view.shown,
    };
    let body = view! {
        <div class="page page-narrow">
            {notice(&ui, page.notice.as_ref())}
            <p class="back"><a id="back" href=ui.to("/")>{icon(&ui, "back")}{&*t.home_title}</a></p>
            <section class=tone(it.state()) aria-labelledby="headline">
                <header class="execution-head">
                    <p class="eyebrow">{about}</p>
                    {handed(&ui, it.state())}
                </header>
                <h1 id="headline">{headline}</h1>
                <p class="lead">{note(&ui, it)}</p>
                <p class="time-taken"><span>{icon(&ui, "clock")}{moment(&ui, it.order.created_at)}</span></p>
                {ticket(&ui, it)}
            </section>
            <section class="card" aria-labelledby="got">
                <h2 id="got">{if it.state() == HandOverState::Created { &*t.hand_over_got } else { &*t.hand_over_gets }}</h2>
                {handed_facts(&ui, facts)}
            </section>
        </div>
    };
    document(&ui, &head, body)
}

fn headline(ui: &Ui, it: &HandOver) -> String {
    let t = ui.t;
    let number = it.ticket().and_then(|ticket| ticket.number.as_deref());
    match (it.state(), number) {
        (HandOverState::Queued, _) => t.handed_queued.to_string(),
        (HandOverState::Sending, _) => t.handed_sending.to_string(),
        (HandOverState::Unsure, _) => t.handed_unsure.to_string(),
        (HandOverState::Created, Some(number)) => t.handed_created_as(number),
        (HandOverState::Created, None) => t.handed_created.to_string(),
        (HandOverState::Failed, _) => match it.failure().map(|failure| failure.kind) {
            Some(HandOverFailureKind::NeverHeard) => t.handed_never_heard.to_string(),
            _ => t.handed_failed.to_string(),
        },
    }
}

fn note<'a>(ui: &'a Ui, it: &HandOver) -> &'a str {
    let t = ui.t;
    let failed = it.failure().map(|failure| failure.kind);
    match (it.state(), it.attached()) {
        (HandOverState::Queued, _) => &t.handed_queued_note,
        (HandOverState::Sending, _) => &t.handed_sending_note,
        (HandOverState::Unsure, _) => &t.handed_unsure_note,
        (HandOverState::Created, None) => &t.handed_attaching,
        (HandOverState::Created, Some(true)) => &t.handed_attached,
        (HandOverState::Created, Some(false)) => &t.handed_not_attached,
        (HandOverState::Failed, _) => match failed {
            Some(HandOverFailureKind::Refused) => &t.handed_refused_note,
            Some(HandOverFailureKind::NeverSent) => &t.handed_never_sent_note,
            Some(HandOverFailureKind::NeverHeard) | None => &t.handed_never_heard_note,
        },
    }
}

/// By what IT finds it: the ticket's number and link; the code while there is none.
fn ticket<'a>(ui: &'a Ui, it: &'a HandOver) -> impl IntoView + use<'a> {
    let t = ui.t;
    let ticket = it.ticket();
    let number = ticket.and_then(|ticket| ticket.number.clone());
    let (label, code) = match number {
        Some(number) => (&*t.handed_number, number),
        None => (&*t.code_label, it.code()),
    };
    // Whatever a service desk answers, only the web is linked to.
    let link = ticket.and_then(|ticket| ticket.link.as_deref());
    let link = link.filter(|link| link.starts_with("https://") || link.starts_with("http://"));
    let link = link.map(|link| {
        view! { <a class="button" id="ticket" href=link target="_blank" rel="noreferrer">{&*t.handed_link}</a> }
    });
    let words = it
        .failure()
        .map(|failure| failure.words.as_str())
        .filter(|words| !words.is_empty());
    let words =
        words.map(|words| view! { <p class="words"><span>{&*t.handed_words}":"</span>" "<q>{words}</q></p> });
    view! {
        <div class="hand-over">
            <p class="code"><span>{label}</span>" "<code id="code">{code.clone()}</code></p>
            <button class="button needs-script" id="copy-code" type="button" data-copy=code>{&*t.copy_text}</button>
            {link}
            {words}
        </div>
    }
}

const fn tone(state: HandOverState) -> &'static str {
    match state {
        HandOverState::Queued | HandOverState::Sending => "card execution tone-open",
        HandOverState::Unsure => "card execution tone-mid",
        HandOverState::Created => "card execution tone-good",
        HandOverState::Failed => "card execution tone-bad",
    }
}
