//! The button that takes back what was not sent yet.

use domain::State;
use leptos::prelude::*;
use service::view::ExecutionPage;

use crate::{
    context::Ui,
    ui::{Form, hidden},
};

/// The button, for as long as it may help. Whether it does is decided when it is pressed.
pub(super) fn take_back<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    (view.execution.state() == State::Queued).then(|| {
        let form = Form {
            id: "cancel".to_owned(),
            action: ui.to("/api/cancel"),
            button: &ui.t.cancel,
            primary: false,
            working: &ui.t.cancelling,
            broke: &ui.t.cancel_broke,
        };
        form.around(ui, hidden("execution", view.execution.order.id.as_str()))
    })
}
