//! The Nexthink tenant, in the domain's words.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{
    CollectorUid, Device, ExecutionId, Identity, KnownUser, Launch, Lookup, NqlId, Report, RequestId,
    WorkflowRunId,
};
use jiff::{SignedDuration, Timestamp};

use super::{ExportState, FleetFile, FleetPart, Notice, Unreadable};
use crate::TenantError;

/// A device with the raw numbers of its health, by column of the saved query.
#[derive(Debug, Clone, PartialEq)]
pub struct DeviceReading {
    /// The device.
    pub device: Device,
    /// The numbers that are not null.
    pub numbers: BTreeMap<String, f64>,
}

/// One day of a device's history, by column of the saved queries.
#[derive(Debug, Clone, PartialEq)]
pub struct DayReading {
    /// When the day begins.
    pub at: Timestamp,
    /// The numbers that are not null.
    pub numbers: BTreeMap<String, f64>,
}

/// What is to be started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// Deskside's id of it, sent as `externalReference`.
    pub execution: ExecutionId,
    /// The remote action or workflow.
    pub launch: Launch,
    /// The one device it is for.
    pub device: CollectorUid,
    /// Its parameters.
    pub parameters: BTreeMap<String, String>,
    /// How long Nexthink tries to reach the device.
    pub expires: SignedDuration,
}

/// What is to be answered to a workflow that waits for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The workflow.
    pub workflow: NqlId,
    /// Its execution that waits.
    pub run: WorkflowRunId,
    /// The answer, by parameter of the thinklet.
    pub given: BTreeMap<String, String>,
}

/// An execution as the tenant shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// Our `externalReference`, where the tenant keeps one.
    pub reference: Option<ExecutionId>,
    /// The device it is on.
    pub device: CollectorUid,
    /// When it was requested, by Nexthink's clock.
    pub requested_at: Option<Timestamp>,
    /// How it stands.
    pub report: Report,
}

/// What the tenant shows of executions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sightings {
    /// The executions, the latest change first.
    pub seen: Vec<Sighting>,
    /// Every execution that changed after this is among them; `None` when nobody can say. An answer that is cut off
    /// reaches back to its last row only, and one with a row that could not be read proves nothing.
    pub since: Option<Timestamp>,
}

/// The tenant. Each method is one call of one API (or one a saved query).
#[async_trait]
pub trait Tenant: Send + Sync + 'static {
    /// Gets ready what a call needs (a token), so that it leaves when it may. What goes wrong is for the call to say.
    async fn prepare(&self);
    /// The users that are known by this identifier.
    async fn users_by(&self, by: Lookup, value: &str) -> Result<Vec<KnownUser>, TenantError>;
    /// The devices that this person used in the last 30 days, with their health.
    async fn devices_of(&self, person: &Identity) -> Result<Vec<DeviceReading>, TenantError>;
    /// One device with its health; `None` when the tenant does not know it.
    async fn device(&self, uid: &CollectorUid) -> Result<Option<DeviceReading>, TenantError>;
    /// The daily performance figures of a device, oldest first.
    async fn daily_figures(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError>;
    /// The daily scores of a device, oldest first.
    async fn daily_scores(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError>;
    /// Every remote action that Deskside has sent, the latest change first, at most 1,000.
    async fn remote_action_sightings(&self) -> Result<Sightings, TenantError>;
    /// The executions of one workflow, the latest change first, at most 1,000.
    async fn workflow_sightings(&self, workflow: &NqlId) -> Result<Sightings, TenantError>;
    /// Starts a remote action or workflow. It is called at most once for each [`Trigger::execution`], unless the tenant
    /// is known not to have it.
    async fn trigger(&self, trigger: &Trigger) -> Result<RequestId, TenantError>;
    /// Answers a workflow that waits for it. This and [`Self::trigger`] are the only calls that change anything.
    async fn reply(&self, reply: &Reply) -> Result<(), TenantError>;
    /// Begins to export a part of the fleet; the name of the export.
    async fn start_export(&self, part: FleetPart) -> Result<String, TenantError>;
    /// How an export stands.
    async fn export_state(&self, export: &str) -> Result<ExportState, TenantError>;
    /// Opens the file of an export of this part, which was just said to be ready. That is no call of an API.
    async fn open_export(&self, part: FleetPart, export: &str) -> Result<Box<dyn FleetFile>, TenantError>;
    /// Reads the body of a webhook. Nothing is asked of the tenant.
    fn notices(&self, body: &[u8]) -> Result<Vec<Notice>, Unreadable>;
}
