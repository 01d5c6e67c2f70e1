//! A database that was put back from a copy does not know what was done since the copy was made.
//!
//! What waits in it may have been sent meanwhile, so nothing that waits in it is sent. It is unsure instead, as after a send
//! that broke off: the tenant and the service desk are asked what they have. What is proven absent may be started again by a
//! person, and a hand-over becomes a ticket after all.

use domain::{Advanced, Call, CallResult, Execution, HandOver, HandOverSignal, HandOverState, Signal, State};
use jiff::Timestamp;

use crate::{Store, StoreError};

/// What is unsure since a database was put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MadeUnsure {
    /// Executions that waited to be sent, and answers to workflows.
    pub executions: u64,
    /// Hand-overs to IT.
    pub hand_overs: u64,
}

/// Makes everything unsure that may have been sent since the copy was made. Nobody may work on the database: what was sent
/// was sent before `at`. Done twice, the second time changes nothing that is being sent, and asks for hand-overs once more.
///
/// # Errors
/// When the store fails; it may be done again.
pub async fn make_unsure(store: &dyn Store, at: Timestamp) -> Result<MadeUnsure, StoreError> {
    let mut made = MadeUnsure::default();
    for run in store.open().await? {
        if let Some(unsure) = unsure_run(&run, at) {
            store.update(&run, &unsure, at).await?;
            made.executions += 1;
        }
    }
    for hand_over in store.open_hand_overs().await? {
        if let Some(unsure) = unsure_hand_over(&hand_over, at) {
            store.update_hand_over(&hand_over, &unsure, at).await?;
            made.hand_overs += 1;
        }
    }
    Ok(made)
}

/// `None` where it waits for nothing to be sent.
fn unsure_run(run: &Execution, at: Timestamp) -> Option<Execution> {
    let call = |since| Call::new(since, at, CallResult::Unknown, String::new());
    let signal = match run.state() {
        // At any time between: the answer that proves that nothing arrived has to reach back to the press.
        State::Queued => Signal::OutcomeUnknown(call(run.order.created_at.min(at))),
        State::Answering => Signal::AnswerUnknown(call(at)),
        _ => return None,
    };
    match run.clone().advance(signal, at) {
        Advanced::Moved(unsure) => Some(unsure),
        Advanced::Noted(_) | Advanced::Unchanged(_) => None,
    }
}

/// As if a call had been made just now whose outcome nobody knows, whatever was known of the calls before: there may have been
/// others since.
fn unsure_hand_over(hand_over: &HandOver, at: Timestamp) -> Option<HandOver> {
    let call = hand_over.calls();
    let queued = match hand_over.state() {
        HandOverState::Queued => hand_over.clone(),
        HandOverState::Sending | HandOverState::Unsure => {
            hand_over.advance(HandOverSignal::PutOff { call }, at)?
        }
        HandOverState::Created | HandOverState::Failed => return None,
    };
    let begun = queued.advance(HandOverSignal::Begun, at)?;
    let call = begun.calls();
    begun.advance(HandOverSignal::OutcomeUnknown { call }, at)
}
