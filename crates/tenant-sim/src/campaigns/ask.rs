//! Asking somebody.

use jiff::Timestamp;
use rand::Rng;

use super::{AnswerMode, CampaignStep};
use crate::clock::SimClock;
use crate::executions::Parameters;
use crate::ids;
use crate::schedule::Due;
use crate::tables::{Links, ObjectKind, Row, Value, schema};
use crate::world::World;

/// A campaign that is to be sent to one person.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Position in the catalogue.
    pub campaign: usize,
    /// Position in `users`.
    pub user: usize,
    /// What stands in the campaign's texts.
    pub parameters: Parameters,
    /// Until when it is shown.
    pub expires: Timestamp,
    /// The run of a remote action that waits for the answer, and its device.
    pub run: Option<(usize, usize)>,
}

/// A campaign that was sent to one person.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The request's id.
    pub request_id: String,
    /// What was asked.
    pub ask: Ask,
    /// Position in `campaign.responses`.
    pub row: usize,
    /// Whether it still waits for an answer.
    pub waits: bool,
}

impl World {
    /// Shows a campaign to a person from `at` on; gives its position among those asked.
    pub fn ask(&mut self, ask: Ask, at: Timestamp, clock: &SimClock) -> usize {
        let request_id = ids::uuid(&mut self.rng);
        let campaign = &self.catalogue.campaigns[ask.campaign];
        let trigger = if ask.run.is_some() { "remote_action" } else { "api" };
        let values = [
            Value::text(&request_id),
            Value::Time(at),
            Value::Time(at),
            Value::Word("targeted"),
            Value::Null,
            Value::Null,
            Value::Word(trigger),
            Value::Int(1),
            Value::text(&campaign.name),
            Value::text(&campaign.id),
        ];
        let links = Links::NONE.with(ObjectKind::User, ask.user);
        let links = ask
            .run
            .map_or(links, |(_, device)| links.with(ObjectKind::Device, device));
        let row = self
            .tables
            .push(&schema::CAMPAIGN_RESPONSES, Row::new(at, links, values));
        self.news.tell(&self.tables, &schema::CAMPAIGN_RESPONSES, row);
        let asked = self.campaigns.asked.len();
        self.schedule
            .at(ask.expires, Due::Campaign(asked, CampaignStep::Expire));
        self.campaigns.asked.push(Asked {
            request_id,
            ask,
            row,
            waits: true,
        });
        self.plan_answer(asked, at, clock);
        asked
    }

    /// From now on people do this when they are asked; those who have not answered yet do it as well.
    pub fn set_answer_mode(&mut self, mode: AnswerMode, clock: &SimClock) {
        self.campaigns.mode = mode;
        for asked in 0..self.campaigns.asked.len() {
            if self.campaigns.asked[asked].waits {
                self.plan_answer(asked, clock.now(), clock);
            }
        }
    }

    /// Whether the person answers is decided when they would: the mode may have changed by then.
    fn plan_answer(&mut self, asked: usize, at: Timestamp, clock: &SimClock) {
        let after = clock.scaled(self.rng.random_range(3.0..8.0));
        self.schedule
            .at(at + after, Due::Campaign(asked, CampaignStep::Answer));
    }
}
