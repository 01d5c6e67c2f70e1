//! The columns of every table, as far as public material names them.

mod campaigns;
mod devices;
mod events;
mod executions;
mod software;

pub use campaigns::CAMPAIGN_RESPONSES;
pub use devices::{DEVICES, USERS};
pub use events::{
    ALERTS, BOOTS, COLLABORATION_SESSIONS, CONNECTIVITY_EVENTS, DEVICE_EVENTS, DEX_SCORES, HARD_RESETS,
    SESSION_EVENTS, SESSION_LOGINS, SYSTEM_CRASHES,
};
pub use executions::{REMOTE_ACTION_EXECUTIONS, WORKFLOW_EXECUTIONS};
pub use software::{
    APPLICATIONS, BINARIES, DEX_APPLICATION_SCORES, EXECUTION_CRASHES, EXECUTION_EVENTS, PACKAGES,
    WEB_ERRORS, WEB_PAGE_VIEWS,
};

/// Every table of the tenant.
pub const ALL: &[&TableSchema] = &[
    &DEVICES,
    &USERS,
    &BINARIES,
    &APPLICATIONS,
    &PACKAGES,
    &DEVICE_EVENTS,
    &BOOTS,
    &SYSTEM_CRASHES,
    &HARD_RESETS,
    &SESSION_EVENTS,
    &SESSION_LOGINS,
    &CONNECTIVITY_EVENTS,
    &COLLABORATION_SESSIONS,
    &DEX_SCORES,
    &DEX_APPLICATION_SCORES,
    &EXECUTION_EVENTS,
    &EXECUTION_CRASHES,
    &WEB_PAGE_VIEWS,
    &WEB_ERRORS,
    &ALERTS,
    &CAMPAIGN_RESPONSES,
    &REMOTE_ACTION_EXECUTIONS,
    &WORKFLOW_EXECUTIONS,
];

/// The objects that events point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObjectKind {
    /// `devices`
    Device,
    /// `users`
    User,
    /// `binaries`
    Binary,
    /// `applications`
    Application,
    /// `packages`
    Package,
}

impl ObjectKind {
    /// How many kinds there are.
    pub const COUNT: usize = 5;
    /// All kinds, in the order of their numbers.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Device,
        Self::User,
        Self::Binary,
        Self::Application,
        Self::Package,
    ];

    /// The word before the dot in a linked field: `device` in `device.name`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::User => "user",
            Self::Binary => "binary",
            Self::Application => "application",
            Self::Package => "package",
        }
    }
}

/// The schema of the table that holds the objects of this kind.
pub fn object_schema(kind: ObjectKind) -> &'static TableSchema {
    match kind {
        ObjectKind::Device => &DEVICES,
        ObjectKind::User => &USERS,
        ObjectKind::Binary => &BINARIES,
        ObjectKind::Application => &APPLICATIONS,
        ObjectKind::Package => &PACKAGES,
    }
}

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Objects; a row's position is the number that events point at.
    Objects(ObjectKind),
    /// Events.
    Events {
        /// The objects they can point at.
        links: &'static [ObjectKind],
        /// Whether positions of its rows are remembered elsewhere, so that old rows may not be dropped.
        kept: bool,
    },
}

/// One table's declaration.
#[derive(Debug)]
pub struct TableSchema {
    /// `namespace.table`.
    pub name: &'static str,
    /// Objects or events.
    pub kind: TableKind,
    /// The columns, in the order of a row's values.
    pub fields: &'static [Field],
}

impl TableSchema {
    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.fields
            .iter()
            .position(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// Whether rows point at objects of this kind.
    pub fn links_to(&self, kind: ObjectKind) -> bool {
        matches!(self.kind, TableKind::Events { links, .. } if links.contains(&kind))
    }
}

/// One column.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its path within the table: `operating_system.name`.
    pub name: &'static str,
    /// Its type.
    pub ty: FieldType,
}

/// The types of the data model (NQL data types).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Float,
    /// A string.
    Text,
    /// A word out of a fixed set.
    Enum,
    /// A moment.
    Time,
    /// Whole days since a moment, reckoned when it is asked. Stored as that moment.
    DaysSince,
    /// A length of time.
    Duration,
    /// An amount of data.
    Bytes,
    /// A version.
    Version,
    /// An address.
    Ip,
    /// An array of strings.
    Texts,
}

const fn field(name: &'static str, ty: FieldType) -> Field {
    Field { name, ty }
}
