//! Runs that ask the person at the device first.

use jiff::{SignedDuration, Timestamp};

use super::remote::Phase;
use super::{Outcome, Parameters, RemoteRun};
use crate::campaigns::{Answer, Ask};
use crate::clock::SimClock;
use crate::world::World;

/// How long the campaign of a remote action is shown, in seconds of the device's time (ours).
const SHOWN: f64 = 600.0;

impl World {
    /// Asks the owner of the run's device; the run waits for the answer.
    pub(super) fn ask_for_consent(&mut self, run: usize, campaign: usize, at: Timestamp, clock: &SimClock) {
        let device = self.executions.remote[run].device;
        self.set_remote(run, Phase::WaitingOnUser, "waiting_on_user", None, at);
        let ask = Ask {
            campaign,
            user: self.fleet.devices[device].owner,
            parameters: Parameters::new(),
            expires: at + clock.scaled(SHOWN).max(SignedDuration::from_millis(1)),
            run: Some((run, device)),
        };
        self.executions.remote[run].asked = Some(self.ask(ask, at, clock));
    }

    /// The person has agreed.
    pub fn consent_given(&mut self, run: usize, at: Timestamp, clock: &SimClock) {
        if self.executions.remote[run].phase == Phase::WaitingOnUser {
            self.begin(run, at, clock);
        }
    }

    /// The person has declined, or has not answered in time.
    pub fn consent_refused(&mut self, run: usize, details: &str, at: Timestamp, clock: &SimClock) {
        if self.executions.remote[run].phase == Phase::WaitingOnUser {
            self.end_remote(run, Some(Outcome::failure(details)), at, clock);
        }
    }

    /// Everybody whom the runs of a request are asking answers now; gives how many there were.
    pub fn answer_executions(&mut self, request_id: &str, answer: Answer, clock: &SimClock) -> usize {
        let waits = |run: &&RemoteRun| run.request_id == request_id && run.phase == Phase::WaitingOnUser;
        let asked: Vec<usize> = self
            .executions
            .remote
            .iter()
            .filter(waits)
            .filter_map(|run| run.asked)
            .filter(|&asked| self.campaigns.asked[asked].waits)
            .collect();
        for &asked in &asked {
            self.answer_campaign(asked, answer, &Parameters::new(), clock);
        }
        asked.len()
    }

    /// Nobody needs to answer any more: the run has ended otherwise.
    pub(super) fn withdraw_question(&mut self, run: usize, at: Timestamp) {
        if let Some(asked) = self.executions.remote[run].asked {
            self.withdraw_campaign(asked, at);
        }
    }
}
