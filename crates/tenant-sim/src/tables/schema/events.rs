//! Events of devices and sessions, and the scores.

use super::{Field, FieldType as T, ObjectKind, TableKind, TableSchema, field};

const OF_DEVICE: TableKind = TableKind::Events {
    links: &[ObjectKind::Device],
    kept: false,
};
const OF_DEVICE_AND_USER: TableKind = TableKind::Events {
    links: &[ObjectKind::Device, ObjectKind::User],
    kept: false,
};

const fn events(name: &'static str, kind: TableKind, fields: &'static [Field]) -> TableSchema {
    TableSchema { name, kind, fields }
}

/// `device_performance.events`
pub static DEVICE_EVENTS: TableSchema = events(
    "device_performance.events",
    OF_DEVICE,
    &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("free_memory", T::Bytes),
        field("used_memory", T::Bytes),
        field("installed_memory", T::Bytes),
        field("normalized_cpu_usage", T::Float),
        field("cpu_queue_length", T::Float),
        field("number_of_logical_processors", T::Int),
        field("system_drive_free_space", T::Bytes),
        field("system_drive_capacity", T::Bytes),
        field("system_drive_usage", T::Float),
    ],
);

/// `device_performance.boots`
pub static BOOTS: TableSchema = events(
    "device_performance.boots",
    OF_DEVICE,
    &[
        field("time", T::Time),
        field("duration", T::Duration),
        field("type", T::Enum),
        field("number_of_boots", T::Int),
    ],
);

/// `device_performance.system_crashes`
pub static SYSTEM_CRASHES: TableSchema = events(
    "device_performance.system_crashes",
    OF_DEVICE,
    &[field("time", T::Time), field("number_of_system_crashes", T::Int)],
);

/// `device_performance.hard_resets`
pub static HARD_RESETS: TableSchema = events(
    "device_performance.hard_resets",
    OF_DEVICE,
    &[field("time", T::Time), field("number_of_hard_resets", T::Int)],
);

/// `session.events`
pub static SESSION_EVENTS: TableSchema = events(
    "session.events",
    OF_DEVICE_AND_USER,
    &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("user_interaction_time", T::Duration),
    ],
);

/// `session.logins`
pub static SESSION_LOGINS: TableSchema = events(
    "session.logins",
    OF_DEVICE_AND_USER,
    &[
        field("time", T::Time),
        field("time_until_desktop_is_visible", T::Duration),
        field("time_until_desktop_is_ready", T::Duration),
        field("number_of_logins", T::Int),
    ],
);

/// `connectivity.events`
pub static CONNECTIVITY_EVENTS: TableSchema = events(
    "connectivity.events",
    OF_DEVICE,
    &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("primary_physical_adapter.type", T::Enum),
        field("wifi.signal_strength", T::Float),
        field("wifi.noise_level", T::Float),
        field("wifi.receive_rate", T::Float),
    ],
);

/// `collaboration.sessions`
pub static COLLABORATION_SESSIONS: TableSchema = events(
    "collaboration.sessions",
    OF_DEVICE_AND_USER,
    &[
        field("id", T::Text),
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("audio.quality", T::Enum),
        field("video.quality", T::Enum),
        field("connection_type", T::Enum),
        field("participant_device.microphone", T::Text),
        field("participant_device.speaker", T::Text),
        field("number_of_sessions", T::Int),
    ],
);

/// `dex.scores`
pub static DEX_SCORES: TableSchema = events(
    "dex.scores",
    OF_DEVICE_AND_USER,
    &[
        field("time", T::Time),
        field("value", T::Float),
        field("technology.value", T::Float),
        field("endpoint.value", T::Float),
        field("applications.value", T::Float),
        field("collaboration.value", T::Float),
        field("endpoint.boot_speed_value", T::Float),
        field("endpoint.boot_speed_score_impact", T::Float),
        field("endpoint.logon_speed_value", T::Float),
        field("endpoint.logon_speed_score_impact", T::Float),
        field("endpoint.device_reliability_value", T::Float),
        field("endpoint.device_reliability_score_impact", T::Float),
        field("endpoint.software_reliability_value", T::Float),
        field("endpoint.software_reliability_score_impact", T::Float),
        field("endpoint.device_performance_value", T::Float),
        field("endpoint.device_performance_score_impact", T::Float),
        field("endpoint.software_performance_value", T::Float),
        field("endpoint.software_performance_score_impact", T::Float),
        field("endpoint.virtual_session_lag_value", T::Float),
        field("endpoint.virtual_session_lag_score_impact", T::Float),
    ],
);
