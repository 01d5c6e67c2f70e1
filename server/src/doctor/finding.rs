//! What a check comes to.

use serde::Serialize;

use crate::fault::Fault;

/// How serious it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Ok,
    /// It works, and somebody should know.
    Warning,
    /// Something that employees are offered does not work, or is not safe.
    Fault,
    /// Not looked at, because something else failed.
    Skipped,
}

/// One thing that was looked at. No text holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What was looked at, within its area.
    pub check: String,
    /// How serious it is.
    pub verdict: Verdict,
    /// What was found, in sentences.
    pub found: String,
    /// What to do about it; empty where nothing is to be done.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub remedy: String,
}

impl Finding {
    /// All is well.
    pub fn ok(check: impl Into<String>, found: impl Into<String>) -> Self {
        Self::new(check, Verdict::Ok, found, "")
    }

    /// Somebody should know.
    pub fn warning(check: impl Into<String>, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(check, Verdict::Warning, found, remedy)
    }

    /// Somebody must do something.
    pub fn fault(check: impl Into<String>, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(check, Verdict::Fault, found, remedy)
    }

    /// What another command would have said.
    pub fn of(check: impl Into<String>, fault: Fault) -> Self {
        Self::fault(check, fault.what, fault.todo)
    }

    /// It was not looked at.
    pub fn skipped(check: impl Into<String>, why: &str) -> Self {
        Self::new(check, Verdict::Skipped, format!("Not looked at: {why}."), "")
    }

    /// The same, where it is not as serious: this is what it means.
    pub fn softened(mut self, meaning: &str) -> Self {
        if self.verdict == Verdict::Fault {
            self.verdict = Verdict::Warning;
            self.found = format!("{} {meaning}", self.found);
        }
        self
    }

    fn new(
        check: impl Into<String>,
        verdict: Verdict,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            check: check.into(),
            verdict,
            found: printable(&found.into()),
            remedy: printable(&remedy.into()),
        }
    }
}

/// What others wrote may stand in a text: it must not move the cursor.
fn printable(text: &str) -> String {
    let keeps = |c: char| !c.is_control() || c == '\n';
    text.chars().map(|c| if keeps(c) { c } else { ' ' }).collect()
}
