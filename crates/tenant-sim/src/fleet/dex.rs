//! Digital employee experience scores.
//!
//! The vendor computes 0 to 100 from many measurements, in ways that are its own. Here each part is a straight line
//! between a value that is bad and one that is good, the endpoint's score is the mean of its parts, and the score is the
//! mean of endpoint, applications and collaboration. Sentiment is left out.

use jiff::Timestamp;

use super::{DeviceState, Kind, Trouble, Vitals};
use crate::tables::{Links, ObjectKind, Row, Value};

/// The parts of a device's score, each 0 to 100; `None` where nothing was measured.
#[derive(Clone, Debug)]
pub struct DeviceScores {
    boot: Option<f64>,
    logon: Option<f64>,
    device_reliability: Option<f64>,
    software_reliability: Option<f64>,
    device_performance: f64,
    software_performance: Option<f64>,
    applications: Option<f64>,
    collaboration: Option<f64>,
}

impl DeviceScores {
    /// From what the device measures. Of the real device only disk, memory and load are known.
    pub fn of(device: &DeviceState) -> Self {
        let vitals = &device.vitals;
        let performance = device_performance(vitals);
        if device.kind == Kind::Real {
            return Self {
                boot: None,
                logon: None,
                device_reliability: None,
                software_reliability: None,
                device_performance: performance,
                software_performance: None,
                applications: None,
                collaboration: None,
            };
        }
        let crashes = device.trouble == Trouble::Crashes;
        let signal = vitals
            .wifi_signal
            .map_or(95.0, |signal| between(signal, -85.0, -55.0));
        Self {
            boot: Some(between(vitals.boot_seconds, 180.0, 25.0)),
            logon: Some(between(vitals.logon_seconds, 90.0, 8.0)),
            device_reliability: Some(if crashes { 25.0 } else { 98.0 }),
            software_reliability: Some(if crashes { 35.0 } else { 92.0 }),
            device_performance: performance,
            software_performance: Some((performance + 90.0) / 2.0),
            applications: Some(if crashes { 48.0 } else { 86.0 }),
            collaboration: Some((signal + 90.0) / 2.0),
        }
    }

    /// The same scores on another day: everything moves by `shift`, within 0 to 100.
    pub fn shifted(&self, shift: f64) -> Self {
        let moved = |score: f64| (score + shift).clamp(0.0, 100.0);
        Self {
            boot: self.boot.map(moved),
            logon: self.logon.map(moved),
            device_reliability: self.device_reliability.map(moved),
            software_reliability: self.software_reliability.map(moved),
            device_performance: moved(self.device_performance),
            software_performance: self.software_performance.map(moved),
            applications: self.applications.map(moved),
            collaboration: self.collaboration.map(moved),
        }
    }

    fn endpoint(&self) -> f64 {
        let parts = [
            self.boot,
            self.logon,
            self.device_reliability,
            self.software_reliability,
            Some(self.device_performance),
            self.software_performance,
        ];
        mean(parts)
    }
}

/// The row of `dex.scores`.
pub fn score_row(scores: &DeviceScores, time: Timestamp, device: usize, owner: usize) -> Row {
    let value =
        |score: Option<f64>| score.map_or(Value::Null, |score| Value::Float((score * 10.0).round() / 10.0));
    let impact = |score: Option<f64>| value(score.map(|score| (100.0 - score) / 6.0));
    let endpoint = scores.endpoint();
    let total = mean([Some(endpoint), scores.applications, scores.collaboration]);
    let values = [
        Value::Time(time),
        value(Some(total)),
        value(Some(total)),
        value(Some(endpoint)),
        value(scores.applications),
        value(scores.collaboration),
        value(scores.boot),
        impact(scores.boot),
        value(scores.logon),
        impact(scores.logon),
        value(scores.device_reliability),
        impact(scores.device_reliability),
        value(scores.software_reliability),
        impact(scores.software_reliability),
        value(Some(scores.device_performance)),
        impact(Some(scores.device_performance)),
        value(scores.software_performance),
        impact(scores.software_performance),
        Value::Null,
        Value::Null,
    ];
    Row::new(time, Links::device(device).with(ObjectKind::User, owner), values)
}

fn device_performance(vitals: &Vitals) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "bytes of one device")]
    let part = |of: i64, whole: i64| if whole == 0 { 1.0 } else { of as f64 / whole as f64 };
    mean([
        Some(between(part(vitals.disk_free, vitals.disk_capacity), 0.03, 0.2)),
        Some(between(
            part(vitals.memory_used, vitals.memory_installed),
            0.98,
            0.7,
        )),
        Some(between(vitals.cpu_load, 95.0, 50.0)),
    ])
}

/// 0 at `bad`, 100 at `good`, a straight line between.
fn between(value: f64, bad: f64, good: f64) -> f64 {
    ((value - bad) / (good - bad) * 100.0).clamp(0.0, 100.0)
}

fn mean<const N: usize>(parts: [Option<f64>; N]) -> f64 {
    let (sum, count) = parts
        .into_iter()
        .flatten()
        .fold((0.0, 0.0), |(sum, count), part| (sum + part, count + 1.0));
    if count == 0.0 { 0.0 } else { sum / count }
}
