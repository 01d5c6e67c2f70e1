//! The one device that is real: the machine that the simulator runs on.
//!
//! It belongs to the first person. What it reports is measured, so its history starts with the simulator; its remote
//! actions are scripts that really run, in a folder of the simulator's own ([`Scratch`]).

mod measure;
mod scratch;
mod script;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use crate::clock::SimClock;
use crate::executions::{Outcome, RealRun};
use crate::fleet::{
    Device, DeviceObject, DeviceScores, DeviceState, Kind, Platform, Trouble, boot_row, device_row, report,
    score_row,
};
use crate::ids;
use crate::state::Sim;
use crate::sync::lock;
use crate::tables::{ObjectKind, schema};
use crate::world::World;

pub use measure::Meter;
pub use scratch::{Scratch, ScratchError};

/// How often it measures, in real time.
const MEASURE_EVERY: Duration = Duration::from_secs(10);

/// The real device's parts outside the tables.
#[derive(Debug)]
pub struct RealDevice {
    /// Its position in `devices`.
    pub device: usize,
    /// Where its actions may write.
    pub scratch: Arc<Scratch>,
    meter: Arc<Mutex<Meter>>,
}

impl RealDevice {
    /// Enters the machine as the first person's first device, with what it measures now and nothing else.
    pub fn join(world: &mut World, scratch: Scratch, mut meter: Meter, clock: &SimClock) -> Self {
        let (now, machine) = (clock.now(), meter.machine());
        let vitals = meter.vitals();
        let owner = 0;
        let collector_uid = ids::uuid(&mut world.rng);
        let user_name = world.fleet.people[owner].user_name.clone();
        let object = DeviceObject {
            name: &machine.name,
            uid: &ids::uuid(&mut world.rng),
            collector_uid: &collector_uid,
            form: if machine.has_battery { "laptop" } else { "desktop" },
            made_up: false,
            manufacturer: machine.manufacturer.as_deref(),
            model: machine.model.as_deref(),
            memory: vitals.memory_installed,
            serial_number: None,
            platform: machine.platform,
            system: &machine.system,
            build: &machine.build,
            first_seen: now,
            last_seen: now,
            last_boot: machine.last_boot,
            connectivity: None,
            last_login_user_name: &user_name,
            cpu: &machine.cpu,
            local_ip: None,
        };
        let device = world.tables.push(&schema::DEVICES, device_row(&object));
        world.fleet.people[owner].devices.insert(
            0,
            Device {
                collector_uid: collector_uid.clone(),
                name: machine.name.clone(),
                real: true,
                sound: true,
            },
        );
        world.fleet.devices.push(DeviceState {
            collector_uid,
            name: machine.name,
            platform: machine.platform,
            form: if machine.has_battery { "laptop" } else { "desktop" },
            owner,
            kind: Kind::Real,
            trouble: Trouble::None,
            online: true,
            last_seen: now,
            vitals,
            running: 0,
            queue: VecDeque::new(),
        });
        boot(world, device, machine.last_boot);
        let scores = DeviceScores::of(&world.fleet.devices[device]);
        world
            .tables
            .push(&schema::DEX_SCORES, score_row(&scores, now, device, owner));
        report(&mut world.fleet, device, &mut world.tables, now);
        Self {
            device,
            scratch: Arc::new(scratch),
            meter: Arc::new(Mutex::new(meter)),
        }
    }

    /// Measures and reports, if the device is online.
    pub async fn measure(&self, sim: &Sim) {
        let meter = self.meter.clone();
        let Ok(vitals) = tokio::task::spawn_blocking(move || lock(&meter).vitals()).await else {
            return;
        };
        sim.change(|world, clock| {
            let state = &mut world.fleet.devices[self.device];
            if !state.online {
                return;
            }
            state.vitals = vitals;
            report(&mut world.fleet, self.device, &mut world.tables, clock.now());
            update_score(world, self.device);
        });
    }
}

/// Measures again and again, and runs the scripts that are ordered.
pub async fn live(sim: Arc<Sim>, mut orders: mpsc::UnboundedReceiver<RealRun>) {
    let mut running = JoinSet::new();
    let mut ticks = tokio::time::interval(MEASURE_EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => sim.real.measure(&sim).await,
            Some(order) = orders.recv() => {
                let sim = sim.clone();
                running.spawn(async move {
                    let outcome = run(&sim.real.scratch, &order).await;
                    sim.real.measure(&sim).await;
                    sim.change(|world, clock| world.real_run_ended(order.run, outcome, clock));
                });
            }
            Some(_) = running.join_next() => {}
        }
    }
}

async fn run(scratch: &Scratch, order: &RealRun) -> Outcome {
    let inputs: Vec<String> = order
        .parameters
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let timeout = Duration::from_secs(u64::from(order.timeout_seconds));
    script::run(&scratch.script(&order.script), scratch.root(), &inputs, timeout).await
}

/// Ends what the actions have started.
pub async fn stop(scratch: &Scratch) {
    let script = scratch.script("restart_stuck_app.sh");
    let outcome = script::run(
        &script,
        scratch.root(),
        &["stop".to_owned()],
        Duration::from_secs(5),
    )
    .await;
    tracing::debug!(success = outcome.success, "stopped the real device's application");
}

/// When it was started is known, how long that took is not.
fn boot(world: &mut World, device: usize, time: Timestamp) {
    world
        .tables
        .push(&schema::BOOTS, boot_row(device, time, None, "full_boot"));
}

/// The score follows what was measured last: there is no week of history to compute it from.
fn update_score(world: &mut World, device: usize) {
    let scores = DeviceScores::of(&world.fleet.devices[device]);
    let owner = world.fleet.devices[device].owner;
    let table = world.tables.get_mut(&schema::DEX_SCORES);
    if let Some(&last) = table.rows_of(ObjectKind::Device, device).last() {
        let row = table.row_mut(last as usize);
        *row = score_row(&scores, row.time, device, owner);
    }
}

/// The platform of the machine.
const fn platform() -> Platform {
    if cfg!(target_os = "windows") {
        Platform::Windows
    } else if cfg!(target_os = "macos") {
        Platform::MacOs
    } else {
        // Not one of the vendor's platforms, but the truth.
        Platform::Linux
    }
}
