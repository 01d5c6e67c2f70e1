//! `binaries`, `applications`, `packages`, and what happens with them.

use super::{FieldType as T, ObjectKind, TableKind, TableSchema, field};

const OF_ALL: TableKind = TableKind::Events {
    links: &[
        ObjectKind::Device,
        ObjectKind::User,
        ObjectKind::Binary,
        ObjectKind::Application,
    ],
    kept: false,
};
const OF_APPLICATION: TableKind = TableKind::Events {
    links: &[ObjectKind::Device, ObjectKind::User, ObjectKind::Application],
    kept: false,
};

/// `binaries`
pub static BINARIES: TableSchema = TableSchema {
    name: "binary.binaries",
    kind: TableKind::Objects(ObjectKind::Binary),
    fields: &[
        field("name", T::Text),
        field("uid", T::Text),
        field("product_name", T::Text),
        field("platform", T::Enum),
        field("version", T::Version),
        field("size", T::Bytes),
        field("first_seen", T::Time),
        field("last_seen", T::Time),
        field("#approved_by", T::Text),
    ],
};

/// `applications`
pub static APPLICATIONS: TableSchema = TableSchema {
    name: "application.applications",
    kind: TableKind::Objects(ObjectKind::Application),
    fields: &[
        field("name", T::Text),
        field("uid", T::Text),
        field("type", T::Enum),
        field("last_seen", T::Time),
    ],
};

/// `packages`
pub static PACKAGES: TableSchema = TableSchema {
    name: "package.packages",
    kind: TableKind::Objects(ObjectKind::Package),
    fields: &[
        field("name", T::Text),
        field("uid", T::Text),
        field("publisher", T::Text),
        field("version", T::Version),
        field("platform", T::Enum),
        field("type", T::Enum),
        field("first_seen", T::Time),
        field("last_seen", T::Time),
        field("#required_version", T::Text),
    ],
};

/// `execution.events`
pub static EXECUTION_EVENTS: TableSchema = TableSchema {
    name: "execution.events",
    kind: OF_ALL,
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("execution_duration", T::Duration),
        field("number_of_freezes", T::Int),
        field("process_visibility", T::Enum),
    ],
};

/// `execution.crashes`
pub static EXECUTION_CRASHES: TableSchema = TableSchema {
    name: "execution.crashes",
    kind: OF_ALL,
    fields: &[
        field("time", T::Time),
        field("number_of_crashes", T::Int),
        field("process_visibility", T::Enum),
    ],
};

/// `web.page_views`
pub static WEB_PAGE_VIEWS: TableSchema = TableSchema {
    name: "web.page_views",
    kind: OF_APPLICATION,
    fields: &[
        field("start_time", T::Time),
        field("end_time", T::Time),
        field("page_load_time.overall", T::Duration),
        field("page_load_time.backend", T::Duration),
        field("page_load_time.client", T::Duration),
        field("page_load_time.network", T::Duration),
        field("number_of_page_views", T::Int),
        field("experience_level", T::Enum),
    ],
};

/// `web.errors`
pub static WEB_ERRORS: TableSchema = TableSchema {
    name: "web.errors",
    kind: OF_APPLICATION,
    fields: &[
        field("time", T::Time),
        field("number_of_errors", T::Int),
        field("error.code", T::Int),
        field("label", T::Text),
    ],
};

/// `dex.application_scores`
pub static DEX_APPLICATION_SCORES: TableSchema = TableSchema {
    name: "dex.application_scores",
    kind: OF_APPLICATION,
    fields: &[
        field("time", T::Time),
        field("value", T::Float),
        field("node.type", T::Enum),
        field("node.value", T::Float),
        field("node.score_impact", T::Float),
    ],
};
