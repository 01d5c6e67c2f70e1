//! Waits until everything that was pressed has come to rest, and looks how it stands.

use std::{
    collections::BTreeMap,
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::ledger::Ledger;
use crate::bench::{
    browser::{Browser, PLANNED},
    tenant::{Tenant, Trigger},
};

/// Between two looks at what still moves.
const LOOK: Duration = Duration::from_millis(500);

/// What was put off by the weather is tried again within a minute; then it has to run, be seen, and be proven.
const PATIENCE: Duration = Duration::from_secs(150);

/// When only proofs and what nobody can know are left for so long, nothing else is to come soon.
const REST: Duration = Duration::from_secs(6);

/// Where all came to rest.
#[derive(Debug)]
pub struct Settled {
    /// The state of each execution; `None` for one that does not exist.
    pub states: BTreeMap<String, Option<String>>,
    /// What the tenant has started.
    pub triggers: Vec<Trigger>,
    /// How long it took.
    pub took: Duration,
}

/// Whether nothing more comes after this state.
pub fn is_end(state: &str) -> bool {
    [
        "fixed",
        "not_fixed",
        "done",
        "failed",
        "expired",
        "declined",
        "unanswered",
        "cancelled",
    ]
    .contains(&state)
}

/// Whether this state may last though nothing is wrong: a send whose outcome is unknown is looked for, and a proof is
/// waited for, a quarter of an hour long, and what was planned waits for its time.
pub fn may_last(state: &str) -> bool {
    ["unsure", "verifying", PLANNED].contains(&state)
}

/// Waits for every execution to come to its end, or to where only time helps.
pub fn wait(address: &str, tenant: &Tenant, ledger: &Ledger) -> Result<Settled> {
    let accepted = ledger.open().accepted.clone();
    let mut states: BTreeMap<String, Option<String>> = BTreeMap::new();
    let (start, mut moved) = (Instant::now(), Instant::now());
    loop {
        for (id, execution) in &accepted {
            let known = states.get(id);
            if known.is_some_and(|state| state.as_deref().is_none_or(is_end)) {
                continue;
            }
            let state = Browser::new(address, &execution.employee).state(id)?;
            if known != Some(&state) {
                moved = Instant::now();
                states.insert(id.clone(), state);
            }
        }
        let open = || states.values().flatten().filter(|state| !is_end(state));
        let only_time_helps = open().all(|state| may_last(state)) && moved.elapsed() >= REST;
        if open().next().is_none() || only_time_helps || start.elapsed() >= PATIENCE {
            break;
        }
        thread::sleep(LOOK);
    }
    Ok(Settled {
        states,
        triggers: tenant.triggers()?,
        took: start.elapsed(),
    })
}
