//! What a workflow asks on its way, as a form.

use domain::{Question, State};
use leptos::prelude::*;
use service::view::ExecutionPage;

use crate::{
    context::Ui,
    ui::{Form, fields, hidden},
};

/// What it may ask.
pub(super) fn question(view: &ExecutionPage) -> Option<&Question> {
    view.execution.question(view.remedy.as_deref())
}

/// The question, while it waits for its answer.
pub(super) fn ask<'a>(ui: &'a Ui, view: &'a ExecutionPage) -> impl IntoView + use<'a> {
    let execution = &*view.execution;
    let question = question(view).filter(|_| execution.state() == State::WaitingForAnswer)?;
    // By this moment the answer knows its question: a workflow may ask more than once.
    let asked_at = execution.reported_at()?.to_string();
    let form = Form {
        id: "answer".to_owned(),
        action: ui.to("/api/answer"),
        button: &ui.t.answer,
        primary: true,
        working: &ui.t.answer_working,
        broke: &ui.t.answer_broke,
    };
    let inputs = (
        hidden("execution", execution.order.id.as_str()),
        view! { <input type="hidden" name="asked_at" value=asked_at /> },
        fields(ui, "answer", &question.parameters),
    );
    Some(view! {
        <section class="question" aria-labelledby="question">
            <h2 id="question">{question.text.get(ui.page.lang)}</h2>
            {form.around(ui, inputs)}
        </section>
    })
}
