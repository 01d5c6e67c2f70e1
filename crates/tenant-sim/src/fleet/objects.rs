//! Rows of `devices`.

use std::net::IpAddr;

use jiff::{SignedDuration, Timestamp};

use super::Platform;
use crate::tables::{Links, Row, Tables, Value, schema};

/// What is known of a device.
#[derive(Clone, Debug)]
pub struct DeviceObject<'a> {
    /// Host name.
    pub name: &'a str,
    /// `device.uid`: not what remote actions target.
    pub uid: &'a str,
    /// What remote actions target.
    pub collector_uid: &'a str,
    /// `laptop`, `desktop` or `virtual`.
    pub form: &'a str,
    /// Whether it is made up: of the real device, what nobody has measured stays empty.
    pub made_up: bool,
    /// Manufacturer.
    pub manufacturer: Option<&'a str>,
    /// Model.
    pub model: Option<&'a str>,
    /// In bytes.
    pub memory: i64,
    /// Serial number.
    pub serial_number: Option<&'a str>,
    /// Platform.
    pub platform: Platform,
    /// The system's full name.
    pub system: &'a str,
    /// The system's build.
    pub build: &'a [u64],
    /// When it joined.
    pub first_seen: Timestamp,
    /// When it was last heard of.
    pub last_seen: Timestamp,
    /// When it was last started.
    pub last_boot: Timestamp,
    /// `wifi` or `ethernet`.
    pub connectivity: Option<&'a str>,
    /// Who used it last.
    pub last_login_user_name: &'a str,
    /// Processor.
    pub cpu: &'a str,
    /// Address in the local network.
    pub local_ip: Option<IpAddr>,
}

/// The row of a device.
pub fn device_row(device: &DeviceObject<'_>) -> Row {
    let windows = device.platform == Platform::Windows;
    let optional = |text: Option<&str>| text.map_or(Value::Null, Value::text);
    let made_up = |value: Value| if device.made_up { value } else { Value::Null };
    let texts = |text: &str| Value::texts([text]);
    let values = [
        Value::text(device.name),
        Value::text(device.uid),
        Value::text(device.collector_uid),
        device.local_ip.map_or(Value::Null, Value::Ip),
        Value::Int(0),
        Value::text("Headquarters"),
        Value::Time(device.first_seen),
        Value::Time(device.last_seen),
        Value::Time(device.last_seen),
        Value::text(device.form),
        optional(device.manufacturer),
        optional(device.model),
        Value::Bytes(device.memory),
        optional(device.serial_number),
        optional(device.serial_number),
        optional(device.serial_number),
        Value::text(device.system),
        Value::text(device.platform.word()),
        Value::Version(device.build.into()),
        made_up(Value::Time(
            device.last_seen - SignedDuration::from_hours(24 * 11),
        )),
        Value::Time(device.last_boot),
        optional(device.connectivity),
        made_up(Value::Word("onsite")),
        made_up(Value::Word("Switzerland")),
        Value::Null,
        made_up(Value::Word("Lausanne")),
        Value::text(device.last_login_user_name),
        Value::text("Headquarters"),
        made_up(Value::Word("Switzerland")),
        made_up(Value::Word("Example Telecom")),
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        Value::Null,
        texts(device.cpu),
        made_up(texts("System drive")),
        made_up(texts("Integrated graphics")),
        made_up(if windows {
            texts("Windows Security")
        } else {
            Value::texts::<&str>([])
        }),
        made_up(if windows {
            texts("Windows Firewall")
        } else {
            Value::texts::<&str>([])
        }),
        made_up(texts("Administrator")),
        Value::Null,
        Value::text("Standard"),
        Value::Null,
        Value::Null,
        Value::Null,
    ];
    Row::new(device.last_seen, Links::NONE, values)
}

/// Notes that a device, and the person who owns it, has just been heard of.
pub fn set_last_seen(tables: &mut Tables, device: usize, owner: usize, now: Timestamp) {
    for (table, position) in [(&schema::DEVICES, device), (&schema::USERS, owner)] {
        let table = tables.get_mut(table);
        table.set(position, "last_seen", Value::Time(now));
        table.set(position, "days_since_last_seen", Value::Time(now));
        table.row_mut(position).time = now;
    }
}
