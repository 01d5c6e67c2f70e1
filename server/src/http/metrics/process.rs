//! What this process is.

use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, get_current_pid};

use super::exposition::{Exposition, Kind};

pub fn tell(text: &mut Exposition) {
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
