//! What the machine says about itself.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sysinfo::{CpuRefreshKind, Disks, MemoryRefreshKind, RefreshKind, System};

use crate::fleet::{Platform, Vitals};

/// What does not change while it runs.
#[derive(Clone, Debug)]
pub struct Machine {
    /// Host name.
    pub name: String,
    /// Platform.
    pub platform: Platform,
    /// Name and version of the system.
    pub system: String,
    /// The kernel's version.
    pub build: Vec<u64>,
    /// Manufacturer, if the firmware says it.
    pub manufacturer: Option<String>,
    /// Model, if the firmware says it.
    pub model: Option<String>,
    /// Processor.
    pub cpu: String,
    /// Whether it has a battery.
    pub has_battery: bool,
    /// When it was started.
    pub last_boot: Timestamp,
}

/// Measures the machine.
#[derive(Debug)]
pub struct Meter {
    system: System,
    folder: PathBuf,
}

impl Meter {
    /// A meter that looks at the file system of `folder`. Takes a moment, as processor load is measured between two
    /// looks.
    ///
    /// # Errors
    /// When the system does not say anything about itself.
    pub fn new(folder: &Path) -> Result<Self, sysinfo::Error> {
        let everything = RefreshKind::nothing()
            .with_memory(MemoryRefreshKind::everything())
            .with_cpu(CpuRefreshKind::everything());
        let system = System::new_with_specifics(everything)?;
        std::thread::sleep(sysinfo::MINIMUM_CPU_UPDATE_INTERVAL);
        Ok(Self {
            system,
            folder: folder.to_owned(),
        })
    }

    /// What does not change.
    pub fn machine(&self) -> Machine {
        let unknown = "unknown".to_owned();
        let kernel = System::kernel_version().unwrap_or_default();
        let build = kernel
            .split(['.', '-'])
            .map_while(|part| part.parse().ok())
            .collect();
        let boot = System::boot_time()
            .ok()
            .and_then(|seconds| i64::try_from(seconds).ok())
            .unwrap_or_default();
        Machine {
            name: System::host_name().unwrap_or_else(|_| unknown.clone()),
            platform: super::platform(),
            system: System::long_os_version().unwrap_or_else(|_| unknown.clone()),
            build,
            manufacturer: firmware("sys_vendor"),
            model: firmware("product_name"),
            cpu: self
                .system
                .cpus()
                .first()
                .map_or(unknown, |cpu| cpu.brand().trim().to_owned()),
            has_battery: has_battery(),
            last_boot: Timestamp::from_second(boot).unwrap_or(Timestamp::UNIX_EPOCH),
        }
    }

    /// What changes: disk, memory, load.
    pub fn vitals(&mut self) -> Vitals {
        self.system.refresh_memory();
        self.system.refresh_cpu_usage();
        let (capacity, free) = self.disk();
        let bytes = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
        Vitals {
            disk_capacity: capacity,
            disk_free: free,
            memory_installed: bytes(self.system.total_memory()),
            memory_used: bytes(
                self.system
                    .total_memory()
                    .saturating_sub(self.system.available_memory()),
            ),
            cpu_load: f64::from(self.system.global_cpu_usage()),
            processors: i64::try_from(self.system.cpus().len()).unwrap_or_default(),
            wifi_signal: None,
            boot_seconds: 0.0,
            logon_seconds: 0.0,
        }
    }

    /// Capacity and free space of the file system that holds the folder: the one mounted nearest above it.
    fn disk(&self) -> (i64, i64) {
        let Ok(disks) = Disks::new_with_refreshed_list() else {
            return (0, 0);
        };
        let holding = disks
            .iter()
            .filter(|disk| self.folder.starts_with(disk.mount_point()));
        let nearest = holding.max_by_key(|disk| disk.mount_point().components().count());
        nearest.map_or((0, 0), |disk| {
            let bytes = |amount: u64| i64::try_from(amount).unwrap_or(i64::MAX);
            (bytes(disk.total_space()), bytes(disk.available_space()))
        })
    }
}

fn firmware(field: &str) -> Option<String> {
    let text = std::fs::read_to_string(format!("/sys/class/dmi/id/{field}")).ok()?;
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn has_battery() -> bool {
    let Ok(supplies) = std::fs::read_dir("/sys/class/power_supply") else {
        return false;
    };
    supplies
        .flatten()
        .any(|supply| supply.file_name().to_string_lossy().starts_with("BAT"))
}
