//! The people of the tenant, their devices, and what those devices report.
//!
//! Everything follows from the seed, relative to the time of the start. The first people are always the same, for
//! demonstrations and tests:
//!
//! | Person | What is special |
//! |---|---|
//! | 1st | The machine that runs the simulator is theirs ([`crate::real_device`]), and one simulated device |
//! | 2nd | The first device's disk is nearly full, and starts slowly |
//! | 3rd | The first device has a weak wireless signal, and `#reset_wifi` fails on it: its script times out |
//! | 4th | The first device has been offline for three days |
//! | 5th | The first device crashes |
//! | 8th | Has a virtual desktop besides, as each fiftieth after them |

mod device;
mod dex;
mod hardware;
mod history;
mod names;
mod network;
mod objects;
mod person;
mod report;
mod software;
#[cfg(test)]
mod tests;
mod usage;
mod virtual_desktops;

pub use device::{DeviceState, Kind, Platform, Trouble, Vitals};
pub use dex::{DeviceScores, score_row};
pub use objects::{DeviceObject, device_row, set_last_seen};
pub use person::{Device, Person};
pub use report::{boot_row, daily_scores, report, restarted};

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::executions::is_sound;
use crate::tables::Tables;

/// People and the state of their devices. Positions are those in the tables `users` and `devices`.
#[derive(Debug, Default)]
pub struct Fleet {
    /// By position in `users`.
    pub people: Vec<Person>,
    /// By position in `devices`.
    pub devices: Vec<DeviceState>,
}

impl Fleet {
    /// A fleet of so many people, with 30 days of history up to `now`.
    pub fn generate(people: usize, tables: &mut Tables, rng: &mut StdRng, now: Timestamp) -> Self {
        let software = software::install(tables, now);
        let mut fleet = Self::default();
        for number in 0..people {
            let person = person::create(number, tables, rng, now);
            fleet.people.push(person);
            for _ in 0..hardware::devices_of_person(number, rng) {
                let state = device::create(&fleet, number, tables, rng, now);
                history::write(&state, fleet.devices.len(), &software, tables, rng, now);
                fleet.people[number].devices.push(Device {
                    collector_uid: state.collector_uid.clone(),
                    name: state.name.clone(),
                    real: false,
                    sound: is_sound(fleet.devices.len()),
                });
                fleet.devices.push(state);
            }
        }
        // Their chance is their own, so that the fleet of a seed stays what it is without them.
        let mut beside = StdRng::seed_from_u64(rng.clone().random());
        virtual_desktops::create(&mut fleet, &software, tables, &mut beside, now);
        for (device, state) in fleet.devices.iter().enumerate() {
            network::write(state, device, &software, tables, &mut beside, now);
        }
        tables.shrink();
        fleet
    }
}
