//! Everything in the tenant that changes: tables, fleet, executions, and what is due next.

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::campaigns::Campaigns;
use crate::catalogue::Catalogue;
use crate::clock::SimClock;
use crate::enrichment::Enrichments;
use crate::executions::Executions;
use crate::fleet::{self, Fleet, Kind};
use crate::schedule::{Due, Schedule};
use crate::tables::Tables;
use crate::webhooks::News;

/// How often a device reports, in seconds.
const REPORT_EVERY: f64 = 60.0;
/// How often old events are dropped.
const TIDY_EVERY: SignedDuration = SignedDuration::from_hours(1);

/// The tenant's state. Whoever holds it sees it whole: time passes in [`World::pass_time`] only.
#[derive(Debug)]
pub struct World {
    /// The tables that queries read.
    pub tables: Tables,
    /// People and devices.
    pub fleet: Fleet,
    /// What can be triggered.
    pub catalogue: Catalogue,
    /// What was triggered.
    pub executions: Executions,
    /// Who was asked what.
    pub campaigns: Campaigns,
    /// What is being written into objects.
    pub enrichments: Enrichments,
    /// What will happen.
    pub schedule: Schedule,
    /// Who hears of events.
    pub news: News,
    /// Chance, from the seed.
    pub rng: StdRng,
}

impl World {
    /// A tenant with so many people.
    pub fn new(seed: u64, people: usize, clock: &SimClock) -> Self {
        let now = clock.now();
        let mut rng = StdRng::seed_from_u64(seed);
        let mut tables = Tables::default();
        let fleet = Fleet::generate(people, &mut tables, &mut rng, now);
        let mut world = Self {
            tables,
            fleet,
            catalogue: Catalogue::default(),
            executions: Executions::default(),
            campaigns: Campaigns::default(),
            enrichments: Enrichments::default(),
            schedule: Schedule::default(),
            news: News::default(),
            rng,
        };
        for device in 0..world.fleet.devices.len() {
            // Spread over the interval, so that the fleet does not report in one moment.
            #[expect(clippy::cast_precision_loss, reason = "a few hundred devices")]
            let first = REPORT_EVERY * (device % 60) as f64 / 60.0;
            world.schedule.at(now + clock.scaled(first), Due::Report(device));
        }
        world.schedule.at(next_score_stamp(now), Due::DailyScores);
        world.schedule.at(now + TIDY_EVERY, Due::Tidy);
        world
    }

    /// Lets everything happen that is due, in its order, each at its time. Tells whether anything was.
    pub fn pass_time(&mut self, clock: &SimClock) -> bool {
        let now = clock.now();
        let mut happened = false;
        while let Some((at, due)) = self.schedule.pop_due(now) {
            match due {
                Due::Report(device) => {
                    self.report(device, now);
                    // From now and not from when it was due: after a jump of the clock a device reports once.
                    self.schedule
                        .at(now + clock.scaled(REPORT_EVERY), Due::Report(device));
                }
                Due::ReportOnce(device) => self.report(device, at),
                Due::DailyScores => {
                    fleet::daily_scores(&self.fleet, &mut self.tables, at);
                    self.schedule.at(next_score_stamp(at), Due::DailyScores);
                }
                Due::Tidy => {
                    self.tables.forget_old_events(now);
                    self.schedule.at(now + TIDY_EVERY, Due::Tidy);
                }
                Due::Remote(run, step) => self.remote_step(run, step, at, clock),
                Due::Workflow(run, step) => self.workflow_step(run, step, at),
                Due::Enrichment(request) => self.enrichment_seen(request),
                Due::Campaign(asked, step) => self.campaign_step(asked, step, at, clock),
            }
            happened = true;
        }
        happened
    }

    /// Takes a device off the network or back. Back, it reports and takes up what waits for it.
    pub fn set_online(&mut self, device: usize, online: bool, clock: &SimClock) {
        let now = clock.now();
        self.fleet.devices[device].online = online;
        if online {
            self.schedule.at(now, Due::ReportOnce(device));
            self.pick_up_what_waits(device, now, clock);
            self.pass_time(clock);
        }
    }

    fn report(&mut self, device: usize, at: Timestamp) {
        let state = &self.fleet.devices[device];
        if state.online && state.kind == Kind::Simulated {
            fleet::report(&mut self.fleet, device, &mut self.tables, at);
        }
    }
}

/// Scores are stamped 04:00 UTC.
fn next_score_stamp(after: Timestamp) -> Timestamp {
    let since = (after.as_second() - 4 * 3_600).rem_euclid(86_400);
    Timestamp::from_second(after.as_second() + 86_400 - since).unwrap_or(Timestamp::MAX)
}
