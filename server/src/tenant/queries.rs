//! The saved queries that this adapter calls, and what it needs of each. `deskside check` holds content against it.

use std::{collections::BTreeSet, iter};

use content::{Figures, RequiredQuery};
use domain::Catalogue;
use jiff::{SignedDuration, Timestamp};
use nexthink::QueryId;

const DEVICES_OF_USER: &str = "#deskside_devices_of_user";
const USER_BY_EMAIL: &str = "#deskside_user_by_email";
const USER_BY_NAME: &str = "#deskside_user_by_name";
const USER_BY_SID: &str = "#deskside_user_by_sid";
const DEVICE_HEALTH: &str = "#deskside_device_health";
const DEVICE_HISTORY: &str = "#deskside_device_history";
const SCORE_HISTORY: &str = "#deskside_score_history";
const REMOTE_ACTION_RESULTS: &str = "#deskside_remote_action_results";
const WORKFLOW_RESULTS: &str = "#deskside_workflow_results";
const FLEET: &str = "#deskside_fleet";
const WINDOWS_DEVICES: &str = "#deskside_devices_windows";
const WINDOWS_PEOPLE: &str = "#deskside_people_windows";
const MAC_DEVICES: &str = "#deskside_devices_macos";
const MAC_PEOPLE: &str = "#deskside_people_macos";

/// How far back the shipped queries for executions reach ("during past 7d"), less an hour: the tenant counts whole hours, by
/// a clock of its own.
const REACH: SignedDuration = SignedDuration::from_hours(7 * 24 - 1);

/// Executions that changed after this are shown to whoever asks at `asked_at`.
pub fn shown_since(asked_at: Timestamp) -> Timestamp {
    asked_at.saturating_sub(REACH).unwrap_or(Timestamp::MIN)
}

/// Columns of a device, by their keys in an answer.
pub mod device {
    pub const UID: &str = "device.collector.uid";
    pub const NAME: &str = "device.name";
    pub const KIND: &str = "device.hardware.type";
    pub const MANUFACTURER: &str = "device.hardware.manufacturer";
    pub const MODEL: &str = "device.hardware.model";
    pub const PLATFORM: &str = "device.operating_system.platform";
    pub const SYSTEM: &str = "device.operating_system.name";
    pub const LAST_SEEN: &str = "device.last_seen";
    pub const LAST_USER: &str = "device.login.last_login_user_name";
}

/// Columns of a user, by their keys in an answer.
pub mod user {
    pub const EMAIL: &str = "user.ad.email_address";
    pub const SID: &str = "user.sid";
    pub const UPN: &str = "user.upn";
    pub const NAME: &str = "user.name";
    pub const FULL_NAME: &str = "user.ad.full_name";
}

/// The column that says when somebody used a device last.
pub const LAST_USED: &str = "last_used";

/// The columns of who used which device.
pub const PEOPLE_COLUMNS: &[&str] = &[user::UPN, user::NAME, device::UID, LAST_USED];

/// The column of a day in a history.
pub const DAY: &str = "start_time";

/// The columns of an execution, in the two tables.
pub struct Execution {
    pub request: &'static str,
    pub run: Option<&'static str>,
    pub requested_at: &'static str,
    pub status: &'static str,
    pub details: &'static str,
    pub output: &'static str,
    pub changed_at: &'static str,
    pub reference: Option<&'static str>,
}

/// Columns of `remote_action.executions`.
pub const REMOTE_ACTION: Execution = Execution {
    request: "remote_action.execution.request_id",
    run: None,
    requested_at: "remote_action.execution.request_time",
    status: "remote_action.execution.status",
    details: "remote_action.execution.status_details",
    output: "remote_action.execution.outputs",
    changed_at: "remote_action.execution.time",
    reference: Some("remote_action.execution.external_reference"),
};

/// Columns of `workflow.executions`.
pub const WORKFLOW: Execution = Execution {
    request: "workflow.execution.request_id",
    run: Some("workflow.execution.execution_id"),
    requested_at: "workflow.execution.request_time",
    status: "workflow.execution.status",
    details: "workflow.execution.status_details",
    output: "workflow.execution.outcome_details",
    changed_at: "workflow.execution.time",
    reference: None,
};

/// The columns of every device.
pub const DEVICE_COLUMNS: &[&str] = &[
    device::UID,
    device::NAME,
    device::KIND,
    device::MANUFACTURER,
    device::MODEL,
    device::PLATFORM,
    device::SYSTEM,
    device::LAST_SEEN,
    device::LAST_USER,
];

const USER_BY_NAME_COLUMNS: &[&str] = &[user::UPN, user::NAME, user::FULL_NAME];
const USER_BY_EMAIL_COLUMNS: &[&str] = &[user::EMAIL, user::UPN, user::NAME, user::FULL_NAME];
const USER_BY_SID_COLUMNS: &[&str] = &[user::SID, user::UPN, user::NAME, user::FULL_NAME];

/// The queries that everybody's devices are learned by: all of them, or none.
pub const DISCOVERY: [&str; 4] = [WINDOWS_DEVICES, WINDOWS_PEOPLE, MAC_DEVICES, MAC_PEOPLE];

/// What the code needs of the saved queries.
pub const REQUIRED: &[RequiredQuery] = &[
    RequiredQuery {
        id: USER_BY_EMAIL,
        parameters: &["email"],
        columns: USER_BY_EMAIL_COLUMNS,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: USER_BY_NAME,
        parameters: &["name"],
        columns: USER_BY_NAME_COLUMNS,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: USER_BY_SID,
        parameters: &["sid"],
        columns: USER_BY_SID_COLUMNS,
        figures: Figures::None,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: DEVICES_OF_USER,
        parameters: &["upn"],
        columns: DEVICE_COLUMNS,
        figures: Figures::Latest,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: DEVICE_HEALTH,
        parameters: &["device"],
        columns: DEVICE_COLUMNS,
        figures: Figures::Latest,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: DEVICE_HISTORY,
        parameters: &["device"],
        columns: &[DAY],
        figures: Figures::Daily,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: SCORE_HISTORY,
        parameters: &["device"],
        columns: &[DAY],
        figures: Figures::Daily,
        tells_absence: false,
        optional: false,
    },
    RequiredQuery {
        id: REMOTE_ACTION_RESULTS,
        parameters: &["source"],
        columns: &[
            REMOTE_ACTION.request,
            "remote_action.execution.external_reference",
            device::UID,
            REMOTE_ACTION.status,
            REMOTE_ACTION.details,
            REMOTE_ACTION.output,
            REMOTE_ACTION.requested_at,
            REMOTE_ACTION.changed_at,
        ],
        figures: Figures::None,
        tells_absence: true,
        optional: false,
    },
    RequiredQuery {
        id: WORKFLOW_RESULTS,
        parameters: &["workflow"],
        columns: &[
            WORKFLOW.request,
            "workflow.execution.execution_id",
            device::UID,
            WORKFLOW.status,
            WORKFLOW.details,
            WORKFLOW.output,
            WORKFLOW.requested_at,
            WORKFLOW.changed_at,
        ],
        figures: Figures::None,
        tells_absence: true,
        optional: false,
    },
    // Without the directory, pages ask for each person.
    at_once(WINDOWS_DEVICES, DEVICE_COLUMNS, Figures::Latest),
    at_once(WINDOWS_PEOPLE, PEOPLE_COLUMNS, Figures::None),
    at_once(MAC_DEVICES, DEVICE_COLUMNS, Figures::Latest),
    at_once(MAC_PEOPLE, PEOPLE_COLUMNS, Figures::None),
    // For what is asked at a terminal only.
    at_once(FLEET, DEVICE_COLUMNS, Figures::Latest),
];

/// What is exported: nobody's page needs it.
const fn at_once(id: &'static str, columns: &'static [&'static str], figures: Figures) -> RequiredQuery {
    RequiredQuery {
        id,
        parameters: &[],
        columns,
        figures,
        tells_absence: false,
        optional: true,
    }
}

/// The columns that the metrics' latest figures are read from.
pub fn latest_columns(catalogue: &Catalogue) -> BTreeSet<&str> {
    let columns = catalogue.metrics.iter().flat_map(|metric| {
        let others = [&metric.whole_column, &metric.usual_column];
        let others = others.into_iter().flatten();
        iter::once(&metric.column).chain(others)
    });
    columns.map(String::as_str).collect()
}

/// The ids of the saved queries.
pub struct Queries {
    pub devices_of_user: QueryId,
    pub user_by_email: QueryId,
    pub user_by_name: QueryId,
    pub user_by_sid: QueryId,
    pub device_health: QueryId,
    pub device_history: QueryId,
    pub score_history: QueryId,
    pub remote_action_results: QueryId,
    pub workflow_results: QueryId,
    pub fleet: QueryId,
    pub windows_devices: QueryId,
    pub windows_people: QueryId,
    pub mac_devices: QueryId,
    pub mac_people: QueryId,
}

impl Queries {
    pub fn new() -> Self {
        let id = |text| QueryId::new(text).expect("the constants above are query ids");
        Self {
            devices_of_user: id(DEVICES_OF_USER),
            user_by_email: id(USER_BY_EMAIL),
            user_by_name: id(USER_BY_NAME),
            user_by_sid: id(USER_BY_SID),
            device_health: id(DEVICE_HEALTH),
            device_history: id(DEVICE_HISTORY),
            score_history: id(SCORE_HISTORY),
            remote_action_results: id(REMOTE_ACTION_RESULTS),
            workflow_results: id(WORKFLOW_RESULTS),
            fleet: id(FLEET),
            windows_devices: id(WINDOWS_DEVICES),
            windows_people: id(WINDOWS_PEOPLE),
            mac_devices: id(MAC_DEVICES),
            mac_people: id(MAC_PEOPLE),
        }
    }
}
