//! Hands something over to IT: all that goes along, a field, and a button.

use domain::{HandOverFailureKind, Identity, Note};
use leptos::{either::Either, prelude::*};
use service::view::HandOverForm;

use crate::{
    context::{PageContext, Ui},
    links,
    shell::{Head, document},
    ui::{Form, Handed, age, handed, handed_facts, hidden, icon, notice, subject_fields, within},
};

/// The page on which something is handed over by `sender`.
#[must_use]
pub fn hand_over(page: &PageContext, view: &HandOverForm, sender: &Identity) -> String {
    let ui = Ui::new(page, view.now);
    let (t, lang) = (ui.t, page.lang);
    let head = Head {
        title: t.hand_over.to_string(),
        // Whoever types must not lose it.
        live: None,
        current: None,
    };
    let topic = view.shown.topic.as_deref();
    let then = topic.and_then(|topic| topic.hand_over.as_ref());
    let about = match (topic, &view.facts.device) {
        (Some(topic), Some(device)) => t.diagnosis_on(topic.title.get(lang), &device.name),
        (Some(topic), None) => topic.title.get(lang).to_owned(),
        (None, Some(device)) => device.name.clone(),
        (None, None) => String::new(),
    };
    let facts = Handed {
        name: &sender.name,
        account: &sender.upn,
        email: sender.email.as_deref(),
        note: None,
        facts: &view.facts,
        shown: &view.shown,
    };
    let has_a_way = !is_nobodys(view);
    let body = view! {
        <div class="page page-narrow">
            {notice(&ui, page.notice.as_ref())}
            <div class="hero">
                {(!about.is_empty()).then(|| view! { <p class="eyebrow">{about}</p> })}
                <h1>{&*t.hand_over}</h1>
                {has_a_way.then(|| view! { <p class="lead">{then.map_or(&*t.hand_over_lead, |then| then.get(lang))}</p> })}
            </div>
            {if view.offer.available { Either::Left(form(&ui, view)) } else { Either::Right(instead(&ui, view)) }}
            <section class="card" aria-labelledby="gets">
                <h2 id="gets">{&*t.hand_over_gets}</h2>
                <p class="soft">{&*t.hand_over_gets_more}</p>
                {handed_facts(&ui, facts)}
            </section>
        </div>
    };
    document(&ui, &head, body)
}

fn form<'a>(ui: &'a Ui, view: &'a HandOverForm) -> impl IntoView + use<'a> {
    let t = ui.t;
    let form = Form {
        id: "hand-over".to_owned(),
        action: ui.to("/api/hand_over"),
        button: &t.hand_over_send,
        primary: true,
        working: &t.hand_over_sending,
        broke: &t.hand_over_broke,
    };
    let longest = Note::LONGEST.to_string();
    let fields = (
        subject_fields(&view.offer.about),
        hidden("key", view.offer.key.as_str()),
        view.offer
            .last
            .as_ref()
            .map(|last| hidden("after", last.order.id.as_str())),
        view! {
            <div class="field field-wide">
                <label for="note">{&*t.hand_over_note}</label>
                <p class="field-hint" id="note-hint">{&*t.hand_over_note_hint}</p>
                <textarea id="note" name="note" rows="4" maxlength=longest aria-describedby="note-hint"></textarea>
            </div>
        },
    );
    view! { <div class="card">{last(ui, view)}{form.around(ui, fields)}</div> }
}

/// How the latest one about it stands.
fn last<'a>(ui: &'a Ui, view: &'a HandOverForm) -> impl IntoView + use<'a> {
    view.offer.last.as_ref().map(|last| {
        let there = ui.to(&links::handed_over(&last.order.id));
        let failure = last.failure().map(|failure| failure.kind);
        let never_heard = failure == Some(HandOverFailureKind::NeverHeard);
        view! {
            <p class="handed-last">
                <span>
                    {within(&ui.t.templates.hand_over_now, age(ui, last.order.created_at))}" "
                    <a id="handed" href=there>{&*ui.t.hand_over_see}</a>
                </span>
                {handed(ui, last.state())}
            </p>
            {never_heard.then(|| view! { <p id="never-heard">{&*ui.t.handed_never_heard_note}</p> })}
        }
    })
}

/// Whether nobody takes it.
fn is_nobodys(view: &HandOverForm) -> bool {
    !view.offer.available && view.offer.last.is_none() && view.mail.is_none()
}

/// Why it cannot be handed over: it was, or nobody takes it.
fn instead<'a>(ui: &'a Ui, view: &'a HandOverForm) -> impl IntoView + use<'a> {
    let t = ui.t;
    let no_desk = is_nobodys(view).then(|| {
        view! {
            <h2>{&*t.hand_over_no_desk}</h2>
            <p>{&*t.hand_over_no_desk_more}</p>
        }
    });
    view! {
        <div class="card">
            {no_desk}
            {last(ui, view)}
            {by_mail(ui, view)}
        </div>
    }
}

/// The way by e-mail.
fn by_mail<'a>(ui: &'a Ui, view: &'a HandOverForm) -> impl IntoView + use<'a> {
    view.mail.as_deref().map(|mail| {
        view! { <p><a class="button" id="by-mail" href=mail target="_blank" rel="noreferrer">{icon(ui, "hand")}{&*ui.t.hand_over_by_mail}</a></p> }
    })
}
