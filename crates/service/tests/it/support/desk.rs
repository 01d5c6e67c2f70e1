//! A service desk that answers as it is told and keeps every ticket, a second one for the same hand-over, too.

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard},
    time::Duration,
};

use async_trait::async_trait;
use domain::{HandOverId, Ticket};
use service::{DeskError, DeskMail, DeskTrouble, ServiceDesk, TicketReport};
use tokio::sync::watch;

use super::tenant::Gate;

/// How a call for a ticket is answered.
#[derive(Debug, Clone, Copy)]
pub enum DeskAnswer {
    /// There is no ticket, and there will be none.
    Refused,
    /// There is no ticket; another call may get one.
    NotNow(Option<Duration>),
    /// The call is lost on its way, and nobody knows.
    LostBefore,
    /// The ticket is made, and the answer is lost.
    LostAfter,
}

#[derive(Default)]
struct State {
    tickets: Vec<TicketReport>,
    next: VecDeque<DeskAnswer>,
    finds_nothing_out: bool,
    gate: Option<watch::Receiver<bool>>,
    creates: usize,
    finds: usize,
    attach: VecDeque<DeskTrouble>,
    attached: Vec<HandOverId>,
}

#[derive(Default)]
pub struct FakeDesk {
    state: Mutex<State>,
    called: watch::Sender<usize>,
}

impl FakeDesk {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// The next calls for a ticket are answered like this, and all later ones by a ticket.
    pub fn answers(&self, next: impl IntoIterator<Item = DeskAnswer>) {
        self.state().next.extend(next);
    }

    /// Whether nobody can ask what tickets there are.
    pub fn hides(&self, hides: bool) {
        self.state().finds_nothing_out = hides;
    }

    /// Calls for a ticket are answered when the gate is dropped.
    pub fn hangs(&self) -> Gate {
        let (open, gate) = watch::channel(false);
        self.state().gate = Some(gate);
        Gate::new(open)
    }

    /// Returns when a ticket was asked for so often.
    pub async fn was_asked(&self, times: usize) {
        let mut called = self.called.subscribe();
        let waiting = called.wait_for(|called| *called >= times);
        let soon = tokio::time::timeout(Duration::from_secs(20), waiting).await;
        soon.expect("nobody asks for a ticket")
            .expect("the desk lives as long as the test");
    }

    /// The next calls that add something to a ticket fail like this.
    pub fn does_not_attach(&self, next: impl IntoIterator<Item = DeskTrouble>) {
        self.state().attach.extend(next);
    }

    /// The hand-overs whose tickets got what goes along.
    pub fn attached(&self) -> Vec<HandOverId> {
        self.state().attached.clone()
    }

    /// What every ticket was made of.
    pub fn tickets(&self) -> Vec<TicketReport> {
        self.state().tickets.clone()
    }

    /// How often a ticket was asked for.
    pub fn creates(&self) -> usize {
        self.state().creates
    }

    /// How often it was asked what tickets there are.
    pub fn finds(&self) -> usize {
        self.state().finds
    }
}

fn ticket(number: usize) -> Ticket {
    Ticket {
        number: Some(format!("INC{number}")),
        link: Some(format!("https://desk.example.com/INC{number}")),
        record: Some(number.to_string()),
    }
}

fn failed(trouble: DeskTrouble) -> DeskError {
    DeskError {
        trouble,
        message: format!("{trouble:?}"),
    }
}

#[async_trait]
impl ServiceDesk for FakeDesk {
    async fn create(&self, report: &TicketReport) -> Result<Ticket, DeskError> {
        let (gate, next) = {
            let mut state = self.state();
            state.creates += 1;
            (state.gate.clone(), state.next.pop_front())
        };
        self.called.send_modify(|count| *count += 1);
        if let Some(mut gate) = gate {
            // An error is the dropped gate.
            while gate.changed().await.is_ok() {}
        }
        let mut state = self.state();
        if matches!(next, None | Some(DeskAnswer::LostAfter)) {
            state.tickets.push(report.clone());
        }
        match next {
            None => Ok(ticket(state.tickets.len())),
            Some(DeskAnswer::Refused) => Err(failed(DeskTrouble::Refused)),
            Some(DeskAnswer::NotNow(wait)) => Err(failed(DeskTrouble::NotNow(wait))),
            Some(DeskAnswer::LostBefore | DeskAnswer::LostAfter) => Err(failed(DeskTrouble::Unknown)),
        }
    }

    async fn find(&self, id: &HandOverId) -> Result<Option<Ticket>, DeskError> {
        let mut state = self.state();
        state.finds += 1;
        if state.finds_nothing_out {
            return Err(failed(DeskTrouble::NotNow(None)));
        }
        let found = state
            .tickets
            .iter()
            .position(|made| made.hand_over.order.id == *id);
        Ok(found.map(|index| ticket(index + 1)))
    }

    fn settles_after(&self) -> Duration {
        Duration::from_secs(300)
    }

    async fn attach(&self, report: &TicketReport, ticket: &Ticket) -> Result<(), DeskError> {
        let mut state = self.state();
        if let Some(trouble) = state.attach.pop_front() {
            return Err(failed(trouble));
        }
        let made: usize = ticket.record.as_ref().unwrap().parse().unwrap();
        let id = report.hand_over.order.id.clone();
        assert_eq!(state.tickets[made - 1].hand_over.order.id, id);
        state.attached.push(id);
        Ok(())
    }
}

/// Says in the link what the mail would be about.
pub struct FakeMail;

impl DeskMail for FakeMail {
    fn link(&self, report: &TicketReport) -> String {
        let order = &report.hand_over.order;
        let (figures, runs) = (report.figures.len(), report.runs.len());
        format!("mailto:it?{}&{figures} figures&{runs} runs", order.upn)
    }
}
