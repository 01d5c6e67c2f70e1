//! The button that takes back what was not sent yet.

use domain::State;
use leptos::prelude::*;
use service::view::ExecutionPage;

use crate::{context::Ui, ui::cancel};

/// The button, for as long as it may help. Whether it does is decided when it is pressed.
pub(super) fn take_back<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let id = view.execution.order.id.as_str();
    (view.execution.state() == State::Queued).then(|| cancel(ui, id, "cancel".to_owned()))
}
