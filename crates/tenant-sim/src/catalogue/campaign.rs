//! A campaign: questions that people see on their screen. The vendor has no list of them; the shape is ours.

use serde::Deserialize;

/// One campaign.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Campaign {
    /// NQL ID with its `#`.
    pub id: String,
    /// Name that people read.
    pub name: String,
    /// Whether it can be sent.
    pub status: CampaignStatus,
    /// Whether the API may send it.
    pub api_enabled: bool,
    /// What its texts take: the API must give all of them and nothing else.
    pub parameters: Vec<String>,
    /// What it asks; never empty in the embedded catalogue.
    pub questions: Vec<Question>,
}

/// Whether a campaign can be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CampaignStatus {
    /// It can.
    Published,
    /// It cannot any more.
    Retired,
}

/// One question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The key in `answers`.
    pub id: String,
    /// What people read, with `{{parameter}}`s.
    pub text: String,
    /// The answers offered; the first one agrees.
    pub options: Vec<String>,
}
