//! What goes wrong in the tenant, and changes all the time.

use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;
use serde_json::{Value, json};

use crate::bench::{random::Random, tenant::Tenant};

/// What can fail.
const ENDPOINTS: [&str; 6] = [
    "*",
    "token",
    "nql/execute",
    "act/execute",
    "act/execute",
    "workflows/execute",
];

/// How long the weather holds.
const HOLDS: (Duration, Duration) = (Duration::from_millis(150), Duration::from_millis(1500));

/// How often an end is looked for.
const LOOK: Duration = Duration::from_millis(20);

/// How many devices may be off the network at once, of a hundred.
const OFFLINE: usize = 10;

/// Lets things go wrong until it is to be calm; returns how many times something was turned for the worse. Afterwards
/// nothing is wrong any more, and every device is on the network, also those that never were.
pub fn blow(tenant: &Tenant, devices: &[String], calm: &AtomicBool, random: &mut Random) -> Result<usize> {
    let mut offline = BTreeSet::new();
    let mut troubles = 0;
    while !calm.load(Ordering::Acquire) {
        tenant.delete("/faults")?;
        if random.chance(0.85) {
            for _ in 0..=random.below(4) {
                tenant.post("/faults", &fault(random))?;
                troubles += 1;
            }
        }
        if random.chance(0.3) {
            tenant.post("/tokens/expire", &Value::Null)?;
            troubles += 1;
        }
        if random.chance(0.3) {
            bother(tenant, random)?;
            troubles += 1;
        }
        for _ in 0..random.below(4) {
            troubles += turn(tenant, devices, &mut offline, random)?;
        }
        let until = Instant::now() + random.between(HOLDS.0, HOLDS.1);
        while Instant::now() < until && !calm.load(Ordering::Acquire) {
            thread::sleep(LOOK);
        }
    }
    tenant.delete("/faults")?;
    tenant.post("/webhooks/duplicate", &json!({ "probability": 0 }))?;
    tenant.post("/webhooks/reorder", &json!({ "on": false }))?;
    for device in devices {
        tenant.post(&format!("/devices/{device}/online"), &Value::Null)?;
    }
    Ok(troubles)
}

/// Something goes wrong with the webhooks.
fn bother(tenant: &Tenant, random: &mut Random) -> Result<()> {
    match random.below(4) {
        0 => tenant.post("/webhooks/garbage", &Value::Null),
        1 => tenant.post("/webhooks/replay", &Value::Null),
        2 => tenant.post("/webhooks/duplicate", &json!({ "probability": random.share() })),
        _ => {
            let reorder = json!({ "on": random.chance(0.6), "quiet_ms": 100 + random.below(400) });
            tenant.post("/webhooks/reorder", &reorder)
        }
    }
}

/// Takes a device off the network, or brings it back; returns how many were taken off.
fn turn<'a>(
    tenant: &Tenant,
    devices: &'a [String],
    offline: &mut BTreeSet<&'a String>,
    random: &mut Random,
) -> Result<usize> {
    let Some(device) = random.pick(devices) else {
        return Ok(0);
    };
    let back = match offline.len() * 100 / devices.len() >= OFFLINE {
        true => offline.first().copied(),
        false => offline.get(device).copied(),
    };
    if let Some(device) = back {
        offline.remove(device);
        tenant.post(&format!("/devices/{device}/online"), &Value::Null)?;
        return Ok(0);
    }
    offline.insert(device);
    tenant.post(&format!("/devices/{device}/offline"), &Value::Null)?;
    Ok(1)
}

/// The body of `POST /faults`.
fn fault(random: &mut Random) -> Value {
    let endpoint = ENDPOINTS[random.below(ENDPOINTS.len())];
    let mut fault = match random.below(8) {
        0 => json!({ "kind": "status", "status": 503 }),
        1 => json!({ "kind": "status", "status": 503, "retry_after": "1" }),
        2 => json!({ "kind": "status", "status": 429, "retry_after": "1" }),
        3 => json!({ "kind": "status", "status": 500 }),
        4 => json!({ "kind": "delay", "delay_ms": 50 + random.below(1500) }),
        5 => json!({ "kind": "drop_before" }),
        6 => json!({ "kind": "drop_after" }),
        _ => json!({ "kind": "malformed" }),
    };
    fault["endpoint"] = endpoint.into();
    fault["probability"] = (0.05 + 0.3 * random.share()).into();
    fault
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_fault_comes() {
        let mut random = Random::new(3);
        let faults: Vec<Value> = (0..500).map(|_| fault(&mut random)).collect();
        let kinds: BTreeSet<String> = faults
            .iter()
            .map(|fault| format!("{} {}", fault["kind"], fault["status"]))
            .collect();
        assert_eq!(kinds.len(), 7, "{kinds:?}");
        let endpoints: BTreeSet<&str> = faults
            .iter()
            .filter_map(|fault| fault["endpoint"].as_str())
            .collect();
        assert_eq!(endpoints.len(), 5, "{endpoints:?}");
    }
}
