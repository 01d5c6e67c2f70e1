//! What devices are made of.

use rand::Rng;
use rand::rngs::StdRng;

use super::Platform;

/// A model that the company buys.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// Manufacturer.
    pub manufacturer: &'static str,
    /// Model.
    pub name: &'static str,
    /// Platform that it runs.
    pub platform: Platform,
    /// `laptop` or `desktop`.
    pub kind: &'static str,
    /// Memory in gigabytes.
    pub memory_gb: i64,
    /// System drive in gigabytes.
    pub disk_gb: i64,
    /// Processor.
    pub cpu: &'static str,
    /// Logical processors.
    pub processors: i64,
}

const fn windows(
    manufacturer: &'static str,
    name: &'static str,
    kind: &'static str,
    memory_gb: i64,
    disk_gb: i64,
    processors: i64,
) -> Model {
    let cpu = "Intel Core i7";
    Model {
        manufacturer,
        name,
        platform: Platform::Windows,
        kind,
        memory_gb,
        disk_gb,
        cpu,
        processors,
    }
}

const fn mac(name: &'static str, memory_gb: i64, disk_gb: i64, processors: i64) -> Model {
    let (platform, kind, cpu) = (Platform::MacOs, "laptop", "Apple M3");
    Model {
        manufacturer: "Apple",
        name,
        platform,
        kind,
        memory_gb,
        disk_gb,
        cpu,
        processors,
    }
}

/// What virtual desktops are made of.
pub const VIRTUAL: Model = Model {
    manufacturer: "Example Hypervisor",
    name: "Virtual desktop",
    platform: Platform::Windows,
    kind: "virtual",
    memory_gb: 8,
    disk_gb: 128,
    cpu: "Virtual CPU",
    processors: 4,
};

const MODELS: [Model; 7] = [
    windows("Lenovo", "ThinkPad T14", "laptop", 16, 512, 12),
    windows("Dell", "Latitude 5440", "laptop", 16, 256, 12),
    windows("HP", "EliteBook 840", "laptop", 32, 512, 16),
    windows("Lenovo", "ThinkCentre M70", "desktop", 16, 512, 8),
    mac("MacBook Pro 14", 32, 1_000, 12),
    mac("MacBook Air 13", 16, 512, 8),
    windows("Lenovo", "ThinkPad X1 Carbon", "laptop", 32, 1_000, 16),
];

/// A model by chance; the first people get laptops, so that all remedies can be shown on them.
pub fn model(person: usize, rng: &mut StdRng) -> Model {
    let model = MODELS[rng.random_range(0..MODELS.len())];
    if person < 6 && model.kind != "laptop" {
        MODELS[0]
    } else {
        model
    }
}

/// How many simulated devices the person with this number has: the first has one besides the real one.
pub fn devices_of_person(number: usize, rng: &mut StdRng) -> usize {
    match rng.random_range(0..10) {
        _ if number == 0 => 1,
        0..5 => 1,
        5..9 => 2,
        _ => 3,
    }
}
