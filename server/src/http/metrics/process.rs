//! What this process is.

use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, get_current_pid};

use super::exposition::{Exposition, Kind};
use crate::workers::{DISCOVERY, WATCHING, Workers};

pub fn tell(text: &mut Exposition, workers: &Workers) {
    let mut family = text.family(
        "deskside_build_info",
        Kind::Gauge,
        "Always 1; its label is the version.",
    );
    family.sample(&[("version", env!("CARGO_PKG_VERSION"))], 1);
    let mut family = text.family(
        "deskside_process_resident_memory_bytes",
        Kind::Gauge,
        "Memory of this process that is in RAM.",
    );
    if let Some(bytes) = resident() {
        family.sample(&[], bytes);
    }
    let mut family = text.family(
        "deskside_leads",
        Kind::Gauge,
        "1 where this process does what only one of those that share a database does, by work.",
    );
    for work in [WATCHING, DISCOVERY] {
        family.sample(&[("work", work)], u8::from(workers.leads_in(work)));
    }
}

/// `None` where the system does not say.
fn resident() -> Option<u64> {
    let process = get_current_pid().ok()?;
    let mut system = System::new().ok()?;
    system.refresh_processes_specifics(
        ProcessesToUpdate::Some(&[process]),
        false,
        ProcessRefreshKind::nothing().with_memory().without_tasks(),
    );
    Some(system.process(process)?.memory())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_leads_is_told_by_work() {
        let workers = Workers::default();
        let told = |workers: &Workers| {
            let mut text = Exposition::default();
            tell(&mut text, workers);
            let text = text.into_text();
            [WATCHING, DISCOVERY].map(|work| text.contains(&format!("deskside_leads{{work=\"{work}\"}} 1\n")))
        };
        assert_eq!(told(&workers), [false, false]);
        let leads = workers.lead_in(DISCOVERY);
        assert_eq!(told(&workers), [false, true]);
        drop(leads);
        assert_eq!(told(&workers), [false, false]);
    }
}
