//! How a campaign ends for one person.

use jiff::Timestamp;

use super::{Answer, AnswerMode, CampaignStep};
use crate::clock::SimClock;
use crate::executions::{Parameters, json_text, optional};
use crate::tables::{Value, schema};
use crate::world::World;

// What the vendor says in `status_details` is unknown; these are ours.
const DECLINED: &str = "The user declined the campaign.";
const TIMED_OUT: &str = "The campaign timed out without an answer of the user.";
const WITHDRAWN: &str = "The campaign was withdrawn.";

impl World {
    /// Lets a campaign go on.
    pub fn campaign_step(&mut self, asked: usize, step: CampaignStep, at: Timestamp, clock: &SimClock) {
        if !self.campaigns.asked[asked].waits {
            return;
        }
        match (step, self.campaigns.mode) {
            (CampaignStep::Answer, AnswerMode::Agree) => {
                let answers = self.first_options(asked);
                self.agree(asked, &answers, at, clock);
            }
            (CampaignStep::Answer, AnswerMode::Decline) => self.decline(asked, at, clock),
            (CampaignStep::Answer, AnswerMode::Ignore | AnswerMode::Manual) => {}
            (CampaignStep::Expire, _) => {
                self.close_campaign(asked, "expired", Some(TIMED_OUT), &Parameters::new(), at);
                if let Some((run, _)) = self.campaigns.asked[asked].ask.run {
                    self.consent_refused(run, TIMED_OUT, at, clock);
                }
            }
        }
    }

    /// Whether the campaign has all these questions, with these options.
    pub fn can_be_answered(&self, asked: usize, chosen: &Parameters) -> bool {
        let questions = &self.catalogue.campaigns[self.campaigns.asked[asked].ask.campaign].questions;
        chosen.iter().all(|(question, option)| {
            let mut questions = questions.iter();
            questions.any(|it| it.id == *question && it.options.contains(option))
        })
    }

    /// The person answers now. `chosen` are options by question; the first option where it says nothing.
    pub fn answer_campaign(&mut self, asked: usize, answer: Answer, chosen: &Parameters, clock: &SimClock) {
        let at = clock.now();
        match answer {
            Answer::Agree => {
                let mut answers = self.first_options(asked);
                answers.extend(chosen.clone());
                self.agree(asked, &answers, at, clock);
            }
            Answer::Decline => self.decline(asked, at, clock),
        }
    }

    /// Nobody needs the answer any more.
    pub fn withdraw_campaign(&mut self, asked: usize, at: Timestamp) {
        if self.campaigns.asked[asked].waits {
            self.close_campaign(asked, "expired", Some(WITHDRAWN), &Parameters::new(), at);
        }
    }

    fn first_options(&self, asked: usize) -> Parameters {
        let campaign = &self.catalogue.campaigns[self.campaigns.asked[asked].ask.campaign];
        let questions = campaign.questions.iter();
        questions
            .filter_map(|question| Some((question.id.clone(), question.options.first()?.clone())))
            .collect()
    }

    fn agree(&mut self, asked: usize, answers: &Parameters, at: Timestamp, clock: &SimClock) {
        self.close_campaign(asked, "answered", None, answers, at);
        if let Some((run, _)) = self.campaigns.asked[asked].ask.run {
            self.consent_given(run, at, clock);
        }
    }

    fn decline(&mut self, asked: usize, at: Timestamp, clock: &SimClock) {
        self.close_campaign(asked, "declined", Some(DECLINED), &Parameters::new(), at);
        if let Some((run, _)) = self.campaigns.asked[asked].ask.run {
            self.consent_refused(run, DECLINED, at, clock);
        }
    }

    fn close_campaign(
        &mut self,
        asked: usize,
        state: &'static str,
        details: Option<&str>,
        answers: &Parameters,
        at: Timestamp,
    ) {
        let asked = &mut self.campaigns.asked[asked];
        asked.waits = false;
        let row = asked.row;
        let table = self.tables.get_mut(&schema::CAMPAIGN_RESPONSES);
        table.set(row, "state", Value::Word(state));
        table.set(row, "state_details", optional(details));
        table.set(row, "answers", json_text(answers));
        table.set(row, "time", Value::Time(at));
        table.row_mut(row).time = at;
        self.news.tell(&self.tables, &schema::CAMPAIGN_RESPONSES, row);
    }
}
