//! What Nexthink's words about an execution mean, as the portal admin maps them in `content/outcomes.yaml` and in the
//! remedies: statuses, details and outputs are free texts of scripts and workflows, which no code can know.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{LocalText, OutcomeId, Outputs, Report, TenantStatus};

/// A text with wildcards, whatever its case: `*` stands for any text, `?` for one character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Pattern(Vec<char>);

impl From<String> for Pattern {
    fn from(text: String) -> Self {
        Self(text.to_lowercase().chars().collect())
    }
}

impl From<Pattern> for String {
    fn from(pattern: Pattern) -> Self {
        pattern.0.into_iter().collect()
    }
}

impl Pattern {
    /// Whether the whole text fits, spaces around it aside.
    #[must_use]
    pub fn fits(&self, text: &str) -> bool {
        let text: Vec<char> = text.trim().to_lowercase().chars().collect();
        let (mut at, mut wanted) = (0, 0);
        // The last `*`, and where the text went on after what it stood for; it can always stand for one more.
        let mut star: Option<(usize, usize)> = None;
        while at < text.len() {
            match self.0.get(wanted) {
                Some('*') => {
                    star = Some((wanted, at));
                    wanted += 1;
                }
                Some(character) if *character == '?' || *character == text[at] => {
                    at += 1;
                    wanted += 1;
                }
                _ => match star {
                    Some((behind, from)) => {
                        star = Some((behind, from + 1));
                        at = from + 1;
                        wanted = behind + 1;
                    }
                    None => return false,
                },
            }
        }
        self.0[wanted..].iter().all(|character| *character == '*')
    }
}

/// What a report means, beyond its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// It failed, and the cause is known.
    Failed,
    /// The person at the device said no.
    Declined,
    /// The person at the device did not answer in time.
    Unanswered,
    /// A workflow waits for an answer, which the page asks for.
    Asks,
    /// It did what it should, and there is something to say about it.
    Done,
}

impl Means {
    /// Every meaning.
    pub const ALL: [Self; 5] = [
        Self::Failed,
        Self::Declined,
        Self::Unanswered,
        Self::Asks,
        Self::Done,
    ];

    /// Whether an execution of this status can mean this. A run that ended well may still have ended because somebody
    /// declined: many scripts do.
    #[must_use]
    pub const fn fits(self, status: TenantStatus) -> bool {
        match self {
            Self::Asks => !status.is_end(),
            Self::Declined | Self::Unanswered => status.is_end(),
            Self::Failed => matches!(
                status,
                TenantStatus::Failure | TenantStatus::Expired | TenantStatus::Cancelled
            ),
            Self::Done => matches!(status, TenantStatus::Success),
        }
    }
}

/// What is said to the employee about an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// What happened, in plain words.
    pub cause: LocalText,
    /// What to do next.
    pub next: Option<LocalText>,
}

/// Which reports mean what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeRule {
    /// Its name, by which an execution remembers it.
    pub id: OutcomeId,
    /// The status that it is about.
    pub status: TenantStatus,
    /// What the details must look like; without one they may be anything.
    pub details: Option<Pattern>,
    /// What outputs must look like, by name.
    pub outputs: BTreeMap<String, Pattern>,
    /// What it means.
    pub means: Means,
    /// What to say; without one, what is said of every such end.
    pub explanation: Option<Explanation>,
}

/// An outcome that was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning {
    /// The rule.
    pub outcome: OutcomeId,
    /// What it means.
    pub means: Means,
}

impl OutcomeRule {
    /// Whether this report is one of those.
    #[must_use]
    pub fn fits(&self, report: &Report) -> bool {
        let outputs_fit = || {
            let given = Outputs::read(&report.output);
            let fits = |(name, pattern): (&String, &Pattern)| {
                given.text(name).is_some_and(|text| pattern.fits(&text))
            };
            self.outputs.iter().all(fits)
        };
        self.status == report.status
            && self
                .details
                .as_ref()
                .is_none_or(|pattern| pattern.fits(&report.details))
            && outputs_fit()
    }

    /// What a report that fits means.
    #[must_use]
    pub fn meaning(&self) -> Meaning {
        Meaning {
            outcome: self.id.clone(),
            means: self.means,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn a_pattern_fits_the_whole_text_in_any_case() {
        let fits = |pattern: &str, text: &str| Pattern::from(pattern.to_owned()).fits(text);
        assert!(fits("*declined*", "The user DECLINED the campaign."));
        assert!(fits("the ? of *", "The A of everything"));
        assert!(fits("exact", " Exact\n"));
        assert!(fits("*", ""));
        assert!(fits("a*b*c", "a-b-b-c"));
        assert!(!fits("a*b*c", "a-b-c-d"));
        assert!(!fits("declined", "declined by the user"));
        assert!(!fits("?", ""));
    }
}
