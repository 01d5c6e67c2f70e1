//! What was handed over becomes a ticket, and never two.
//!
//! A hand-over is leased, the beginning of the call is stored, and only then the service desk is asked for a ticket.
//! Whoever finds a call that was begun and never concluded does not know its outcome: the service desk is asked what it
//! has, and is asked for a ticket again only when it certainly has none.

use std::{future::Future, time::Duration};

use domain::{HandOver, HandOverSignal, HandOverState};
use jiff::SignedDuration;
use tokio::time::timeout;

use crate::{
    DeskTrouble, HandOverLease, Service, StoreError, TicketReport,
    gateway::bounded,
    outbox::{self, Pace},
    send::backoff,
};

/// How long a hand-over is held. It must outlast a call with all its time-outs.
const HOLD: SignedDuration = SignedDuration::from_secs(180);

/// No call takes longer: what has no answer by then has an outcome that nobody knows.
const LONGEST_CALL: Duration = Duration::from_secs(90);

/// How soon the service desk is asked what it has after a call whose outcome is unknown.
const SOON: SignedDuration = SignedDuration::from_secs(2);

/// What could not be handed over within this time is not wanted any more.
const GIVEN_UP_AFTER: SignedDuration = SignedDuration::from_hours(3 * 24);

/// How often a change is tried again when somebody else changed the same hand-over meanwhile.
const TRIES: u32 = 8;

const PACE: Pace = Pace {
    at_once: 4,
    look: Duration::from_secs(5),
};

impl Service {
    /// Hands over whatever is due, until `stop`. A call that was begun is brought to its end first. `keep` is how long an
    /// execution is kept after its end, as its receipt says.
    pub async fn deliver_until(&self, keep: SignedDuration, stop: impl Future<Output = ()>) {
        let due = |room| async move { self.due_hand_overs(room).await };
        let deliver = |lease| {
            let service = self.current();
            async move {
                let sender = "hand-over sender";
                service.covered(sender, service.deliver(lease, keep)).await
            }
        };
        outbox::work_until(PACE, due, deliver, || self.something_handed_over(), stop).await;
    }

    /// Takes hand-overs that are due, the oldest first, at most `room` at once. Each lease goes to [`Self::deliver`]; one
    /// that is dropped instead is due again when it ends.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn due_hand_overs(&self, room: u32) -> Result<Vec<HandOverLease>, StoreError> {
        self.store().lease_hand_overs(room, HOLD, self.now()).await
    }

    /// Moves one hand-over on by one call.
    ///
    /// # Errors
    /// When the store fails; what was leased is due again when its lease ends.
    pub async fn deliver(&self, lease: HandOverLease, keep: SignedDuration) -> Result<(), StoreError> {
        let hand_over = lease.hand_over.clone();
        let call = hand_over.calls();
        let tried_for = self.now().duration_since(hand_over.order.created_at);
        let is_late = tried_for > GIVEN_UP_AFTER;
        match hand_over.state() {
            HandOverState::Failed => Ok(()),
            HandOverState::Created if is_late => {
                self.conclude(&lease, hand_over, HandOverSignal::Attached(false), SOON)
                    .await
            }
            HandOverState::Created => self.attach(&lease, keep).await,
            HandOverState::Sending => {
                tracing::warn!(hand_over = %hand_over.order.id, "a call for hand-over {} was begun and never concluded: its outcome is unknown", hand_over.order.id);
                self.conclude(
                    &lease,
                    hand_over,
                    HandOverSignal::OutcomeUnknown { call },
                    SignedDuration::ZERO,
                )
                .await
            }
            HandOverState::Queued if is_late => {
                self.conclude(&lease, hand_over, HandOverSignal::GivenUp, SOON)
                    .await
            }
            HandOverState::Queued => self.ask_for_ticket(&lease, keep).await,
            HandOverState::Unsure => self.look_for_ticket(&lease, is_late).await,
        }
    }

    async fn ask_for_ticket(&self, lease: &HandOverLease, keep: SignedDuration) -> Result<(), StoreError> {
        let (Some(desk), now) = (self.desk(), self.now()) else {
            return self.put_back(lease, after(lease.attempt)).await;
        };
        let Some(begun) = lease.hand_over.advance(HandOverSignal::Begun, now) else {
            return Ok(());
        };
        match self.store().begin_hand_over(lease, &begun, now).await {
            Ok(()) => self.tell(&begun.order.employee).await,
            Err(StoreError::Conflict) => return Ok(()),
            Err(error) => return Err(error),
        }
        let call = begun.calls();
        let report = self.ticket_report(&begun, keep);
        let answer = timeout(LONGEST_CALL, desk.create(&report)).await;
        let (signal, wait) = match answer {
            Ok(Ok(ticket)) => (HandOverSignal::Created(ticket), SignedDuration::ZERO),
            Ok(Err(error)) => {
                tracing::warn!(hand_over = %begun.order.id, trouble = ?error.trouble, "no ticket for hand-over {} yet: {error}", begun.order.id);
                match error.trouble {
                    DeskTrouble::Refused => {
                        let words = error.message;
                        (HandOverSignal::Refused { call, words }, SOON)
                    }
                    DeskTrouble::NotNow(asked) => {
                        let asked = asked.map(bounded).map(long);
                        (
                            HandOverSignal::PutOff { call },
                            after(call).max(asked.unwrap_or_default()),
                        )
                    }
                    DeskTrouble::Unknown => (HandOverSignal::OutcomeUnknown { call }, SOON),
                }
            }
            Err(_) => (HandOverSignal::OutcomeUnknown { call }, SOON),
        };
        self.conclude(lease, begun, signal, wait).await
    }

    /// However late it is, the service desk is asked before it is given up: what is found is there, and what is certainly
    /// not there may be handed over again without a second ticket.
    async fn look_for_ticket(&self, lease: &HandOverLease, is_late: bool) -> Result<(), StoreError> {
        let (Some(desk), asked_at) = (self.desk(), self.now()) else {
            return self.stay_unsure(lease, is_late).await;
        };
        let hand_over = lease.hand_over.clone();
        // By then the call is over, and what it may have made is there to be seen.
        let settles_after = desk.settles_after().saturating_add(LONGEST_CALL);
        let settled = hand_over
            .begun_at()
            .is_some_and(|begun_at| asked_at.duration_since(begun_at) >= long(settles_after));
        match timeout(LONGEST_CALL, desk.find(&hand_over.order.id)).await {
            Ok(Ok(Some(ticket))) => {
                self.conclude(lease, hand_over, HandOverSignal::Created(ticket), SOON)
                    .await
            }
            Ok(Ok(None)) if settled => {
                let absent = HandOverSignal::ProvenAbsent {
                    call: hand_over.calls(),
                };
                self.conclude(lease, hand_over, absent, SignedDuration::ZERO)
                    .await
            }
            Ok(Err(error)) => {
                tracing::debug!(hand_over = %hand_over.order.id, "nobody can say yet whether there is a ticket: {error}");
                self.stay_unsure(lease, is_late).await
            }
            Err(_) => self.stay_unsure(lease, is_late).await,
            Ok(Ok(None)) => self.put_back(lease, after(lease.attempt)).await,
        }
    }

    /// After a look that told nothing.
    async fn stay_unsure(&self, lease: &HandOverLease, is_late: bool) -> Result<(), StoreError> {
        if !is_late {
            return self.put_back(lease, after(lease.attempt)).await;
        }
        let hand_over = lease.hand_over.clone();
        tracing::warn!(hand_over = %hand_over.order.id, "hand-over {} is given up, and the service desk may have a ticket for it: it could not be asked", hand_over.order.id);
        self.conclude(lease, hand_over, HandOverSignal::GivenUp, SOON)
            .await
    }

    /// Gives the ticket what goes along. That there is a ticket is told before.
    async fn attach(&self, lease: &HandOverLease, keep: SignedDuration) -> Result<(), StoreError> {
        let hand_over = lease.hand_over.clone();
        let (Some(desk), Some(ticket)) = (self.desk(), hand_over.ticket()) else {
            return self.put_back(lease, after(lease.attempt)).await;
        };
        let report = self.ticket_report(&hand_over, keep);
        let all = match timeout(LONGEST_CALL, desk.attach(&report, ticket)).await {
            Ok(Ok(())) => true,
            Ok(Err(error)) => {
                tracing::warn!(hand_over = %hand_over.order.id, trouble = ?error.trouble, "what goes along with hand-over {} is not at its ticket: {error}", hand_over.order.id);
                if error.trouble != DeskTrouble::Refused {
                    return self.put_back(lease, after(lease.attempt)).await;
                }
                false
            }
            Err(_) => return self.put_back(lease, after(lease.attempt)).await,
        };
        self.conclude(lease, hand_over, HandOverSignal::Attached(all), SOON)
            .await
    }

    /// Gives a hand-over a signal, and gives it back, due after `wait`, unless that was its end.
    async fn conclude(
        &self,
        lease: &HandOverLease,
        hand_over: HandOver,
        signal: HandOverSignal,
        wait: SignedDuration,
    ) -> Result<(), StoreError> {
        let mut current = hand_over;
        for _ in 0..TRIES {
            let now = self.now();
            let Some(next) = current.advance(signal.clone(), now) else {
                return Ok(());
            };
            match self.store().update_hand_over(&current, &next, now).await {
                Ok(()) => {
                    if next.state() != current.state() {
                        let (id, state) = (&next.order.id, next.state().name());
                        tracing::info!(hand_over = %id, state, "hand-over {id} is {state}");
                        self.tell(&next.order.employee).await;
                    }
                    if next.is_over() {
                        return Ok(());
                    }
                    return self.put_back(lease, wait).await;
                }
                Err(StoreError::Conflict) => match self.store().hand_over(&current.order.id).await? {
                    Some(now_there) => current = now_there,
                    None => return Ok(()),
                },
                Err(error) => return Err(error),
            }
        }
        Err(StoreError::Conflict)
    }

    async fn put_back(&self, lease: &HandOverLease, wait: SignedDuration) -> Result<(), StoreError> {
        let now = self.now();
        let due = now.saturating_add(wait).unwrap_or(now);
        self.store().postpone_hand_over(lease, due).await
    }

    /// What the service desk gets. It is the same however often it is sent: a receiver may tell the same report apart.
    fn ticket_report(&self, hand_over: &HandOver, keep: SignedDuration) -> TicketReport {
        let order = &hand_over.order;
        let shown = self.handed_facts(&order.facts);
        let receipt = |run| self.receipt_of(run, &order.name, order.created_at, keep);
        TicketReport {
            hand_over: hand_over.clone(),
            topic: shown.topic,
            findings: shown.findings,
            figures: shown.figures,
            runs: shown.runs,
            receipts: order.facts.runs.iter().map(receipt).collect(),
        }
    }
}

/// 1, 2, 4 … 60 seconds.
fn after(attempt: u32) -> SignedDuration {
    long(backoff(attempt))
}

fn long(duration: Duration) -> SignedDuration {
    duration.try_into().unwrap_or(SignedDuration::MAX)
}
