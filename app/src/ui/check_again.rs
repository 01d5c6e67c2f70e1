//! When a device reports, and the button that has Nexthink asked about it again.

use domain::DiagnosisId;
use jiff::SignedDuration;
use leptos::{
    either::{Either, EitherOf3},
    prelude::*,
};
use service::view::{CheckAgain, Hold, ReportsEvery};

use super::{Form, age, countdown, hidden, icon, moment, within};
use crate::context::Ui;

/// When the device reports, and the button; or why it cannot be pressed now. `diagnosis` is the look on whose page it
/// stands, to come back to.
pub(crate) fn check_again<'a>(
    ui: &'a Ui,
    again: &'a CheckAgain,
    diagnosis: Option<&'a DiagnosisId>,
) -> impl IntoView + use<'a> {
    let press = match again.hold {
        None => Either::Left(form(ui, again, diagnosis)),
        Some(hold) => Either::Right(held(ui, hold)),
    };
    view! {
        <section class="check-again" aria-label=&*ui.t.check_again>
            <p>{within(&ui.t.templates.check_reported, age(ui, again.reported_at))}" "{next(ui, again)}</p>
            {press}
        </section>
    }
}

/// About when it reports next, as far as anybody knows.
fn next<'a>(ui: &'a Ui, again: &CheckAgain) -> impl IntoView + use<'a> {
    let t = ui.t;
    if !again.online {
        return EitherOf3::A(&*t.check_offline);
    }
    let rhythm = match again.every {
        None => return EitherOf3::A(&*t.check_rhythm_unknown),
        Some(ReportsEvery::Learnt(every)) => t.check_learnt(&t.duration(whole_minutes(every))),
        Some(ReportsEvery::Usual(every)) => t.check_usual(&t.duration(whole_minutes(every))),
    };
    match again.next_report().filter(|next| *next > ui.now) {
        Some(next) => {
            let next = within(&t.templates.check_next, moment(ui, next));
            EitherOf3::B((rhythm, " ", next))
        }
        None => EitherOf3::C((rhythm, " ", &*t.check_next_due)),
    }
}

/// What was measured is not that exact.
fn whole_minutes(every: SignedDuration) -> SignedDuration {
    match (every.as_secs() + 30) / 60 {
        0 | 1 => every,
        minutes => SignedDuration::from_mins(minutes),
    }
}

fn form<'a>(
    ui: &'a Ui,
    again: &'a CheckAgain,
    diagnosis: Option<&'a DiagnosisId>,
) -> impl IntoView + use<'a> {
    let form = Form {
        id: "check-again".to_owned(),
        action: ui.to("/api/check_again"),
        button: &ui.t.check_again,
        primary: false,
        working: &ui.t.check_again_working,
        broke: &ui.t.check_again_broke,
    };
    form.around(
        ui,
        (
            hidden("device", again.device.as_str()),
            diagnosis.map(|diagnosis| hidden("diagnosis", diagnosis.as_str())),
        ),
    )
}

/// The button where it does nothing. It keeps the focus of whoever has just pressed it.
fn held<'a>(ui: &'a Ui, hold: Hold) -> impl IntoView + use<'a> {
    let t = ui.t;
    let until =
        |sentence, until| Either::Right((within(sentence, moment(ui, until)), " ", countdown(ui, until)));
    let why = match hold {
        Hold::Asking => Either::Left(&*t.check_hold_asking),
        Hold::JustAsked { until: at } => until(&t.templates.check_hold_just, at),
        Hold::Budget { until: at } => until(&t.templates.check_hold_budget, at),
    };
    view! {
        <div class="refused">
            <button class="button" id="check-again-button" type="button" aria-disabled="true" aria-describedby="check-again-why">
                {&*t.check_again}
            </button>
            <p class="refused-why" id="check-again-why">{icon(ui, "clock")}<span>{why}</span></p>
        </div>
    }
}
