//! `devices` and `users`.

use super::{Field, FieldType as T, ObjectKind, TableKind, TableSchema, field};

/// `devices`
pub static DEVICES: TableSchema = TableSchema {
    name: "device.devices",
    kind: TableKind::Objects(ObjectKind::Device),
    fields: DEVICE_FIELDS,
};

const DEVICE_FIELDS: &[Field] = &[
    field("name", T::Text),
    field("uid", T::Text),
    field("collector.uid", T::Text),
    field("collector.local_ip", T::Ip),
    field("collector.tag_id", T::Int),
    field("entity", T::Text),
    field("first_seen", T::Time),
    field("last_seen", T::Time),
    field("days_since_last_seen", T::DaysSince),
    field("hardware.type", T::Enum),
    field("hardware.manufacturer", T::Text),
    field("hardware.model", T::Text),
    field("hardware.memory", T::Bytes),
    field("hardware.bios_serial_number", T::Text),
    field("hardware.machine_serial_number", T::Text),
    field("hardware.chassis_serial_number", T::Text),
    field("operating_system.name", T::Text),
    field("operating_system.platform", T::Enum),
    field("operating_system.build", T::Version),
    field("operating_system.last_update", T::Time),
    field("boot.days_since_last_full_boot", T::DaysSince),
    field("connectivity.last_connectivity_type", T::Enum),
    field("location.type", T::Enum),
    field("location.country", T::Text),
    field("location.state", T::Text),
    field("location.site", T::Text),
    field("login.last_login_user_name", T::Text),
    field("organization.entity", T::Text),
    field("public_ip.country", T::Text),
    field("public_ip.isp", T::Text),
    field("virtualization.desktop_pool", T::Text),
    field("cpus", T::Texts),
    field("disks", T::Texts),
    field("gpus", T::Texts),
    field("antiviruses", T::Texts),
    field("firewalls", T::Texts),
    field("local_admins", T::Texts),
    field("configuration_tag", T::Text),
    field("#support_group", T::Text),
];

/// `users`
pub static USERS: TableSchema = TableSchema {
    name: "user.users",
    kind: TableKind::Objects(ObjectKind::User),
    fields: USER_FIELDS,
};

const USER_FIELDS: &[Field] = &[
    field("name", T::Text),
    field("username", T::Text),
    field("sid", T::Text),
    field("uid", T::Text),
    field("upn", T::Text),
    field("type", T::Enum),
    field("first_seen", T::Time),
    field("last_seen", T::Time),
    field("days_since_last_seen", T::DaysSince),
    field("ad.full_name", T::Text),
    field("ad.email_address", T::Text),
    field("ad.department", T::Text),
    field("ad.job_title", T::Text),
    field("ad.city", T::Text),
    field("ad.country_code", T::Text),
    field("ad.office", T::Text),
    field("ad.organizational_unit", T::Text),
    field("ad.username", T::Text),
];
