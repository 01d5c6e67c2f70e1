//! The steps of an execution. Nothing is ticked before it happened: each tick follows from a state that the execution
//! has really been in, and a time stands there only when it is known.

use domain::{Execution, FailureKind, Launch, State};
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
pub(super) fn steps<'a>(
    t: &'a Texts,
    execution: &Execution,
    doing: &'a str,
    now: Timestamp,
) -> Vec<StepLine<'a>> {
    let planned = planned(t, execution, now);
    let waits = planned
        .as_ref()
        .is_some_and(|line| line.progress != Progress::Done);
    let sent = match waits {
        true => StepLine {
            label: &t.step_sending,
            progress: Progress::Later,
            at: None,
        },
        false => sent(t, execution),
    };
    let mut lines: Vec<_> = planned.into_iter().collect();
    lines.extend([sent, picked_up(t, execution)]);
    lines.extend(asked(t, execution));
    lines.extend(answered(t, execution));
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

/// The wait for its time, where it was planned: it stands there when that is over, or was.
fn planned<'a>(t: &'a Texts, execution: &Execution, now: Timestamp) -> Option<StepLine<'a>> {
    let at = execution.order.planned_for?;
    let taken_back = execution.state() == State::Cancelled && execution.since() < at;
    let (progress, at) = match execution.planned_for(now) {
        Some(at) => (Progress::Now, at),
        None if taken_back => (Progress::Stopped, execution.since()),
        None => (Progress::Done, at),
    };
    Some(StepLine {
        label: &t.step_planned,
        progress,
        at: Some(at),
    })
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
        _ if arrived(execution) => StepLine {
            label: &t.step_sent,
            progress: Progress::Done,
            at: execution.sent_at(),
        },
        _ => {
            let kind = execution.failure().map(|failure| failure.kind);
            let label = match kind {
                Some(FailureKind::NeverArrived) => &t.step_lost,
                Some(FailureKind::NeverHeard) => &t.step_unsure,
                _ => &t.step_sending,
            };
            StepLine {
                label,
                progress: Progress::Stopped,
                at: since,
            }
        }
    }
}

/// Whether Nexthink must have had it.
fn arrived(execution: &Execution) -> bool {
    let may_be_without = [State::Queued, State::Unsure, State::Failed, State::Cancelled];
    execution
        .steps()
        .iter()
        .any(|step| !may_be_without.contains(&step.state))
}

/// Whether the device must have had it, or Nexthink have begun it if it is a workflow.
fn was_begun(execution: &Execution) -> bool {
    use State::{
        Answering, Declined, Done, Fixed, NotFixed, Running, Unanswered, Verifying, WaitingForAnswer,
        WaitingForUser,
    };
    let begun = [
        Running,
        WaitingForUser,
        WaitingForAnswer,
        Answering,
        Verifying,
        Fixed,
        NotFixed,
        Done,
        Declined,
        Unanswered,
    ];
    let by_failure = execution
        .failure()
        .is_some_and(|failure| failure.kind == FailureKind::OnDevice);
    by_failure || first(execution, &begun).is_some()
}

fn picked_up<'a>(t: &'a Texts, execution: &Execution) -> StepLine<'a> {
    let since = Some(execution.since());
    // A workflow runs in Nexthink, which may not need the device for a while.
    let (ahead, done) = match execution.order.launch {
        Launch::RemoteAction(_) => (&t.step_pick_up, &t.step_picked_up),
        Launch::Workflow { .. } => (&t.step_begin, &t.step_begun),
    };
    if was_begun(execution) {
        let seen = [State::WaitingForUser, State::WaitingForAnswer, State::Running];
        return StepLine {
            label: done,
            progress: Progress::Done,
            at: first(execution, &seen),
        };
    }
    let was_sent = sent(t, execution).progress == Progress::Done;
    match execution.state() {
        State::Sent => StepLine {
            label: ahead,
            progress: Progress::Now,
            at: since,
        },
        State::WaitingForDevice => StepLine {
            label: &t.step_waiting_for_device,
            progress: Progress::Now,
            at: since,
        },
        State::Expired | State::Cancelled | State::Failed if was_sent => StepLine {
            label: ahead,
            progress: Progress::Stopped,
            at: since,
        },
        _ => StepLine {
            label: ahead,
            progress: Progress::Later,
            at: None,
        },
    }
}

/// The question, only where one waits or has stopped it.
fn asked<'a>(t: &'a Texts, execution: &Execution) -> Option<StepLine<'a>> {
    let on_page = execution
        .steps()
        .iter()
        .rev()
        .nth(1)
        .is_some_and(|before| before.state == State::WaitingForAnswer);
    let (label, progress) = match execution.state() {
        State::WaitingForUser => (&t.step_waiting_for_user, Progress::Now),
        State::WaitingForAnswer => (&t.step_waiting_for_answer, Progress::Now),
        State::Answering => (&t.step_answering, Progress::Now),
        State::Declined | State::Unanswered if on_page => (&t.step_waiting_for_answer, Progress::Stopped),
        State::Declined | State::Unanswered => (&t.step_waiting_for_user, Progress::Stopped),
        _ => return None,
    };
    Some(StepLine {
        label,
        progress,
        at: Some(execution.since()),
    })
}

/// The answer that was given here, once Nexthink has taken it and asks no more.
fn answered<'a>(t: &'a Texts, execution: &Execution) -> Option<StepLine<'a>> {
    let waits = [State::WaitingForAnswer, State::Answering].contains(&execution.state());
    let answer = execution
        .answer()
        .filter(|answer| answer.taken == Some(true) && !waits)?;
    Some(StepLine {
        label: &t.step_answered,
        progress: Progress::Done,
        at: Some(answer.at),
    })
}

fn ran<'a>(execution: &Execution, doing: &'a str) -> StepLine<'a> {
    let (progress, at) = match execution.state() {
        State::Running => (Progress::Now, Some(execution.since())),
        State::Verifying | State::Fixed | State::NotFixed | State::Done => {
            (Progress::Done, first(execution, &[State::Verifying, State::Done]))
        }
        State::Failed | State::Cancelled | State::Expired if was_begun(execution) => {
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
