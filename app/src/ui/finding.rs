//! What came of a check, in words.

use domain::Evidence;
use service::view::FindingView;

use crate::{context::Ui, texts::Precision};

/// What it was judged by.
pub(crate) fn evidence(ui: &Ui, finding: &FindingView) -> Option<String> {
    Some(match finding.evidence.as_ref()? {
        Evidence::Figure(figure) => match &finding.figure {
            Some(view) => ui.t.value(view.metric.unit, figure.value),
            None => ui.t.number(figure.value, Precision::Tenth),
        },
        Evidence::Number { value, unit } => ui.t.value(*unit, *value),
        Evidence::Text(text) => text.clone(),
    })
}

/// What was found, as a sentence. `device` is the device's name.
pub(crate) fn found(ui: &Ui, finding: &FindingView, device: &str) -> String {
    let value = evidence(ui, finding).unwrap_or_default();
    let sentence = finding.check.found.get(ui.page.lang);
    sentence.replace("{device}", device).replace("{value}", &value)
}
