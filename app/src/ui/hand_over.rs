//! The way to IT.

use domain::{LocalText, Subject};
use leptos::{either::EitherOf5, prelude::*};
use service::view::HandOverOffer;

use super::{age, handed, hidden, within};
use crate::{context::Ui, links};

/// Where something can be handed over, or how a hand-over about it stands. `what_then` is what IT does with it. Nothing
/// where no service desk takes it.
pub(crate) fn hand_over<'a>(
    ui: &'a Ui,
    offer: &'a HandOverOffer,
    what_then: Option<&'a LocalText>,
) -> impl IntoView + use<'a> {
    let t = ui.t;
    let last = offer.last.as_ref().map(|last| {
        let number = last.ticket().and_then(|ticket| ticket.number.as_deref());
        view! {
            <p class="handed-last">
                <span>
                    {within(&t.templates.hand_over_now, age(ui, last.order.created_at))}" "
                    <a id="handed" href=ui.to(&links::handed_over(&last.order.id))>{number.unwrap_or(&t.hand_over_see)}</a>
                </span>
                {handed(ui, last.state())}
            </p>
        }
    });
    let button = (offer.available || offer.by_mail).then(|| {
        let label = if offer.last.is_some() { &*t.hand_over_again } else { &*t.hand_over };
        view! { <p><a class="button" id="hand-over-open" href=ui.to(&links::hand_over(&offer.about))>{label}</a></p> }
    });
    (last.is_some() || button.is_some()).then(|| {
        let lead = what_then.map_or(&*t.hand_over_lead, |text| text.get(ui.page.lang));
        view! {
            <section class="card" aria-labelledby="to-it">
                <h2 id="to-it">{&*t.hand_over_heading}</h2>
                {button.is_some().then(|| view! { <p class="soft">{lead}</p> })}
                {last}
                {button}
            </section>
        }
    })
}

/// What is handed over or judged, as forms name it.
pub(crate) fn subject_fields<'a>(about: &'a Subject) -> impl IntoView + use<'a> {
    match about {
        Subject::Device { device } => EitherOf5::A(hidden("device", device.as_str())),
        Subject::Topic { topic, device: None } => EitherOf5::B(hidden("topic", topic.as_str())),
        Subject::Topic {
            topic,
            device: Some(device),
        } => EitherOf5::C((hidden("topic", topic.as_str()), hidden("device", device.as_str()))),
        Subject::Diagnosis { diagnosis } => EitherOf5::D(hidden("diagnosis", diagnosis.as_str())),
        Subject::Execution { execution } => EitherOf5::E(hidden("execution", execution.as_str())),
    }
}
