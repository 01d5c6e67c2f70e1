//! The steps of an execution. Nothing is ticked before it happened: each tick follows from a state that the execution
//! has really been in, and a time stands there only when it is known.

use domain::{Execution, FailureKind, State};
use jiff::Timestamp;

use crate::texts::Texts;

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Progress {
    Done,
    Now,
    Later,
    /// It ended here, without success.
    Stopped,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct StepLine<'a> {
    pub label: &'a str,
    pub progress: Progress,
    /// When it happened, or since when it is going on.
    pub at: Option<Timestamp>,
}

/// The steps that an execution has taken, is at, and has ahead, in order.
pub(super) fn steps<'a>(t: &'a Texts, execution: &Execution, doing: &'a str) -> Vec<StepLine<'a>> {
    let mut lines = vec![sent(t, execution), picked_up(t, execution)];
    lines.extend(asked(t, execution));
    lines.push(ran(execution, doing));
    if execution.order.proof.is_some() && execution.before().is_some() {
        lines.push(checked(t, execution));
    }
    if execution.state().is_end() {
        // What it never came to is not ahead any more.
        lines.retain(|line| line.progress != Progress::Later);
    }
    lines
}

/// When the execution first entered one of these states.
fn first(execution: &Execution, states: &[State]) -> Option<Timestamp> {
    execution
        .steps()
        .iter()
        .find(|step| states.contains(&step.state))
        .map(|step| step.at)
}

fn sent<'a>(t: &'a Texts, execution: &Execution) -> StepLine<'a> {
    let since = Some(execution.since());
    match execution.state() {
        State::Queued => StepLine {
            label: &t.step_sending,
            progress: Progress::Now,
            at: since,
        },
        State::Unsure => StepLine {
            label: &t.step_unsure,
            progress: Progress::Now,
            at: since,
        },
        _ => {
            let ends_unsent = [State::Queued, State::Failed, State::Cancelled];
            let sent = execution
                .steps()
                .iter()
                .find(|step| !ends_unsent.contains(&step.state));
            match sent {
                Some(step) => StepLine {
                    label: &t.step_sent,
                    progress: Progress::Done,
                    at: Some(step.at),
                },
                None => StepLine {
                    label: &t.step_sending,
                    progress: Progress::Stopped,
                    at: since,
                },
            }
        }
    }
}

/// Whether the device must have had it.
fn reached_device(execution: &Execution) -> bool {
    use State::{Declined, Done, Fixed, NotFixed, Running, Verifying, WaitingForUser};
    let on_device = [
        Running,
        WaitingForUser,
        Verifying,
        Fixed,
        NotFixed,
        Done,
        Declined,
    ];
    let by_failure = execution
        .failure()
        .is_some_and(|failure| matches!(failure.kind, FailureKind::OnDevice | FailureKind::TimedOut));
    by_failure || first(execution, &on_device).is_some()
}

fn picked_up<'a>(t: &'a Texts, execution: &Execution) -> StepLine<'a> {
    let since = Some(execution.since());
    if reached_device(execution) {
        let at = first(execution, &[State::WaitingForUser, State::Running]);
        return StepLine {
            label: &t.step_picked_up,
            progress: Progress::Done,
            at,
        };
    }
    let was_sent = sent(t, execution).progress == Progress::Done;
    match execution.state() {
        State::Sent => StepLine {
            label: &t.step_pick_up,
            progress: Progress::Now,
            at: since,
        },
        State::WaitingForDevice => StepLine {
            label: &t.step_waiting_for_device,
            progress: Progress::Now,
            at: since,
        },
        State::Expired | State::Cancelled | State::Failed if was_sent => StepLine {
            label: &t.step_pick_up,
            progress: Progress::Stopped,
            at: since,
        },
        _ => StepLine {
            label: &t.step_pick_up,
            progress: Progress::Later,
            at: None,
        },
    }
}

/// The question to the device's user, only where there is one.
fn asked<'a>(t: &'a Texts, execution: &Execution) -> Option<StepLine<'a>> {
    let progress = match execution.state() {
        State::WaitingForUser => Progress::Now,
        State::Declined => Progress::Stopped,
        _ => return None,
    };
    Some(StepLine {
        label: &t.step_waiting_for_user,
        progress,
        at: Some(execution.since()),
    })
}

fn ran<'a>(execution: &Execution, doing: &'a str) -> StepLine<'a> {
    let (progress, at) = match execution.state() {
        State::Running => (Progress::Now, Some(execution.since())),
        State::Verifying | State::Fixed | State::NotFixed | State::Done => {
            (Progress::Done, first(execution, &[State::Verifying, State::Done]))
        }
        State::Failed | State::Cancelled | State::Expired if reached_device(execution) => {
            (Progress::Stopped, Some(execution.since()))
        }
        _ => (Progress::Later, None),
    };
    StepLine {
        label: doing,
        progress,
        at,
    }
}

fn checked<'a>(t: &'a Texts, execution: &Execution) -> StepLine<'a> {
    let since = Some(execution.since());
    match execution.state() {
        State::Verifying => StepLine {
            label: &t.step_checking,
            progress: Progress::Now,
            at: since,
        },
        State::Fixed | State::NotFixed => StepLine {
            label: &t.step_checked,
            progress: Progress::Done,
            at: since,
        },
        State::Done => StepLine {
            label: &t.step_not_proven,
            progress: Progress::Stopped,
            at: since,
        },
        _ => StepLine {
            label: &t.step_check,
            progress: Progress::Later,
            at: None,
        },
    }
}

#[cfg(test)]
mod tests;
