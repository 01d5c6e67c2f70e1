//! Campaigns on their way: who is asked what, and how it ends.
//!
//! Each is one row of `campaign.responses`. A person who is asked answers after 3 to 8 s of the device's time, as the
//! control port says they do ([`AnswerMode`]); whoever has not answered when the campaign's time is over has not
//! answered at all. The same campaigns are sent by the API and by remote actions that ask first.

mod ask;
mod end;

use serde::{Deserialize, Serialize};

pub use ask::{Ask, Asked};

/// What the people of the tenant do when they are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerMode {
    /// They agree.
    #[default]
    Agree,
    /// They decline.
    Decline,
    /// They do not answer.
    Ignore,
    /// They answer what the control port says, when it says so.
    Manual,
}

/// What a person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The first option of each question, unless told otherwise.
    Agree,
    /// They close the campaign without an answer.
    Decline,
}

/// How a campaign goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CampaignStep {
    /// The person has had time to answer.
    Answer,
    /// It is not shown any more.
    Expire,
}

/// All campaigns sent so far.
#[derive(Debug, Default)]
pub struct Campaigns {
    /// What people do when they are asked.
    pub mode: AnswerMode,
    /// Everybody that was asked, in order.
    pub asked: Vec<Asked>,
}
