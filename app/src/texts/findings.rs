//! What came of a check, in words.

use domain::Evidence;
use service::view::FindingView;

use super::{Precision, Texts};

impl Texts {
    /// What a check was judged by.
    #[must_use]
    pub fn evidence(&self, finding: &FindingView) -> Option<String> {
        Some(match finding.evidence.as_ref()? {
            Evidence::Figure(figure) => match &finding.figure {
                Some(view) => self.value(view.metric.unit, figure.value),
                None => self.number(figure.value, Precision::Tenth),
            },
            Evidence::Number { value, unit } => self.value(*unit, *value),
            Evidence::Text(text) => text.clone(),
        })
    }

    /// What was found, as a sentence. `device` is the device's name.
    #[must_use]
    pub fn found(&self, finding: &FindingView, device: &str) -> String {
        let value = self.evidence(finding).unwrap_or_default();
        let sentence = finding.check.found.get(self.source.lang);
        sentence.replace("{device}", device).replace("{value}", &value)
    }
}
