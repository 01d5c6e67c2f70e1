//! The Nexthink tenant behind the port [`service::Tenant`]: translates between Nexthink's words and the domain's.

mod connect;
mod fleet;
mod notices;
mod queries;
mod read;
mod trouble;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use async_trait::async_trait;
use domain::{CollectorUid, Identity, KnownUser, Launch, Lookup, NqlId, RequestId, WorkflowVersion};
use nexthink::{
    Client, DeviceIdentity, Parameters, RemoteActionRequest, SignedUrl, Table, TriggerInfo, UserIdentity,
    UserSid, WorkflowRequest, WorkflowUuid,
};
use service::{
    Clock as _, DayReading, DeviceReading, ExportState, FleetFile, FleetPart, Notice, Reply, Sightings,
    SystemClock, Tenant, TenantError, Trigger, Unreadable,
};

pub use connect::{client, nql_version};
pub use fleet::{Exported, Fetched, FileLimits, FleetError};
#[cfg(test)]
pub use queries::DEVICE_COLUMNS;
pub use queries::{DISCOVERY, REQUIRED, latest_columns};

use crate::{config, fault::Fault};

/// The reason that Nexthink keeps with each remote action.
const REASON: &str = "started by the employee";

/// A Nexthink tenant.
pub struct NexthinkTenant {
    client: Client,
    source: String,
    queries: queries::Queries,
    clock: Arc<SystemClock>,
    workflows: Mutex<HashMap<NqlId, WorkflowUuid>>,
    /// Where the files of exports are that were just asked about.
    files: Mutex<HashMap<String, SignedUrl>>,
}

impl NexthinkTenant {
    /// A tenant as configured, whose answers tell the clock its time. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When the configuration names no tenant that could be.
    pub fn new(config: &config::Tenant, clock: Arc<SystemClock>) -> Result<Self, Fault> {
        let (now, hears) = (clock.clone(), clock.clone());
        let client = client(
            config,
            Arc::new(move || now.now()),
            Arc::new(move |date| hears.hear(date)),
        )?;
        Ok(Self {
            client,
            source: config.source.0.clone(),
            queries: queries::Queries::new(),
            clock,
            workflows: Mutex::default(),
            files: Mutex::default(),
        })
    }

    async fn ask(
        &self,
        query: &nexthink::QueryId,
        parameters: impl IntoIterator<Item = (&str, &str)>,
    ) -> Result<Table, TenantError> {
        let parameters: Parameters = parameters
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        let table = self
            .client
            .execute_query(query, &parameters)
            .await
            .map_err(trouble::of)?;
        if table.reached_row_limit() {
            tracing::warn!(query = %query, "the answer to {query} is cut off at {} rows", nexthink::ROW_LIMIT);
        }
        Ok(table)
    }

    async fn run_remote_action(&self, id: &NqlId, trigger: &Trigger) -> Result<String, TenantError> {
        let device = parsed(trigger.device.as_str())?;
        let mut request = RemoteActionRequest::new(parsed(id.as_str())?, vec![device]);
        request.parameters = trigger.parameters.clone();
        request.expires_in_minutes = u32::try_from(trigger.expires.as_mins()).ok();
        request.trigger_info = TriggerInfo {
            external_source: Some(self.source.clone()),
            external_reference: Some(trigger.execution.to_string()),
            reason: Some(REASON.to_owned()),
        };
        let receipt = self
            .client
            .execute_remote_action(&request)
            .await
            .map_err(trouble::of)?;
        Ok(receipt.request_id.into())
    }

    async fn run_workflow(
        &self,
        id: &NqlId,
        version: WorkflowVersion,
        trigger: &Trigger,
    ) -> Result<String, TenantError> {
        let workflow = parsed(id.as_str())?;
        let device: nexthink::CollectorUid = parsed(trigger.device.as_str())?;
        let answer = match version {
            WorkflowVersion::V1 => {
                let mut request = WorkflowRequest::<_, UserSid>::for_devices(workflow, vec![device]);
                request.parameters = trigger.parameters.clone();
                self.client.execute_workflow(&request).await
            }
            WorkflowVersion::V2 => {
                let device = DeviceIdentity::CollectorUid(device);
                let mut request = WorkflowRequest::<_, UserIdentity>::for_devices(workflow, vec![device]);
                request.parameters = trigger.parameters.clone();
                self.client.execute_workflow_by_identity(&request).await
            }
        };
        Ok(answer.map_err(trouble::of)?.request_id.into())
    }

    /// The uuid by which a thinklet's address names its workflow; it never changes, so it is asked once.
    async fn uuid_of(&self, workflow: &NqlId) -> Result<WorkflowUuid, TenantError> {
        let known = self.known_workflows().get(workflow).cloned();
        if let Some(uuid) = known {
            return Ok(uuid);
        }
        let found = self.client.workflow(&parsed(workflow.as_str())?).await;
        let uuid = found.map_err(trouble::of)?.uuid;
        let uuid = uuid.ok_or_else(|| trouble::unnamed_workflow(workflow))?;
        self.known_workflows().insert(workflow.clone(), uuid.clone());
        Ok(uuid)
    }

    fn known_workflows(&self) -> MutexGuard<'_, HashMap<NqlId, WorkflowUuid>> {
        self.workflows.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Our identifiers are stricter than the client's, so this cannot fail for one that came in by the front door.
fn parsed<T>(text: &str) -> Result<T, TenantError>
where
    T: std::str::FromStr<Err = nexthink::InvalidId>,
{
    text.parse().map_err(|error| trouble::not_sent(&error))
}

#[async_trait]
impl Tenant for NexthinkTenant {
    async fn prepare(&self) {
        if let Err(error) = self.client.prepare().await {
            tracing::debug!("no token is ready: {error}");
        }
    }

    async fn users_by(&self, by: Lookup, value: &str) -> Result<Vec<KnownUser>, TenantError> {
        let queries = &self.queries;
        let (query, parameter, column) = match by {
            Lookup::Email => (&queries.user_by_email, "email", queries::user::EMAIL),
            Lookup::UserName => (&queries.user_by_name, "name", queries::user::NAME),
            Lookup::Sid => (&queries.user_by_sid, "sid", queries::user::SID),
        };
        let table = self.ask(query, [(parameter, value)]).await?;
        read::rows(&table, |row, _| read::user(row, column)).map_err(trouble::of_table)
    }

    async fn devices_of(&self, person: &Identity) -> Result<Vec<DeviceReading>, TenantError> {
        let table = self
            .ask(&self.queries.devices_of_user, [("upn", person.upn.as_str())])
            .await?;
        read::rows(&table, read::device).map_err(trouble::of_table)
    }

    async fn device(&self, uid: &CollectorUid) -> Result<Option<DeviceReading>, TenantError> {
        let table = self
            .ask(&self.queries.device_health, [("device", uid.as_str())])
            .await?;
        let readings = read::rows(&table, read::device).map_err(trouble::of_table)?;
        Ok(readings.into_iter().find(|reading| reading.device.uid == *uid))
    }

    async fn daily_figures(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError> {
        let table = self
            .ask(&self.queries.device_history, [("device", uid.as_str())])
            .await?;
        read::rows(&table, read::day).map_err(trouble::of_table)
    }

    async fn daily_scores(&self, uid: &CollectorUid) -> Result<Vec<DayReading>, TenantError> {
        let table = self
            .ask(&self.queries.score_history, [("device", uid.as_str())])
            .await?;
        read::rows(&table, read::day).map_err(trouble::of_table)
    }

    async fn remote_action_sightings(&self) -> Result<Sightings, TenantError> {
        let shown_since = queries::shown_since(self.clock.now());
        let table = self
            .ask(
                &self.queries.remote_action_results,
                [("source", self.source.as_str())],
            )
            .await?;
        Ok(read::sightings(&table, shown_since, read::remote_action))
    }

    async fn workflow_sightings(&self, workflow: &NqlId) -> Result<Sightings, TenantError> {
        let shown_since = queries::shown_since(self.clock.now());
        let table = self
            .ask(&self.queries.workflow_results, [("workflow", workflow.as_str())])
            .await?;
        Ok(read::sightings(&table, shown_since, read::workflow))
    }

    async fn trigger(&self, trigger: &Trigger) -> Result<RequestId, TenantError> {
        let request = match &trigger.launch {
            Launch::RemoteAction(id) => self.run_remote_action(id, trigger).await?,
            Launch::Workflow { id, version } => self.run_workflow(id, *version, trigger).await?,
        };
        request
            .parse()
            .map_err(|error| trouble::unreadable_receipt(&error))
    }

    async fn reply(&self, reply: &Reply) -> Result<(), TenantError> {
        let workflow = self.uuid_of(&reply.workflow).await?;
        let run = parsed(reply.run.as_str())?;
        self.client
            .trigger_thinklet(&workflow, &run, &reply.given)
            .await
            .map(drop)
            .map_err(trouble::of)
    }

    async fn start_export(&self, part: FleetPart) -> Result<String, TenantError> {
        self.begin_export(part).await.map_err(trouble::of)
    }

    async fn export_state(&self, export: &str) -> Result<ExportState, TenantError> {
        self.state_of_export(export).await
    }

    async fn open_export(&self, part: FleetPart, export: &str) -> Result<Box<dyn FleetFile>, TenantError> {
        self.file_of_export(part, export).await
    }

    fn notices(&self, body: &[u8]) -> Result<Vec<Notice>, Unreadable> {
        notices::read(body)
    }
}

#[cfg(test)]
mod tests;
