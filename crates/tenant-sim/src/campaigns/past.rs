//! What people were asked before the simulator started.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::rngs::StdRng;

use crate::catalogue::Catalogue;
use crate::executions::{Parameters, json_text};
use crate::ids;
use crate::tables::{Links, ObjectKind, Row, Tables, Value, schema};

/// One person in six was asked for feedback, three weeks to five days ago. The first six were not, so that what tests and
/// demonstrations ask them stands alone.
pub fn seed(catalogue: &Catalogue, people: usize, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) {
    let campaign = catalogue.campaign("#self_service_feedback");
    let Some(campaign) = campaign.map(|position| &catalogue.campaigns[position]) else {
        return;
    };
    let Some(question) = campaign.questions.first() else {
        return;
    };
    for user in (6..people).step_by(6) {
        let targeted = now - SignedDuration::from_hours(rng.random_range(5 * 24..21 * 24));
        let answered = targeted + SignedDuration::from_mins(rng.random_range(1..600));
        let option = &question.options[rng.random_range(0..question.options.len())];
        let (state, answers) = match rng.random_range(0..10) {
            0..7 => (
                "answered",
                Parameters::from([(question.id.clone(), option.clone())]),
            ),
            7 | 8 => ("declined", Parameters::new()),
            _ => ("expired", Parameters::new()),
        };
        let values = [
            Value::text(ids::uuid(rng)),
            Value::Time(targeted),
            Value::Time(answered),
            Value::Word(state),
            Value::Null,
            json_text(&answers),
            Value::Word("api"),
            Value::Int(1),
            Value::text(&campaign.name),
            Value::text(&campaign.id),
        ];
        let links = Links::NONE.with(ObjectKind::User, user);
        tables.push(&schema::CAMPAIGN_RESPONSES, Row::new(answered, links, values));
    }
}
