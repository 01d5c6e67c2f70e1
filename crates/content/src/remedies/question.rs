//! What a workflow asks on its way.

use domain::{Launch, Question};

use super::parameter;
use crate::{
    At,
    fault::Sheet,
    read::{self, Keys},
    schema::{Group, local_text, some_of},
    yaml::Node,
};

/// Reads `question: …` with the parameters of the answer.
pub(super) fn read(key: &str, node: &Node, sheet: &mut Sheet<'_>) -> Option<Question> {
    let mut keys = Keys::open("a question", key, node, sheet)?;
    let text = keys.required("question", read::local_text);
    let parameters = keys.required("parameters", read::list(parameter::read));
    if let Some(parameters) = &parameters {
        parameter::check_names(&parameters.value, keys.sheet);
        if parameters.value.is_empty() {
            let what = "nothing belongs to the answer, so nothing could be answered";
            keys.sheet.add(
                parameters.place,
                what,
                "name the parameters of the thinklet that waits",
            );
        }
    }
    keys.close();
    Some(Question {
        text: text?.value,
        parameters: parameters?.value.into_iter().map(|at| at.value.value).collect(),
    })
}

/// Only a workflow can ask on its way.
pub(super) fn check(asks: &At<Question>, launch: &Launch, sheet: &mut Sheet<'_>) {
    if matches!(launch, Launch::RemoteAction(_)) {
        let what = "a remote action cannot be answered on its way, only a workflow can";
        let remedy = "start a workflow, or take `asks` out: what has to be known before goes to `parameters`";
        sheet.add(asks.place, what, remedy);
    }
}

/// What it looks like.
pub(super) fn schema() -> Group {
    Group::new("What a workflow asks on its way.")
        .required("question", local_text(), "The question in the employee's words.")
        .required(
            "parameters",
            some_of(parameter::schema()),
            "What belongs to the answer, by the names of the thinklet.",
        )
}
